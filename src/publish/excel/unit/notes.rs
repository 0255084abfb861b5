//! 说明: what the sheets are, what is a formula and what an input.

use super::super::grid::Page;
use super::super::ranking::{as_values, prose};
use super::super::reading::Reader;
use super::super::{Unwritable, heads};

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, unit: usize, notice: &str, unwritten: &[Unwritable]) {
    let scheme = reader.scheme;
    let pages = &reader.layout.pages;
    let stands = |page: &&usize| !reader.pages[**page].cells.is_empty();
    let tables: Vec<&str> =
        pages.tables.iter().flatten().filter(stands).map(|p| reader.layout.names[*p].as_str()).collect();
    let places = scheme.standing.places.get(unit).copied().unwrap_or(2);
    let mut lines: Vec<(&str, String)> = vec![
        ("考核方案", scheme.title.clone()),
        ("制定依据", scheme.basis.clone()),
        ("考核对象", scheme.units[unit].name.to_string()),
        ("考核期", reader.results.period.clone()),
        ("反馈", "本单位的结果、得分构成、得分率较低的指标、台账记录和差距，数字均由公式从后面各表取得。".into()),
        ("计分", "各项计分规则逐条列出，得分为公式，由本单位的数据计算；右侧是考核方案中的计算公式。".into()),
    ];
    if stands(&&pages.foreign) {
        let said = "不属于本单位的数据，如本组平均、其他考核方案的结果，为给定数据，不随本工作簿重算。";
        lines.push(("引用数据", said.into()));
    }
    if !tables.is_empty() {
        let said = format!("{}。只列本单位的数据和方案规定的参数；“—”表示不适用，空白表示尚缺。", tables.join("、"));
        lines.push(("原始数据", said));
    }
    lines.push((
        "底色",
        "浅黄：本单位的数据，可改动，改动后得分随之重算。浅蓝：给定数据和方案参数。无底色的数字为公式。".into(),
    ));
    lines.push((
        "舍入",
        format!("只在规定的环节舍入：得分保留{places}位小数，四舍五入；中间各步不舍入，只按格式显示。"),
    ));
    lines.push(("名次与名额", "名次、名额由全体考核对象比较得出，为给定数据；改动数据后，名次不随之变动。".into()));
    lines.push(("保护", "公式单元格已锁定，无密码；浅黄、浅蓝单元格未锁定。".into()));
    if !unwritten.is_empty() {
        lines.push(("数值", format!("以下各项为数值而非公式：{}。", as_values(unwritten))));
    }
    let title = super::front::title(&scheme.title);
    let about = reader.layout.pages.about;
    fill(&mut reader.pages[about], &title, notice, lines);
}

fn fill(page: &mut Page, title: &str, notice: &str, lines: Vec<(&str, String)>) {
    heads::top(page, 1, title, notice, "");
    for (row, (label, text)) in (3u32..).zip(lines.into_iter().filter(|(_, text)| !text.is_empty())) {
        prose(page, row, label, &text);
    }
    page.widths.insert(0, 14);
    page.widths.insert(1, 76);
    page.portrait = true;
}
