//! The parts of an .xlsx file, read and written plainly.

use std::io::{Cursor, Read, Write};

/// Parts in the order of the archive.
pub struct Parts {
    list: Vec<(String, Vec<u8>)>,
}

/// Unpacks a file.
pub fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let read = |index: usize| {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        (part.name().expect("a name").into_owned(), content)
    };
    let count = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package").len();
    Parts { list: (0..count).map(read).collect() }
}

/// The file with one part changed.
pub fn replaced(bytes: &[u8], name: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    let text = String::from_utf8(all.part(name).to_vec()).expect("XML");
    all.put(name, change(&text).into_bytes());
    all.packed()
}

/// A sheet's XML with another content of one cell.
pub fn set_cell(xml: &str, cell: &str, kind: &str, content: &str) -> String {
    let from = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let end = from + xml[from..].find('>').expect("the end of the tag");
    let after = if xml[..end].ends_with('/') { end + 1 } else { end + xml[end..].find("</c>").expect("closed") + 4 };
    let tag = xml[from..end].trim_end_matches('/').trim_end();
    let attributes = tag.split(' ').filter(|part| !part.starts_with("t="));
    let tag = attributes.collect::<Vec<_>>().join(" ");
    format!("{}{tag}{kind}>{content}</c>{}", &xml[..from], &xml[after..])
}

impl Parts {
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.list.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    pub fn part(&self, name: &str) -> &[u8] {
        self.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("no part {name}")).1
    }

    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        match self.list.iter_mut().find(|(own, _)| own == name) {
            Some((_, content)) => *content = bytes,
            None => self.list.push((name.to_owned(), bytes)),
        }
    }

    pub fn packed(&self) -> Vec<u8> {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.list {
            out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
            out.write_all(content).expect("its content");
        }
        out.finish().expect("a package").into_inner()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(self.part(name)).into_owned()
    }

    /// The part of a sheet.
    pub fn sheet(&self, name: &str) -> Option<String> {
        let book = self.text("xl/workbook.xml");
        let tag = book.split("<sheet ").find(|tag| attribute(tag, "name").as_deref() == Some(name))?;
        let id = attribute(tag, "r:id")?;
        let relations = self.text("xl/_rels/workbook.xml.rels");
        let tag = relations.split("<Relationship ").find(|tag| attribute(tag, "Id").as_deref() == Some(&id))?;
        let target = attribute(tag, "Target")?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    }

    /// The part that another points to by a relationship of that kind.
    pub fn related(&self, part: &str, kind: &str) -> Option<String> {
        let (folder, file) = part.rsplit_once('/')?;
        let relations = self.text(&format!("{folder}/_rels/{file}.rels"));
        let tag = relations
            .split("<Relationship ")
            .find(|tag| attribute(tag, "Type").is_some_and(|own| own.ends_with(&format!("/{kind}"))))?;
        let target = attribute(tag, "Target")?;
        Some(target.strip_prefix('/').map_or_else(|| target.replace("..", "xl"), str::to_owned))
    }

    /// The colour of a cell format's fill.
    pub fn fill(&self, format: usize) -> String {
        let styles = self.text("xl/styles.xml");
        let inside = |name: &str| {
            let from = styles.find(&format!("<{name} ")).or_else(|| styles.find(&format!("<{name}>"))).expect("a list");
            styles[from..].split(&format!("</{name}>")).next().unwrap_or_default().to_owned()
        };
        let formats = inside("cellXfs");
        let own = formats.split("<xf ").nth(format + 1).expect("the format");
        let fill: usize = attribute(own, "fillId").expect("a fill").parse().expect("a number");
        let fills = inside("fills");
        let own = fills.split("<fill>").nth(fill + 1).unwrap_or_default();
        own.split("rgb=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("none").to_owned()
    }
}

/// An attribute of the tag that a text begins with.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
    tag[from..].split('"').next().map(str::to_owned)
}
