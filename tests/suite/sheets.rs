//! How the sheets of workbooks lead, mark and print: links, conditional marks, charts and page setup, as another
//! program finds them in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ironcalc::base::Model;
use ironcalc::base::types::Link;

use crate::program::{run, text};
use crate::recompute::{Bare, Shown};

/// The parts of a workbook, and its sheets by their names.
struct Book {
    path: PathBuf,
    parts: BTreeMap<String, String>,
    sheets: BTreeMap<String, String>,
}

impl Book {
    fn of(path: &Path) -> Book {
        let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut content = String::new();
            if part.read_to_string(&mut content).is_ok() {
                parts.insert(name, content);
            }
        }
        let names = tags(&parts["xl/workbook.xml"], "<sheet ").into_iter().map(|tag| attribute(tag, "name").unwrap());
        let sheets = (1..)
            .zip(names)
            .map(|(number, name)| (name.to_owned(), parts[&format!("xl/worksheets/sheet{number}.xml")].clone()));
        Book { path: path.to_path_buf(), sheets: sheets.collect(), parts }
    }

    /// Static links of a sheet: cell, sheet and cell that it leads to.
    fn links(&self, sheet: &str) -> Vec<(String, String, String)> {
        let all = tags(&self.sheets[sheet], "<hyperlink ").into_iter().map(|tag| {
            let (to, cell) = attribute(tag, "location").unwrap().rsplit_once('!').unwrap();
            (attribute(tag, "ref").unwrap().to_owned(), to.trim_matches('\'').to_owned(), cell.to_owned())
        });
        all.collect()
    }

    /// Does a cell stand in a sheet?
    fn stands(&self, sheet: &str, cell: &str) -> bool {
        self.sheets.get(sheet).is_some_and(|xml| xml.contains(&format!("<c r=\"{cell}\" ")))
    }
}

/// The tags that begin so, up to their end.
fn tags<'x>(xml: &'x str, begin: &str) -> Vec<&'x str> {
    xml.match_indices(begin).map(|(at, _)| &xml[at..at + xml[at..].find('>').unwrap()]).collect()
}

fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(&tag[from..from + tag[from..].find('"')?])
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A run of a project; the folder of its outputs.
fn made(project: &str, period: &str, to: &Path) -> PathBuf {
    let said = run(&["run", text(&root().join(project)), "--period", period, "--outputs", text(to)]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    to.join(Path::new(project).file_name().unwrap()).join(period)
}

#[test]
fn links_lead_to_cells_that_stand_and_back_to_the_contents() {
    let work = tempfile::tempdir().unwrap();
    let folder = made("inputs/shanghang", "2012", work.path());
    for file in ["排名.xlsx", "反馈/shanghang/官田村.xlsx"] {
        let book = Book::of(&folder.join(file));
        let names: BTreeSet<String> = book.sheets.keys().filter(|name| *name != "说明").cloned().collect();
        let listed: BTreeSet<String> = book.links("说明").into_iter().map(|(_, to, _)| to).collect();
        assert_eq!(listed, names, "{file}: the contents name every sheet");
        let mut back = 0;
        for name in &names {
            let links = book.links(name);
            for (at, to, cell) in &links {
                assert!(book.stands(to, cell), "{file}: {name}!{at} leads to {to}!{cell}, where nothing stands");
            }
            back += usize::from(links.iter().any(|(_, to, _)| to == "说明"));
        }
        assert!(back >= names.len() - 2, "{file}: {back} of {} sheets lead back", names.len());
    }
    // A figure keeps its formula under the link.
    let book = Book::of(&folder.join("排名.xlsx"));
    let links = book.links("得分与名次");
    let to_scores: Vec<_> = links.iter().filter(|(_, to, _)| to == "综合得分").collect();
    assert_eq!(to_scores.len(), 22, "the score of every unit leads to where it is computed");
    for (at, _, _) in to_scores {
        let cell = &book.sheets["得分与名次"][book.sheets["得分与名次"].find(&format!("<c r=\"{at}\" ")).unwrap()..];
        assert!(cell[..cell.find("</c>").unwrap()].contains("<f>"), "{at} is still a formula");
    }
}

/// Column C of 排名 from row 6 on: names, and what stands in the cell that each leads to.
fn led(model: &Model) -> Vec<(String, String)> {
    let names = model.workbook.get_worksheet_names();
    let index = |name: &str| u32::try_from(names.iter().position(|n| n == name).unwrap()).unwrap();
    let ranking = index("排名");
    let mut out = Vec::new();
    for link in model.get_links_list(ranking).unwrap().into_iter().filter(|l| l.dynamic && l.row > 5) {
        let location = match link.link {
            Link::Internal { location, .. } => location,
            Link::External { target, .. } => target.trim_start_matches('#').to_owned(),
        };
        let (sheet, cell) = location.rsplit_once('!').unwrap();
        let row: i32 = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap();
        assert!(cell.starts_with('B'), "{location}");
        let shown = model.get_formatted_cell_value(ranking, link.row, link.column).unwrap();
        let found = model.get_formatted_cell_value(index(sheet.trim_matches('\'')), row, 2).unwrap();
        out.push((shown, found));
    }
    out
}

#[test]
fn a_name_leads_to_the_row_of_its_unit_whatever_the_order() {
    let work = tempfile::tempdir().unwrap();
    let folder = made("tests/cases/live/groups", "2025", work.path());
    let book = Bare::of(&folder.join("排名.xlsx"));
    let mut model = ironcalc::import::load_from_xlsx(book.file.path().to_str().unwrap(), "en", "UTC", "en").unwrap();
    model.evaluate();
    let before = led(&model);
    assert_eq!(before.len(), 6);
    // 南村, third of its group, gets more than the first.
    let sheet = model.workbook.get_worksheet_names().iter().position(|n| n == "完成").unwrap();
    let sheet = u32::try_from(sheet).unwrap();
    let row = (1..40).find(|row| model.get_formatted_cell_value(sheet, *row, 2).unwrap() == "南村").unwrap();
    for column in 3..20 {
        if model.get_formatted_cell_value(sheet, row, column).unwrap().parse::<f64>().is_ok() {
            model.update_cell_with_number(sheet, row, column, 999.0).unwrap();
        }
    }
    model.evaluate();
    let after = led(&model);
    assert_ne!(before, after, "the order changed");
    for (shown, found) in before.iter().chain(&after) {
        assert_eq!(shown, found);
    }
}

/// The rules of conditional formats: first row, column that decides, text, columns that are marked, format.
fn rules(book: &Book, sheet: &str) -> Vec<(u32, u32, String, String, String)> {
    let xml = &book.sheets[sheet];
    let styles = &book.parts["xl/styles.xml"];
    let formats: Vec<&str> = styles[styles.find("<dxfs").unwrap()..].split("<dxf>").skip(1).collect();
    let mut out = Vec::new();
    for block in xml.split("<conditionalFormatting ").skip(1) {
        let range = &block[block.find('"').unwrap() + 1..];
        let range = &range[..range.find('"').unwrap()];
        for rule in block[..block.find("</conditionalFormatting>").unwrap()].split("<cfRule ").skip(1) {
            let formula = &rule[rule.find("<formula>").unwrap() + 9..rule.find("</formula>").unwrap()];
            let (cell, wanted) = formula.split_once('=').unwrap();
            let cell = cell.trim_start_matches('$');
            let column = u32::from(cell.as_bytes()[0] - b'A');
            let number: usize = attribute(&format!(" {rule}"), "dxfId").unwrap().parse().unwrap();
            let wanted = wanted.replace("&quot;", "\"");
            let text = wanted.trim_matches('"').to_owned();
            out.push((cell[1..].parse().unwrap(), column, text, range.to_owned(), formats[number].to_owned()));
        }
    }
    out
}

#[test]
fn tiers_are_marked_and_follow_the_figures() {
    let work = tempfile::tempdir().unwrap();
    let folder = made("tests/cases/live/groups", "2025", work.path());
    let book = Book::of(&folder.join("排名.xlsx"));
    let cells = Bare::of(&book.path).ironcalc(&[]);
    let text = |row: u32, column: u32| match cells.get(&("排名".to_owned(), row, column)) {
        Some(Shown::Text(text)) => text.clone(),
        Some(Shown::Number(number)) => number.to_string(),
        None => String::new(),
    };
    let mut marked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (first, column, wanted, _, format) in rules(&book, "排名") {
        let rows = (first - 1..first + 5).filter(|row| text(*row, column) == wanted);
        let look = if format.contains("<b/>") {
            "bold"
        } else if format.contains("<i/>") {
            "italic"
        } else {
            ""
        };
        marked.entry(format!("{wanted} {look}")).or_default().extend(rows.map(|row| text(row, 3)));
    }
    let of = |key: &str| marked.get(key).map(|names| names.join("、"));
    // By the scheme: 优秀 asks for points, 一般 is for all others, and 新村 has no place.
    assert_eq!(of("优秀 bold").as_deref(), Some("西村、中村、东村"), "{marked:?}");
    assert_eq!(of("一般 italic").as_deref(), Some(""));
    assert_eq!(of(" italic").as_deref(), Some("新村"));
    assert_eq!(of("一等奖 bold").as_deref(), Some("西村、中村"));
}

#[test]
fn charts_are_drawn_from_cells_that_stand_there() {
    let work = tempfile::tempdir().unwrap();
    let folder = made("tests/cases/live/groups", "2025", work.path());
    let own = fs::read_dir(folder.join("反馈/groups")).unwrap().map(|e| e.unwrap().path());
    let own = own.filter(|p| p.extension().is_some_and(|e| e == "xlsx")).min().unwrap();
    for (path, charts, legends) in [(folder.join("排名.xlsx"), 3, 0), (own, 1, 1)] {
        let book = Book::of(&path);
        let drawn: Vec<&String> =
            book.parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).map(|(_, xml)| xml).collect();
        assert_eq!(drawn.len(), charts, "{}", path.display());
        assert_eq!(drawn.iter().filter(|xml| xml.contains("<c:legend>")).count(), legends, "one series needs none");
        for xml in drawn {
            assert!(xml.contains("typeface=\"宋体\"") && xml.contains("typeface=\"黑体\""), "Chinese faces");
            for reference in xml.split("<c:f>").skip(1).map(|rest| &rest[..rest.find("</c:f>").unwrap()]) {
                let (sheet, range) = reference.rsplit_once('!').unwrap();
                for cell in range.split(':') {
                    let sheet = sheet.trim_matches('\'').replace("&apos;", "");
                    assert!(book.stands(&sheet, &cell.replace('$', "")), "{reference}");
                }
            }
        }
    }
    let cells = Bare::of(&folder.join("排名.xlsx")).ironcalc(&[]);
    let beside = |name: &str| {
        let wanted = Shown::Text(name.into());
        let at = cells.iter().find(|((sheet, _, col), value)| sheet == "图表" && *col == 0 && **value == wanted);
        cells[&("图表".to_owned(), at.unwrap().0.1, 1)].clone()
    };
    for (tier, count) in [("优秀", 3.0), ("良好", 3.0), ("一般", 0.0), ("合计", 6.0)] {
        assert!(beside(tier).same(&Shown::Number(count)), "{tier}: {:?}", beside(tier));
    }
}

