//! Everything that stands in a finished file, so that a test can search it: the parts of a workbook, the streams,
//! strings and the text of a PDF.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use flate2::read::ZlibDecoder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

/// A file taken apart: what each part is called, and its bytes.
pub struct Inside(Vec<(String, Vec<u8>)>);

impl Inside {
    /// Takes a workbook or a PDF apart; any other file is one part.
    pub fn of(path: &Path) -> Inside {
        let bytes = fs::read(path).unwrap();
        let mut parts = match bytes.get(..4) {
            Some(b"PK\x03\x04") => zipped(&bytes),
            Some(b"%PDF") => document(&bytes),
            _ => Vec::new(),
        };
        if bytes.starts_with(b"%PDF") {
            parts.push(("text".into(), text_of(path)));
        }
        parts.push(("file".into(), bytes));
        Inside(parts)
    }

    /// The parts in which a text stands, in UTF-8 or UTF-16, or with blanks and thousands separators in it.
    pub fn holding(&self, text: &str) -> Vec<&str> {
        let wide: Vec<u16> = text.encode_utf16().collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let holds = |bytes: &[u8]| [text.as_bytes(), &big, &little].iter().any(|sought| finds(bytes, sought));
        let found = self.0.iter().filter(|(_, bytes)| holds(bytes) || finds(&closed_up(bytes), text.as_bytes()));
        found.map(|(name, _)| name.as_str()).collect()
    }
}

/// Every file below a folder, by its path from there with `/`, and its SHA-256.
pub fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            all.extend(hashes(&path).into_iter().map(|(below, hash)| (format!("{name}/{below}"), hash)));
        } else {
            all.insert(name, hash(&fs::read(&path).unwrap()));
        }
    }
    all
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn finds(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}

/// Without what may be set between digits and characters.
fn closed_up(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != b',').collect()
}

/// The parts of a workbook with their names, and the comment of the archive.
fn zipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = vec![("comment".to_owned(), archive.comment().to_vec())];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((name, content));
    }
    parts
}

/// The streams of a PDF unpacked, and all strings of file and streams decoded.
fn document(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = place(&bytes[at..], b"stream") {
        let start = at + found + b"stream".len();
        let start = start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let Some(length) = place(&bytes[start..], b"endstream") else { break };
        let packed = &bytes[start..start + length];
        let mut content = Vec::new();
        if ZlibDecoder::new(packed).read_to_end(&mut content).is_err() {
            content = packed.to_vec();
        }
        parts.push((format!("strings of the stream at {start}"), strings(&content)));
        parts.push((format!("stream at {start}"), content));
        at = start + length + b"endstream".len();
    }
    assert!(!parts.is_empty(), "a PDF has streams");
    parts.push(("strings".into(), strings(bytes)));
    parts
}

fn place(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|window| window == sought)
}

/// The strings of PDF syntax, `(…)` and `<…>`, as UTF-8, one in a line.
fn strings(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (content, length) = match bytes[at] {
            b'(' => literal(&bytes[at + 1..]),
            b'<' => hexadecimal(&bytes[at + 1..]),
            _ => (Vec::new(), 0),
        };
        if !content.is_empty() {
            out.extend(decoded(&content).into_bytes());
            out.push(b'\n');
        }
        at += 1 + length;
    }
    out
}

/// A string in parentheses from behind the first, and how long it was.
fn literal(bytes: &[u8]) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                let (unescaped, length) = escape(&bytes[at + 1..]);
                out.extend(unescaped);
                at += length;
            }
            b')' if depth == 0 => break,
            byte => {
                depth = if *byte == b'(' { depth + 1 } else { depth - usize::from(*byte == b')') };
                out.push(*byte);
            }
        }
        at += 1;
    }
    (out, at)
}

/// What stands behind a backslash, and how many bytes it takes.
fn escape(bytes: &[u8]) -> (Option<u8>, usize) {
    let digits: Vec<u32> = bytes.iter().take(3).map_while(|byte| char::from(*byte).to_digit(8)).collect();
    if !digits.is_empty() {
        let value = digits.iter().fold(0, |value, digit| value * 8 + digit) & 255;
        return (u8::try_from(value).ok(), digits.len());
    }
    let unescaped = match bytes.first() {
        Some(b'n') => Some(b'\n'),
        Some(b'r') => Some(b'\r'),
        Some(b't') => Some(b'\t'),
        Some(b'\r' | b'\n') | None => None,
        Some(other) => Some(*other),
    };
    (unescaped, 1)
}

/// A string of hexadecimal digits from behind its `<`, and how long it was; none where it is a dictionary.
fn hexadecimal(bytes: &[u8]) -> (Vec<u8>, usize) {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()).count();
    if length == 0 || bytes.get(length) != Some(&b'>') {
        return (Vec::new(), 0);
    }
    let digits: Vec<u8> = bytes[..length].iter().copied().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    (digits.chunks(2).map(pair).collect(), length)
}

/// UTF-16 where it says so, else UTF-8 as far as it is.
fn decoded(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The text of a PDF as a reader copies it.
pub fn text_of(pdf: &Path) -> Vec<u8> {
    let said = Command::new("pdftotext").arg(pdf).arg("-").output().expect("pdftotext, of poppler-utils");
    assert!(said.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&said.stderr));
    said.stdout
}

#[test]
fn strings_of_a_pdf_are_decoded() {
    let source = b"/Title (\\376\\377\\145\\121\\x) /A <FEFF 6751> /B (a \\(b\\) (c)) << /C <</D 1>> >>";
    let found = String::from_utf8(strings(source)).unwrap();
    assert_eq!(found.lines().collect::<Vec<_>>(), ["\u{6551}", "村", "a (b) (c)"]);
}
