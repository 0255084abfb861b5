//! From a scheme as declared to a scheme whose names are resolved: every name finds its column, rule,
//! entry or function, every formula its kinds, before any figure is computed.

mod aggregate;
mod bands;
mod belong;
mod call;
mod catalogue;
mod checks;
mod chosen;
mod cycles;
mod day;
mod derived;
mod documents;
mod doubt;
mod expression;
mod extra;
mod in_force;
mod kinds;
mod names;
mod over_units;
mod results;
mod rules;
mod scope;
mod standing;
mod unknown;
mod weights;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::ast::{Expr, Name, NamePart, RuleItem, Span};
use crate::formula::text::normal;
use crate::formula::tree::{Node, Which};
use crate::scheme::decl;
use crate::tables::{Kind, Table, Tables};

use super::model::{Derived, Model, Purpose, Whose};
pub use catalogue::{Called, Prefix, chinese, find as called, function_names, nearest};
pub use scope::{Held, Role, Scope};

/// A rule before its formulas are read.
struct RuleHead<'a> {
    name: Name,
    pattern: String,
    axes: Vec<usize>,
    definitions: Vec<(usize, &'a RuleItem)>,
    overall: bool,
    purpose: Purpose,
    /// Unknown until its formula is read; being read means a cycle.
    state: State,
    kind: Option<Kind>,
    bodies: Vec<Option<Arc<Node>>>,
    /// A wide rule that `[overall] also` names.
    printed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Reading,
    Read,
}

/// A scheme before its formulas are read.
struct SchemeHead<'a> {
    decl: &'a decl::SchemeDecl,
    table: usize,
    rules: Vec<RuleHead<'a>>,
    /// A unit's rule → the same over all rows.
    wide: HashMap<usize, usize>,
    /// Normalized pattern → rule.
    patterns: HashMap<String, usize>,
    /// Normalized name of each member → rule and entries.
    members: HashMap<String, (usize, Vec<u32>)>,
    flags: Vec<String>,
    score_kind: Option<Option<Kind>>,
    reading_score: bool,
}

/// A derived column before its formula is read.
struct DerivedHead<'a> {
    item: &'a RuleItem,
    axes: Vec<usize>,
    entries: Vec<u32>,
    file: Arc<str>,
    private: Option<String>,
    state: State,
}

/// Reads formulas; grows findings.
pub struct Resolver<'a> {
    project: &'a decl::Project,
    tables: &'a Tables,
    schemes: Vec<SchemeHead<'a>>,
    derived: HashMap<(usize, usize), DerivedHead<'a>>,
    read: HashMap<(usize, usize), Derived>,
    /// The derived columns that refer to a table, and which; found once.
    referring: Option<Rc<BTreeMap<(usize, usize), usize>>>,
    /// Column names of each table, normalized.
    columns: Vec<HashMap<String, usize>>,
    /// Methods that formulas of tables may use.
    methods: Vec<&'a decl::MethodDecl>,
    /// Normalized names of tables and columns in whose declaration an error was found.
    doubtful: BTreeSet<String>,
    /// The columns of a table could not be read at all: any unknown name may be one of them.
    blind: bool,
    /// Earlier periods whose publications are asked for.
    asked: BTreeSet<Which>,
    /// No workbook was opened: what names an entry of one may be there.
    unopened: bool,
    /// A 须 or 宜 is read: what it holds against each other need not know the same entries.
    checking: bool,
    /// Results that several schemes have.
    whose: Vec<Whose>,
    /// What is wrong.
    pub findings: Findings,
}

/// Adds the derived columns of every table to it, empty until they are computed.
pub fn declare_derived(project: &decl::Project, tables: &mut Tables) {
    let names: Vec<(Arc<str>, Vec<Arc<str>>)> =
        tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
    for (table, declared) in pairs(project, tables) {
        for item in &declared.derive {
            for (name, _) in expand_name(&item.name, &names) {
                tables.list[table].columns.push(crate::tables::Column {
                    name: name.into(),
                    member_of: None,
                    kind: Kind::Text,
                    values: Vec::new(),
                    origins: Vec::new(),
                    not_belonging: false,
                });
            }
        }
    }
}

/// Each table with its declaration, by index.
fn pairs<'a>(project: &'a decl::Project, tables: &Tables) -> Vec<(usize, &'a decl::TableDecl)> {
    let find = |d: &decl::TableDecl| {
        tables.list.iter().position(|t| *t.name == *d.name.value && t.private_to.as_deref() == d.private_to.as_deref())
    };
    project.tables.iter().filter_map(|d| Some((find(d)?, d))).collect()
}

/// The names of a family's members with the index of each entry; a plain name gives itself.
pub fn expand_name(name: &Name, tables: &[(Arc<str>, Vec<Arc<str>>)]) -> Vec<(String, Vec<u32>)> {
    let mut out = vec![(String::new(), Vec::new())];
    for part in &name.parts {
        match part {
            NamePart::Text(text) => out.iter_mut().for_each(|(n, _)| n.push_str(text)),
            NamePart::Entry(table) => {
                let entries =
                    tables.iter().find(|(n, _)| **n == **table).map(|(_, e)| e.as_slice()).unwrap_or_default();
                out = out
                    .iter()
                    .flat_map(|(n, picked)| {
                        entries.iter().zip(0u32..).map(move |(entry, index)| {
                            let mut picked = picked.clone();
                            picked.push(index);
                            (format!("{n}{entry}"), picked)
                        })
                    })
                    .collect();
            }
        }
    }
    out
}

