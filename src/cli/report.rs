//! What a verb prints: findings on stderr, results and paths on stdout, progress on a terminal.

use std::cell::RefCell;
use std::io::{IsTerminal, Write};

use indicatif::ProgressBar;
use serde_json::{Map, Value as Json, json};

use crate::finding::{Finding, Findings, Severity, json as finding_json, render};
use crate::scheme::Texts;
use crate::tables::ReadSummary;

use super::options::{Format, Options};

/// Collects what is said; with JSON everything is one object at the end.
pub struct Report<'o> {
    options: &'o Options,
    bar: Option<ProgressBar>,
    object: RefCell<Map<String, Json>>,
}

impl<'o> Report<'o> {
    /// Progress is shown only on a terminal.
    pub fn new(options: &'o Options) -> Self {
        let shown = std::io::stderr().is_terminal() && !options.quiet && options.format == Format::Human;
        let bar = shown.then(ProgressBar::new_spinner);
        if let Some(bar) = &bar {
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
        }
        Report { options, bar, object: RefCell::default() }
    }

    /// A stage of the work has begun.
    pub fn stage(&self, key: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.options.messages().text(key, &[]));
        }
    }

    /// The progress line goes away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// A line on stdout.
    pub fn line(&self, text: &str) {
        if self.options.format == Format::Human {
            // A closed pipe is the reader's wish, not a fault.
            let _ = writeln!(std::io::stdout().lock(), "{text}");
        }
    }

    /// Text on stdout as it is, whatever the format asked for.
    pub fn raw(&self, text: &str) {
        self.finish();
        // A closed pipe is the reader's wish, not a fault.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// A line on stderr, unless quiet.
    pub fn note(&self, text: &str) {
        if self.options.format == Format::Human && !self.options.quiet {
            let _ = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// Wrong use: said on stderr even when quiet, or in the JSON object.
    pub fn wrong(&self, text: &str) {
        self.finish();
        match self.options.format {
            // Where even stderr cannot be written the exit code alone must say it.
            Format::Human => drop(writeln!(std::io::stderr().lock(), "{text}")),
            Format::Json => self.put("message", json!(text)),
        }
    }

    /// A key of the JSON object.
    pub fn put(&self, key: &str, value: Json) {
        self.object.borrow_mut().insert(key.to_owned(), value);
    }

    /// Findings, sorted by place; notes only when asked for. Says how many there are.
    pub fn findings(&self, findings: &mut Findings, texts: &Texts) {
        self.finish();
        findings.sort();
        let messages = self.options.messages();
        if self.options.format == Format::Json {
            self.put("findings", finding_json::findings(findings.iter(), messages, texts));
            return;
        }
        let shown = |f: &&Finding| f.code.severity != Severity::Note || self.options.verbose;
        let text = render::findings(findings.iter().filter(shown), texts, &self.options.look());
        let _ = write!(std::io::stderr().lock(), "{text}");
        let count = |s: Severity| findings.iter().filter(|f| f.code.severity == s).count();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        if errors + warnings + notes == 0 {
            self.note(&messages.text("findings-none", &[]));
            return;
        }
        let numbers = [errors, warnings, notes].map(|n| n.to_string());
        let args = [("errors", &*numbers[0]), ("warnings", &*numbers[1]), ("notes", &*numbers[2])];
        self.note(&messages.text("findings-summary", &args));
        if notes > 0 && !self.options.verbose {
            self.note(&messages.text("notes-hidden", &[("count", &numbers[2])]));
        }
    }

    /// What was read and what was not, for the clerk with the paper.
    pub fn read(&self, read: &ReadSummary) {
        if self.options.format == Format::Json {
            self.put("read", read_json(read));
            return;
        }
        if self.options.quiet {
            return;
        }
        let messages = self.options.messages();
        self.line(&messages.text("read-summary", &[]));
        for sheet in &read.sheets {
            let name =
                if sheet.sheet.is_empty() { sheet.file.clone() } else { format!("{} ! {}", sheet.file, sheet.sheet) };
            let mut parts = vec![format!("{} {}", messages.text("read-used", &[]), sheet.used)];
            for (reason, count) in &sheet.left_out {
                parts.push(format!("{} {count}", messages.text(&format!("left-out-{reason}"), &[])));
            }
            for (kind, count) in &sheet.notes {
                parts.push(format!("{} {count}", messages.text(&format!("read-note-{kind}"), &[])));
            }
            for (column, sum) in &sheet.sums {
                parts.push(format!("{} {column} {}", messages.text("read-sums", &[]), sum.plain(6)));
            }
            self.line(&format!("  {} ← {name}：{}", sheet.table, parts.join("，")));
            for (column, found, means, count) in &sheet.given {
                let count = count.to_string();
                let args = [("column", &**column), ("found", &**found), ("means", &**means), ("count", &*count)];
                let key = if found.is_empty() { "read-given-empty" } else { "read-given-line" };
                self.line(&format!("    {}", messages.text(key, &args)));
            }
        }
        for file in &read.unclaimed {
            self.line(&format!("  {}：{file}", messages.text("read-unclaimed", &[])));
        }
    }

    /// With JSON: the one object.
    pub fn end(&self, code: u8) -> u8 {
        self.finish();
        if self.options.format == Format::Json {
            self.put("exit", json!(code));
            let object = Json::Object(self.object.take());
            let _ = writeln!(std::io::stdout().lock(), "{object}");
        }
        code
    }
}

fn read_json(read: &ReadSummary) -> Json {
    let sheets: Vec<Json> = read
        .sheets
        .iter()
        .map(|s| {
            let counts = |list: &[(&'static str, usize)]| -> Map<String, Json> {
                list.iter().map(|(k, n)| ((*k).to_owned(), json!(n))).collect()
            };
            let given: Vec<Json> =
                s.given.iter().map(|(c, f, m, n)| json!({"column": c, "found": f, "means": m, "count": n})).collect();
            let sums: Map<String, Json> = s.sums.iter().map(|(c, n)| (c.clone(), json!(n.plain(6)))).collect();
            json!({"table": s.table, "file": s.file, "sheet": s.sheet, "used": s.used,
                "left_out": counts(&s.left_out), "notes": counts(&s.notes), "given": given, "sums": sums})
        })
        .collect();
    json!({"sheets": sheets, "unclaimed": read.unclaimed})
}
