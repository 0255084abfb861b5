//! Steps that scores are counted by: 1, 2 or 5 times a power of ten.

use crate::number::{Exact, Rounding};

/// The smallest width by which the scores between these two fall into `at_most` steps or fewer, and the decimal places
/// of its edges. The smallest of all has `finest` places, and widths go over so many powers of ten; none where even the
/// largest is too small.
pub fn width((least, most): (&Exact, &Exact), (finest, powers): (u32, u32), at_most: i64) -> Option<(Exact, u32)> {
    let mut all = (0..powers).flat_map(|power| {
        let ten = (0..power).fold(Exact::decimal(1, finest), |width, _| &width * &Exact::from(10));
        [1, 2, 5].map(|times| (&ten * &Exact::from(times), finest.saturating_sub(power)))
    });
    all.find(|(width, _)| below(most, width) - below(least, width) < at_most)
}

/// The number of the step that a score lies in; its lower edge is so many widths.
pub fn below(score: &Exact, width: &Exact) -> i64 {
    score.checked_div(width).and_then(|steps| steps.round(0, Rounding::Floor).to_i64()).unwrap_or(0)
}
