use super::*;

fn edition(valid: &str) -> String {
    SMALL.replace("units", &format!("{valid}\nunits"))
}

#[test]
fn valid_and_cycle_choose() {
    let old = edition("valid = \"至 2024\"");
    let new = edition("valid = \"2025-01 起\"");
    let files = [("a.toml", old.as_str()), ("b.toml", new.as_str())];
    let chosen = project(&files);
    assert_eq!((chosen.schemes.len(), &*chosen.schemes[0].file), (1, "b.toml"));
    assert_eq!(chosen.schemes[0].valid_from.map(|d| (d.year, d.month, d.day)), Some((2025, 1, 1)));
    assert_eq!(names(&chosen), ["单位"]);
    let (_, findings, texts) = loaded(&[("a.toml", &edition("cycle = \"季\""))], "2025");
    assert_eq!(shown(&findings, &texts), ["nothing-to-run 项目"]);
    let (project, findings, _) = loaded(&[("a.toml", &edition("cycle = \"季\""))], "2025Q3");
    assert!(project.is_some() && findings.is_empty());
}

#[test]
fn two_editions_for_one_period_are_an_error() {
    let old = edition("valid = \"至 2025-06\"");
    let new = edition("valid = \"2025-07 起\"");
    let files = [("a.toml", old.as_str()), ("b.toml", new.as_str())];
    assert_eq!(faults(&files), ["editions-overlap 1:甲"]);
    let (project, findings, _) = loaded(&files, "2025-Q4");
    assert_eq!((project.map(|p| p.schemes.len()), findings.has_errors()), (Some(1), false));
}

#[test]
fn a_bad_span_is_an_error() {
    for wrong in ["2025年起", "2025-13 起", "2025", "2025 至 2024"] {
        let found = faults(&[("a.toml", &edition(&format!("valid = \"{wrong}\"")))]);
        assert_eq!(found, [format!("bad-valid 2:{wrong}")], "{wrong}");
    }
}

#[test]
fn a_folder_without_schemes() {
    assert_eq!(faults(&[("a.toml", "[table.\"甲\"]\nitems = \"乙\"\n")]), ["no-scheme 项目"]);
    assert_eq!(faults(&[]), ["no-scheme 项目"]);
    let (project, findings, _) = read_folder(Path::new("没有这个文件夹"), "2025");
    assert_eq!((project.is_none(), findings.iter().next().map(|f| f.code.id)), (true, Some("project-unreadable")));
}
