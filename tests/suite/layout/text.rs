//! Faces as poppler lists them, and text as it takes it out again: the ranking in its order, names with rare characters.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

use super::object::Pdf;
use super::page::{listing, poppler};
use super::parts::BULLETIN;
use super::{archive, bulletin_file, bulletin_folder, geometry, root};

/// Name of a face, and whether it is embedded, cut down and readable.
fn faces(pdf: &Path) -> Vec<(String, [bool; 3])> {
    let rows = listing("pdffonts", &[], pdf);
    let rows = rows.lines().skip(2).map(|row| {
        let words: Vec<&str> = row.split_whitespace().collect();
        // The last five: emb, sub, uni, and the two numbers of the object.
        let said = &words[words.len() - 5..words.len() - 2];
        (words[0].to_owned(), [said[0] == "yes", said[1] == "yes", said[2] == "yes"])
    });
    rows.collect()
}

/// Cells of a tagged table, row by row, as poppler reads the structure tree.
fn table(pdf: &Path) -> Vec<Vec<String>> {
    let (mut rows, mut depth) = (Vec::<Vec<String>>::new(), None);
    for line in listing("pdfinfo", &["-struct-text"], pdf).lines() {
        let word = line.trim_start();
        let at = line.len() - word.len();
        if word.starts_with("Table") {
            depth = Some(at);
        } else if depth.is_some_and(|depth| at <= depth) {
            depth = None;
        } else if depth.is_some() {
            match word.split([' ', ':']).next().unwrap() {
                "TR" => rows.push(Vec::new()),
                "TH" | "TD" => rows.last_mut().unwrap().push(String::new()),
                _ => {
                    let said = word.strip_prefix('"').and_then(|word| word.strip_suffix('"'));
                    let cell = rows.last_mut().and_then(|row| row.last_mut());
                    cell.into_iter().for_each(|cell| cell.push_str(said.unwrap_or_default()));
                }
            }
        }
    }
    rows
}

/// Rank, unit and score of the ranked, in their order.
type Ranking = Vec<[String; 3]>;

fn results(csv: &str) -> Ranking {
    let rows = csv.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|cells| !cells[5].is_empty()).map(|cells| [cells[5].into(), cells[3].into(), cells[4].into()]).collect()
}

/// The same from a table, by its headers.
fn ranked(table: &[Vec<String>], noun: &str) -> Ranking {
    let column = |name: &str| table[0].iter().position(|title| title == name).expect("the table has the column");
    let columns = [column("名次"), column(noun), column("综合得分")];
    table[1..].iter().map(|row| columns.map(|at| row[at].clone())).collect()
}

/// The same from lines of plain text: those that begin with a rank and a ranked unit's name.
fn ranked_lines(text: &str, wanted: &Ranking) -> Ranking {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let rows = lines.filter(|words| words.len() > 3 && wanted.iter().any(|row| row[1] == words[1]));
    rows.filter(|words| words[0].parse::<u32>().is_ok())
        .map(|words| {
            let score = wanted.iter().find(|row| row[1] == words[1] && words.contains(&row[2].as_str()));
            [words[0].into(), words[1].into(), score.map_or(String::new(), |row| row[2].clone())]
        })
        .collect()
}

#[test]
fn every_face_is_embedded_cut_down_and_readable() {
    let faces = faces(bulletin_file());
    assert!(faces.len() >= 5, "{faces:?}");
    for (name, said) in faces {
        assert_eq!(said, [true; 3], "{name}: embedded, cut down, readable");
    }
}

#[test]
fn text_taken_out_gives_the_ranking_in_its_order() {
    let wanted = results(&fs::read_to_string(bulletin_folder().join("results.csv")).unwrap());
    assert_eq!(wanted.len(), 22);
    let tagged = table(bulletin_file());
    assert_eq!(ranked(&tagged, "单位"), wanted, "by the structure tree");
    let plain = poppler("pdftotext", &["-layout"], bulletin_file());
    assert_eq!(ranked_lines(&plain, &wanted), wanted, "by the lines of the page");
    // The comparison sees two rows exchanged and a figure altered.
    let mut exchanged = tagged.clone();
    exchanged.swap(3, 4);
    assert_ne!(ranked(&exchanged, "单位"), wanted);
    let altered = plain.replacen(&wanted[5][2], "0.00", 1);
    assert!(
        altered != plain && (ranked_lines(&altered, &wanted) != wanted || plain.matches(&wanted[5][2]).count() > 1)
    );
}

/// A project with names that the face of the running text lacks, and with a table too wide for an upright page.
fn names(outputs: &Path) -> std::path::PathBuf {
    let run = Command::new(env!("CARGO_BIN_EXE_kaohe"))
        .current_dir(root())
        .args(["run", "-q", "--period", "2025", "tests/cases/layout/names", "--outputs"])
        .arg(outputs)
        .assert();
    run.code(0);
    outputs.join("names/2025")
}

#[test]
fn rare_characters_of_names_are_there_and_come_back() {
    let work = tempfile::tempdir().unwrap();
    let made = names(work.path());
    let pdf = made.join("通报.pdf");
    let wanted = results(&fs::read_to_string(made.join("results.csv")).unwrap());
    for c in "喆堃垚珺䶮㛃𬭎".chars() {
        assert!(wanted.iter().any(|row| row[1].contains(c)), "{c} is in a name");
    }
    assert_eq!(ranked(&table(&pdf), "干部"), wanted);
    let plain = poppler("pdftotext", &[], &pdf);
    assert!(!plain.contains('\u{FFFD}'));
    for row in &wanted {
        assert!(plain.contains(&row[1]), "{} can be read", row[1]);
    }
    assert_eq!(geometry(&pdf, &BULLETIN).said(), Vec::<String>::new());
    let found = archive::deviations(&Pdf::read(fs::read(&pdf).unwrap()).unwrap());
    assert!(found.is_empty(), "{found:?}");
}
