//! `kaohe verify`: outputs against their manifest and, with the inputs, against the run made once more.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::damage::copied;
use crate::program::{Said, run, text};

const PERIOD: &str = "2012";

/// A project in a folder of its own, run once.
struct Done {
    work: tempfile::TempDir,
    project: PathBuf,
}

impl Done {
    /// Changes the copy first; then runs it for a date of issue that the scheme does not know.
    fn of(project: &str, change: impl Fn(&Path)) -> Done {
        let work = tempfile::tempdir().expect("a folder");
        let project = copied(project, work.path());
        change(&project);
        let done = Done { work, project };
        let said = run(&[
            "run",
            text(&done.project),
            "--period",
            PERIOD,
            "--issued",
            "2013-02-28",
            "--outputs",
            text(&done.work.path().join("outputs")),
        ]);
        assert_eq!(said.code, 0, "{:?}", said.lines());
        done
    }
    fn folder(&self) -> PathBuf {
        let name = self.project.file_name().expect("a name");
        self.work.path().join("outputs").join(name).join(PERIOD)
    }
    fn verified(&self) -> Said {
        run(&["verify", text(&self.folder())])
    }
    fn recomputed(&self) -> Said {
        run(&["verify", text(&self.folder()), "--inputs", text(&self.project)])
    }
    fn manifest(&self) -> Value {
        serde_json::from_slice(&fs::read(self.folder().join("manifest.json")).expect("a manifest")).expect("JSON")
    }
}

/// The names in one of the manifest's lists.
fn names(manifest: &Value, list: &str) -> Vec<String> {
    let files = manifest[list].as_array().expect("a list").iter();
    files.map(|file| file["file"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn untouched_outputs_are_verified_and_recomputed() {
    let done = Done::of("shanghang", |_| {});
    assert_eq!((done.verified().code, done.verified().lines()), (0, vec![]));
    let again = done.recomputed();
    assert_eq!((again.code, again.lines()), (0, vec![]));
    assert_eq!(done.manifest()["issued"], "2013-02-28", "the run is made again for its own date of issue");
}

#[test]
fn every_file_that_was_read_is_in_the_manifest_and_no_other() {
    let done = Done::of("shanghang", |project| {
        // A workbook may lie beside the scheme, a project may have templates, and offices leave things about.
        let roster = "考评对象名单.xlsx";
        fs::rename(project.join(PERIOD).join(roster), project.join(roster)).expect("moved");
        fs::write(project.join(PERIOD).join("~$考评对象名单.xlsx"), "x").expect("written");
        fs::create_dir(project.join("templates")).expect("a folder");
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/charts.typ");
        fs::copy(own, project.join("templates/charts.typ")).expect("copied");
    });
    let manifest = done.manifest();
    let mut expected: Vec<String> = fs::read_dir(done.project.join(PERIOD))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| !name.starts_with("~$"))
        .chain(["考评对象名单.xlsx".to_owned()])
        .collect();
    expected.sort();
    assert_eq!(names(&manifest, "inputs"), expected);
    let templates = names(&manifest, "templates");
    assert!(templates.contains(&"shanghang/templates/charts.typ".to_owned()), "{templates:?}");
    assert!(!templates.contains(&"templates/charts.typ".to_owned()), "the project's own stands before it");
    assert!(templates.contains(&"templates/gbt9704.typ".to_owned()), "{templates:?}");
    assert!(names(&manifest, "fonts").iter().all(|name| name.starts_with("templates/fonts/")));
    assert_eq!(done.recomputed().code, 0);
}

#[test]
fn a_changed_output_fails() {
    let done = Done::of("shanghang", |_| {});
    fs::write(done.folder().join("results.csv"), "scheme\n").expect("written");
    for said in [done.verified(), done.recomputed()] {
        assert_eq!((said.code, said.findings()[0]["code"].as_str()), (1, Some("output-changed")));
    }
}

#[test]
fn a_changed_input_fails_only_with_the_inputs() {
    let done = Done::of("shanghang", |_| {});
    let path = done.project.join("shanghang.toml");
    let scheme = fs::read_to_string(&path).expect("a scheme");
    fs::write(&path, scheme.replace("× 0.6", "× 0.7")).expect("written");
    assert_eq!(done.verified().code, 0);
    let said = done.recomputed();
    assert_eq!((said.code, said.lines()), (1, vec!["error made-from-changed shanghang.toml".to_owned()]));
}

#[test]
fn a_manifest_that_was_mended_to_fit_a_forged_figure_fails_with_the_inputs() {
    let done = Done::of("shanghang", |_| {});
    let (results, manifest) = (done.folder().join("results.csv"), done.folder().join("manifest.json"));
    let honest = fs::read_to_string(&results).expect("results");
    let forged = honest.replacen("二等奖", "一等奖", 1);
    assert_ne!(forged, honest);
    fs::write(&results, &forged).expect("written");
    let entry = kaohe::digest::hashed("results.csv", forged.as_bytes());
    let mut list = done.manifest();
    let outputs = list["outputs"].as_array_mut().expect("a list");
    let own = outputs.iter_mut().find(|file| file["file"] == "results.csv").expect("listed");
    *own = serde_json::to_value(entry).expect("JSON");
    fs::write(manifest, serde_json::to_vec(&list).expect("JSON")).expect("written");
    assert_eq!(done.verified().code, 0, "by itself the folder is consistent");
    let said = done.recomputed();
    assert_eq!((said.code, said.lines()), (1, vec!["error recomputed-otherwise results.csv".to_owned()]));
}

#[test]
fn inputs_that_are_not_there_are_wrong_use() {
    assert_eq!(run(&["verify", "outputs", "--inputs", "inputs/nowhere"]).code, 2);
}
