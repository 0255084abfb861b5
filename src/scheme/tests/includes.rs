use super::*;

const SHARED: &str = "[table.\"单位\"]\nitems = \"一村\"\n[clause.\"一\"]\nrules = '甲 = 1'\n[clause.\"二\"]\nrules = '乙 = 2'\n\
    [standing]\nscore = \"甲\"\nplaces = 1\n";

fn including(more: &str) -> Vec<(&'static str, String)> {
    let own = format!("scheme = \"甲\"\nunits = \"单位\"\ninclude = [\"共用.toml\"]\n{more}");
    vec![("a.toml", own), ("共用.toml", SHARED.to_owned())]
}

fn headings(more: &str) -> Vec<String> {
    let files = including(more);
    let project = project(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
    project.schemes[0].clauses.iter().map(|c| format!("{}@{}", c.heading.value, c.file)).collect()
}

#[test]
fn a_clause_of_the_same_heading_stands_in_its_place() {
    assert_eq!(headings("[clause.\"一\"]\nrules = '甲 = 3'\n"), ["一@a.toml", "二@共用.toml"]);
}

#[test]
fn after_puts_clauses_behind_another_in_order() {
    let more = "[clause.\"三\"]\nafter = \"一\"\n[clause.\"四\"]\nafter = \"一\"\n[clause.\"五\"]\n";
    assert_eq!(headings(more), ["一@共用.toml", "三@a.toml", "四@a.toml", "二@共用.toml", "五@a.toml"]);
}

#[test]
fn after_an_unknown_heading_is_an_error() {
    let files = including("[clause.\"三\"]\nafter = \"一、\"\n");
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(faults(&files), ["after-unknown 5:一、"]);
}

#[test]
fn the_standing_wins_key_by_key() {
    let files = including("[clause.\"九\"]\nscore = \"乙\"\n");
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let standing = project(&files).schemes.remove(0).standing;
    assert_eq!(standing.basis, [("score", "九".to_owned())]);
    assert_eq!(standing.score.map(|s| s.file.to_string()).as_deref(), Some("a.toml"));
    assert_eq!(standing.places.map(|s| s.file.to_string()).as_deref(), Some("共用.toml"));
}

#[test]
fn missing_and_circular_includes() {
    let missing = SMALL.replace("units", "include = [\"公用.toml\"]\nunits");
    let (_, findings, texts) = loaded(&[("a.toml", &missing), ("共用.toml", "include = []\n")], "2025");
    assert_eq!(shown(&findings, &texts), ["include-missing 2:公用.toml", "scheme-file-unused 共用.toml"]);
    assert_eq!(argument(&findings, "include-missing", "suggest").as_deref(), Some("共用.toml"));
    let circle = missing.replace("公用", "b");
    let (project, findings, texts) = loaded(&[("a.toml", &circle), ("b.toml", "include = [\"a.toml\"]\n")], "2025");
    assert_eq!(shown(&findings, &texts), ["include-cycle 1:a.toml"]);
    assert_eq!(argument(&findings, "include-cycle", "cycle").as_deref(), Some("a.toml → b.toml → a.toml"));
    assert!(project.is_some());
}

#[test]
fn two_includes_that_differ_must_be_settled() {
    let own = "scheme = \"甲\"\nunits = \"单位\"\ninclude = [\"b.toml\", \"c.toml\"]\n";
    let b = "[table.\"单位\"]\nitems = \"一村\"\n[standing]\nscore = \"1\"\n";
    let c = "[standing]\nscore = \"2\"\n";
    assert_eq!(faults(&[("a.toml", own), ("b.toml", b), ("c.toml", c)]), ["includes-clash 2:score"]);
    let settled = format!("{own}[standing]\nscore = \"3\"\n");
    assert_eq!(faults(&[("a.toml", &settled), ("b.toml", b), ("c.toml", c)]), [""; 0]);
}

#[test]
fn a_part_reached_twice_is_no_clash() {
    let own = "scheme = \"甲\"\nunits = \"单位\"\ninclude = [\"b.toml\", \"c.toml\"]\n";
    let through = "include = [\"共用.toml\"]\n";
    let files = [("a.toml", own), ("b.toml", through), ("c.toml", through), ("共用.toml", SHARED)];
    assert_eq!(project(&files).schemes[0].clauses.len(), 2);
}
