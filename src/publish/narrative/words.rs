//! Labels, titles and formulas in words.

use crate::results::Results;
use crate::tables::Value;

use super::{Facts, parts};

/// The period as said in a sentence: 2012年度, 2012年上半年, 2012年第一季度, 2012年7月.
pub(in crate::publish) fn period(results: &Results) -> String {
    named_period(&results.year, &results.period)
}

/// A name of the appraisal as it stands behind the period: 2025年度 and 年度考核 are 2025年度考核.
pub(in crate::publish) fn behind_period(results: &Results, name: &str) -> String {
    let period = period(results);
    let doubled = [("年度", "年度"), ("季度", "季度"), ("半年", "半年"), ("月", "月度")];
    let rest = doubled.iter().filter(|(end, _)| period.ends_with(end)).find_map(|(_, start)| name.strip_prefix(start));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
}

/// The period with that label, of that year, as said in a sentence.
pub(in crate::publish) fn named_period(year: &str, label: &str) -> String {
    let rest = label.get(year.len()..).unwrap_or_default().trim_start_matches('-');
    let quarters = ["一", "二", "三", "四"];
    match (rest.get(..1), rest.get(1..)) {
        (Some("H"), Some("1")) => format!("{year}年上半年"),
        (Some("H"), Some(_)) => format!("{year}年下半年"),
        (Some("Q"), Some(n)) => {
            let index = n.parse::<usize>().unwrap_or(1).clamp(1, 4) - 1;
            format!("{year}年第{}季度", quarters[index])
        }
        (Some(_), Some(_)) => format!("{year}年{}月", rest.trim_start_matches('0')),
        _ => format!("{year}年度"),
    }
}

/// A title as phrases that are not broken: at `|` where the scheme has it, else round the words that every title has.
pub(in crate::publish) fn phrases(title: &str) -> Vec<String> {
    if title.contains('|') {
        return title.split('|').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    }
    let mut marked = title.to_owned();
    for after in ["关于", "年度", "季度", "半年"] {
        marked = marked.replacen(after, &format!("{after}|"), 1);
    }
    let subject = ["考评结果", "考核结果", "结果", "情况"].into_iter().find(|word| marked.contains(word));
    for before in subject.into_iter().chain(["的通报", "的公示", "的决定", "的函", "整改通知书", "工作总结"])
    {
        marked = marked.replacen(before, &format!("|{before}"), 1);
    }
    marked.split('|').filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// 综合得分=甲+乙+丙−丁.
pub fn formulas(facts: &Facts) -> Vec<String> {
    if facts.parts.is_empty() {
        return Vec::new();
    }
    let mut out = format!("{}=", parts::score_name(facts.scheme));
    for (index, part) in facts.parts.iter().enumerate() {
        if part.minus {
            out.push('−');
        } else if index > 0 {
            out.push('+');
        }
        out.push_str(&facts.scheme.rules[part.rule].members[part.member].0);
        if part.factor != crate::number::Exact::ONE {
            out.push_str(&format!("×{}%", (&part.factor * &crate::number::Exact::from(100)).plain(4)));
        }
    }
    vec![out]
}

/// How figures are rounded and ties ranked.
pub fn notes(facts: &Facts) -> Vec<String> {
    let standing = &facts.scheme.standing;
    let mut out = Vec::new();
    if let Some(places) = standing.places.first() {
        let places = match places {
            0 => "整数".to_owned(),
            n => format!("小数点后{n}位"),
        };
        let score = parts::score_name(facts.scheme);
        let exact = format!(
            "各项得分按原始数据逐项精确计算，除方案写明取舍的以外，计算过程不作取舍，{score}四舍五入保留到{places}"
        );
        // Only where parts stand in the table.
        let parts = match facts.parts.is_empty() {
            false => format!("；表中分项得分为四舍五入后的数值，相加后可能与{score}略有出入"),
            true => String::new(),
        };
        out.push(format!("{exact}{parts}。"));
    }
    if standing.rank.iter().any(|v| matches!(v, Value::Number(_))) {
        let equals = if standing.rank_keys.is_empty() {
            "得分相同的"
        } else {
            "得分相同的按方案规定的其他条件排定名次，仍然相同的"
        };
        let after =
            if standing.dense { "其后的名次依次排列，不空名次" } else { "其后的名次相应顺延" };
        out.push(format!("{equals}名次并列，{after}。"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_breaks_at_its_marks_or_round_common_words() {
        assert_eq!(phrases("关于|甲乙|的通报"), ["关于", "甲乙", "的通报"]);
        assert_eq!(
            phrases("关于2012年度绩效管理考评结果的通报"),
            ["关于", "2012年度", "绩效管理", "考评结果", "的通报"]
        );
    }
}
