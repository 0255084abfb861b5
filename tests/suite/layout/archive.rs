//! PDF/A-2a (ISO 19005-2) by a written list: each line is one check over the objects of the file.
//!
//! The list is of what can be seen in the objects. It is no validator: it does not look into font programs and ICC
//! profiles beyond their heads, nor does it judge whether the structure tree says what the page means. Where it is
//! stricter than the standard (no annotations that need a reader's doing, no transparency, Flate or no filter), that is
//! because the program writes nothing else.

mod fonts;
mod form;
mod meta;
mod paint;
mod tree;

use super::object::Pdf;

/// A check: what is not as it must be.
pub type Check = fn(&Pdf) -> Vec<String>;

/// The list: name, clause of ISO 19005-2 and check.
pub const LIST: [(&str, &str, Check); 36] = [
    ("header", "6.1.2", form::header),
    ("file-identifier", "6.1.3", form::identifier),
    ("encryption", "6.1.3", form::encryption),
    ("end-of-file", "6.1.3", form::end),
    ("cross-references", "6.1.4", form::cross_references),
    ("stream-lengths", "6.1.7.1", form::stream_lengths),
    ("external-streams", "6.1.7.1", form::external_streams),
    ("filters", "6.1.7.2", form::filters),
    ("limits", "6.1.13", form::limits),
    ("output-intent", "6.2.3", paint::output_intent),
    ("operators", "6.2.2", paint::operators),
    ("resources", "6.2.2", paint::resources),
    ("colours", "6.2.4", paint::colours),
    ("graphics-states", "6.2.5", paint::graphics_states),
    ("images-and-forms", "6.2.8, 6.2.9", paint::objects),
    ("transparency", "6.2.10", paint::transparency),
    ("fonts-embedded", "6.2.11.4", fonts::embedded),
    ("fonts-subset", "6.2.11.4.2", fonts::subset),
    ("font-encoding", "6.2.11.3", fonts::encoding),
    ("font-unicode", "6.2.11.7", fonts::unicode),
    ("missing-glyph", "6.2.11.8", fonts::missing),
    ("annotations", "6.3", form::annotations),
    ("forms", "6.4", form::fields),
    ("actions", "6.5", form::actions),
    ("metadata", "6.6.2", meta::stream),
    ("metadata-schemas", "6.6.2.3", meta::schemas),
    ("metadata-agrees", "6.6.3", meta::agrees),
    ("identification", "6.6.4", meta::identification),
    ("marked", "6.7.2", tree::marked),
    ("structure", "6.7.3", tree::structure),
    ("structure-ties", "6.7.3", tree::ties),
    ("structure-types", "6.7.3.4", tree::types),
    ("tables", "6.7.3", tree::tables),
    ("figures", "6.7.3", tree::figures),
    ("language", "6.7.4", tree::language),
    ("embedded-files", "6.8", form::embedded_files),
];

/// What each check finds.
pub fn deviations(pdf: &Pdf) -> Vec<(&'static str, String)> {
    LIST.iter().flat_map(|(name, _, check)| check(pdf).into_iter().map(move |said| (*name, said))).collect()
}

/// One sentence where something does not hold.
fn unless(holds: bool, said: impl Into<String>) -> Vec<String> {
    if holds { Vec::new() } else { vec![said.into()] }
}
