//! What the file says about itself: XMP, and the information dictionary beside it.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::object::Pdf;
use super::unless;

/// Properties of the packet with their text, by their prefixed name; the innermost element that is not RDF's own.
fn properties(pdf: &Pdf) -> Result<Vec<(String, String)>, String> {
    let stream = pdf.at(pdf.catalog(), "Metadata").stream().ok_or("the catalogue has no metadata")?;
    let text = String::from_utf8(stream.plain()?).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(&text);
    let (mut open, mut found) = (Vec::<String>::new(), Vec::new());
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => open.push(element.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                let name = open.iter().rev().find(|name| !name.starts_with("rdf:")).cloned().unwrap_or_default();
                let text = text.xml10_content().trim().to_owned();
                if !text.is_empty() {
                    found.push((name, text));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if open.is_empty() { Ok(found) } else { Err("the packet is broken off".into()) }
}

fn property(pdf: &Pdf, name: &str) -> Option<String> {
    properties(pdf).ok()?.into_iter().find(|(found, _)| found == name).map(|(_, text)| text)
}

/// The catalogue has a packet that is well-formed XML in UTF-8, open to readers that know nothing of PDF.
pub fn stream(pdf: &Pdf) -> Vec<String> {
    let Some(stream) = pdf.at(pdf.catalog(), "Metadata").stream() else { return vec!["there is no metadata".into()] };
    let kind = stream.dict.get("Type").is_some_and(|kind| kind.is("Metadata"));
    let xml = stream.dict.get("Subtype").is_some_and(|kind| kind.is("XML"));
    let open = !stream.dict.contains_key("Filter");
    let header = String::from_utf8_lossy(&stream.data).into_owned();
    let packet = header.starts_with("<?xpacket begin=") && header.trim_end().ends_with("?>");
    let header = header.split("?>").next().unwrap_or_default().to_owned();
    let old = header.contains("bytes=") || header.contains("encoding=");
    [
        unless(kind && xml, "the metadata stream does not say what it is"),
        unless(open, "the metadata are packed"),
        unless(packet && !old, "the packet's header is not as it should be"),
        properties(pdf).err().into_iter().collect(),
    ]
    .concat()
}

/// Schemas that everybody knows; any other must be described in the packet.
const KNOWN: [&str; 6] = ["dc", "xmp", "xmpMM", "xmpTPg", "pdf", "pdfaid"];

/// Every property is of a known schema.
pub fn schemas(pdf: &Pdf) -> Vec<String> {
    let found = properties(pdf).unwrap_or_default();
    let described: Vec<&String> =
        found.iter().filter(|(name, _)| name == "pdfaSchema:prefix").map(|(_, prefix)| prefix).collect();
    // Inside structures of known schemas stand those of their types.
    let inner = ["pdfaSchema", "pdfaProperty", "pdfaExtension", "stEvt"];
    let strange = found.iter().filter_map(|(name, _)| name.split_once(':')).filter(|(prefix, _)| {
        !KNOWN.contains(prefix) && !inner.contains(prefix) && !described.iter().any(|known| known == prefix)
    });
    strange.map(|(prefix, name)| format!("{prefix}:{name} is of no known schema")).collect()
}

/// Part 2, conformance A.
pub fn identification(pdf: &Pdf) -> Vec<String> {
    let part = property(pdf, "pdfaid:part");
    let level = property(pdf, "pdfaid:conformance");
    [
        unless(part.as_deref() == Some("2"), format!("the part is {part:?}")),
        unless(level.as_deref() == Some("A"), format!("the conformance is {level:?}")),
    ]
    .concat()
}

/// Title, creator, dates and language say the same in both places.
pub fn agrees(pdf: &Pdf) -> Vec<String> {
    let info = pdf.dict(&pdf.trailer, "Info");
    let mut faults = Vec::new();
    let pairs = [
        ("Title", "dc:title"),
        ("Creator", "xmp:CreatorTool"),
        ("CreationDate", "xmp:CreateDate"),
        ("ModDate", "xmp:ModifyDate"),
    ];
    for (key, name) in pairs {
        let (said, told) = (pdf.at(info, key).text(), property(pdf, name));
        let digits = |text: &String| text.chars().filter(char::is_ascii_digit).take(14).collect::<String>();
        let same = match (&said, &told) {
            (Some(said), Some(told)) if key.ends_with("Date") => {
                digits(said) == digits(told) && digits(said).len() == 14
            }
            (Some(said), Some(told)) => said == told && !said.is_empty(),
            _ => false,
        };
        faults.extend(unless(same, format!("{key} is {said:?}, {name} is {told:?}")));
    }
    let (lang, told) = (pdf.at(pdf.catalog(), "Lang").text(), property(pdf, "dc:language"));
    faults.extend(unless(lang == told, format!("Lang is {lang:?}, dc:language is {told:?}")));
    let strange =
        info.keys().filter(|key| !["Title", "Creator", "CreationDate", "ModDate", "Producer"].contains(&key.as_str()));
    faults.extend(strange.map(|key| format!("{key} stands only in the information dictionary")));
    faults
}
