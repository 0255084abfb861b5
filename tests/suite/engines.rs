//! Every workbook that a run leaves, recomputed by two independent engines: without its kept results, with raw
//! numbers changed, and with an input of the run changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::{Chance, all};
use crate::damage::{copy, with_cell};
use crate::parquet;
use crate::program::{run, text};
use crate::recompute::{Address, Bare, Shown, letters};

type Cells = BTreeMap<Address, Shown>;

/// A project and one of its periods.
#[derive(Clone)]
struct Task {
    project: PathBuf,
    period: &'static str,
}

fn tasks() -> Vec<Task> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |folder: &str, period| Task { project: root.join(folder), period };
    let mut tasks = vec![of("inputs/shanghang", "2012")];
    tasks.extend(["groups", "linked"].map(|case| of(&format!("tests/cases/live/{case}"), "2025")));
    tasks.extend(all().then(|| of("inputs/shanghang", "2013")));
    tasks
}

/// Runs a project; its folder of outputs, or none where it does not publish.
fn made(task: &Task, project: &Path, outputs: &Path) -> Option<PathBuf> {
    let said = run(&["run", text(project), "--period", task.period, "--outputs", text(outputs)]);
    (said.code == 0).then(|| outputs.join(project.file_name().unwrap()).join(task.period))
}

/// Every workbook below a folder, by its path from there; of the units' own, in `make test`, a few.
fn books(folder: &Path, chance: &mut Chance) -> Vec<PathBuf> {
    let names: Vec<PathBuf> = crate::inside::hashes(folder).into_keys().map(PathBuf::from).collect();
    let books = names.into_iter().filter(|name| name.extension().is_some_and(|e| e == "xlsx"));
    let (mut own, mut books): (Vec<PathBuf>, Vec<PathBuf>) = books.partition(|name| name.starts_with("反馈"));
    if !all() {
        chance.shuffle(&mut own);
        own.truncate(3);
    }
    books.extend(own);
    books
}

/// What one engine says otherwise than the other, or than the program.
fn differing(what: &str, formulas: &BTreeMap<Address, String>, wanted: &Cells, found: &Cells) -> Vec<String> {
    let blank = Shown::Text(String::new());
    let mut out = Vec::new();
    for (at, wanted) in wanted {
        let found = found.get(at).unwrap_or(&blank);
        if !wanted.same(found) {
            let cell = format!("{}!{}{}", at.0, letters(at.2), at.1 + 1);
            out.push(format!("{what}: {cell} ={}\n    wanted {wanted:?}, found {found:?}", formulas[at]));
        }
    }
    out
}

/// The first of many, and how many there are.
fn none(wrong: &[String]) {
    let first: Vec<&str> = wrong.iter().take(15).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} cells differ, the first:\n{}", wrong.len(), first.join("\n"));
}

#[test]
fn kept_results_are_what_both_engines_compute() {
    let (mut wrong, mut count, mut read) = (Vec::new(), 0, 0);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let folder = made(&task, &task.project, work.path()).unwrap();
        for name in books(&folder, &mut Chance(1)) {
            let book = Bare::of(&folder.join(&name));
            let shown = name.display();
            wrong.extend(differing(&format!("ironcalc, {shown}"), &book.formulas, &book.cached, &book.ironcalc(&[])));
            let second = book.formualizer(&[Vec::new()]).remove(0);
            wrong.extend(differing(&format!("formualizer, {shown}"), &book.formulas, &book.cached, &second));
            assert_eq!(book.formulas.len(), book.cached.len(), "every formula has a kept result");
            (count, read) = (count + book.formulas.len(), read + 1);
        }
    }
    println!("{count} formulas of {read} workbooks recomputed by each engine");
    none(&wrong);
    assert!(count > 2000, "{count} formulas");
}

/// Another number for a cell: near the old one, nothing, much more, or with more places.
fn drawn(old: f64, chance: &mut Chance) -> f64 {
    let hundredth = f64::from(chance.below(250)) / 100.0;
    if old == 0.0 { hundredth } else { (old * hundredth * 1000.0).round() / 1000.0 }
}