#[test]
fn every_sheet_is_ready_for_a4() {
    let work = tempfile::tempdir().unwrap();
    let folder = made("inputs/shanghang", "2012", work.path());
    for file in ["排名.xlsx", "反馈/shanghang/官田村.xlsx"] {
        let book = Book::of(&folder.join(file));
        for (name, xml) in &book.sheets {
            let setup = tags(xml, "<pageSetup ")[0];
            assert_eq!(attribute(setup, "paperSize"), Some("9"), "{file} {name}");
            let fits = xml.contains("fitToPage=\"1\"") && attribute(setup, "fitToHeight") == Some("0");
            let scale = attribute(setup, "scale").map_or(0, |s| s.parse::<u32>().unwrap());
            assert!(fits || scale >= 45 && xml.contains("<colBreaks "), "{file} {name}: {setup}");
            assert!(xml.contains("第 &amp;P 页 共 &amp;N 页"), "{file} {name}: page numbers");
            assert!(tags(xml, "<printOptions ")[0].contains("horizontalCentered=\"1\""), "{file} {name}");
        }
        let titles = tags(&book.parts["xl/workbook.xml"], "<definedName ");
        let repeated = titles.iter().filter(|tag| tag.contains("_xlnm.Print_Titles")).count();
        assert!(repeated >= book.sheets.len() - 1, "{file}: heads are repeated on {repeated} sheets");
    }
}
