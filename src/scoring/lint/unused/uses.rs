//! What the formulas and declarations of a project use.

use std::collections::BTreeSet;

use crate::formula::ast::{Expr, ExprKind, NamePart};
use crate::formula::kind::Kind;
use crate::formula::text::normal;
use crate::formula::tree::{Columns, Join, JoinKey, JoinValue, Node, Op, Over, RowAt};
use crate::scheme::decl::{Limit, Pattern, Piece, RowsFrom, TableDecl};
use crate::scoring::lint::Desk;
use crate::scoring::lint::written::{formulas, resolved};

/// Tables and columns by index, and names that declarations mention.
#[derive(Default)]
pub(super) struct Uses {
    pub tables: BTreeSet<usize>,
    pub columns: BTreeSet<(usize, usize)>,
    names: BTreeSet<String>,
}

impl Uses {
    /// Everything that is used.
    pub(super) fn of(desk: &Desk<'_>) -> Uses {
        let mut uses = Uses::default();
        for formula in resolved(desk.model) {
            uses.node(formula.node);
        }
        for scheme in &desk.model.schemes {
            uses.tables.insert(scheme.table);
            uses.tables.extend(scheme.rules.iter().flat_map(|rule| rule.axes.iter().copied()));
        }
        for table in &desk.project.tables {
            uses.declared(table);
        }
        // Conditions of tables and titles are not among the resolved formulas.
        let unresolved = desk.project.tables.iter().flat_map(|t| [&t.title, &t.for_, &t.only]).flatten();
        unresolved.for_each(|formula| uses.expression(&formula.expr));
        uses.braces(desk);
        uses.named_tables(desk);
        uses.referred(desk);
        uses
    }

    /// Is a column or table of that name mentioned where names are not resolved?
    pub(super) fn named(&self, name: &str) -> bool {
        self.names.contains(&normal(name))
    }

    fn node(&mut self, node: &Node) {
        node.walk(&mut |node| match &node.op {
            Op::Column { table, columns, row } => {
                self.tables.insert(*table);
                match columns {
                    Columns::One(column) => self.columns.extend([(*table, *column)]),
                    Columns::ByEntry { columns, .. } => self.columns.extend(columns.iter().map(|c| (*table, *c))),
                }
                if let RowAt::Belonging(join) = row {
                    self.join(join);
                }
            }
            Op::Aggregate(aggregate) => match &aggregate.over {
                Over::Rows(_, join) => self.join(join),
                Over::Entries(axes) => axes.iter().for_each(|(_, join)| self.join(join)),
                Over::Units { .. } | Over::List => {}
            },
            Op::Bands(_, _, bands) => {
                bands.iter().filter_map(|band| band.rows.as_ref()).for_each(|(_, join)| self.join(join));
            }
            Op::Earlier(_, inner) => self.node(inner),
            Op::Call(crate::formula::tree::Function::Find(table), _) => {
                self.tables.insert(*table);
            }
            Op::Call(crate::formula::tree::Function::Occurrence { table, column }, _) => {
                self.columns.insert((*table, *column));
            }
            _ => {
                if let Some(Kind::Entry(table)) = node.kind {
                    self.tables.insert(table);
                }
            }
        });
    }

    fn join(&mut self, join: &Join) {
        self.tables.insert(join.table);
        for (key, value) in &join.on {
            if let JoinKey::Column(column) = key {
                self.columns.insert((join.table, *column));
            }
            if let JoinValue::Reference { table, column, .. } = value {
                self.columns.insert((*table, *column));
            }
        }
    }

    /// What a declaration says of its own columns.
    fn declared(&mut self, table: &TableDecl) {
        let lists = [&table.key, &table.levels, &table.one_per, &table.every, &table.distinct];
        self.names.extend(lists.into_iter().flatten().map(|column| normal(&column.value)));
        for column in &table.columns {
            let limits = column.range.iter().flat_map(|(low, high)| [low, high]).flatten();
            for limit in limits {
                if let Limit::Column(path) = limit {
                    self.names.extend(path.iter().map(|name| normal(name)));
                }
            }
            self.captures(column.headers.iter().flatten());
        }
        match &table.from {
            RowsFrom::Files(sources) => {
                for source in sources {
                    self.captures(std::iter::once(&source.file).chain(&source.sheets));
                    let given = source.set.iter().chain(&source.beside).map(|(column, _)| column);
                    self.names.extend(given.map(|column| normal(column)));
                }
            }
            RowsFrom::ColumnOf { table, column } => self.names.extend([normal(&table.value), normal(column)]),
            RowsFrom::LevelOf(tree) => self.names.extend([normal(tree)]),
            RowsFrom::Rows(_) | RowsFrom::Items(_) | RowsFrom::BuiltIn(_) => {}
        }
        // What only says how a row is called: 别名 stands for its key.
        self.names.insert("别名".into());
    }

    fn captures<'p>(&mut self, patterns: impl Iterator<Item = &'p Pattern>) {
        for piece in patterns.flat_map(|pattern| &pattern.pieces) {
            if let Piece::Capture(name) = piece {
                self.names.insert(normal(name));
            }
        }
    }

    fn expression(&mut self, expr: &Expr) {
        if let ExprKind::Path(names) = &expr.kind {
            self.names.extend(names.iter().map(|name| normal(&crate::formula::show::plain_name(name))));
        }
        expr.children().into_iter().for_each(|child| self.expression(child));
    }

    /// Tables whose entries are put into names.
    fn braces(&mut self, desk: &Desk<'_>) {
        let mut open: Vec<&Expr> = formulas(desk.project).into_iter().map(|(expr, _)| expr).collect();
        while let Some(expr) = open.pop() {
            if let ExprKind::Path(names) = &expr.kind {
                for part in names.iter().flat_map(|name| &name.parts) {
                    if let NamePart::Entry(table) = part {
                        self.names.insert(normal(table));
                    }
                }
            }
            open.extend(expr.children());
        }
    }

    fn named_tables(&mut self, desk: &Desk<'_>) {
        let named = desk.tables.list.iter().enumerate().filter(|(_, table)| self.names.contains(&normal(&table.name)));
        let named: Vec<usize> = named.map(|(index, _)| index).collect();
        self.tables.extend(named);
    }

    /// What a table that is used refers to is used: its cells must be entries there.
    fn referred(&mut self, desk: &Desk<'_>) {
        let mut before = 0;
        while before != self.tables.len() {
            before = self.tables.len();
            let used: Vec<usize> = self.tables.iter().copied().collect();
            let columns = used.into_iter().flat_map(|table| &desk.tables.list[table].columns);
            self.tables.extend(columns.filter_map(|c| if let Kind::Entry(to) = c.kind { Some(to) } else { None }));
        }
    }
}
