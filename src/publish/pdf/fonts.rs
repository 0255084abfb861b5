//! Faces: which are there, and which serves each use (仿宋, 楷体, 黑体, 小标宋, 宋体).

use std::{fs, io};

use rayon::prelude::*;
use serde::Deserialize;
use typst_kit::fonts::{FontPath, FontStore};

use super::{Engine, Folder, Preference, faults};
use crate::digest::{Hashed, hashed};
use crate::finding::{Finding, Findings, Place};
use crate::folder;

/// The table of uses and faces, read by the templates too.
pub(super) const TABLE: &str = "fonts.toml";

/// One use of a face in official documents, and what serves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// 仿宋, 楷体, 黑体, 小标宋, 宋体.
    pub name: String,
    /// The families asked for, first choice first.
    pub wanted: Vec<String>,
    /// The first of them that is there.
    pub served_by: Option<String>,
}

/// A use with the families that the preference asks for.
pub(super) struct RoleFaces {
    name: String,
    /// Families for all characters, first choice first.
    families: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    bundled: Vec<Named>,
    office: Vec<Named>,
}

/// A family, or a family for some characters only, which serves no role by itself.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Whole(String),
    Part {
        #[expect(dead_code, reason = "the template reads it; here it only tells a part from a whole")]
        covers: String,
    },
}

/// All font files of the folders, then those of the system where the office's own are wanted.
///
/// typst takes the first of two equal faces, so within a folder they are sorted by path: the order of
/// directory entries must not show.
pub(super) fn scan(folders: &[Folder], preference: Preference) -> FontStore {
    let mut store = FontStore::new();
    let mut add = |found: Vec<(FontPath, _)>| {
        let mut found = found;
        found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        store.extend(found);
    };
    for folder in folders {
        add(typst_kit::fonts::scan(&folder.path).collect());
    }
    if preference == Preference::Office {
        add(typst_kit::fonts::system().collect());
    }
    store
}

/// The font files of some folders, with their hashes.
pub fn files(folders: &[Folder]) -> io::Result<Vec<Hashed>> {
    let mut paths = Vec::new();
    for folder in folders {
        for entry in folder::entries(&folder.path)? {
            if entry.path().is_file() {
                paths.push((format!("{}/{}", folder.name, entry.file_name().to_string_lossy()), entry.path()));
            }
        }
    }
    paths.sort();
    paths.par_iter().map(|(name, path)| Ok(hashed(name, &fs::read(path)?))).collect()
}

/// Reads `fonts.toml`; an absent one is empty, and its faults are findings.
pub(super) fn read_roles(text: &str, preference: Preference) -> Result<Vec<RoleFaces>, Findings> {
    let table: toml::Table = toml::from_str(text).map_err(|error| broken(&error))?;
    let mut roles = Vec::with_capacity(table.len());
    for (name, value) in table {
        let entry: Entry = value.try_into().map_err(|error| broken(&error))?;
        let named = match preference {
            Preference::Bundled => entry.bundled,
            Preference::Office => entry.office,
        };
        let families = named
            .into_iter()
            .filter_map(|named| match named {
                Named::Whole(family) => Some(family),
                Named::Part { .. } => None,
            })
            .collect();
        roles.push(RoleFaces { name, families });
    }
    Ok(roles)
}

fn broken(error: &toml::de::Error) -> Findings {
    let file = super::world::shown(TABLE);
    let place = match error.span() {
        Some(span) => Place::text(file, span.start, span.end),
        None => Place::file(file),
    };
    faults::one(Finding::new(faults::BAD_FONT_TABLE, place).with("reason", error.message()))
}

/// Every family that was found, sorted, each once: what `doctor` prints.
pub fn families(engine: &Engine) -> Vec<String> {
    let mut all: Vec<String> = engine.store.book().families().map(|(family, _)| family.to_owned()).collect();
    all.sort();
    all.dedup();
    all
}

/// Every use with the family that serves it, in the order of `fonts.toml`.
pub fn roles(engine: &Engine) -> Vec<Role> {
    let book = engine.store.book();
    let served = |families: &[String]| families.iter().find(|f| book.contains_family(&f.to_lowercase())).cloned();
    let role = |faces: &RoleFaces| Role {
        name: faces.name.clone(),
        wanted: faces.families.clone(),
        served_by: served(&faces.families),
    };
    engine.roles.iter().map(role).collect()
}

/// A use that no face serves would be set as nothing at all, so it is an error before typesetting.
pub(super) fn unserved(engine: &Engine) -> Result<(), Findings> {
    let mut findings = Findings::default();
    for role in roles(engine).into_iter().filter(|role| role.served_by.is_none()) {
        findings.push(
            Finding::new(faults::NO_FACE, Place::file(super::world::shown(TABLE)))
                .with("role", role.name)
                .with("wanted", role.wanted.join("、")),
        );
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
