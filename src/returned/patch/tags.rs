//! The tags of an XML part with the bytes they stand at, so that a part is changed where it must be and nowhere else.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::Unpatched;

/// How a tag opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Empty,
}

/// A tag as it stands in the part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'x> {
    pub(super) kind: Kind,
    /// Its first byte, and the one behind its last.
    pub(super) from: usize,
    pub(super) to: usize,
    text: &'x str,
}

/// Every tag of a part.
pub(super) fn tags(xml: &str) -> Result<Vec<Tag<'_>>, Unpatched> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    let mut from = 0;
    loop {
        let event = reader.read_event()?;
        let to = usize::try_from(reader.buffer_position()).map_err(|_| Unpatched::Odd("too long"))?;
        let kind = match event {
            Event::Start(_) => Some(Kind::Open),
            Event::End(_) => Some(Kind::Close),
            Event::Empty(_) => Some(Kind::Empty),
            Event::Eof => return Ok(out),
            _ => None,
        };
        if let Some(kind) = kind {
            let text = xml.get(from..to).filter(|text| text.starts_with('<') && text.ends_with('>'));
            out.push(Tag { kind, from, to, text: text.ok_or(Unpatched::Odd("a tag out of place"))? });
        }
        from = to;
    }
}

impl<'x> Tag<'x> {
    fn inner(&self) -> &'x str {
        let text = self.text.trim_start_matches('<').trim_start_matches('/').trim_end_matches('>');
        if self.kind == Kind::Empty { text.trim_end_matches('/') } else { text }
    }

    /// Its name with the prefix.
    fn qualified(&self) -> &'x str {
        self.inner().split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default()
    }

    /// Its name.
    pub(super) fn name(&self) -> &'x str {
        self.qualified().rsplit(':').next().unwrap_or_default()
    }

    /// `x:` where its name has one.
    pub(super) fn prefix(&self) -> &'x str {
        let qualified = self.qualified();
        &qualified[..qualified.len() - self.name().len()]
    }

    /// Does it begin an element of that name?
    pub(super) fn opens(&self, name: &str) -> bool {
        self.kind != Kind::Close && self.name() == name
    }

    /// Does it end an element of that name?
    pub(super) fn closes(&self, name: &str) -> bool {
        self.kind != Kind::Open && self.name() == name
    }

    /// An attribute by its name without prefix.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        let all = Attributes::new(self.inner(), self.qualified().len());
        let found = { all }.with_checks(false).filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
    }

    /// The tag with these attributes set, or left out where they have no value.
    pub(super) fn with(&self, changed: &[(&str, Option<&str>)]) -> String {
        let mut out = format!("<{}", self.qualified());
        let mut all = Attributes::new(self.inner(), self.qualified().len());
        for attribute in all.with_checks(false).filter_map(Result::ok) {
            let key = attribute.key.as_ref();
            if !changed.iter().any(|(name, _)| *name == key) {
                out.push_str(&format!(" {key}=\"{}\"", attribute.value.replace('"', "&quot;")));
            }
        }
        for (name, value) in changed {
            if let Some(value) = value {
                out.push_str(&format!(" {name}=\"{}\"", escape(*value)));
            }
        }
        out.push_str(if self.kind == Kind::Empty { "/>" } else { ">" });
        out
    }
}

/// Changes of a part: bytes that are replaced.
#[derive(Debug, Default)]
pub(super) struct Splices {
    list: Vec<(usize, usize, String)>,
}

impl Splices {
    /// Replaces bytes.
    pub(super) fn replace(&mut self, from: usize, to: usize, text: String) {
        if from < to || !text.is_empty() {
            self.list.push((from, to, text));
        }
    }

    /// Puts a text before a byte.
    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.replace(at, at, text);
    }

    /// The part with all changes made, in the order of their places.
    pub(super) fn applied(mut self, xml: &str) -> String {
        self.list.sort_by_key(|(from, to, _)| (*from, *to));
        let mut out = String::with_capacity(xml.len() + self.list.iter().map(|(_, _, text)| text.len()).sum::<usize>());
        let mut at = 0;
        for (from, to, text) in self.list {
            if from >= at {
                out.push_str(&xml[at..from]);
                out.push_str(&text);
                at = to;
            }
        }
        out.push_str(&xml[at..]);
        out
    }
}
