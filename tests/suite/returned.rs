//! What is sent back: thirty faults and more, planted in copies of real workbooks, are each marked at their cells;
//! what is not touched stays byte for byte.

mod parts;
pub use parts::parts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};

use crate::program::{Said, run, text};
use parts::{Parts, replaced, set_cell};

/// A planted fault: file, sheet, its number, the cell, what is written there as XML (a `<v>` or `<is>` with the
/// attribute of its type), and the code of the finding.
struct Plant(&'static str, &'static str, usize, &'static str, Put, &'static str);

/// What is written into a cell.
enum Put {
    Text(&'static str),
    Number(&'static str),
    Error(&'static str),
    Formula(&'static str),
    /// A cell below that is emptied, and the area that the two become.
    Merged(&'static str, &'static str),
    Empty,
}

use Put::{Empty, Error, Formula, Merged, Number, Text};

const PLANTS: [Plant; 32] = [
    Plant("民主测评.xlsx", "县领导测评", 1, "C4", Text("十九"), "text-for-number"),
    Plant("民主测评.xlsx", "县领导测评", 1, "D5", Number("-3"), "negative"),
    Plant("民主测评.xlsx", "县领导测评", 1, "B6", Empty, "empty-cell"),
    Plant("民主测评.xlsx", "县领导测评", 1, "A7", Text("白水西乡"), "unknown-entry"),
    Plant("民主测评.xlsx", "县领导测评", 1, "A8", Text("云台镇"), "duplicate-row"),
    Plant("民主测评.xlsx", "县领导测评", 1, "C9", Number("2.5"), "not-whole"),
    Plant("民主测评.xlsx", "服务对象测评", 2, "B4", Number("0"), "outside-range"),
    Plant("民主测评.xlsx", "服务对象测评", 2, "C5", Text("88~90"), "number-range"),
    Plant("民主测评.xlsx", "服务对象测评", 2, "D6", Text("1,8"), "bad-commas"),
    Plant("民主测评.xlsx", "服务对象测评", 2, "E7", Error("#REF!"), "error-cell"),
    Plant("民主测评.xlsx", "服务对象测评", 2, "C8", Text("78%"), "percent-sign"),
    Plant("民主测评.xlsx", "基层代表测评", 3, "A2", Text("被评测部门"), "missing-column"),
    Plant("公共指标.xlsx", "乡镇", 1, "B5", Text("停产"), "text-for-number"),
    Plant("公共指标.xlsx", "乡镇", 1, "D7", Empty, "empty-cell"),
    Plant("公共指标.xlsx", "乡镇", 1, "F7", Text("约101"), "text-for-number"),
    Plant("公共指标.xlsx", "乡镇", 1, "G8", Text("九十八"), "text-for-number"),
    Plant("公共指标.xlsx", "部门", 2, "B4", Text("84,86.5"), "bad-commas"),
    Plant("公共指标.xlsx", "部门", 2, "C5", Number("-4527.59"), "negative"),
    Plant("现场答辩.xlsx", "评分汇总", 1, "C4", Number("101"), "outside-range"),
    Plant("现场答辩.xlsx", "评分汇总", 1, "D5", Text("弃权"), "text-for-number"),
    Plant("现场答辩.xlsx", "评分汇总", 1, "B6", Text("白水西乡"), "unknown-entry"),
    Plant("现场答辩.xlsx", "评分汇总", 1, "E7", Formula("SUM(80,8)"), "no-cached-value"),
    Plant("公共指标.xlsx", "部门", 2, "C6", Merged("C7", "C6:C7"), "merged-number"),
    Plant("市级失分.xlsx", "市级失分", 1, "C4", Text("两分"), "text-for-number"),
    Plant("否决认定.xlsx", "认定情况", 1, "C2", Text("待定"), "not-yes-no"),
    Plant("否决认定.xlsx", "认定情况", 1, "B6", Text("作风问题"), "unknown-entry"),
    Plant("上年结果.xlsx", "2024年度", 1, "B3", Error("#N/A"), "error-cell"),
    Plant("上年结果.xlsx", "2024年度", 1, "A5", Text("石门"), "duplicate-row"),
    Plant("人员.xlsx", "花名册", 1, "F3", Number("13"), "outside-range"),
    Plant("人员.xlsx", "花名册", 1, "H4", Text("优秀"), "text-for-number"),
    Plant("人员.xlsx", "花名册", 1, "B8", Text("职员001"), "repeated-key"),
    Plant("任务书_乡镇.xlsx", "石门", 1, "D5", Empty, "empty-cell"),
];

/// Faults in files that are no workbooks of Excel: name, what is replaced by what, the cell, and the code.
const IN_CSV: [(&str, &str, &str, &str, &str); 2] = [
    ("诉求办理", "卫健局,88,", "卫健局,约88,", "B3", "text-for-number"),
    ("通报台账", "2025/08/15", "2025/13/15", "A5", "not-a-date"),
];
/// The file that is not handed in.
const ABSENT: &str = "加分申报.xlsx";
/// The workbook with macros and a link to another file.
const WITH_MACROS: &str = "市级失分.xlsx";

/// The submission, what was said of it, and what came back.
struct Sent {
    _home: tempfile::TempDir,
    period: PathBuf,
    back: PathBuf,
    said: Said,
}

fn sent() -> Sent {
    let home = tempfile::tempdir().expect("a folder");
    let project = home.path().join("chengxi");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/chengxi"), &project);
    let period = project.join("2025");
    for Plant(file, _, number, cell, put, _) in &PLANTS {
        let path = period.join(file);
        let name = format!("xl/worksheets/sheet{number}.xml");
        let bytes = fs::read(&path).expect(file);
        let change = |xml: &str| match put {
            Text(text) => set_cell(xml, cell, " t=\"inlineStr\"", &format!("<is><t>{text}</t></is>")),
            Number(number) => set_cell(xml, cell, "", &format!("<v>{number}</v>")),
            Error(error) => set_cell(xml, cell, " t=\"e\"", &format!("<v>{error}</v>")),
            Formula(formula) => set_cell(xml, cell, "", &format!("<f>{formula}</f>")),
            Empty => set_cell(xml, cell, "", ""),
            Merged(below, area) => {
                let area = format!("<mergeCell ref=\"{area}\"/></mergeCells>");
                set_cell(xml, below, "", "").replace("</mergeCells>", &area)
            }
        };
        fs::write(&path, replaced(&bytes, &name, &change)).expect("written");
    }
    for (stem, old, new, ..) in IN_CSV {
        let csv = period.join(format!("{stem}.csv"));
        let bytes = fs::read(&csv).expect("a file");
        // One is in GB18030 and one in UTF-8.
        let utf = String::from_utf8(bytes.clone()).ok();
        let text = utf.clone().unwrap_or_else(|| encoding_rs::GB18030.decode(&bytes).0.into_owned());
        let changed = text.replace(old, new);
        assert_ne!(text, changed, "{stem} has the row");
        let written = match utf {
            Some(_) => changed.into_bytes(),
            None => encoding_rs::GB18030.encode(&changed).0.into_owned(),
        };
        fs::write(&csv, written).expect("written");
    }
    with_macros(&period.join(WITH_MACROS));
    fs::remove_file(period.join(ABSENT)).expect("a file");
    let back = home.path().join("退回");
    let said = run(&["check", text(&project), "--period", "2025", "--return", text(&back)]);
    Sent { _home: home, period, back, said }
}

/// Makes a workbook one with macros and a link to another file.
fn with_macros(path: &Path) {
    let mut all = parts(&fs::read(path).expect("a workbook"));
    let types = String::from_utf8(all.part("[Content_Types].xml").to_vec()).expect("XML");
    let types = types
        .replace("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml")
        .replace("openxmlformats-officedocument.ms-excel", "ms-excel")
        .replace(
            "</Types>",
            "<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/><Override \
             PartName=\"/xl/externalLinks/externalLink1.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml\"/></Types>",
        );
    all.put("[Content_Types].xml", types.into_bytes());
    let relations = String::from_utf8(all.part("xl/_rels/workbook.xml.rels").to_vec()).expect("XML");
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink";
    let added = format!(
        "<Relationship Id=\"rIdVba\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" \
         Target=\"vbaProject.bin\"/><Relationship Id=\"rIdLink\" Type=\"{kinds}\" \
         Target=\"externalLinks/externalLink1.xml\"/></Relationships>"
    );
    all.put("xl/_rels/workbook.xml.rels", relations.replace("</Relationships>", &added).into_bytes());
    let book = String::from_utf8(all.part("xl/workbook.xml").to_vec()).expect("XML");
    let link = "<externalReferences><externalReference xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/\
                relationships\" r:id=\"rIdLink\"/></externalReferences>";
    all.put("xl/workbook.xml", book.replace("</sheets>", &format!("</sheets>{link}")).into_bytes());
    all.put("xl/vbaProject.bin", b"macros".to_vec());
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    all.put("xl/externalLinks/externalLink1.xml", format!("<externalLink xmlns=\"{main}\"/>").into_bytes());
    let sheet = String::from_utf8(all.part("xl/worksheets/sheet1.xml").to_vec()).expect("XML");
    all.put("xl/worksheets/sheet1.xml", set_cell(&sheet, "C5", "", "<f>[1]表!A1*2</f><v>4</v>").into_bytes());
    fs::write(path, all.packed()).expect("written");
}

#[test]
fn every_planted_fault_is_marked_at_its_cell() {
    let sent = sent();
    assert_eq!(sent.said.code, 1);
    let mut wrong = Vec::new();
    let told: BTreeSet<String> = sent.said.lines().into_iter().collect();
    for Plant(file, sheet, _, cell, _, code) in &PLANTS {
        let line = format!("error {code} {file}!{sheet}!{cell}");
        if !told.contains(&line) {
            wrong.push(format!("not told: {line}"));
            continue;
        }
        let back = parts(&fs::read(sent.back.join(file)).expect(file));
        wrong.extend(unmarked(&back, sheet, cell).map(|why| format!("{line}: {why}")));
    }
    for (stem, _, _, cell, code) in IN_CSV {
        assert!(told.contains(&format!("error {code} {stem}.csv!{cell}")), "{told:?}");
        let back = parts(&fs::read(sent.back.join(format!("{stem}.xlsx"))).expect(stem));
        wrong.extend(unmarked(&back, "数据", cell).map(|why| format!("{stem}: {why}")));
    }
    assert!(wrong.is_empty(), "{}\n\ntold:\n{}", wrong.join("\n"), sent.said.lines().join("\n"));
    let summary = cells(&fs::read(sent.back.join("退回清单.xlsx")).expect("the list"));
    let all: String = summary.values().flat_map(|cells| cells.values().cloned()).collect::<Vec<_>>().join("\n");
    assert!(all.contains(ABSENT), "the missing file is in the list: {all}");
    let back: BTreeSet<String> = names(&sent.back);
    let faulty: BTreeSet<String> = PLANTS
        .iter()
        .map(|Plant(file, ..)| (*file).to_owned())
        .chain(IN_CSV.iter().map(|(stem, ..)| format!("{stem}.xlsx")))
        .chain(["退回清单.xlsx".to_owned()])
        .collect();
    assert_eq!(back, faulty, "files without findings do not come back");
}

#[test]
fn what_is_not_touched_stays() {
    let sent = sent();
    let files: BTreeSet<&str> = PLANTS.iter().map(|Plant(file, ..)| *file).collect();
    for file in files {
        let (old, new) = (fs::read(sent.period.join(file)).expect(file), fs::read(sent.back.join(file)).expect(file));
        let marked: BTreeSet<usize> = PLANTS.iter().filter(|p| p.0 == file).map(|p| p.2).collect();
        let (before, after) = (parts(&old), parts(&new));
        let mut same = 0;
        for (name, bytes) in before.iter() {
            let sheet = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
            let chosen = String::from_utf8_lossy(bytes).contains("tabSelected");
            let untouched = match sheet {
                Some(number) => !marked.contains(&number.parse().expect("a number")) && !chosen,
                None => name.starts_with("docProps") || name.contains("theme") || name == "_rels/.rels",
            };
            if untouched {
                assert_eq!(after.part(name), bytes, "{file}: {name}");
                same += 1;
            }
        }
        assert!(same >= 4, "{file}: {same} parts are compared");
        // The cells of every sheet are what they were; in front stands the list.
        let (before, mut after) = (cells(&old), cells(&new));
        let list = after.remove("问题清单").expect("the list");
        assert!(list.values().any(|text| text.contains("改")), "{file}");
        assert_eq!(before, after, "{file}");
    }
    let back = parts(&fs::read(sent.back.join(WITH_MACROS)).expect("a workbook"));
    let gone = back.iter().filter(|(name, _)| name.contains("vba") || name.contains("externalLink")).count();
    assert_eq!(gone, 0, "macros and links are gone");
    let all: String = back.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    assert!(
        !all.contains("macroEnabled") && !all.contains("rIdLink") && !all.contains("[1]"),
        "and nothing asks for them"
    );
}

#[test]
fn a_folder_with_files_is_not_written_into() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("自己的.txt"), "x").expect("written");
    let said = run(&["check", "inputs/chengxi", "--period", "2025", "--return", text(home.path())]);
    assert_eq!(said.code, 2);
    assert_eq!(names(home.path()).len(), 1);
}

/// Why a cell is not marked: it has no comment, no box, or no fill.
fn unmarked(back: &Parts, sheet: &str, cell: &str) -> Option<String> {
    let part = back.sheet(sheet)?;
    let xml = String::from_utf8_lossy(back.part(&part)).into_owned();
    let Some(tag) = xml.split('<').find(|tag| tag.starts_with(&format!("c r=\"{cell}\""))) else {
        return Some("there is no cell".into());
    };
    let style: usize = tag.split("s=\"").nth(1).and_then(|s| s.split('"').next()?.parse().ok()).unwrap_or(0);
    let fill = back.fill(style);
    if fill != "FFFFC7CE" {
        return Some(format!("its fill is {fill}"));
    }
    let comments = back.related(&part, "comments")?;
    let text = String::from_utf8_lossy(back.part(&comments)).into_owned();
    let comment = text.split("<comment ").find(|part| part.starts_with(&format!("ref=\"{cell}\"")));
    if !comment.is_some_and(|text| text.contains("错误") && text.contains("怎么改")) {
        return Some("it has no comment".into());
    }
    let boxes = back.related(&part, "vmlDrawing")?;
    let boxes = String::from_utf8_lossy(back.part(&boxes)).into_owned();
    let letters: u32 = cell.bytes().filter(u8::is_ascii_uppercase).fold(0, |n, c| n * 26 + u32::from(c - b'A') + 1);
    let row: u32 = cell.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().expect("a row");
    let place = format!("<x:Row>{}</x:Row><x:Column>{}</x:Column>", row - 1, letters - 1);
    (!boxes.contains(&place)).then(|| "its comment has no box".into())
}

/// The cells of each sheet as another library reads them.
fn cells(bytes: &[u8]) -> BTreeMap<String, BTreeMap<(usize, usize), String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut out = BTreeMap::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        let used = range.used_cells().map(|(row, col, data)| {
            ((row + usize::try_from(top).unwrap(), col + usize::try_from(left).unwrap()), data.to_string())
        });
        out.insert(sheet, used.collect());
    }
    out
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("copied");
        }
    }
}
