//! The file as a file, and what may not be in it: actions, fields, attachments.

use super::super::content::seen;
use super::super::object::{Dict, Object, Pdf};
use super::unless;

/// `%PDF-1.n` with n up to 7 first, then a comment of at least four bytes beyond ASCII.
pub fn header(pdf: &Pdf) -> Vec<String> {
    let mut lines = pdf.bytes.split(|byte| *byte == b'\n');
    let version = lines.next().and_then(|line| line.strip_prefix(b"%PDF-1.")).unwrap_or_default();
    let comment = lines.next().and_then(|line| line.strip_prefix(b"%")).unwrap_or_default();
    let binary = comment.len() >= 4 && comment.iter().take(4).all(|byte| *byte > 127);
    let known = matches!(version, [b'0'..=b'7']);
    [unless(known, "the version is not 1.0 to 1.7"), unless(binary, "no binary comment on the second line")].concat()
}

/// The trailer identifies the file by two strings.
pub fn identifier(pdf: &Pdf) -> Vec<String> {
    let parts = pdf.at(&pdf.trailer, "ID").items();
    let whole = parts.len() == 2 && parts.iter().all(|part| matches!(part, Object::Text(text) if !text.is_empty()));
    unless(whole, "the trailer has no ID of two strings")
}

pub fn encryption(pdf: &Pdf) -> Vec<String> {
    unless(!pdf.trailer.contains_key("Encrypt"), "the file is encrypted")
}

/// Nothing but the end of a line after the last `%%EOF`.
pub fn end(pdf: &Pdf) -> Vec<String> {
    let bytes = pdf.bytes.strip_suffix(b"\n").unwrap_or(&pdf.bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    unless(bytes.ends_with(b"%%EOF"), "something follows the end of the file")
}

pub fn cross_references(pdf: &Pdf) -> Vec<String> {
    torn(pdf, "cross-references")
}

pub fn stream_lengths(pdf: &Pdf) -> Vec<String> {
    torn(pdf, "stream-lengths")
}

fn torn(pdf: &Pdf, check: &str) -> Vec<String> {
    pdf.torn.iter().filter(|(name, _)| *name == check).map(|(_, said)| said.clone()).collect()
}

/// Every stream is in the file itself.
pub fn external_streams(pdf: &Pdf) -> Vec<String> {
    let outside = |dict: &Dict| ["F", "FFilter", "FDecodeParms"].into_iter().any(|key| dict.contains_key(key));
    streams(pdf).filter(|(_, dict)| outside(dict)).map(|(number, _)| format!("stream {number} is elsewhere")).collect()
}

/// Flate or nothing, and it can be undone.
pub fn filters(pdf: &Pdf) -> Vec<String> {
    let streams = pdf.objects.iter().filter_map(|(number, object)| Some((number, object.stream()?)));
    streams.filter_map(|(number, stream)| stream.plain().err().map(|said| format!("stream {number}: {said}"))).collect()
}

fn streams(pdf: &Pdf) -> impl Iterator<Item = (u32, &Dict)> {
    pdf.objects.iter().filter_map(|(number, object)| Some((*number, &object.stream()?.dict)))
}

/// Lengths of names and strings, how deep graphics states nest, how many objects.
pub fn limits(pdf: &Pdf) -> Vec<String> {
    let mut beyond = Vec::new();
    for (number, object) in &pdf.objects {
        each(object, &mut |object| match object {
            Object::Name(name) if name.len() > 127 => beyond.push(format!("object {number}: a name is too long")),
            Object::Text(text) if text.len() > 32767 => beyond.push(format!("object {number}: a string is too long")),
            _ => {}
        });
    }
    let nested = seen(pdf).map_or(0, |seen| seen.nested);
    beyond.extend(unless(nested <= 28, format!("graphics states nest {nested} deep")));
    beyond.extend(unless(pdf.objects.len() <= 8_388_607, "too many objects"));
    beyond
}

/// Does something with a value and every value inside it; references are not followed.
pub fn each(object: &Object, act: &mut impl FnMut(&Object)) {
    act(object);
    match object {
        Object::Array(items) => items.iter().for_each(|item| each(item, act)),
        Object::Dict(_) | Object::Stream(_) => object.dict().values().for_each(|value| each(value, act)),
        _ => {}
    }
}

/// Every dictionary of the file, with the number of the object it stands in.
pub fn dicts(pdf: &Pdf) -> Vec<(u32, Dict)> {
    let mut all = Vec::new();
    for (number, object) in &pdf.objects {
        each(object, &mut |object| {
            if matches!(object, Object::Dict(_) | Object::Stream(_)) {
                all.push((*number, object.dict().clone()));
            }
        });
    }
    all
}

/// Each is printed, none is hidden or plays something.
pub fn annotations(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    for page in pdf.pages() {
        for annotation in pdf.at(page, "Annots").items() {
            let annotation = pdf.get(annotation).dict();
            let kind = pdf.at(annotation, "Subtype").name().unwrap_or_default();
            // Print, and nothing but Print and NoZoom, NoRotate.
            let printed = [4.0, 12.0, 20.0, 28.0].contains(&pdf.at(annotation, "F").number().unwrap_or(0.0));
            let quiet = !["Sound", "Movie", "Screen", "3D", "FileAttachment"].contains(&kind);
            faults.extend(unless(printed && quiet, format!("an annotation {kind} that is not simply printed")));
        }
    }
    faults
}

pub fn fields(pdf: &Pdf) -> Vec<String> {
    unless(!pdf.catalog().contains_key("AcroForm"), "the file has form fields")
}

/// No script, nothing that starts, loads, plays or sends, and nothing that happens by itself.
pub fn actions(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    for key in ["OpenAction", "AA"] {
        faults.extend(unless(!pdf.catalog().contains_key(key), format!("the catalogue has {key}")));
    }
    let scripts = pdf.dict(pdf.catalog(), "Names").contains_key("JavaScript");
    faults.extend(unless(!scripts, "the catalogue names scripts"));
    for (number, dict) in dicts(pdf) {
        let action = dict.get("S").and_then(Object::name).filter(|kind| FORBIDDEN.contains(kind));
        faults.extend(action.map(|kind| format!("object {number} is an action {kind}")));
        let own = number != root(pdf) && dict.contains_key("AA");
        faults.extend(unless(!own, format!("object {number} acts by itself")));
    }
    faults
}

const FORBIDDEN: [&str; 16] = [
    "JavaScript",
    "Launch",
    "Sound",
    "Movie",
    "ResetForm",
    "ImportData",
    "Hide",
    "SetOCGState",
    "Rendition",
    "Trans",
    "GoTo3DView",
    "SubmitForm",
    "GoToR",
    "GoToE",
    "URI",
    "Named",
];

fn root(pdf: &Pdf) -> u32 {
    if let Some(Object::Ref(number)) = pdf.trailer.get("Root") { *number } else { 0 }
}

/// No files in the file.
pub fn embedded_files(pdf: &Pdf) -> Vec<String> {
    let named = pdf.dict(pdf.catalog(), "Names").contains_key("EmbeddedFiles") || pdf.catalog().contains_key("AF");
    let held = dicts(pdf).iter().any(|(_, dict)| dict.contains_key("EF"));
    unless(!named && !held, "the file holds other files")
}
