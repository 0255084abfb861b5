//! 上期 and 上年: results as they were published.

use std::collections::HashMap;

use crate::formula::tree::{Node, Op, RuleRef, StandingItem, Which};
use crate::scoring::earlier::Asked;
use crate::scoring::faults;
use crate::tables::{Kind, Value};

use super::{Engine, Frame};

/// What is asked for at one position: scheme, unit by its position, name.
type Wanted = Option<(usize, Option<usize>, String)>;

impl<'m> Engine<'m> {
    pub(super) fn earlier(&self, which: Which, inner: &'m Node, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let standing = matches!(inner.op, Op::Standing { .. });
        let wanted = self.wanted(inner, frame);
        let value = |(position, wanted): (usize, Wanted)| {
            let Some((scheme, unit, name)) = wanted else { return Value::Missing };
            let resolved = &self.model.schemes[scheme];
            let unit = unit.map_or(&*resolved.everybody, |u| self.unit_key(scheme, u));
            let asked = Asked { standing, scheme: &resolved.name, unit, name: &name };
            let value = self.model.earlier.value(which, asked);
            self.fitting(value, inner.kind).unwrap_or_else(|found| {
                let args = [("found", format!("{}.{name}", which.word())), ("value", found)];
                self.fault(faults::EARLIER_UNLIKE, node.span, frame, position, &args)
            })
        };
        wanted.into_iter().enumerate().map(value).collect()
    }

    /// What is asked for at each position.
    pub fn wanted(&self, inner: &'m Node, frame: &Frame) -> Vec<Wanted> {
        match &inner.op {
            Op::Rule(reference) => self.wanted_rules(reference, frame),
            Op::Standing { scheme, item, unit } => {
                let name = self.item_name(*scheme, *item);
                let units = self.unit_positions(*scheme, unit, frame).into_iter();
                units.map(|u| Some((*scheme, Some(u.ok()??), name.clone()))).collect()
            }
            _ => vec![None; frame.len],
        }
    }

    fn wanted_rules(&self, reference: &'m RuleRef, frame: &Frame) -> Vec<Wanted> {
        let mut names: HashMap<usize, Vec<String>> = HashMap::new();
        let scheme = reference.scheme;
        let units = self.unit_positions(scheme, &reference.unit, frame);
        let mut one = |(position, unit): (usize, Result<Option<usize>, Value>)| {
            let unit = unit.ok()?;
            let (rule, index) = self.target(reference, unit, frame, position)?;
            let declared = &self.model.schemes[scheme].rules[rule];
            let names =
                names.entry(rule).or_insert_with(|| self.members(declared).into_iter().map(|(name, _)| name).collect());
            let name = names.get(index % names.len().max(1))?.clone();
            Some((scheme, unit.filter(|_| !declared.overall), name))
        };
        units.into_iter().enumerate().map(&mut one).collect()
    }

    /// The key of a unit: what it is known by from period to period.
    pub fn unit_key(&self, scheme: usize, unit: usize) -> &'m str {
        let table = &self.tables.list[self.model.schemes[scheme].table];
        self.units(scheme).get(unit).and_then(|entry| table.entries.get(*entry as usize)).map_or("", |key| key)
    }

    /// What an item of the standing is called.
    pub fn item_name(&self, scheme: usize, item: StandingItem) -> String {
        item.name(|flag| self.model.schemes[scheme].standing.flag[flag].name.clone())
    }

    /// A published value as the kind that it has now; what it is where it has become another.
    fn fitting(&self, value: Value, kind: Option<Kind>) -> Result<Value, String> {
        match (&value, kind) {
            (Value::Missing | Value::NotApplicable, _) | (_, None) => Ok(value),
            (Value::Text(name), Some(Kind::Entry(table))) => {
                Ok(self.tables.list[table].find(name).map_or(Value::Missing, Value::Entry))
            }
            (Value::Number(_), Some(Kind::Number(_)))
            | (Value::Text(_), Some(Kind::Text))
            | (Value::Bool(_), Some(Kind::Bool))
            | (Value::Date(_), Some(Kind::Date)) => Ok(value),
            _ => Err(self.shown(&value, None)),
        }
    }
}
