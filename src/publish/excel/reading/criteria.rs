//! Ledgers: SUMIFS, COUNTIFS and AVERAGEIFS by the names of what is at hand.

use crate::formula::ast::Comparison;
use crate::formula::tree::{Aggregate, At as Slotted, Columns, Fold, Join, JoinKey, Node, Op, Over, RowAt};
use crate::tables::Kind;

use super::super::expr::{Infix, X};
use super::super::layout::{List, TablePlace};
use super::aside::only_row;
use super::column::whole;
use super::fold::{criterion, plain};
use super::logic::sign;
use super::{NOBODY, Piece, Reader, Scope, Unwritten};

/// Pairs of a range and what its cells must meet, and what the criteria themselves need.
#[derive(Default)]
struct Criteria {
    pairs: Vec<X>,
    needs: Vec<Piece>,
}

impl<'r> Reader<'r> {
    /// The aggregate by criteria, where its rows stand one below the other and its parts allow it.
    pub(super) fn by_criteria(&mut self, aggregate: &'r Aggregate, scope: &Scope) -> Result<Option<Piece>, Unwritten> {
        let Over::Rows(slot, join) = &aggregate.over else { return Ok(None) };
        let TablePlace::List(list) = self.layout.tables[join.table].clone() else { return Ok(None) };
        let table = &self.results.tables.list[join.table];
        let wanted = table.ledger || aggregate.filter.is_some();
        if !wanted || aggregate.distinct.is_some() || aggregate.outer.iter().any(|_| true) || table.rows == 0 {
            return Ok(None);
        }
        let Some(mut criteria) = self.join_criteria(join, &list, scope) else { return Ok(None) };
        if let Some(filter) = &aggregate.filter
            && !self.filter_criteria(filter, *slot, join.table, &list, &mut criteria, scope)?
        {
            return Ok(None);
        }
        self.folded(aggregate, *slot, join.table, &list, criteria, scope)
    }

    /// One pair per reference that must agree.
    fn join_criteria(&mut self, join: &Join, list: &List, scope: &Scope) -> Option<Criteria> {
        let mut out = Criteria::default();
        for (key, value) in &join.on {
            let JoinKey::Column(column) = key else { return None };
            let entry = self.join_value(value, scope).filter(|e| *e != NOBODY)?;
            let kind = self.results.tables.list[join.table].columns[*column].kind;
            let Kind::Entry(table) = kind else { return None };
            if !plain(self.lookup.labels.of(table, entry)) {
                return None;
            }
            out.pairs.push(whole(list, list.cols[*column])?);
            out.pairs.push(self.entry(entry, Some(kind), scope));
        }
        Some(out)
    }

