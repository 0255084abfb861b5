//! 图表: what the score is put together from, and how tiers and scores spread; drawn by the spreadsheet program from
//! cells that follow when figures change.

use crate::formula::ast::Unit;
use crate::number::Exact;
use crate::publish::narrative::steps::{self, below};
use crate::results::{Line, by_merit};
use crate::tables::{Kind, Value};

use super::expr::{At, Infix, X};
use super::grid::{Cached, Chart, Content, Role};
use super::layout::{Item, QUOTE};
use super::reading::Reader;
use super::{heads, standing};

/// Widths of the columns: names, counts, shares, and what a chart stands on.
const WIDTHS: [u16; 9] = [16, 9, 9, 2, 12, 12, 12, 12, 12];
/// Pixels of all columns, and of those behind the counts.
const WIDE: (u32, u32) = (804, 496);
/// Pixels of a row, and how many rows a chart takes.
const ROW: u32 = 20;
const TALL: u32 = 19;
/// Fewer scores say more one by one than by steps.
const MANY: usize = 10;
/// The most steps that scores are counted by.
const STEPS: i64 = 10;

/// What a ranking sheet gives to be drawn over its rows.
pub(super) struct Composed {
    /// The group, where there are several.
    pub group: String,
    /// What is drawn, 得分构成.
    pub title: &'static str,
    /// The figures stand on each other.
    pub stacked: bool,
    /// None of them is below 0.
    pub grounded: bool,
    /// First and last cell of the names.
    pub names: (At, At),
    /// What is drawn: the cell that names it, its first and last cell.
    pub series: Vec<(At, At, At)>,
}

/// A line of a table of counts: its name, and the conditions on the column counted.
struct Counted {
    name: String,
    conditions: Vec<String>,
    count: usize,
}

/// Writes the sheet, where there is anything to draw.
pub(super) fn write(reader: &mut Reader, notice: &str, composed: Vec<Composed>) {
    let page = reader.layout.pages.charts;
    let mut row = QUOTE + 2;
    for one in composed {
        composition(reader, page, &mut row, one);
    }
    let noun = reader.results.tables.list[reader.scheme.table].name.to_string();
    for (item, lines) in [(Item::Tier, tiers(reader)), (Item::Score, spread(reader))] {
        if let Some(column) = reader.layout.standing_column(item).filter(|_| !lines.is_empty()) {
            let head = standing::title(reader, item);
            counts(reader, (page, &mut row), (&format!("{head}分布"), &head, &noun), column, &lines);
        }
    }
    let sheet = &mut reader.pages[page];
    if sheet.charts.is_empty() {
        return;
    }
    let title = format!("{}图表", reader.scheme.title);
    heads::top(sheet, 8, &title, notice, "图中数字取自“排名”“得分与名次”，随数据改动而变。");
    sheet.body = QUOTE + 1;
    sheet.widths.extend((0u16..).zip(WIDTHS));
    sheet.portrait = true;
}

/// Room for a chart of so many rows; two of them fill a page.
fn room(reader: &mut Reader, page: usize, row: &mut u32, rows: u32) -> u32 {
    let sheet = &mut reader.pages[page];
    if sheet.charts.len().is_multiple_of(2) && !sheet.charts.is_empty() {
        sheet.breaks.push(*row);
    }
    let top = *row;
    *row += rows + 2;
    top
}

fn composition(reader: &mut Reader, page: usize, row: &mut u32, composed: Composed) {
    let at = room(reader, page, row, TALL);
    let kind = reader.scheme.standing.score_kind;
    let title = composed.title;
    let title = if composed.group.is_empty() { title.into() } else { format!("{title}（{}）", composed.group) };
    reader.pages[page].charts.push(Chart {
        title,
        names: composed.names,
        series: composed.series,
        stacked: composed.stacked,
        grounded: composed.grounded,
        axes: (String::new(), measure(kind).into()),
        scale: if kind == Some(Kind::Number(Unit::Percent)) { "0%".into() } else { String::new() },
        labels: String::new(),
        at: (at, 0),
        size: (WIDE.0, TALL * ROW),
    });
}

/// What scores are measured in.
fn measure(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Number(Unit::Percent)) => "得分",
        Some(Kind::Number(Unit::Money)) => "得分（元）",
        _ => "得分（分）",
    }
}

/// Every tier with who has it, and those without.
fn tiers(reader: &Reader) -> Vec<Counted> {
    let standing = &reader.scheme.standing;
    let has = |name: &str| standing.tier.iter().filter(|t| matches!(t, Value::Text(t) if **t == *name)).count();
    let counted =
        |line: &Line| Counted { name: line.name.clone(), conditions: vec![line.name.clone()], count: has(&line.name) };
    let mut out: Vec<Counted> = by_merit(&standing.tier_lines).map(counted).collect();
    let rest = standing.tier.len() - out.iter().map(|c| c.count).sum::<usize>();
    let all = standing.tier_lines.last().is_some_and(|l| l.when.is_none() && l.quota.is_none());
    let every = all && standing.unscored_lines.is_empty() && rest == 0;
    if !out.is_empty() && !every {
        out.push(Counted { name: "无等次".into(), conditions: vec![String::new()], count: rest });
    }
    out
}

