//! Rules: a value for every unit and every combination of the family's entries.

use crate::formula::tree::{At, Node, RuleRef, StandingItem, Target, UnitAt};
use crate::scoring::faults;
use crate::scoring::model::Rule;
use crate::tables::{Kind, Value};

use super::{Engine, Frame};

/// A definition's values, and where it applies.
pub(super) struct Defined {
    here: Vec<usize>,
    values: Vec<Value>,
}

impl<'m> Engine<'m> {
    /// Number of entry combinations of a rule.
    pub fn combinations(&self, rule: &Rule) -> usize {
        rule.axes.iter().map(|a| self.tables.list[*a].entries.len()).product()
    }

    /// Names and entries of a rule's members, in the order of its values.
    pub fn members(&self, rule: &Rule) -> Vec<(String, Vec<u32>)> {
        let names: Vec<_> = self.tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
        crate::scoring::resolve::expand_name(&rule.name, &names)
    }

    /// The frame that a rule is computed in: units by combinations, unit slowest.
    pub fn rule_frame(&self, scheme: usize, rule: usize) -> Frame {
        let declared = &self.model.schemes[scheme].rules[rule];
        let file = &declared.definitions[0].file;
        let overall = declared.overall;
        let mut frame = if overall { self.overall_frame(scheme, file) } else { self.unit_frame(scheme, file) };
        for axis in &declared.axes {
            let entries: Vec<u32> = (0u32..).take(self.tables.list[*axis].entries.len()).collect();
            frame = frame.times(*axis, &entries);
        }
        frame
    }

    /// Every value of a rule, unit by unit, combination by combination.
    pub fn rule(&self, scheme: usize, rule: usize) -> &[Value] {
        self.rules[scheme][rule].get_or_init(|| {
            let outer = self.steps.take();
            let values = self.compute_rule(scheme, rule);
            *self.steps.borrow_mut() = outer;
            values
        })
    }

    fn compute_rule(&self, scheme: usize, rule: usize) -> Vec<Value> {
        let declared = &self.model.schemes[scheme].rules[rule];
        let frame = self.rule_frame(scheme, rule);
        let mut out = vec![Value::NotApplicable; frame.len];
        let mut taken = vec![false; frame.len];
        for (index, definition) in declared.definitions.iter().enumerate() {
            let defined = self.definition(scheme, rule, index);
            for position in &defined.here {
                if taken[*position] {
                    let mut frame = frame.clone();
                    frame.file = definition.file.clone();
                    let args = [("found", declared.pattern.clone())];
                    self.fault(faults::TWO_APPLY, definition.body.span, &frame, *position, &args);
                }
                taken[*position] = true;
                out[*position] = defined.values[*position].clone();
            }
        }
        out
    }

    /// One definition of a rule, where its clause applies.
    fn definition(&self, scheme: usize, rule: usize, index: usize) -> &Defined {
        self.definitions[scheme][rule][index].get_or_init(|| {
            let outer = self.steps.take();
            let declared = &self.model.schemes[scheme].rules[rule];
            let definition = &declared.definitions[index];
            let mut frame = self.rule_frame(scheme, rule);
            frame.file = definition.file.clone();
            let here: Vec<usize> = match &definition.applies {
                Some(node) => {
                    let holds = self.selects(node, &frame);
                    (0..frame.len).filter(|p| holds[*p]).collect()
                }
                None => (0..frame.len).collect(),
            };
            frame.clause = Some(definition.clause).filter(|_| !declared.overall);
            let mut values = vec![Value::NotApplicable; frame.len];
            self.fill(&mut values, &definition.body, &here, &frame);
            self.full_marks(definition, declared, &values, &here, &frame);
            *self.steps.borrow_mut() = outer;
            Defined { here, values }
        })
    }

    /// The values that a reference reads: those of the definition in its own clause, where it speaks of its own unit,
    /// for no other may apply there; else the rule's.
    fn values_for(&self, scheme: usize, rule: usize, unit: &UnitAt, frame: &Frame) -> &[Value] {
        let own = frame.clause.filter(|_| matches!(unit, UnitAt::Slot(0)));
        let definitions = &self.model.schemes[scheme].rules[rule].definitions;
        match own.and_then(|clause| definitions.iter().position(|d| d.clause == clause)) {
            Some(index) if definitions.len() > 1 => &self.definition(scheme, rule, index).values,
            _ => self.rule(scheme, rule),
        }
    }

