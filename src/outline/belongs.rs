//! Which rows each part of a formula means, found in the resolved formulas by where it is written, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::formula::ast::{Arg, Expr, ExprKind, Span};
use crate::formula::show::{plain_name, show};
use crate::formula::text::normal;
use crate::formula::tree::{Fold, Join, Node, Op, RowAt, RuleRef, UnitAt};
use crate::scoring::belonging::{self, Belonging, Equals, Run};
use crate::scoring::model::{Model, Purpose};
use crate::scoring::resolve::{Called, Prefix, called};
use crate::tables::{Kind, Tables};

use super::math::canonical;
use super::model::Belongs;

/// Where a part of a formula is written: file and bytes.
type At = (Arc<str>, Span);

/// What the resolved formulas of a scheme say of their parts.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Which rows an aggregate or a column means, in words.
    rows: BTreeMap<At, String>,
    /// What an aggregate runs over, in one name.
    runs: BTreeMap<At, String>,
    /// Tables that are read.
    pub(super) tables: BTreeSet<usize>,
    /// Methods that are used, normalized.
    pub(super) methods: BTreeSet<String>,
}

/// Reads all resolved formulas of a scheme, and those of the columns of the tables that it reads.
pub(super) fn index(scheme: usize, model: &Model, tables: &Tables) -> Index {
    let resolved = &model.schemes[scheme];
    let mut index = Index::default();
    index.tables.insert(resolved.table);
    let mut walk = Walk { index: &mut index, model, tables };
    let file = &resolved.file;
    resolved.only.iter().chain(&resolved.group).for_each(|node| walk.node(node, file));
    for rule in resolved.rules.iter().filter(|r| r.purpose != Purpose::Wide) {
        walk.index.tables.extend(&rule.axes);
        for definition in &rule.definitions {
            let whole = definition.applies.iter().chain(&definition.full_marks).chain([&definition.body]);
            whole.for_each(|node| walk.node(node, &definition.file));
        }
    }
    for check in &resolved.checks {
        walk.index.tables.extend(&check.axes);
        check.applies.iter().for_each(|node| walk.node(node, &check.file));
        walk.node(&check.condition, &check.file);
    }
    let standing = &resolved.standing;
    let lines = standing.tier.iter().chain(&standing.prize).chain(&standing.flag).chain(&standing.unscored);
    let of_lines = lines.flat_map(|line| line.when.iter().chain(&line.quota).chain(&line.pay));
    let keys = standing.rank.iter().chain(&standing.order).map(|(formula, _)| formula);
    let single = standing.score.iter().chain(&standing.places).chain(&standing.ranked).chain(&standing.pay);
    single.chain(of_lines).chain(keys).for_each(|formula| walk.node(&formula.node, &formula.file));
    let derived: BTreeMap<_, _> = model.derived.iter().collect();
    derived.values().for_each(|derived| walk.node(&derived.body, &derived.file));
    index
}

struct Walk<'w> {
    index: &'w mut Index,
    model: &'w Model,
    tables: &'w Tables,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, file: &Arc<str>) {
        if let Some(Kind::Entry(table)) = node.kind {
            self.index.tables.insert(table);
        }
        match &node.op {
            Op::Chosen(_, methods) => {
                self.index.methods.extend(methods.iter().map(|(name, _)| normal(name)));
            }
            Op::Method { arguments, body, file: own, .. } => {
                arguments.iter().for_each(|argument| self.node(argument, file));
                self.node(body, own);
                return;
            }
            Op::Column { table, row, .. } => {
                self.index.tables.insert(*table);
                if let RowAt::Belonging(join) = row {
                    self.joined(join, node.span, file, "的一行");
                }
            }
            Op::Rule(RuleRef { unit: UnitAt::Of(_), scheme, .. }) => {
                self.index.tables.insert(self.model.schemes[*scheme].table);
            }
            Op::Aggregate(aggregate) => {
                let runs = belonging::of_aggregate(aggregate, self.model, self.tables);
                let each = if matches!(aggregate.fold, Fold::Only) { "的行" } else { "的各行" };
                let said: Vec<String> = runs.iter().map(|run| self.run(run, each)).collect();
                let names: Vec<String> = runs.iter().map(|run| self.name(run)).collect();
                if !said.is_empty() {
                    self.index.rows.entry((file.clone(), node.span)).or_insert_with(|| said.join("；"));
                    self.index.runs.entry((file.clone(), node.span)).or_insert_with(|| names.join("、"));
                }
            }
            Op::Bands(_, _, bands) => {
                let rows = bands.iter().find_map(|band| band.rows.as_ref());
                if let Some((_, join)) = rows {
                    self.joined(join, node.span, file, "，每行一档");
                }
            }
            _ => {}
        }
        node.children().into_iter().for_each(|child| self.node(child, file));
    }

    fn joined(&mut self, join: &Join, span: Span, file: &Arc<str>, end: &str) {
        let belonging = belonging::of_join(join, self.model, self.tables);
        let said = self.run(&Run::Rows(belonging), end);
        self.index.rows.entry((file.clone(), span)).or_insert(said);
    }

    /// What a run is, and notes the tables that it looks into.
    fn run(&mut self, run: &Run, end: &str) -> String {
        match run {
            Run::Units { scheme, of_group } => {
                let unit = self.unit_of(scheme);
                if *of_group { format!("与本{unit}同组的各{unit}") } else { format!("全体{unit}") }
            }
            Run::Rows(belonging) => {
                self.index.tables.insert(belonging.table);
                rows(belonging, self.tables, end)
            }
        }
    }

    fn name(&self, run: &Run) -> String {
        match run {
            Run::Units { scheme, of_group } => {
                format!("{}{}", if *of_group { "组内" } else { "全体" }, self.unit_of(scheme))
            }
            Run::Rows(belonging) => belonging.name.to_string(),
        }
    }

    fn unit_of(&self, scheme: &str) -> String {
        let table = self.model.schemes.iter().find(|s| s.name == scheme).map(|s| s.table);
        table.map_or_else(|| "单位".to_owned(), |t| thing(&self.tables.list[t].name))
    }
}

