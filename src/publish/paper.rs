//! What stands around the text of an official document (GB/T 9704-2012, 7.2 to 7.4), and how a document speaks of
//! what was appraised: the same for every kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::results::figure::official;

use super::narrative::{Facts, parts, text, words};
use super::print;

/// The mark of a draft where the scheme gives none.
const DRAFT: &str = "送审稿";

/// 版头, title, 主送机关, 附件说明, 落款, 附注 and 版记.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Stands small on every page and under every picture, 示例数据，纯属虚构; absent: none.
    pub notice: Option<String>,
    /// The mark on every page of a draft, 送审稿; absent in a publication.
    pub draft: Option<String>,
    /// 份号, six figures (7.2.1); absent: none.
    pub serial: Option<String>,
    /// 密级和保密期限, 机密★1年 (7.2.2); absent: none.
    pub secrecy: Option<String>,
    /// 紧急程度, 特急 or 加急 (7.2.3); absent: none.
    pub urgency: Option<String>,
    /// 发文机关标志, the red words at the top (7.2.4); absent: no red head.
    pub head: Option<String>,
    /// 发文字号, 青绩办〔2013〕3号 (7.2.5); absent: none.
    pub number: Option<String>,
    /// 签发人 of a document to a superior organ (7.2.6); empty: none.
    pub signatory: Vec<String>,
    /// 发文机关署名 (7.3.5); empty: nobody signs.
    pub office: String,
    /// The title as phrases that are not broken when it is set in several lines (7.3.1), 关于 | 2012年度 | … | 的通报.
    pub title: Vec<String>,
    /// 主送机关 without its colon (7.3.2); absent: nobody is addressed.
    pub to: Option<String>,
    /// 抄送机关 without 抄送： and full stop (7.4.2).
    pub copy: Option<String>,
    /// 印发机关 (7.4.3); without copy and printer there is no 版记.
    pub printer: Option<String>,
    /// 成文日期 as printed, 2013年1月20日; absent in a draft, whose date line stays blank.
    pub date: Option<String>,
    /// Whether a seal will be put on the signature (7.3.5.1), which sets its place.
    pub sealed: bool,
    /// Attachments that the scheme names, behind those that the document itself has (7.3.4).
    pub attach: Vec<String>,
    /// 附注 without its brackets (7.3.6).
    pub remark: Option<String>,
}

/// How the appraisal is spoken of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The period as said in a sentence, 2012年度.
    pub period: String,
    /// What was done, after the period: 村和乡直单位绩效管理考评 (…工作已经完成).
    pub appraisal: String,
    /// The short name of it in titles: 绩效管理考评.
    pub subject: String,
    /// The regulation, to follow 根据: 《…方案》（青委〔2012〕15号）; absent: not said.
    pub basis: Option<String>,
    /// What is appraised, in one word: 单位, 村, 人员.
    pub noun: String,
    /// Its measure word, 个 or 名.
    pub measure: String,
    /// The name of the composite, 综合得分.
    pub score_name: String,
    /// Its unit as printed behind a figure: 分, %, 元.
    pub score_unit: String,
    /// The unit of a difference between two scores: 分, 个百分点, 元.
    pub gap_unit: String,
    /// The lower score wins.
    pub lower_is_better: bool,
    /// Sentences that replace the template's, by slot. An empty one removes the template's; `{期}` and the like put
    /// a fact in.
    pub sentences: BTreeMap<String, String>,
}

/// What a kind of document has where the scheme says nothing.
#[derive(Default)]
pub(super) struct Usual {
    /// The title, with `|` between phrases.
    pub title: String,
    /// 发文机关标志.
    pub head: Option<String>,
    /// 主送机关.
    pub to: Option<String>,
    /// It is printed and sent out by the office, as 版记 says.
    pub printed: bool,
}

/// The paper of a document.
pub(super) fn paper(facts: &Facts, usual: Usual) -> Paper {
    let document = facts.document;
    let joined = |list: &[String]| (!list.is_empty()).then(|| list.join("，"));
    let office = facts.office();
    let printer = facts.given("printer").filter(|_| usual.printed);
    let sender = || (usual.printed && !document.copy.is_empty() && !office.is_empty()).then(|| office.clone());
    Paper {
        notice: facts.scheme.issue.notice.clone(),
        draft: facts.results.draft.then(|| facts.given("draft").unwrap_or_else(|| DRAFT.into())),
        serial: facts.own("serial"),
        secrecy: facts.own("secrecy"),
        urgency: facts.own("urgency"),
        head: facts.given("head").filter(|_| document.kind.keys().contains(&"head")).or(usual.head),
        number: facts.own("number"),
        signatory: document.signatory.clone(),
        title: words::phrases(document.title.as_ref().unwrap_or(&usual.title)),
        to: joined(&document.to).or(usual.to),
        copy: joined(&document.copy),
        printer: printer.or_else(sender),
        date: (!facts.results.draft).then(|| official(facts.results.issued)),
        sealed: facts.given("sealed").is_some_and(|v| v == "是"),
        attach: document.attach.clone(),
        remark: facts.own("remark"),
        office,
    }
}

/// How a document speaks of the appraisal.
pub(super) fn wording(facts: &Facts, findings: &mut Findings) -> Words {
    let scheme = facts.scheme;
    let (score_unit, gap_unit) = print::units(scheme);
    let sentences = facts.document.sentences.iter();
    Words {
        period: words::period(facts.results),
        appraisal: words::behind_period(
            facts.results,
            &facts.given("appraisal").unwrap_or_else(|| scheme.title.clone()),
        ),
        subject: subject(facts),
        basis: facts.given("basis").or_else(|| (!scheme.basis.is_empty()).then(|| scheme.basis.clone())),
        noun: noun(facts),
        measure: facts.given("measure").unwrap_or_else(|| "个".into()),
        score_name: parts::score_name(scheme),
        score_unit: score_unit.into(),
        gap_unit: gap_unit.into(),
        lower_is_better: scheme.standing.lower_is_better,
        sentences: sentences.map(|(key, said)| (key.clone(), text::filled(facts, said, findings))).collect(),
    }
}

/// The short name of the appraisal, as it stands behind the period.
pub(super) fn subject(facts: &Facts) -> String {
    words::behind_period(facts.results, &facts.given("subject").unwrap_or_else(|| facts.scheme.title.clone()))
}

/// 结果 behind a subject that does not end in it.
pub(super) fn results_of(subject: &str) -> &'static str {
    if subject.ends_with("结果") { "" } else { "结果" }
}

/// What is appraised, in one word.
pub(super) fn noun(facts: &Facts) -> String {
    facts.given("noun").unwrap_or_else(|| facts.results.tables.list[facts.scheme.table].name.to_string())
}
