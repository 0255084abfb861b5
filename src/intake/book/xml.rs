//! XML of a part as events, with errors that name the part. No document is ever held whole.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::package::read_trouble;
use super::trouble::Trouble;

/// A part being read. Empty elements come as a start and an end.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    part: Arc<str>,
    buffer: Vec<u8>,
    /// Elements that are open.
    depth: usize,
}

impl<R: BufRead> Xml<R> {
    /// Reads a part of that name.
    pub(super) fn new(source: R, part: Arc<str>) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, buffer: Vec::new(), depth: 0 }
    }

    /// The name of the part.
    pub(super) fn part(&self) -> &Arc<str> {
        &self.part
    }

    /// The next event; the end comes only after every element has been closed.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Trouble> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            Error::Io(error) => read_trouble(&error, &self.part),
            other => Trouble::damaged(&self.part, other),
        })?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(Trouble::damaged(&self.part, "broken off")),
            _ => (),
        }
        Ok(event)
    }

    /// Skips what is left of the element whose start was the last event.
    pub(super) fn skip(&mut self) -> Result<(), Trouble> {
        let inside = self.depth;
        while self.depth >= inside {
            self.next()?;
        }
        Ok(())
    }

    /// Adds the text of the element whose start was the last event; elements inside it are passed over.
    pub(super) fn text_into(&mut self, text: &mut String) -> Result<(), Trouble> {
        let inside = self.depth;
        while self.depth >= inside {
            let part = self.part.clone();
            if !add_text(&self.next()?, text) {
                return Err(Trouble::damaged(&part, "unknown entity"));
            }
        }
        Ok(())
    }
}

/// Adds what an event says as text, if it does; false for a reference that names nothing.
pub(super) fn add_text(event: &Event<'_>, text: &mut String) -> bool {
    match event {
        Event::Text(t) => text.push_str(&t.xml10_content()),
        Event::CData(t) => text.push_str(&t.xml10_content()),
        Event::GeneralRef(reference) => {
            let named = match reference.as_ref() {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => reference.resolve_char_ref().ok().flatten(),
            };
            let Some(named) = named else { return false };
            text.push(named);
        }
        _ => (),
    }
    true
}

/// The value of an attribute by its name without prefix.
pub(super) fn attr(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().with_checks(false).filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name)?;
    match unescape(&found.value) {
        Ok(value) => Some(value.into_owned()),
        Err(_) => Some(found.value.into_owned()),
    }
}

/// An attribute that is a number.
pub(super) fn attr_number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attr(element, name)?.trim().parse().ok()
}

/// An attribute that is yes or no; absent is no.
pub(super) fn attr_yes(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attr(element, name).as_deref(), Some("1" | "true" | "on"))
}
