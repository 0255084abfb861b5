//! A scheme with everything: indicators, bonus, deduction with a cap, tiers, prizes, pay, two groups.

use std::path::Path;

use super::super::model::{Account, AccountKind, Gap, Missing, Notice, Side};
use super::{computed, field, notice, of, results};
use crate::finding::Findings;
use crate::results::Results;

const SCHEME: &str = r#"
scheme = "全"
title  = "工作考核"
basis  = "某发〔2025〕1号"
units  = "单位"
group  = "组别"
[table."单位"]
rows = '''
单位 | 组别: “甲组”｜“乙组”
东村 | 甲组
西村 | 甲组
南村 | 甲组
北村 | 乙组
'''
[table."指标"]
rows = "指标 | 分值: 分；粮食 | 60；税收 | 40"
[table."完成"]
one_per = ["单位", "指标"]
from = "完成.csv"
columns = "单位: 单位；指标: 指标；目标: 数；实绩: 数"
[table."台账"]
ledger = true
from = "台账.csv"
columns = "单位: 单位；日期: 日期；来源；事由；扣分: 分"
[table."表彰台账"]
ledger = true
from = "表彰.csv"
columns = "单位: 单位；事由；加分: 分"
[clause."一 指标"]
rules = '''
得分·{指标}[满分 指标.分值] = 不超过(指标.分值 × 实绩 ÷ 目标, 指标.分值)
指标得分 = 合计(得分·{指标})
'''
[clause."二 加减分"]
rules = '''
扣分 = 不超过(合计(台账.扣分), 5)
加分 = 合计(表彰台账.加分)
'''
[clause."三 综合"]
rules = "综合得分 = 指标得分 + 加分 − 扣分"
[standing]
score = "综合得分"
tier  = [
  { name = "优秀", when = "得分 ≥ 90 且 名次 ≤ 1" },
  { name = "良好", when = "得分 ≥ 80" },
  { name = "合格" },
]
prize = [ { name = "一等奖", when = "名次 = 1" } ]
flag  = [ { name = "约谈", when = "得分 < 75" } ]
pay   = "(得分 ÷ 1分) × 10元"
[issue]
office = "考核办"
notice = "示例数据，纯属虚构"
[document."反馈通知书"]
title = "{年}年度|工作考核结果|反馈通知书"
telephone = "1234567"
"#;

const FILES: [(&str, &str); 3] = [
    (
        "完成.csv",
        "单位,指标,目标,实绩\n东村,粮食,100,100\n东村,税收,100,90\n西村,粮食,100,50\n西村,税收,100,123.4567\n\
         南村,粮食,100,80\n南村,税收,100,85\n北村,粮食,10,9\n北村,税收,10,10\n",
    ),
    ("台账.csv", "单位,日期,来源,事由,扣分\n东村,2025-05-06,督查室,迟报,4\n东村,2025-02-03,监察室,空岗,3\n"),
    ("表彰.csv", "单位,事由,加分\n东村,市级表彰,2\n"),
];

fn full() -> Results {
    results(SCHEME, &FILES)
}

fn gap(side: Side, by: &str) -> Gap {
    Gap { side, by: by.into() }
}

#[test]
fn the_result_and_the_place_in_the_field() {
    let east = of(&full(), "东村");
    // 60 + 36 + 2 − 5 = 93; the group: 93, 70, 82; mean 245 ÷ 3 = 81.666…
    assert_eq!(east.result.score.as_deref(), Some("93.00"));
    assert_eq!(east.result.group.as_deref(), Some("甲组"));
    let rank = east.result.rank.unwrap();
    assert_eq!((rank.rank.as_str(), rank.of.as_str(), rank.units, rank.tied), ("1", "3", None, None));
    assert_eq!((east.result.tier.as_deref(), east.result.prize.as_deref()), (Some("优秀"), Some("一等奖")));
    assert_eq!(east.result.pay.as_deref(), Some("930.00元"));
    assert!(east.result.flags.is_empty());
    let field = east.field.unwrap();
    assert_eq!((field.units.as_str(), field.mean.as_str(), field.best.as_str()), ("3", "81.67", "93.00"));
    assert_eq!((field.from_mean, field.from_best), (gap(Side::Above, "11.33"), gap(Side::Level, "0.00")));
    assert!(!field.all_equal);
    assert_eq!(of(&full(), "西村").result.flags, ["约谈"]);
}

