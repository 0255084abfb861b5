use super::*;

fn scheme(name: &str, table: &str) -> String {
    format!("scheme = \"{name}\"\nunits = \"单位\"\n{table}")
}
const ROSTER: &str = "[table.\"单位\"]\nitems = \"一村\"\n";
const MARKS: &str = "[table.\"评分\"]\nfrom = \"评分.xlsx\"\ncolumns = \"单位: 单位；分数: 分\"\n";

#[test]
fn one_declared_once_is_seen_by_all() {
    let files = [("a.toml", scheme("甲", ROSTER)), ("b.toml", scheme("乙", ""))];
    assert_eq!(names(&project(&files.each_ref().map(|(n, t)| (*n, t.as_str())))), ["单位"]);
}

#[test]
fn one_declared_in_two_schemes_is_two() {
    let files = [("a.toml", scheme("甲", ROSTER)), ("b.toml", scheme("乙", ROSTER))];
    assert_eq!(names(&project(&files.each_ref().map(|(n, t)| (*n, t.as_str())))), ["单位@甲", "单位@乙"]);
}

#[test]
fn a_shared_table_that_refers_to_private_ones_is_private_too() {
    let with = |name, table| scheme(name, &format!("include = [\"共用.toml\"]\n{table}"));
    let files = [("a.toml", with("甲", ROSTER)), ("b.toml", with("乙", ROSTER)), ("共用.toml", MARKS.to_owned())];
    let all = names(&project(&files.each_ref().map(|(n, t)| (*n, t.as_str()))));
    assert_eq!(all, ["评分@甲", "单位@甲", "评分@乙", "单位@乙"]);
}

#[test]
fn an_own_table_hides_the_included_one() {
    let own = scheme("甲", &format!("include = [\"共用.toml\"]\n{}", ROSTER.replace("一村", "二村")));
    let other = scheme("乙", "include = [\"共用.toml\"]\n");
    let third = scheme("丙", "include = [\"共用.toml\"]\n");
    let files = [("a.toml", own.as_str()), ("b.toml", &other), ("c.toml", &third), ("共用.toml", ROSTER)];
    assert_eq!(names(&project(&files)), ["单位@甲", "单位"]);
}

#[test]
fn names_of_the_language_are_taken() {
    assert_eq!(faults_of("[table.\"季度\"]\nitems = \"春\"\n"), ["table-twice 5:\"季度\""]);
    assert_eq!(faults_of("[table.\"本期\"]\nitems = \"春\"\n"), ["reserved-name 5:\"本期\""]);
    assert_eq!(faults_of("[clause.\"一\"]\nrules = '上年 = 1'\n"), ["reserved-name 6:上年"]);
}

#[test]
fn equal_lists_are_shared_and_others_clash() {
    let list = |table: &str, members: &str| {
        format!("[table.\"{table}\"]\nfrom = \"{table}.xlsx\"\ncolumns = \"类别: {members}\"\n")
    };
    let equal = format!("{SMALL}{}{}", list("表一", "“甲”｜“乙”"), list("表二", "“乙”｜“甲”"));
    assert_eq!(names(&project(&[("a.toml", &equal)])), ["单位", "表一", "类别", "表二"]);
    let clash = format!("{}{}", list("表一", "“甲”｜“乙”"), list("表二", "“甲”｜“丙”"));
    assert_eq!(faults_of(&clash), ["list-clash 10:类别: “甲”｜“丙”"]);
}

#[test]
fn a_level_that_is_declared_is_that_table() {
    let more = "[table.\"块\"]\nitems = \"经济；社会\"\n[table.\"指标\"]\nkey = \"指标\"\nlevels = [\"块\", \"指标\"]\nrows = '''\n块 | 指标\n经济 | 甲\n'''\n";
    let project = project(&[("a.toml", &format!("{SMALL}{more}"))]);
    assert_eq!(names(&project), ["单位", "块", "指标"]);
    assert_eq!(table(&project, "指标").columns[0].kind, ColumnKind::Reference("块".into()));
}

#[test]
fn rows_are_cells_with_places() {
    let more =
        "[table.\"标准\"]\nrows = '''\n级别 | 性质: “正”｜“反” | 分值: 分  # 表头\n省 | 正；「市|州」 | 反 | 2\n'''\n";
    let text = format!("{SMALL}{more}");
    let project = project(&[("a.toml", &text)]);
    let standard = table(&project, "标准");
    assert_eq!(standard.columns.iter().map(|c| c.label.as_str()).collect::<Vec<_>>(), ["级别", "性质", "分值"]);
    assert_eq!(standard.key[0].value, "级别");
    let RowsFrom::Rows(rows) = &standard.from else { panic!("rows") };
    let cells = |row: usize| rows[row].iter().map(|cell| cell.value.as_str()).collect::<Vec<_>>();
    assert_eq!((cells(0), cells(1)), (vec!["省", "正", ""], vec!["市|州", "反", "2"]));
    let At::Text { start, end } = rows[1][2].place.at else { panic!("a text") };
    assert_eq!(&text[start..end], "2");
}

