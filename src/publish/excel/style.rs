//! How cells look: the conventions of office workbooks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::grid::{Cell, Content, Look, Role};

const SONG: &str = "宋体";
const HEI: &str = "黑体";
const FANG: &str = "仿宋";
/// Names that lead somewhere; dark, so that they print like the others.
const LINK: Color = Color::RGB(0x1F_4E79);

/// The standard font, by which the width of columns is counted, and what a row and a column measure in it, in pixels.
pub fn standard() -> (Format, u32, u32) {
    let format = Format::new().set_font_name(SONG).set_font_size(11).set_font_charset(134);
    (format.set_align(FormatAlign::VerticalCenter), 20, 72)
}

/// The format of a cell.
pub(super) fn format(cell: &Cell) -> Format {
    let base = Format::new().set_font_name(SONG).set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
    let ruled = || base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x7F_7F7F));
    let plain = match cell.role {
        Role::Title => base.clone().set_font_name(HEI).set_font_size(18).set_align(FormatAlign::Center).set_text_wrap(),
        Role::Subtitle => base.clone().set_font_name(FANG).set_font_size(10.5).set_align(FormatAlign::Center),
        Role::Quote => base.clone().set_font_name(FANG).set_font_size(10).set_align(FormatAlign::Left).set_text_wrap(),
        Role::Prose => ruled().set_align(FormatAlign::Left).set_text_wrap(),
        Role::Head => head(ruled()),
        Role::HeadNumber => {
            ruled().set_align(FormatAlign::Center).set_font_size(9).set_background_color(Color::RGB(0xF7_F7F2))
        }
        Role::Name => ruled().set_align(FormatAlign::Left).set_text_wrap(),
        Role::Centre => ruled().set_align(FormatAlign::Center),
        Role::Raw => side(ruled(), cell).set_unlocked(),
        Role::Figure => side(ruled(), cell),
        Role::Strong => side(ruled(), cell).set_bold(),
        Role::Place => ruled().set_align(FormatAlign::Center).set_bold(),
        Role::Section => base
            .clone()
            .set_font_name(HEI)
            .set_font_size(11)
            .set_align(FormatAlign::Left)
            .set_border_bottom(FormatBorder::Medium)
            .set_border_color(Color::RGB(0x7F_7F7F)),
        Role::Family => {
            ruled().set_align(FormatAlign::Left).set_text_wrap().set_background_color(Color::RGB(0xF4_F6F9))
        }
        Role::Label => head(ruled()),
        Role::Own => side(ruled(), cell).set_unlocked().set_background_color(Color::RGB(0xFF_FBE6)),
        Role::Given => side(ruled(), cell).set_unlocked().set_background_color(Color::RGB(0xE8_F1FA)),
        Role::Aid => side(ruled(), cell).set_font_color(Color::RGB(0x7F_7F7F)).set_font_size(9),
        Role::Value => side(ruled(), cell).set_background_color(Color::RGB(0xFF_F2CC)),
    };
    let linked = match cell.role {
        Role::Head if cell.link.is_some() || cell.linked => {
            plain.set_font_color(LINK).set_underline(rust_xlsxwriter::FormatUnderline::Single)
        }
        Role::Name if cell.link.is_some() || cell.linked => plain.set_font_color(LINK),
        _ => plain,
    };
    if cell.format.is_empty() { linked } else { linked.set_num_format(&cell.format) }
}

fn head(ruled: Format) -> Format {
    let head = ruled.set_font_name(HEI).set_font_size(10).set_align(FormatAlign::Center).set_text_wrap();
    head.set_background_color(Color::RGB(0xEA_EFF5))
}

/// Numbers stand right, words in the middle.
fn side(format: Format, cell: &Cell) -> Format {
    let words = match &cell.content {
        Content::Text(_) => true,
        Content::Formula(_, super::grid::Cached::Text(_)) => cell.format.is_empty() || cell.format == "@",
        _ => false,
    };
    format.set_align(if words { FormatAlign::Center } else { FormatAlign::Right })
}

/// A mark: told apart by weight and slant where colours are not printed.
pub(super) fn mark(look: Look) -> Format {
    let fill = |colour: u32| Format::new().set_background_color(Color::RGB(colour));
    match look {
        Look::Best => fill(0xFF_F2CC).set_bold(),
        Look::Lowest => fill(0xD9_D9D9).set_italic(),
        Look::Unranked => Format::new().set_font_color(Color::RGB(0x7F_7F7F)).set_italic(),
        Look::Prize(index) => {
            let colours = [0xFF_E699, 0xDD_EBF7, 0xE2_EFDA, 0xFC_E4D6];
            let prize = fill(colours[index.min(colours.len() - 1)]);
            if index == 0 { prize.set_bold() } else { prize }
        }
        Look::Flagged => Format::new().set_bold(),
    }
}

/// A part of a collection workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormPart {
    /// The title.
    Title,
    /// The line under it.
    Subtitle,
    /// A head.
    Head,
    /// A head that whoever fills in may change.
    OpenHead,
    /// A name that is filled in already.
    Key,
    /// A cell to be filled in.
    Input,
    /// A cell where nothing is due.
    Idle,
    /// Running text.
    Prose,
}

/// The format of a part of a collection workbook, by the conventions of ours.
pub fn of_form(part: FormPart) -> Format {
    let role = match part {
        FormPart::Title => Role::Title,
        FormPart::Subtitle => Role::Subtitle,
        FormPart::Head | FormPart::OpenHead => Role::Head,
        FormPart::Key => Role::Name,
        FormPart::Input => Role::Own,
        FormPart::Idle => Role::Aid,
        FormPart::Prose => Role::Prose,
    };
    let format =
        format(&Cell { content: Content::Empty, role, format: String::new(), note: None, link: None, linked: false });
    match part {
        FormPart::OpenHead => format.set_unlocked().set_background_color(Color::RGB(0xFF_FBE6)),
        FormPart::Idle => format.set_background_color(Color::RGB(0xD9_D9D9)),
        _ => format,
    }
}
