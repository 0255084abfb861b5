//! The inner levels of an indicator tree: tables whose entries know the levels above them.

use super::entries::place;
use super::faults;
use super::shape::Shape;
use super::sources::Desk;
use crate::finding::{Finding, Findings};
use crate::formula::text::normal;
use crate::scheme::decl::RowsFrom;
use crate::tables::{Column, Kind, Origin, Tables, Value};

/// Gives each level a reference to every level above it.
pub(super) fn ancestors(desk: &Desk<'_>, shapes: &[Shape], tables: &mut Tables, findings: &mut Findings) {
    for (at, decl) in desk.plan.project.tables.iter().enumerate() {
        let (RowsFrom::LevelOf(_), Some((tree, own))) = (&decl.from, desk.plan.made_by(at)) else { continue };
        let levels = &desk.plan.project.tables[tree].levels;
        let above = levels.iter().take_while(|level| normal(&level.value) != normal(own));
        for level in above {
            if let Some(column) = parent(desk, shapes, tables, (tree, at, own), &level.value, findings) {
                tables.list[at].columns.push(column);
            }
        }
    }
}

fn parent(
    desk: &Desk<'_>,
    shapes: &[Shape],
    tables: &Tables,
    (tree, at, own): (usize, usize, &str),
    level: &str,
    findings: &mut Findings,
) -> Option<Column> {
    let find = |name: &str| tables.list[tree].columns.iter().position(|column| normal(&column.name) == normal(name));
    let (child, parent) = (find(own)?, find(level)?);
    let rows = tables.list[tree].rows;
    let (children, parents) = (&tables.list[tree].columns[child], &tables.list[tree].columns[parent]);
    let mut values: Vec<(Value, Origin)> = vec![(Value::NotApplicable, Origin::NONE); tables.list[at].rows];
    let mut first: Vec<Option<usize>> = vec![None; values.len()];
    for row in 0..rows {
        let Value::Entry(entry) = children.values[row] else { continue };
        let entry = entry as usize;
        match first.get(entry).copied().flatten() {
            None if entry < first.len() => {
                first[entry] = Some(row);
                values[entry] = (parents.values[row].clone(), parents.origins[row]);
            }
            Some(before)
                if parents.values[before] != parents.values[row] && values[entry].0 != Value::NotApplicable =>
            {
                values[entry] = (Value::NotApplicable, Origin::NONE);
                let shape = &shapes[tree];
                let finding =
                    Finding::new(faults::LEVEL_TWO_PARENTS, place(&desk.ground, shape, &shape.rows[row], child))
                        .with("table", &*tables.list[at].name)
                        .with(
                            "found",
                            &*desk.keys[at]
                                .as_ref()
                                .map(|keys| keys.name(u32::try_from(entry).unwrap_or(u32::MAX)))
                                .unwrap_or_default(),
                        )
                        .with("level", level);
                findings.push(finding.and_at(place(&desk.ground, shape, &shape.rows[before], child)));
            }
            _ => {}
        }
    }
    let Kind::Entry(_) = parents.kind else { return None };
    let (values, origins) = values.into_iter().unzip();
    Some(Column {
        name: parents.name.clone(),
        member_of: None,
        kind: parents.kind,
        values,
        origins,
        not_belonging: false,
    })
}
