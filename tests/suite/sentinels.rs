//! Nobody else's figures: a project in which every unit has numbers and texts of its own, planted in tables of
//! every layout; no unit's workbook or notice holds those of another, and its own workbook holds its own.

mod products;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::inside::Inside;
use crate::program::{run, text};

const PERIOD: &str = "2025";

/// Villages with their groups; no name is part of another.
const VILLAGES: [(&str, &str); 6] = [
    ("青石溪村", "南片"),
    ("白鹭洲村", "南片"),
    ("黄杨坪村", "南片"),
    ("乌桕湾村", "北片"),
    ("紫云岭村", "北片"),
    ("赤水塘村", "北片"),
];
/// Cadres with the places of their villages in the list above; their scores go into those of the villages.
const CADRES: [(&str, usize); 8] = [
    ("欧阳晴川", 0),
    ("司徒望岳", 0),
    ("上官听雨", 1),
    ("诸葛秋实", 2),
    ("东方既白", 3),
    ("慕容远帆", 4),
    ("皇甫青松", 5),
    ("端木明轩", 5),
];
/// Cadres are counted from here.
const FIRST_CADRE: usize = 11;

const VILLAGE_SCHEME: &str = r#"
scheme = "村"
title  = "村级考核"
basis  = "某发〔2025〕2号"
units  = "村"
group  = "片区"
[table."村"]
key = "名称"
columns = "名称；片区: “南片”｜“北片”；人口: 人；书记；地址；率·{率项} = {率项}: 数"
from = "村名册.csv"
[table."率项"]
items = "办结率；满意率"
[table."指标"]
rows = "指标 | 分值: 分；粮食 | 40；防汛 | 30；信访 | 30"
[table."完成"]
one_per = ["村", "指标"]
columns = "村: 村；指标: 指标；目标: 数；实绩: 数"
from = "完成.csv"
[table."季报"]
one_per = ["村", "季度"]
columns = "村: 村；收入 = {季度}: 数"
from = "季报.csv"
[table."评委"]
items = "甲评委；乙评委；丙评委"
[table."打分"]
one_per = ["村", "评委"]
columns = "村: 村；分数 = {评委}: 数"
from = "打分.csv"
[table."自评"]
one_per = ["村"]
columns = "金额: 数；说明"
from = "自评_{村}.csv"
[table."台账"]
ledger = true
columns = "村: 村；日期: 日期；事由；文号；金额: 元"
from = "台账.csv"
derive = "扣分 = 1分 × 每(金额, 100000元)"

[clause."一 计分"]
rules = '''
指标得分·{指标} = 指标.分值 × 完成率(实绩, 目标)
指标总分 = 合计(指标得分·{指标})
收入均 = 平均(季报.收入)
收入比 = 收入均 ÷ 组内平均(收入均) × 10分
评议分 = 去极值平均(打分.分数, 1, 1) ÷ 100000 × 10分
满意分 = (率·办结率 + 率·满意率) ÷ 200000 × 10分
人均 = 自评.金额 ÷ 人口
人均比 = 人均 ÷ 全体最高(人均) × 5分
低于均数：指标总分 < 组内平均(指标总分)
扣分 = 合计(台账.扣分)
干部均分 = 平均(干部.得分)
综合 = 指标总分 + 收入比 + 评议分 + 满意分 + 人均比 + 干部均分 × 10% − 扣分
'''
[standing]
score = "综合"
places = 2
tier = [ { name = "优秀", when = "得分 ≥ 60", quota = "1" }, { name = "良好" } ]
prize = [ { name = "一等奖", when = "名次 = 1" } ]
flag = [ "低于均数", { name = "倒数", when = "倒数名次 = 1" } ]
pay = "组内分配(10000元, 得分)"
[document."整改通知"]
units = "得分 有值"
days  = 30
"#;

const CADRE_SCHEME: &str = r#"
scheme = "干部"
title  = "村干部考核"
basis  = "某发〔2025〕3号"
units  = "干部"
group  = "村.片区"
[table."干部"]
key = "姓名"
columns = "姓名；村: 村；测评: 数；备注"
from = "干部.csv"
[clause."一 测评"]
rules = '''
测评分 = 测评 ÷ 100000 × 60分
相对分 = 测评 ÷ 全体平均(测评) × 40分
'''
[standing]
score = "测评分 + 相对分"
places = 3
"#;

/// A number that only one owner has, in one place: 8, owner, place, and two decimals, the last of them not 0.
fn number(owner: usize, place: usize) -> String {
    format!("8{owner:02}{place:02}.3{}", 1 + (owner + place) % 9)
}

/// The same without decimals.
fn whole(owner: usize, place: usize) -> String {
    format!("8{owner:02}{place:02}7")
}

/// A text that only one owner has, in one place.
fn words(owner: usize, place: usize) -> String {
    format!("暗记{owner:02}{place:02}号")
}

