//! One line of a list: what was found where, and what to do.

use crate::finding::messages::{Language, Messages};
use crate::finding::place::{a1, shown};
use crate::finding::{At, Finding, Severity};

/// Other places that are named in a line at most.
const OTHERS: usize = 5;

/// What was found, in the order in which it is listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The file.
    pub(super) file: String,
    /// The sheet, where it has one; empty of a file without sheets.
    pub(super) sheet: Option<String>,
    /// Row and column, from 0.
    pub(super) cell: Option<(u32, u32)>,
    /// It stops the run.
    pub(super) error: bool,
    /// The sentence.
    pub(super) found: String,
    /// What to do.
    pub(super) mend: String,
}

impl Line {
    /// The line of a finding, in Chinese as an office reads it.
    pub(super) fn of(finding: &Finding) -> Line {
        let messages = Messages::of(Language::Chinese);
        let (sheet, cell) = match &finding.place.at {
            At::Cell { sheet, row, col } => (Some(sheet.to_string()), Some((*row, *col))),
            At::Sheet(sheet) => (Some(sheet.to_string()), None),
            At::Whole | At::Text { .. } => (None, None),
        };
        let mut found = messages.sentence(finding).replace(['\r', '\n'], "");
        if let Some(expected) = messages.expected(finding) {
            found.push_str(&format!("（应为：{expected}）"));
        }
        let others: Vec<String> = finding.related.iter().take(OTHERS).map(|place| shown(place, None)).collect();
        if !others.is_empty() {
            found.push_str(&format!("；另见 {}", others.join("、")));
        }
        let error = finding.code.severity == Severity::Error;
        let file = finding.place.file.to_string();
        Line { file, sheet, cell, error, found, mend: messages.mend(finding).unwrap_or_default() }
    }

    /// `错误` or `提醒`.
    pub(super) fn weight(&self) -> &'static str {
        if self.error { "错误" } else { "提醒" }
    }

    /// The cell as it is called.
    pub(super) fn a1(&self) -> Option<String> {
        self.cell.map(|(row, col)| a1(row, col))
    }

    /// What the comment on its cell says.
    pub(super) fn comment(&self) -> String {
        let mend = if self.mend.is_empty() { String::new() } else { format!("\n怎么改：{}", self.mend) };
        format!("【{}】{}{mend}", self.weight(), self.found)
    }
}

/// The cells of a sheet that are marked, each with all that is said of it and whether any of it stops the run.
pub(super) fn marks(lines: &[Line], sheet: &str) -> Vec<((u32, u32), String, bool)> {
    let mut out: Vec<((u32, u32), String, bool)> = Vec::new();
    for line in lines.iter().filter(|line| line.sheet.as_deref() == Some(sheet)) {
        let Some(cell) = line.cell else { continue };
        match out.iter_mut().find(|(at, ..)| *at == cell) {
            Some((_, text, error)) => {
                text.push_str(&format!("\n{}", line.comment()));
                *error |= line.error;
            }
            None => out.push((cell, line.comment(), line.error)),
        }
    }
    out.sort();
    out
}
