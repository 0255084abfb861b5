//! The engine and the small world that typst sees: template files held in memory, one model, the faces.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::FontStore;

use super::{CACHE_PERIOD, Folder, Preference, Setup, faults, fonts};
use crate::digest::{Hashed, hashed};
use crate::finding::{Finding, Findings, Place};
use crate::folder;

/// Where templates find their model: `json(sys.inputs.at("model", default: …))`.
pub const MODEL: &str = "/inputs/model.json";

/// Folders beside the templates that hold no template: fonts, and the samples to design against.
const NOT_TEMPLATES: [&str; 2] = ["fonts", "samples"];

/// Pictures that a project may lay among its templates: under which name templates ask for them, and what they are.
const PICTURES: [(&str, &str); 2] = [("seal", "印章"), ("mark", "发文机关标志")];

/// Endings of pictures, the first that is there counts.
const ENDINGS: [&str; 2] = ["svg", "png"];

/// Everything that documents share, read once: library, faces, template files.
pub struct Engine {
    library: LazyHash<Library>,
    pub(super) store: FontStore,
    pub(super) roles: Vec<fonts::RoleFaces>,
    files: HashMap<FileId, File>,
    /// Template files as they were read, by folder and name.
    read: Vec<Hashed>,
    /// How many pages were made.
    made: AtomicUsize,
}

enum File {
    Template(Source),
    Other(Bytes),
}

impl Engine {
    /// Reads templates and scans fonts; a folder of templates that cannot be read is a finding.
    pub fn new(setup: &Setup) -> Result<Engine, Findings> {
        let (mut files, mut read) = (HashMap::new(), Vec::new());
        for folder in &setup.templates {
            let mut taken = |path: &str, bytes: Vec<u8>| take_in(&mut files, &mut read, folder, path, bytes);
            read_folder(&folder.path, "", &mut taken).map_err(|error| {
                let place = Place::file(folder.path.to_string_lossy().as_ref());
                faults::one(Finding::new(faults::TEMPLATES_UNREADABLE, place).with("reason", error.to_string()))
            })?;
        }
        let faces = files.get(&id(fonts::TABLE)).and_then(|file| match file {
            File::Other(bytes) => bytes.as_str().ok().map(str::to_owned),
            File::Template(_) => None,
        });
        let roles = fonts::read_roles(faces.as_deref().unwrap_or_default(), setup.preference)?;
        let preference = match setup.preference {
            Preference::Bundled => "bundled",
            Preference::Office => "office",
        };
        let mut inputs = Dict::new();
        inputs.insert("model".into(), Value::Str(MODEL.into()));
        inputs.insert("fonts".into(), Value::Str(preference.into()));
        for (key, name) in PICTURES {
            let there =
                ENDINGS.iter().map(|ending| format!("{name}.{ending}")).find(|file| files.contains_key(&id(file)));
            if let Some(file) = there {
                inputs.insert(key.into(), Value::Str(file.into()));
            }
        }
        Ok(Engine {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            store: fonts::scan(&setup.fonts, setup.preference),
            roles,
            files,
            read,
            made: AtomicUsize::new(0),
        })
    }

    /// The template files that documents are made from, by the bytes that were read.
    pub fn templates(&self) -> &[Hashed] {
        &self.read
    }

    /// Counts a finished document's pages, and now and then forgets cached results that none of the last ones used:
    /// memory does not grow with the number of documents.
    pub(super) fn forget(&self, pages: usize) {
        let before = self.made.fetch_add(pages, Ordering::Relaxed);
        if before / CACHE_PERIOD != (before + pages) / CACHE_PERIOD {
            typst::comemo::evict(1);
        }
    }

    /// The world of one document; absent where there is no such template.
    pub(super) fn desk<'a>(&'a self, template: &str, model: &[u8]) -> Option<Desk<'a>> {
        let path = VirtualPath::new(template).ok()?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        self.files.contains_key(&main).then(|| Desk { engine: self, main, model: Bytes::new(model.to_vec()) })
    }
}

/// One document being typeset.
pub(super) struct Desk<'a> {
    engine: &'a Engine,
    main: FileId,
    model: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }
    fn book(&self) -> &LazyHash<FontBook> {
        self.engine.store.book()
    }
    fn main(&self) -> FileId {
        self.main
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.engine.files.get(&id) {
            Some(File::Template(source)) => Ok(source.clone()),
            Some(File::Other(_)) => Err(FileError::NotSource),
            None => Err(missing(id)),
        }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_with_slash() == MODEL {
            return Ok(self.model.clone());
        }
        match self.engine.files.get(&id) {
            Some(File::Template(source)) => Ok(Bytes::from_string(source.text().to_owned())),
            Some(File::Other(bytes)) => Ok(bytes.clone()),
            None => Err(missing(id)),
        }
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.engine.store.font(index)
    }
    /// There is no clock: a template that asks for today fails.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("names of template files stay below their folder");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// How a template file is called in findings.
pub(super) fn shown(path: &str) -> String {
    format!("templates/{}", path.trim_start_matches('/'))
}

/// Takes in a folder and those below it; links are not followed, so nothing outside is read.
fn read_folder(folder: &Path, below: &str, take: &mut dyn FnMut(&str, Vec<u8>)) -> io::Result<()> {
    for entry in folder::entries(folder)? {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let (kind, path) = (entry.file_type()?, format!("{below}{name}"));
        if kind.is_dir() && !NOT_TEMPLATES.contains(&path.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), take)?;
        } else if kind.is_file() {
            take(&path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Keeps a file, unless an earlier folder has it already: a project's template hides the program's.
fn take_in(files: &mut HashMap<FileId, File>, read: &mut Vec<Hashed>, folder: &Folder, path: &str, bytes: Vec<u8>) {
    let id = id(path);
    if files.contains_key(&id) {
        return;
    }
    read.push(hashed(&format!("{}/{path}", folder.name), &bytes));
    files.insert(id, taken_in(id, path, bytes));
}

fn taken_in(id: FileId, path: &str, bytes: Vec<u8>) -> File {
    match String::from_utf8(bytes) {
        Ok(text) if path.ends_with(".typ") => File::Template(Source::new(id, text)),
        Ok(text) => File::Other(Bytes::from_string(text)),
        Err(error) => File::Other(Bytes::new(error.into_bytes())),
    }
}
