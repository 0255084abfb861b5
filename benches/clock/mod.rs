//! Processor time and memory of this process, as Linux tells them; zero elsewhere.

use std::fs;

/// Processor time that all threads used so far, in hundredths of a second.
pub fn cpu() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15; the second one is a name in brackets and may hold blanks.
    let behind = stat.rsplit(')').next().unwrap_or_default();
    behind.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// From here on [`peak`] is counted anew; what is held now counts.
pub fn forget_peak() {
    // Elsewhere there is no such file, and no peak either.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that the process held since then, in megabytes.
pub fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
