//! Every formula of every scheme file parses, and its printed form parses to the same tree.

use std::path::{Path, PathBuf};

use kaohe::formula::ast::{Expr, Item, MethodItem, RuleItem};
use kaohe::formula::parse::{SyntaxFault, expression, items_separated, methods, rules};
use kaohe::formula::show::show;
use toml::{Table, Value};

/// Formulas in the scheme files, counted line by line with another program.
const FORMULAS: usize = 497;

#[derive(Default)]
struct Read {
    trees: Vec<Expr>,
    faults: Vec<String>,
    file: String,
}

impl Read {
    fn note(&mut self, text: &str, found: Vec<SyntaxFault>) {
        for fault in found {
            let at = &text[fault.span.start..fault.span.end];
            self.faults.push(format!("{}: {} at {at:?} in {text:?}", self.file, fault.code.id));
        }
    }

    fn formula(&mut self, value: Option<&Value>) {
        if let Some(text) = value.and_then(Value::as_str) {
            let (tree, found) = expression(text.trim_end().trim_end_matches("从低"), 0);
            self.trees.extend(tree);
            self.note(text, found);
        }
    }

    fn formulas(&mut self, value: Option<&Value>) {
        for text in value.and_then(Value::as_array).into_iter().flatten() {
            self.formula(Some(text));
        }
    }

    fn rules(&mut self, value: Option<&Value>) {
        if let Some(text) = value.and_then(Value::as_str) {
            let (items, found) = rules(text, 0);
            self.trees.extend(items.into_iter().map(|item| match item {
                Item::Rule(RuleItem { formula, .. }) => formula,
                Item::Check(check) => check.condition,
            }));
            self.note(text, found);
        }
    }

    fn separated(&mut self, value: Option<&Value>) {
        if let Some(text) = value.and_then(Value::as_str) {
            let (items, found) = items_separated(text, 0);
            self.trees.extend(items.into_iter().map(|rule| rule.formula));
            self.note(text, found);
        }
    }

    fn methods(&mut self, text: &str) -> Vec<MethodItem> {
        let (items, found) = methods(text, 0);
        self.trees.extend(items.iter().map(|item| item.body.clone()));
        self.note(text, found);
        items
    }

    fn standing(&mut self, keys: &Table) {
        for key in ["score", "places", "ranked", "pay"] {
            self.formula(keys.get(key));
        }
        self.formulas(keys.get("rank"));
        self.formulas(keys.get("order"));
        for key in ["unscored", "tier", "prize", "flag"] {
            for line in keys.get(key).and_then(Value::as_array).into_iter().flatten() {
                for key in ["when", "quota", "pay"] {
                    self.formula(line.get(key));
                }
            }
        }
    }

    fn scheme(&mut self, scheme: &Table) {
        self.formula(scheme.get("only"));
        self.formula(scheme.get("group"));
        if let Some(text) = scheme.get("methods").and_then(Value::as_str) {
            self.methods(text);
        }
        for table in parts(scheme, "table") {
            for key in ["only", "for", "title"] {
                self.formula(table.get(key));
            }
            self.rules(table.get("derive"));
        }
        for clause in parts(scheme, "clause") {
            self.formula(clause.get("for"));
            self.rules(clause.get("rules"));
            self.standing(clause);
        }
        if let Some(standing) = scheme.get("standing").and_then(Value::as_table) {
            self.standing(standing);
        }
        if let Some(summary) = scheme.get("summary").and_then(Value::as_table) {
            self.separated(summary.get("figures"));
        }
        for output in parts(scheme, "output") {
            self.separated(output.get("columns"));
        }
        for document in parts(scheme, "document") {
            self.formula(document.get("units"));
        }
    }
}

fn parts<'a>(scheme: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> {
    scheme.get(key).and_then(Value::as_table).into_iter().flat_map(|t| t.values()).filter_map(Value::as_table)
}

fn scheme_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schemes");
    let entries = |folder: &Path| {
        let read = std::fs::read_dir(folder).expect("a folder of cases");
        read.map(|entry| entry.expect("a case").path()).collect::<Vec<_>>()
    };
    let files = entries(&root).into_iter().filter(|p| p.is_dir()).flat_map(|folder| entries(&folder));
    let mut files: Vec<_> = files.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

fn read_schemes() -> Read {
    let mut read = Read::default();
    for path in scheme_files() {
        let text = std::fs::read_to_string(&path).expect("a scheme");
        read.file = path.file_name().expect("a name").to_string_lossy().into_owned();
        read.scheme(&text.parse().expect("TOML"));
    }
    read
}

/// A tree without its places.
fn shape(tree: &Expr) -> String {
    let mut shape = format!("{tree:?}");
    while let Some(at) = shape.find("Span {") {
        let end = shape[at..].find('}').expect("a span has an end");
        shape.replace_range(at..=at + end, "@");
    }
    shape
}

#[test]
fn every_formula_of_every_scheme_parses() {
    let read = read_schemes();
    assert_eq!(read.faults, Vec::<String>::new());
    assert_eq!(read.trees.len(), FORMULAS);
}

#[test]
fn printed_formulas_parse_to_the_same_trees() {
    for tree in read_schemes().trees {
        let printed = show(&tree);
        let (back, found) = expression(&printed, 0);
        assert_eq!(found, [], "{printed}");
        assert_eq!(back.as_ref().map(shape), Some(shape(&tree)), "{printed}");
        assert_eq!(back.as_ref().map(show), Some(printed));
    }
}

#[test]
fn the_prelude_has_the_methods_of_the_language() {
    let mut read = Read::default();
    let items = read.methods(include_str!("../../src/formula/prelude.txt"));
    assert_eq!(read.faults, Vec::<String>::new());
    let names: Vec<_> = items
        .iter()
        .map(|item| {
            let parameters: Vec<_> = item.parameters.iter().map(|(n, _)| kaohe::formula::show::plain_name(n)).collect();
            format!("{}({})", kaohe::formula::show::plain_name(&item.name), parameters.join(", "))
        })
        .collect();
    let wanted = [
        "完成率(完成, 目标)",
        "逆向完成率(完成, 目标)",
        "扣完为止(分值, 扣分)",
        "倒扣(分值, 扣分)",
        "半值保底(分值, 扣分)",
        "逐级计分(基分, 差, 步长, 每步, 下限, 上限)",
        "功效系数(实绩, 不容许值, 满意值)",
        "适度(实绩, 最小, 下, 上, 最大)",
        "极差化(实绩, 最小, 最大)",
        "位次递减(分值, 位次, 步)",
        "增长率(本期数, 上期数)",
    ];
    assert_eq!(names, wanted);
}
