//! What is painted: colours with a meaning, known operators, nothing that shines through.

use super::super::content::seen;
use super::super::object::{Dict, Object, Pdf};
use super::form::dicts;
use super::unless;

/// A profile says what the colours of the whole file mean: an ICC profile of red, green and blue, made for display or print.
pub fn output_intent(pdf: &Pdf) -> Vec<String> {
    let intents = pdf.at(pdf.catalog(), "OutputIntents").items();
    let archival =
        intents.iter().map(|intent| pdf.get(intent).dict()).find(|intent| pdf.at(intent, "S").is("GTS_PDFA1"));
    let Some(intent) = archival else { return vec!["there is no output intent for PDF/A".into()] };
    let named = pdf.at(intent, "OutputConditionIdentifier").text().is_some_and(|name| !name.is_empty());
    let Some(stream) = pdf.at(intent, "DestOutputProfile").stream() else { return vec!["it has no profile".into()] };
    let profile = stream.plain().unwrap_or_default();
    let part = |from: usize, to: usize| profile.get(from..to).unwrap_or_default();
    [
        unless(named, "the output condition has no name"),
        unless(part(36, 40) == b"acsp", "the profile is no ICC profile"),
        unless(
            part(16, 20) == b"RGB " && stream.dict.get("N") == Some(&Object::Number(3.0)),
            "it is not of three colours",
        ),
        unless([&b"mntr"[..], b"prtr"].contains(&part(12, 16)), "it is neither for display nor for print"),
        unless(profile.get(8).is_some_and(|version| *version < 5), "its version is beyond 4"),
    ]
    .concat()
}

/// Operators of ISO 32000-1, annex A.
const OPERATORS: &str = "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l \
m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"";

pub fn operators(pdf: &Pdf) -> Vec<String> {
    match seen(pdf) {
        Ok(seen) => {
            let known: Vec<&str> = OPERATORS.split_whitespace().collect();
            seen.operators.iter().filter(|operator| !known.contains(&operator.as_str())).cloned().collect()
        }
        Err(said) => vec![said],
    }
}

/// What a page names is in the page's own resources.
pub fn resources(pdf: &Pdf) -> Vec<String> {
    let own = pdf.pages().iter().all(|page| page.contains_key("Resources"));
    let unknown = seen(pdf).map(|seen| seen.unknown).unwrap_or_default();
    unknown.into_iter().chain(unless(own, "a page without resources of its own")).collect()
}

/// By profile, or by the three colours or the greys that the output intent covers; never by four inks.
pub fn colours(pdf: &Pdf) -> Vec<String> {
    let Ok(seen) = seen(pdf) else { return vec!["the content cannot be read".into()] };
    let inks = seen.operators.iter().filter(|operator| ["k", "K"].contains(&operator.as_str()));
    let mut faults: Vec<String> = inks.map(|operator| format!("the operator {operator}")).collect();
    faults.extend(
        seen.spaces.iter().filter(|space| !defined(pdf, space)).map(|space| format!("the colour space {space:?}")),
    );
    faults.dedup();
    faults
}

fn defined(pdf: &Pdf, space: &Object) -> bool {
    let parts = space.items();
    let profiled = parts.get(1).is_some_and(|profile| {
        let count = pdf.get(profile).dict().get("N").and_then(Object::number);
        pdf.get(profile).stream().is_some() && [Some(1.0), Some(3.0)].contains(&count)
    });
    match parts.first().and_then(Object::name) {
        Some("ICCBased") => profiled,
        Some("CalRGB" | "CalGray" | "Lab" | "Pattern" | "DeviceRGB" | "DeviceGray") => true,
        _ => false,
    }
}

/// No transfer functions, no halftones of one's own.
pub fn graphics_states(pdf: &Pdf) -> Vec<String> {
    let own = |dict: &Dict| {
        dict.contains_key("TR") || dict.contains_key("HTP") || dict.get("TR2").is_some_and(|f| !f.is("Default"))
    };
    states(pdf).filter(|(_, dict)| own(dict)).map(|(number, _)| format!("graphics state in object {number}")).collect()
}

fn states(pdf: &Pdf) -> impl Iterator<Item = (u32, Dict)> {
    let typed = |dict: &Dict| dict.get("Type").is_some_and(|kind| kind.is("ExtGState"));
    let held =
        |dict: &Dict| ["ca", "CA", "SMask", "BM", "TR", "TR2", "HTP"].into_iter().any(|key| dict.contains_key(key));
    dicts(pdf).into_iter().filter(move |(_, dict)| typed(dict) || held(dict))
}

/// No PostScript, nothing from other files, no picture that a reader may smooth as it likes.
pub fn objects(pdf: &Pdf) -> Vec<String> {
    let bad = |dict: &Dict| {
        let post = dict.get("Subtype").is_some_and(|kind| kind.is("PS")) || dict.get("Subtype2").is_some();
        let away = ["Ref", "OPI", "Alternates"].into_iter().any(|key| dict.contains_key(key));
        post || away || dict.get("Interpolate") == Some(&Object::Bool(true))
    };
    dicts(pdf).into_iter().filter(|(_, dict)| bad(dict)).map(|(number, _)| format!("object {number}")).collect()
}

/// Everything is opaque, so nothing needs to be blended.
pub fn transparency(pdf: &Pdf) -> Vec<String> {
    let shines = |dict: &Dict| {
        let thin = ["ca", "CA"].into_iter().any(|key| dict.get(key).is_some_and(|value| *value != Object::Number(1.0)));
        let mask = dict.get("SMask").is_some_and(|mask| !mask.is("None"));
        let blend = dict.get("BM").is_some_and(|mode| !mode.is("Normal") && !mode.is("Compatible"));
        thin || mask || blend
    };
    let states =
        states(pdf).filter(|(_, dict)| shines(dict)).map(|(number, _)| format!("object {number} lets shine through"));
    let groups =
        pdf.pages().into_iter().filter(|page| page.contains_key("Group")).map(|_| "a page is a group".to_owned());
    states.chain(groups).collect()
}
