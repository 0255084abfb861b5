//! A scheme as plain text, to be read on a terminal and compared line by line; its PDF says the same.

use crate::outline::model::{Belongs, Clause, Fact, Grid, Line, Lines, Outline, Rule, RuleKind, Table};

/// The whole document, a line per rule.
pub fn text(outline: &Outline) -> String {
    let mut page = Page::default();
    page.line(0, &outline.title.concat());
    page.line(0, &format!("方案：{}（{}）", outline.name, outline.file));
    outline.basis.iter().for_each(|basis| page.line(0, &format!("依据：{basis}")));
    facts(&mut page, 0, &outline.scope);
    if !outline.tables.is_empty() {
        page.head("读取的表");
        outline.tables.iter().for_each(|t| table(&mut page, t));
    }
    page.head("考核规则");
    outline.clauses.iter().for_each(|c| clause(&mut page, c));
    if !outline.methods.is_empty() {
        page.head("计分方法");
        rules(&mut page, 1, &outline.methods);
    }
    page.head("得分、名次和结果运用");
    facts(&mut page, 1, &outline.standing.facts);
    outline.standing.lists.iter().for_each(|l| lines(&mut page, l));
    if !outline.figures.is_empty() {
        page.head("汇总数");
        rules(&mut page, 1, &outline.figures);
    }
    for output in &outline.outputs {
        page.head(&format!("另出的表 {}（每个{}一行）", output.file, output.each));
        rules(&mut page, 1, &output.columns);
    }
    if !outline.documents.is_empty() {
        page.head("印发的公文");
        facts(&mut page, 1, &outline.documents);
    }
    for listing in &outline.listings {
        page.head(&format!("附：{}", listing.name));
        grid(&mut page, 1, &listing.grid);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            self.text.push_str(&"  ".repeat(depth));
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn head(&mut self, text: &str) {
        self.text.push('\n');
        self.line(0, &format!("■ {text}"));
    }
}

fn table(page: &mut Page, table: &Table) {
    page.line(1, &format!("〔{}〕{}", table.name, table.from.concat()));
    for column in &table.columns {
        let header =
            if column.header == column.name { String::new() } else { format!("（表头：{}）", column.header) };
        let mut said = vec![column.kind.clone(), format!("空格：{}", column.empty)];
        said.extend(column.notes.iter().cloned());
        page.line(2, &format!("{}{header}：{}", column.name, said.join("；")));
    }
    table.rules.iter().for_each(|rule| page.line(2, &format!("※ {rule}")));
    rules(page, 2, &table.derived);
    table.rows.iter().for_each(|rows| grid(page, 2, rows));
}

fn grid(page: &mut Page, depth: usize, grid: &Grid) {
    std::iter::once(&grid.heads).chain(&grid.rows).for_each(|row| page.line(depth, row.join(" | ").trim_end()));
}

fn clause(page: &mut Page, clause: &Clause) {
    page.line(1, &format!("〔{}〕{}", clause.heading, if clause.overall { "（全体只算一次）" } else { "" }));
    clause.says.iter().for_each(|says| page.line(2, &format!("原文：{says}")));
    clause.reading.iter().for_each(|reading| page.line(2, &format!("理解：{reading}")));
    clause.applies.iter().for_each(|fact| facts(page, 2, std::slice::from_ref(fact)));
    rules(page, 2, &clause.rules);
}

fn rules(page: &mut Page, depth: usize, rules: &[Rule]) {
    for rule in rules {
        page.line(depth, &written(rule));
        belonging(page, depth + 1, &rule.belonging);
    }
}

/// A rule on one line.
fn written(rule: &Rule) -> String {
    let mut marks: Vec<String> = rule.format.iter().cloned().collect();
    marks.extend(rule.full.iter().map(|full| format!("满分 {full}")));
    let marks = if marks.is_empty() { String::new() } else { format!("[{}]", marks.join("，")) };
    match rule.kind {
        RuleKind::Aid => format!("辅 {}{marks} = {}", rule.name, rule.text),
        RuleKind::Condition => format!("{}：{}", rule.name, rule.text),
        RuleKind::Must | RuleKind::Should => {
            let word = if rule.kind == RuleKind::Must { "须" } else { "宜" };
            let each = if rule.name.is_empty() { String::new() } else { format!("{}：", rule.name) };
            format!("{word} {each}{}", rule.text)
        }
        RuleKind::Rule | RuleKind::Method | RuleKind::Derived => format!("{}{marks} = {}", rule.name, rule.text),
    }
}

fn belonging(page: &mut Page, depth: usize, list: &[Belongs]) {
    list.iter().for_each(|part| page.line(depth, &format!("↳ {}：{}", part.what, part.rows)));
}

fn facts(page: &mut Page, depth: usize, facts: &[Fact]) {
    for fact in facts {
        page.line(depth, &format!("{}：{}", fact.label, fact.text));
        belonging(page, depth + 1, &fact.belonging);
    }
}

fn lines(page: &mut Page, list: &Lines) {
    let basis = list.basis.as_ref().map(|b| format!("，依据“{b}”")).unwrap_or_default();
    page.line(1, &format!("{}（{}{basis}）", list.name, list.how));
    list.lines.iter().for_each(|line| award(page, line));
}

fn award(page: &mut Page, line: &Line) {
    let when = line.when.as_ref().map_or("其余", |when| when.text.as_str());
    page.line(2, &format!("{}：{when}", line.name));
    line.when.iter().for_each(|when| belonging(page, 3, &when.belonging));
    facts(page, 3, &line.more);
}
