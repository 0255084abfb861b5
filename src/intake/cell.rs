//! One cell to one value, by what its column declares; or a slip that says what is wrong.

use std::sync::Arc;

use super::book::{Cell, Raw};
use super::figure::{Figure, NoFigure, figure, measured};
use super::keys::Keys;
use super::raw::{iso, shown, tidy};
use super::shape::Want;
use super::slip::Slip;
use super::{day, faults};
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{ColumnKind, Meaning};
use crate::scheme::suggest::NONE;
use crate::tables::Value;

/// What stands in a cell, or what takes its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// Nothing.
    Blank,
    /// A cell.
    Cell(&'a Cell),
    /// A text from a name, a header or the scheme.
    Text(&'a str),
}

impl Seen<'_> {
    /// What a person sees there, trimmed.
    pub(super) fn text(&self) -> String {
        match self {
            Seen::Blank => String::new(),
            Seen::Cell(cell) => tidy(&shown(cell)).into_owned(),
            Seen::Text(text) => tidy(text).into_owned(),
        }
    }
}

/// A value and how it was come by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Converted {
    pub(super) value: Value,
    /// Kinds of exact reading worth counting.
    pub(super) notes: Vec<&'static str>,
    /// It stands for a word, an empty cell or a foreign value: what stood there.
    pub(super) given: Option<String>,
    /// What stood there, where it is a foreign value.
    pub(super) foreign: Option<String>,
    /// A number without a percent sign in a % column, as written.
    pub(super) bare: Option<Exact>,
}

impl From<Value> for Converted {
    fn from(value: Value) -> Self {
        Converted { value, notes: Vec::new(), given: None, foreign: None, bare: None }
    }
}

/// What converting needs to know besides the column.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    /// Entries of each table, where they are known.
    pub(super) keys: &'a [Option<Keys>],
    /// The year of a date without one.
    pub(super) year: i32,
}

/// Texts, in their compared form, that mean “nothing” in every column but texts.
const DASHES: [&str; 11] = ["/", "—", "-", "–", "−", "──", "——", "--", "―", "\\", "无"];

/// The value of a text in a column of that type with no options; a reference finds nothing.
pub(super) fn typed(text: &str, kind: &ColumnKind, year: i32) -> Result<Value, Slip> {
    if let ColumnKind::Reference(_) | ColumnKind::OneOf(_) = kind {
        return Err(Slip::new(faults::UNKNOWN_ENTRY, text).with("suggest", NONE).with("known", NONE));
    }
    let want = Want::plain(kind.clone());
    convert(&want, Seen::Text(text), Sight { keys: &[], year }).map(|converted| converted.value)
}

/// The value of a cell.
pub(super) fn convert(want: &Want, seen: Seen<'_>, sight: Sight<'_>) -> Result<Converted, Slip> {
    let text = seen.text();
    let compared = normal(&text);
    if let Some((_, meaning)) =
        want.decl.words.iter().find(|(word, _)| !compared.is_empty() && normal(word) == compared)
    {
        return meant(want, meaning, &text, sight);
    }
    if let Seen::Cell(Cell { value: Raw::NoCache, .. }) = seen {
        return Err(Slip::new(faults::NO_CACHED_VALUE, "="));
    }
    if let Seen::Cell(Cell { value: Raw::Error(error), .. }) = seen {
        return Err(Slip::new(faults::ERROR_CELL, error));
    }
    if is_empty(want, &compared) {
        return empty(want, &text, sight);
    }
    match &want.decl.kind {
        _ if want.maker => Ok(reference(want, &text, sight)?.into()),
        ColumnKind::Text | ColumnKind::Raw => Ok(Value::Text(Arc::from(text.as_str())).into()),
        ColumnKind::YesNo => yes_no(seen, &compared).map_or_else(
            || foreign(want, &text, Slip::new(faults::NOT_YES_NO, &text), sight),
            |yes| Ok(Value::Bool(yes).into()),
        ),
        ColumnKind::Date => date(want, seen, &text, sight),
        ColumnKind::Number { .. } => number(want, seen, &text, sight),
        ColumnKind::Reference(_) | ColumnKind::OneOf(_) => match reference(want, &text, sight) {
            Ok(value) => Ok(value.into()),
            Err(slip) => foreign(want, &text, slip, sight),
        },
    }
}

fn is_empty(want: &Want, compared: &str) -> bool {
    let text = matches!(want.decl.kind, ColumnKind::Text) && !want.maker;
    let yes_no = matches!(want.decl.kind, ColumnKind::YesNo);
    compared.is_empty() || (!text && is_dash(compared) && !(yes_no && compared == "无"))
}

/// Is a compared text empty, or one that means “nothing”?
pub fn is_dash(compared: &str) -> bool {
    compared.is_empty() || DASHES.contains(&compared)
}

fn empty(want: &Want, text: &str, sight: Sight<'_>) -> Result<Converted, Slip> {
    match &want.decl.empty {
        Some(meaning) => meant(want, meaning, text, sight),
        None if matches!(want.decl.kind, ColumnKind::Text) && !want.maker && !want.decl.required => {
            Ok(Value::Text(Arc::from("")).into())
        }
        None => Err(Slip::new(faults::EMPTY_CELL, text)),
    }
}

