//! The files of the period's and the project's folder: found by pattern, read once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::book::{self, Book};
use super::faults;
use super::pattern::{Caught, Folded, Ready, Takes, fit};
use crate::digest::{Hashed, hashed};
use crate::finding::{Finding, Findings, Place};
use crate::folder;
use crate::formula::text::normal;
use crate::scheme::suggest::{NONE, nearest};

/// Where workbooks are looked for: the period's folder first, then the project's.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The folder of the period's workbooks.
    pub period: &'a Path,
    /// The folder of the project, with its scheme files.
    pub project: &'a Path,
}

/// Folders that hold no input.
const NO_INPUT: &str = "expected";
/// How deep folders are searched.
const DEPTH: usize = 3;

/// Endings of workbooks, as names are compared.
const WORKBOOKS: [&str; 7] = ["XLSX", "XLSM", "XLS", "XLSB", "ODS", "ET", "CSV"];

/// A file that may be read.
struct Filed {
    path: PathBuf,
    name: Folded,
    of_period: bool,
    claimed: bool,
    book: Option<Option<Arc<Book>>>,
    /// The bytes that were read, by their hash.
    read: Option<Hashed>,
    /// What reading found, until the file is first used.
    pending: Findings,
}

impl Filed {
    /// A file of the period whose book is at hand.
    fn holding(book: Book) -> Filed {
        Filed {
            path: PathBuf::new(),
            name: Folded::new(&book.file),
            of_period: true,
            claimed: false,
            book: Some(Some(Arc::new(book))),
            read: None,
            pending: Findings::default(),
        }
    }

    /// Reads the file; the hash is that of the very bytes that the book was made from.
    fn fetch(&mut self) {
        let shown = self.name.original().clone();
        let bytes = book::bytes_of(&self.path, &shown, &mut self.pending);
        self.read = bytes.as_deref().map(|bytes| hashed(&shown, bytes));
        self.book = Some(bytes.and_then(|bytes| book::from_bytes(&bytes, shown, &mut self.pending)).map(Arc::new));
    }
}

/// All files that may be read, in order of their names.
pub(super) struct Shelf {
    files: Vec<Filed>,
}

impl Shelf {
    /// No file at all.
    pub(super) fn empty() -> Shelf {
        Shelf { files: Vec::new() }
    }

    /// Lists the folders; what office programs leave behind is not listed.
    pub(super) fn list(folders: &Folders<'_>) -> Self {
        let mut files = Vec::new();
        for (folder, of_period) in [(folders.period, true), (folders.project, false)] {
            let mut found = Vec::new();
            // The period's folder may lie in the project's, whose other folders hold other periods.
            walk(folder, "", if of_period { DEPTH } else { 1 }, &mut found);
            found.sort();
            files.extend(found.into_iter().map(|(shown, path)| Filed {
                path,
                name: Folded::new(&shown),
                of_period,
                claimed: false,
                book: None,
                read: None,
                pending: Findings::default(),
            }));
        }
        Shelf { files }
    }

    #[cfg(test)]
    pub(super) fn of_books(books: Vec<Book>) -> Self {
        let files = books.into_iter().map(Filed::holding);
        Shelf { files: files.collect() }
    }

    /// Reads every file that one of the patterns could mean, side by side.
    pub(super) fn read(&mut self, patterns: &[Ready]) {
        let wanted = |file: &Filed| {
            file.book.is_none() && patterns.iter().any(|pattern| fit(pattern, &file.name, &|_| Takes::Text).is_some())
        };
        self.files.par_iter_mut().filter(|file| wanted(file)).for_each(Filed::fetch);
    }

