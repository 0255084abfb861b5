//! Aggregates: every position opens into the rows, entries or units it runs over; their values are
//! computed together and folded back.

use crate::formula::tree::{Aggregate, Fold, Node, Over};
use crate::scoring::faults;
use crate::tables::Value;

use super::fold::fold;
use super::{Engine, Frame};

/// The positions of the opened frame that belong to each position of the outer one.
pub(super) struct Opened {
    pub frame: Frame,
    pub spans: Vec<Vec<usize>>,
}

impl<'m> Engine<'m> {
    pub(super) fn aggregate(&self, aggregate: &'m Aggregate, node: &'m Node, frame: &Frame) -> Vec<Value> {
        if matches!(aggregate.over, Over::List) {
            return self.fold_list(aggregate, node, frame);
        }
        let alike = self.alike(aggregate, frame);
        let few = frame.select(&alike.few);
        let mut opened = self.open(&aggregate.over, &few);
        if let Some(filter) = &aggregate.filter {
            let holds = self.selects(filter, &opened.frame);
            opened = keep(&opened, &holds);
        }
        if let Some(distinct) = &aggregate.distinct {
            let values = self.eval(distinct, &opened.frame);
            opened = first_of_each(&opened, &values);
        }
        match aggregate.fold {
            Fold::Rank(lowest) => self.ranks(aggregate, lowest, &opened, &alike, frame),
            Fold::Share => self.shares(aggregate, node, &opened, &alike, frame),
            _ => {
                let values = self.folded(aggregate, node, &opened, &few);
                alike.index.iter().map(|i| values[*i].clone()).collect()
            }
        }
    }

    fn folded(&self, aggregate: &'m Aggregate, node: &'m Node, opened: &Opened, frame: &Frame) -> Vec<Value> {
        let columns: Vec<Vec<Value>> = aggregate.values.iter().map(|v| self.eval(v, &opened.frame)).collect();
        let by = aggregate.by.as_ref().map(|b| self.eval(b, &opened.frame));
        let outer: Vec<Vec<Value>> = aggregate.outer.iter().map(|o| self.eval(o, frame)).collect();
        opened
            .spans
            .iter()
            .enumerate()
            .map(|(position, span)| {
                let picked: Vec<Vec<&Value>> = columns.iter().map(|c| span.iter().map(|i| &c[*i]).collect()).collect();
                let keys: Option<Vec<&Value>> = by.as_ref().map(|b| span.iter().map(|i| &b[*i]).collect());
                let outside: Vec<&Value> = outer.iter().map(|c| &c[position]).collect();
                match fold(aggregate.fold, &picked, span.len(), keys.as_deref(), &outside) {
                    Ok(value) => value,
                    Err(found) => {
                        let args = [("found", self.listed(&found, aggregate))];
                        self.fault(faults::DIFFERENT_VALUES, node.span, frame, position, &args)
                    }
                }
            })
            .collect()
    }

    fn listed(&self, values: &[Value], aggregate: &'m Aggregate) -> String {
        let kind = aggregate.values.first().and_then(|n| n.kind);
        values.iter().map(|v| self.shown(v, kind)).collect::<Vec<_>>().join("，")
    }

    fn fold_list(&self, aggregate: &'m Aggregate, node: &'m Node, frame: &Frame) -> Vec<Value> {
        let columns: Vec<Vec<Value>> = aggregate.values.iter().map(|v| self.eval(v, frame)).collect();
        let outer: Vec<Vec<Value>> = aggregate.outer.iter().map(|o| self.eval(o, frame)).collect();
        (0..frame.len)
            .map(|position| {
                let values: Vec<&Value> = columns.iter().map(|c| &c[position]).collect();
                let outside: Vec<&Value> = outer.iter().map(|c| &c[position]).collect();
                let count = values.len();
                fold(aggregate.fold, &[values], count, None, &outside).unwrap_or_else(|found| {
                    let args = [("found", self.listed(&found, aggregate))];
                    self.fault(faults::DIFFERENT_VALUES, node.span, frame, position, &args)
                })
            })
            .collect()
    }

    /// Every position of what an aggregate runs over, its condition left aside.
    pub fn opened(&self, over: &'m Over, frame: &Frame) -> Frame {
        self.open(over, frame).frame
    }

    pub(super) fn open(&self, over: &'m Over, frame: &Frame) -> Opened {
        match over {
            Over::Rows(_, join) => spread(frame, join.table, &self.joined(join, frame)),
            Over::Entries(axes) => {
                let mut opened = Opened { frame: frame.clone(), spans: (0..frame.len).map(|p| vec![p]).collect() };
                for (_, join) in axes {
                    let rows = self.joined(join, &opened.frame);
                    let next = spread(&opened.frame, join.table, &rows);
                    let spans = opened.spans.iter().map(|s| s.iter().flat_map(|i| next.spans[*i].clone()).collect());
                    opened = Opened { spans: spans.collect(), frame: next.frame };
                }
                opened
            }
            Over::Units { scheme, group_of, .. } => {
                let units = self.units(*scheme);
                let table = self.model.schemes[*scheme].table;
                let groups = group_of.map(|slot| (slot, self.groups(*scheme)));
                let rows: Vec<Vec<u32>> = (0..frame.len)
                    .map(|position| match &groups {
                        None => units.to_vec(),
                        Some((slot, groups)) => {
                            let mine = self.position(*scheme, frame.slots[*slot][position]).map(|p| &groups[p]);
                            units.iter().zip(groups.iter()).filter(|(_, g)| Some(*g) == mine).map(|(u, _)| *u).collect()
                        }
                    })
                    .collect();
                spread(frame, table, &rows)
            }
            Over::List => Opened { frame: frame.clone(), spans: (0..frame.len).map(|p| vec![p]).collect() },
        }
    }
}

fn spread(frame: &Frame, table: usize, rows: &[Vec<u32>]) -> Opened {
    let mut positions = Vec::new();
    let mut values = Vec::new();
    let mut spans = Vec::with_capacity(rows.len());
    for (position, rows) in rows.iter().enumerate() {
        spans.push((values.len()..values.len() + rows.len()).collect());
        positions.extend(std::iter::repeat_n(position, rows.len()));
        values.extend_from_slice(rows);
    }
    Opened { frame: frame.select(&positions).with(table, values), spans }
}

fn keep(opened: &Opened, holds: &[bool]) -> Opened {
    let positions: Vec<usize> = (0..opened.frame.len).filter(|p| holds[*p]).collect();
    let mut renumbered = vec![usize::MAX; opened.frame.len];
    for (new, old) in positions.iter().enumerate() {
        renumbered[*old] = new;
    }
    let spans =
        opened.spans.iter().map(|s| s.iter().filter(|i| holds[**i]).map(|i| renumbered[*i]).collect()).collect();
    Opened { frame: opened.frame.select(&positions), spans }
}

fn first_of_each(opened: &Opened, values: &[Value]) -> Opened {
    let mut holds = vec![false; opened.frame.len];
    for span in &opened.spans {
        let mut seen: Vec<&Value> = Vec::new();
        for index in span {
            if !seen.contains(&&values[*index]) {
                seen.push(&values[*index]);
                holds[*index] = true;
            }
        }
    }
    keep(opened, &holds)
}