/// Who may be met in whose files.
struct Owner {
    scheme: &'static str,
    name: &'static str,
    number: usize,
    /// The village of a cadre, the village itself.
    village: usize,
}

fn owners() -> Vec<Owner> {
    let villages = VILLAGES.iter().enumerate();
    let villages = villages.map(|(at, (name, _))| Owner { scheme: "村", name, number: at + 1, village: at });
    let cadres = CADRES.iter().enumerate();
    let cadres =
        cadres
            .map(|(at, (name, village))| Owner { scheme: "干部", name, number: FIRST_CADRE + at, village: *village });
    villages.chain(cadres).collect()
}

impl Owner {
    /// Numbers that this owner's score is computed from.
    fn numbers(&self) -> Vec<String> {
        if self.scheme == "干部" {
            return vec![number(self.number, 1)];
        }
        let mut all: Vec<String> =
            (1..=15).filter(|place| *place != 3).map(|place| number(self.number, place)).collect();
        all.push(whole(self.number, 3));
        all
    }
    /// Why points were taken.
    fn reasons(&self) -> Vec<String> {
        if self.scheme == "干部" { Vec::new() } else { vec![words(self.number, 1), words(self.number, 2)] }
    }
    /// Everything planted for this owner.
    fn all(&self) -> Vec<String> {
        let texts = (1..=7).map(|place| words(self.number, place));
        self.numbers().into_iter().chain(texts).chain([self.name.to_owned()]).collect()
    }
    /// Its workbook or its notice.
    fn file(&self, folder: &Path, ending: &str) -> PathBuf {
        folder.join("反馈").join(self.scheme).join(format!("{}.{ending}", self.name))
    }
    /// A cadre's score goes into the village's, and the village into what is known of the cadre.
    fn may_show(&self, other: &Owner) -> bool {
        self.number == other.number || self.village == other.village && self.scheme != other.scheme
    }
}

/// Writes the project: each table in another layout, a number or text of its own in every cell of a unit.
fn project(folder: &Path) -> PathBuf {
    let project = folder.join("暗记");
    let period = project.join(PERIOD);
    fs::create_dir_all(&period).unwrap();
    fs::write(project.join("村.toml"), VILLAGE_SCHEME).unwrap();
    fs::write(project.join("干部.toml"), CADRE_SCHEME).unwrap();
    let mut roster = String::from("名称,片区,人口,书记,地址,办结率,满意率\n");
    let mut done = String::from("村,指标,目标,实绩\n");
    let mut quarters = String::from("村,一季度,二季度,三季度,四季度\n");
    let mut marks = String::from("村,甲评委,乙评委,丙评委\n");
    let mut ledger = String::from("村,日期,事由,文号,金额\n");
    for (at, (name, group)) in VILLAGES.iter().enumerate() {
        let n = |place| number(at + 1, place);
        let t = |place| words(at + 1, place);
        let people = whole(at + 1, 3);
        roster += &format!("{name},{group},{people},{},{},{},{}\n", t(3), t(4), n(1), n(2));
        for (place, indicator) in [(4, "粮食"), (5, "防汛"), (6, "信访")] {
            done += &format!("{name},{indicator},100000,{}\n", n(place));
        }
        quarters += &format!("{name},{},{},{},{}\n", n(7), n(8), n(9), n(10));
        marks += &format!("{name},{},{},{}\n", n(11), n(12), n(13));
        ledger += &format!("{name},2025-03-0{},{},{},{}\n", at + 1, t(1), t(5), n(14));
        ledger += &format!("{name},2025-08-1{},{},{},{}\n", at + 1, t(2), t(6), 20 + at);
        fs::write(period.join(format!("自评_{name}.csv")), format!("金额,说明\n{},{}\n", n(15), t(7))).unwrap();
    }
    let mut cadres = String::from("姓名,村,测评,备注\n");
    for (at, (name, village)) in CADRES.iter().enumerate() {
        let owner = FIRST_CADRE + at;
        cadres += &format!("{name},{},{},{}\n", VILLAGES[*village].0, number(owner, 1), words(owner, 3));
    }
    let files = [
        ("村名册.csv", roster),
        ("完成.csv", done),
        ("季报.csv", quarters),
        ("打分.csv", marks),
        ("台账.csv", ledger),
        ("干部.csv", cadres),
    ];
    files.iter().for_each(|(name, content)| fs::write(period.join(name), content).unwrap());
    project
}

/// The folder of a run's outputs.
fn made(folder: &Path) -> PathBuf {
    let said = run(&["run", text(&project(folder)), "--period", PERIOD, "--outputs", text(&folder.join("out"))]);
    assert_eq!(said.code, 0, "{:?}\n{}", said.lines(), said.stderr);
    folder.join("out/暗记").join(PERIOD)
}