/// A name with its braces.
pub fn pattern_text(name: &Name) -> String {
    name.parts
        .iter()
        .map(|p| match p {
            NamePart::Text(t) => t.clone(),
            NamePart::Entry(t) => format!("{{{t}}}"),
        })
        .collect()
}

/// The tables named in braces, each once, in order.
fn axes_of(name: &Name) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for part in &name.parts {
        if let NamePart::Entry(table) = part
            && !out.contains(&table.as_str())
        {
            out.push(table);
        }
    }
    out
}

/// What bears no name only because its table's declaration has a fault, which is told already.
fn doubtful(project: &decl::Project) -> BTreeSet<String> {
    let tables = project.tables.iter().filter(|table| table.doubtful);
    let names = |table: &decl::TableDecl| {
        let columns = table.columns.iter().map(|column| normal(&column.label)).collect::<Vec<_>>();
        columns.into_iter().chain([normal(&table.name.value)]).collect::<Vec<_>>()
    };
    tables.flat_map(names).collect()
}

/// A table of workbooks none of whose columns is known, because its declaration has a fault.
fn without_columns(table: &decl::TableDecl) -> bool {
    table.doubtful && table.columns.is_empty() && matches!(table.from, decl::RowsFrom::Files(_))
}

impl<'a> Resolver<'a> {
    /// Reads names against the tables; `declare_derived` has run on them.
    pub fn new(project: &'a decl::Project, tables: &'a Tables) -> Self {
        let columns = tables
            .list
            .iter()
            .map(|t| t.columns.iter().enumerate().map(|(i, c)| (normal(&c.name), i)).collect())
            .collect();
        let mut resolver = Resolver {
            project,
            tables,
            schemes: Vec::new(),
            derived: HashMap::new(),
            read: HashMap::new(),
            referring: None,
            columns,
            methods: project.schemes.iter().flat_map(|s| s.methods.iter()).collect(),
            doubtful: doubtful(project),
            blind: project.tables.iter().any(without_columns),
            asked: BTreeSet::new(),
            unopened: false,
            checking: false,
            whose: Vec::new(),
            findings: Findings::default(),
        };
        resolver.head_derived(project);
        resolver.head_schemes(project);
        resolver
    }

    /// The same where no workbook was opened: any name is taken for an entry of a table that one gives.
    #[must_use]
    pub fn unopened(mut self) -> Self {
        self.unopened = true;
        self
    }

    /// The entry that a text names; of a table whose workbook was not opened some entry.
    fn entry_named(&self, table: usize, text: &str) -> Option<u32> {
        let known = self.table(table);
        known.find(text).or_else(|| (self.unopened && !known.written && known.rows == 0).then_some(0))
    }

    /// Everything read: the model, and what is wrong.
    pub fn finish(mut self) -> (Model, Findings) {
        let columns: Vec<(usize, usize)> = {
            let mut keys: Vec<_> = self.derived.keys().copied().collect();
            keys.sort_unstable();
            keys
        };
        for (table, column) in columns {
            self.derived_kind(table, column);
        }
        (0..self.schemes.len()).for_each(|s| self.units_have_names(s));
        let schemes = (0..self.schemes.len()).map(|s| self.scheme(s)).collect();
        let asked = self.asked.into_iter().collect();
        let mut model = Model { schemes, derived: self.read, asked, whose: self.whose, ..Model::default() };
        cycles::check(&mut model, self.tables, &mut self.findings);
        (model, self.findings)
    }

    /// What was read of derived columns so far, all that a condition over tables needs.
    pub fn derived(self) -> (Model, Findings) {
        let Resolver { read, tables, mut findings, .. } = self;
        let mut model = Model { derived: read, ..Model::default() };
        cycles::check(&mut model, tables, &mut findings);
        (model, findings)
    }

    /// A finding at a span.
    fn fault(&mut self, code: Code, span: Span, scope: &Scope, args: &[(&'static str, &str)]) {
        let mut finding = Finding::new(code, Place::text(scope.file.clone(), span.start, span.end));
        for (name, value) in args {
            finding = finding.with(name, *value);
        }
        self.findings.push(finding);
    }

    fn table(&self, index: usize) -> &'a Table {
        &self.tables.list[index]
    }

    fn named(&self, name: &str, scope: &Scope) -> Option<usize> {
        self.tables.named(name, scope.private.as_deref())
    }

    /// A condition that stands in a table: `only` with the row at hand.
    pub fn row_condition(
        &mut self,
        formula: &'a decl::Located2,
        table: usize,
        private: Option<String>,
    ) -> Option<Node> {
        let mut scope = self.table_scope(private, &formula.file);
        scope.open(table, Role::Row);
        self.condition(&formula.expr, &scope)
    }

    /// A condition over entries: `for` with an entry of each table at hand.
    pub fn entry_condition(
        &mut self,
        formula: &'a decl::Located2,
        axes: &[usize],
        private: Option<String>,
    ) -> Option<Node> {
        let mut scope = self.table_scope(private, &formula.file);
        for axis in axes {
            scope.open(*axis, Role::Entry);
        }
        self.condition(&formula.expr, &scope)
    }

    /// An expression that must be yes or no.
    fn condition(&mut self, expr: &Expr, scope: &Scope) -> Option<Node> {
        let node = self.expression(expr, scope)?;
        match node.kind {
            Some(Kind::Bool) | None => Some(node),
            Some(kind) => {
                let found = self.kind_name(kind);
                self.fault(super::faults::NOT_A_CONDITION, expr.span, scope, &[("found", &found)]);
                None
            }
        }
    }
}
