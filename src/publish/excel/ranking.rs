//! 排名: what leaders look at. It sorts itself by the places that the other sheets compute.

use crate::formula::tree::{Aggregate, Node, Op};
use crate::number::Exact;
use crate::publish::narrative::parts::Part;
use crate::tables::Value;

use super::expr::{At, Infix, X};
use super::grid::{Cached, Content, Role};
use super::layout::{self, FAMILY, Item, MEMBER};
use super::pictures::Composed;
use super::reading::{Reader, Scope};
use super::standing::{format, listed};
use super::{Unwritable, facts, heads, links, marks};

/// More components than these make no table that can be read at a glance.
const COMPONENTS: usize = 12;
/// A chart of more bars shows nothing.
const BARS: usize = 60;

/// A column of the ranking: its head, where its figures stand, how they look.
struct Column {
    title: String,
    first: At,
    format: String,
    role: Role,
    item: Option<Item>,
    values: Vec<Cached>,
    part: Option<(usize, usize)>,
}

/// Writes the ranking, and one sheet per group where there are several.
///
/// What of them is to be drawn: the whole, or group by group.
pub(super) fn write(reader: &mut Reader, notice: &str) -> Vec<Composed> {
    let all: Vec<usize> = reader.scheme.listed.clone();
    let ranking = reader.layout.pages.ranking;
    let title = format!("{}排名", reader.scheme.title);
    let mut drawn = vec![sheet(reader, ranking, &title, notice, &all)];
    for (group, page) in reader.layout.pages.groups.clone() {
        let listed: Vec<usize> = all.iter().copied().filter(|u| *reader.scheme.units[*u].group == *group).collect();
        let composed = sheet(reader, page, &format!("{title}（{group}）"), notice, &listed);
        drawn.push(composed.map(|composed| Composed { group, ..composed }));
    }
    let several = drawn.len() > 1;
    drawn.into_iter().skip(usize::from(several)).flatten().collect()
}

fn sheet(reader: &mut Reader, page: usize, title: &str, notice: &str, listed: &[usize]) -> Option<Composed> {
    let body = MEMBER + 1;
    let columns = columns(reader);
    heads::tall(&mut reader.pages[page], 0, "序号");
    for (col, column) in (1u16..).zip(&columns) {
        heads::tall(&mut reader.pages[page], col, &column.title);
        // A text that is a link is not broken over lines everywhere; what a formula shows is.
        let row = X::whole(MEMBER as usize + 1);
        let shown = X::Text(column.title.clone());
        let x = links::found(&reader.layout.names[column.first.page], column.first.col, row, shown);
        if let Some(cell) = reader.pages[page].cells.get_mut(&(FAMILY, col)) {
            cell.content = Content::Formula(x, Cached::Text(column.title.clone()));
            cell.linked = true;
        }
    }
    let offset = self::listed(reader, *listed.first()?) - 1;
    for (number, (row, unit)) in (1usize..).zip((body..).zip(listed)) {
        line(reader, page, row, number, offset, *unit, &columns);
    }
    finish(reader, page, title, notice, body, &columns)
}

fn line(reader: &mut Reader, page: usize, row: u32, number: usize, offset: usize, unit: usize, columns: &[Column]) {
    let place = Content::Number(i64::try_from(number).unwrap_or(0).into());
    reader.pages[page].put(row, 0, Role::Centre, place);
    let order = reader.layout.standing_column(Item::Listed).map_or(X::blank(), |(a, b)| X::Range(a, b));
    let wanted = X::Cell(At { page, row, col: 0 });
    let wanted = if offset == 0 { wanted } else { X::infix(Infix::Add, wanted, X::whole(offset)) };
    let found = X::Call("MATCH", vec![wanted, order, X::whole(0)]);
    for (col, column) in (1u16..).zip(columns) {
        let (first, last) = reader.layout.column(column.first);
        let shown = X::Call("INDEX", vec![X::Range(first, last), found.clone()]);
        let x = match column.role {
            // Whoever stands here, the name leads to the row of that unit.
            Role::Name => {
                let row = X::infix(Infix::Add, found.clone(), X::whole(first.row as usize));
                links::found(&reader.layout.names[first.page], first.col, row, shown)
            }
            _ => shown,
        };
        let cell = reader.pages[page].put(row, col, column.role, Content::Formula(x, column.values[unit].clone()));
        cell.format.clone_from(&column.format);
        // Its text and its way are the formula's; the format is that of a link.
        cell.linked = column.role == Role::Name;
    }
}

