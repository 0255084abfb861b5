//! Projects and workbooks in a few lines, for the tests of intake.

use std::path::Path;
use std::sync::Arc;

use super::Conditions;
use super::book::address::parse_area;
use super::book::{Book, Cell, Raw, Sheet};
use super::files::Shelf;
use super::names::plain;
use super::tables;
use crate::finding::{Findings, Severity, place};
use crate::formula::ast::{Comparison, Date, Expr, ExprKind};
use crate::formula::text::normal;
use crate::number::Exact;
use crate::scheme::decl::{ColumnDecl, Located2, Pattern, Project, RowsFrom};
use crate::scheme::period::Period;
use crate::tables::{Kind, ReadSummary, Table, Tables, Value};

/// The project that a scheme file of these tables declares.
pub(super) fn project(declared: &str) -> Project {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!("scheme = \"试\"\ntitle = \"试\"\nbasis = \"试\"\nunits = \"单位\"\n{declared}");
    std::fs::write(folder.path().join("试.toml"), text).expect("a scheme file");
    let period = Period::parse("2012").expect("a year");
    let mut findings = Findings::default();
    let project = crate::scheme::load(folder.path(), "试", &period, &mut Default::default(), &mut findings);
    project.unwrap_or_else(|| panic!("{findings:?}"))
}

/// A column as declared; other tables are 单位 and 指标.
pub(super) fn column(declared: &str) -> ColumnDecl {
    let text = format!(
        "[table.\"单位\"]\nitems = \"甲\"\n[table.\"指标\"]\nitems = \"甲\"\n[table.\"列\"]\nfrom = \"a.csv\"\ncolumns = '''{declared}'''\n"
    );
    let project = project(&text);
    let table = project.tables.iter().find(|table| table.name.value == "列").expect("the table");
    table.columns[0].clone()
}

/// A pattern as declared.
pub(super) fn pattern(declared: &str) -> Pattern {
    let text = format!(
        "[table.\"单位\"]\nitems = \"甲\"\n[table.\"列\"]\nfrom = {{ file = '{declared}' }}\ncolumns = '''名称'''\n"
    );
    let project = project(&text);
    let table = project.tables.iter().find(|table| table.name.value == "列").expect("the table");
    match &table.from {
        RowsFrom::Files(sources) => sources[0].file.clone(),
        other => panic!("{other:?}"),
    }
}

/// A sheet from lines of cells parted by |: text, `#1.5` a number, `%0.5` one formatted as a percent,
/// `@2012-02-05` a date, `!#REF!` an error, `=` a formula without result. Merged areas stand
/// in a last line behind ~.
pub(super) fn sheet(name: &str, lines: &str) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.name = Arc::from(name);
    let (cells, merges) = lines.split_once("\n~").unwrap_or((lines, ""));
    for (row, line) in cells.trim_matches('\n').lines().enumerate() {
        for (col, text) in line.split('|').enumerate() {
            let at = |n: usize| u32::try_from(n).expect("a small grid");
            if let Some(value) = raw(text) {
                sheet.put(at(row), at(col), Cell { formula: matches!(value, Raw::NoCache | Raw::Error(_)), value });
            }
        }
    }
    sheet.set_merges(merges.split_whitespace().map(|area| parse_area(area).expect("an area")).collect());
    sheet
}

fn raw(text: &str) -> Option<Raw> {
    let number =
        |text: &str, percent| Raw::Number { value: Exact::parse(text).expect("a number"), percent, inexact: false };
    let (mark, rest) = text.split_at(text.chars().next()?.len_utf8());
    Some(match mark {
        "#" => number(rest, false),
        "%" => number(rest, true),
        "!" => Raw::Error(Arc::from(rest)),
        "=" => Raw::NoCache,
        "@" => {
            let parts: Vec<i32> = rest.split('-').map(|part| part.parse().expect("a date")).collect();
            let small = |n: i32| u8::try_from(n).expect("a date");
            Raw::Date(Date { year: parts[0], month: small(parts[1]), day: small(parts[2]) })
        }
        _ => Raw::Text(Arc::from(text)),
    })
}

/// A workbook of one sheet.
pub(super) fn book(file: &str, lines: &str) -> Book {
    Book { file: Arc::from(file), sheets: vec![sheet("表", lines)] }
}

/// What came of reading.
pub(super) struct Outcome {
    pub(super) tables: Tables,
    pub(super) summary: ReadSummary,
    pub(super) findings: Findings,
}

