//! The first reading of a formula: exact values, a node at a time for all positions.

mod aggregate;
mod bands;
mod cause;
mod chosen;
mod column;
mod depends;
mod earlier;
mod fold;
mod frame;
mod function;
mod logic;
mod operator;
mod row_bands;
mod rule;
mod share;
mod trace;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::finding::{Code, Finding, Findings, Place};
use crate::formula::ast::Span;
use crate::formula::tree::{At, JoinKey, Node, Op, PeriodItem, StandingItem};
use crate::number::Exact;
use crate::scheme::period::Period;
use crate::tables::{Kind, Tables, Value};

use super::faults;
use super::model::Model;
pub use cause::Cause;
pub use column::derived_frame_of;
pub use frame::Frame;
use rule::Defined;
pub use trace::Step;

/// The file that the prelude's methods name.
const PRELUDE_FILE: &str = "内置方法";

/// Rows of a table by the entries in some of its columns.
type Index = Rc<HashMap<Vec<u32>, Vec<u32>>>;

/// A value for every unit.
type Shared = Rc<Vec<Value>>;

/// The definitions of one rule, each computed when it is asked for.
type Definitions = Vec<OnceCell<Defined>>;

/// Standing of one scheme, computed when it is asked for.
pub trait Standings {
    /// The item for every unit of the scheme, in roster order.
    fn compute<'m>(&self, engine: &Engine<'m>, scheme: usize, item: StandingItem) -> Vec<Value>;
}

/// Computes rules on demand and keeps what it has computed.
pub struct Engine<'m> {
    /// The tables.
    pub tables: &'m Tables,
    /// The resolved schemes.
    pub model: &'m Model,
    /// The period.
    pub period: &'m Period,
    standings: &'m dyn Standings,
    units: Vec<OnceCell<Vec<u32>>>,
    positions: Vec<OnceCell<HashMap<u32, usize>>>,
    groups: Vec<OnceCell<Vec<Value>>>,
    rules: Vec<Vec<OnceCell<Vec<Value>>>>,
    definitions: Vec<Vec<Definitions>>,
    derived: HashMap<(usize, usize), OnceCell<Vec<Value>>>,
    standing: RefCell<HashMap<(usize, StandingItem), Shared>>,
    joins: RefCell<HashMap<(usize, Vec<JoinKey>), Index>>,
    findings: RefCell<Findings>,
    steps: RefCell<Option<Vec<Step<'m>>>>,
}

fn blank<T>(count: usize) -> Vec<OnceCell<T>> {
    (0..count).map(|_| OnceCell::new()).collect()
}

impl<'m> Engine<'m> {
    /// Nothing is computed yet.
    pub fn new(tables: &'m Tables, model: &'m Model, period: &'m Period, standings: &'m dyn Standings) -> Self {
        Engine {
            tables,
            model,
            period,
            standings,
            units: blank(model.schemes.len()),
            positions: blank(model.schemes.len()),
            groups: blank(model.schemes.len()),
            rules: model.schemes.iter().map(|s| blank(s.rules.len())).collect(),
            definitions: model
                .schemes
                .iter()
                .map(|s| s.rules.iter().map(|r| blank(r.definitions.len())).collect())
                .collect(),
            derived: model.derived.keys().map(|k| (*k, OnceCell::new())).collect(),
            standing: RefCell::default(),
            joins: RefCell::default(),
            findings: RefCell::default(),
            steps: RefCell::new(None),
        }
    }

    /// What was found wrong while computing, and no more of it after this.
    pub fn take_findings(&self) -> Findings {
        super::few::few(&self.findings.take())
    }

    /// Entries of the scheme's units that are appraised, in roster order.
    pub fn units(&self, scheme: usize) -> &[u32] {
        self.units[scheme].get_or_init(|| {
            let declared = &self.model.schemes[scheme];
            let table = declared.table;
            let all: Vec<u32> = (0u32..).take(self.tables.list[table].rows).collect();
            let Some(only) = &declared.only else { return all };
            let frame = Frame::single(declared.file.clone()).counted_in(declared.money).times(table, &all);
            let holds = self.selects(only, &frame);
            all.into_iter().zip(holds).filter(|(_, h)| *h).map(|(u, _)| u).collect()
        })
    }

    /// The position of a unit among the scheme's units.
    pub fn position(&self, scheme: usize, unit: u32) -> Option<usize> {
        let map = self.positions[scheme]
            .get_or_init(|| self.units(scheme).iter().enumerate().map(|(i, u)| (*u, i)).collect());
        map.get(&unit).copied()
    }

    /// All units of the scheme in slot 0.
    pub fn unit_frame(&self, scheme: usize, file: &Arc<str>) -> Frame {
        self.overall_frame(scheme, file).times(self.model.schemes[scheme].table, self.units(scheme))
    }

    /// What a scheme computes once: nothing at hand.
    pub fn overall_frame(&self, scheme: usize, file: &Arc<str>) -> Frame {
        Frame::single(file.clone()).counted_in(self.model.schemes[scheme].money)
    }

