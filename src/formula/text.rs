//! One form for texts that people hold to be the same.

use unicode_normalization::UnicodeNormalization;

/// The form in which names and texts are compared: NFKC (so full and half width are one), no white
/// space of any kind, upper case. Dashes are left alone: `0—7岁` and `0-7岁` are two names, and only
/// in numbers is a dash a sign (see [`numeral`]).
pub fn normal(text: &str) -> String {
    text.nfkc().filter(|c| !is_blank(*c)).flat_map(char::to_uppercase).collect()
}

/// A written number in plain ASCII: NFKC, no white space, every minus and dash that stands for one
/// (− – — － ﹣ ‐) as `-`. Not for names.
pub fn numeral(text: &str) -> String {
    text.nfkc()
        .filter(|c| !is_blank(*c))
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
            _ => c,
        })
        .collect()
}

/// The half-width form of a full-width character, and every other character as it is.
pub fn width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// White space, and the characters without width that spreadsheets bring along.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{normal, numeral, width};

    #[test]
    fn names_written_differently_are_one() {
        for same in ["ＧＤＰ增速（％）", "gdp 增速(%)", "\u{FEFF}GDP\u{3000}增速\u{A0}(\u{200B}%)\n"] {
            assert_eq!(normal(same), "GDP增速(%)");
        }
        assert_eq!(normal("PM2.5"), normal("ｐｍ２．５"));
    }

    #[test]
    fn dashes_in_names_stay_apart() {
        assert_ne!(normal("0—7岁儿童数"), normal("0-7岁儿童数"));
        assert_ne!(normal("甲−乙"), normal("甲-乙"));
    }

    #[test]
    fn dashes_in_numbers_are_signs() {
        for minus in ["-12.5", "−12.5", "–12.5", "－１２．５", " - 12.5 "] {
            assert_eq!(numeral(minus), "-12.5");
        }
    }

    #[test]
    fn only_full_width_forms_change() {
        assert_eq!(width('（'), '(');
        assert_eq!(width('９'), '9');
        assert_eq!(width('\u{3000}'), ' ');
        assert_eq!(width('。'), '。');
        assert_eq!(width('分'), '分');
    }
}
