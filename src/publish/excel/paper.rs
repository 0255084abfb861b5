//! Where a table that is too wide for one page goes on: pages side by side that begin with a family of columns.

/// Characters across a page below which print is still readable.
const READABLE: u32 = 190;
/// Pixels across an A4 page that lies, between its margins; a little less, since not every program measures alike.
const ACROSS: u32 = 965;
/// Pixels of a character of the standard font, and between columns.
const PIXELS: (u32, u32) = (8, 5);

/// Pages side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaves {
    /// First and last column of each, without those that are repeated.
    pub columns: Vec<(usize, usize)>,
    /// By how many percent they are printed smaller.
    pub scale: u16,
}

/// How columns of these widths stand on pages side by side; none where one page holds them all. The first `repeated`
/// stand on every page; `joined` tells whether a column belongs to the one before it.
pub fn leaves(widths: &[u16], repeated: usize, joined: &dyn Fn(usize) -> bool) -> Option<Leaves> {
    let sum = |range: std::ops::Range<usize>| widths[range].iter().map(|w| u32::from(*w)).sum::<u32>();
    if sum(0..widths.len()) <= READABLE || repeated >= widths.len() {
        return None;
    }
    let room = READABLE.saturating_sub(sum(0..repeated)).max(READABLE / 3);
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut at = repeated;
    while at < widths.len() {
        let mut end = at + 1;
        while end < widths.len() && sum(at..end + 1) <= room {
            end += 1;
        }
        // Back to where a family begins, unless it fills the page alone.
        let begins = (at + 1..=end).rev().find(|c| *c == widths.len() || !joined(*c));
        let end = begins.unwrap_or(end);
        columns.push((at, end - 1));
        at = end;
    }
    let pixels =
        |range: std::ops::Range<usize>| widths[range].iter().map(|w| u32::from(*w) * PIXELS.0 + PIXELS.1).sum::<u32>();
    let widest = columns.iter().map(|(a, b)| pixels(0..repeated) + pixels(*a..b + 1)).max().unwrap_or(1);
    let scale = u16::try_from(ACROSS * 100 / widest.max(1)).unwrap_or(100).clamp(10, 100);
    Some(Leaves { columns, scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_one_page_is_not_divided() {
        assert_eq!(leaves(&[10; 19], 2, &|_| false), None);
    }

    #[test]
    fn a_family_is_not_torn() {
        // Two names of 10 and 40 columns of 8 in families of 3: 190 across leave 21, which are whole families.
        let widths: Vec<u16> = [10, 10].into_iter().chain([8; 40]).collect();
        let found = leaves(&widths, 2, &|c| !(c - 2).is_multiple_of(3)).unwrap();
        assert_eq!(found.columns, [(2, 22), (23, 41)]);
        assert_eq!(found.scale, 59, "965 of 2 × 85 + 21 × 69 pixels, which are 1619");
    }

    #[test]
    fn a_family_wider_than_a_page_is_torn() {
        let found = leaves(&[20; 30], 1, &|c| c > 1).unwrap();
        assert_eq!(found.columns, [(1, 8), (9, 16), (17, 24), (25, 29)]);
    }
}
