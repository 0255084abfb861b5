use super::*;
use crate::batch::staging::Staging;
use crate::finding::Place;

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
    staging.write(NAME, &manifest(staging.outputs()).bytes()).expect("written");
    staging.commit(&mut Findings::default()).expect("exchanged")
}

fn codes(folder: &Path) -> Vec<(&'static str, String)> {
    verify(folder).into_iter().map(|found| (found.code.id, found.args[0].1.clone())).collect()
}

#[test]
fn a_hash_is_the_one_that_everyone_computes() {
    // FIPS 180-2, appendix B.1.
    let facts = hashed("abc", b"abc");
    assert_eq!(facts.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(facts.size, 3);
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
    let bytes = manifest(vec![a.clone(), b.clone()]).bytes();
    assert_eq!(bytes, manifest(vec![b, a]).bytes());
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
