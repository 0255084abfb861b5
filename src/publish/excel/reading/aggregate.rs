//! Aggregates: which rows, entries or units they run over, and what each gives.

use crate::formula::tree::{Aggregate, Columns, Fold, Node, Op, Over, RowAt};
use crate::tables::Value;

use super::super::expr::X;
use super::aside::only_row;
use super::{Piece, Read, Reader, Scope, Unwritten};

/// More positions than this are not written out one by one with a condition each.
const SPELLED_OUT: usize = 60;

/// An aggregate by its place in the tree, and the group it runs over.
pub(super) type SharedKey = (usize, String);

/// What an aggregate runs over, position by position.
#[derive(Clone)]
pub(super) struct Opened {
    /// The values' pieces, argument by argument.
    pub columns: Vec<Vec<Piece>>,
    /// The condition of each position, where there is one.
    pub keeps: Option<Vec<X>>,
    /// The keys of 按.
    pub by: Vec<Piece>,
    /// Number of positions.
    pub count: usize,
}

impl Opened {
    /// Without the positions whose value can only be 不适用, for folds that leave them out.
    pub fn applicable(&self, fold: Fold) -> Opened {
        let counts = matches!(fold, Fold::Count | Fold::Exists | Fold::Absent | Fold::Latest | Fold::Earliest);
        let mut out = self.clone();
        let Some(first) = self.columns.first().filter(|_| !counts) else { return out };
        let applies: Vec<bool> = first.iter().map(|p| !p.is_nothing() || p.missing).collect();
        if applies.iter().all(|a| *a) {
            return out;
        }
        let kept = |index: usize| applies.get(index).copied().unwrap_or(true);
        let pick = |pieces: &[Piece]| {
            pieces.iter().enumerate().filter(|(i, _)| kept(*i)).map(|(_, p)| p.clone()).collect::<Vec<_>>()
        };
        out.columns = self.columns.iter().map(|c| pick(c)).collect();
        out.by = pick(&self.by);
        let keeps = |list: &Vec<X>| list.iter().enumerate().filter(|(i, _)| kept(*i)).map(|(_, x)| x.clone()).collect();
        out.keeps = self.keeps.as_ref().map(keeps);
        out.count = applies.iter().filter(|a| **a).count();
        out
    }
}

impl<'r> Reader<'r> {
    /// An aggregate; over units it is the same for all of a group, and read once.
    pub(super) fn aggregate(&mut self, aggregate: &'r Aggregate, scope: &Scope) -> Read {
        let key = self.shared_key(aggregate, scope).filter(|_| !matches!(aggregate.fold, Fold::Rank(_) | Fold::Share));
        if let Some(known) = key.as_ref().and_then(|k| self.over_units.get(k)) {
            return Ok(known.clone());
        }
        let piece = self.one_aggregate(aggregate, scope)?;
        if let Some(key) = key {
            self.over_units.insert(key, piece.clone());
        }
        Ok(piece)
    }

    /// Under what an aggregate over units may be kept: its place in the tree and the group; none where its parts
    /// ask for more that is at hand.
    pub(super) fn shared_key(&self, aggregate: &'r Aggregate, scope: &Scope) -> Option<SharedKey> {
        let Over::Units { slot, group_of, .. } = &aggregate.over else { return None };
        let parts = aggregate.values.iter().chain(&aggregate.filter).chain(&aggregate.by).chain(&aggregate.distinct);
        let alone = parts.into_iter().all(|n| only_row(n, *slot, false)) && aggregate.outer.is_empty();
        if !alone || !scope.parameters.is_empty() {
            return None;
        }
        let group = match group_of {
            None => String::new(),
            Some(me) => {
                let entry = scope.slots.get(*me).and_then(|e| self.lookup.positions.get(e))?;
                format!("{}\u{1}", self.scheme.units[*entry].group)
            }
        };
        Some((std::ptr::from_ref(aggregate).addr(), group))
    }

