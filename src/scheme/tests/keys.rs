use super::*;

#[test]
fn an_unknown_key_is_named_with_the_nearest() {
    let files = [("a.toml", "scheme = \"甲\"\nunits = \"单位\"\n[table.\"单位\"]\nitem = \"一村\"\n")];
    let (_, findings, texts) = loaded(&files, "2025");
    assert_eq!(shown(&findings, &texts), ["table-without-rows 3:\"单位\"", "unknown-key 4:item"]);
    assert_eq!(argument(&findings, "unknown-key", "suggest").as_deref(), Some("items"));
    assert_eq!(argument(&findings, "unknown-key", "top").as_deref(), Some("no"));
}

#[test]
fn a_key_of_the_file_behind_a_table_is_explained() {
    let files = [("a.toml", "scheme = \"甲\"\n[table.\"单位\"]\nitems = \"一村\"\nunits = \"单位\"\n")];
    let (_, findings, texts) = loaded(&files, "2025");
    assert_eq!(shown(&findings, &texts), ["unknown-key 4:units", "scheme-without-units 1:甲"]);
    assert_eq!(argument(&findings, "unknown-key", "top").as_deref(), Some("yes"));
}

#[test]
fn types_and_words_are_checked() {
    let more = "ledger = \"是\"\ntotals = \"核兑\"\n[standing]\nscore = 3\nplaces = \"2\"\ntier = \"甲\"\n";
    let found = faults_of(more);
    assert_eq!(found, ["wrong-type 5:\"是\"", "unknown-word 6:核兑", "wrong-type 8:3", "wrong-type 10:\"甲\""]);
}

#[test]
fn two_faults_of_one_file_are_both_found() {
    let found = faults_of(
        "[table.\"评议\"]\nfrom = \"评议.xlsx\"\ncolumns = '''\n单位: 单位，续下\n满意: 票\n'''\nonly = \"满意 >\"\n",
    );
    assert_eq!(found[0], "unknown-option 8:续下");
    assert!(found[1].ends_with(" 11:") || found[1].contains(" 11:"), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn broken_toml_is_located_and_the_rest_is_read() {
    let found = faults_of("[table.评议]\nfrom = “评议.xlsx”\n[clause.\"一\"]\nrules = '得分 ='\n");
    assert_eq!(found[..2], ["toml-syntax 5:评议", "toml-syntax 6:“评议.xlsx”"]);
    assert!(found.iter().any(|f| f.contains(" 8:")), "{found:?}");
}

#[test]
fn the_same_table_twice_in_a_file() {
    assert_eq!(faults_of("[table.\"单位\"]\nitems = \"三村\"\n"), ["key-twice 5:\"单位\""]);
    assert_eq!(faults_of("[table.\"甲\"]\nitems = \"乙\"\nitems = \"丙\"\n"), ["key-twice 7:items"]);
}
