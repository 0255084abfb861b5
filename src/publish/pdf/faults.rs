//! What can be wrong with templates, faces and characters.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use super::world::{Desk, MODEL, shown};
use crate::finding::{Finding, Findings, Place};

crate::codes! {
    /// A document asks for a template that is not there.
    MISSING_TEMPLATE = Error "missing-template";
    /// A folder of templates cannot be read.
    TEMPLATES_UNREADABLE = Error "templates-unreadable";
    /// typst found a fault in a template, or in what the template made of its model.
    TEMPLATE_FAULT = Error "template-fault";
    /// `fonts.toml` is not as it should be.
    BAD_FONT_TABLE = Error "bad-font-table";
    /// None of the families listed for a use is there.
    NO_FACE = Error "no-face-for-role";
    /// No listed face has a character.
    MISSING_GLYPH = Error "missing-glyph";
    /// Only the fallback face has a character.
    FALLBACK_FACE = Note "fallback-face";
}

/// A list of one.
pub(super) fn one(finding: Finding) -> Findings {
    let mut findings = Findings::default();
    findings.push(finding);
    findings
}

/// typst's errors as findings, each with file, line and hint; the calls that led there are its related places.
pub(super) fn located(desk: &Desk<'_>, errors: &[SourceDiagnostic]) -> Findings {
    let mut findings = Findings::default();
    for error in errors {
        let spot = spot(desk, error.span).or_else(|| error.trace.iter().find_map(|t| spot(desk, t.span.into())));
        let main = || Place::file(shown(desk.main().vpath().get_without_slash()));
        let line = spot.as_ref().map_or_else(|| "none".to_owned(), |spot| spot.line.to_string());
        let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
        let hint = if hints.is_empty() { "none".to_owned() } else { hints.join("; ") };
        let mut finding = Finding::new(TEMPLATE_FAULT, spot.map_or_else(main, |spot| spot.place))
            .with("found", error.message.as_str())
            .with("line", line)
            .with("hint", hint);
        for call in error.trace.iter().filter_map(|t| self::spot(desk, t.span.into())) {
            finding = finding.and_at(call.place);
        }
        findings.push(finding);
    }
    findings
}

struct Spot {
    place: Place,
    /// From 1.
    line: usize,
}

fn spot(desk: &Desk<'_>, span: DiagSpan) -> Option<Spot> {
    let (id, range) = (span.id()?, desk.range(span)?);
    let bytes = desk.file(id).ok()?;
    let before = bytes.get(..range.start)?;
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Some(Spot { place: Place::text(name(id), range.start, range.end), line })
}

fn name(id: FileId) -> String {
    let path = id.vpath().get_with_slash();
    if path == MODEL { "model.json".to_owned() } else { shown(path) }
}
