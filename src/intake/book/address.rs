//! Cell addresses as spreadsheets show them: `A1`, `AB12`, `A1:C3`.

use super::Area;

pub use crate::finding::place::a1;

/// Row and column, from 0, of an address; `$` may stand before either.
pub fn parse(address: &str) -> Option<(u32, u32)> {
    let address = address.strip_prefix('$').unwrap_or(address);
    let split = address.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = address.split_at(split);
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    if letters.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut col = 0_u32;
    for letter in letters.bytes() {
        col = col.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, col - 1))
}

/// The area of a reference such as `A1:C3`; one address is an area of one cell.
pub fn parse_area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (parse(first)?, parse(last)?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_of_a_sheet_have_their_addresses() {
        for (place, text) in
            [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((1, 701), "ZZ2"), ((1_048_575, 16_383), "XFD1048576")]
        {
            assert_eq!(a1(place.0, place.1), text);
            assert_eq!(parse(text), Some(place));
        }
        assert_eq!(parse("$b$2"), Some((1, 1)));
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in ["", "A", "1", "A0", "A-1", "1A", "中1", "A1B", "ZZZZZZZZ1", "A99999999999", "A+1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn areas_run_from_top_left_to_bottom_right() {
        assert_eq!(parse_area("B2:C5"), Some(Area { top: 1, left: 1, bottom: 4, right: 2 }));
        assert_eq!(parse_area("B2"), Some(Area { top: 1, left: 1, bottom: 1, right: 1 }));
        assert_eq!(parse_area("C5:B2"), None);
    }
}
