//! What is whose: rows by the references that decide belonging, and parts of formulas that speak of others.

use crate::scoring::tests::fixture::{Case, case, project};
use crate::tables::Value;

use super::given::own;
use super::own::{Own, Rows};

/// Two units with projects, events and progress of the projects; parameters that speak of nobody.
const SCHEME: &str = "
scheme = '案'
units = '单位'
group = '组'
[table.'单位']
rows = '''
名称 | 组 | 人口: 人 | 上级: 单位，空=不适用
甲 | 东 | 100 |
乙 | 东 | 300 | 甲
丙 | 西 | 50 | 甲
'''
[table.'参数']
rows = '参数 | 系数: 数；一 | 2；二 | 3'
[table.'项目']
rows = '''
项目 | 单位: 单位 | 分值: 分
桥 | 乙 | 10
路 | 甲 | 20
渠 | 甲 | 30
'''
[table.'进度']
rows = '''
次 | 项目: 项目 | 完成: 数
1 | 渠 | 5
2 | 桥 | 6
3 | 路 | 7
'''
[table.'互评']
rows = '''
号 | 单位: 单位 | 对方: 单位 | 分数: 分
1 | 甲 | 乙 | 90
2 | 甲 | 甲 | 80
'''
[clause.'一']
rules = '''
自有 = 合计(项目.分值) × 参数.一
占比 = 人口 ÷ 组内合计(人口)
上级人口 = 上级.人口 不适用则 0
名次数 = 全体名次(人口)
{项目}比 = 项目.分值 ÷ 全体最高(人口)
'''
[standing]
score = '人口 × 1分'
";

fn of(case: &Case) -> Own {
    let engine = case.engine();
    own(&engine, case.tables(), case.texts(), 0)
}

fn rows(case: &Case, own: &Own, table: &str, unit: usize) -> Option<Vec<u32>> {
    let index = case.tables().named(table, Some("案")).unwrap();
    match own.rows(index, unit) {
        Rows::Whole => None,
        Rows::Few(rows) => Some(rows.to_vec()),
    }
}

#[test]
fn rows_come_to_units_by_the_references_that_decide_belonging() {
    let case = case(SCHEME);
    let own = of(&case);
    assert_eq!(rows(&case, &own, "单位", 1), Some(vec![1]));
    assert_eq!(rows(&case, &own, "项目", 0), Some(vec![1, 2]));
    assert_eq!(rows(&case, &own, "项目", 2), Some(vec![]));
    assert_eq!(rows(&case, &own, "进度", 0), Some(vec![0, 2]), "through the project");
    assert_eq!(rows(&case, &own, "进度", 1), Some(vec![1]));
    assert_eq!(rows(&case, &own, "互评", 0), Some(vec![1]), "both references must name the unit");
    assert_eq!(rows(&case, &own, "互评", 1), Some(vec![]));
    assert_eq!(rows(&case, &own, "参数", 2), None, "what speaks of nobody is everybody's");
}

#[test]
fn parts_that_speak_of_others_are_given_with_their_values() {
    let case = case(SCHEME);
    let own = of(&case);
    let number = |value: Option<&Value>| match value {
        Some(Value::Number(n)) => n.trimmed(6),
        other => format!("{other:?}"),
    };
    let found = own.given.iter().map(|g| {
        let values = (0..3).map(|unit| number(g.value(&g.key(&[unit, 0]).unwrap()))).collect::<Vec<_>>();
        format!("{} = {}", g.text, values.join(" "))
    });
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            "组内合计(人口) = 400 400 50",
            "上级.人口 = Some(NotApplicable) 100 100",
            "全体名次(人口) = 2 1 3",
            "全体最高(人口) = 300 300 300",
        ]
    );
}

#[test]
fn a_table_that_names_units_in_plain_text_is_nobodys() {
    let scheme = "
scheme = '案'
units = '单位'
[table.'单位']
rows = '名称；甲；乙'
[table.'往年']
from = '往年.csv'
columns = '名单；得分: 分'
[table.'档']
from = '档.csv'
columns = '名单；得分: 分'
[clause.'一']
rules = '''
旧分 = 取(往年.得分，其中 往年.名单 = 单位.名称) 不适用则 0
新分 = 合计(档.得分) × 2
'''
[standing]
score = '旧分'
";
    let files = [
        ("方案.toml", scheme),
        ("2025/往年.csv", "名单,得分\n甲,90\n乙,80\n"),
        ("2025/档.csv", "名单,得分\n高,2\n低,1\n"),
    ];
    let case = project(&files);
    assert!(!case.has_errors(), "{:?}", case.wrong());
    let own = of(&case);
    assert_eq!(rows(&case, &own, "往年", 0), Some(vec![]));
    assert_eq!(rows(&case, &own, "档", 0), None);
}
