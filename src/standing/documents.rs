//! What documents ask of the units, computed: which units are meant, and what stands in the columns of tables.

use std::collections::BTreeSet;

use crate::scoring::eval::Engine;
use crate::scoring::faults;
use crate::scoring::model::Column;
use crate::tables::Value;

use super::{condition, formula, unscored};

/// The units that a document means, by position; none where it does not choose.
pub fn chosen(engine: &Engine, scheme: usize, document: usize) -> Option<Vec<usize>> {
    let units = engine.model.schemes[scheme].documents[document].units.as_ref()?;
    let holds = condition(engine, scheme, units);
    Some((0..holds.len()).filter(|unit| holds[*unit]).collect())
}

/// What stands in a column, unit by unit.
pub fn column<'m>(engine: &Engine<'m>, scheme: usize, column: &'m Column) -> Vec<Value> {
    formula(engine, scheme, &column.formula)
}

/// A figure of a document's table that is 缺 is an error, except for unscored units and where what it waits for is told.
pub(super) fn hold(engine: &Engine, scheme: usize, mut told: BTreeSet<String>) {
    let unscored = unscored(engine, scheme);
    for (index, document) in engine.model.schemes[scheme].documents.iter().enumerate() {
        let meant = chosen(engine, scheme, index);
        for asked in &document.columns {
            let formula = &asked.formula;
            let frame = engine.unit_frame(scheme, &formula.file);
            for (unit, value) in column(engine, scheme, asked).iter().enumerate() {
                let printed = meant.as_ref().is_none_or(|units| units.contains(&unit));
                if *value != Value::Missing || unscored[unit].is_some() || !printed {
                    continue;
                }
                let cause = engine.because(&formula.node, &frame, unit, value);
                if !cause.names.is_empty() && cause.names.iter().all(|name| told.contains(name)) {
                    continue;
                }
                let args = [("found", asked.name.clone()), ("cause", cause.text())];
                engine.fault_from(faults::VALUE_MISSING, formula.node.span, &frame, unit, &args, cause.places);
                told.extend(cause.names);
            }
        }
    }
}
