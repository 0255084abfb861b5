//! Pay, prizes and pools.

use proptest::prelude::*;

use super::{FIVE, TWO_GROUPS, standing, text};
use crate::formula::tree::StandingItem;
use crate::number::Exact;
use crate::scoring::tests::fixture::{Case, case, project};

fn paid(case: &Case) -> String {
    case.standing(StandingItem::Pay)
}

#[test]
fn pay_and_prize_add_up() {
    let keys = "prize = [ { name = \"一等\", when = \"名次 = 1\", pay = \"900元\" }, { name = \"二等\", when = \"名次 ≤ 3\" } ]\n\
        pay = \"若 得分 ≥ 80 则 10元 × 得分\"";
    assert_eq!(paid(&standing(&FIVE, keys)), "900 1850 900 800 不适用");
    let only_prize = keys.split("\npay").next().unwrap_or_default();
    assert_eq!(paid(&standing(&FIVE, only_prize)), "不适用 900 不适用 不适用 不适用");
}

#[test]
fn a_ladder_by_place_sums_to_nought() {
    let ladder = "pay = \"分档(名次；≤1 得 35元；≤3 得 10元；≤4 得 0元；其余 得 −55元)\"";
    let case = standing(&FIVE, ladder);
    assert_eq!(paid(&case), "10 35 10 0 -55");
}

#[test]
fn a_pool_is_shared_among_all() {
    let pool = |pay: &str| paid(&standing(&FIVE, &format!("pay = \"{pay}\"")));
    // 425 points in all; in fen 2117.64 2235.29 2117.64 1882.35 1647.05: two are left, for 甲 and 丙.
    assert_eq!(pool("全体分配(100元, 得分)"), "21.18 22.35 21.18 18.82 16.47");
    assert_eq!(pool("全体分配(100元, 得分, 1元)"), "21 22 21 19 17");
    assert_eq!(pool("全体分配(0元, 得分)"), "0 0 0 0 0");
    assert_eq!(pool("全体分配(100元, 若 得分 ≥ 95 则 不适用 否则 1)"), "25 不适用 25 25 25");
}

#[test]
fn equal_remainders_go_by_the_roster() {
    let units = [("甲", "一", "1"), ("乙", "一", "1"), ("丙", "一", "1")];
    assert_eq!(paid(&standing(&units, "pay = \"全体分配(0.02元, 得分)\"")), "0.01 0.01 0");
    assert_eq!(paid(&standing(&units, "pay = \"全体分配(100元, 得分)\"")), "33.34 33.33 33.33");
}

#[test]
fn each_group_shares_its_own_pool() {
    // 一: 90 92 70 of 252; 二: 95 80 80 60 of 315, in fen of 1000元.
    let case = standing(&TWO_GROUPS, "pay = \"组内分配(1000元, 得分)\"");
    assert_eq!(paid(&case), "357.14 301.59 365.08 253.97 277.78 253.97 190.47");
}

#[test]
fn what_cannot_be_shared_is_told() {
    let why = |pay: &str| standing(&[("甲", "一", "1"), ("乙", "一", "-1")], &format!("pay = \"{pay}\"")).checked();
    let told = why("全体分配(100元, 得分)");
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with("总额分不下去：有一份是负数（-1）。"), "{told:?}");
    assert!(why("全体分配(100元, 得分 + 得分 × 0 − 得分)")[0].ends_with("各份加起来是 0，没有比例。"));
    assert!(
        why("全体分配(0.001元, 1)")[0]
            .ends_with("总额和最小份额是 0.001，0.01，总额应当不小于 0，并且是最小份额的整数倍。")
    );
    assert!(why("全体分配(−5元, 1)")[0].contains("总额和最小份额是 -5，0.01"));
    assert_eq!(why("全体分配(0元, 0)"), Vec::<String>::new());
}

#[test]
fn a_missing_share_leaves_all_without() {
    let text = text(&FIVE, "pay = \"全体分配(100元, 若 名称 = “丁” 则 缺 否则 1)\"");
    assert_eq!(paid(&case(&text)), "缺 缺 缺 缺 缺");
}

#[test]
fn two_levels_each_sum_to_the_fen() {
    let villages = "scheme = \"村\"\nunits = \"村\"\n[table.\"村\"]\nrows = '''\n村 | 分: 分\n东 | 60\n西 | 40\n'''\n\
        [clause.\"一\"]\nrules = '村分 = 分'\n[standing]\nscore = \"村分\"\npay = \"全体分配(100元, 得分)\"\n";
    let cadres = "scheme = \"干部\"\nunits = \"干部\"\ngroup = \"村\"\n[table.\"干部\"]\nrows = '''\n姓名 | 村: 村 | 评: 分\n\
        张 | 东 | 1\n李 | 西 | 3\n王 | 东 | 1\n赵 | 东 | 1\n钱 | 西 | 1\n'''\n[clause.\"一\"]\nrules = '个人 = 评'\n\
        [standing]\nscore = \"个人\"\npay = \"组内分配(村.绩效工资, 得分)\"\n";
    let case = project(&[("1.toml", cadres), ("2.toml", villages)]);
    assert_eq!(case.wrong(), Vec::<String>::new());
    assert_eq!(paid(&case), "20 30 20 20 10");
    let uneven = project(&[("1.toml", cadres), ("2.toml", &villages.replace("100元", "100.01元"))]);
    // 东 has 60.01 (60.006 rounds up on the larger remainder), 西 40.00.
    assert_eq!(paid(&uneven), "20.01 30 20 20 10");
}

fn fen(sum: &str) -> Exact {
    let amount = Exact::parse(sum).expect("an amount");
    &amount * &Exact::from(100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_parts_sum_to_the_pool_and_each_is_within_a_fen(
        shares in prop::collection::vec(0u32..1000, 1..8),
        pool in 0i64..10_000_000,
    ) {
        prop_assume!(shares.iter().any(|s| *s > 0));
        let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚"];
        let shown: Vec<String> = shares.iter().map(u32::to_string).collect();
        let units: Vec<(&str, &str, &str)> = names.iter().zip(&shown).map(|(n, m)| (*n, "一", m.as_str())).collect();
        let pay = format!("pay = \"全体分配({}.{:02}元, 得分)\"", pool / 100, pool % 100);
        let parts: Vec<Exact> = paid(&standing(&units, &pay)).split(' ').map(fen).collect();
        let sum = parts.iter().fold(Exact::ZERO, |sum, part| &sum + part);
        prop_assert_eq!(sum, Exact::from(pool));
        let total: i64 = shares.iter().map(|s| i64::from(*s)).sum();
        for (part, share) in parts.iter().zip(&shares) {
            prop_assert!(part.is_integer() && !part.is_negative());
            let exact = Exact::ratio(pool, 1).and_then(|p| Exact::ratio(i64::from(*share), total).map(|r| &p * &r)).expect("a share");
            prop_assert!((part - &exact).abs() < Exact::ONE);
        }
    }
}
