//! Score sheets: one per clause, a row per unit, a column per rule member; and what is computed once.

use crate::results::{Definition, Rule};

use super::expr::{At, X};
use super::grid::{Cached, Content, Merge, Page, Role};
use super::layout::{self, ENTRY, FAMILY, FIRST_COL, MEMBER, RulePlace};
use super::reading::{NOBODY, Reader, Scope, Unwritten};
use super::{Unwritable, facts, heads, raw};

/// Writes every rule.
pub(super) fn write(reader: &mut Reader, notice: &str, unwritten: &mut Vec<Unwritable>) {
    for rule in 0..reader.scheme.rules.len() {
        head(reader, rule);
        let why = values(reader, rule);
        if let Some(why) = why {
            unwritten.push(Unwritable { rule: reader.scheme.rules[rule].pattern.clone(), why: why.0 });
        }
    }
    for clause in 0..reader.scheme.clauses.len() {
        if let Some(page) = reader.layout.pages.clauses[clause] {
            finish(reader, clause, page, notice);
        }
    }
    finish_overall(reader, notice);
}

fn head(reader: &mut Reader, rule: usize) {
    let declared = &reader.scheme.rules[rule];
    match reader.layout.rules[rule].clone() {
        RulePlace::Some { .. } => {}
        RulePlace::Rows { page, first } => {
            for (row, (name, _)) in (first..).zip(&declared.members) {
                reader.pages[page].text(row, 0, Role::Name, name.clone());
            }
        }
        RulePlace::Columns { page, first } => {
            let last = first + u16::try_from(declared.members.len().saturating_sub(1)).unwrap_or(0);
            if declared.axes.is_empty() {
                heads::tall(&mut reader.pages[page], first, &facts::headed(&declared.pattern, declared.kind));
                return;
            }
            let merge = Merge { top: FAMILY, left: first, bottom: FAMILY, right: last };
            reader.pages[page].block(merge, Role::Head, family(&declared.pattern));
            for (col, (_, entries)) in (first..).zip(&declared.members) {
                let names: Vec<String> = declared
                    .axes
                    .iter()
                    .zip(entries)
                    .map(|(t, e)| reader.lookup.labels.of(*t, *e).to_string())
                    .collect();
                reader.pages[page].text(MEMBER, col, Role::Head, names.join("·"));
                numbers(reader, page, col, &declared.axes, entries);
            }
        }
    }
}

/// The family's name without its braces: 指标得分.
pub(super) fn family(pattern: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in pattern.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out.trim_matches('·').to_string()
}

/// The entries' own numbers above their column.
fn numbers(reader: &mut Reader, page: usize, col: u16, axes: &[usize], entries: &[u32]) {
    let rows: Vec<(usize, usize, u32)> =
        reader.layout.heads.iter().filter(|((p, _, _), _)| *p == page).map(|((_, t, c), r)| (*t, *c, *r)).collect();
    for (table, column, row) in rows {
        let Some(entry) = axes.iter().position(|a| *a == table).map(|i| entries[i]) else { continue };
        let home = At { page, row, col };
        if let Some((x, value, format)) = raw::entry_number(reader, table, column, entry, home) {
            reader.pages[page].put(row, col, Role::HeadNumber, Content::Formula(x, value)).format = format;
        }
    }
}

/// Writes a rule's figures; the reason where one of them has no formula.
fn values(reader: &mut Reader, rule: usize) -> Option<Unwritten> {
    let scheme = reader.scheme;
    let declared = &scheme.rules[rule];
    let format = facts::format(declared.format.as_deref(), declared.kind);
    let alone = layout::alone(declared);
    let count = if alone { 1 } else { scheme.units.len() };
    let mut failed = None;
    // A note at the first value of a column speaks for all below it.
    let mut noted = vec![false; declared.members.len()];
    for unit in 0..count {
        for (member, noted) in noted.iter_mut().enumerate() {
            let mut at = reader.layout.rule(rule, unit, member);
            if alone {
                at.col = 1;
            }
            let value = declared.value(unit, member);
            let shown = reader.lookup.labels.cached(value, declared.kind);
            let (content, role, note) = match formula(reader, declared, unit, member, at) {
                Ok(x) => (Content::Formula(x, shown), if declared.aid { Role::Aid } else { Role::Figure }, None),
                Err(why) => {
                    failed = Some(why);
                    let first = !std::mem::replace(noted, true);
                    let note = first.then(|| format!("此处为数值而非公式：{}。", why.0));
                    (super::as_value(shown), Role::Value, note)
                }
            };
            let cell = reader.pages[at.page].put(at.row, at.col, role, content);
            cell.format.clone_from(&format);
            cell.note = note;
        }
    }
    failed
}

