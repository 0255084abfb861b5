//! 说明: what the sheets are, what is a formula and what an input.

use super::super::layout::Pages;
use super::super::ranking::as_values;
use super::super::reading::Reader;
use super::super::{Unwritable, contents};

/// Writes the sheet.
pub(super) fn write(reader: &mut Reader, unit: usize, notice: &str, unwritten: &[Unwritable]) {
    let scheme = reader.scheme;
    let pages = &reader.layout.pages;
    let places = scheme.standing.places.get(unit).copied().unwrap_or(2);
    let about: Vec<(&str, String)> = vec![
        ("考核方案", scheme.title.clone()),
        ("制定依据", scheme.basis.clone()),
        ("考核对象", scheme.units[unit].name.to_string()),
        ("考核期", reader.results.period.clone()),
    ];
    let mut lines: Vec<(&str, String)> = vec![
        ("原始数据", "只列本单位的数据和方案规定的参数；“—”表示不适用，空白表示尚缺。".into()),
        (
            "底色",
            "浅黄：本单位的数据，可改动，改动后得分随之重算。浅蓝：给定数据和方案参数。无底色的数字为公式。".into(),
        ),
        (
            "舍入",
            format!(
                "只在规定的环节舍入：得分保留{places}位小数，四舍五入；规则没有写明舍入的中间各步不舍入，只按格式显示。"
            ),
        ),
        ("名次与名额", "名次、名额由全体考核对象比较得出，为给定数据；改动数据后，名次不随之变动。".into()),
        (
            "链接",
            "“反馈”中的数字可点，通到“计分”中算出它的一行。点各表左上角带下划线的列名（如“序号”“项目”）回到本表。"
                .into(),
        ),
        ("保护", "公式单元格已锁定，无密码；浅黄、浅蓝单元格未锁定。".into()),
    ];
    if !unwritten.is_empty() {
        lines.push(("数值", format!("以下各项为数值而非公式：{}。", as_values(unwritten))));
    }
    let title = super::front::title(&scheme.title);
    let held = held(reader, pages);
    let page = &mut reader.pages[reader.layout.pages.about];
    contents::about(page, (&title, notice), about, (&held, &reader.layout.names), lines);
}

/// The sheets that hold anything.
fn held(reader: &Reader, pages: &Pages) -> Vec<contents::Held> {
    let mut out: Vec<contents::Held> = vec![
        (pages.ranking, "本单位的结果、得分构成、得分率较低的指标、台账记录和差距".into()),
        (pages.standing, "各项计分规则逐条列出，得分为公式，由本单位的数据计算；右侧是方案中的计算公式".into()),
        (pages.foreign, "不属于本单位的数据，如本组平均、其他考核方案的结果，为给定数据".into()),
    ];
    for (table, page) in reader.results.tables.list.iter().zip(&pages.tables) {
        out.extend(page.map(|page| (page, format!("原始数据：{}", table.name))));
    }
    contents::standing(reader, out)
}
