//! How far the next place, the next tier and the next prize are.

use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::notice::model::{Missing, NextAward, Notice};
use crate::tables::{Kind, Value};

use super::super::expr::{At, Infix, X};
use super::super::grid::{Cached, Content, Role};
use super::super::layout::Item;
use super::super::reading::{Reader, steady};
use super::super::standing;
use super::Shared;
use super::front::{HEIGHT, LAST, Writing};

/// A line: what it is, the figure, its part, its number format, a word on it.
type Told = (String, Content, Role, String, String);

/// Writes the section.
pub(super) fn write(reader: &mut Reader, unit: usize, shared: &Shared, facts: &Notice, at: &mut Writing) {
    let scheme = reader.scheme;
    let Some(score) = reader.layout.standing(Item::Score, unit) else { return };
    let format = standing::format(reader, Item::Score, unit);
    let mut lines: Vec<Told> = Vec::new();
    let given = |label: String, n: Exact, format: &str| -> Told {
        (label, Content::Number(n), Role::Given, format.into(), "给定数据".into())
    };
    let ranked = shared.field.group(scheme, unit).ranked;
    if matches!(scheme.standing.rank[unit], Value::Number(_)) {
        let count = Exact::from(i64::try_from(ranked).unwrap_or(i64::MAX));
        lines.push(given(format!("{}参加排名的考核对象数", shared.whole()), count, "0"));
    }
    if let Some(place) = &facts.place
        && let (Some(rank), Some(gap)) = (&place.rank, place.gap.as_deref().and_then(Exact::parse))
    {
        // The gap is printed in the unit of scores, which for a percent is the percentage point.
        lines.push(given(format!("与上一名次（第{rank}名）的分差"), gap, &plain(&format)));
    }
    for award in &facts.awards {
        lines.extend(next(reader, unit, score, award, &format));
    }
    if lines.is_empty() {
        return;
    }
    at.section(&mut reader.pages[at.page], "差距");
    let page = &mut reader.pages[at.page];
    for (label, content, role, format, said) in lines {
        let tall = said.chars().count().div_ceil(17).max(1);
        page.across(at.row, 0, 2, Role::Name, label);
        page.put(at.row, 3, role, content).format = format;
        let part = if tall == 1 { Role::Centre } else { Role::Name };
        page.across(at.row, 4, LAST, part, said);
        page.heights.insert(at.row, HEIGHT.max(u16::try_from(tall * 14 + 4).unwrap_or(HEIGHT)));
        at.row += 1;
    }
}

/// A format of figures without a sign.
fn plain(format: &str) -> String {
    format.trim_end_matches('%').to_string()
}

/// What the next tier or prize still asks for.
fn next(reader: &Reader, unit: usize, score: At, award: &NextAward, format: &str) -> Vec<Told> {
    let Some(name) = &award.name else { return Vec::new() };
    let to = format!("与{}“{name}”的差距", award.kind);
    let quota = if award.quota { "；另受名额限制" } else { "" };
    let mut out: Vec<Told> = Vec::new();
    for missing in &award.missing {
        match missing {
            Missing::Points { wanted, strict, by } => {
                let asked = if *strict { "须优于" } else { "须达到" };
                let said = format!("得分{asked}{wanted}{quota}");
                let (content, role) = points(reader, unit, score, (wanted, *strict, by));
                out.push((format!("{to}（得分）"), content, role, plain(format), said));
            }
            Missing::Places { wanted, by } => {
                let by = Exact::parse(by).unwrap_or(Exact::ZERO);
                let said = format!("名次须进入前{wanted}名{quota}");
                out.push((format!("{to}（名次）"), Content::Number(by), Role::Given, "0".into(), said));
            }
            Missing::Other { text } => {
                let said = format!("尚不满足：{text}{quota}");
                out.push((format!("{to}（条件）"), Content::Text("—".into()), Role::Centre, String::new(), said));
            }
        }
    }
    if out.is_empty() && award.quota {
        out.push((to, Content::Text("—".into()), Role::Centre, String::new(), "条件已具备，受名额限制".into()));
    }
    out
}

/// The distance of 得分 from a bound: a formula where the score is printed as it is held.
fn points(reader: &Reader, unit: usize, score: At, (wanted, strict, by): (&str, bool, &str)) -> (Content, Role) {
    let standing = &reader.scheme.standing;
    let by = Exact::parse(by).unwrap_or(Exact::ZERO);
    let scaled = matches!(standing.score_kind, Some(Kind::Number(Unit::Percent | Unit::Money)));
    let bound = Exact::parse(&wanted.replace('−', "-")).filter(|_| !scaled);
    let (Some(bound), Value::Number(own)) = (bound, &standing.score[unit]) else {
        return (Content::Number(by), Role::Given);
    };
    let literal = X::Number(bound.trimmed(9));
    let (left, right) = if standing.lower_is_better { (X::Cell(score), literal) } else { (literal, X::Cell(score)) };
    let apart = if standing.lower_is_better { own - &bound } else { &bound - own };
    let places = usize::try_from(standing.places[unit]).unwrap_or(2);
    let x = X::Call("ROUNDUP", vec![steady(X::infix(Infix::Subtract, left, right), None), X::whole(places)]);
    // Better than the bound: one step more, where the bound itself is a score.
    let step = Exact::decimal(1, u32::try_from(places).unwrap_or(2));
    let exact = apart.round(i32::try_from(places).unwrap_or(2), crate::number::Rounding::HalfUp) == apart;
    let x = if strict && exact { X::infix(Infix::Add, x, X::Number(step.trimmed(9))) } else { x };
    (Content::Formula(x, Cached::Number(by)), Role::Figure)
}
