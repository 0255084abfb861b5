//! What a column seems to hold, and the cells that do not fit.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::formula::text::normal;
use crate::intake::book::Raw;
use crate::intake::{comes_whole, is_dash};
use crate::number::Exact;
use crate::scheme::decl::ColumnKind;
use crate::scheme::kind_of;

/// A column is of a kind where so many of ten filled cells are.
const MOST: usize = 5;

/// Units that stand behind numbers.
const UNITS: [&str; 9] = ["万元", "分", "元", "件", "次", "人", "户", "个", "天"];
/// Heads of points.
const POINTS: [&str; 3] = ["分", "分值", "满分"];

/// A cell with its place, as `B4`.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub at: String,
    /// None: nothing stands there.
    pub value: Option<Raw>,
}

/// A column as it was found.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name in the scheme.
    pub name: String,
    /// The head, `上级>下级` where the lower one alone is not clear.
    pub header: String,
    /// The type that it seems to have.
    pub kind: String,
    /// Cells that do not fit, with what stands there.
    pub odd: Vec<(String, String)>,
    /// Cells where nothing stands.
    pub empty: Vec<String>,
    /// Some of its numbers are negative.
    pub negative: bool,
    /// Numbers with a percent sign and without stand together.
    pub mixed: bool,
    /// How many of its cells are filled.
    pub filled: usize,
    /// Its texts with their places, in order.
    pub texts: Vec<(String, Arc<str>)>,
}

/// What one cell is.
enum Is {
    Empty,
    Number { percent: bool, negative: bool, whole: bool },
    Date,
    Yes,
    Text(Arc<str>),
}

/// A name that may stand in a formula: what stands in brackets and all other signs left out.
pub(super) fn cleaned(head: &str) -> String {
    let plain = head.split(['(', '（']).next().unwrap_or(head);
    plain.chars().filter(|c| c.is_alphanumeric() || *c == '·').collect()
}

/// What stands in the last brackets of a head: often the unit of measure.
pub(super) fn hint(head: &str) -> Option<String> {
    let inner = head.rsplit(['(', '（']).next().filter(|inner| inner.len() < head.len())?;
    let word = inner.trim_end_matches([')', '）']).trim_start_matches("单位").trim_start_matches([':', '：']);
    // （40分）says how much it is worth, and that it is points.
    let word = word.trim().trim_start_matches(|c: char| c.is_ascii_digit());
    Some(word.to_owned()).filter(|word| !word.is_empty())
}

/// The column that these cells make.
pub(super) fn of(name: String, header: String, hint: Option<&str>, given: Vec<Given>) -> Column {
    let seen: Vec<(String, Is)> = given.into_iter().map(|g| (g.at, is(g.value))).collect();
    let filled = seen.iter().filter(|(_, is)| !matches!(is, Is::Empty)).count();
    let count = |test: &dyn Fn(&Is) -> bool| seen.iter().filter(|(_, is)| test(is)).count();
    let most = |n: usize| filled > 0 && n * 10 >= filled * MOST;
    let numbers = count(&|is| matches!(is, Is::Number { .. }));
    let percents = count(&|is| matches!(is, Is::Number { percent: true, .. }));
    let whole = count(&|is| matches!(is, Is::Number { whole: true, .. })) == numbers;
    let kind = if most(numbers) {
        number(&name, hint, percents > 0, whole)
    } else if most(count(&|is| matches!(is, Is::Date))) {
        "日期".into()
    } else if filled > 0 && count(&|is| matches!(is, Is::Yes)) == filled {
        "是否".into()
    } else {
        "文本".into()
    };
    let fits = |is: &Is| match kind.as_str() {
        "文本" => true,
        "日期" => matches!(is, Is::Date),
        "是否" => matches!(is, Is::Yes),
        _ => matches!(is, Is::Number { .. }),
    };
    let mut column = Column {
        mixed: percents > 0 && (percents < numbers || kind != "%"),
        negative: count(&|is| matches!(is, Is::Number { negative: true, .. })) > 0,
        name,
        header,
        kind: kind.clone(),
        filled,
        odd: Vec::new(),
        empty: Vec::new(),
        texts: Vec::new(),
    };
    for (at, is) in seen {
        let fits = fits(&is);
        match is {
            Is::Empty => column.empty.push(at),
            Is::Text(text) if !fits => column.odd.push((at, text.to_string())),
            Is::Text(text) => column.texts.push((at, text)),
            Is::Yes if kind == "文本" => column.texts.push((at, "是".into())),
            _ if !fits => column.odd.push((at, "…".into())),
            _ => {}
        }
    }
    column
}

/// The type of numbers: the unit in the head where it is one of the language.
fn number(name: &str, hint: Option<&str>, percent: bool, whole: bool) -> String {
    let unit = hint.filter(|word| matches!(kind_of(word), Some(ColumnKind::Number { .. })));
    match unit {
        Some("%") => "%".into(),
        Some(word) if whole || !comes_whole(word) => word.to_owned(),
        _ if percent => "%".into(),
        _ if POINTS.iter().any(|head| name.ends_with(head)) => "分".into(),
        _ => "数".into(),
    }
}

fn is(value: Option<Raw>) -> Is {
    match value {
        None | Some(Raw::NoCache | Raw::Error(_)) => Is::Empty,
        Some(Raw::Number { value, percent, .. }) => numeric(&value, percent),
        Some(Raw::Date(_)) => Is::Date,
        Some(Raw::Bool(_)) => Is::Yes,
        Some(Raw::Text(text)) => text_is(text),
    }
}

fn numeric(value: &Exact, percent: bool) -> Is {
    Is::Number { percent, negative: value.is_negative(), whole: value.is_integer() }
}

fn text_is(text: Arc<str>) -> Is {
    let plain = normal(&text);
    if is_dash(&plain) {
        return Is::Empty;
    }
    if ["是", "否", "√", "×"].contains(&plain.as_str()) {
        return Is::Yes;
    }
    let bare = plain.trim_end_matches('%');
    // 15分, 3件: a number with its unit.
    let bare = UNITS.iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare);
    let digits: String = bare.chars().filter(|c| *c != ',').collect();
    if let Some(value) = Exact::parse(&digits) {
        return numeric(&value, plain.ends_with('%'));
    }
    if is_date(&plain) { Is::Date } else { Is::Text(text) }
}

/// 2025.3.1, 2025-03-01, 2025年3月1日, 3月1日.
fn is_date(plain: &str) -> bool {
    let parts: Vec<&str> = plain.trim_end_matches('日').split(['.', '-', '/', '年', '月']).collect();
    let digits = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let names_a_day = parts.len() == 3 || parts.len() == 2 && plain.contains('月') && plain.ends_with('日');
    names_a_day && parts.iter().all(digits)
}

impl Column {
    /// Do all rows have a text of their own here?
    pub fn names_each(&self) -> bool {
        let distinct: BTreeSet<String> = self.texts.iter().map(|(_, text)| normal(text)).collect();
        self.kind == "文本" && self.empty.is_empty() && distinct.len() == self.texts.len()
    }
}
