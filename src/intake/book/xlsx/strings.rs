//! Texts of an .xlsx file: the shared table, rich text and escaped characters.

use std::borrow::Cow;
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::Event;

use super::super::fill::share;
use super::super::package::Package;
use super::super::trouble::Trouble;
use super::super::xml::Xml;

/// The shared texts, in order.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<Arc<str>>, Trouble> {
    let mut list = Vec::new();
    let Some(mut xml) = package.xml(part)? else { return Ok(list) };
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                text.clear();
                rich_into(&mut xml, &mut text)?;
                share(&mut list, &unescaped(&text), part)?;
            }
            Event::Eof => return Ok(list),
            _ => (),
        }
    }
}

/// Adds the text of a rich text element whose start was the last event: its runs, without the reading aids
/// (`rPh`) that stand beside them.
pub(super) fn rich_into(xml: &mut Xml<impl BufRead>, text: &mut String) -> Result<(), Trouble> {
    let mut inside = 1;
    while inside > 0 {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "t" => xml.text_into(text)?,
            Event::Start(e) if e.local_name().as_ref() == "rPh" => xml.skip()?,
            Event::Start(_) => inside += 1,
            Event::End(_) => inside -= 1,
            _ => (),
        }
    }
    Ok(())
}

/// `_x000D_` and its kind as the character they stand for, ECMA-376-1 22.9.2.19 ST_Xstring.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, found) = rest.split_at(at);
        plain.push_str(before);
        let character = found
            .get(2..6)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()) && found[6..].starts_with('_'))
            .and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        let taken = if character.is_some() { 7 } else { 2 };
        match character {
            Some(character) => plain.push(character),
            None => plain.push_str("_x"),
        }
        rest = &found[taken..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
