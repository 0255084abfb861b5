//! A project of any size for the benches.

use std::fs;
use std::path::{Path, PathBuf};

/// The scheme of the generated project.
const SCHEME: &str = r#"scheme = "bench"
title = "考核"
basis = "考核办法"
units = "单位"
group = "“全部”"
[table."单位"]
key = "名称"
from = "名单.csv"
columns = "名称"
[table."指标"]
key = "指标"
from = "指标.csv"
columns = "指标；分值: 分"
[table."完成"]
one_per = ["单位", "指标"]
from = "完成.csv"
columns = "单位: 单位；目标 = {指标}>目标: 数；实绩 = {指标}>实绩: 数"
[table."台账"]
ledger = true
from = "台账.csv"
columns = "单位: 单位；事项；扣分: 分"
[clause."一"]
rules = '''
得分·{指标}[满分 指标.分值] = 指标.分值 × 完成率(实绩, 目标)
指标得分 = 合计(得分·{指标})
扣分 = 不超过(合计(台账.扣分), 20)
综合得分 = 不低于(指标得分 − 扣分, 0)
扣分位次 = 全体名次(扣分, 从低)
奖金总额 = 1000元 × 全体个数()
'''
[standing]
score = "综合得分"
tier = [
  { name = "优秀", when = "得分 ≥ 50", quota = "四舍五入(全体个数() × 25%)" },
  { name = "合格", when = "得分 ≥ 30" },
  { name = "不合格" },
]
pay = "全体分配(奖金总额, 得分)"
prize = [{ name = "先进", when = "名次 ≤ 10" }]
[issue]
office = "考核办"
notice = "示例数据，纯属虚构"
[document."通报"]
title = "关于{年}年度考核结果的通报"
to = ["各单位"]
"#;

/// A project of invented units with every figure from a fixed sequence.
pub fn generate(folder: &Path, units: usize, indicators: usize) {
    let inputs: PathBuf = folder.join("2025");
    fs::create_dir_all(&inputs).expect("a folder");
    let write = |path: PathBuf, text: String| fs::write(path, text).expect("a file");
    write(folder.join("bench.toml"), SCHEME.into());
    let unit = |u: usize| format!("单位{u:05}");
    write(inputs.join("名单.csv"), lines("名称", (0..units).map(unit)));
    write(inputs.join("指标.csv"), lines("指标,分值", (0..indicators).map(|i| format!("指标{i:02},5"))));
    let mut state = 12345_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let top: Vec<String> = (0..indicators).flat_map(|i| [format!("指标{i:02}"), String::new()]).collect();
    let under: Vec<&str> = (0..indicators).flat_map(|_| ["目标", "实绩"]).collect();
    let mut table = format!("单位,{}\n,{}\n", top.join(","), under.join(","));
    for u in 0..units {
        let figures: Vec<String> = (0..indicators)
            .flat_map(|_| [(100 + next(900)).to_string(), format!("{}.{}", 80 + next(900), next(10))])
            .collect();
        table.push_str(&format!("{},{}\n", unit(u), figures.join(",")));
    }
    write(inputs.join("完成.csv"), table);
    let ledger = (0..units).map(|u| format!("{},事项{u},{}.5", unit(u), next(6)));
    write(inputs.join("台账.csv"), lines("单位,事项,扣分", ledger));
}

fn lines(head: &str, rows: impl Iterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}