    /// 满分: a value below 0 or above it is an error.
    fn full_marks(
        &self,
        definition: &'m crate::scoring::model::Definition,
        rule: &Rule,
        out: &[Value],
        here: &[usize],
        frame: &Frame,
    ) {
        let Some(node) = &definition.full_marks else { return };
        let most = self.eval(node, &frame.select(here));
        for (position, most) in here.iter().zip(most) {
            let (Value::Number(value), Value::Number(most)) = (&out[*position], &most) else { continue };
            if value.is_negative() || value > most {
                let args = [("found", value.plain(6)), ("most", most.plain(6)), ("rule", rule.pattern.clone())];
                self.fault(faults::BEYOND_FULL_MARKS, definition.body.span, frame, *position, &args);
            }
        }
    }

    /// What a rule is worth in full at each position, where every definition says it.
    pub fn full(&self, scheme: usize, rule: usize) -> Option<Vec<Value>> {
        let declared = &self.model.schemes[scheme].rules[rule];
        let [definition] = &declared.definitions[..] else { return None };
        let node = definition.full_marks.as_ref()?;
        let mut frame = self.rule_frame(scheme, rule);
        frame.file = definition.file.clone();
        Some(self.eval(node, &frame))
    }

    /// Which rule and position a reference means at a position of the frame.
    pub fn target(
        &self,
        reference: &RuleRef,
        unit: Option<usize>,
        frame: &Frame,
        position: usize,
    ) -> Option<(usize, usize)> {
        let (rule, entries): (usize, Vec<u32>) = match &reference.target {
            Target::One { rule, entries } => {
                let at = |a: &At| match a {
                    At::Fixed(e) => *e,
                    At::Slot(s) => frame.slots[*s][position],
                };
                (*rule, entries.iter().map(at).collect())
            }
            Target::Varied { slots, sizes, members } => {
                let index =
                    slots.iter().zip(sizes).fold(0, |i, (s, size)| i * size + frame.slots[*s][position] as usize);
                members.get(index)?.clone()?
            }
        };
        let declared = &self.model.schemes[reference.scheme].rules[rule];
        let index = declared
            .axes
            .iter()
            .zip(&entries)
            .fold(0, |i, (axis, entry)| i * self.tables.list[*axis].entries.len() + *entry as usize);
        let unit = if declared.overall { 0 } else { unit? };
        Some((rule, unit * self.combinations(declared) + index))
    }

    /// The unit's position in its scheme at each position of the frame; or a state in its place; or the entry that is
    /// none of the scheme's units.
    pub fn unit_positions(&self, scheme: usize, unit: &'m UnitAt, frame: &Frame) -> Vec<Result<Option<usize>, Value>> {
        match unit {
            UnitAt::Overall => vec![Ok(None); frame.len],
            UnitAt::Slot(slot) => {
                frame.slots[*slot].iter().map(|u| self.position(scheme, *u).map(Some).ok_or(Value::Entry(*u))).collect()
            }
            UnitAt::Of(node) => self
                .eval(node, frame)
                .into_iter()
                .map(|v| match v {
                    Value::Entry(u) => self.position(scheme, u).map(Some).ok_or(Value::Entry(u)),
                    other => Err(other),
                })
                .collect(),
        }
    }

    pub(super) fn rule_values(&self, reference: &'m RuleRef, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let units = self.unit_positions(reference.scheme, &reference.unit, frame);
        units
            .into_iter()
            .enumerate()
            .map(|(position, unit)| match unit {
                Err(Value::Entry(entry)) => self
                    .elsewhere(reference, entry, frame, position)
                    .and_then(|(scheme, rule, index)| self.rule(scheme, rule).get(index).cloned())
                    .unwrap_or_else(|| self.not_appraised(entry, reference.scheme, node, frame, position)),
                Err(state) => state,
                Ok(unit) => match self.target(reference, unit, frame, position) {
                    Some((rule, index)) => {
                        self.values_for(reference.scheme, rule, &reference.unit, frame)[index].clone()
                    }
                    None => Value::NotApplicable,
                },
            })
            .collect()
    }