    /// The group of each unit.
    pub fn groups(&self, scheme: usize) -> &[Value] {
        self.groups[scheme].get_or_init(|| {
            let declared = &self.model.schemes[scheme];
            let frame = self.unit_frame(scheme, &declared.file);
            match &declared.group {
                Some(node) => self.eval(node, &frame),
                None => vec![Value::Text(Arc::from("")); frame.len],
            }
        })
    }

    /// The group of each unit as printed.
    pub fn group_names(&self, scheme: usize) -> Vec<Arc<str>> {
        let kind = self.model.schemes[scheme].group.as_ref().and_then(|n| n.kind);
        self.groups(scheme).iter().map(|v| self.as_text(v, kind)).collect()
    }

    /// A text or entry as printed; empty for anything else.
    pub fn as_text(&self, value: &Value, kind: Option<Kind>) -> Arc<str> {
        match (value, kind) {
            (Value::Text(text), _) => text.clone(),
            (Value::Entry(entry), Some(Kind::Entry(table))) => {
                let table = &self.tables.list[table];
                table
                    .titles
                    .get(*entry as usize)
                    .or_else(|| table.entries.get(*entry as usize))
                    .cloned()
                    .unwrap_or_default()
            }
            _ => Arc::from(""),
        }
    }

    /// Standing of every unit of a scheme.
    pub fn standing(&self, scheme: usize, item: StandingItem) -> Rc<Vec<Value>> {
        if let Some(known) = self.standing.borrow().get(&(scheme, item)) {
            return known.clone();
        }
        let outer = self.steps.take();
        let computed = Rc::new(self.standings.compute(self, scheme, item));
        *self.steps.borrow_mut() = outer;
        self.standing.borrow_mut().insert((scheme, item), computed.clone());
        computed
    }

    /// The node's value at every position.
    pub fn eval(&self, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let outer = self.steps.borrow_mut().as_mut().map(std::mem::take);
        let values = self.compute(node, frame);
        if let Some(mut outer) = outer {
            let children = self.steps.take().unwrap_or_default();
            outer.push(Step { node, frame: frame.clone(), values: values.clone(), children });
            *self.steps.borrow_mut() = Some(outer);
        }
        values
    }

    fn compute(&self, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let all = |value: Value| vec![value; frame.len];
        match &node.op {
            Op::Number(n) => all(Value::Number(n.clone())),
            Op::Date(d) => all(Value::Date(*d)),
            Op::Text(t) => all(Value::Text(t.clone())),
            Op::Bool(b) => all(Value::Bool(*b)),
            Op::Missing => all(Value::Missing),
            Op::NotApplicable => all(Value::NotApplicable),
            Op::Entry(At::Fixed(e)) => all(Value::Entry(*e)),
            Op::Entry(At::Slot(s)) => frame.slots[*s].iter().map(|e| Value::Entry(*e)).collect(),
            Op::Column { table, columns, row } => self.column(*table, columns, row, node, frame),
            Op::Rule(reference) => self.rule_values(reference, node, frame),
            Op::Standing { scheme, item, unit } => self.standing_values(*scheme, *item, unit, node, frame),
            Op::Period(item) => all(self.period_item(*item)),
            Op::Parameter(index) => frame.parameters[*index].clone(),
            Op::Method { arguments, body, file, .. } => {
                let values: Vec<Vec<Value>> = arguments.iter().map(|a| self.eval(a, frame)).collect();
                let mut inner = frame.clone();
                inner.parameters = Rc::new(values);
                inner.file = file.clone();
                if **file == *PRELUDE_FILE { self.method(body, &inner) } else { self.eval(body, &inner) }
            }
            Op::Chosen(by, methods) => self.chosen(by, methods, frame),
            Op::Typed(x, wanted) => self.typed(x, wanted, frame),
            Op::Earlier(which, inner) => self.earlier(*which, inner, node, frame),
            Op::If(arms, other) => self.branches(arms, other.as_deref(), node, frame),
            Op::Or(list) => self.junction(list, true, frame),
            Op::And(list) => self.junction(list, false, frame),
            Op::Not(x) => self.eval(x, frame).into_iter().map(logic::not).collect(),
            Op::Compare(first, rest) => self.comparisons(first, rest, frame),
            Op::Among(x, set) => self.among(x, set, frame),
            Op::InPeriod(x) => self.in_period(x, frame),
            Op::Contains(a, b) => self.text_test(a, b, frame, |a, b| a.contains(b)),
            Op::StartsWith(a, b) => self.text_test(a, b, frame, |a, b| a.starts_with(b)),
            Op::Is(x, state) => self.eval(x, frame).iter().map(|v| logic::is(v, *state)).collect(),
            Op::Default(on, value, fallback) => self.default(*on, value, fallback, frame),
            Op::Binary(operator, a, b) => self.binary(*operator, a, b, node, frame),
            Op::Negate(x) => self.eval(x, frame).into_iter().map(|v| operator::map(v, |n| -n)).collect(),
            Op::Call(function, values) => self.function(*function, values, node, frame),
            Op::Bands(form, on, bands) => self.bands(*form, on, bands, node, frame),
            Op::Aggregate(aggregate) => self.aggregate(aggregate, node, frame),
        }
    }

