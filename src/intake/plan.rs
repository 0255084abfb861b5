//! Which tables there are, what each wants, and in which order they are read.

use std::sync::Arc;

use super::keys::Keys;
use super::pattern::Takes;
use super::shape::Want;
use crate::formula::ast::{Name, NamePart, Span};
use crate::formula::text::normal;
use crate::scheme::decl::{ColumnDecl, ColumnKind, Pattern, Piece, Project, RowsFrom, SourceDecl, TableDecl};

/// The tables of a project by number, in the order declared.
pub(super) struct Plan<'a> {
    pub(super) project: &'a Project,
    /// Table, its column, and the table whose entries that column makes.
    makers: Vec<(usize, String, usize)>,
}

impl<'a> Plan<'a> {
    /// Numbers the tables.
    pub(super) fn of(project: &'a Project) -> Self {
        let mut plan = Plan { project, makers: Vec::new() };
        for (at, decl) in project.tables.iter().enumerate() {
            let source = match &decl.from {
                RowsFrom::ColumnOf { table, column } => Some((table.value.as_str(), column.as_str())),
                RowsFrom::LevelOf(tree) => Some((tree.as_str(), decl.name.value.as_str())),
                _ => None,
            };
            if let Some((table, column)) = source
                && let Some(table) = plan.named(table, decl.private_to.as_deref())
            {
                plan.makers.push((table, column.to_owned(), at));
            }
        }
        plan
    }

    /// How many tables there are.
    pub(super) fn len(&self) -> usize {
        self.project.tables.len()
    }

    /// The declaration of a table.
    pub(super) fn decl(&self, table: usize) -> Option<&'a TableDecl> {
        self.project.tables.get(table)
    }

    /// The declared table of that name that a scheme sees: its private one first.
    pub(super) fn named(&self, name: &str, scheme: Option<&str>) -> Option<usize> {
        let fits = |t: &TableDecl| normal(&t.name.value) == normal(name);
        let private = |t: &TableDecl| t.private_to.is_some() && t.private_to.as_deref() == scheme && fits(t);
        let tables = &self.project.tables;
        tables.iter().position(private).or_else(|| tables.iter().position(|t| t.private_to.is_none() && fits(t)))
    }

    /// The table and column that make the entries of a table.
    pub(super) fn made_by(&self, table: usize) -> Option<(usize, &str)> {
        self.makers.iter().find(|(_, _, made)| *made == table).map(|(by, column, _)| (*by, column.as_str()))
    }

    /// Is the table built in or written in the scheme?
    pub(super) fn is_written(&self, table: usize) -> bool {
        self.decl(table).is_none_or(|d| matches!(d.from, RowsFrom::BuiltIn(_) | RowsFrom::Items(_) | RowsFrom::Rows(_)))
    }

    fn made(&self, table: usize, column: &str) -> Option<usize> {
        let same = |(by, name, _): &&(usize, String, usize)| *by == table && normal(name) == normal(column);
        self.makers.iter().find(same).map(|(_, _, made)| *made)
    }

    /// The wanted columns of a table; families need the entries of their tables.
    pub(super) fn wants(&self, table: usize, keys: &[Option<Keys>]) -> Vec<Want> {
        let Some(decl) = self.decl(table) else { return Vec::new() };
        let scheme = decl.private_to.as_deref();
        let mut wants = Vec::new();
        for column in &decl.columns {
            match family(&column.name) {
                Some(entry) => self.members(column, entry, scheme, keys, &mut wants),
                None => wants.push(self.want(table, column.clone(), &column.label, scheme, true)),
            }
        }
        if decl.columns.is_empty() && !matches!(decl.from, RowsFrom::Files(_)) {
            let name = decl.key.first().map_or(&decl.name.value, |key| &key.value);
            wants.push(self.want(table, undeclared(name, decl), name, scheme, true));
        }
        for name in extras(decl) {
            if !wants.iter().any(|want| normal(&want.name) == normal(&name)) {
                wants.push(self.want(table, undeclared(&name, decl), &name, scheme, false));
            }
        }
        wants
    }

    fn members(
        &self,
        column: &ColumnDecl,
        entry: &str,
        scheme: Option<&str>,
        keys: &[Option<Keys>],
        wants: &mut Vec<Want>,
    ) {
        let Some(table) = self.named(entry, scheme) else { return };
        let entries = keys.get(table).and_then(Option::as_ref).map(|keys| keys.entries.clone()).unwrap_or_default();
        for (number, name) in entries.iter().enumerate() {
            let label: String = column
                .name
                .parts
                .iter()
                .map(|part| match part {
                    NamePart::Text(text) => text.as_str(),
                    NamePart::Entry(_) => name,
                })
                .collect();
            let mut want = self.want(usize::MAX, column.clone(), &label, scheme, true);
            want.member = Some((Arc::from(column.label.as_str()), table, u32::try_from(number).unwrap_or(u32::MAX)));
            wants.push(want);
        }
    }

    fn want(&self, table: usize, mut decl: ColumnDecl, name: &str, scheme: Option<&str>, declared: bool) -> Want {
        let made = self.made(table, name);
        let target = made.or_else(|| match &decl.kind {
            ColumnKind::Reference(target) => self.named(target, scheme),
            // The scheme declares a small table for each list, named like its column.
            ColumnKind::OneOf(_) => self.named(&decl.label, scheme),
            _ if !declared => self.named(name, scheme),
            _ => None,
        });
        if let (false, Some(_)) = (declared, target) {
            decl.kind = ColumnKind::Reference(name.to_owned());
        }
        Want { name: Arc::from(name), decl, member: None, target, maker: made.is_some(), declared }
    }

    /// Tables whose entries should be known before a table is read, those that must be first.
    pub(super) fn needs(&self, table: usize) -> Vec<usize> {
        let Some(decl) = self.decl(table) else { return Vec::new() };
        let scheme = decl.private_to.as_deref();
        let made = self.made_by(table).map(|(by, _)| by);
        let families = decl.columns.iter().filter_map(|c| self.named(family(&c.name)?, scheme));
        let wants = self.wants(table, &[]);
        let (extra, declared): (Vec<&Want>, Vec<&Want>) = wants.iter().partition(|want| !want.declared);
        let targets = extra.into_iter().chain(declared).filter(|want| !want.maker).filter_map(|want| want.target);
        made.into_iter().chain(families).chain(targets).filter(|other| *other != table).collect()
    }
}

