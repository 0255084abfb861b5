use super::*;
use crate::batch::staging::Staging;

fn manifest(outputs: Vec<Hashed>) -> Manifest {
    Manifest {
        program: "kaohe".into(),
        version: "0.1.0".into(),
        project: "某县".into(),
        period: "2025".into(),
        issued: "2025-12-31".into(),
        draft: true,
        schemes: vec![hashed("方案.toml", b"x")],
        inputs: vec![hashed("b.xlsx", b"b"), hashed("a.xlsx", b"a")],
        templates: Vec::new(),
        fonts: Vec::new(),
        outputs,
        findings: Found::default(),
    }
}

fn published(outputs: &Path) -> std::path::PathBuf {
    let staging = Staging::begin(outputs, "某县", "2025").expect("free");
    staging.write("排名.xlsx", b"rank").expect("written");
    staging.write("反馈/甲村.pdf", b"feedback").expect("written");
    staging.write(NAME, &manifest(staging.outputs()).sorted().bytes()).expect("written");
    staging.commit(&mut Findings::default()).expect("exchanged")
}

fn codes(folder: &Path) -> Vec<(&'static str, String)> {
    verify(folder).into_iter().map(|found| (found.code.id, found.args[0].1.clone())).collect()
}

#[test]
fn untouched_outputs_agree() {
    let outputs = tempfile::tempdir().expect("a folder");
    let folder = published(outputs.path());
    assert_eq!(codes(&folder), []);
    fs::write(folder.join("反馈/~$甲村.xlsx"), "x").expect("a file");
    assert_eq!(codes(&folder), [], "what a spreadsheet program lays beside an open file does not count");
}

#[test]
fn changed_missing_and_foreign_files_are_found() {
    let outputs = tempfile::tempdir().expect("a folder");
    let folder = published(outputs.path());
    fs::write(folder.join("排名.xlsx"), "Rank").expect("changed");
    fs::remove_file(folder.join("反馈/甲村.pdf")).expect("removed");
    fs::write(folder.join("反馈/乙村.pdf"), "x").expect("added");
    let found =
        [("output-missing", "反馈/甲村.pdf"), ("output-changed", "排名.xlsx"), ("output-unlisted", "反馈/乙村.pdf")];
    assert_eq!(codes(&folder), found.map(|(code, name)| (code, name.to_owned())));
}

#[test]
fn a_folder_without_a_manifest_is_no_run() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(codes(folder.path()), [("manifest-missing", NAME.to_owned())]);
    assert_eq!(codes(&folder.path().join("nowhere")), [("manifest-missing", NAME.to_owned())]);
    fs::write(folder.path().join(NAME), "{}").expect("a file");
    assert_eq!(codes(folder.path()), [("manifest-unreadable", NAME.to_owned())]);
}

#[test]
fn the_same_run_has_the_same_bytes() {
    let (a, b) = (hashed("a.csv", b"1"), hashed("b.csv", b"2"));
    let bytes = manifest(vec![a.clone(), b.clone()]).sorted().bytes();
    assert_eq!(bytes, manifest(vec![b, a]).sorted().bytes());
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.starts_with("{\n  \"program\": \"kaohe\",\n  \"version\": \"0.1.0\",\n"), "{text}");
    assert!(text.ends_with("}\n"));
    let inputs = (text.find("a.xlsx"), text.find("b.xlsx"));
    assert!(inputs.0.is_some() && inputs.0 < inputs.1, "lists are in order of name");
}

#[test]
fn findings_are_counted_and_listed() {
    let code = |severity, id| Code { id, severity };
    let mut findings = Findings::default();
    findings.push(Finding::new(code(Severity::Warning, "a-code"), Place::cell("评议.xlsx", "表", 4, 2)));
    findings.push(Finding::new(code(Severity::Note, "b-code"), Place::file("评议.xlsx")));
    let found = Found::new(&findings, &Sources::new());
    assert_eq!((found.errors, found.warnings, found.notes), (0, 1, 1));
    assert_eq!((found.list[0]["cell"].as_str(), found.list[1]["code"].as_str()), (Some("C5"), Some("b-code")));
}

#[test]
fn the_same_run_made_again_agrees() {
    let first = manifest(vec![hashed("排名.xlsx", b"1")]);
    assert_eq!(compare(&first, &first.clone().sorted()), []);
}

#[test]
fn products_that_come_out_otherwise_are_told() {
    let first = manifest(vec![hashed("排名.xlsx", b"1"), hashed("旧.csv", b"2")]);
    let again = manifest(vec![hashed("排名.xlsx", b"3"), hashed("新.csv", b"2")]);
    let codes: Vec<&str> = compare(&first, &again).iter().map(|f| f.code.id).collect();
    assert_eq!(codes, ["recomputed-otherwise", "not-recomputed", "recomputed-more"]);
}

#[test]
fn what_a_run_was_made_from_explains_its_products() {
    let first = manifest(vec![hashed("排名.xlsx", b"1")]);
    let mut again = manifest(vec![hashed("排名.xlsx", b"2")]);
    again.inputs = vec![hashed("a.xlsx", b"A"), hashed("c.xlsx", b"c")];
    again.version = "0.2.0".into();
    let codes: Vec<(&str, String)> =
        compare(&first, &again).iter().map(|f| (f.code.id, f.place.file.to_string())).collect();
    let expected = [
        ("program-differs", NAME),
        ("made-from-missing", "b.xlsx"),
        ("made-from-changed", "a.xlsx"),
        ("made-from-added", "c.xlsx"),
    ];
    assert_eq!(codes, expected.map(|(code, file)| (code, file.to_owned())));
}