    /// The files that a pattern means, with what it captured: those of the period's folder, else the project's.
    pub(super) fn find<'k>(&self, pattern: &Ready, takes: &dyn Fn(&str) -> Takes<'k>) -> Vec<(usize, Vec<Caught>)> {
        let of = |period: bool| -> Vec<(usize, Vec<Caught>)> {
            let files = self.files.iter().enumerate().filter(|(_, file)| file.of_period == period);
            files.filter_map(|(at, file)| Some((at, fit(pattern, &file.name, takes)?))).collect()
        };
        let found = of(true);
        if found.is_empty() { of(false) } else { found }
    }

    /// The files that have the name but not its ending: the same workbook, saved by another program.
    pub(super) fn find_otherwise<'k>(
        &self,
        pattern: &Ready,
        takes: &dyn Fn(&str) -> Takes<'k>,
    ) -> Vec<(usize, Vec<Caught>)> {
        let Some(open) = pattern.any_ending() else { return Vec::new() };
        let workbook = |at: usize| {
            let name = normal(self.files[at].name.original());
            name.rsplit_once('.').is_some_and(|(_, ending)| WORKBOOKS.contains(&ending))
        };
        self.find(&open, takes).into_iter().filter(|(at, _)| workbook(*at)).collect()
    }

    /// Does a file have that name, whatever its captures take?
    pub(super) fn fits(&self, at: usize, pattern: &Ready) -> bool {
        fit(pattern, &self.files[at].name, &|_| Takes::Text).is_some()
    }

    /// Puts these books in the place of the period's files, but for those that are kept.
    pub(super) fn with(mut self, books: Vec<Book>, kept: &dyn Fn(&str) -> bool) -> Shelf {
        self.files.retain(|file| !file.of_period || kept(file.name.original()));
        self.files.extend(books.into_iter().map(Filed::holding));
        self
    }

    /// The book of a file, which is claimed by it; nothing where it cannot be read (and said so once).
    pub(super) fn open(&mut self, at: usize, findings: &mut Findings) -> Option<Arc<Book>> {
        let file = &mut self.files[at];
        if file.book.is_none() {
            file.fetch();
        }
        file.claimed = true;
        findings.append(std::mem::take(&mut file.pending));
        file.book.clone().flatten()
    }

    /// The name of a file as the user knows it.
    pub(super) fn name(&self, at: usize) -> &Arc<str> {
        self.files[at].name.original()
    }

    /// The file that was probably meant by a pattern.
    pub(super) fn near(&self, pattern: &str) -> String {
        let names = self.files.iter().filter(|file| !file.claimed).map(|file| &**file.name.original());
        nearest(pattern, names).unwrap_or(NONE).to_owned()
    }

    /// The books that were used, in order of their files.
    pub(super) fn used(&self) -> impl Iterator<Item = &Arc<Book>> {
        self.files.iter().filter(|file| file.claimed).filter_map(|file| file.book.as_ref()?.as_ref())
    }

    /// The files that were used, with the hashes of what was read.
    pub(super) fn read_files(&self) -> Vec<Hashed> {
        self.files.iter().filter(|file| file.claimed).filter_map(|file| file.read.clone()).collect()
    }

    /// Files of the period's folder that nobody claimed, each with a finding.
    pub(super) fn unclaimed(&self, findings: &mut Findings) -> Vec<String> {
        let claimed: Vec<&str> = self.files.iter().filter(|f| f.claimed).map(|f| &**f.name.original()).collect();
        let left = self.files.iter().filter(|file| file.of_period && !file.claimed);
        let names = left.map(|file| {
            let name = file.name.original();
            let of = version_of(name).and_then(|bare| claimed.iter().copied().find(|other| same_stem(other, &bare)));
            findings.push(match of {
                Some(of) => Finding::new(faults::UNCLAIMED_COPY, Place::file(name.clone())).with("of", of),
                None => Finding::new(faults::UNCLAIMED_FILE, Place::file(name.clone())),
            });
            name.to_string()
        });
        names.collect()
    }

    /// Says so where a name with wildcards took a file and its copy.
    pub(super) fn copies(&self, taken: &[usize], findings: &mut Findings) {
        for at in taken {
            let name = self.name(*at);
            let Some(bare) = version_of(name) else { continue };
            let other = taken.iter().map(|at| self.name(*at)).find(|other| same_stem(other, &bare));
            if let Some(of) = other {
                findings.push(Finding::new(faults::COPY_READ, Place::file(name.clone())).with("of", &**of));
            }
        }
    }
}

fn walk(folder: &Path, inside: &str, depth: usize, found: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = folder::entries(folder) else { return };
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        let shown = format!("{inside}{name}");
        if path.is_dir() {
            if depth > 1 && name != NO_INPUT && !name.starts_with('.') {
                walk(&path, &format!("{shown}/"), depth - 1, found);
            }
        } else if !book::is_office_litter(&name) && !name.starts_with('.') && !name.ends_with(".toml") {
            found.push((shown, path));
        }
    }
}

