use super::*;

/// Loads a scheme with one character taken out or put in at every `step`-th place: nothing panics, and every
/// place lies on whole characters of its text.
fn damaged(case: &str, step: usize, put: Option<char>) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schemes").join(case);
    let text = fs::read_to_string(folder.join(format!("{case}.toml"))).expect(case);
    let mut faulty = 0;
    for (at, c) in text.char_indices().step_by(step) {
        let mut broken = text.clone();
        match put {
            Some(sign) => broken.insert(at, sign),
            None => broken.replace_range(at..at + c.len_utf8(), ""),
        }
        let (_, findings, texts) = loaded(&[("a.toml", &broken)], "2012");
        for finding in findings.iter() {
            let At::Text { start, end } = finding.place.at else { continue };
            assert!(texts[&finding.place.file].get(start..end).is_some(), "{} at {at} of {case}", finding.code.id);
        }
        faulty += usize::from(findings.has_errors());
    }
    faulty
}

#[test]
fn no_damage_makes_it_panic() {
    assert!(damaged("shanghang", 41, None) > 10);
    assert!(damaged("town-staff", 61, Some('「')) > 10);
    assert!(damaged("tengzhou", 61, Some('"')) > 10);
    assert!(damaged("zhengding-department", 71, Some('\\')) > 10);
}