fn finish(
    reader: &mut Reader,
    page: usize,
    title: &str,
    notice: &str,
    body: u32,
    columns: &[Column],
) -> Option<Composed> {
    let last = reader.pages[page].last_row();
    let width = reader.pages[page].last_col();
    let at = |wanted: Item| (1u16..).zip(columns).find(|(_, c)| c.item == Some(wanted)).map(|(col, _)| col);
    let (marks, marked) = marks::marks(&reader.scheme.standing, width, &at);
    let score = at(Item::Score);
    let basis = &reader.scheme.basis;
    let basis = if basis.is_empty() { String::new() } else { format!("依据：{basis}。") };
    let basis = format!("{basis}各列由公式从明细表取数，明细改动后自动重排；点列名、名称可看明细。{marked}");
    let names = (1u16..).zip(columns).find(|(_, c)| c.role == Role::Name).map_or(2, |(col, _)| col);
    let sheet = &mut reader.pages[page];
    heads::top(sheet, width.max(5), title, notice, &basis);
    heads::freeze(sheet, body, names + 1);
    sheet.marks = marks;
    let count = usize::try_from(last - body + 1).unwrap_or(0);
    let blocks = parts(reader, columns);
    let stacked = blocks.len() > 1;
    let series = if stacked { blocks } else { score.into_iter().collect() };
    let grounded = series.iter().all(|col| columns[usize::from(*col) - 1].grounded());
    let less = reader.lookup.parts.iter().any(|part| part.minus);
    let title = match (stacked, less) {
        (true, true) => "得分构成（未减扣分）",
        (true, false) => "得分构成",
        (false, _) => "得分",
    };
    let cell = |row: u32, col: u16| At { page, row, col };
    let series: Vec<_> = series.into_iter().map(|col| (cell(FAMILY, col), cell(body, col), cell(last, col))).collect();
    let drawn = !series.is_empty() && (2..=BARS).contains(&count);
    let names = (cell(body, names), cell(last, names));
    drawn.then(|| Composed { group: String::new(), title, stacked, grounded, names, series })
}

/// The columns that the score is a plain sum of, where they all stand here and none is below 0.
fn parts(reader: &Reader, columns: &[Column]) -> Vec<u16> {
    let added = reader.lookup.parts.iter().filter(|part| !part.minus);
    let column = |part: &Part| {
        let plain = part.factor == Exact::ONE;
        let at = columns.iter().position(|c| c.part == Some((part.rule, part.member)) && c.grounded())?;
        u16::try_from(at + 1).ok().filter(|_| plain)
    };
    added.map(column).collect::<Option<Vec<u16>>>().unwrap_or_default()
}

impl Column {
    /// Figures that columns may stand on: none below 0.
    fn grounded(&self) -> bool {
        self.values.iter().all(|v| !matches!(v, Cached::Number(n) if n.is_negative()))
    }
}