    /// A method of the prelude: an argument that is 缺 or 不适用 is its value.
    fn method(&self, body: &'m Node, frame: &Frame) -> Vec<Value> {
        let open: Vec<usize> =
            (0..frame.len).filter(|p| frame.parameters.iter().all(|c| logic::state(&[&c[*p]]).is_none())).collect();
        let given = |p: usize| frame.parameters.iter().map(|c| &c[p]).collect::<Vec<_>>();
        let mut out: Vec<Value> = (0..frame.len).map(|p| logic::state(&given(p)).unwrap_or(Value::Fault)).collect();
        if open.is_empty() {
            return out;
        }
        let values = self.eval(body, &frame.select(&open));
        for (position, value) in open.into_iter().zip(values) {
            out[position] = value;
        }
        out
    }

    fn period_item(&self, item: PeriodItem) -> Value {
        let number = |n: i64| Value::Number(Exact::from(n));
        match item {
            PeriodItem::First => Value::Date(self.period.first),
            PeriodItem::Last => Value::Date(self.period.last),
            PeriodItem::Days => number(i64::from(self.period.days())),
            PeriodItem::Year => number(i64::from(self.period.first.year)),
            PeriodItem::Month => number(i64::from(self.period.first.month)),
            PeriodItem::Label => Value::Text(Arc::from(self.period.label.as_str())),
        }
    }

    /// A finding at a formula, naming what was at hand at the position.
    pub fn fault(
        &self,
        code: Code,
        span: Span,
        frame: &Frame,
        position: usize,
        args: &[(&'static str, String)],
    ) -> Value {
        self.fault_from(code, span, frame, position, args, Vec::new())
    }

    /// The same with the cells that it comes from.
    pub fn fault_from(
        &self,
        code: Code,
        span: Span,
        frame: &Frame,
        position: usize,
        args: &[(&'static str, String)],
        cells: Vec<Place>,
    ) -> Value {
        let place = Place::text(frame.file.clone(), span.start, span.end);
        let at = self.at_hand(frame, position);
        let at = if at.is_empty() { "none".to_string() } else { at };
        let mut finding = Finding::new(code, place).with("at", at);
        for (name, value) in args {
            finding = finding.with(name, value.clone());
        }
        finding.related = cells;
        self.findings.borrow_mut().push(finding);
        Value::Fault
    }

    /// The things at hand at a position, as printed: 溪口村、信访总量.
    pub fn at_hand(&self, frame: &Frame, position: usize) -> String {
        let names: Vec<&str> = frame
            .tables
            .iter()
            .zip(&frame.slots)
            .enumerate()
            // What a nearer thing of the same table has replaced is no longer at hand.
            .filter(|(index, (table, _))| !frame.tables[index + 1..].contains(table))
            .filter_map(|(_, (table, slot))| {
                let table = &self.tables.list[*table];
                let entry = slot.get(position).copied()? as usize;
                table.titles.get(entry).or_else(|| table.entries.get(entry)).map(|n| &**n)
            })
            .collect();
        let mut once: Vec<&str> = Vec::new();
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once.join("、")
    }

    /// A condition that selects: 不适用 is no, 缺 an error.
    pub fn selects(&self, node: &'m Node, frame: &Frame) -> Vec<bool> {
        self.answers(node, frame).into_iter().map(|answer| answer == Some(true)).collect()
    }

    /// The same; none where a fault decides, of which a finding tells already.
    pub fn answers(&self, node: &'m Node, frame: &Frame) -> Vec<Option<bool>> {
        let values = self.eval(node, frame);
        let mut out = Vec::with_capacity(values.len());
        for (position, value) in values.into_iter().enumerate() {
            if value == Value::Missing {
                let cause = self.because(node, frame, position, &value);
                let args = [("found", cause.text())];
                self.fault_from(faults::CONDITION_MISSING, node.span, frame, position, &args, cause.places);
            }
            out.push((value != Value::Fault).then_some(value == Value::Bool(true)));
        }
        out
    }

    /// Adds a finding made elsewhere (standing).
    pub fn push(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// Computes with every step kept.
    pub fn traced(&self, node: &'m Node, frame: &Frame) -> Option<Step<'m>> {
        let outer = self.steps.replace(Some(Vec::new()));
        self.quietly(node, frame);
        let steps = self.steps.replace(outer);
        steps.and_then(|mut s| s.pop())
    }

    /// Computes and forgets what was found wrong: the positions may be such as no formula asks for.
    pub fn quietly(&self, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let before = self.findings.take();
        let values = self.eval(node, frame);
        *self.findings.borrow_mut() = before;
        values
    }
}