#[test]
fn no_unit_sees_anothers_figures() {
    let work = tempfile::tempdir().unwrap();
    let folder = made(work.path());
    let owners = owners();
    let mut leaks = Vec::new();
    for owner in &owners {
        for ending in ["xlsx", "pdf"] {
            let inside = Inside::of(&owner.file(&folder, ending));
            for other in owners.iter().filter(|other| !owner.may_show(other)) {
                for sought in other.all() {
                    let places = inside.holding(&sought);
                    if !places.is_empty() {
                        leaks.push(format!("{}.{ending} holds {sought} of {}: {places:?}", owner.name, other.name));
                    }
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// A rule's value for every unit of a scheme, by name, as exported.
fn computed(folder: &Path, scheme: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut rules: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("components.csv")).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [of, _, unit, rule, value] = fields[..] else { panic!("five fields: {line}") };
        if of == scheme {
            rules.entry(rule.to_owned()).or_default().insert(unit.to_owned(), value.to_owned());
        }
    }
    rules
}

#[test]
fn what_was_computed_for_others_is_not_there() {
    let work = tempfile::tempdir().unwrap();
    let folder = made(work.path());
    let (mut leaks, mut sought) = (Vec::new(), 0);
    for owner in owners() {
        let files = ["xlsx", "pdf"].map(|ending| owner.file(&folder, ending));
        let files = files.map(|file| (file.display().to_string(), Inside::of(&file)));
        for (rule, values) in computed(&folder, owner.scheme) {
            for (unit, value) in values.iter().filter(|(unit, _)| *unit != owner.name) {
                // So many places are nobody else's by chance. Best, worst and mean are statistics of the field.
                let places = value.split_once('.').map_or(0, |(_, places)| places.len());
                if places < 5 || is_statistic(value, &values, owner.scheme) {
                    continue;
                }
                // The last place is rounded here.
                let digits = &value[..value.len() - 1];
                sought += 1;
                for (file, inside) in &files {
                    let places = inside.holding(digits);
                    if !places.is_empty() {
                        leaks.push(format!("{file} holds {rule} {digits} of {unit}: {places:?}"));
                    }
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    assert!(sought > 60, "{sought} values sought");
}

/// The highest, the lowest or the mean of all or of the group: of three evenly spaced units the middle one is the mean.
fn is_statistic(value: &str, values: &BTreeMap<String, String>, scheme: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().unwrap();
    let owners = owners();
    let group =
        |unit: &str| owners.iter().find(|o| o.scheme == scheme && o.name == unit).map(|o| VILLAGES[o.village].1);
    let sorted = |of: Option<&str>| {
        let units = values.iter().filter(|(unit, _)| of.is_none() || group(unit) == of);
        let mut numbers: Vec<f64> = units.map(|(_, value)| number(value)).collect();
        numbers.sort_by(f64::total_cmp);
        let count = f64::from(u32::try_from(numbers.len()).unwrap());
        [numbers.first().copied(), numbers.last().copied(), Some(numbers.iter().sum::<f64>() / count)]
    };
    let statistics = [None, Some("南片"), Some("北片")].map(sorted);
    // As many places as components are exported with.
    statistics.iter().flatten().flatten().any(|known| (known - number(value)).abs() < 1e-5)
}

#[test]
fn every_unit_has_its_own_figures_and_files() {
    let work = tempfile::tempdir().unwrap();
    let folder = made(work.path());
    for owner in owners() {
        let (book, notice) = (Inside::of(&owner.file(&folder, "xlsx")), Inside::of(&owner.file(&folder, "pdf")));
        let in_book = owner.numbers().into_iter().chain(owner.reasons()).chain([owner.name.to_owned()]);
        let missing: Vec<String> = in_book.filter(|sought| book.holding(sought).is_empty()).collect();
        assert_eq!(missing, Vec::<String>::new(), "in {}.xlsx", owner.name);
        let in_notice = owner.reasons().into_iter().chain([owner.name.to_owned()]);
        let missing: Vec<String> = in_notice.filter(|sought| notice.holding(sought).is_empty()).collect();
        assert_eq!(missing, Vec::<String>::new(), "in {}.pdf", owner.name);
    }
    for scheme in ["村", "干部"] {
        let files = crate::inside::hashes(&folder.join("反馈").join(scheme));
        let units = owners().iter().filter(|owner| owner.scheme == scheme).count();
        assert_eq!(files.len(), 2 * units, "a workbook and a notice for each: {files:?}");
    }
}

#[test]
fn what_is_planted_is_found_where_all_units_stand() {
    let work = tempfile::tempdir().unwrap();
    let folder = made(work.path());
    for scheme in ["村", "干部"] {
        let all = Inside::of(&folder.join(format!("排名-{scheme}.xlsx")));
        for owner in owners().iter().filter(|owner| owner.scheme == scheme) {
            for sought in owner.numbers().into_iter().chain([owner.name.to_owned()]) {
                assert!(!all.holding(&sought).is_empty(), "{sought} of {} is nowhere", owner.name);
            }
        }
    }
}
