use super::*;
use crate::finding::Code;

fn outputs() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn run(outputs: &Path, text: &str) -> PathBuf {
    let staging = Staging::begin(outputs, "某县", "2025").expect("free");
    staging.write("排名.xlsx", text.as_bytes()).expect("written");
    staging.write("反馈/甲村.pdf", text.as_bytes()).expect("written");
    staging.commit(&mut Findings::default()).expect("exchanged")
}

/// All names below a folder, hidden ones too, but the lock.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("unicode");
        if entry.path().is_dir() {
            names.extend(self::names(&entry.path()).iter().map(|below| format!("{name}/{below}")));
            names.push(name);
        } else if name != lock::NAME {
            names.push(name);
        }
    }
    names.sort();
    names
}

fn refused(result: Result<impl std::fmt::Debug, BatchFault>) -> Code {
    match result.expect_err("refused") {
        BatchFault::Refused(finding) => finding.code,
        other => panic!("{other:?}"),
    }
}

const WHOLE: [&str; 5] = ["某县", "某县/2025", "某县/2025/反馈", "某县/2025/反馈/甲村.pdf", "某县/2025/排名.xlsx"];

#[test]
fn the_first_run_and_the_next_leave_only_their_outputs() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    assert_eq!(target, outputs.path().join("某县/2025"));
    assert_eq!(names(outputs.path()), WHOLE);
    run(outputs.path(), "二");
    assert_eq!(names(outputs.path()), WHOLE);
    assert_eq!(fs::read_to_string(target.join("反馈/甲村.pdf")).expect("is there"), "二");
}

#[test]
fn outputs_of_the_last_run_that_the_new_one_lacks_are_gone() {
    let outputs = outputs();
    run(outputs.path(), "一");
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    staging.write("排名.xlsx", b"x").expect("written");
    staging.commit(&mut Findings::default()).expect("exchanged");
    assert_eq!(names(outputs.path()), ["某县", "某县/2025", "某县/2025/排名.xlsx"]);
}

#[test]
fn until_the_commit_the_old_outputs_stand_whole() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    staging.write("排名.xlsx", "二".as_bytes()).expect("written");
    assert_eq!(fs::read_to_string(target.join("排名.xlsx")).expect("is there"), "一");
    assert!(staging.path().join("排名.xlsx").exists());
    drop(staging);
    assert_eq!(names(outputs.path()), WHOLE);
}

#[test]
fn an_output_that_cannot_be_written_leaves_the_old_ones() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    staging.write("反馈", b"x").expect("written");
    // A name longer than any file system allows.
    let fault = staging.write(&format!("{}.pdf", "村".repeat(300)), b"x").expect_err("too long");
    assert!(matches!(fault, BatchFault::Machine { .. }), "{fault:?}");
    let finding = fault.finding().expect("a finding");
    assert_eq!(finding.code, faults::WRITE_FAILED);
    assert!(
        finding.place.file.starts_with(&*target.display().to_string()),
        "the target is named, not the staging folder"
    );
    drop(staging);
    assert_eq!(names(outputs.path()), WHOLE);
    assert_eq!(fs::read_to_string(target.join("排名.xlsx")).expect("is there"), "一");
}

#[test]
fn a_full_disk_is_the_machines_fault() {
    let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
    let fault = BatchFault::io(Path::new("outputs/某县/2025/排名.xlsx"), error);
    let finding = fault.finding().expect("a finding");
    assert_eq!((finding.code, &*finding.place.file), (faults::DISK_FULL, "outputs/某县/2025/排名.xlsx"));
    assert!(matches!(fault, BatchFault::Machine { .. }));
    let denied = BatchFault::io(Path::new("x"), std::io::ErrorKind::PermissionDenied.into());
    assert_eq!(denied.finding().expect("a finding").code, faults::NOT_WRITABLE);
}

#[test]
fn two_runs_at_once_are_one_too_many() {
    let outputs = outputs();
    let first = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    first.write("排名.xlsx", b"x").expect("written");
    assert_eq!(refused(Staging::begin(outputs.path(), "某县", "2025")), faults::RUN_IN_PROGRESS);
    assert!(first.path().join("排名.xlsx").exists(), "the second run has not cleared the first one's folder");
    assert!(Staging::begin(outputs.path(), "别县", "2025").is_ok(), "other projects are free");
    first.commit(&mut Findings::default()).expect("exchanged");
}

#[test]
fn a_killed_run_is_cleared_by_the_next() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    let left = staging.path().to_owned();
    drop(staging);
    fs::create_dir(&left).expect("as a killed run leaves it");
    fs::write(left.join("半份.xlsx"), "x").expect("as a killed run leaves it");
    run(outputs.path(), "二");
    assert_eq!(names(outputs.path()), WHOLE);
    assert_eq!(fs::read_to_string(target.join("排名.xlsx")).expect("is there"), "二");
}

#[test]
fn a_run_killed_between_renames_loses_nothing() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    fs::rename(&target, outputs.path().join("某县/.2025.aside")).expect("as a killed exchange leaves it");
    drop(Staging::begin(outputs.path(), "某县", "2025").expect("free"));
    assert_eq!(names(outputs.path()), WHOLE);
}

