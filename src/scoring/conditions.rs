//! Conditions that decide which rows count and which are due, computed while tables are being read.

use crate::finding::Findings;
use crate::formula::tree::{Node, StandingItem};
use crate::intake;
use crate::scheme::decl;
use crate::scheme::period::Period;
use crate::tables::{Table, Tables, Value};

use super::classes::Uses;
use super::eval::{Engine, Frame, Standings};
use super::model::Model;
use super::resolve::{Resolver, declare_derived};

/// Reads the conditions of a project's tables by their formulas.
pub struct ByFormula<'a> {
    /// The project as declared.
    pub project: &'a decl::Project,
    /// The period.
    pub period: &'a Period,
}

/// Tables have no standing: a condition that asks for one has been refused when it was read.
struct NoStanding;

impl Standings for NoStanding {
    fn compute<'m>(&self, engine: &Engine<'m>, scheme: usize, _item: StandingItem) -> Vec<Value> {
        vec![Value::NotApplicable; engine.units(scheme).len()]
    }
}

/// Which answers are yes.
fn held(answers: Vec<Option<bool>>) -> Vec<bool> {
    answers.into_iter().map(|answer| answer == Some(true)).collect()
}

impl ByFormula<'_> {
    /// What a condition says of each position; none where a fault decides.
    fn answers(
        &self,
        tables: &Tables,
        model: &Model,
        node: &Node,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Vec<Option<bool>> {
        let engine = Engine::new(tables, model, self.period, &NoStanding);
        let answers = engine.answers(node, frame);
        findings.append(engine.take_findings());
        answers
    }

    /// One position, nothing at hand, where a condition of a table is written.
    fn frame(&self, condition: &decl::Located2, private: Option<&str>) -> Frame {
        let money = self.project.money(&condition.file, private).unwrap_or(1);
        Frame::single(condition.file.clone()).counted_in(money)
    }

    /// The tables with their derived columns, which a condition may use.
    fn with_derived(&self, tables: &Tables) -> Tables {
        let mut here = tables.clone();
        declare_derived(self.project, &mut here);
        here
    }
}

/// Every row of a table.
fn rows(table: &Table) -> Vec<u32> {
    (0u32..).take(table.rows).collect()
}

impl intake::Conditions for ByFormula<'_> {
    fn holds(&self, tables: &Tables, table: &Table, only: &decl::Located2, findings: &mut Findings) -> Vec<bool> {
        let mut here = tables.clone();
        let known = here.list.iter().position(|t| t.name == table.name && t.private_to == table.private_to);
        let index = known.unwrap_or(here.list.len());
        match known {
            Some(index) => here.list[index] = table.clone(),
            None => here.list.push(table.clone()),
        }
        let mut resolver = Resolver::new(self.project, &here);
        let node = resolver.row_condition(only, index, table.private_to.as_deref().map(str::to_owned));
        findings.append(resolver.findings);
        let Some(node) = node else { return vec![true; table.rows] };
        let mut uses = Uses::default();
        uses.of(&node);
        uses.check(&here, findings);
        let private = table.private_to.as_deref();
        let frame = self.frame(only, private).times(index, &rows(table));
        let answers = self.answers(&here, &Model::default(), &node, &frame, findings);
        answers.into_iter().map(|answer| answer.unwrap_or(true)).collect()
    }

    fn due(
        &self,
        tables: &Tables,
        table: usize,
        columns: &[usize],
        for_: &decl::Located2,
        combinations: &[Vec<u32>],
        findings: &mut Findings,
    ) -> Vec<bool> {
        let declared = &tables.list[table];
        // A text is no entry: it keeps its place in the combinations and stands for nothing at hand.
        let axes: Vec<(usize, usize)> = columns
            .iter()
            .enumerate()
            .filter_map(|(position, column)| match declared.columns[*column].kind {
                crate::tables::Kind::Entry(to) => Some((position, to)),
                _ => None,
            })
            .collect();
        let entries: Vec<usize> = axes.iter().map(|(_, table)| *table).collect();
        let private = declared.private_to.as_deref().map(str::to_owned);
        let mut frame = self.frame(for_, private.as_deref()).select(&vec![0; combinations.len()]);
        for (position, axis) in axes {
            frame = frame.with(axis, combinations.iter().map(|c| c[position]).collect());
        }
        let mut resolver = Resolver::new(self.project, tables);
        if let Some(node) = resolver.entry_condition(for_, &entries, private.clone()) {
            findings.append(resolver.findings);
            return held(self.answers(tables, &Model::default(), &node, &frame, findings));
        }
        // Tables may be large, and few conditions name a derived column.
        let here = self.with_derived(tables);
        let mut resolver = Resolver::new(self.project, &here);
        let node = resolver.entry_condition(for_, &entries, private);
        let (model, found) = resolver.derived();
        findings.append(found);
        match node {
            Some(node) => held(self.answers(&here, &model, &node, &frame, findings)),
            None => vec![true; combinations.len()],
        }
    }

    fn units(&self, tables: &Tables, table: usize) -> Vec<u32> {
        let all = rows(&tables.list[table]);
        let mut any = false;
        let mut appraised = vec![false; all.len()];
        for scheme in &self.project.schemes {
            if tables.named(&scheme.units.value, Some(&scheme.name.value)) != Some(table) {
                continue;
            }
            any = true;
            let Some(only) = &scheme.only else { return all };
            let here = self.with_derived(tables);
            let mut resolver = Resolver::new(self.project, &here);
            let Some(node) = resolver.row_condition(only, table, Some(scheme.name.value.clone())) else { return all };
            let (model, _) = resolver.derived();
            let frame = self.frame(only, Some(&scheme.name.value)).times(table, &all);
            let holds = held(self.answers(&here, &model, &node, &frame, &mut Findings::default()));
            for (slot, holds) in appraised.iter_mut().zip(holds) {
                *slot |= holds;
            }
        }
        if !any {
            return all;
        }
        all.into_iter().zip(appraised).filter(|(_, a)| *a).map(|(u, _)| u).collect()
    }
}
