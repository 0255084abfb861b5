//! Numbers, least byte first, out of a slice that may be too short.

use super::trouble::Trouble;
use std::sync::Arc;

/// The `N` bytes from `at` on.
pub(super) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Two bytes from `at` on.
pub(super) fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes from `at` on.
pub(super) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Four bytes from `at` on, as an index or a length.
pub(super) fn index(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32(bytes, at)?).ok()
}

/// What a record says, or that it is too short for what it should say.
pub(super) fn whole<T>(read: Option<T>, part: &Arc<str>, what: &str) -> Result<T, Trouble> {
    read.ok_or_else(|| Trouble::damaged(part, format_args!("broken record: {what}")))
}

/// An error value of a cell by its code, `BErr` of [MS-XLS].
pub(super) fn error_shown(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}
