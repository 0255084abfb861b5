//! Comments: what they say, and the boxes they are drawn in.

use quick_xml::escape::escape;

use super::Unpatched;
use super::tags::{Kind, Splices, tags};
use crate::finding::place::a1;

/// A cell, what is said of it, and whether it is an error.
type Mark = ((u32, u32), String, bool);

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// Who comments.
const AUTHOR: &str = "考核数据检查";
/// Numbers of our boxes, above those that a program gives.
const BOXES: usize = 900 * 1024;
const SHAPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// A part of comments alone.
pub(super) fn new(marks: &[Mark]) -> String {
    let list: String = marks.iter().map(|mark| comment("", mark, 0)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>"
    )
}

fn comment(p: &str, ((row, col), text, _): &Mark, author: usize) -> String {
    format!(
        "<{p}comment ref=\"{}\" authorId=\"{author}\"><{p}text>{}</{p}text></{p}comment>",
        a1(*row, *col),
        run(p, text)
    )
}

fn run(p: &str, text: &str) -> String {
    format!("<{p}r><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>", escape(text))
}

/// A department's own comments with ours added; the cells that had one keep its box.
pub(super) fn added(xml: &str, marks: &[Mark]) -> Result<(String, Vec<Mark>), Unpatched> {
    let all = tags(xml)?;
    let p = all.first().map(|tag| tag.prefix().to_owned()).unwrap_or_default();
    let authors = all.iter().filter(|tag| tag.opens("author")).count();
    let mut splices = Splices::default();
    let mut new: Vec<Mark> = marks.to_vec();
    let mut own: Option<Mark> = None;
    for tag in &all {
        match (tag.name(), tag.kind) {
            ("authors", Kind::Close) => splices.insert(tag.from, format!("<{p}author>{AUTHOR}</{p}author>")),
            ("authors", Kind::Empty) => {
                splices.replace(tag.from, tag.to, format!("<{p}authors><{p}author>{AUTHOR}</{p}author></{p}authors>"));
            }
            ("comment", Kind::Open) => {
                let cell = tag.attr("ref").unwrap_or_default();
                let at = new.iter().position(|((row, col), ..)| a1(*row, *col) == cell);
                own = at.map(|at| new.remove(at));
            }
            ("text", Kind::Close) => {
                if let Some((_, text, _)) = own.take() {
                    splices.insert(tag.from, run(&p, &format!("\n{text}")));
                }
            }
            ("commentList", Kind::Close) => {
                splices.insert(tag.from, new.iter().map(|mark| comment(&p, mark, authors)).collect());
            }
            ("commentList", Kind::Empty) => {
                let list: String = new.iter().map(|mark| comment(&p, mark, authors)).collect();
                splices.replace(tag.from, tag.to, format!("<{p}commentList>{list}</{p}commentList>"));
            }
            _ => {}
        }
    }
    Ok((splices.applied(xml), new))
}

/// The boxes of comments, in a part of their own.
pub(super) fn boxes(marks: &[Mark]) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"900\"/></o:shapelayout>{SHAPE}{}</xml>",
        shapes(marks)
    )
}

/// The boxes of a department's own comments with ours added.
pub(super) fn with_boxes(vml: &str, marks: &[Mark]) -> Result<String, Unpatched> {
    // What programs write there is not always XML.
    let end = vml.rfind("</xml>").ok_or(Unpatched::Odd("no end of the drawing"))?;
    let shape = if vml.contains("\"_x0000_t202\"") { "" } else { SHAPE };
    Ok(format!("{}{shape}{}{}", &vml[..end], shapes(marks), &vml[end..]))
}

fn shapes(marks: &[Mark]) -> String {
    marks.iter().enumerate().map(|(index, ((row, col), text, _))| {
        let lines = text.chars().count() / 22 + text.matches('\n').count() + 2;
        let (bottom, right) = (*row + u32::try_from(lines).unwrap_or(20).min(20), *col + 5);
        format!(
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:100pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {row}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
            BOXES + index + 1,
            index + 1,
            col + 1,
        )
    }).collect()
}