/// The formula of a rule's member for a unit.
pub(super) fn formula(
    reader: &mut Reader,
    rule: &'_ Rule,
    unit: usize,
    member: usize,
    home: At,
) -> Result<X, Unwritten> {
    let mut slots = if rule.overall { Vec::new() } else { vec![reader.scheme.units[unit].entry] };
    if !rule.overall && layout::alone(rule) {
        slots = vec![NOBODY];
    }
    slots.extend(&rule.members[member].1);
    let scope = Scope::new(slots, home);
    let scheme = reader.scheme;
    let declared = scheme.rules.iter().find(|r| std::ptr::eq(*r, rule)).ok_or(Unwritten("规则不明"))?;
    let mut rest = X::blank();
    for definition in declared.definitions.iter().rev() {
        let body = reader.read(&definition.body, &scope)?.closed(declared.kind);
        rest = match applies(reader, definition, &scope)? {
            Some(applies) => X::when(applies, body, rest),
            None => body,
        };
    }
    if rest.spelled(home, &reader.layout.names).chars().count() > 8000 {
        return Err(Unwritten("公式超过电子表格允许的长度"));
    }
    Ok(rest)
}

fn applies(reader: &mut Reader, definition: &'_ Definition, scope: &Scope) -> Result<Option<X>, Unwritten> {
    let Some(node) = &definition.applies else { return Ok(None) };
    let scheme = reader.scheme;
    let known = scheme.rules.iter().flat_map(|r| &r.definitions).filter_map(|d| d.applies.as_ref());
    let node = known.into_iter().find(|n| std::sync::Arc::ptr_eq(n, node)).ok_or(Unwritten("规则不明"))?;
    Ok(Some(reader.read(node, scope)?.decided()))
}

fn finish(reader: &mut Reader, clause: usize, page: usize, notice: &str) {
    let declared = &reader.scheme.clauses[clause];
    units(reader, page);
    let body = reader.layout.first_row;
    let used: Vec<u32> = reader.layout.heads.iter().filter(|((p, _, _), _)| *p == page).map(|(_, r)| *r).collect();
    for ((p, table, column), row) in reader.layout.heads.clone() {
        if p == page {
            let name = reader.results.tables.list[table].columns[column].name.to_string();
            reader.pages[page].across(row, 0, 1, Role::HeadNumber, name);
        }
    }
    let sheet = &mut reader.pages[page];
    let last = sheet.last_col().max(7);
    let quote = match (&declared.says, &declared.reading) {
        (Some(says), Some(reading)) => format!("规定：{says}　口径：{reading}"),
        (Some(says), None) => format!("规定：{says}"),
        (None, Some(reading)) => format!("口径：{reading}"),
        (None, None) => String::new(),
    };
    heads::top(sheet, last, &declared.heading, notice, &quote);
    fill_numbers(sheet, &used);
    sheet.hidden_rows = (ENTRY..body).filter(|r| !used.contains(r)).collect();
    heads::freeze(sheet, body, FIRST_COL);
}

/// Columns without numbers of their own get a ruled empty cell there.
fn fill_numbers(sheet: &mut Page, rows: &[u32]) {
    let cols: Vec<u16> = (FIRST_COL..=sheet.last_col()).filter(|c| sheet.cells.contains_key(&(MEMBER, *c))).collect();
    for row in rows {
        for col in &cols {
            if !sheet.cells.contains_key(&(*row, *col)) {
                sheet.put(*row, *col, Role::HeadNumber, Content::Empty);
            }
        }
    }
}

/// Running number and name of every unit.
pub(super) fn units(reader: &mut Reader, page: usize) {
    heads::tall(&mut reader.pages[page], 0, "序号");
    let name = reader.results.tables.list[reader.scheme.table].name.to_string();
    heads::tall(&mut reader.pages[page], 1, &name);
    for position in 0..reader.scheme.units.len() {
        let row = reader.layout.unit_rows[position];
        let unit = &reader.scheme.units[position];
        let far = At { page, row: u32::MAX, col: u16::MAX };
        let label = reader.lookup.labels.of(reader.scheme.table, unit.entry).to_string();
        let content = match reader.name_cell(reader.scheme.table, unit.entry, far) {
            Some(at) => Content::Formula(X::Cell(at), Cached::Text(label)),
            None => Content::Text(label),
        };
        let number = i64::try_from(position + 1).unwrap_or(0);
        let standing = reader.layout.standing.page;
        let back = if page == standing {
            At { page: reader.layout.pages.ranking, row: layout::TITLE, col: 0 }
        } else {
            At { page: standing, row, col: 1 }
        };
        reader.pages[page].put(row, 0, Role::Centre, Content::Number(number.into()));
        reader.pages[page].put(row, 1, Role::Name, content).link = Some(back);
    }
}

fn finish_overall(reader: &mut Reader, notice: &str) {
    let page = &mut reader.pages[reader.layout.pages.overall];
    if page.cells.is_empty() {
        return;
    }
    heads::tall(page, 0, "项目");
    heads::tall(page, 1, "数值");
    heads::top(page, 4, "总体数据", notice, "全部考核对象合在一起计算的数据，以及方案规定的常数。");
    heads::freeze(page, MEMBER + 1, 0);
    page.portrait = true;
}