#[test]
fn blocks_against_full_marks_and_the_group() {
    let east = of(&full(), "东村");
    let [block, bonus, minus] = &east.blocks[..] else { panic!("{:?}", east.blocks) };
    // 96 of 100; the group 96 + 70 + 82 = 248 of 300.
    assert_eq!(
        (block.score.as_str(), block.full.as_deref(), block.rate.as_deref()),
        ("96.00", Some("100"), Some("96.00%"))
    );
    assert_eq!((block.mean_rate.as_deref(), block.rate_gap.as_deref()), (Some("82.67%"), Some("+13.33")));
    assert_eq!((block.mean.as_deref(), block.gap.as_deref()), (Some("82.67"), Some("+13.33")));
    assert_eq!((bonus.score.as_str(), bonus.full.as_deref(), bonus.rate.as_deref()), ("2.00", None, None));
    // The group was taken 5, 0 and 0.
    assert_eq!(
        (minus.score.as_str(), minus.mean.as_deref(), minus.gap.as_deref()),
        ("−5.00", Some("−1.67"), Some("−3.33"))
    );
    assert_eq!(east.weakest, None, "one block alone is not the weakest");
    let chart = east.chart.unwrap();
    assert_eq!((chart.measure.as_str(), chart.bars.len()), ("得分率", 1));
    let bar = &chart.bars[0];
    assert_eq!([bar.own_text.as_str(), &bar.mean_text, &bar.best_text], ["96.00", "82.67", "96.00"]);
}

#[test]
fn indicators_with_their_raw_figures() {
    let west = of(&full(), "西村");
    let [table] = &west.indicators[..] else { panic!("{:?}", west.indicators) };
    assert_eq!((table.name.as_str(), &table.raw[..]), ("指标", &["目标".to_owned(), "实绩".to_owned()][..]));
    assert_eq!(table.inapplicable, None);
    let [grain, tax] = &table.rows[..] else { panic!("{:?}", table.rows) };
    assert_eq!((grain.name.as_str(), grain.full.as_str(), grain.score.as_str()), ("粮食", "60", "30.00"));
    assert_eq!((&grain.raw[..], grain.rate.as_deref()), (&["100".to_owned(), "50".to_owned()][..], Some("50.00%")));
    // (60 + 30 + 48) of 180.
    assert_eq!(grain.mean_rate.as_deref(), Some("76.67%"));
    assert_eq!((tax.raw[1].as_str(), tax.rate.as_deref()), ("123.4567", Some("100.00%")));
    let weak: Vec<(&str, &str)> = west.weak.iter().map(|w| (w.name.as_str(), w.rate.as_str())).collect();
    assert_eq!(weak, [("粮食", "50.00%")]);
    let behind: Vec<(&str, &str)> = west.behind.iter().map(|b| (b.name.as_str(), b.by.as_str())).collect();
    assert_eq!(behind, [("粮食", "26.67")]);
}

#[test]
fn each_deduction_and_bonus_with_its_origin() {
    let east = of(&full(), "东村");
    let [bonus, minus] = &east.accounts[..] else { panic!("{:?}", east.accounts) };
    assert_eq!((bonus.name.as_str(), bonus.kind, bonus.counted.as_deref()), ("加分", AccountKind::Bonus, Some("2")));
    assert_eq!(bonus.listed, None);
    assert_eq!((minus.name.as_str(), minus.kind), ("扣分", AccountKind::Deduction));
    // 3 + 4 are listed, at most 5 count.
    assert_eq!((minus.counted.as_deref(), minus.listed.as_deref()), (Some("5"), Some("7")));
    let [first, second] = &minus.entries[..] else { panic!("{:?}", minus.entries) };
    assert_eq!(
        [first.date.as_str(), &first.source, &first.reason, &first.points],
        ["2025年2月3日", "监察室", "空岗", "3"],
        "by date"
    );
    let origin = first.origin.as_ref().unwrap();
    assert_eq!([origin.file.as_str(), &origin.sheet, &origin.row], ["台账.csv", "", "3"]);
    assert_eq!((second.reason.as_str(), second.origin.as_ref().unwrap().row.as_str()), ("迟报", "2"));
    let west = of(&full(), "西村");
    assert!(west.accounts.iter().all(|a| a.entries.is_empty() && a.counted.as_deref() == Some("0")));
}

#[test]
fn a_row_that_goes_on_under_a_name_is_cited_by_its_own_line() {
    let scheme = "scheme = \"续\"\ntitle = \"考核\"\nbasis = \"办法\"\nunits = \"村\"\n\
        [table.\"村\"]\nrows = \"名称；东村；西村\"\n\
        [table.\"台账\"]\nfrom = \"台账.csv\"\nledger = true\ncolumns = \"村: 村，续上；事由；扣分: 分\"\n\
        [clause.\"一\"]\nrules = \"总分 = 100分 − 合计(台账.扣分)\"\n[standing]\nscore = \"总分\"\n";
    let east = of(&results(scheme, &[("台账.csv", "村,事由,扣分\n东村,迟报,1\n,空岗,2\n西村,漏报,3\n")]), "东村");
    let rows = |account: &Account| -> Vec<String> {
        account.entries.iter().map(|entry| entry.origin.as_ref().unwrap().row.clone()).collect()
    };
    assert_eq!(rows(&east.accounts[0]), ["2", "3"]);
}

