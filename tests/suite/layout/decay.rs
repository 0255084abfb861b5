//! Each line of the PDF/A list can fail: the bulletin with one thing wrong is found wrong by the line meant for it.

use std::collections::BTreeSet;

use super::archive::{LIST, deviations};
use super::object::{Dict, Object, Pdf, Stream};

/// One thing done to a file: to its bytes, or to its objects.
enum Decay {
    Bytes(fn(&mut Vec<u8>)),
    Objects(fn(&mut Pdf)),
}
use Decay::{Bytes, Objects};

/// Which check must complain, and what is done.
const DECAYS: [(&str, Decay); 53] = [
    ("header", Bytes(|bytes| replace(bytes, b"%PDF-1.7", b"%PDF-2.0"))),
    ("header", Bytes(|bytes| replace(bytes, b"%\x80\x80\x80\x80", b"%abcd"))),
    ("file-identifier", Objects(|pdf| drop(pdf.trailer.remove("ID")))),
    ("encryption", Objects(|pdf| drop(pdf.trailer.insert("Encrypt".into(), Object::Ref(1))))),
    ("end-of-file", Bytes(|bytes| bytes.extend(b"\n1 0 obj null endobj"))),
    ("cross-references", Bytes(|bytes| replace(bytes, b"\n1 0 obj", b"\n1 0 abj"))),
    ("stream-lengths", Bytes(|bytes| replace(bytes, b"/Length 13/", b"/Length 12/"))),
    ("external-streams", Objects(|pdf| put(stream(pdf), "F", Object::Text(b"elsewhere".to_vec())))),
    ("filters", Objects(|pdf| put(stream(pdf), "Filter", name("LZWDecode")))),
    ("limits", Objects(|pdf| put(pdf.catalog_mut(), "Kind", Object::Name("n".repeat(128))))),
    ("limits", Objects(|pdf| write(pdf, &b"q ".repeat(29)))),
    ("output-intent", Objects(|pdf| drop(pdf.catalog_mut().remove("OutputIntents")))),
    ("output-intent", Objects(|pdf| put(pdf.with_mut("S", "GTS_PDFA1"), "S", name("GTS_PDFX")))),
    ("output-intent", Objects(|pdf| drop(pdf.with_mut("S", "GTS_PDFA1").remove("DestOutputProfile")))),
    ("operators", Objects(|pdf| write(pdf, b"1 glow"))),
    ("resources", Objects(|pdf| write(pdf, b"/nowhere 9 Tf"))),
    ("colours", Objects(|pdf| write(pdf, b"0 0 0 1 k"))),
    ("colours", Objects(|pdf| write(pdf, b"/DeviceCMYK cs"))),
    ("graphics-states", Objects(|pdf| state(pdf, "TR", name("Identity")))),
    ("images-and-forms", Objects(|pdf| put(stream(pdf), "Interpolate", Object::Bool(true)))),
    ("images-and-forms", Objects(|pdf| put(stream(pdf), "Subtype", name("PS")))),
    ("transparency", Objects(|pdf| state(pdf, "ca", Object::Number(0.5)))),
    ("transparency", Objects(|pdf| state(pdf, "BM", name("Multiply")))),
    ("transparency", Objects(|pdf| put(pdf.with_mut("Type", "Page"), "Group", Object::Dict(Dict::new())))),
    ("fonts-embedded", Objects(|pdf| drop(pdf.with_mut("Type", "FontDescriptor").remove("FontFile3")))),
    ("fonts-embedded", Objects(|pdf| put(pdf.with_mut("Subtype", "Type0"), "Subtype", name("Type1")))),
    ("fonts-subset", Objects(|pdf| put(pdf.with_mut("Subtype", "Type0"), "BaseFont", name("FandolFang")))),
    (
        "fonts-subset",
        Objects(|pdf| {
            let set = pdf.with_mut("Type", "FontDescriptor")["CIDSet"].clone();
            let Object::Ref(set) = set else { panic!("the set is an object of its own") };
            let Some(Object::Stream(set)) = pdf.objects.get_mut(&set) else { panic!("the set is a stream") };
            set.put(vec![0; 40]);
        }),
    ),
    ("font-encoding", Objects(|pdf| put(pdf.with_mut("Subtype", "Type0"), "Encoding", name("GBK-EUC-H")))),
    ("font-unicode", Objects(|pdf| drop(pdf.with_mut("Subtype", "Type0").remove("ToUnicode")))),
    (
        "font-unicode",
        Objects(|pdf| {
            let map = pdf.find_mut(|object| object.dict().get("Type").is_some_and(|kind| kind.is("CMap")));
            let Object::Stream(map) = map else { panic!("a map is a stream") };
            let text = String::from_utf8(map.plain().unwrap()).unwrap();
            assert!(text.contains("<0003> <0031>"));
            map.put(text.replace("<0003> <0031>", "<0003> <FFFD>").into_bytes());
        }),
    ),
    ("missing-glyph", Objects(|pdf| write(pdf, b"/Artifact BMC BT /f0 9 Tf <0000> Tj ET EMC"))),
    (
        "annotations",
        Objects(|pdf| {
            let hidden =
                Object::Dict(Dict::from([("Subtype".into(), name("Link")), ("F".into(), Object::Number(2.0))]));
            put(pdf.with_mut("Type", "Page"), "Annots", Object::Array(vec![hidden]));
        }),
    ),
    ("forms", Objects(|pdf| put(pdf.catalog_mut(), "AcroForm", Object::Dict(Dict::new())))),
    ("actions", Objects(|pdf| put(pdf.catalog_mut(), "OpenAction", Object::Ref(1)))),
    ("actions", Objects(|pdf| add(pdf, "S", name("JavaScript")))),
    ("actions", Objects(|pdf| add(pdf, "S", name("Launch")))),
    ("actions", Objects(|pdf| put(pdf.with_mut("Type", "Page"), "AA", Object::Dict(Dict::new())))),
    ("metadata", Objects(|pdf| drop(pdf.catalog_mut().remove("Metadata")))),
    ("metadata", Objects(|pdf| xmp(pdf, "</rdf:RDF>", ""))),
    ("metadata-schemas", Objects(|pdf| xmp(pdf, "<pdfaid:part>", "<own:thing>1</own:thing><pdfaid:part>"))),
    ("metadata-agrees", Objects(|pdf| xmp(pdf, "<dc:title>", "<dc:title><rdf:li>另一个题目</rdf:li>"))),
    ("metadata-agrees", Objects(|pdf| put(pdf.catalog_mut(), "Lang", Object::Text(b"en".to_vec())))),
    ("identification", Objects(|pdf| xmp(pdf, "<pdfaid:conformance>A", "<pdfaid:conformance>B"))),
    ("marked", Objects(|pdf| drop(pdf.catalog_mut().remove("MarkInfo")))),
    ("structure", Objects(|pdf| drop(pdf.catalog_mut().remove("StructTreeRoot")))),
    ("structure", Objects(|pdf| put(pdf.with_mut("S", "H1"), "S", name("H3")))),
    ("structure-ties", Objects(|pdf| write(pdf, b"0 0 m 9 9 l S"))),
    ("structure-types", Objects(|pdf| put(pdf.with_mut("S", "TBody"), "S", name("Rows")))),
    ("tables", Objects(|pdf| put(pdf.with_mut("S", "TH"), "S", name("TD")))),
    ("figures", Objects(|pdf| drop(pdf.with_mut("S", "Figure").remove("Alt")))),
    ("language", Objects(|pdf| drop(pdf.catalog_mut().remove("Lang")))),
    ("embedded-files", Objects(|pdf| add(pdf, "EF", Object::Dict(Dict::new())))),
];