fn columns(reader: &mut Reader) -> Vec<Column> {
    let mut out = Vec::new();
    let units = reader.scheme.units.len();
    let several = !reader.layout.pages.groups.is_empty();
    push_item(reader, &mut out, Item::Rank, Role::Place);
    if several {
        push_item(reader, &mut out, Item::Group, Role::Centre);
    }
    let names = reader
        .scheme
        .units
        .iter()
        .map(|u| Cached::Text(reader.lookup.labels.of(reader.scheme.table, u.entry).to_string()));
    let standing = reader.layout.standing.page;
    out.push(Column {
        title: reader.results.tables.list[reader.scheme.table].name.to_string(),
        first: At { page: standing, row: reader.layout.unit_rows[0], col: 1 },
        format: String::new(),
        role: Role::Name,
        item: None,
        values: names.collect(),
        part: None,
    });
    for (rule, member) in components(reader) {
        let declared = &reader.scheme.rules[rule];
        let first = reader.layout.rule(rule, 0, member);
        out.push(Column {
            title: declared.members[member].0.clone(),
            first,
            format: facts::format(declared.format.as_deref(), declared.kind),
            role: Role::Figure,
            item: None,
            values: (0..units).map(|u| reader.lookup.labels.cached(declared.value(u, member), declared.kind)).collect(),
            part: Some((rule, member)),
        });
    }
    for item in [Item::Score, Item::Tier, Item::Prize] {
        push_item(reader, &mut out, item, if item == Item::Score { Role::Strong } else { Role::Centre });
    }
    for flag in 0..reader.scheme.standing.flag_lines.len() {
        push_item(reader, &mut out, Item::Flag(flag), Role::Centre);
    }
    push_item(reader, &mut out, Item::Pay, Role::Figure);
    push_item(reader, &mut out, Item::Reason, Role::Centre);
    out
}

fn push_item(reader: &Reader, out: &mut Vec<Column>, item: Item, role: Role) {
    let Some(first) = reader.layout.standing(item, 0) else { return };
    let cells = reader.layout.unit_rows.iter().map(|row| &reader.pages[first.page].cells[&(*row, first.col)].content);
    let values = cells.map(|content| match content {
        Content::Formula(_, cached) => cached.clone(),
        Content::Text(text) => Cached::Text(text.clone()),
        Content::Number(n) => Cached::Number(n.clone()),
        _ => Cached::Blank,
    });
    out.push(Column {
        title: super::standing::title(reader, item),
        first,
        format: format(reader, item, 0),
        role,
        item: Some(item),
        values: values.collect(),
        part: None,
    });
}

/// The rule members that the score is put together from.
fn components(reader: &mut Reader) -> Vec<(usize, usize)> {
    let scheme = reader.scheme;
    let Some(score) = &scheme.standing.score_formula else { return Vec::new() };
    let far = At { page: usize::MAX, row: 0, col: 0 };
    let scope = Scope::new(vec![scheme.units[0].entry], far);
    let mut found = Vec::new();
    members(reader, score, &scope, &mut found);
    // A score that is one rule is put together from what that rule names.
    if let [(rule, _)] = found[..]
        && let Some(definition) = scheme.rules[rule].definitions.first()
        && matches!(score.op, Op::Rule(_))
    {
        let mut inner = Vec::new();
        members(reader, &definition.body, &scope, &mut inner);
        if !inner.is_empty() {
            found = inner;
        }
    }
    found.retain(|(rule, _)| {
        let declared = &scheme.rules[*rule];
        let number = declared.values.iter().any(|v| matches!(v, Value::Number(_)));
        !layout::alone(declared) && !declared.aid && number
    });
    found.truncate(COMPONENTS);
    found
}

fn members<'r>(reader: &mut Reader<'r>, node: &'r Node, scope: &Scope, out: &mut Vec<(usize, usize)>) {
    match &node.op {
        Op::Rule(reference) if reference.scheme == reader.index => {
            if let Some(found) = reader.member(reference, scope)
                && !out.contains(&found)
            {
                out.push(found);
            }
        }
        Op::Aggregate(aggregate) => {
            let aggregate: &'r Aggregate = aggregate;
            for inner in reader.open(&aggregate.over, scope).unwrap_or_default() {
                for value in &aggregate.values {
                    members(reader, value, &inner, out);
                }
            }
        }
        _ => {
            for child in node.children() {
                members(reader, child, scope, out);
            }
        }
    }
}

/// What a reader of the workbook is told that stands as a value.
pub(super) fn as_values(unwritten: &[Unwritable]) -> String {
    let list: Vec<String> = unwritten.iter().map(|u| format!("{}（{}）", u.rule, u.why)).collect();
    list.join("；")
}
