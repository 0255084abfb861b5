//! What a folder holds, in order of name: the one place that lists folders, so that no output can depend on the
//! order in which a disk keeps its entries.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

/// The entries of a folder in order of name; an entry that cannot be read is an error of the whole.
pub fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_by_name_whatever_the_disk_says() {
        let folder = tempfile::tempdir().expect("a folder");
        // No order of hashes or of creation is that of so many names by chance.
        let names: Vec<String> = (0..40).map(|n| format!("{:02}村.csv", n * 17 % 40)).collect();
        names.iter().for_each(|name| fs::write(folder.path().join(name), "").expect("a file"));
        let listed = entries(folder.path()).expect("it can be listed");
        let listed: Vec<String> = listed.iter().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        let mut sorted = names;
        sorted.sort();
        assert_eq!(listed, sorted);
        assert!(entries(&folder.path().join("absent")).is_err());
    }
}
