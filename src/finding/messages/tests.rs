use super::*;
use crate::finding::Place;

#[test]
fn a_language_is_known_by_its_tag() {
    assert_eq!(Language::parse("zh_CN.UTF-8"), Some(Language::Chinese));
    assert_eq!(Language::parse("en-GB"), Some(Language::English));
    assert_eq!(Language::parse("C.UTF-8"), None);
    assert_eq!(Language::parse(""), None);
}

#[test]
fn all_files_can_be_read_and_agree() {
    assert_eq!(missing_messages(&[]), Vec::<String>::new());
}

#[test]
fn a_code_without_a_message_is_found_in_both_languages() {
    let code = Code { id: "nobody-wrote-this", severity: Severity::Error };
    let faults = missing_messages(&[&[code]]);
    assert_eq!(
        faults,
        [
            "nobody-wrote-this: no message in zh",
            "nobody-wrote-this: no mend in zh",
            "nobody-wrote-this: no message in en",
            "nobody-wrote-this: no mend in en"
        ]
    );
}

#[test]
fn a_note_needs_no_mend() {
    let code = Code { id: "head-note", severity: Severity::Note };
    assert_eq!(missing_messages(&[&[code]]), Vec::<String>::new());
    let code = Code { severity: Severity::Warning, ..code };
    assert_eq!(missing_messages(&[&[code]]).len(), 2);
}

#[test]
fn doubled_and_odd_codes_are_found() {
    let code = Code { id: "head-note", severity: Severity::Note };
    assert_eq!(missing_messages(&[&[code], &[code]]), ["head-note: two codes have this name"]);
    let odd = Code { id: "Head_Note", severity: Severity::Note };
    assert!(missing_messages(&[&[odd]]).contains(&"Head_Note: not kebab-case".to_owned()));
}

#[test]
fn doubled_messages_and_broken_files_are_found() {
    let twice = [("甲", "a-code = 一\n"), ("乙", "a-code = 二\n")];
    assert_eq!(Messages::read(Language::Chinese, &twice).faults.len(), 1);
    let broken = [("甲", "a-code = 一\nb-code = { $\n")];
    let faults = Messages::read(Language::Chinese, &broken).faults;
    assert!(faults[0].starts_with("zh/甲.ftl:2"), "{faults:?}");
}

#[test]
fn arguments_stand_in_the_sentence_without_marks() {
    let messages = Messages::read(
        Language::English,
        &[(
            "x",
            "a-code = found { $found }\n    .mend = write { $suggest ->\n        [none] another name\n       *[other] “{ $suggest }”\n    }\n",
        )],
    );
    let code = Code { id: "a-code", severity: Severity::Error };
    let finding = Finding::new(code, Place::file("f")).with("found", "甲村").with("suggest", "none");
    assert_eq!(messages.sentence(&finding), "found 甲村");
    assert_eq!(messages.mend(&finding).as_deref(), Some("write another name"));
    assert_eq!(messages.expected(&finding), None);
    assert_eq!(messages.missing_args(&finding), Vec::<String>::new());
    let bare = Finding::new(code, Place::file("f"));
    assert_eq!(messages.missing_args(&bare)[0], "a-code: Resolver error: Unknown variable: $found");
}

#[test]
fn keys_are_messages_and_their_attributes() {
    let text = "# x = y\na-code = 一\n    .mend = 改 = 好\n    another line = of text\nb-code =\n    二\n";
    assert_eq!(keys(text), ["a-code", "a-code.mend", "b-code"]);
}