/// The table of a family of columns.
fn family(name: &Name) -> Option<&str> {
    name.parts.iter().find_map(|part| match part {
        NamePart::Entry(table) => Some(table.as_str()),
        NamePart::Text(_) => None,
    })
}

fn captures(pattern: &Pattern) -> impl Iterator<Item = &str> {
    pattern.pieces.iter().filter_map(|piece| match piece {
        Piece::Capture(name) => Some(name.as_str()),
        _ => None,
    })
}

/// Names that files, sheets, headers, set values and labels give, in the order written.
fn extras(decl: &TableDecl) -> Vec<String> {
    let RowsFrom::Files(sources) = &decl.from else { return Vec::new() };
    let mut names: Vec<String> = Vec::new();
    for source in sources {
        names.extend(named_by(source));
        names.extend(source.columns.iter().flat_map(of_headers));
    }
    names.extend(decl.columns.iter().flat_map(of_headers));
    names
}

/// The columns that a source gives by its names, set values and labels.
pub(super) fn named_by(source: &SourceDecl) -> Vec<String> {
    let patterns = std::iter::once(&source.file).chain(&source.sheets);
    let captured = patterns.flat_map(captures).map(str::to_owned);
    let set = source.set.iter().chain(&source.beside).map(|(name, _)| name.clone());
    captured.chain(set).collect()
}

fn of_headers(column: &ColumnDecl) -> Vec<String> {
    let bound = family(&column.name);
    let names = column.headers.iter().flatten().flat_map(captures);
    names.filter(|name| bound != Some(*name)).map(str::to_owned).collect()
}

/// A column that nothing declares but its name.
fn undeclared(name: &str, decl: &TableDecl) -> ColumnDecl {
    let plain = Name { parts: vec![NamePart::Text(name.to_owned())], span: Span::default(), quoted: false };
    ColumnDecl { optional: true, ..ColumnDecl::bare(plain, name.to_owned(), decl.name.place.clone()) }
}

/// What a capture of a table may take: `want` is the column whose header it stands in, if it is a header.
pub(super) fn takes<'k>(wants: &[Want], want: Option<usize>, name: &str, keys: &'k [Option<Keys>]) -> Takes<'k> {
    let known = |table: usize| keys.get(table).and_then(Option::as_ref);
    let free = if want.is_some() { Takes::Item } else { Takes::Text };
    if let Some((_, table, entry)) = want.and_then(|at| wants.get(at)).and_then(|want| want.member.as_ref()) {
        return known(*table).map_or(free, |keys| Takes::Only(keys, *entry));
    }
    let Some(column) = wants.iter().find(|want| normal(&want.name) == normal(name)) else { return free };
    match (&column.decl.kind, column.target) {
        _ if column.maker => free,
        (_, Some(table)) => known(table).map_or(free, Takes::Entry),
        (ColumnKind::Number { .. }, None) => Takes::Number,
        _ => free,
    }
}
