//! 得分 and what follows from it, in words.

use crate::formula::ast::ExprKind;
use crate::formula::show::{plain_name, show};
use crate::scheme::decl::{LineDecl, Located2, Ties};

use super::Look;
use super::math::{canonical, word};
use super::model::{Fact, Line, Lines, Standing};
use super::rules::fact;

/// Everything of a scheme's standing.
pub(super) fn standing(look: &Look) -> Standing {
    let declared = &look.scheme.standing;
    let list = |name: &str, key: &'static str, how: &str, lines: &[LineDecl]| Lines {
        name: name.into(),
        how: how.into(),
        basis: basis(look, key),
        lines: lines.iter().map(|line| self::line(line, key, look)).collect(),
    };
    let first = "从上到下，先符合的为准";
    let lists = [
        list("不计分的情形", "unscored", "从上到下，先符合的为准；不计分，不列名次，排在最后", &declared.unscored),
        list("等次", "tier", first, &declared.tier),
        list("奖项", "prize", first, &declared.prize),
        list("标记", "flag", "逐项判定，可以同时有几项", &declared.flag),
    ];
    Standing { facts: facts(look), lists: lists.into_iter().filter(|l| !l.lines.is_empty()).collect() }
}

fn basis(look: &Look, key: &str) -> Option<String> {
    let all: Vec<&str> =
        look.scheme.standing.basis.iter().filter(|(k, _)| *k == key).map(|(_, b)| b.as_str()).collect();
    let named: Vec<&str> = all.into_iter().filter(|b| *b != "[standing]").collect();
    (!named.is_empty()).then(|| named.join("；"))
}

fn facts(look: &Look) -> Vec<Fact> {
    let declared = &look.scheme.standing;
    let formula = |label: &str, f: &Located2| fact(label, &f.expr, &f.file, look);
    let mut out = Vec::new();
    if let Some(score) = &declared.score {
        out.push(formula("得分", score));
        out.push(match &declared.places {
            Some(places) => match &places.expr.kind {
                ExprKind::Number(n, _) => said("小数位数", format!("四舍五入到{}位小数", n.plain(0))),
                _ => formula("小数位数", places),
            },
            None => said("小数位数", "四舍五入到2位小数".into()),
        });
    } else {
        out.push(said("得分", "本方案不计得分".into()));
    }
    if let Some(ranked) = &declared.ranked {
        out.push(match ranked.expr.kind {
            ExprKind::Bool(false) => said("参加排名", "都不排名".into()),
            _ => formula("参加排名", ranked),
        });
    }
    let nobody = declared.ranked.as_ref().is_some_and(|f| matches!(f.expr.kind, ExprKind::Bool(false)));
    if declared.score.is_some() && !nobody {
        out.push(said("名次", ranks(look)));
    }
    if !declared.order.is_empty() {
        let keys = keys(&declared.order, declared.lower_is_better);
        out.push(said("同名次的先后", format!("名额、名单需要分出先后时，依次比较{keys}，最后按名单先后")));
    }
    if let Some(pay) = &declared.pay {
        out.push(formula("绩效工资", pay));
        if let Some(basis) = basis(look, "pay") {
            out.push(said("绩效工资的依据", basis));
        }
    }
    out
}

/// How places are given.
fn ranks(look: &Look) -> String {
    let declared = &look.scheme.standing;
    let better = if declared.lower_is_better { "得分低的在前" } else { "得分高的在前" };
    let within = if look.scheme.group.is_some() { "分组排列" } else { "全体一起排列" };
    let next = if declared.dense {
        "其后的名次连续（1、2、2、3）"
    } else {
        "其后的名次顺延（1、2、2、4）"
    };
    match &declared.rank[..] {
        [] => format!("{within}，{better}；得分相同的并列，{next}"),
        list => {
            let keys = keys(list, declared.lower_is_better);
            format!("{within}，{better}；依次比较{keys}，全都相同的并列，{next}")
        }
    }
}

fn keys(list: &[(Located2, bool)], lower_is_better: bool) -> String {
    let key = |(f, lower): &(Located2, bool)| {
        let text = show(&canonical(&f.expr));
        let score = text == "得分";
        format!("{text}{}", if *lower || (score && lower_is_better) { "（低者在前）" } else { "" })
    };
    list.iter().map(key).collect::<Vec<_>>().join("、")
}

fn said(label: &str, text: String) -> Fact {
    Fact { label: label.into(), pieces: vec![word(text.clone())], text, belonging: Vec::new() }
}

fn line(declared: &LineDecl, key: &str, look: &Look) -> Line {
    let formula = |label: &str, f: &Located2| fact(label, &f.expr, &f.file, look);
    let mut more = Vec::new();
    if let Some(quota) = &declared.quota {
        more.push(formula("名额", quota));
        let within = if declared.within_all { "全体一起算" } else { "每组各算" };
        let from = if declared.last { "从最低的取起" } else { "从最高的取起" };
        let ties = match declared.ties {
            Ties::OneByOne => "名额末尾并列的，按先后逐个取",
            Ties::TakeAll => "名额末尾并列的都取",
            Ties::TakeNone => "名额末尾并列的都不取",
            Ties::Undecided => "名额末尾并列的待定：报错，由人决定",
        };
        more.push(said("名额的用法", format!("{within}，{from}；不符合条件的不占名额；{ties}")));
    }
    if let Some(pay) = &declared.pay {
        more.push(formula("奖金", pay));
    }
    if declared.bare {
        more.push(said("分项", "分项得分也不列出".into()));
    }
    let names: Vec<String> = declared.names.iter().map(plain_name).collect();
    let when = match &declared.when {
        Some(when) => Some(formula("条件", when)),
        None if key == "flag" => Some(said("条件", "同名的判定成立".into())),
        None => None,
    };
    Line { name: names.join("、"), when, more }
}