/// Words that office people put into the name of another version of a file.
const VERSIONS: [&str; 16] = [
    "副本",
    "复制",
    "备份",
    "拷贝",
    "copy",
    "最终版",
    "最终",
    "终稿",
    "定稿",
    "初稿",
    "旧版",
    "新版",
    "修订版",
    "修订",
    "修改",
    "作废",
];

/// Are two names one but for their endings?
fn same_stem(one: &str, other: &str) -> bool {
    let stem = |name: &str| normal(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    stem(one) == stem(other)
}

/// The name without the marks of another version; nothing where it has none.
fn version_of(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut bare = stem.replace('（', "(").replace('）', ")");
    for number in 1..=9 {
        bare = bare.replace(&format!("({number})"), "");
    }
    let lower = bare.to_lowercase();
    for word in VERSIONS {
        if lower.contains(word) {
            bare = bare.replace(word, "").replace("Copy", "").replace("COPY", "");
        }
    }
    let unmarked = stem.replace('（', "(").replace('）', ")");
    if bare == unmarked {
        return None;
    }
    let bare = bare.trim_matches([' ', '-', '_', '—', '\u{3000}']);
    Some(if ending.is_empty() { bare.to_owned() } else { format!("{bare}.{ending}") })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::intake::fixture::pattern;

    fn ready(text: &str) -> Ready {
        Ready::new(&pattern(text))
    }

    #[test]
    fn versions_are_known_by_their_marks() {
        for name in
            ["统计表 - 副本.xlsx", "统计表(2).xlsx", "统计表（2）.xlsx", "统计表_最终版.xlsx", "统计表最终版(2).xlsx"]
        {
            assert_eq!(version_of(name).as_deref(), Some("统计表.xlsx"), "{name}");
        }
        assert_eq!(version_of("统计表(经济口).xlsx"), None);
        assert_eq!(version_of("统计表.xlsx"), None);
    }

    #[test]
    fn the_periods_folder_comes_first_and_litter_is_not_seen() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let period = root.path().join("2025");
        fs::create_dir_all(period.join("expected")).expect("folder");
        for file in [
            "2025/甲.csv",
            "2025/~$甲.csv",
            "2025/Thumbs.db",
            "2025/乙 - 副本.csv",
            "2025/expected/丙.csv",
            "甲.csv",
            "共用.csv",
            "a.toml",
        ] {
            fs::write(root.path().join(file), "名称\n").expect("file");
        }
        let mut shelf = Shelf::list(&Folders { period: &period, project: root.path() });
        let names: Vec<&str> = shelf.files.iter().map(|f| &**f.name.original()).collect();
        assert_eq!(names, ["乙 - 副本.csv", "甲.csv", "共用.csv", "甲.csv"]);
        let found = shelf.find(&ready("甲.*"), &|_| Takes::Text);
        assert_eq!(found.len(), 1);
        assert!(shelf.files[found[0].0].of_period);
        assert_eq!(shelf.find(&ready("共用.csv"), &|_| Takes::Text).len(), 1);
        assert_eq!(shelf.find(&ready("丙.csv"), &|_| Takes::Text).len(), 0);
        let mut findings = Findings::default();
        shelf.files.iter_mut().for_each(|file| file.claimed = !file.of_period);
        assert_eq!(shelf.unclaimed(&mut findings), ["乙 - 副本.csv", "甲.csv"]);
        assert_eq!(findings.iter().map(|f| f.code.id).collect::<Vec<_>>(), ["unclaimed-file", "unclaimed-file"]);
    }

    #[test]
    fn a_copy_asks_which_version_counts() {
        let book = |name: &str| Book { file: Arc::from(name), sheets: Vec::new() };
        let mut shelf = Shelf::of_books(vec![book("台账(2).xlsx"), book("台账.xlsx")]);
        let mut findings = Findings::default();
        shelf.open(1, &mut findings);
        shelf.unclaimed(&mut findings);
        assert_eq!(
            findings.iter().map(|f| (f.code.id, f.args[0].1.as_str())).collect::<Vec<_>>(),
            [("unclaimed-copy", "台账.xlsx")]
        );
        let mut findings = Findings::default();
        shelf.copies(&[0, 1], &mut findings);
        assert_eq!(findings.iter().next().map(|f| f.code.id), Some("copy-read"));
    }
}