#[test]
fn numbers_put_in_move_both_engines_alike() {
    let (mut wrong, mut count, mut moved) = (Vec::new(), 0, 0);
    let mut chance = Chance(7);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let folder = made(&task, &task.project, work.path()).unwrap();
        for name in books(&folder, &mut Chance(2)) {
            let book = Bare::of(&folder.join(&name));
            let raw = raw(&book);
            let job = |chance: &mut Chance| -> Vec<(Address, f64)> {
                let cells = (0..1 + chance.below(3)).map(|_| chance.of(&raw).clone()).collect::<Vec<_>>();
                cells.into_iter().map(|(at, old)| (at, drawn(old, chance))).collect()
            };
            let jobs: Vec<_> = (0..if all() { 20 } else { 2 }).map(|_| job(&mut chance)).collect();
            for (job, second) in jobs.iter().zip(book.formualizer(&jobs)) {
                let first: Cells =
                    book.ironcalc(job).into_iter().filter(|(at, _)| book.formulas.contains_key(at)).collect();
                let what = format!("formualizer against ironcalc, {} with {job:?}", name.display());
                wrong.extend(differing(&what, &book.formulas, &first, &second));
                moved += first.iter().filter(|(at, value)| !book.cached[*at].same(value)).count();
                count += first.len();
            }
        }
    }
    println!("{count} formulas recomputed by each engine, {moved} of them moved");
    none(&wrong);
    assert!(moved > 200, "{moved} cells moved");
}

/// The numbers of a workbook that are no formulas.
fn raw(book: &Bare) -> Vec<(Address, f64)> {
    let number = |(at, value)| match value {
        Shown::Number(number) if !book.formulas.contains_key(&at) => Some((at, number)),
        _ => None,
    };
    book.ironcalc(&[]).into_iter().filter_map(number).collect()
}

/// A figure that was read: its file, sheet, cell and value.
#[derive(Clone, Debug)]
struct Leaf {
    file: String,
    sheet: String,
    cell: String,
    value: String,
}

/// Figures of files that a test can write.
fn leaves(folder: &Path) -> Vec<Leaf> {
    let (head, rows) = parquet::table(&folder.join("trail.parquet"));
    let at = |name: &str| head.iter().position(|h| h.starts_with(&format!("{name}:"))).unwrap();
    let (kind, file, sheet, cell, value) = (at("kind"), at("file"), at("sheet"), at("cell"), at("value"));
    let leaves = rows.into_iter().filter(|row| row[kind] == "leaf" && row[value].parse::<f64>().is_ok());
    let leaves = leaves.map(|row| Leaf {
        file: row[file].clone(),
        sheet: row[sheet].clone(),
        cell: row[cell].clone(),
        value: row[value].clone(),
    });
    leaves.filter(|leaf| leaf.file.ends_with(".xlsx") || leaf.file.ends_with(".csv")).collect()
}

/// Writes another figure into an input.
fn change(project: &Path, period: &str, leaf: &Leaf, new: &str) {
    let path = [project.join(period).join(&leaf.file), project.join(&leaf.file)].into_iter().find(|p| p.exists());
    let path = path.unwrap();
    let bytes = fs::read(&path).unwrap();
    let changed = match leaf.file.ends_with(".csv") {
        true => with_field(&bytes, &leaf.cell, new),
        false => with_cell(&bytes, &leaf.sheet, &leaf.cell, new),
    };
    fs::write(&path, changed).unwrap();
}