    fn one_aggregate(&mut self, aggregate: &'r Aggregate, scope: &Scope) -> Read {
        match aggregate.fold {
            Fold::Rank(lowest) => return self.ranked_among(aggregate, lowest, scope),
            Fold::Share => return self.shared(aggregate, scope),
            _ => {}
        }
        let outer = self.read_all(&aggregate.outer, scope)?;
        if matches!(aggregate.over, Over::List) {
            let values = self.read_all(&aggregate.values, scope)?;
            let count = values.len();
            return self.fold(aggregate, &Opened { columns: vec![values], keeps: None, by: vec![], count }, &outer);
        }
        if let Some(piece) = self.by_criteria(aggregate, scope)? {
            return Ok(piece);
        }
        let scopes = self.open(&aggregate.over, scope)?;
        let scopes = self.once_each(aggregate, scopes)?;
        let long = aggregate.filter.is_some() && scopes.len() > SPELLED_OUT;
        if let Some(opened) = self.helped(aggregate, &scopes, scope, long)? {
            return self.fold(aggregate, &opened, &outer);
        }
        if long {
            return Err(Unwritten("逐项写出的公式过长"));
        }
        let opened = self.spelled_out(aggregate, &scopes)?;
        self.fold(aggregate, &opened, &outer)
    }

    pub(super) fn read_all(&mut self, nodes: &'r [Node], scope: &Scope) -> Result<Vec<Piece>, Unwritten> {
        nodes.iter().map(|n| self.read(n, scope)).collect()
    }

    /// A scope per position.
    pub fn open(&mut self, over: &'r Over, scope: &Scope) -> Result<Vec<Scope>, Unwritten> {
        Ok(match over {
            Over::List => vec![scope.clone()],
            Over::Rows(_, join) => self.belonging(join, scope).into_iter().map(|r| scope.with(r)).collect(),
            Over::Entries(axes) => {
                let mut out = vec![scope.clone()];
                for (_, join) in axes {
                    let mut next = Vec::new();
                    for scope in out {
                        next.extend(self.belonging(join, &scope).into_iter().map(|e| scope.with(e)));
                    }
                    out = next;
                }
                out
            }
            Over::Units { scheme, group_of, .. } => {
                if *scheme != self.index {
                    return Err(Unwritten("汇总的是另一方案的对象"));
                }
                let units = &self.scheme.units;
                let mine = match group_of {
                    None => None,
                    Some(slot) => {
                        let entry = scope.slots.get(*slot).and_then(|e| self.lookup.positions.get(e));
                        Some(&units[*entry.ok_or(Unwritten("公式离不开手头的对象"))?].group)
                    }
                };
                units.iter().filter(|u| mine.is_none_or(|m| *m == u.group)).map(|u| scope.with(u.entry)).collect()
            }
        })
    }

    /// 不重复: once per different value, by the values as they were read.
    fn once_each(&mut self, aggregate: &'r Aggregate, scopes: Vec<Scope>) -> Result<Vec<Scope>, Unwritten> {
        let Some(node) = &aggregate.distinct else { return Ok(scopes) };
        if aggregate.filter.is_some() {
            return Err(Unwritten("带条件的不重复计数"));
        }
        let mut seen: Vec<Value> = Vec::new();
        let mut out = Vec::new();
        for scope in scopes {
            let value = self.as_read(node, &scope).ok_or(Unwritten("不重复所依据的列不是原始列"))?;
            if !seen.contains(&value) {
                seen.push(value);
                out.push(scope);
            }
        }
        Ok(out)
    }

    fn as_read(&mut self, node: &'r Node, scope: &Scope) -> Option<Value> {
        match &node.op {
            Op::Entry(at) => Some(Value::Entry(scope.entry(at))),
            Op::Column { table, columns: Columns::One(column), row: RowAt::At(at) } => {
                self.results.tables.list[*table].columns[*column].values.get(scope.entry(at) as usize).cloned()
            }
            _ => None,
        }
    }

    fn spelled_out(&mut self, aggregate: &'r Aggregate, scopes: &[Scope]) -> Result<Opened, Unwritten> {
        let mut columns: Vec<Vec<Piece>> = vec![Vec::new(); aggregate.values.len()];
        let mut keeps = aggregate.filter.as_ref().map(|_| Vec::new());
        let mut by = Vec::new();
        for scope in scopes {
            let mut home = scope.clone();
            for (node, column) in aggregate.values.iter().zip(&mut columns) {
                let piece = self.read(node, &home)?;
                // A number of the entry is taken from the head over the figure it goes with.
                if let Some(at) = piece.cell() {
                    home.home = at;
                }
                column.push(piece);
            }
            if let (Some(filter), Some(keeps)) = (&aggregate.filter, &mut keeps) {
                keeps.push(self.read(filter, scope)?.decided());
            }
            if let Some(node) = &aggregate.by {
                by.push(self.read(node, scope)?);
            }
        }
        Ok(Opened { columns, keeps, by, count: scopes.len() })
    }
}
