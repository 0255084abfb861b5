//! Tables that stand on one sheet become one sheet, and sheets of one file one workbook.

use super::{Form, Ground, Head, Part, Slot, asked, faults};
use crate::finding::{Finding, Findings, Place};
use crate::formula::text::normal;

/// Every sheet once.
pub(super) fn sheets(parts: Vec<Part>, findings: &mut Findings) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for mut part in parts {
        let same_file = |other: &Part| normal(&other.file) == normal(&part.file);
        let same_sheet = |other: &Part| normal(&other.sheet) == normal(&part.sheet);
        let named = out.iter().position(|other| same_file(other) && same_sheet(other) && !part.nameless);
        let alike = || {
            out.iter()
                .position(|other| same_file(other) && part.nameless && other.nameless && go_together(other, &part))
        };
        match named.or_else(alike) {
            Some(at) if go_together(&out[at], &part) => unite(&mut out[at], part),
            Some(at) => {
                let finding =
                    Finding::new(faults::FORM_SHEET_SHARED, Place::sheet(part.file.as_str(), part.sheet.as_str()));
                let finding = finding.with("table", part.tables.join("、"));
                findings.push(finding.with("other", out[at].tables.join("、")));
            }
            None => {
                let taken =
                    |name: &str| out.iter().any(|other| same_file(other) && normal(&other.sheet) == normal(name));
                let mut number = 2;
                let mut name = part.sheet.clone();
                while taken(&name) {
                    name = format!("{}{number}", part.sheet);
                    number += 1;
                }
                part.sheet = name;
                out.push(part);
            }
        }
    }
    out
}

/// Have two parts the same rows: the same keys, filled in or open in both?
fn go_together(one: &Part, other: &Part) -> bool {
    let keys = |part: &Part| {
        let mut keys: Vec<String> = part.heads.iter().filter(|head| head.key).map(path).collect();
        keys.sort();
        keys
    };
    keys(one) == keys(other) && one.rows.is_empty() == other.rows.is_empty()
}

fn path(head: &Head) -> String {
    normal(&head.path.join(">"))
}

/// Puts the columns and rows of a part into another of the same sheet.
fn unite(one: &mut Part, other: Part) {
    let mut places = Vec::new();
    for head in other.heads {
        let known = one.heads.iter().position(|own| path(own) == path(&head));
        let at = known.unwrap_or(one.heads.len());
        match known {
            // Read in two ways: what the one allows the other may.
            Some(at) if one.heads[at].ask.kind != head.ask.kind => {
                one.heads[at].ask.kind = asked::Kind::Text;
                one.heads[at].ask.free = true;
            }
            Some(_) => {}
            None => {
                one.heads.push(head);
                one.rows.iter_mut().for_each(|row| row.push(Slot::Idle));
            }
        }
        places.push(at);
    }
    for row in other.rows {
        let fixed = |slot: &Slot| matches!(slot, Slot::Fixed(_));
        let same = |own: &Vec<Slot>| {
            places.iter().zip(&row).filter(|(_, slot)| fixed(slot)).all(|(at, slot)| own[*at] == *slot)
        };
        let at = one.rows.iter().position(same).unwrap_or_else(|| {
            one.rows.push(vec![Slot::Idle; one.heads.len()]);
            one.rows.len() - 1
        });
        for (place, slot) in places.iter().zip(row) {
            if slot != Slot::Idle {
                one.rows[at][*place] = slot;
            }
        }
    }
    one.spare = one.spare.max(other.spare);
    for beside in other.beside {
        if !one.beside.iter().any(|(label, ..)| *label == beside.0) {
            one.beside.push(beside);
        }
    }
    one.tables.extend(other.tables.into_iter().filter(|table| !one.tables.contains(table)).collect::<Vec<_>>());
}

/// The workbooks, in order of their first tables.
pub(super) fn workbooks(sheets: Vec<Part>, ground: &Ground<'_>) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for sheet in sheets {
        if let Some(form) = forms.iter_mut().find(|form| normal(&form.file) == normal(&sheet.file)) {
            form.sheets.push(sheet);
            continue;
        }
        let scheme = ground.project.schemes.get(sheet.scheme);
        forms.push(Form {
            file: sheet.file.clone(),
            instead_of: sheet.instead_of.clone(),
            title: scheme.map(|scheme| scheme.title.clone()).unwrap_or_default(),
            notice: scheme.and_then(|scheme| scheme.issue.notice.clone()).unwrap_or_default(),
            basis: scheme.map(|scheme| scheme.basis.clone()).unwrap_or_default(),
            office: scheme.and_then(|scheme| scheme.issue.office.clone()).unwrap_or_default(),
            period: ground.period.clone(),
            sheets: vec![sheet],
        });
    }
    forms
}