/// The value that a declared meaning stands for.
fn meant(want: &Want, meaning: &Meaning, text: &str, sight: Sight<'_>) -> Result<Converted, Slip> {
    let value = match meaning {
        Meaning::NotApplicable => Value::NotApplicable,
        Meaning::Missing => Value::Missing,
        Meaning::Number(number) => Value::Number(number.clone()),
        Meaning::Bool(yes) => Value::Bool(*yes),
        Meaning::Word(word) if want.target.is_some() => reference(want, word, sight)?,
        Meaning::Word(word) => Value::Text(Arc::from(word.as_str())),
    };
    Ok(Converted { given: Some(text.to_owned()), ..value.into() })
}

/// What a value that fits no entry, number or date means, if the column says so.
fn foreign(want: &Want, text: &str, slip: Slip, sight: Sight<'_>) -> Result<Converted, Slip> {
    match &want.decl.outside {
        // Of two entries it is one, whichever.
        Some(_) if slip.code == faults::SHARED_TITLE => Err(slip),
        Some(meaning) => Ok(Converted { foreign: Some(text.to_owned()), ..meant(want, meaning, text, sight)? }),
        None => Err(slip),
    }
}

fn yes_no(seen: Seen<'_>, compared: &str) -> Option<bool> {
    match compared {
        "是" | "√" | "✓" | "✔" | "1" | "有" | "通过" | "同意" => Some(true),
        "否" | "×" | "✗" | "✘" | "0" | "无" => Some(false),
        _ => match seen {
            Seen::Cell(Cell { value: Raw::Bool(yes), .. }) => Some(*yes),
            _ => None,
        },
    }
}

fn date(want: &Want, seen: Seen<'_>, text: &str, sight: Sight<'_>) -> Result<Converted, Slip> {
    match seen {
        Seen::Cell(Cell { value: Raw::Date(on), .. }) => return Ok(Value::Date(*on).into()),
        Seen::Cell(Cell { value: Raw::Number { value, .. }, .. }) => {
            let likely = value.to_i64().and_then(day::of_serial).map_or(NONE.to_owned(), iso);
            return foreign(want, text, Slip::new(faults::NOT_A_DATE, text).with("suggest", likely), sight);
        }
        _ => {}
    }
    match day::written(text, sight.year) {
        Some(on) => Ok(Converted { notes: vec!["text-date"], ..Value::Date(on).into() }),
        None => foreign(want, text, Slip::new(faults::NOT_A_DATE, text).with("suggest", NONE), sight),
    }
}

fn number(want: &Want, seen: Seen<'_>, text: &str, sight: Sight<'_>) -> Result<Converted, Slip> {
    let figure = match seen {
        Seen::Cell(Cell { value: Raw::Number { value, percent, inexact }, .. }) => {
            let value = if *percent { value * &Exact::from(100_i64) } else { value.clone() };
            Ok(Figure { value, percent: *percent, notes: if *inexact { vec!["inexact"] } else { Vec::new() } })
        }
        Seen::Cell(Cell { value: Raw::Date(_), .. }) => {
            return foreign(want, text, Slip::new(faults::DATE_FOR_NUMBER, text), sight);
        }
        Seen::Cell(Cell { value: Raw::Bool(_), .. }) => Err(NoFigure::Text),
        _ => figure(text, &want.decl),
    };
    let figure = match figure {
        Ok(figure) => figure,
        Err(why) => return foreign(want, text, no_number(why, text), sight),
    };
    let mut notes = figure.notes.clone();
    if figure.value.is_negative() && (want.decl.may_be_negative || want.decl.drop_sign) {
        notes.push(if want.decl.drop_sign { "sign-dropped" } else { "negative" });
    }
    let bare = (!figure.percent).then(|| figure.value.clone());
    let value = Value::Number(measured(&figure, &want.decl, text)?);
    Ok(Converted { value, notes, given: None, foreign: None, bare })
}

fn no_number(why: NoFigure, text: &str) -> Slip {
    let code = match why {
        NoFigure::Text => faults::TEXT_FOR_NUMBER,
        NoFigure::Range => faults::NUMBER_RANGE,
        NoFigure::Commas => faults::BAD_COMMAS,
    };
    Slip::new(code, text)
}

/// The entry that a text names.
fn reference(want: &Want, text: &str, sight: Sight<'_>) -> Result<Value, Slip> {
    let keys = want.target.and_then(|table| sight.keys.get(table)).and_then(Option::as_ref);
    // Without the entries nothing can be said; a finding stands where they should have come from.
    let Some(keys) = keys else { return Ok(Value::Fault) };
    match keys.find(text) {
        Some(entry) => Ok(Value::Entry(entry)),
        None if keys.doubtful => Ok(Value::Fault),
        None => {
            if let Some(entries) = keys.shared.get(&normal(text)) {
                let known: Vec<_> = entries.iter().map(|entry| keys.name(*entry)).collect();
                return Err(Slip::new(faults::SHARED_TITLE, text).with("known", known.join("、")));
            }
            let suggest = keys.near(text).unwrap_or(NONE.to_owned());
            let known: Vec<&str> = keys.entries.iter().take(8).map(|name| &**name).collect();
            let more = if keys.entries.len() > known.len() { "…" } else { "" };
            let known = format!("{}{more}", known.join("、"));
            Err(Slip::new(faults::UNKNOWN_ENTRY, text).with("suggest", suggest).with("known", known))
        }
    }
}
