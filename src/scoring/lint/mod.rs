//! A scheme read as a regulation: what the language allows and a regulation rarely means.
//!
//! Nothing here changes a figure. Each lint looks at the formulas as written (`written`) or as resolved, and
//! where parameters stand in tables, at those; what it finds is a warning or a note at the place to look at.

mod arms;
mod belonging;
mod compared;
mod marks;
mod meanings;
mod measured;
mod says;
mod tiers;
mod trees;
mod unused;
mod weights;
mod written;

use crate::finding::Findings;
use crate::scheme::Texts;
use crate::scheme::decl::Project;
use crate::tables::Tables;

use super::faults;
use super::model::Model;

/// What the lints look at.
struct Desk<'a> {
    project: &'a Project,
    tables: &'a Tables,
    model: &'a Model,
    texts: &'a Texts,
}

/// Everything doubtful in a project whose names are resolved. What nobody uses can only be told where nothing is
/// wrong: a formula that could not be read uses nothing.
pub fn check(project: &Project, tables: &Tables, model: &Model, texts: &Texts, findings: &mut Findings) {
    let desk = Desk { project, tables, model, texts };
    let whole = !findings.has_errors();
    arms::check(&desk, findings);
    tiers::check(&desk, findings);
    meanings::check(&desk, findings);
    measured::check(&desk, findings);
    compared::check(&desk, findings);
    belonging::check(&desk, findings);
    marks::check(&desk, findings);
    weights::check(&desk, findings);
    trees::check(&desk, findings);
    if whole {
        says::check(&desk, findings);
        // A reference that was passed over on doubt is used by nobody for that reason alone.
        let doubted = findings.iter().any(|f| [faults::TWO_REFERENCES, faults::WHICH_OF_TWO].contains(&f.code));
        if !doubted {
            unused::check(&desk, findings);
        }
    }
}