#[test]
fn faults_of_rows_and_items() {
    let more = "[table.\"标准\"]\nrows = \"级别；省 | 3\"\n[table.\"组\"]\nitems = \"甲 | 乙；乙\"\n[table.\"空\"]\nrows = \"级别\"\nitems = \"甲\"\n";
    let found = faults_of(more);
    assert_eq!(found, ["row-too-long 6:3", "item-twice 8:乙", "rows-from-two 11:items"]);
}

#[test]
fn what_is_named_exists() {
    let more = "[table.\"评分\"]\nkey = \"编号\"\none_per = [\"单位\", \"阶断\"]\nfrom = { file = \"{阶段}.xlsx\", lacks = [\"备注\"] }\n\
        columns = \"单位: 单为；分数: 分\"\n[table.\"人\"]\nkey = \"姓名\"\nfrom = \"评分.姓名\"\n[table.\"车\"]\nfrom = \"平分.车\"\n\
        [output.\"x.csv\"]\neach = [\"村\"]\ncolumns = \"a = 1\"\n";
    let (_, findings, texts) = loaded(&[("a.toml", &format!("{SMALL}{more}"))], "2025");
    let mut found = shown(&findings, &texts);
    found.sort();
    assert_eq!(
        found,
        [
            "column-unknown 12:评分",
            "column-unknown 6:编号",
            "column-unknown 7:阶断",
            "column-unknown 8:备注",
            "table-unknown 14:平分",
            "table-unknown 16:村",
            "type-unknown 9:单位: 单为",
        ]
    );
    assert_eq!(argument(&findings, "type-unknown", "suggest").as_deref(), Some("单位"));
    assert_eq!(argument(&findings, "table-unknown", "suggest").as_deref(), Some("none"));
}

#[test]
fn units_that_are_no_table() {
    let text = SMALL.replace("units = \"单位\"", "units = \"单 位\"");
    assert_eq!(faults(&[("a.toml", &text)]), [""; 0]);
    let text = SMALL.replace("units = \"单位\"", "units = \"村居\"");
    assert_eq!(faults(&[("a.toml", &text)]), ["table-unknown 2:村居"]);
}

#[test]
fn faults_of_sources() {
    let more = "[table.\"评分\"]\nfrom = [{ sheet = \"甲\", set = \"来源\" }, \"单位.单位\", 3, { file = \"b.xlsx\", columns = \"分数 = 得分: 分\" }]\n\
        columns = \"分数: 分\"\n";
    let found = faults_of(more);
    assert_eq!(found[0], "pair-expected 6:来源");
    assert!(found[1].starts_with("missing-key 6:"));
    assert_eq!(found[2..], ["column-source-alone 6:单位.单位", "wrong-type 6:3", "rename-only 6:分数 = 得分: 分"]);
}

#[test]
fn constants_and_labels_stand_in_file_names() {
    let more = "[table.\"评分\"]\nfrom = \"{年}评分（{版本}）_{阶段}.xlsx#{批次}\"\ncolumns = \"分数: 分\"\n\
        [clause.\"一\"]\nrules = '''\n版本 = “终稿”\n批次 = 2\n'''\n";
    let project = project(&[("a.toml", &format!("{SMALL}{more}"))]);
    let RowsFrom::Files(sources) = &table(&project, "评分").from else { panic!("files") };
    let text = |text: &str| decl::Piece::Text(text.to_owned());
    let file = [text("2025评分（终稿）_"), decl::Piece::Capture("阶段".into()), text(".xlsx")];
    assert_eq!(sources[0].file.pieces, file);
    assert_eq!(sources[0].sheets[0].pieces, [text("2")]);
}

#[test]
fn a_derived_column_has_a_name_of_its_own() {
    let more = "[table.\"评分\"]\nfrom = \"评分.xlsx\"\ncolumns = \"分数: 分\"\nderive = '''\n得分 = 分数\n分数 = 1\n得分 = 2\n'''\n";
    assert_eq!(faults_of(more), ["column-twice 10:分数", "column-twice 11:得分"]);
}
