//! 说明 and 依据: what the sheets are, and every rule with the clause it comes from.

use super::grid::{Content, Role};
use super::layout::{MEMBER, RulePlace};
use super::ranking::{as_values, prose};
use super::reading::Reader;
use super::{Unwritable, heads};

/// What is not live: rules that are values, and tables that are not there with their rows.
type NotLive<'n> = (&'n [Unwritable], &'n [(String, usize)]);

/// Writes both.
pub(super) fn write(reader: &mut Reader, notice: &str, not_live: NotLive<'_>) {
    about(reader, notice, not_live);
    rules(reader, notice);
}

fn about(reader: &mut Reader, notice: &str, (unwritten, left_out): NotLive<'_>) {
    let scheme = reader.scheme;
    let pages = &reader.layout.pages;
    let name = |page: usize| reader.layout.names[page].clone();
    let clauses: Vec<String> = pages.clauses.iter().flatten().map(|p| name(*p)).collect();
    let tables: Vec<String> = pages.tables.iter().flatten().map(|p| name(*p)).collect();
    let places = scheme.standing.places.first().copied().unwrap_or(2);
    let mut lines: Vec<(&str, String)> = vec![
        ("考核方案", scheme.title.clone()),
        ("制定依据", scheme.basis.clone()),
        ("考核期", reader.results.period.clone()),
        ("排名", "按名次排列的结果，由公式从“得分与名次”取数并自动重排。".into()),
        ("得分与名次", "每个考核对象的得分、名次、位次、等次、奖项等，均为公式。".into()),
        ("计分表", format!("{}。每个条款一张，一行一个考核对象，一列一项得分，均为公式。", clauses.join("、"))),
        ("原始数据", format!("{}。报送的数据，可改动；改动后全部结果随之重算。“—”表示不适用，空白表示尚缺。", tables.join("、"))),
        ("舍入", format!("只在规定的环节舍入：得分保留{places}位小数，四舍五入；中间各步不舍入，只按格式显示。")),
        ("如何追溯", "选中任一数字，编辑栏中的公式即其算法；沿公式所指的单元格可一直追到原始数据，原始数据表的第三行写明来源文件。".into()),
        ("保护", "公式单元格已锁定，无密码；原始数据未锁定。".into()),
    ];
    if !unwritten.is_empty() {
        lines.push(("数值", format!("以下各项为数值而非公式：{}。", as_values(unwritten))));
    }
    if !left_out.is_empty() {
        let tables: Vec<String> = left_out.iter().map(|(table, rows)| format!("{table}（{rows}行）")).collect();
        lines.push(("未列入", format!("行数过多，未列入本工作簿：{}。用到它们的规则为数值。", tables.join("、"))));
    }
    let about = pages.about;
    let page = &mut reader.pages[about];
    heads::top(page, 1, &scheme.title, notice, "");
    for (row, (label, text)) in (3u32..).zip(lines) {
        prose(page, row, label, &text);
    }
    page.widths.insert(0, 14);
    page.widths.insert(1, 100);
    page.portrait = true;
}

fn rules(reader: &mut Reader, notice: &str) {
    let scheme = reader.scheme;
    let page_of = |rule: usize| match &reader.layout.rules[rule] {
        RulePlace::Columns { page, .. } | RulePlace::Rows { page, .. } | RulePlace::Some { page, .. } => *page,
    };
    let mut rows = Vec::new();
    for (index, rule) in scheme.rules.iter().enumerate() {
        for definition in &rule.definitions {
            rows.push((definition.clause, rule.pattern.clone(), definition.text.clone(), page_of(index)));
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
    for (row, (clause, pattern, text, sheet)) in (MEMBER + 1..).zip(rows) {
        let declared = &scheme.clauses[clause];
        let new = last != Some(clause);
        last = Some(clause);
        let first = |text: &str| if new { text.to_string() } else { String::new() };
        page.text(row, 0, Role::Name, first(&declared.heading));
        page.text(row, 1, Role::Name, first(declared.says.as_deref().unwrap_or_default()));
        page.text(row, 2, Role::Name, first(declared.reading.as_deref().unwrap_or_default()));
        page.text(row, 3, Role::Name, pattern);
        page.text(row, 4, Role::Name, text);
        page.put(row, 5, Role::Name, Content::Link(names[sheet].clone(), sheet));
    }
    heads::top(page, 5, "计分规则与依据", notice, &format!("依据：{}", scheme.basis));
    heads::freeze(page, MEMBER + 1, 0);
    page.hidden_cols.extend((!quoted).then_some(1));
    page.hidden_cols.extend((!read).then_some(2));
    for (col, width) in (0u16..).zip([22, 40, 30, 24, 60, 16]) {
        page.widths.insert(col, width);
    }
}
