//! The parts of a package: those that are changed, put in or left out; the others are copied as they are packed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Unpatched;
use super::tags::{Kind, Splices, tags};

const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A part that inflates beyond this is not patched.
const LARGEST: u64 = 1 << 29;

/// How one part points to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last step of its type.
    pub(super) kind: String,
    /// Path in the package.
    pub(super) target: String,
}

/// A package being changed.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// New content by the name that the part has, or is to have.
    parts: BTreeMap<String, String>,
    dropped: BTreeSet<String>,
    /// Types of parts that are put in, or differ.
    types: BTreeMap<String, &'static str>,
}

impl<'a> Package<'a> {
    /// Reads the directory of the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Unpatched> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let names: Vec<String> =
            archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned)).collect::<Result<_, _>>()?;
        if names.iter().any(|name| name.contains('\\')) {
            return Err(Unpatched::Odd("backward slashes"));
        }
        Ok(Package { archive, names, parts: BTreeMap::new(), dropped: BTreeSet::new(), types: BTreeMap::new() })
    }

    /// The name as the archive has it; names of parts have no case.
    fn own(&self, name: &str) -> Option<String> {
        self.names.iter().find(|own| own.eq_ignore_ascii_case(name)).cloned()
    }

    /// The workbook's part.
    pub(super) fn main(&mut self) -> Result<String, Unpatched> {
        let relation = self.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let target = relation.ok_or(Unpatched::Odd("no workbook"))?.target;
        if !target.to_ascii_lowercase().ends_with(".xml") {
            return Err(Unpatched::Odd("a workbook that is not XML"));
        }
        Ok(target)
    }

    /// The text of a part as it is now; none where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unpatched> {
        if let Some(text) = self.parts.get(name) {
            return Ok(Some(text.clone()));
        }
        let Some(own) = self.own(name) else { return Ok(None) };
        let part = self.archive.by_name(&own)?;
        if part.size() > LARGEST {
            return Err(Unpatched::Odd("a part too long"));
        }
        let mut bytes = Vec::new();
        part.take(LARGEST).read_to_end(&mut bytes)?;
        let text = String::from_utf8(bytes)?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned)))
    }

    /// Sets the text of a part.
    pub(super) fn put(&mut self, name: &str, text: String) {
        let name = self.own(name).unwrap_or_else(|| name.to_owned());
        self.parts.insert(name, text);
    }

    /// A name that no part has.
    pub(super) fn free(&self, stem: &str, ending: &str) -> String {
        let taken = |name: &str| self.own(name).is_some() || self.parts.contains_key(name);
        let names = (1..100_000).map(|number| format!("{stem}{number}{ending}"));
        names.into_iter().find(|name| !taken(name)).unwrap_or_else(|| format!("{stem}{ending}"))
    }

    /// Says of what type a new part is.
    pub(super) fn declare(&mut self, name: &str, kind: &'static str) {
        self.types.insert(name.to_owned(), kind);
    }

    /// Says of what type a part that is there is now.
    pub(super) fn set_type(&mut self, name: &str, kind: &'static str) {
        self.declare(name, kind);
    }

    /// The relationships of a part; `""` is the package.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unpatched> {
        let Some(xml) = self.text(&beside(part))? else { return Ok(Vec::new()) };
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let all = tags(&xml)?;
        let relation = |tag: &super::tags::Tag<'_>| {
            let kind = tag.attr("Type")?;
            Some(Relation {
                id: tag.attr("Id")?,
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolved(folder, &tag.attr("Target")?),
            })
        };
        Ok(all.iter().filter(|tag| tag.opens("Relationship")).filter_map(relation).collect())
    }

    /// Lets a part point to another; the relationship's name.
    pub(super) fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, Unpatched> {
        let name = beside(part);
        let known = self.relations(part)?;
        let id = (1..).map(|number| format!("rIdBack{number}")).find(|id| !known.iter().any(|r| r.id == *id));
        let id = id.ok_or(Unpatched::Odd("no name is free"))?;
        let xml = match self.text(&name)? {
            Some(xml) => xml,
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{RELATIONSHIPS}\"></Relationships>"
            ),
        };
        let mut splices = Splices::default();
        for tag in tags(&xml)?.iter().filter(|tag| tag.name() == "Relationships") {
            let p = tag.prefix();
            let own = format!("<{p}Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"/{}\"/>", escape(target));
            match tag.kind {
                Kind::Close => splices.insert(tag.from, own),
                Kind::Empty => {
                    let open = tag.with(&[]).replace("/>", ">");
                    splices.replace(tag.from, tag.to, format!("{open}{own}</{p}Relationships>"));
                }
                Kind::Open => {}
            }
        }
        self.put(&name, splices.applied(&xml));
        Ok(id)
    }

    /// Leaves out what these relationships of a part point to.
    pub(super) fn drop_relations(&mut self, part: &str, dropped: &[Relation]) -> Result<(), Unpatched> {
        let name = beside(part);
        let Some(xml) = self.text(&name)?.filter(|_| !dropped.is_empty()) else { return Ok(()) };
        let mut splices = Splices::default();
        let gone = |id: Option<String>| dropped.iter().any(|relation| Some(&relation.id) == id.as_ref());
        for tag in tags(&xml)?.iter().filter(|tag| tag.opens("Relationship") && gone(tag.attr("Id"))) {
            splices.replace(tag.from, tag.to, String::new());
        }
        self.put(&name, splices.applied(&xml));
        for relation in dropped {
            // Parts that belong to those: the signature of the macros, the relationships of a link.
            let inner = self.relations(&relation.target)?;
            let gone =
                inner.into_iter().map(|inner| inner.target).chain([beside(&relation.target), relation.target.clone()]);
            let owned: Vec<String> = gone.filter_map(|name| self.own(&name)).collect();
            self.dropped.extend(owned);
        }
        Ok(())
    }

    /// Leaves out the order in which formulas were computed: some are gone.
    pub(super) fn drop_chain(&mut self, main: &str) -> Result<(), Unpatched> {
        let chain: Vec<Relation> = self.relations(main)?.into_iter().filter(|r| r.kind == "calcChain").collect();
        self.drop_relations(main, &chain)
    }

    /// The types of all parts as they are now.
    fn typed(&mut self) -> Result<String, Unpatched> {
        let xml = self.text(TYPES)?.ok_or(Unpatched::Odd("no types"))?;
        let mut splices = Splices::default();
        let named = |name: &str| name.trim_start_matches('/').to_ascii_lowercase();
        for tag in tags(&xml)? {
            if tag.opens("Override") {
                let part = named(&tag.attr("PartName").unwrap_or_default());
                let changed = self.types.keys().chain(&self.dropped).any(|name| named(name) == part);
                if changed {
                    splices.replace(tag.from, tag.to, String::new());
                }
            } else if tag.closes("Types") {
                let p = tag.prefix();
                let own = |(name, kind): (&String, &&str)| {
                    format!("<{p}Override PartName=\"/{}\" ContentType=\"{kind}\"/>", escape(name))
                };
                splices.insert(tag.from, self.types.iter().map(own).collect());
            }
        }
        Ok(splices.applied(&xml))
    }

    /// The bytes of the changed package.
    pub(super) fn finished(mut self) -> Result<Vec<u8>, Unpatched> {
        let types = self.typed()?;
        self.put(TYPES, types);
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            if self.dropped.contains(&name) {
                continue;
            }
            match self.parts.remove(&name) {
                None => out.raw_copy_file(part)?,
                Some(text) => {
                    out.start_file(name, options)?;
                    out.write_all(text.as_bytes())?;
                }
            }
        }
        for (name, text) in &self.parts {
            out.start_file(name.as_str(), options)?;
            out.write_all(text.as_bytes())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

/// The part that holds a part's relationships.
fn beside(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The path of a target as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}