impl Outcome {
    /// Errors and warnings as `code place`.
    pub(super) fn faults(&self) -> Vec<String> {
        let loud = self.findings.iter().filter(|f| f.code.severity > Severity::Note);
        loud.map(|f| format!("{} {}", f.code.id, place::shown(&f.place, None))).collect()
    }
    /// Codes of notes.
    pub(super) fn notes(&self) -> Vec<&'static str> {
        self.findings.iter().filter(|f| f.code.severity == Severity::Note).map(|f| f.code.id).collect()
    }
    /// An argument of the first finding with that code.
    pub(super) fn arg(&self, code: &str, name: &str) -> String {
        let finding = self
            .findings
            .iter()
            .find(|f| f.code.id == code)
            .unwrap_or_else(|| panic!("no {code}: {:?}", self.faults()));
        finding.args.iter().find(|(n, _)| *n == name).map_or_else(|| panic!("{finding:?}"), |(_, v)| v.clone())
    }
    /// The rows of a table, values parted by |.
    pub(super) fn rows(&self, table: &str) -> Vec<String> {
        let table = &self.tables.list[self.tables.named(table, Some("试")).expect("the table")];
        let value = |column: &crate::tables::Column, row: usize| match (&column.values[row], column.kind) {
            (Value::Entry(entry), Kind::Entry(target)) => self.tables.list[target].entries[*entry as usize].to_string(),
            (Value::Number(number), _) => number.plain(12),
            (Value::Text(text), _) => text.to_string(),
            (Value::Date(date), _) => super::raw::iso(*date),
            (other, _) => format!("{other:?}"),
        };
        (0..table.rows)
            .map(|row| table.columns.iter().map(|column| value(column, row)).collect::<Vec<_>>().join("|"))
            .collect()
    }
    /// The places of the values of a column.
    pub(super) fn origins(&self, table: &str, column: &str) -> Vec<String> {
        let table = &self.tables.list[self.tables.named(table, Some("试")).expect("the table")];
        let column = &table.columns[table.column(column).expect("the column")];
        column
            .origins
            .iter()
            .map(|o| self.tables.origins.place(*o).map_or("-".into(), |p| place::shown(&p, None)))
            .collect()
    }
}

/// Reads books by the tables that a scheme declares.
pub(super) fn read(declared: &str, books: Vec<Book>) -> Outcome {
    let project = project(declared);
    let period = Period::parse("2012").expect("a year");
    let mut findings = Findings::default();
    let (tables, summary) =
        tables::load(&project, Shelf::of_books(books), Path::new(""), &period, &Plain, &mut findings);
    Outcome { tables, summary, findings }
}

/// Conditions that compare columns with texts.
struct Plain;

impl Plain {
    fn is(&self, tables: &Tables, expr: &Expr, rows: &[(&Table, usize)]) -> bool {
        match &expr.kind {
            ExprKind::Compare(left, rest) => {
                let (left, right) = (self.text(tables, left, rows), self.text(tables, &rest[0].1, rows));
                (left == right) == (rest[0].0 == Comparison::Equal)
            }
            ExprKind::Contains(left, right) => self.text(tables, left, rows).contains(&self.text(tables, right, rows)),
            ExprKind::And(all) => all.iter().all(|x| self.is(tables, x, rows)),
            other => panic!("{other:?}"),
        }
    }
    fn text(&self, tables: &Tables, expr: &Expr, rows: &[(&Table, usize)]) -> String {
        let ExprKind::Path(path) = &expr.kind else {
            return if let ExprKind::Text(text) = &expr.kind { normal(text) } else { panic!("{expr:?}") };
        };
        let names: Vec<String> = path.iter().map(plain).collect();
        for (table, row) in rows {
            let rest = if *table.name == names[0] { &names[1..] } else { &names[..] };
            let Some(column) = rest.first().and_then(|name| table.column(name)) else { continue };
            return match (&table.columns[column].values[*row], table.columns[column].kind) {
                (Value::Text(text), _) => normal(text),
                (Value::Entry(entry), Kind::Entry(target)) => normal(&tables.list[target].entries[*entry as usize]),
                (other, _) => format!("{other:?}"),
            };
        }
        panic!("{names:?}")
    }
}

impl Conditions for Plain {
    fn holds(&self, tables: &Tables, table: &Table, only: &Located2, _: &mut Findings) -> Vec<bool> {
        (0..table.rows).map(|row| self.is(tables, &only.expr, &[(table, row)])).collect()
    }
    fn due(
        &self,
        tables: &Tables,
        table: usize,
        columns: &[usize],
        for_: &Located2,
        combinations: &[Vec<u32>],
        _: &mut Findings,
    ) -> Vec<bool> {
        let table = &tables.list[table];
        let rows = |combination: &Vec<u32>| -> Vec<(&Table, usize)> {
            let both = columns.iter().zip(combination);
            both.filter_map(|(column, entry)| match table.columns[*column].kind {
                Kind::Entry(target) => Some((&tables.list[target], *entry as usize)),
                _ => None,
            })
            .collect()
        };
        combinations.iter().map(|combination| self.is(tables, &for_.expr, &rows(combination))).collect()
    }
    fn units(&self, tables: &Tables, table: usize) -> Vec<u32> {
        (0..u32::try_from(tables.list[table].entries.len()).expect("few entries")).collect()
    }
}