fn name(text: &str) -> Object {
    Object::Name(text.into())
}

fn put(dict: &mut Dict, key: &str, value: Object) {
    dict.insert(key.into(), value);
}

/// The dictionary of the first stream.
fn stream(pdf: &mut Pdf) -> &mut Dict {
    pdf.find_mut(|object| object.stream().is_some()).dict_mut()
}

/// An object more, with one key.
fn add(pdf: &mut Pdf, key: &str, value: Object) {
    pdf.objects.insert(1_000_000, Object::Dict(Dict::from([(key.into(), value)])));
}

fn state(pdf: &mut Pdf, key: &str, value: Object) {
    let dict = Dict::from([("Type".into(), name("ExtGState")), (key.into(), value)]);
    pdf.objects.insert(1_000_000, Object::Dict(dict));
}

/// More at the end of the first page.
fn write(pdf: &mut Pdf, more: &[u8]) {
    let Object::Ref(content) = pdf.pages()[0]["Contents"] else { panic!("content is an object of its own") };
    let Some(Object::Stream(stream)) = pdf.objects.get_mut(&content) else { panic!("content is a stream") };
    let plain = stream.plain().unwrap();
    stream.put([&plain, &b"\n"[..], more].concat());
}

/// Another text in the packet of metadata.
fn xmp(pdf: &mut Pdf, from: &str, to: &str) {
    let packet = pdf.find_mut(|object| object.dict().get("Type").is_some_and(|kind| kind.is("Metadata")));
    let Object::Stream(Stream { data, .. }) = packet else { panic!("metadata are a stream") };
    replace(data, from.as_bytes(), to.as_bytes());
}

/// Replaces the first place; it must be there.
fn replace(bytes: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    let at = bytes.windows(from.len()).position(|w| w == from);
    let at = at.unwrap_or_else(|| panic!("{} is not there", String::from_utf8_lossy(from)));
    bytes.splice(at..at + from.len(), to.iter().copied());
}

#[test]
fn the_bulletin_is_pdf_a_by_the_list() {
    let pdf = Pdf::read(super::bulletin_bytes()).unwrap();
    assert_eq!(deviations(&pdf), []);
}

#[test]
fn each_line_of_the_list_can_fail() {
    let whole = super::bulletin_bytes();
    let mut covered = BTreeSet::new();
    for (index, (check, decay)) in DECAYS.iter().enumerate() {
        let mut bytes = whole.clone();
        let pdf = match decay {
            Bytes(act) => {
                act(&mut bytes);
                Pdf::read(bytes).unwrap()
            }
            Objects(act) => {
                let mut pdf = Pdf::read(bytes).unwrap();
                act(&mut pdf);
                pdf
            }
        };
        let found = deviations(&pdf);
        assert!(found.iter().any(|(name, _)| name == check), "decay {index}: {check} is silent; {found:?}");
        covered.insert(*check);
    }
    let listed: BTreeSet<&str> = LIST.iter().map(|(name, ..)| *name).collect();
    assert_eq!(covered, listed);
}
