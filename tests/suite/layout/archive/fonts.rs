//! Faces: embedded, cut down to what is used, and readable back as characters.

use std::collections::{BTreeMap, BTreeSet};

use super::super::content::seen;
use super::super::lexer::{Lexer, Token};
use super::super::object::{Dict, Object, Pdf, Stream};
use super::unless;

/// Faces of the file by the number of their object, with the face inside each.
fn faces(pdf: &Pdf) -> Vec<(u32, &Dict, &Dict)> {
    let fonts = pdf.objects.iter().filter(|(_, object)| object.dict().get("Type").is_some_and(|kind| kind.is("Font")));
    let whole = fonts.filter(|(_, font)| font.dict().get("Subtype").is_some_and(|kind| kind.is("Type0")));
    whole
        .map(|(number, font)| {
            let inner = pdf.at(font.dict(), "DescendantFonts").items().first();
            (*number, font.dict(), inner.map_or(&Object::Null, |inner| pdf.get(inner)).dict())
        })
        .collect()
}

fn name<'a>(pdf: &'a Pdf, font: &'a Dict) -> &'a str {
    pdf.at(font, "BaseFont").name().unwrap_or("a font without a name")
}

/// Every face that is shown is a composite one whose program is in the file.
pub fn embedded(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    let faces = faces(pdf);
    for (_, font, inner) in &faces {
        let program = program(pdf, inner).and_then(|program| program.plain().ok());
        faults.extend(unless(
            program.is_some_and(|bytes| !bytes.is_empty()),
            format!("{} is not embedded", name(pdf, font)),
        ));
    }
    let shown = seen(pdf).map(|seen| seen.shown).unwrap_or_default();
    let others = shown.keys().filter(|number| !faces.iter().any(|(known, ..)| known == *number));
    faults.extend(others.map(|number| format!("object {number} is shown and is no composite face")));
    faults.extend(unless(!faces.is_empty(), "the file has no faces"));
    faults
}

fn program<'a>(pdf: &'a Pdf, inner: &'a Dict) -> Option<&'a Stream> {
    let descriptor = pdf.dict(inner, "FontDescriptor");
    ["FontFile2", "FontFile3"].into_iter().find_map(|key| pdf.at(descriptor, key).stream())
}

/// Names say by six letters and a plus that a face is cut down; the set of its glyphs holds every glyph shown.
pub fn subset(pdf: &Pdf) -> Vec<String> {
    let shown = seen(pdf).map(|seen| seen.shown).unwrap_or_default();
    let mut faults = Vec::new();
    for (number, font, inner) in faces(pdf) {
        let name = name(pdf, font);
        let tag = name.split_once('+').map_or("", |(tag, _)| tag);
        let cut = tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase());
        faults.extend(unless(cut, format!("{name} is not cut down")));
        let Some(set) = pdf.at(pdf.dict(inner, "FontDescriptor"), "CIDSet").stream() else { continue };
        let set = set.plain().unwrap_or_default();
        let holds = |code: &u16| {
            let (byte, bit) = (usize::from(code / 8), code % 8);
            set.get(byte).is_some_and(|byte| byte & (0x80 >> bit) != 0)
        };
        let lost = shown.get(&number).into_iter().flatten().filter(|code| !holds(code)).count();
        faults.extend(unless(lost == 0, format!("{name}: {lost} glyphs are not in its set")));
    }
    faults
}

/// Codes are glyph numbers, in the one order that both places name.
pub fn encoding(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    for (_, font, inner) in faces(pdf) {
        let identity = pdf.at(font, "Encoding").is("Identity-H");
        let system = pdf.dict(inner, "CIDSystemInfo");
        let order = pdf.at(system, "Ordering").text().as_deref() == Some("Identity");
        let outline = pdf.at(inner, "Subtype").is("CIDFontType0") || pdf.at(inner, "CIDToGIDMap").is("Identity");
        faults.extend(unless(identity && order && outline, format!("{} has another encoding", name(pdf, font))));
    }
    faults
}

/// Every code shown means a character.
pub fn unicode(pdf: &Pdf) -> Vec<String> {
    let shown = seen(pdf).map(|seen| seen.shown).unwrap_or_default();
    let mut faults = Vec::new();
    for (number, font, _) in faces(pdf) {
        let name = name(pdf, font);
        let Some(stream) = pdf.at(font, "ToUnicode").stream() else {
            faults.push(format!("{name} cannot be read back"));
            continue;
        };
        let map = stream.plain().and_then(|bytes| meanings(&bytes)).unwrap_or_default();
        let bad = |text: &String| text.is_empty() || text.contains(['\0', '\u{FEFF}', '\u{FFFE}', '\u{FFFD}']);
        let lost = shown.get(&number).into_iter().flatten().filter(|code| map.get(code).is_none_or(bad));
        let lost: BTreeSet<u16> = lost.copied().collect();
        faults.extend(unless(lost.is_empty(), format!("{name}: codes without a character: {lost:?}")));
    }
    faults
}

/// What codes mean, from the blocks of a character map.
pub fn meanings(bytes: &[u8]) -> Result<BTreeMap<u16, String>, String> {
    let (mut map, mut lexer, mut held) = (BTreeMap::new(), Lexer::new(bytes, 0), Vec::new());
    while let Some(token) = lexer.token()? {
        match token {
            Token::Object(object) => held.push(object),
            Token::Word(word) => {
                let step = match word.as_str() {
                    "endbfchar" => 2,
                    "endbfrange" => 3,
                    _ => 0,
                };
                if step > 0 {
                    held.chunks_exact(step).for_each(|entry| enter(entry, &mut map));
                }
                held.clear();
            }
        }
    }
    Ok(map)
}

fn enter(entry: &[Object], map: &mut BTreeMap<u16, String>) {
    let (Some(from), Some(to)) = (code(&entry[0]), code(&entry[entry.len() - 2])) else { return };
    for (index, code) in (from..=to).enumerate() {
        let Object::Text(bytes) = &entry[entry.len() - 1] else { return };
        let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        if let Some(last) = units.last_mut() {
            *last += u16::try_from(index).unwrap();
        }
        map.insert(code, String::from_utf16_lossy(&units));
    }
}

fn code(object: &Object) -> Option<u16> {
    let Object::Text(bytes) = object else { return None };
    <[u8; 2]>::try_from(bytes.as_slice()).ok().map(u16::from_be_bytes)
}

/// Glyph 0 is the box that stands for “no such character”; it is never shown.
pub fn missing(pdf: &Pdf) -> Vec<String> {
    let shown = match seen(pdf) {
        Ok(seen) => seen.shown,
        Err(said) => return vec![said],
    };
    let empty = unless(!shown.is_empty(), "no text is shown");
    let boxes = faces(pdf).into_iter().filter(|(number, ..)| shown.get(number).is_some_and(|codes| codes.contains(&0)));
    boxes
        .map(|(_, font, _)| format!("{} shows the box for a missing character", name(pdf, font)))
        .chain(empty)
        .collect()
}
