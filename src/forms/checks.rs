//! What a spreadsheet program checks while a form is filled in: lists, ranges, and the hint beside a cell.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Workbook, Worksheet, XlsxError,
};

use super::Slot;
use super::asked::{Ask, Kind};
use super::write::column;
use crate::finding::place::a1;

/// A list in the cell's own check is at most so long; a longer one stands on a sheet.
const INLINE: usize = 255;
/// The title of a hint and its text are at most so long.
const TITLE: usize = 32;
const HINT: usize = 255;
/// Days that a form takes: 2000 to 2099.
const DAYS: (&str, &str) = ("36526", "73050");
/// No figure of an office is beyond.
const HUGE: &str = "1000000000000000";

/// Long lists, each once, on a hidden sheet.
pub(super) struct Lists {
    sheet: String,
    lists: Vec<Vec<String>>,
}

impl Lists {
    /// None yet, on a sheet of that name.
    pub(super) fn new(sheet: String) -> Lists {
        Lists { sheet, lists: Vec::new() }
    }

    /// Where a list stands.
    fn place(&mut self, list: &[String]) -> String {
        let at = self.lists.iter().position(|other| other == list).unwrap_or_else(|| {
            self.lists.push(list.to_vec());
            self.lists.len() - 1
        });
        let letters = a1(0, u32::from(column(at)));
        let letters = letters.trim_end_matches('1');
        format!("='{}'!${letters}$1:${letters}${}", self.sheet, list.len())
    }

    /// Writes the sheet, where there is a list.
    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.lists.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet().set_name(&self.sheet)?;
        for (at, list) in self.lists.iter().enumerate() {
            for (row, text) in (0u32..).zip(list) {
                sheet.write_string(row, column(at), text)?;
            }
        }
        sheet.set_hidden(true);
        sheet.protect();
        Ok(())
    }
}

/// Adds hint and check to cells of a column, from one row to another; what is filled in already has none.
pub(super) fn add(
    sheet: &mut Worksheet,
    (first, col, last): (u32, u16, u32),
    ask: &Ask,
    slot: &Slot,
    head: &str,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let Slot::Input(low, high) = slot else { return Ok(()) };
    let low = low.as_deref().or(ask.low.as_deref());
    let high = high.as_deref().or(ask.high.as_deref());
    let cell = a1(first, u32::from(col));
    let check = DataValidation::new();
    let check = match &ask.kind {
        _ if ask.free => check.allow_any_value(),
        Kind::Text | Kind::Raw | Kind::Several(_) => check.allow_any_value(),
        Kind::List(list) => {
            let list: Vec<String> = list.iter().chain(&ask.words).cloned().collect();
            let inline = list.join(",").encode_utf16().count() <= INLINE && !list.iter().any(|text| text.contains(','));
            if inline {
                check.allow_list_strings(&list)?
            } else {
                check.allow_list_formula(Formula::new(lists.place(&list)))
            }
        }
        Kind::Date if ask.words.is_empty() => {
            check.allow_date_formula(DataValidationRule::Between(Formula::new(DAYS.0), Formula::new(DAYS.1)))
        }
        Kind::Date => check.allow_any_value(),
        Kind::Number | Kind::Whole | Kind::Percent if !ask.words.is_empty() => {
            check.allow_custom(Formula::new(or_words(&cell, low, high, &ask.words)))
        }
        Kind::Whole => check.allow_whole_number_formula(range(low, high)),
        Kind::Number | Kind::Percent => check.allow_decimal_number_formula(range(low, high)),
    };
    let told = [
        format!("{}。", ask.what),
        if ask.rule.is_empty() { String::new() } else { format!("{}。", ask.rule) },
        high.filter(|_| ask.high.is_none()).map(|high| format!("最高{high}。")).unwrap_or_default(),
        format!("不填：{}。", ask.empty),
        if ask.basis.is_empty() { String::new() } else { format!("依据：{}", ask.basis) },
    ];
    let check = check
        .set_input_title(cut(head, TITLE))?
        .set_input_message(cut(&told.concat(), HINT))?
        .set_error_title("填写有误")?
        .set_error_message(cut(&told[..3].concat(), HINT))?
        .set_error_style(DataValidationErrorStyle::Stop);
    sheet.add_data_validation(first, col, last, col, &check)?;
    Ok(())
}

fn range(low: Option<&str>, high: Option<&str>) -> DataValidationRule<Formula> {
    let least = format!("-{HUGE}");
    DataValidationRule::Between(Formula::new(low.unwrap_or(&least)), Formula::new(high.unwrap_or(HUGE)))
}

/// A number within its bounds, or one of these words.
fn or_words(cell: &str, low: Option<&str>, high: Option<&str>, words: &[String]) -> String {
    let low = low.map(|low| format!(",{cell}>={low}")).unwrap_or_default();
    let high = high.map(|high| format!(",{cell}<={high}")).unwrap_or_default();
    let words: String = words.iter().map(|word| format!(",{cell}=\"{}\"", word.replace('"', "\"\""))).collect();
    format!("=OR(AND(ISNUMBER({cell}){low}{high}){words})")
}

/// The first characters, as Excel counts them.
fn cut(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in text.chars() {
        length += c.len_utf16();
        if length > most {
            break;
        }
        out.push(c);
    }
    out
}