#[test]
fn what_a_method_takes_away_is_a_deduction() {
    let scheme = SCHEME
        .replace("扣分 = 不超过(合计(台账.扣分), 5)", "纪律 = 扣完为止(10, 合计(台账.扣分))")
        .replace("指标得分 + 加分 − 扣分", "指标得分 + 加分 + 纪律");
    assert_ne!(scheme, SCHEME);
    let east = of(&results(&scheme, &FILES), "东村");
    let [_, minus] = &east.accounts[..] else { panic!("{:?}", east.accounts) };
    assert_eq!((minus.name.as_str(), minus.kind), ("扣分", AccountKind::Deduction));
    let listed: Vec<&str> = minus.entries.iter().map(|e| e.points.as_str()).collect();
    assert_eq!(listed, ["3", "4"]);
    assert_eq!(minus.counted, None, "纪律 is what is left, 3 of 10, and not what was taken");
}

#[test]
fn the_formula_with_the_figures_put_in() {
    let east = of(&full(), "东村").calculation.unwrap();
    let lines: Vec<(&str, Option<&str>, Option<&str>, &str)> = std::iter::once(&east.composite)
        .chain(&east.steps)
        .map(|f| (f.name.as_str(), f.words.as_deref(), f.figures.as_deref(), f.value.as_str()))
        .collect();
    let expected = [
        ("综合得分", Some("指标得分+加分−扣分"), Some("96+2−5"), "93.00分"),
        ("指标得分", Some("合计(得分)"), Some("60+36"), "96"),
        ("得分·粮食", Some("不超过(指标.分值×实绩÷目标, 指标.分值)"), Some("不超过(60×100÷100, 60)"), "60"),
        ("得分·税收", None, Some("不超过(40×90÷100, 40)"), "36"),
        ("加分", Some("合计(表彰台账.加分)"), None, "2"),
        ("扣分", Some("不超过(合计(台账.扣分), 5)"), Some("不超过(4+3, 5)"), "5"),
    ];
    assert_eq!(lines, expected);
    assert_eq!(east.composite.basis.as_deref(), Some("三 综合"));
}

#[test]
fn the_distance_to_the_next_place_tier_and_prize() {
    let all = full();
    let place = |n: &Notice| n.place.as_ref().map(|p| (p.rank.clone(), p.gap.clone()));
    let east = of(&all, "东村");
    assert_eq!(place(&east), Some((None, None)));
    assert!(east.awards.iter().all(|a| a.top && a.name.is_none()), "{:?}", east.awards);
    let south = of(&all, "南村");
    assert_eq!(place(&south), Some((Some("1".into()), Some("11.00".into()))));
    let [tier, prize] = &south.awards[..] else { panic!("{:?}", south.awards) };
    assert_eq!((tier.kind.as_str(), tier.name.as_deref(), tier.quota), ("等次", Some("优秀"), false));
    let points = Missing::Points { wanted: "90".into(), strict: false, by: "8.00".into() };
    let places = |by: &str| Missing::Places { wanted: "1".into(), by: by.into() };
    assert_eq!(tier.missing, [points, places("1")]);
    assert_eq!((prize.name.as_deref(), &prize.missing[..]), (Some("一等奖"), &[places("1")][..]));
    let west = of(&all, "西村");
    assert_eq!(place(&west), Some((Some("2".into()), Some("12.00".into()))));
    // 合格 at 70.00: 良好 asks for 80.
    assert_eq!(west.awards[0].missing, [Missing::Points { wanted: "80".into(), strict: false, by: "10.00".into() }]);
}

#[test]
fn what_the_scheme_says_of_the_document_is_kept() {
    let east = of(&full(), "东村");
    assert_eq!(east.paper.title, ["2025年度", "工作考核结果", "反馈通知书"]);
    assert_eq!(
        (east.questions.contact.as_deref(), east.questions.telephone.as_deref()),
        (Some("考核办"), Some("1234567"))
    );
    assert_eq!((east.paper.head, east.paper.number, east.paper.office.as_str()), (None, None, "考核办"));
}

#[test]
fn a_notice_names_nobody_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (project, period) in [
        ("inputs/shanghang", "2012"),
        ("inputs/shanghang", "2013"),
        ("tests/cases/live/groups", "2025"),
        ("tests/cases/live/linked", "2025"),
    ] {
        let results = computed(&root.join(project), period);
        for scheme in &results.schemes {
            let field = field(&results, scheme, &mut Findings::default());
            for unit in 0..scheme.units.len() {
                let text = serde_json::to_string(&notice(&results, scheme, unit, &field)).unwrap();
                let own = &*scheme.units[unit].name;
                for other in scheme.units.iter().map(|u| &*u.name).filter(|n| *n != own) {
                    assert!(!text.contains(other), "{project}: {own} is told of {other}");
                }
            }
        }
    }
}

#[test]
fn a_notice_holds_nobody_elses_figures() {
    let west = "西村,税收,100,123.4567";
    assert!(FILES[0].1.contains(west));
    let all = full();
    for name in ["东村", "南村", "北村"] {
        let text = serde_json::to_string(&of(&all, name)).unwrap();
        assert!(!text.contains("123.45"), "{name} is told what 西村 did");
        assert_eq!(text.contains("空岗"), name == "东村");
    }
}
