//! The tables that a scheme reads, in plain words.

use std::collections::BTreeSet;

use crate::formula::show::show;
use crate::formula::text::normal;
use crate::scheme::decl::{
    Absent, ColumnDecl, ColumnKind, Located, Pattern, Piece, Project, RowsFrom, SourceDecl, TableDecl, Totals,
};

use super::columns::{self, column, headers, kind};
use super::math::canonical;
use super::model::{Grid, RuleKind, Table};
use super::{Look, rules};

/// The tables that a scheme needs, in the order declared: those of its formulas, and those that these need.
pub(super) fn needed(look: &Look) -> Vec<usize> {
    let scheme = Some(look.scheme.name.value.as_str());
    let declared = &look.project.tables;
    let find = |name: &str| position(look.project, name, scheme);
    let mut wanted: BTreeSet<usize> = look
        .index
        .tables
        .iter()
        .filter_map(|table| {
            let table = &look.tables.list[*table];
            declared
                .iter()
                .position(|d| d.name.value == *table.name && d.private_to.as_deref() == table.private_to.as_deref())
        })
        .collect();
    let mut open: Vec<usize> = wanted.iter().copied().collect();
    while let Some(at) = open.pop() {
        for name in named(&declared[at]) {
            if let Some(next) = find(&name)
                && wanted.insert(next)
            {
                open.push(next);
            }
        }
    }
    wanted.into_iter().collect()
}

fn position(project: &Project, name: &str, scheme: Option<&str>) -> Option<usize> {
    let same = |d: &&TableDecl| normal(&d.name.value) == normal(name);
    let all = || project.tables.iter().enumerate().filter(|(_, d)| same(d));
    let private = all().find(|(_, d)| d.private_to.is_some() && d.private_to.as_deref() == scheme);
    private.or_else(|| all().find(|(_, d)| d.private_to.is_none())).map(|(at, _)| at)
}

/// Names of the tables that a declaration names.
fn named(declared: &TableDecl) -> Vec<String> {
    let mut names: Vec<String> = declared
        .columns
        .iter()
        .filter_map(|c| if let ColumnKind::Reference(table) = &c.kind { Some(table.clone()) } else { None })
        .collect();
    match &declared.from {
        RowsFrom::Files(sources) => {
            let patterns = sources.iter().flat_map(|s| std::iter::once(&s.file).chain(&s.sheets));
            names.extend(
                patterns.chain(declared.columns.iter().flat_map(|c| c.headers.iter().flatten())).flat_map(captures),
            );
        }
        RowsFrom::ColumnOf { table, .. } => names.push(table.value.clone()),
        RowsFrom::LevelOf(table) => names.push(table.clone()),
        RowsFrom::Rows(_) | RowsFrom::Items(_) | RowsFrom::BuiltIn(_) => {}
    }
    names
}

fn captures(pattern: &Pattern) -> Vec<String> {
    let capture = |piece: &Piece| if let Piece::Capture(name) = piece { Some(name.clone()) } else { None };
    pattern.pieces.iter().filter_map(capture).collect()
}

/// A table in words.
pub(super) fn table(declared: &TableDecl, look: &Look) -> Table {
    let caught: Vec<String> = match &declared.from {
        RowsFrom::Files(sources) => {
            let patterns = sources.iter().flat_map(|s| std::iter::once(&s.file).chain(&s.sheets));
            patterns
                .chain(declared.columns.iter().flat_map(|c| c.headers.iter().flatten()))
                .flat_map(captures)
                .collect()
        }
        _ => Vec::new(),
    };
    let captured = |c: &ColumnDecl| {
        let own = c.headers.iter().flatten().any(|p| !captures(p).is_empty());
        !own && caught.iter().any(|name| normal(name) == normal(&c.label))
    };
    let key = |c: &ColumnDecl| declared.key.iter().any(|key| normal(&key.value) == normal(&c.label));
    let declares = |name: &String| declared.columns.iter().any(|c| normal(&c.label) == normal(name));
    let mut further: Vec<&String> = Vec::new();
    for name in caught.iter().filter(|name| !declares(name)) {
        // What stands in a column's own name makes a family of columns, no column of the row.
        let family = declared.columns.iter().any(|c| c.label.contains(&format!("{{{name}}}")));
        if !family && !further.contains(&name) {
            further.push(name);
        }
    }
    let scheme = Some(look.scheme.name.value.as_str());
    let given = further.iter().map(|name| columns::caught(name, position(look.project, name, scheme).is_some()));
    let file = &declared.name.place.file;
    let from_files = matches!(declared.from, RowsFrom::Files(_));
    Table {
        name: declared.name.value.clone(),
        from: from(declared),
        columns: if from_files {
            declared.columns.iter().map(|c| column(c, captured(c), key(c))).chain(given).collect()
        } else {
            Vec::new()
        },
        rules: conditions(declared),
        derived: declared.derive.iter().map(|item| rules::item(item, RuleKind::Derived, file, look)).collect(),
        rows: grid(declared),
    }
}

