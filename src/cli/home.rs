//! Where the program's templates and fonts lie.

use std::path::{Path, PathBuf};

/// The first of `--home`, the current folder, and the folders above the program that holds `templates/gbt9704.typ`;
/// the current folder where none does, so that the finding names it.
pub(super) fn home(given: Option<&Path>) -> PathBuf {
    if let Some(given) = given {
        return given.to_path_buf();
    }
    let here = PathBuf::from(".");
    let program = std::env::current_exe().ok();
    let above = program.iter().flat_map(|p| p.ancestors().skip(1).map(Path::to_path_buf));
    std::iter::once(here.clone())
        .chain(above)
        .find(|folder| folder.join("templates").join("gbt9704.typ").is_file())
        .unwrap_or(here)
}
