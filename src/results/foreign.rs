//! Which parts of a formula are not the unit's own: the largest that speak of other units.

use crate::formula::tree::{Aggregate, At, Columns, Function, Node, Op, Over, RowAt, RuleRef, Target, UnitAt};
use crate::scoring::model::Model;

use super::own::Whence;
use super::sight::Sights;

/// A part that is not the unit's own.
pub(super) struct Part<'m> {
    /// The node.
    pub node: &'m Node,
    /// What the aggregates around it run over, from outside in.
    pub opened: Vec<&'m Over>,
    /// Where its value comes from.
    pub whence: Whence,
}

/// The parts of a formula that are not the own of the unit of that scheme, in the order written.
pub(super) fn parts<'m>(sights: &Sights, model: &'m Model, scheme: usize, node: &'m Node) -> Vec<Part<'m>> {
    let mut search = Search { sights, model, scheme, opened: Vec::new(), found: Vec::new() };
    search.visit(node);
    search.found
}

/// A walk down a formula.
struct Search<'s, 't, 'm> {
    sights: &'s Sights<'t>,
    model: &'m Model,
    scheme: usize,
    opened: Vec<&'m Over>,
    found: Vec<Part<'m>>,
}

impl<'m> Search<'_, '_, 'm> {
    fn visit(&mut self, node: &'m Node) {
        if let Some(whence) = self.foreign(node) {
            self.found.push(Part { node, opened: self.opened.clone(), whence });
            return;
        }
        match &node.op {
            Op::Aggregate(aggregate) => self.inside(aggregate),
            Op::Method { arguments, .. } => arguments.iter().for_each(|a| self.visit(a)),
            // Bands that follow the rows of a table are written as their value.
            Op::Bands(_, _, bands) if bands.iter().any(|b| b.rows.is_some()) => {}
            _ => node.children().into_iter().for_each(|child| self.visit(child)),
        }
    }

    fn inside(&mut self, aggregate: &'m Aggregate) {
        aggregate.outer.iter().for_each(|n| self.visit(n));
        let listed = matches!(aggregate.over, Over::List);
        if !listed {
            self.opened.push(&aggregate.over);
        }
        let parts = aggregate.values.iter().chain(&aggregate.filter).chain(&aggregate.by).chain(&aggregate.distinct);
        parts.for_each(|n| self.visit(n));
        if !listed {
            self.opened.pop();
        }
    }

    /// Where the node's value comes from, where the node as a whole is not the unit's own.
    fn foreign(&self, node: &'m Node) -> Option<Whence> {
        match &node.op {
            Op::Column { table, row, .. } => (!self.sees_row(*table, row)).then_some(Whence::Table(*table)),
            Op::Rule(reference) => self.rule(reference),
            Op::Standing { scheme, unit, .. } => self.result(*scheme, unit),
            Op::Aggregate(aggregate) => self.aggregate(aggregate),
            Op::Call(Function::Find(table) | Function::Occurrence { table, .. }, _) => {
                (!self.sights.shared(*table)).then_some(Whence::Table(*table))
            }
            Op::Bands(_, _, bands) => {
                let mut joins = bands.iter().filter_map(|b| b.rows.as_ref());
                joins.find(|(_, join)| !self.sights.tied(join)).map(|(_, join)| Whence::Table(join.table))
            }
            // The body is shared by all uses of the method: what it takes from elsewhere differs from use to use.
            Op::Method { body, .. } => parts(self.sights, self.model, self.scheme, body).first().map(|p| p.whence),
            _ => None,
        }
    }

    fn aggregate(&self, aggregate: &Aggregate) -> Option<Whence> {
        match &aggregate.over {
            Over::List => None,
            Over::Rows(_, join) => (!self.sights.tied(join)).then_some(Whence::Table(join.table)),
            Over::Entries(axes) => {
                axes.iter().find(|(_, join)| !self.sights.tied(join)).map(|(_, join)| Whence::Table(join.table))
            }
            Over::Units { scheme, .. } if *scheme != self.scheme => Some(Whence::Scheme(*scheme)),
            Over::Units { group_of: Some(_), .. } => Some(Whence::Group),
            Over::Units { .. } => Some(Whence::All),
        }
    }

    /// A rule of another scheme or unit, or a member that stands for somebody else's entry.
    fn rule(&self, reference: &RuleRef) -> Option<Whence> {
        if let Some(whence) = self.result(reference.scheme, &reference.unit) {
            return Some(whence);
        }
        let Target::One { rule, entries } = &reference.target else { return None };
        let axes = self.model.schemes[self.scheme].rules[*rule].axes.iter().zip(entries);
        let mut fixed = axes.filter(|(axis, entry)| matches!(entry, At::Fixed(_)) && !self.sights.shared(**axis));
        fixed.next().map(|(axis, _)| Whence::Table(*axis))
    }

    fn result(&self, scheme: usize, unit: &UnitAt) -> Option<Whence> {
        if scheme != self.scheme {
            return Some(Whence::Scheme(scheme));
        }
        matches!(unit, UnitAt::Of(_)).then_some(Whence::Unit)
    }

    /// May the unit see the row that a column is read from?
    fn sees_row(&self, table: usize, row: &RowAt) -> bool {
        match row {
            RowAt::At(At::Slot(_)) => true,
            RowAt::At(At::Fixed(_)) => self.sights.shared(table),
            RowAt::Belonging(join) => self.sights.tied(join),
            RowAt::Of(node) => self.sights.shared(table) || self.leads(node),
        }
    }

    /// Does the node name something that the unit may see?
    fn leads(&self, node: &Node) -> bool {
        match &node.op {
            Op::Entry(At::Slot(_)) => true,
            Op::Column { table, columns: Columns::One(column), row: RowAt::At(At::Slot(_)) } => {
                self.sights.leads(*table, *column)
            }
            _ => false,
        }
    }
}
