//! An .xlsx file with its bad cells marked, part by part: what is not touched stays as it is, byte for byte.

mod comments;
mod front;
mod package;
mod sheet;
mod styles;
mod tags;

use thiserror::Error;

use super::line::{Line, marks};
use package::Package;
use sheet::Change;
use styles::Styles;

/// Why a file is not patched; it is rewritten then.
#[derive(Debug, Error)]
pub(super) enum Unpatched {
    /// It is no package, or a broken one.
    #[error(transparent)]
    Zip(#[from] zip::result::ZipError),
    /// A part cannot be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A part is not XML.
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
    /// A part is not in UTF-8.
    #[error(transparent)]
    Text(#[from] std::string::FromUtf8Error),
    /// It is not as any program writes it.
    #[error("{0}")]
    Odd(&'static str),
}

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Kinds of parts that are not sent back: macros, and what leads to other files.
const DROPPED: [&str; 6] =
    ["vbaProject", "externalLink", "xlMacrosheet", "xlIntlMacrosheet", "attachedToolbars", "wordVbaData"];
const GONE_MACROS: &str = "原文件中的宏已经去掉。";
const GONE_LINKS: &str = "原文件引用了别的文件，引用已经去掉，有关工作表中的公式成了数值。";

/// The file with its list in front and its bad cells marked.
pub(super) fn patched(bytes: &[u8], lines: &[Line]) -> Result<Vec<u8>, Unpatched> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let relations = package.relations(&main)?;
    let dropped: Vec<_> = relations.iter().filter(|r| DROPPED.contains(&r.kind.as_str())).cloned().collect();
    let links = dropped.iter().any(|relation| relation.kind == "externalLink");
    let macros = dropped.len() > dropped.iter().filter(|relation| relation.kind == "externalLink").count();
    let style = relations.iter().find(|relation| relation.kind == "styles").ok_or(Unpatched::Odd("no styles"))?;
    let style_part = style.target.clone();
    let style_xml = package.text(&style_part)?.ok_or(Unpatched::Odd("no styles"))?;
    let mut styles = Styles::read(&style_xml)?;
    let workbook = package.text(&main)?.ok_or(Unpatched::Odd("no workbook"))?;
    let sheets = front::sheets(&workbook, &relations)?;
    for (name, part) in &sheets {
        mark_sheet(&mut package, part, &marks(lines, name), links, &mut styles)?;
    }
    let mut said = vec![super::list::SAID.to_owned()];
    said.extend(macros.then(|| GONE_MACROS.to_owned()));
    said.extend(links.then(|| GONE_LINKS.to_owned()));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let list = front::list(&said, lines, &names, &styles.looks());
    let own = package.free("xl/worksheets/sheet", ".xml");
    package.put(&own, list);
    package.declare(&own, front::SHEET);
    let id = package.relate(&main, front::SHEET_KIND, &own)?;
    package.put(&style_part, styles.finished()?);
    package.put(&main, front::workbook(&workbook, &id, &dropped)?);
    package.drop_relations(&main, &dropped)?;
    if links {
        package.drop_chain(&main)?;
    }
    package.set_type(&main, WORKBOOK);
    package.finished()
}

/// One sheet's cells and comments.
fn mark_sheet(
    package: &mut Package<'_>,
    part: &str,
    marks: &[((u32, u32), String, bool)],
    links: bool,
    styles: &mut Styles<'_>,
) -> Result<(), Unpatched> {
    let Some(xml) = package.text(part)? else { return Err(Unpatched::Odd("a sheet is missing")) };
    let values = links && sheet::asks_elsewhere(&xml)?;
    let chosen = front::is_chosen(&xml)?;
    if marks.is_empty() && !values && !chosen {
        return Ok(());
    }
    let drawing = if marks.is_empty() { None } else { comment(package, part, marks)? };
    let change = Change { marks, drawing: drawing.as_deref(), values };
    let changed = sheet::changed(&xml, &change, styles)?;
    package.put(part, changed);
    Ok(())
}

/// Adds comments to a sheet; the relationship that they are drawn by, where it had none.
fn comment(
    package: &mut Package<'_>,
    part: &str,
    marks: &[((u32, u32), String, bool)],
) -> Result<Option<String>, Unpatched> {
    let relations = package.relations(part)?;
    let kind =
        |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
    let boxed = match kind("comments") {
        Some(own) => {
            let xml = package.text(&own)?.ok_or(Unpatched::Odd("comments are missing"))?;
            let (text, boxed) = comments::added(&xml, marks)?;
            package.put(&own, text);
            boxed
        }
        None => {
            let own = package.free("xl/comments", ".xml");
            package.put(&own, comments::new(marks));
            package.declare(&own, COMMENTS);
            package.relate(part, "comments", &own)?;
            marks.to_vec()
        }
    };
    if let Some(own) = kind("vmlDrawing").filter(|_| drawn(package, part).unwrap_or(false)) {
        let vml = package.text(&own)?.ok_or(Unpatched::Odd("a drawing is missing"))?;
        package.put(&own, comments::with_boxes(&vml, &boxed)?);
        return Ok(None);
    }
    let own = package.free("xl/drawings/vmlDrawing", ".vml");
    package.put(&own, comments::boxes(&boxed));
    package.declare(&own, DRAWING);
    Ok(Some(package.relate(part, "vmlDrawing", &own)?))
}

/// Does the sheet draw comments or controls already?
fn drawn(package: &mut Package<'_>, part: &str) -> Result<bool, Unpatched> {
    let xml = package.text(part)?.unwrap_or_default();
    Ok(tags::tags(&xml)?.iter().any(|tag| tag.opens("legacyDrawing")))
}
