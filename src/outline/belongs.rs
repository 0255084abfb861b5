//! Which rows each part of a formula means, found in the resolved formulas by where it is written, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::formula::ast::{Arg, Expr, ExprKind, Span};
use crate::formula::show::{plain_name, show};
use crate::formula::text::normal;
use crate::formula::tree::{Aggregate, Fold, Join, Node, Op, Over, RowAt, RuleRef, Slot, UnitAt};
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
                    self.joined(join, node.span, file, End::One);
                }
            }
            Op::Rule(RuleRef { unit: UnitAt::Of(_), scheme, .. }) => {
                self.index.tables.insert(self.model.schemes[*scheme].table);
            }
            Op::Aggregate(aggregate) => {
                let runs = belonging::of_aggregate(aggregate, self.model, self.tables);
                let names: Vec<String> = runs.iter().map(|run| self.name(run)).collect();
                if !runs.is_empty() {
                    let said = self.aggregate(aggregate, &runs);
                    self.index.rows.entry((file.clone(), node.span)).or_insert(said);
                    self.index.runs.entry((file.clone(), node.span)).or_insert_with(|| names.join("、"));
                }
            }
            Op::Bands(_, _, bands) => {
                let rows = bands.iter().find_map(|band| band.rows.as_ref());
                if let Some((_, join)) = rows {
                    self.joined(join, node.span, file, End::Bands);
                }
            }
            _ => {}
        }
        node.children().into_iter().for_each(|child| self.node(child, file));
    }

    /// Everything that an aggregate runs over.
    fn aggregate(&mut self, aggregate: &Aggregate, runs: &[Run]) -> String {
        let opened: Vec<Slot> = match &aggregate.over {
            Over::Entries(axes) => axes.iter().map(|(slot, _)| *slot).collect(),
            _ => Vec::new(),
        };
        let mut said: Vec<String> = runs.iter().map(|run| self.run(run, End::All, &opened)).collect();
        // 组内 over a table: the units of the group, and the rows of each.
        if let [Run::Rows(units), Run::Rows(_)] = runs
            && units.choices.is_empty()
            && aggregate.filter.is_some()
            && self.model.schemes.iter().any(|scheme| scheme.table == units.table)
        {
            let unit = thing(&units.name);
            said[0] = format!("与本{unit}同组的各{unit}");
            return said.join("，");
        }
        let some = if aggregate.filter.is_some() { "，再按“其中”取舍" } else { "" };
        format!("{}{some}", said.join("；"))
    }

    fn joined(&mut self, join: &Join, span: Span, file: &Arc<str>, end: End) {
        let belonging = belonging::of_join(join, self.model, self.tables);
        let said = self.run(&Run::Rows(belonging), end, &[]);
        self.index.rows.entry((file.clone(), span)).or_insert(said);
    }

    /// What a run is, and notes the tables that it looks into.
    fn run(&mut self, run: &Run, end: End, opened: &[Slot]) -> String {
        match run {
            Run::Units { scheme, of_group } => {
                let unit = self.unit_of(scheme);
                if *of_group { format!("与本{unit}同组的各{unit}") } else { format!("全体{unit}") }
            }
            Run::Rows(belonging) => {
                self.index.tables.insert(belonging.table);
                rows(belonging, self.tables, end, opened)
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

/// How many rows are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// All that belong.
    All,
    /// The one that belongs.
    One,
    /// Each is a band.
    Bands,
}

/// 台账中本单位、本季度的各行; what the aggregate itself opens is 各, what is at hand 本.
fn rows(belonging: &Belonging, tables: &Tables, end: End, opened: &[Slot]) -> String {
    let name = &belonging.name;
    let here =
        |slot: Slot, table: &str| format!("{}{}", if opened.contains(&slot) { "各" } else { "本" }, thing(table));
    let mut own = Vec::new();
    let mut same = Vec::new();
    let mut itself = None;
    for choice in &belonging.choices {
        match (&choice.column, &choice.equals) {
            (None, Equals::AtHand { slot, table }) => itself = Some(format!("就是{}", here(*slot, table))),
            (None, Equals::Entry(entry)) => itself = Some(format!("就是“{entry}”")),
            (None, Equals::Common { slot, table, column }) => {
                itself = Some(format!("就是{}的{column}", here(slot.unwrap_or_default(), table)));
            }
            (Some(column), Equals::AtHand { slot, table }) if **column == **table => own.push(here(*slot, table)),
            (Some(column), Equals::AtHand { slot, table }) => same.push(format!("{column}为{}", here(*slot, table))),
            (Some(column), Equals::Entry(entry)) => same.push(format!("{column}为“{entry}”")),
            (Some(column), Equals::Common { slot, table, column: theirs }) => {
                let theirs = if column == theirs { "" } else { theirs };
                same.push(format!("{column}与{}的{theirs}相同", here(slot.unwrap_or_default(), table)));
            }
        }
    }
    if let Some(itself) = itself {
        return format!("{name}：{itself}");
    }
    let idle: Vec<&str> = belonging.idle.iter().map(|column| &**column).collect();
    let idle = if idle.is_empty() { String::new() } else { format!("（不分{}）", idle.join("、")) };
    let entries = tables.list[belonging.table].has_entries();
    if own.is_empty() && same.is_empty() {
        return match end {
            End::All if entries => format!("每个{}都算", thing(name)),
            End::All => format!("{name}的全部各行{idle}"),
            End::One => format!("{name}的一行{idle}"),
            End::Bands => format!("{name}的全部各行，每行一档"),
        };
    }
    let end = match end {
        End::All if entries => "的各项",
        End::All => "的各行",
        End::One => "的一行",
        End::Bands => "的各行，每行一档",
    };
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
            if out.iter().any(told) {
                // Said once.
            } else if let Some(same) = out.iter_mut().find(|other| other.rows == rows) {
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
