//! 说明 and 依据: what the workbook is, and every rule with the clause it comes from.

use super::contents;
use super::expr::At;
use super::grid::Role;
use super::layout::{MEMBER, RulePlace};
use super::ranking::as_values;
use super::reading::Reader;
use super::{Unwritable, heads};

/// What is not live: rules that are values, and tables that are not there with their rows.
type NotLive<'n> = (&'n [Unwritable], &'n [(String, usize)]);

/// Writes 说明, after everything that it speaks of.
pub(super) fn about(reader: &mut Reader, notice: &str, (unwritten, left_out): NotLive<'_>) {
    let scheme = reader.scheme;
    let places = scheme.standing.places.first().copied().unwrap_or(2);
    let about: Vec<(&str, String)> = vec![
        ("考核方案", scheme.title.clone()),
        ("制定依据", scheme.basis.clone()),
        ("考核期", reader.results.period.clone()),
    ];
    let mut lines: Vec<(&str, String)> = vec![
        ("舍入", format!("只在规定的环节舍入：得分保留{places}位小数，四舍五入；规则没有写明舍入的中间各步不舍入，只按格式显示。")),
        ("如何追溯", "选中任一数字，编辑栏中的公式即其算法；沿公式所指的单元格可一直追到原始数据，原始数据表的第三行写明来源文件。".into()),
        ("链接", "蓝字可点：排名表的列名通到该项的明细表，名称通到该对象在“得分与名次”中的一行，那里的得分通到计分表。点各表左上角带下划线的列名（如“序号”）回到本表。".into()),
        ("原始数据", "报送的数据，可改动；改动后全部结果随之重算。“—”表示不适用，空白表示尚缺。".into()),
        ("保护", "公式单元格已锁定，无密码；原始数据未锁定。".into()),
    ];
    if !unwritten.is_empty() {
        lines.push(("数值", format!("以下各项为数值而非公式：{}。", as_values(unwritten))));
    }
    if !left_out.is_empty() {
        let tables: Vec<String> = left_out.iter().map(|(table, rows)| format!("{table}（{rows}行）")).collect();
        lines.push(("未列入", format!("行数过多，未列入本工作簿：{}。用到它们的规则为数值。", tables.join("、"))));
    }
    let held = contents::of_ranking(reader);
    let page = &mut reader.pages[reader.layout.pages.about];
    contents::about(page, (&scheme.title, notice), about, (&held, &reader.layout.names), lines);
}

/// Writes 依据.
pub(super) fn rules(reader: &mut Reader, notice: &str) {
    let scheme = reader.scheme;
    let head_of = |rule: usize| match &reader.layout.rules[rule] {
        RulePlace::Columns { page, first } => At { page: *page, row: MEMBER, col: *first },
        RulePlace::Rows { page, first } => At { page: *page, row: *first, col: 0 },
        RulePlace::Some { page, .. } => At { page: *page, row: MEMBER, col: 0 },
    };
    let mut rows = Vec::new();
    for (index, rule) in scheme.rules.iter().enumerate() {
        for definition in &rule.definitions {
            rows.push((definition.clause, rule.pattern.clone(), definition.text.clone(), head_of(index)));
        }
    }
    rows.sort_by_key(|r| r.0);
    let names = reader.layout.names.clone();
    let quoted = scheme.clauses.iter().any(|c| c.says.is_some());
    let read = scheme.clauses.iter().any(|c| c.reading.is_some());
    let page = &mut reader.pages[reader.layout.pages.basis];
    for (col, head) in (0u16..).zip(["条款", "规定", "口径", "规则", "算法", "所在表"]) {
        heads::tall(page, col, head);
    }
    let mut last = None;
    for (row, (clause, pattern, text, to)) in (MEMBER + 1..).zip(rows) {
        let declared = &scheme.clauses[clause];
        let new = last != Some(clause);
        last = Some(clause);
        let first = |text: &str| if new { text.to_string() } else { String::new() };
        page.text(row, 0, Role::Name, first(&declared.heading));
        page.text(row, 1, Role::Name, first(declared.says.as_deref().unwrap_or_default()));
        page.text(row, 2, Role::Name, first(declared.reading.as_deref().unwrap_or_default()));
        page.text(row, 3, Role::Name, pattern);
        page.text(row, 4, Role::Name, text);
        page.text(row, 5, Role::Name, names[to.page].clone()).link = Some(to);
    }
    heads::top(page, 5, "计分规则与依据", notice, &format!("依据：{}", scheme.basis));
    heads::freeze(page, MEMBER + 1, 0);
    page.hidden_cols.extend((!quoted).then_some(1));
    page.hidden_cols.extend((!read).then_some(2));
    for (col, width) in (0u16..).zip([22, 40, 30, 24, 56, 16]) {
        page.widths.insert(col, width);
    }
}