/// The scores by steps of 1, 2 or 5 times a power of ten, the best first; the outermost are open, so that every
/// score is counted whatever becomes of it.
fn spread(reader: &Reader) -> Vec<Counted> {
    let standing = &reader.scheme.standing;
    let number = |value: &Value| match value {
        Value::Number(n) => Some(n.clone()),
        _ => None,
    };
    let scores: Vec<Exact> = standing.score.iter().filter_map(number).collect();
    let (Some(least), Some(most)) = (scores.iter().min(), scores.iter().max()) else { return Vec::new() };
    if scores.len() < MANY || least == most {
        return Vec::new();
    }
    // From a ten-thousandth to many millions.
    let Some((width, _)) = steps::width((least, most), (4, 12), STEPS) else {
        return Vec::new();
    };
    let percent = standing.score_kind == Some(Kind::Number(Unit::Percent));
    let told = |edge: &Exact| match percent {
        true => format!("{}%", (edge * &Exact::from(100)).trimmed(6)),
        false => edge.trimmed(6),
    };
    let edges: Vec<Exact> =
        (below(least, &width) + 1..=below(most, &width)).map(|step| &width * &Exact::from(step)).collect();
    let mut out = Vec::new();
    for step in 0..=edges.len() {
        let (low, high) = (step.checked_sub(1).map(|s| &edges[s]), edges.get(step));
        let name = match (low, high) {
            (Some(low), Some(high)) => format!("{}～{}", told(low), told(high)),
            (Some(low), None) => format!("{}以上", told(low)),
            (None, Some(high)) => format!("{}以下", told(high)),
            (None, None) => return Vec::new(),
        };
        let conditions = [low.map(|e| format!(">={}", e.trimmed(9))), high.map(|e| format!("<{}", e.trimmed(9)))];
        let count = scores.iter().filter(|s| low.is_none_or(|l| *s >= l) && high.is_none_or(|h| *s < h)).count();
        out.push(Counted { name, conditions: conditions.into_iter().flatten().collect(), count });
    }
    if !standing.lower_is_better {
        out.reverse();
    }
    out
}

/// A table of counts with its chart beside it.
fn counts(
    reader: &mut Reader,
    (page, row): (usize, &mut u32),
    (title, head, noun): (&str, &str, &str),
    (first, last): (At, At),
    lines: &[Counted],
) {
    let count = u32::try_from(lines.len()).unwrap_or(0);
    let top = room(reader, page, row, TALL.max(count + 2));
    let sheet = &mut reader.pages[page];
    for (col, text) in (0u16..).zip([head, "个数", "占比"]) {
        sheet.text(top, col, Role::Head, text);
    }
    let at = |row: u32, col: u16| At { page, row, col };
    let end = top + count;
    let all: usize = lines.iter().map(|l| l.count).sum();
    let exact = |n: usize| Exact::from(i64::try_from(n).unwrap_or(0));
    let sum = X::Call("SUM", vec![X::Range(at(top + 1, 1), at(end, 1))]);
    for (line, row) in lines.iter().zip(top + 1..) {
        sheet.text(row, 0, Role::Centre, line.name.clone());
        let pairs = line.conditions.iter().flat_map(|c| [X::Range(first, last), X::Text(c.clone())]);
        let x = X::Call("COUNTIFS", pairs.collect());
        sheet.put(row, 1, Role::Figure, Content::Formula(x, Cached::Number(exact(line.count)))).format = "0".into();
        let share = X::infix(Infix::Divide, X::Cell(at(row, 1)), X::Cell(at(end + 1, 1)));
        let some = X::infix(Infix::Greater, X::Cell(at(end + 1, 1)), X::whole(0));
        let kept = exact(line.count).checked_div(&exact(all)).map_or(Cached::Blank, Cached::Number);
        let share = Content::Formula(X::when(some, share, X::blank()), kept);
        sheet.put(row, 2, Role::Figure, share).format = "0.0%".into();
    }
    sheet.text(end + 1, 0, Role::Head, "合计");
    sheet.put(end + 1, 1, Role::Strong, Content::Formula(sum, Cached::Number(exact(all)))).format = "0".into();
    sheet.put(end + 1, 2, Role::Figure, Content::Empty);
    sheet.charts.push(Chart {
        title: title.into(),
        names: (at(top + 1, 0), at(end, 0)),
        series: vec![(at(top, 1), at(top + 1, 1), at(end, 1))],
        stacked: false,
        grounded: true,
        axes: (head.into(), format!("{noun}个数")),
        scale: "0".into(),
        labels: "0".into(),
        at: (top, 4),
        size: (WIDE.1, TALL * ROW),
    });
}
