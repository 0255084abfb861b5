use super::*;

#[test]
fn issue_documents_outputs_and_summary_are_read() {
    let more = "[issue]\noffice = \"绩效办\"\ndate = 2025-12-31\ncontact = \"绩效办综合科\"\n\
        [document.\"抄送函\"]\ntitle = \"关于{年}年\"\nto = [\"各村\"]\nunits = \"等次 = “不合格”\"\nnumber = \"〔2025〕1号\"\nsealed = true\n\
        sentences = { opening = \"开头\" }\n[output.\"x.csv\"]\neach = [\"单位\"]\ncolumns = \"a = 单位；b[0.00] = 分档(1；≥1 得 2；其余 得 3)\"\n\
        [summary]\nfigures = '总数 = 1'\n[overall]\nunit = \"全乡\"\nalso = [\"甲\"]\n";
    let project = project(&[("a.toml", &format!("{SMALL}{more}"))]);
    let scheme = &project.schemes[0];
    assert_eq!(scheme.issue.date.map(|d| (d.year, d.month, d.day)), Some((2025, 12, 31)));
    assert_eq!(scheme.issue.other, [("contact".to_owned(), "绩效办综合科".to_owned())]);
    let document = &scheme.documents[0];
    assert_eq!((document.name.value.as_str(), document.to.len(), document.units.is_some()), ("抄送函", 1, true));
    assert_eq!(document.sentences, [("opening".to_owned(), "开头".to_owned())]);
    assert_eq!(
        document.other,
        [("number".to_owned(), "〔2025〕1号".to_owned()), ("sealed".to_owned(), "是".to_owned())]
    );
    assert_eq!(scheme.outputs[0].columns.len(), 2);
    assert_eq!(scheme.summary.as_ref().map(|s| s.figures.len()), Some(1));
    assert_eq!(scheme.overall.as_ref().map(|o| (o.unit.value.as_str(), o.also.len())), Some(("全乡", 1)));
}

#[test]
fn an_issue_without_a_real_date_is_an_error() {
    assert_eq!(faults_of("[issue]\ndate = \"2025年\"\n"), ["wrong-type 6:\"2025年\""]);
}

#[test]
fn the_prelude_comes_first_and_can_be_replaced() {
    let text = format!("methods = '''\n完成率(完成, 目标) = 1\n两套(甲, 乙) = 甲\n'''\n{SMALL}");
    let project = project(&[("a.toml", &text)]);
    let methods = &project.schemes[0].methods;
    assert_eq!((rule::plain(&methods[0].item.name).as_str(), &*methods[0].file), ("完成率", "a.toml"));
    assert_eq!(methods.last().map(|m| rule::plain(&m.item.name)).as_deref(), Some("两套"));
    assert!(methods.len() > 10);
    let twice = format!("methods = '''\n甲(乙) = 1\n甲(丙) = 1\n'''\n{SMALL}");
    assert_eq!(faults(&[("a.toml", &twice)]), ["method-twice 3:甲"]);
}
