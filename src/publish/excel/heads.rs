//! The upper rows that every sheet shares: title, notice, what the regulation says.

use super::grid::{Merge, Page, Role};
use super::layout::{FAMILY, MEMBER, NOTICE, QUOTE, TITLE};

/// Title, notice and quoted text over the columns 0 to `last`.
pub(super) fn top(page: &mut Page, last: u16, title: &str, notice: &str, quote: &str) {
    page.across(TITLE, 0, last, Role::Title, title);
    page.across(NOTICE, 0, last, Role::Subtitle, notice);
    page.across(QUOTE, 0, last, Role::Quote, quote);
    page.heights.insert(TITLE, 30);
    page.heights.insert(NOTICE, 18);
    if quote.is_empty() {
        page.heights.insert(QUOTE, 5);
    }
}

/// A head over both head rows.
pub(super) fn tall(page: &mut Page, col: u16, text: &str) {
    page.block(Merge { top: FAMILY, left: col, bottom: MEMBER, right: col }, Role::Head, text);
}

/// The head rows repeat when printed, and stay when scrolled, down to the first row of units.
pub(super) fn freeze(page: &mut Page, body: u32, cols: u16) {
    page.body = body;
    page.frozen = (body, cols);
    page.repeat = Some((TITLE, body - 1));
    page.heights.insert(MEMBER, 32);
}
