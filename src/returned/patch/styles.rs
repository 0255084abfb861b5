//! Colours and looks added to a workbook's styles: a marked cell keeps its look but for the fill.

use std::collections::BTreeMap;

use super::super::rewritten::{ERROR, HINT};
use super::Unpatched;
use super::tags::{Kind, Splices, Tag, tags};

/// The styles of a workbook with what is added to them.
pub(super) struct Styles<'x> {
    xml: &'x str,
    /// Bytes of each cell format.
    formats: Vec<(usize, usize)>,
    fonts: usize,
    fills: usize,
    /// Index of each added format, by the one it was made of and whether it marks an error.
    marked: BTreeMap<(usize, bool), usize>,
    added: Vec<String>,
    prefix: String,
}

/// The looks of the list in front.
pub(super) struct Looks {
    pub(super) plain: usize,
    pub(super) head: usize,
    pub(super) link: usize,
}

impl<'x> Styles<'x> {
    /// Reads what is there.
    pub(super) fn read(xml: &'x str) -> Result<Styles<'x>, Unpatched> {
        let all = tags(xml)?;
        let formats = children(&all, "cellXfs").ok_or(Unpatched::Odd("no cell formats"))?;
        let fonts = children(&all, "fonts").ok_or(Unpatched::Odd("no fonts"))?.len();
        let fills = children(&all, "fills").ok_or(Unpatched::Odd("no fills"))?.len();
        let prefix = all.first().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
        Ok(Styles { xml, formats, fonts, fills, marked: BTreeMap::new(), added: Vec::new(), prefix })
    }

    /// The format of a marked cell that had that one.
    pub(super) fn marked(&mut self, format: usize, error: bool) -> Result<usize, Unpatched> {
        if let Some(known) = self.marked.get(&(format, error)) {
            return Ok(*known);
        }
        let (from, to) =
            self.formats.get(format).or(self.formats.first()).copied().ok_or(Unpatched::Odd("no format"))?;
        let text = &self.xml[from..to];
        let tag = tags(text)?.into_iter().next().ok_or(Unpatched::Odd("no format"))?;
        let fill = (self.fills + usize::from(!error)).to_string();
        let open = tag.with(&[("fillId", Some(&fill)), ("applyFill", Some("1"))]);
        let index = self.add(format!("{open}{}", &text[tag.to..]));
        self.marked.insert((format, error), index);
        Ok(index)
    }

    /// The looks of the list.
    pub(super) fn looks(&mut self) -> Looks {
        let p = self.prefix.clone();
        let wrapped = |font: usize, across: &str| {
            format!(
                "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><{p}alignment horizontal=\"{across}\" vertical=\"center\" wrapText=\"1\"/></{p}xf>"
            )
        };
        Looks {
            plain: self.add(wrapped(0, "left")),
            head: self.add(wrapped(self.fonts, "center")),
            link: self.add(wrapped(self.fonts + 1, "center")),
        }
    }

    fn add(&mut self, format: String) -> usize {
        self.added.push(format);
        self.formats.len() + self.added.len() - 1
    }

    /// The part with everything added.
    pub(super) fn finished(self) -> Result<String, Unpatched> {
        let p = &self.prefix;
        let fill = |rgb: u32| {
            format!(
                "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"FF{rgb:06X}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
            )
        };
        let font = |inner: &str| format!("<{p}font>{inner}<{p}sz val=\"11\"/><{p}name val=\"宋体\"/></{p}font>");
        let bold = font(&format!("<{p}b/>"));
        let link =
            format!("<{p}font><{p}u/><{p}sz val=\"11\"/><{p}color rgb=\"FF1F4E79\"/><{p}name val=\"宋体\"/></{p}font>");
        let lists = [
            ("fonts", self.fonts + 2, format!("{bold}{link}")),
            ("fills", self.fills + 2, format!("{}{}", fill(ERROR), fill(HINT))),
            ("cellXfs", self.formats.len() + self.added.len(), self.added.concat()),
        ];
        let mut splices = Splices::default();
        for tag in tags(self.xml)? {
            let Some((_, count, text)) = lists.iter().find(|(name, ..)| tag.name() == *name) else { continue };
            match tag.kind {
                Kind::Open => splices.replace(tag.from, tag.to, tag.with(&[("count", Some(&count.to_string()))])),
                Kind::Close => splices.insert(tag.from, text.clone()),
                Kind::Empty => return Err(Unpatched::Odd("an empty list of styles")),
            }
        }
        Ok(splices.applied(self.xml))
    }
}

/// The bytes of the elements directly inside the first one of that name.
fn children(all: &[Tag<'_>], name: &str) -> Option<Vec<(usize, usize)>> {
    let start = all.iter().position(|tag| tag.kind == Kind::Open && tag.name() == name)?;
    let mut out = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for tag in &all[start + 1..] {
        match tag.kind {
            Kind::Empty if depth == 0 => out.push((tag.from, tag.to)),
            Kind::Empty => {}
            Kind::Open => {
                if depth == 0 {
                    from = tag.from;
                }
                depth += 1;
            }
            Kind::Close if depth == 0 => return Some(out),
            Kind::Close => {
                depth -= 1;
                if depth == 0 {
                    out.push((from, tag.to));
                }
            }
        }
    }
    None
}
