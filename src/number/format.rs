//! How many digits of a figure are printed.

use super::Exact;

/// A format such as `0.00`, `0.##`, `0.#%`, `万元 0.00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Printed in 万元.
    pub ten_thousand: bool,
    /// Ends with %.
    pub percent: bool,
    /// Places that always stand.
    pub fixed: u32,
    /// Places that stand where they are not zero.
    pub optional: u32,
    /// Places were given at all.
    pub given: bool,
}

impl Format {
    /// Reads a format; what cannot be read gives the default.
    pub fn read(text: &str) -> Format {
        let mut out = Format::default();
        let mut rest = text.trim();
        if let Some(after) = rest.strip_prefix("万元") {
            out.ten_thousand = true;
            rest = after.trim();
        }
        if let Some(before) = rest.strip_suffix(['%', '％']) {
            out.percent = true;
            rest = before;
        }
        if let Some(places) = rest.strip_prefix('0') {
            out.given = true;
            let places = places.trim_start_matches('.');
            let count = |c: char| u32::try_from(places.chars().filter(|p| *p == c).count()).unwrap_or(0);
            (out.fixed, out.optional) = (count('0'), count('#'));
        }
        out
    }

    /// Places at most.
    pub fn places(self) -> u32 {
        self.fixed + self.optional
    }

    /// The digits of a number that is in the unit in which it is printed; rounded half up.
    pub fn digits(self, number: &Exact) -> String {
        let mut text = number.fixed(self.places());
        for _ in 0..self.optional {
            if !text.ends_with('0') {
                break;
            }
            text.pop();
        }
        text.trim_end_matches('.').to_string()
    }
}
