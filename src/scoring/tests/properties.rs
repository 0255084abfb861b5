//! What holds whatever the figures: caps keep the order, what drops out leaves its weight to the rest, a rounded
//! figure is the nearest.

use proptest::prelude::*;

use super::fixture::{case, rules, scheme};
use crate::number::Exact;

/// The values of rules, one each.
fn values<const N: usize>(text: &str, names: [&str; N]) -> [Exact; N] {
    let case = case(text);
    names.map(|name| {
        let shown = case.values(name);
        let (above, below) = shown.split_once('/').unwrap_or((&shown, "1"));
        let part = |text| Exact::parse(text).expect("a number");
        part(above).checked_div(&part(below)).expect("a fraction")
    })
}

fn cents(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn caps_keep_the_order(a in -5000i64..50000, more in 0i64..5000, cap in -1000i64..50000, wide in 0i64..9000) {
        let (low, high, cap, top) = (cents(a), cents(a + more), cents(cap), cents(cap + wide));
        let text = |x: &str, n: u8| format!(
            "上{n} = 不超过({x}, {cap})\n下{n} = 不低于({x}, {cap})\n间{n} = 限定({x}, {cap}, {top})\n扣{n} = 扣完为止(100, {x})"
        );
        let both = rules(&format!("{}\n{}\n顶 = {cap}", text(&low, 1), text(&high, 2)));
        let [a1, a2, b1, b2, c1, c2, d1, d2, cap] =
            values(&both, ["上1", "上2", "下1", "下2", "间1", "间2", "扣1", "扣2", "顶"]);
        prop_assert!(a1 <= a2 && a2 <= cap, "at most");
        prop_assert!(b1 <= b2 && b1 >= cap, "at least");
        prop_assert!(c1 <= c2 && c1 >= cap, "between");
        prop_assert!(d1 >= d2 && !d2.is_negative(), "until nothing is left");
    }

    #[test]
    fn what_drops_out_leaves_its_weight_to_the_rest(
        parts in prop::collection::vec((1i64..60, prop::option::of(0i64..12000)), 2..6),
    ) {
        prop_assume!(parts.iter().any(|(_, mark)| mark.is_some()));
        let names = ["甲", "乙", "丙", "丁", "戊"];
        let marks: Vec<String> = names.iter().zip(&parts).map(|(name, (_, mark))| match mark {
            Some(mark) => format!("{name} = {} × 1", cents(*mark)),
            None => format!("{name} = 不适用"),
        }).collect();
        let terms: Vec<String> = names.iter().zip(&parts).map(|(name, (w, _))| format!("{name} × {w}%")).collect();
        let text = rules(&format!("{}\n总 = 按权重({})", marks.join("\n"), terms.join("，")));
        let [made] = values(&text, ["总"]);
        let there = || parts.iter().filter_map(|(weight, mark)| Some((*weight, (*mark)?)));
        let (sum, weights) = there().fold((0, 0), |(sum, all), (weight, mark)| (sum + weight * mark, all + weight));
        prop_assert_eq!(made, Exact::ratio(sum, weights * 100).expect("weights are above nought"));
    }

    #[test]
    fn an_even_share_is_the_share_of_the_whole(
        items in prop::collection::vec((1i64..40, any::<bool>()), 1..7), share in 0i64..101,
    ) {
        prop_assume!(items.iter().any(|(_, there)| *there));
        let row = |(at, (full, there)): (usize, &(i64, bool))| {
            let got = if *there { cents(full * share) } else { "—".to_owned() };
            format!("项{at} | {full} | {got}")
        };
        let rows: Vec<String> = items.iter().enumerate().map(row).collect();
        let table = format!(
            "[table.\"项\"]\nrows = '''\n项 | 满数: 分 | 得数: 分，空=不适用\n{}\n'''", rows.join("\n")
        );
        let [rate] = values(&scheme("甲", "率 = 全体得分率(项.得数, 项.满数)", &table), ["率"]);
        prop_assert_eq!(rate, Exact::ratio(share, 100).expect("100 is not nought"));
    }

    #[test]
    fn a_rounded_figure_is_the_nearest(a in -99999i64..999_999, b in 1i64..999) {
        let minus = if a < 0 { "−" } else { "" };
        let x = format!("{minus}{} ÷ {b}", a.abs());
        let text = rules(&format!("值 = {x}\n入 = 四舍五入({x}, 2)\n双 = 修约({x}, 2)\n去 = 去尾({x}, 2)\n进 = 进一({x}, 2)"));
        let [x, near, even, cut, up] = values(&text, ["值", "入", "双", "去", "进"]);
        let (half, step) = (Exact::decimal(5, 3), Exact::decimal(1, 2));
        prop_assert!((&near - &x).abs() <= half && (&even - &x).abs() <= half);
        prop_assert!(cut.abs() <= x.abs() && (&cut - &x).abs() < step);
        prop_assert!(up >= x && &up - &x < step || a < 0 && (&up - &x).abs() < step);
        prop_assert!([near, even, cut, up].iter().all(|made| (made * &Exact::from(100)).is_integer()));
    }
}