/// One of a table's entries, in a word: 单位名单 holds 单位.
fn thing(table: &str) -> String {
    let bare = ["名单", "名册", "清单"].iter().find_map(|end| table.strip_suffix(end));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(table).to_owned()
}

/// 台账中本单位、本季度的各行.
fn rows(belonging: &Belonging, tables: &Tables, end: &str) -> String {
    let name = &belonging.name;
    let mut own = Vec::new();
    let mut same = Vec::new();
    let mut itself = None;
    for choice in &belonging.choices {
        match (&choice.column, &choice.equals) {
            (None, Equals::AtHand { table, .. }) => itself = Some(format!("{name}：就是本{}", thing(table))),
            (None, Equals::Entry(entry)) => itself = Some(format!("{name}：就是“{entry}”")),
            (None, Equals::Common { table, column, .. }) => {
                itself = Some(format!("{name}：就是本{}的{column}", thing(table)));
            }
            (Some(column), Equals::AtHand { table, .. }) if **column == **table => {
                own.push(format!("本{}", thing(table)));
            }
            (Some(column), Equals::AtHand { table, .. }) => same.push(format!("{column}为本{}", thing(table))),
            (Some(column), Equals::Entry(entry)) => same.push(format!("{column}为“{entry}”")),
            (Some(column), Equals::Common { table, column: theirs, .. }) if column == theirs => {
                same.push(format!("{column}与本{}的相同", thing(table)));
            }
            (Some(column), Equals::Common { table, column: theirs, .. }) => {
                same.push(format!("{column}与本{}的{theirs}相同", thing(table)));
            }
        }
    }
    if let Some(itself) = itself {
        return itself;
    }
    let idle: Vec<&str> = belonging.idle.iter().map(|column| &**column).collect();
    let idle = if idle.is_empty() { String::new() } else { format!("（不分{}）", idle.join("、")) };
    if own.is_empty() && same.is_empty() {
        let written = tables.list[belonging.table].written;
        let whole = if end.contains("一档") { "全部各行，每行一档" } else { "全部各行" };
        return format!("{name}的{whole}{}", if written { String::new() } else { idle });
    }
    let own = own.join("、");
    let same = same.join("，且");
    let which = if own.is_empty() || same.is_empty() { format!("{own}{same}") } else { format!("{own}，且{same}") };
    format!("{name}中{which}{end}{idle}")
}

impl Index {
    /// What the aggregate at that place runs over.
    pub(super) fn run(&self, file: &Arc<str>, span: Span) -> Option<String> {
        self.runs.get(&(file.clone(), span)).cloned()
    }

    /// What each part of a formula means, in the order written; parts that mean the same rows are one.
    pub(super) fn parts(&self, e: &Expr, file: &Arc<str>) -> Vec<Belongs> {
        let mut out: Vec<Belongs> = Vec::new();
        self.collect(e, file, &mut out);
        out
    }

    fn collect(&self, e: &Expr, file: &Arc<str>, out: &mut Vec<Belongs>) {
        let rows = self.rows.get(&(file.clone(), e.span)).cloned();
        // A formula that could not be resolved without the entries of a workbook says so.
        let rows = rows.or_else(|| runs_over_rows(e).then(|| "须打开工作簿才能确定".to_owned()));
        if let Some(rows) = rows {
            let what = show(&canonical(e));
            let told = |other: &Belongs| other.rows == rows && other.what.split('、').any(|w| w == what);
            let called = matches!(e.kind, ExprKind::Call(..));
            if out.iter().any(told) {
                // Said once.
            } else if let Some(same) = out.iter_mut().find(|o| !called && o.rows == rows && !o.what.contains('(')) {
                same.what.push_str(&format!("、{what}"));
            } else {
                out.push(Belongs { what, rows });
            }
        }
        e.children().into_iter().for_each(|child| self.collect(child, file, out));
    }
}

/// Is it an aggregate over something else than a written list?
fn runs_over_rows(e: &Expr) -> bool {
    let ExprKind::Call(name, args) = &e.kind else { return false };
    match called(&plain_name(name)).filter(|_| !name.quoted) {
        Some((_, Called::Fold(Fold::Rate | Fold::WeightedMean))) => true,
        Some((prefix, Called::Fold(_))) => {
            let values = args.iter().filter(|arg| matches!(arg, Arg::Value(_))).count();
            prefix != Prefix::Plain || values < 2 || values < args.len()
        }
        _ => false,
    }
}
