//! What the content streams of a file say: text by face and code, colours, and what they are marked as.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer::{Lexer, Token};
use super::object::{Dict, Object, Pdf, whole};

/// Everything said on the pages and in the patterns they are painted with.
#[derive(Default)]
pub struct Seen {
    /// Codes shown in each face, by the number of the face's object.
    pub shown: BTreeMap<u32, BTreeSet<u16>>,
    /// Operators used.
    pub operators: BTreeSet<String>,
    /// Colour spaces named by `cs` and `CS`, as they are written.
    pub spaces: Vec<Object>,
    /// Numbers that tie content to the structure tree, by page.
    pub tied: Vec<BTreeSet<usize>>,
    /// Painting that is neither tied to the structure tree nor marked as furniture, by page.
    pub untied: BTreeSet<usize>,
    /// Names of resources that are not there, and text without a face.
    pub unknown: Vec<String>,
    /// Deepest nesting of graphics states.
    pub nested: usize,
}

/// Operators that leave something on the page.
const PAINT: [&str; 17] =
    ["Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "EI"];

/// Reads all pages.
pub fn seen(pdf: &Pdf) -> Result<Seen, String> {
    let mut seen = Seen::default();
    for (index, page) in pdf.pages().iter().enumerate() {
        seen.tied.push(BTreeSet::new());
        let mut bytes = Vec::new();
        for part in pdf.at(page, "Contents").items() {
            bytes.extend(pdf.get(part).stream().ok_or("a page without content")?.plain()?);
            bytes.push(b'\n');
        }
        let resources = pdf.dict(page, "Resources");
        Walk::new(pdf, resources, Some(index), &mut seen).read(&bytes)?;
        for pattern in pdf.dict(resources, "Pattern").values() {
            let Some(stream) = pdf.get(pattern).stream() else { continue };
            Walk::new(pdf, pdf.dict(&stream.dict, "Resources"), None, &mut seen).read(&stream.plain()?)?;
        }
    }
    Ok(seen)
}

struct Walk<'a> {
    pdf: &'a Pdf,
    resources: &'a Dict,
    /// None in a pattern, which the page's own marks cover.
    page: Option<usize>,
    seen: &'a mut Seen,
    face: Option<u32>,
    states: Vec<Option<u32>>,
    /// Whether each open mark ties its content to the structure tree or to furniture.
    marks: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn new(pdf: &'a Pdf, resources: &'a Dict, page: Option<usize>, seen: &'a mut Seen) -> Self {
        Walk { pdf, resources, page, seen, face: None, states: Vec::new(), marks: Vec::new() }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands = Vec::new();
        while let Some(token) = lexer.token()? {
            match token {
                Token::Object(object) => operands.push(object),
                Token::Word(operator) => {
                    self.operator(&operator, &operands);
                    self.seen.operators.insert(operator);
                    operands.clear();
                }
            }
        }
        Ok(())
    }

    fn operator(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "q" => self.states.push(self.face),
            "Q" => self.face = self.states.pop().flatten(),
            "Tf" => self.face = self.named("Font", operands.first()),
            "Tj" | "'" | "\"" | "TJ" => operands.iter().flat_map(Object::items).for_each(|item| self.show(item)),
            "cs" | "CS" => {
                let space = operands.first().and_then(Object::name).unwrap_or_default();
                let named = self.pdf.dict(self.resources, "ColorSpace").get(space);
                self.seen.spaces.push(named.map_or(Object::Name(space.into()), |named| self.pdf.get(named).clone()));
            }
            "BMC" => self.marks.push(operands.first().is_some_and(|tag| tag.is("Artifact"))),
            "BDC" => self.mark(operands),
            "EMC" => drop(self.marks.pop()),
            "gs" | "Do" | "sh" => {
                let kind = if operator == "gs" { "ExtGState" } else { "XObject" };
                let _ = self.named(kind, operands.first());
            }
            _ => {}
        }
        self.seen.nested = self.seen.nested.max(self.states.len());
        if let Some(page) = self.page.filter(|_| PAINT.contains(&operator) && !self.marks.contains(&true)) {
            self.seen.untied.insert(page + 1);
        }
    }

    /// The number of the resource's object.
    fn named(&mut self, kind: &str, name: Option<&Object>) -> Option<u32> {
        let name = name.and_then(Object::name).unwrap_or_default();
        match self.pdf.dict(self.resources, kind).get(name) {
            Some(Object::Ref(number)) => Some(*number),
            _ => {
                self.seen.unknown.push(format!("{kind} {name}"));
                None
            }
        }
    }

    fn show(&mut self, item: &Object) {
        let Object::Text(bytes) = item else { return };
        match self.face {
            Some(face) => {
                let codes = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]));
                self.seen.shown.entry(face).or_default().extend(codes);
            }
            None => self.seen.unknown.push("a face for text".into()),
        }
    }

    fn mark(&mut self, operands: &[Object]) {
        let artifact = operands.first().is_some_and(|tag| tag.is("Artifact"));
        let properties = operands.get(1).map_or(&Object::Null, |written| match written.name() {
            Some(name) => self.pdf.at(self.pdf.dict(self.resources, "Properties"), name),
            None => written,
        });
        let tied = properties.dict().get("MCID").and_then(Object::number).and_then(whole);
        if let (Some(page), Some(number)) = (self.page, tied) {
            self.seen.tied[page].insert(number);
        }
        self.marks.push(artifact || tied.is_some());
    }
}