    /// Adds a condition on the rows; false where it cannot be said by criteria.
    fn filter_criteria(
        &mut self,
        filter: &'r Node,
        slot: usize,
        table: usize,
        list: &List,
        out: &mut Criteria,
        scope: &Scope,
    ) -> Result<bool, Unwritten> {
        if let Op::And(all) = &filter.op {
            for node in all {
                if !self.filter_criteria(node, slot, table, list, out, scope)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        if let Op::Compare(first, rest) = &filter.op
            && let [(comparison, right)] = &rest[..]
            && let Some(column) = own_column(first, slot)
            && !only_row(right, slot, true)
            && let Some((criterion, piece)) = self.literal_criterion(first, *comparison, right, scope)?
        {
            out.pairs.push(whole(list, list.cols[column]).ok_or(Unwritten("表没有行"))?);
            out.pairs.push(criterion);
            out.needs.extend(piece);
            return Ok(true);
        }
        if !only_row(filter, slot, false) {
            return Ok(false);
        }
        let column = self.row_helper(filter, slot, table, scope)?;
        out.pairs.extend([column, X::Text("是".into())]);
        Ok(true)
    }

    fn literal_criterion(
        &mut self,
        left: &'r Node,
        comparison: Comparison,
        right: &'r Node,
        scope: &Scope,
    ) -> Result<Option<(X, Option<Piece>)>, Unwritten> {
        let Ok(piece) = self.read(right, scope) else { return Ok(None) };
        let op = sign(comparison);
        let text = matches!(left.kind, Some(Kind::Text | Kind::Entry(_)));
        if text {
            let X::Text(written) = &piece.x else { return Ok(None) };
            let written = self.as_written(written, left);
            let simple = op == Infix::Equal && plain(&written) && !written.is_empty();
            return Ok(simple.then_some((X::Text(written), None)));
        }
        let number = matches!(left.kind, Some(Kind::Number(_) | Kind::Date));
        // A computed bound would lose its last digits on the way through a text.
        if !number || !piece.exact || op == Infix::Unequal {
            return Ok(None);
        }
        let x = criterion(op, piece.x.clone());
        Ok(Some((x, Some(piece))))
    }

    fn folded(
        &mut self,
        aggregate: &'r Aggregate,
        slot: usize,
        table: usize,
        list: &List,
        criteria: Criteria,
        scope: &Scope,
    ) -> Result<Option<Piece>, Unwritten> {
        let Criteria { mut pairs, needs } = criteria;
        if pairs.is_empty() {
            // Every row: the running numbers are all there.
            pairs = vec![whole(list, 0).ok_or(Unwritten("表没有行"))?, X::Text(">0".into())];
        }
        let with = |extra: &[X]| [extra.to_vec(), pairs.clone()].concat();
        let counted = |extra: &[X]| X::Call("COUNTIFS", with(extra));
        let there = X::Text("<9E+307".into());
        let more = |x: X| X::infix(Infix::Greater, x, X::whole(0));
        let mut out = match aggregate.fold {
            Fold::Count => Piece::sure(counted(&[])),
            Fold::Exists => Piece::sure(more(counted(&[]))),
            Fold::Absent => Piece::sure(X::infix(Infix::Equal, counted(&[]), X::whole(0))),
            Fold::All | Fold::Any | Fold::Sum | Fold::Mean | Fold::CountPresent => {
                let Some(node) = aggregate.values.first() else { return Ok(None) };
                let Some(values) = self.value_column(node, slot, table, list, scope)? else { return Ok(None) };
                let number = matches!(node.kind, Some(Kind::Number(_) | Kind::Date));
                match aggregate.fold {
                    Fold::All => {
                        Piece::sure(X::infix(Infix::Equal, counted(&[values, X::Text("否".into())]), X::whole(0)))
                    }
                    Fold::Any => Piece::sure(more(counted(&[values, X::Text("是".into())]))),
                    Fold::CountPresent if number => Piece::sure(counted(&[values, there])),
                    Fold::CountPresent => return Ok(None),
                    Fold::Sum => Piece { exact: false, ..Piece::sure(X::Call("SUMIFS", with(&[values]))) },
                    _ => {
                        let x = X::Call("AVERAGEIFS", with(std::slice::from_ref(&values)));
                        let mut mean = Piece { exact: false, na: true, ..Piece::sure(x) };
                        mean.holds.push(more(counted(&[values, there])));
                        mean
                    }
                }
            }
            Fold::Rate => match self.rate_by_criteria(aggregate, slot, table, list, &pairs, scope)? {
                Some(rate) => rate,
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        for need in &needs {
            out.take_guards(need);
        }
        self.guard_rows(aggregate, slot, table, list, &pairs, &mut out);
        Ok(Some(out))
    }

    /// 得分率: both sums by criteria, the weights only of rows whose value is there.
    fn rate_by_criteria(
        &mut self,
        aggregate: &'r Aggregate,
        slot: usize,
        table: usize,
        list: &List,
        pairs: &[X],
        scope: &Scope,
    ) -> Result<Option<Piece>, Unwritten> {
        let [value, weight] = &aggregate.values[..] else { return Ok(None) };
        let Some(values) = self.value_column(value, slot, table, list, scope)? else { return Ok(None) };
        let Some(weights) = self.value_column(weight, slot, table, list, scope)? else { return Ok(None) };
        let there = X::Text("<9E+307".into());
        let sum = |extra: &[X]| X::Call("SUMIFS", [extra, pairs].concat());
        let bottom = sum(&[weights, values.clone(), there]);
        let top = sum(&[values]);
        let mut rate = Piece { exact: false, na: true, ..Piece::sure(X::infix(Infix::Divide, top, bottom.clone())) };
        rate.holds.push(X::infix(Infix::Unequal, bottom, X::whole(0)));
        Ok(Some(rate))
    }

    /// 缺 among the rows makes the whole 缺.
    fn guard_rows(
        &mut self,
        aggregate: &Aggregate,
        slot: usize,
        table: usize,
        list: &List,
        pairs: &[X],
        out: &mut Piece,
    ) {
        if !matches!(aggregate.fold, Fold::Sum | Fold::Mean | Fold::Rate) {
            return;
        }
        let Some(column) = aggregate.values.first().and_then(|v| own_column(v, slot)) else { return };
        let (_, lost) = self.lookup.columns[table][column];
        if let Some(values) = whole(list, list.cols[column]).filter(|_| lost) {
            let empty = [vec![values, X::blank()], pairs.to_vec()].concat();
            out.holds.push(X::infix(Infix::Equal, X::Call("COUNTIFS", empty), X::whole(0)));
            out.missing = true;
        }
    }

    /// The column that holds a value of the rows: its own, or a helping one.
    fn value_column(
        &mut self,
        node: &'r Node,
        slot: usize,
        table: usize,
        list: &List,
        scope: &Scope,
    ) -> Result<Option<X>, Unwritten> {
        if let Some(column) = own_column(node, slot) {
            return Ok(whole(list, list.cols[column]));
        }
        if !only_row(node, slot, false) {
            return Ok(None);
        }
        self.row_helper(node, slot, table, scope).map(Some)
    }
}

/// A plain column of the row that the aggregate opened.
pub(super) fn own_column(node: &Node, slot: usize) -> Option<usize> {
    match &node.op {
        Op::Column { columns: Columns::One(column), row: RowAt::At(Slotted::Slot(s)), .. } if *s == slot => {
            Some(*column)
        }
        _ => None,
    }
}
