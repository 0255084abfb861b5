use super::*;

/// The reference schemes and periods that they are for.
const CASES: [(&str, &str, usize); 16] = [
    ("budget", "2022", 1),
    ("ganxi-leader", "2014", 1),
    ("ganxi-office", "2014", 1),
    ("ganxi-stationed", "2014", 1),
    ("ganxi-village", "2014", 2),
    ("health-summary", "2022", 1),
    ("hoboksar", "2011", 1),
    ("qitai", "2022", 6),
    ("satisfaction", "2022", 1),
    ("shanghang", "2012", 1),
    ("tengzhou", "2012", 1),
    ("town-staff", "2012", 1),
    ("xinping-quarterly", "2013Q1", 1),
    ("zhengding-department", "2012", 1),
    ("zhengding-oldtown", "2012", 1),
    ("zhengding-town", "2012", 1),
];

fn case(name: &str, period: &str) -> (Option<Project>, Findings, Texts) {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schemes").join(name), period)
}

#[test]
fn all_schemes_load_without_a_fault() {
    for (name, period, schemes) in CASES {
        let (project, findings, texts) = case(name, period);
        assert_eq!(shown(&findings, &texts), [""; 0], "{name}");
        assert_eq!(project.expect(name).schemes.len(), schemes, "{name}");
    }
}

#[test]
fn a_scheme_for_quarters_is_not_for_a_year() {
    let (project, findings, texts) = case("xinping-quarterly", "2013");
    assert!(project.is_none());
    assert_eq!(shown(&findings, &texts), ["nothing-to-run 项目"]);
    assert_eq!(argument(&findings, "scheme-skipped", "scheme").as_deref(), Some("xinping-quarterly"));
}

#[test]
fn every_shape_of_a_source_is_read() {
    let (project, ..) = case("shanghang", "2012");
    let project = project.expect("a project");
    let RowsFrom::Files(sources) = &table(&project, "指标完成").from else { panic!("files") };
    assert_eq!(sources.len(), 5);
    assert_eq!(
        (sources[0].file.text.as_str(), sources[0].sheets[0].text.as_str()),
        ("统计站_绩效评估指标.xlsx", "指标完成情况")
    );
    assert!(sources[1].sheets.is_empty());
    assert_eq!(sources[4].beside, [("单位".to_owned(), "被评单位".to_owned())]);
    let RowsFrom::Files(ledger) = &table(&project, "察访台账").from else { panic!("files") };
    assert_eq!(ledger[0].set, [("来源".to_owned(), "明察暗访及基础性工作".to_owned())]);
    let RowsFrom::Rows(rows) = &table(&project, "来源").from else { panic!("rows") };
    assert_eq!(rows.len(), 7);
    assert_eq!((rows[6][0].value.as_str(), rows[6][1].value.as_str()), ("县行政服务中心", "20"));
}

#[test]
fn levels_and_lists_make_tables_behind_their_tree() {
    let (project, ..) = case("shanghang", "2012");
    let project = project.expect("a project");
    let all = names(&project);
    let tree = all.iter().position(|name| name == "指标").expect("the tree");
    assert_eq!(all[tree..tree + 5], ["指标", "块", "一级指标", "二级指标", "性质"]);
    assert!(matches!(&table(&project, "块").from, RowsFrom::LevelOf(tree) if tree == "指标"));
    let inner = &table(&project, "指标").columns[0];
    assert_eq!((inner.label.as_str(), &inner.kind), ("一级指标", &ColumnKind::Reference("一级指标".into())));
    assert_eq!(table(&project, "指标").columns[2].kind, ColumnKind::Text);
    let RowsFrom::Items(items) = &table(&project, "性质").from else { panic!("items") };
    assert_eq!(items.iter().map(|(name, _)| name.value.as_str()).collect::<Vec<_>>(), ["正向", "逆向"]);
}

#[test]
fn shared_parts_bring_tables_clauses_and_standing() {
    let (project, ..) = case("qitai", "2022");
    let project = project.expect("a project");
    let town = project.schemes.iter().find(|s| s.name.value == "qitai-town").expect("the scheme");
    assert_eq!(town.clauses.len(), 4);
    assert_eq!(&*town.clauses[0].file, "二级.toml");
    assert_eq!((town.standing.tier.len(), town.standing.prize.len(), town.standing.flag.len()), (5, 2, 6));
    assert_eq!(town.units.value, "单位");
    assert!(project.tables.iter().all(|t| t.private_to.is_none()));
    assert!(
        matches!(&table(&project, "副县长").from, RowsFrom::ColumnOf { table, column } if table.value == "单位" && column == "副县长")
    );
    let cadre = &table(&project, "干部");
    let aliases = table(&project, "单位").aliases.as_ref().expect("aliases");
    assert_eq!((cadre.derive.len(), aliases.sheets[0].text.as_str()), (1, "别名对照"));
}
