//! What a file is, told by its content: office files wear each other's endings.

use super::cfb::{self, Cfb};
use super::fill::Contents;
use super::package::Package;
use super::trouble::Trouble;
use super::{csv, ods, xls, xlsb, xlsx};
use std::sync::Arc;

/// The sheets of a file of any format.
pub(super) fn sheets(bytes: &[u8]) -> Result<Contents, Trouble> {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => zipped(bytes),
        _ if bytes.starts_with(cfb::SIGNATURE) => compound(bytes),
        // A bare record stream without container, as scripts write.
        [9, 8, ..] if xls::is_bare_stream(bytes) => xls::read(bytes),
        _ => csv::read(bytes),
    }
}

fn zipped(bytes: &[u8]) -> Result<Contents, Trouble> {
    let mut package = Package::open(bytes)?;
    if package.has("encrypted-package") {
        return Err(Trouble::Protected);
    }
    if let Some(kind) = package.bytes("mimetype")? {
        return match kind.trim_ascii().starts_with(ods::MIMETYPE) {
            true => ods::read(&mut package),
            false => Err(Trouble::NotAWorkbook),
        };
    }
    let main = package.relationships("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    let main = main.filter(|name| package.has(name)).or_else(|| {
        let usual = ["xl/workbook.xml", "xl/workbook.bin"];
        usual.into_iter().find(|name| package.has(name)).map(str::to_owned)
    });
    match main {
        Some(name) if name.to_ascii_lowercase().ends_with(".bin") => xlsb::read(&mut package, &name),
        Some(name) => xlsx::read(&mut package, &name),
        None => Err(Trouble::NotAWorkbook),
    }
}

fn compound(bytes: &[u8]) -> Result<Contents, Trouble> {
    let part: Arc<str> = Arc::from("OLE");
    let file = Cfb::open(bytes).ok_or_else(|| Trouble::damaged(&part, "broken tables"))?;
    if cfb::is_encrypted(&file) {
        return Err(Trouble::Protected);
    }
    let Some(name) = cfb::workbook_name(&file) else { return Err(Trouble::NotAWorkbook) };
    let stream = file.stream(name).ok_or_else(|| Trouble::damaged(&part, "broken stream"))?;
    xls::read(&stream)
}

/// What a text file is, if it only wears the ending of a workbook.
pub(super) fn disguise(text: &str) -> Option<Trouble> {
    let start: String = text.trim_start().chars().take(4096).collect::<String>().to_ascii_lowercase();
    let web = ["<!doctype html", "<html", "<head", "<meta", "<body", "<style", "<table", "<div", "mime-version:"];
    if web.iter().any(|tag| start.starts_with(tag)) {
        return Some(Trouble::Html);
    }
    if start.starts_with("<?xml") || start.starts_with("<!--") {
        return Some(match () {
            () if start.contains("urn:schemas-microsoft-com:office:spreadsheet") => Trouble::Xml,
            () if start.contains("<html") => Trouble::Html,
            () => Trouble::NotAWorkbook,
        });
    }
    (start.starts_with("%pdf") || start.starts_with("{\\rtf")).then_some(Trouble::NotAWorkbook)
}

/// Is it a file that office programs and systems leave in folders, and that is never opened?
pub fn is_office_litter(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let starts = ["~$", ".~", "._", "~wr"].iter().any(|start| lower.starts_with(start));
    starts || ["thumbs.db", ".ds_store", "desktop.ini", "__macosx"].contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_and_thumbnails_are_litter() {
        for name in
            ["~$统计表.xlsx", ".~统计表.xlsx", ".~lock.a.ods#", "Thumbs.db", ".DS_Store", "desktop.ini", "._a.xls"]
        {
            assert!(is_office_litter(name), "{name}");
        }
        for name in ["统计表.xlsx", "副本.xlsx", "a~b.csv", "最终版(2).xls"] {
            assert!(!is_office_litter(name), "{name}");
        }
    }

    #[test]
    fn web_pages_and_old_xml_are_told_apart() {
        assert!(matches!(disguise("\r\n <HTML xmlns:x=\"urn:…\">"), Some(Trouble::Html)));
        assert!(matches!(disguise("<table border=1><tr>"), Some(Trouble::Html)));
        assert!(matches!(disguise("MIME-Version: 1.0\r\n"), Some(Trouble::Html)));
        let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert!(matches!(disguise(xml), Some(Trouble::Xml)));
        assert!(matches!(disguise("<?xml version=\"1.0\"?><a/>"), Some(Trouble::NotAWorkbook)));
        assert!(matches!(disguise("%PDF-1.4"), Some(Trouble::NotAWorkbook)));
        assert!(disguise("单位,得分\n<5,3").is_none());
    }
}