fn from(declared: &TableDecl) -> Vec<String> {
    match &declared.from {
        RowsFrom::Files(sources) => sources.iter().flat_map(source).collect(),
        RowsFrom::Rows(_) => vec!["方案自列，各行见下表。".into()],
        RowsFrom::Items(items) => {
            let item = |(name, aliases): &(Located<String>, Vec<String>)| match &aliases[..] {
                [] => name.value.clone(),
                list => format!("{}（又称{}）", name.value, list.join("、")),
            };
            vec![format!("方案自列：{}。", items.iter().map(item).collect::<Vec<_>>().join("、"))]
        }
        RowsFrom::ColumnOf { table, column } => {
            vec![format!("取“{}”表“{column}”列中出现的各个不同的值。", table.value)]
        }
        RowsFrom::LevelOf(tree) => vec![format!("“{tree}”表的一个层级，取该列中各个不同的值。")],
        RowsFrom::BuiltIn(_) => vec!["程序内置：本期之内的各个时段。".into()],
    }
}

/// Where one source lies, and what is particular about it.
fn source(source: &SourceDecl) -> Vec<String> {
    let quoted = |list: Vec<String>| list.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join("、");
    let sheets: Vec<String> = source.sheets.iter().map(|p| p.text.trim().to_owned()).collect();
    let mut said = if sheets.is_empty() {
        format!("读《{}》", source.file.text.trim())
    } else {
        format!("读《{}》的{}工作表", source.file.text.trim(), quoted(sheets))
    };
    if source.optional {
        said.push_str("（可以没有）");
    }
    let pairs = source.set.iter().map(|(column, value)| format!("“{column}”一律为“{value}”"));
    let beside = source.beside.iter().map(|(column, label)| format!("“{column}”取表格上方“{label}”旁边的格"));
    let renamed = source.columns.iter().map(|c| format!("“{}”的表头是“{}”", c.label, headers(c)));
    let mut more: Vec<String> = pairs.chain(beside).chain(renamed).collect();
    if !source.lacks.is_empty() {
        let names = source.lacks.iter().map(|l| l.value.clone()).collect();
        more.push(format!("没有{}列，按不适用", quoted(names)));
    }
    for part in more {
        said.push('，');
        said.push_str(&part);
    }
    said.push('。');
    vec![said]
}

/// What the rows must be.
fn conditions(declared: &TableDecl) -> Vec<String> {
    let names = |list: &[Located<String>]| list.iter().map(|n| n.value.as_str()).collect::<Vec<_>>().join("、");
    let mut out = Vec::new();
    if matches!(declared.from, RowsFrom::Files(_)) && !declared.key.is_empty() {
        let twice = if declared.merge_repeats { "重复而各列一致的行合为一行" } else { "不得重复" };
        out.push(format!("以{}为每行的名称，{twice}。", names(&declared.key)));
    }
    if let Some(title) = &declared.title {
        out.push(format!("印出的名称：{}。", show(&canonical(&title.expr))));
    }
    if let Some(aliases) = &declared.aliases {
        let sheets: Vec<&str> = aliases.sheets.iter().map(|p| p.text.trim()).collect();
        let sheet = sheets.first().map(|s| format!("“{s}”工作表")).unwrap_or_default();
        out.push(format!("简称对照见《{}》{sheet}。", aliases.file.text.trim()));
    }
    if !declared.levels.is_empty() {
        out.push(format!("层级由上到下：{}。", names(&declared.levels)));
    }
    if let Some(only) = &declared.only {
        out.push(format!("只取符合这个条件的行：{}；其余的行不读。", show(&canonical(&only.expr))));
    }
    if !declared.one_per.is_empty() {
        let absent = match declared.absent {
            Absent::Error => "缺行、多行都报错",
            Absent::Missing => "多行报错，缺行按缺（应报未报）",
            Absent::NotApplicable => "多行报错，缺行按不适用",
        };
        out.push(format!("每个{}恰有一行，{absent}。", names(&declared.one_per)));
    }
    if let Some(due) = &declared.for_ {
        out.push(format!("只有符合这个条件的才应有行，其余不适用：{}。", show(&canonical(&due.expr))));
    }
    if !declared.every.is_empty() {
        out.push(format!("每个{}至少有一行，没有的报错。", names(&declared.every)));
    }
    if !declared.distinct.is_empty() {
        out.push(format!("{}都相同的行不得重复。", names(&declared.distinct)));
    }
    if declared.ledger {
        out.push("台账：有几行记几行，漏报的行从文件中看不出来，读取情况列出行数和合计，供核对。".into());
    }
    match declared.totals {
        Totals::MustAgree => out.push("合计行必须与各行之和一致。".into()),
        Totals::Ignore => out.push("合计行不核对。".into()),
        Totals::Hint => {}
    }
    out
}

/// The rows that the scheme writes.
fn grid(declared: &TableDecl) -> Option<Grid> {
    let RowsFrom::Rows(rows) = &declared.from else { return None };
    let head = |c: &ColumnDecl| match &c.kind {
        ColumnKind::Text => c.label.clone(),
        other => format!("{}（{}）", c.label, kind(other).trim_start_matches("数（").trim_end_matches('）')),
    };
    let cells = |row: &Vec<Located<String>>| {
        (0..declared.columns.len()).map(|i| row.get(i).map(|c| c.value.clone()).unwrap_or_default()).collect()
    };
    Some(Grid { heads: declared.columns.iter().map(head).collect(), rows: rows.iter().map(cells).collect() })
}
