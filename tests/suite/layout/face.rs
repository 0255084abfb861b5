//! Which face plays which part: the bundled ones and those of an office.

use super::drawing::Colour;
use super::page::{Glyph, Line, is_hanzi};

/// A use that the standard has for a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Fang,
    Kai,
    Hei,
    Song,
    /// 小标宋 or what stands in for it.
    Title,
    /// Shows what the others lack.
    Spare,
}

/// The part that a font plays; none for a stranger.
pub fn face(font: &str) -> Option<Face> {
    let parts = [
        (Face::Fang, &["FandolFang", "FangSong", "Fangsong"][..]),
        (Face::Kai, &["FandolKai", "KaiTi", "Kaiti"]),
        (Face::Hei, &["FandolHei", "SimHei", "STHeiti"]),
        (Face::Title, &["FandolSong-Bold", "XiaoBiaoSong", "STZhongsong"]),
        (Face::Song, &["FandolSong-Regular", "SimSun", "STSong"]),
        (Face::Spare, &["NotoSerifCJK", "NotoSansCJK"]),
    ];
    parts.iter().find(|(_, names)| names.iter().any(|name| font.contains(name))).map(|(face, _)| *face)
}

/// Every Hanzi is in this face, or in the spare one.
pub fn hanzi_in(line: &Line, wanted: Face) -> Result<(), String> {
    glyphs_in(line.glyphs.iter().filter(|glyph| is_hanzi(glyph.c)), wanted)
}

/// Every one of these is in this face, or in the spare one.
pub fn glyphs_in<'a>(mut glyphs: impl Iterator<Item = &'a Glyph>, wanted: Face) -> Result<(), String> {
    let other =
        glyphs.find(|glyph| !matches!(face(&glyph.font), Some(found) if found == wanted || found == Face::Spare));
    other.map_or(Ok(()), |glyph| Err(format!("{} is in {}, not in {wanted:?}", glyph.c, glyph.font)))
}

/// The red of a head: strong red, next to nothing else.
pub fn is_red(colour: Colour) -> bool {
    colour[0] > 0.8 && colour[1] < 0.15 && colour[2] < 0.15
}

/// Black.
pub fn is_black(colour: Colour) -> bool {
    colour.iter().all(|part| *part < 0.02)
}
