//! The tables of a project: which are shared, which are private, and those that levels and lists make.

use std::collections::{BTreeMap, BTreeSet};

use super::decl::{ColumnKind, Located, RowsFrom, TableDecl};
use super::faults;
use super::merge::once;
use super::refers::mentioned;
use super::table::inner_levels;
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;

/// A scheme's name with the tables that it sees.
pub(super) type Seen = (String, Vec<TableDecl>);

/// All tables of a project, the built-in ones first, each tree and list followed by the tables it makes.
pub(super) fn project_tables(built_in: Vec<TableDecl>, schemes: &[Seen], findings: &mut Findings) -> Vec<TableDecl> {
    let several = ambiguous(schemes);
    let mut declared: Vec<TableDecl> = Vec::new();
    for (scheme, tables) in schemes {
        for table in tables {
            if built_in.iter().any(|other| normal(&other.name.value) == normal(&table.name.value)) {
                let finding = Finding::new(faults::TABLE_TWICE, table.name.place.clone());
                once(findings, finding.with("table", table.name.value.clone()));
                continue;
            }
            let private_to = private(table, scheme, schemes, &several);
            if !declared.iter().any(|other| other.name.place == table.name.place && other.private_to == private_to) {
                declared.push(TableDecl { private_to, ..table.clone() });
            }
        }
    }
    let mut all = built_in;
    for table in &declared {
        all.push(table.clone());
        levels(table, &declared, &mut all, findings);
    }
    lists(&declared, &mut all, findings);
    all
}

/// Names of which two schemes see different tables, and of tables that mention such a name.
fn ambiguous(schemes: &[Seen]) -> BTreeSet<String> {
    let mut places: BTreeMap<String, BTreeSet<&Place>> = BTreeMap::new();
    let all = || schemes.iter().flat_map(|(_, tables)| tables);
    for table in all() {
        places.entry(normal(&table.name.value)).or_default().insert(&table.name.place);
    }
    let mut names: BTreeSet<String> =
        places.into_iter().filter(|(_, places)| places.len() > 1).map(|(name, _)| name).collect();
    loop {
        let before = names.len();
        for table in all() {
            if mentioned(table).iter().any(|name| names.contains(&normal(name))) {
                names.insert(normal(&table.name.value));
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

/// The scheme that alone sees the table. Of several tables of one name, the one that two schemes have in common
/// stays shared, unless what it mentions differs between them.
fn private(table: &TableDecl, scheme: &str, schemes: &[Seen], several: &BTreeSet<String>) -> Option<String> {
    if !several.contains(&normal(&table.name.value)) {
        return None;
    }
    let users = |place: &Place| {
        schemes.iter().filter(|(_, tables)| tables.iter().any(|other| other.name.place == *place)).count()
    };
    let same_name = |other: &&TableDecl| normal(&other.name.value) == normal(&table.name.value);
    let all = schemes.iter().flat_map(|(_, tables)| tables).filter(same_name);
    let common: BTreeSet<&Place> = all.map(|other| &other.name.place).filter(|place| users(place) > 1).collect();
    let differs = mentioned(table)
        .iter()
        .any(|name| normal(name) != normal(&table.name.value) && several.contains(&normal(name)));
    let shared = common.len() == 1 && common.contains(&table.name.place) && !differs;
    (!shared).then(|| scheme.to_owned())
}

/// Can a table that belongs to `scope` (none: to all) see the other?
pub(super) fn sees(scope: Option<&str>, other: &TableDecl) -> bool {
    other.private_to.is_none() || other.private_to.as_deref() == scope
}

/// The table of that name that `scope` sees.
pub(super) fn find<'t>(tables: &'t [TableDecl], name: &str, scope: Option<&str>) -> Option<&'t TableDecl> {
    let sought = normal(name);
    let named = |table: &&TableDecl| normal(&table.name.value) == sought && sees(scope, table);
    // A private table hides a shared one.
    tables.iter().filter(named).max_by_key(|table| table.private_to.is_some())
}

/// The tables of a tree's inner levels, unless the project declares them itself.
fn levels(table: &TableDecl, declared: &[TableDecl], all: &mut Vec<TableDecl>, findings: &mut Findings) {
    let scope = table.private_to.as_deref();
    for level in inner_levels(table) {
        if find(declared, &level, scope).is_some() {
            continue;
        }
        let place = table.levels.iter().find(|l| l.value == level).map_or(&table.name.place, |l| &l.place);
        let name = Located { value: level.clone(), place: place.clone() };
        if let Some(other) = find(all, &level, scope) {
            let finding = Finding::new(faults::TABLE_TWICE, place.clone()).with("table", level);
            findings.push(finding.and_at(other.name.place.clone()));
            continue;
        }
        let key = vec![name.clone()];
        let made = TableDecl::empty(name, RowsFrom::LevelOf(table.name.value.clone()));
        all.push(TableDecl { key, private_to: table.private_to.clone(), ..made });
    }
}

/// The small tables of list-typed columns, each behind the table of its column; equal lists of one name share one.
fn lists(declared: &[TableDecl], all: &mut Vec<TableDecl>, findings: &mut Findings) {
    for table in declared {
        for column in &table.columns {
            let ColumnKind::OneOf(members) = &column.kind else { continue };
            if let Some(other) = find(all, &column.label, table.private_to.as_deref()) {
                if !same_members(other, members) {
                    let finding = Finding::new(faults::LIST_CLASH, column.place.clone());
                    findings.push(finding.with("column", column.label.clone()).and_at(other.name.place.clone()));
                }
                continue;
            }
            let name = Located { value: column.label.clone(), place: column.place.clone() };
            let item = |member: &String| (Located { value: member.clone(), place: column.place.clone() }, Vec::new());
            let made = TableDecl::empty(name.clone(), RowsFrom::Items(members.iter().map(item).collect()));
            let made = TableDecl { key: vec![name], private_to: table.private_to.clone(), ..made };
            let own = |other: &TableDecl| other.name.place == table.name.place && other.private_to == table.private_to;
            let behind = all.iter().position(own).map_or(all.len(), |at| at + 1);
            // The tables of a tree's levels stay right behind it.
            let of_tree =
                |other: &&TableDecl| matches!(&other.from, RowsFrom::LevelOf(tree) if *tree == table.name.value);
            let levels = all[behind..].iter().take_while(of_tree).count();
            all.insert(behind + levels, made);
        }
    }
}

/// Are the entries of a table these, in whatever order?
fn same_members(table: &TableDecl, members: &[String]) -> bool {
    let RowsFrom::Items(items) = &table.from else { return false };
    let forms = |list: &mut dyn Iterator<Item = &String>| list.map(|name| normal(name)).collect::<BTreeSet<_>>();
    forms(&mut items.iter().map(|(name, _)| &name.value)) == forms(&mut members.iter())
}
