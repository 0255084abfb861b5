//! Real appraisals with known results: each folder of `tests/expected/<project>/<period>` holds the figures of
//! an independent reading of the same inputs. A new case is its inputs and the files expected of them.

use std::path::Path;

use crate::inprocess::{compared, folders, made, wrong_in};

#[test]
fn results_are_those_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let expected = root.join("tests/expected");
    let periods = |project: String| {
        let periods = folders(&expected.join(&project));
        periods.into_iter().map(move |period| (project.clone(), period))
    };
    let cases: Vec<(String, String)> = folders(&expected).into_iter().flat_map(periods).collect();
    assert!(!cases.is_empty(), "there are cases");
    let wrong = wrong_in(&cases, |(project, period)| {
        let wrong = match made(&root.join("inputs").join(project), period, Path::new("nowhere")) {
            Ok(made) => compared(&made, &expected.join(project).join(period)),
            Err(errors) => errors,
        };
        wrong.into_iter().map(|text| format!("{project} {period}: {text}")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
