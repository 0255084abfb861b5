use super::*;

#[test]
fn a_key_in_two_clauses_is_an_error_but_flags_add_up() {
    let more = "[clause.\"一\"]\nrules = '甲 = 1'\nscore = \"甲\"\nflag = [\"乙\"]\n\
                [clause.\"二\"]\nscore = \"甲\"\n[standing]\nflag = [\"丙\"]\n";
    assert_eq!(faults_of(more), ["standing-twice 10:score"]);
    let good = project(&[("a.toml", &format!("{SMALL}{}", more.replace("[clause.\"二\"]\nscore = \"甲\"\n", "")))]);
    let standing = &good.schemes[0].standing;
    assert_eq!(standing.flag.len(), 2);
    assert_eq!(standing.basis, [("flag", "[standing]".into()), ("score", "一".into()), ("flag", "一".into())]);
}

#[test]
fn a_clause_with_for_holds_no_standing() {
    let more = "[clause.\"一\"]\nfor = \"类别 = “甲”\"\nscore = \"甲\"\n";
    assert_eq!(faults_of(more), ["standing-under-for 7:score"]);
}

#[test]
fn lines_have_names_conditions_and_quotas() {
    let more = "[standing]\nrank = [\"得分\", \"投诉率 从低\"]\nbetter = \"低\"\ndense = true\n\
        tier = [{ name = \"先进\", quota = 5, ties = \"待定\", within = \"全体\", last = true }]\n\
        unscored = [{ name = \"免\", when = \"免考\", bare = true }]\nflag = [{ names = [\"一\", \"二{表}\"], when = \"甲\" }]\n";
    let project = project(&[("a.toml", &format!("{SMALL}{more}"))]);
    let standing = &project.schemes[0].standing;
    assert_eq!(standing.rank.iter().map(|(_, low)| *low).collect::<Vec<_>>(), [false, true]);
    assert!(standing.lower_is_better && standing.dense && standing.unscored[0].bare);
    let tier = &standing.tier[0];
    assert!(tier.quota.is_some() && tier.within_all && tier.last && tier.ties == decl::Ties::Undecided);
    assert_eq!(standing.flag[0].names.len(), 2);
}

#[test]
fn faults_of_lines() {
    let more = "[standing]\ntier = [{ when = \"甲\" }, \"优秀\"]\nunscored = [{ name = \"免\" }]\nprize = [{ name = \"一\", ties = \"全取\" }]\n";
    let found = faults_of(more);
    assert_eq!(found[0], "missing-key 7:{ name = \"免\" }");
    assert_eq!(found[1..], ["missing-key 6:{ when = \"甲\" }", "wrong-type 6:\"优秀\"", "unknown-word 8:全取"]);
}