/// A CSV file with another text in a field, its percent sign kept; commas and line ends are no part of a GB18030 character.
fn with_field(csv: &[u8], cell: &str, new: &str) -> Vec<u8> {
    let column = cell.bytes().take_while(u8::is_ascii_alphabetic).fold(0, |c, l| c * 26 + usize::from(l - 64)) - 1;
    let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().unwrap() - 1;
    let mut lines: Vec<Vec<u8>> = csv.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let mut fields: Vec<Vec<u8>> = lines[row].split(|byte| *byte == b',').map(<[u8]>::to_vec).collect();
    let percent = fields[column].contains(&b'%');
    let end = fields[column].ends_with(b"\r");
    fields[column] = format!("{new}{}{}", if percent { "%" } else { "" }, if end { "\r" } else { "" }).into_bytes();
    lines[row] = fields.join(&b","[..]);
    lines.join(&b"\n"[..])
}

/// Another figure of the same kind: whole where the old one is, with as many places.
fn alike(old: &str, chance: &mut Chance) -> String {
    let value: f64 = old.parse().unwrap();
    let places = old.split_once('.').map_or(0, |(_, places)| places.len()).min(4);
    let share = f64::from(50 + chance.below(70)) / 100.0;
    format!("{:.places$}", value * share + f64::from(chance.below(2)))
}

/// What the engines make of a workbook with the raw numbers of another run's, against what that run kept.
fn as_the_other_run(name: &str, before: &Bare, after: &Bare, wrong: &mut Vec<String>) -> [usize; 3] {
    let now: BTreeMap<Address, f64> = raw(after).into_iter().collect();
    let put = raw(before).into_iter().filter_map(|(at, old)| Some((now.get(&at)?, at, old)));
    let put: Vec<(Address, f64)> =
        put.filter(|(new, _, old)| new.to_bits() != old.to_bits()).map(|(new, at, _)| (at, *new)).collect();
    // Where another place in a list makes another formula, the cell is about something else.
    let same = |at: &Address| before.formulas.get(at) == after.formulas.get(at);
    let wanted: Cells = after.cached.iter().filter(|(at, _)| same(at)).map(|(a, v)| (a.clone(), v.clone())).collect();
    let moved = wanted.iter().filter(|(at, value)| !before.cached[*at].same(value)).count();
    wrong.extend(differing(&format!("ironcalc, {name}"), &before.formulas, &wanted, &before.ironcalc(&put)));
    let second = before.formualizer(&[put]).remove(0);
    wrong.extend(differing(&format!("formualizer, {name}"), &before.formulas, &wanted, &second));
    [wanted.len(), moved, after.cached.len() - wanted.len()]
}

#[test]
fn an_input_changed_is_a_raw_cell_changed() {
    let (mut wrong, mut counts, mut runs) = (Vec::new(), [0; 3], 0);
    for task in tasks() {
        let work = tempfile::tempdir().unwrap();
        let before = made(&task, &task.project, &work.path().join("before")).unwrap();
        let leaves = leaves(&before);
        let mut chance = Chance(5);
        let (mut done, mut refused) = (0, 0);
        while done < if all() { 25 } else { 2 } {
            let leaf = chance.of(&leaves).clone();
            let new = alike(&leaf.value, &mut chance);
            let project = work.path().join(format!("{done}-{refused}")).join(task.project.file_name().unwrap());
            copy(&task.project, &project);
            change(&project, task.period, &leaf, &new);
            let Some(after) = made(&task, &project, &work.path().join(format!("after-{done}"))) else {
                refused += 1;
                assert!(refused < 60, "too many figures are refused");
                continue;
            };
            let drawn = u64::try_from(done).unwrap();
            for name in books(&before, &mut Chance(drawn)) {
                let what = format!("{} with {new} in {leaf:?}", name.display());
                let (old, now) = (Bare::of(&before.join(&name)), Bare::of(&after.join(&name)));
                let found = as_the_other_run(&what, &old, &now, &mut wrong);
                counts = [0, 1, 2].map(|at| counts[at] + found[at]);
            }
            done += 1;
        }
        runs += done;
    }
    let [compared, moved, others] = counts;
    println!("{runs} runs on changed inputs: {compared} formulas compared, {moved} moved, {others} others");
    none(&wrong);
    assert!(moved > 20 && others * 20 < compared, "{moved} moved, {others} of {compared} are about something else");
}
