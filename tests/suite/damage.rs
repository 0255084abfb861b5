//! One cell of a real workbook is damaged: the finding names it, nothing is published, and the outputs of the
//! last good run stay as they are.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::program::{run, text};

const PROJECT: &str = "shanghang";
const PERIOD: &str = "2012";

/// A workbook, a sheet, a cell, what is put there, and the code of the finding.
const DAMAGES: [(&str, &str, &str, &str, &str); 3] = [
    ("民政办_社会保障指标.xlsx", "参合参保率", "D5", "约九成", "text-for-number"),
    ("经委_目标管理指标.xlsx", "溪口", "F4", "-225", "negative"),
    ("察访核验_县直督查.xlsx", "县人大", "C4", "溪日村", "unknown-entry"),
];

#[test]
fn a_damaged_cell_is_found_and_nothing_is_published() {
    let work = tempfile::tempdir().expect("a folder");
    let project = copied(PROJECT, work.path());
    let outputs = work.path().join("outputs");
    let arguments = ["run", text(&project), "--period", PERIOD, "--outputs", text(&outputs)];
    assert_eq!(run(&arguments).code, 0);
    let good = contents(&outputs);
    assert!(good.len() > 3, "outputs were written");
    for (file, sheet, cell, value, code) in DAMAGES {
        let path = project.join(PERIOD).join(file);
        let whole = fs::read(&path).expect("a workbook");
        fs::write(&path, with_cell(&whole, sheet, cell, value)).expect("it can be written");
        let said = run(&arguments);
        assert_eq!(said.lines(), [format!("error {code} {file}!{sheet}!{cell}")]);
        assert_eq!(said.code, 1);
        assert_eq!(contents(&outputs), good, "the last good outputs stay");
        fs::write(&path, whole).expect("it can be written");
    }
    assert_eq!(run(&arguments).code, 0);
    assert_eq!(contents(&outputs), good, "the same inputs give the same bytes");
}

/// A copy of one of the projects that come with the program.
pub fn copied(project: &str, into: &Path) -> PathBuf {
    let to = into.join(project);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs").join(project), &to);
    to
}

/// A folder with all that is below it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Every file under a folder with its bytes; locks lie beside the outputs and hold nothing.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    all
}

/// The workbook with another value in one filled cell: a text, a number where it looks like one, or nothing.
pub fn with_cell(xlsx: &[u8], sheet: &str, cell: &str, value: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(xlsx)).expect("a workbook");
    let part = part_of(&mut archive, sheet);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let name = archive.by_index(index).expect("a part").name().expect("a name").into_owned();
        let mut bytes = read(&mut archive, &name);
        if name == part {
            let xml = String::from_utf8(bytes).expect("XML in UTF-8");
            bytes = put(&xml, cell, value).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("a part");
    }
    writer.finish().expect("a workbook").into_inner()
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn read(archive: &mut Archive, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    archive.by_name(name).expect("a part").read_to_end(&mut bytes).expect("a part");
    bytes
}

/// The part that holds a sheet: its id in the workbook, then its target.
fn part_of(archive: &mut Archive, sheet: &str) -> String {
    let text = |bytes| String::from_utf8(bytes).expect("XML in UTF-8");
    let workbook = text(read(archive, "xl/workbook.xml"));
    let links = text(read(archive, "xl/_rels/workbook.xml.rels"));
    let id = tag(&workbook, &format!("name=\"{sheet}\""))
        .and_then(|at| attribute(&workbook[at], "r:id"))
        .expect("the sheet");
    let target = tag(&links, &format!("Id=\"{id}\"")).and_then(|at| attribute(&links[at], "Target")).expect("its part");
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    }
}

/// Where the tag stands that holds a text.
fn tag(xml: &str, holds: &str) -> Option<Range<usize>> {
    let at = xml.find(holds)?;
    Some(xml[..at].rfind('<')?..at + xml[at..].find('>')? + 1)
}

fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// The sheet's XML with another value in a cell, its style kept.
fn put(xml: &str, cell: &str, value: &str) -> String {
    let open = tag(xml, &format!("r=\"{cell}\"")).expect("a cell that is filled");
    let empty = xml[open.clone()].ends_with("/>");
    let close = if empty { open.end } else { open.end + xml[open.end..].find("</c>").expect("its end") + "</c>".len() };
    let style = attribute(&xml[open.clone()], "s").map(|s| format!(" s=\"{s}\"")).unwrap_or_default();
    let new = match value.parse::<i64>() {
        _ if value.is_empty() => format!("<c r=\"{cell}\"{style}/>"),
        Ok(number) => format!("<c r=\"{cell}\"{style}><v>{number}</v></c>"),
        Err(_) => format!("<c r=\"{cell}\"{style} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    format!("{}{new}{}", &xml[..open.start], &xml[close..])
}