#[test]
fn a_file_in_place_of_a_folder_is_named() {
    for blocking in ["文件", "文件/某县", "文件/某县/2025"] {
        let folder = outputs();
        let file = folder.path().join(blocking);
        fs::create_dir_all(file.parent().expect("has a parent")).expect("a folder");
        fs::write(&file, "留着").expect("a file");
        let fault = Staging::begin(&folder.path().join("文件"), "某县", "2025").expect_err(blocking);
        let finding = fault.finding().expect("a finding");
        assert_eq!(finding.code, faults::FILE_IN_PLACE_OF_FOLDER);
        assert_eq!(*finding.place.file, *file.display().to_string());
        assert_eq!(fs::read_to_string(&file).expect("still there"), "留着");
    }
    let folder = outputs();
    fs::write(folder.path().join("文件"), "x").expect("a file");
    assert_eq!(
        refused(Staging::begin(&folder.path().join("文件/深/处"), "某县", "2025")),
        faults::FILE_IN_PLACE_OF_FOLDER
    );
}

#[test]
fn an_open_workbook_stops_the_run_before_anything_is_built() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    fs::write(target.join(".~lock.排名.xlsx#"), "x").expect("as LibreOffice leaves it");
    assert_eq!(refused(Staging::begin(outputs.path(), "某县", "2025")), faults::TARGET_OPEN);
    assert!(!outputs.path().join("某县/.2025.staging").exists());
}

#[test]
fn a_workbook_opened_during_the_run_stops_the_exchange() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    staging.write("排名.xlsx", "二".as_bytes()).expect("written");
    fs::write(target.join("~$排名.xlsx"), "x").expect("as Excel leaves it");
    assert_eq!(refused(staging.commit(&mut Findings::default())), faults::TARGET_OPEN);
    assert_eq!(fs::read_to_string(target.join("排名.xlsx")).expect("is there"), "一");
    assert!(!outputs.path().join("某县/.2025.staging").exists());
}

#[test]
fn names_that_climb_are_refused() {
    let outputs = outputs();
    for (project, period) in
        [("..", "2025"), ("某县", "../2025"), ("某县", ""), ("某县", ".git"), ("a/b", "2025"), ("某县", "a\\b")]
    {
        assert_eq!(
            refused(Staging::begin(outputs.path(), project, period)),
            faults::BAD_FOLDER_NAME,
            "{project} {period}"
        );
    }
    assert_eq!(names(outputs.path()), Vec::<String>::new());
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    for name in ["../x", "/x", "", "a//b", "a/./b", "甲*.csv", "甲. ", "a\nb", "C:x", "~/../x"] {
        assert_eq!(refused(staging.write(name, b"x")), faults::BAD_OUTPUT_NAME, "{name:?}");
    }
    assert!(staging.write("反馈/县效能办/01 甲村.xlsx", b"x").is_ok());
}

#[test]
fn two_outputs_of_one_name_are_refused() {
    let outputs = outputs();
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    staging.write("summary.csv", b"a").expect("written");
    assert_eq!(refused(staging.write("summary.csv", b"b")), faults::OUTPUT_NAME_TAKEN);
}

#[test]
fn a_cancelled_run_writes_nothing_more_and_leaves_nothing() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let flag = Arc::new(AtomicBool::new(false));
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free").cancelled_by(Arc::clone(&flag));
    staging.write("排名.xlsx", "二".as_bytes()).expect("written");
    flag.store(true, Ordering::Relaxed);
    assert!(matches!(staging.write("通报.pdf", b"x"), Err(BatchFault::Cancelled)));
    assert!(matches!(staging.commit(&mut Findings::default()), Err(BatchFault::Cancelled)));
    assert_eq!(names(outputs.path()), WHOLE);
    assert_eq!(fs::read_to_string(target.join("排名.xlsx")).expect("is there"), "一");
}

#[test]
fn outputs_are_known_by_name_whatever_the_order_of_writing() {
    let outputs = outputs();
    let staging = Staging::begin(outputs.path(), "某县", "2025").expect("free");
    std::thread::scope(|threads| {
        for name in ["b.csv", "c/d.csv", "a.csv"] {
            let staging = &staging;
            threads.spawn(move || staging.write(name, b"abc").expect("written"));
        }
    });
    let names: Vec<String> = staging.outputs().into_iter().map(|output| output.file).collect();
    assert_eq!(names, ["a.csv", "b.csv", "c/d.csv"]);
}

#[test]
#[cfg(target_os = "linux")]
fn the_outputs_are_never_absent_while_they_are_exchanged() {
    let outputs = outputs();
    let target = run(outputs.path(), "一");
    let (done, absent) = (AtomicBool::new(false), AtomicBool::new(false));
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                if !target.join("反馈/甲村.pdf").exists() {
                    absent.store(true, Ordering::Relaxed);
                }
            }
        });
        for round in 0..50 {
            run(outputs.path(), &round.to_string());
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(!absent.load(Ordering::Relaxed));
}
