//! An input changed is a raw cell changed: a figure of an input is drawn and altered, the program is run on it,
//! and both engines come to the same with the raw cells of that run put into the workbook of the first.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::chance::{Chance, all};
use crate::damage::{copy, with_cell};
use crate::engines::{Cells, books, differing, made, none, raw, tasks};
use crate::parquet;
use crate::recompute::{Address, Bare, Shown, parsed};

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

/// Another figure of the same kind: whole where the old one is, with as many places; sometimes none.
fn alike(old: &str, chance: &mut Chance) -> String {
    let value: f64 = old.parse().unwrap();
    let places = old.split_once('.').map_or(0, |(_, places)| places.len()).min(4);
    if chance.below(8) == 0 {
        return String::new();
    }
    let share = f64::from(50 + chance.below(70)) / 100.0;
    format!("{:.places$}", value * share + f64::from(chance.below(2)))
}

/// What must be put into the raw cells of one workbook to have those of another.
fn changes(before: &Cells, after: &Cells) -> Vec<(Address, Shown)> {
    let blank = Shown::Text(String::new());
    let cells: BTreeSet<&Address> = before.keys().chain(after.keys()).collect();
    let of = |cells: &Cells, at: &Address| cells.get(at).unwrap_or(&blank).clone();
    let changed = cells.into_iter().filter(|at| of(before, at) != of(after, at));
    changed.map(|at| (at.clone(), of(after, at))).collect()
}

/// The cells of its own sheet that a formula names one by one.
fn named(formula: &str, at: &Address) -> Vec<Address> {
    let words = formula.split(|c: char| !c.is_ascii_alphanumeric() && c != '!' && c != '$');
    let cell = |word: &str| {
        let digits = word.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0)?;
        let plain = word.chars().take(digits).all(|c| c.is_ascii_uppercase());
        let row = word[digits..].parse::<usize>().ok().filter(|_| plain);
        row.map(|_| parsed(word))
    };
    let index = |n: i32| u32::try_from(n).unwrap();
    words.filter_map(cell).map(|(row, col)| (at.0.clone(), index(row), index(col))).collect()
}

/// What the engines make of a workbook with the raw cells of another run's, against what that run kept.
fn as_the_other_run(name: &str, before: &Bare, after: &Bare, wrong: &mut Vec<String>) -> [usize; 3] {
    let put = changes(&raw(before), &raw(after));
    // Where another place in a list makes another formula, the cell is about something else, and so is a cell
    // beside it that reckons with it: the rate of an indicator that is no longer among the weakest.
    let one = |at: &Address| before.formulas.get(at) == after.formulas.get(at);
    let same = |at: &Address| one(at) && before.formulas.get(at).is_none_or(|f| named(f, at).iter().all(one));
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
            let leaf = chance.of(&leaves);
            let new = alike(&leaf.value, &mut chance);
            let project = work.path().join(format!("{done}-{refused}")).join(task.project.file_name().unwrap());
            copy(&task.project, &project);
            change(&project, task.period, leaf, &new);
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