    /// Other schemes that appraise entries of the same table.
    fn siblings(&self, scheme: usize) -> impl Iterator<Item = usize> {
        let table = self.model.schemes[scheme].table;
        (0..self.model.schemes.len()).filter(move |s| *s != scheme && self.model.schemes[*s].table == table)
    }

    /// The rule of the same name in the scheme that does appraise the entry.
    fn elsewhere(
        &self,
        reference: &RuleRef,
        entry: u32,
        frame: &Frame,
        position: usize,
    ) -> Option<(usize, usize, usize)> {
        let (scheme, unit) = self.siblings(reference.scheme).find_map(|s| Some((s, self.position(s, entry)?)))?;
        let (rule, index) = self.target(reference, Some(0), frame, position)?;
        let here = &self.model.schemes[reference.scheme].rules[rule];
        let same = |r: &Rule| r.pattern == here.pattern && r.axes == here.axes && !r.overall;
        let there = self.model.schemes[scheme].rules.iter().position(same)?;
        Some((scheme, there, index + unit * self.combinations(here)))
    }

    /// Scheme, rule and position of the value that a reference reads at each position; none where a state or a
    /// fault stands in its place.
    pub fn meant(&self, reference: &'m RuleRef, frame: &Frame) -> Vec<Option<(usize, usize, usize)>> {
        let units = self.unit_positions(reference.scheme, &reference.unit, frame);
        let at = |(position, unit): (usize, Result<Option<usize>, Value>)| match unit {
            Err(Value::Entry(entry)) => self.elsewhere(reference, entry, frame, position),
            Err(_) => None,
            Ok(unit) => {
                self.target(reference, unit, frame, position).map(|(rule, index)| (reference.scheme, rule, index))
            }
        };
        units.into_iter().enumerate().map(at).collect()
    }

    /// The same item of another scheme: flags are known by their names.
    fn same_item(&self, scheme: usize, item: StandingItem, other: usize) -> Option<StandingItem> {
        let flags = |s: usize| &self.model.schemes[s].standing.flag;
        match item {
            StandingItem::Flag(f) => {
                let name = &flags(scheme)[f].name;
                flags(other).iter().position(|l| l.name == *name).map(StandingItem::Flag)
            }
            item => Some(item),
        }
    }

    /// A result asked of an entry that the scheme does not appraise is an error.
    fn not_appraised(&self, entry: u32, scheme: usize, node: &'m Node, frame: &Frame, position: usize) -> Value {
        let kind = Some(Kind::Entry(self.model.schemes[scheme].table));
        let name = self.model.schemes[scheme].name.clone();
        let args = [("found", self.shown(&Value::Entry(entry), kind)), ("scheme", name)];
        self.fault(faults::NOT_APPRAISED, node.span, frame, position, &args)
    }

    pub(super) fn standing_values(
        &self,
        scheme: usize,
        item: StandingItem,
        unit: &'m UnitAt,
        node: &'m Node,
        frame: &Frame,
    ) -> Vec<Value> {
        let units = self.unit_positions(scheme, unit, frame);
        let values = self.standing(scheme, item);
        units
            .into_iter()
            .enumerate()
            .map(|(position, found)| match found {
                Ok(Some(position)) => values[position].clone(),
                Ok(None) => Value::NotApplicable,
                Err(Value::Entry(entry)) => {
                    let there = self.siblings(scheme).find_map(|s| self.position(s, entry).map(|p| (s, p)));
                    match there.and_then(|(s, p)| Some((s, self.same_item(scheme, item, s)?, p))) {
                        Some((scheme, item, place)) => self.standing(scheme, item)[place].clone(),
                        None => self.not_appraised(entry, scheme, node, frame, position),
                    }
                }
                Err(state) => state,
            })
            .collect()
    }
}
