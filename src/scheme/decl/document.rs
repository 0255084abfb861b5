//! `[issue]` and `[document."…"]`: what an office sends out, and what each kind of document may say of itself.

use super::{Located, Located2};
use crate::formula::ast::{Date, RuleItem};

/// `[issue]`.
#[derive(Clone, Debug, Default)]
pub struct IssueDecl {
    /// 发文机关.
    pub office: Option<String>,
    /// Stands on every page, sheet and picture.
    pub notice: Option<String>,
    /// Date of issue.
    pub date: Option<Date>,
    /// 文号, mark of a draft and other plain texts, by key; they hold for every document that has a use for them.
    pub other: Vec<(String, String)>,
}

/// `[document."通报"]`.
#[derive(Clone, Debug)]
pub struct DocumentDecl {
    /// Its heading: the name of its file.
    pub name: Located<String>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Title; `{年}` and `{期}` stand for the period.
    pub title: Option<String>,
    /// 主送.
    pub to: Vec<String>,
    /// 抄送.
    pub copy: Vec<String>,
    /// Attachments.
    pub attach: Vec<String>,
    /// 签发人.
    pub signatory: Vec<String>,
    /// Whom it speaks of, or to whom it goes.
    pub units: Option<Located2>,
    /// Columns of its table, a line per unit.
    pub columns: Vec<RuleItem>,
    /// Running text with figures put in.
    pub text: Option<Located<String>>,
    /// Sentences that replace the template's.
    pub sentences: Vec<(String, String)>,
    /// Other keys as text (number, remark, …).
    pub other: Vec<(String, String)>,
}

/// A kind of document: its name is that of its template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// 通报: the results under a red head.
    Bulletin,
    /// 公示: what may be public, for objections.
    PublicNotice,
    /// 表彰: prizes and rewards.
    Commendation,
    /// 抄送函: a letter to another organ.
    Letter,
    /// 整改通知: to each unit that must mend something.
    Rectification,
    /// 反馈通知书: to each unit.
    Feedback,
    /// 工作总结: the year in words.
    Summary,
    /// 方案: the scheme itself.
    Outline,
    /// 发放表: what is paid, to be signed.
    PaySheet,
}

/// Words that every kind but 方案 and 发放表 chooses.
const WORDS: &str = "appraisal subject basis noun measure";
/// Keys that every kind knows.
const ALL: &str = "kind title sentences draft";

impl DocumentKind {
    /// Every kind by its name, in the order of the reference.
    pub const NAMED: [(&str, DocumentKind); 9] = [
        ("通报", DocumentKind::Bulletin),
        ("公示", DocumentKind::PublicNotice),
        ("表彰", DocumentKind::Commendation),
        ("抄送函", DocumentKind::Letter),
        ("整改通知", DocumentKind::Rectification),
        ("反馈通知书", DocumentKind::Feedback),
        ("工作总结", DocumentKind::Summary),
        ("方案", DocumentKind::Outline),
        ("发放表", DocumentKind::PaySheet),
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<DocumentKind> {
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// One for each unit that is meant, instead of one about all of them.
    pub fn per_unit(self) -> bool {
        matches!(self, DocumentKind::Rectification | DocumentKind::Feedback)
    }

    /// A scheme has one of it at most: its files have names of their own.
    pub fn single(self) -> bool {
        matches!(self, DocumentKind::Feedback | DocumentKind::Outline)
    }

    /// Keys without which it says nothing.
    pub fn needs(self) -> &'static [&'static str] {
        match self {
            DocumentKind::Letter => &["to"],
            DocumentKind::Rectification => &["units"],
            _ => &[],
        }
    }

    /// The keys that it has a use for.
    pub fn keys(self) -> Vec<&'static str> {
        let own = match self {
            DocumentKind::Bulletin => {
                "head number serial secrecy urgency signatory to copy attach sealed printer remark class"
            }
            DocumentKind::PublicNotice => {
                "attach sealed remark units columns contact telephone address days from until"
            }
            DocumentKind::Commendation => {
                "head number serial secrecy urgency signatory to copy attach sealed printer remark units columns"
            }
            DocumentKind::Letter => {
                "head number serial secrecy urgency to copy attach sealed remark units columns contact telephone"
            }
            DocumentKind::Rectification => {
                "head number serial secrecy urgency copy attach sealed printer remark units contact telephone days until \
                 below"
            }
            DocumentKind::Feedback => {
                "head number serial secrecy urgency copy attach sealed printer remark units contact telephone days"
            }
            DocumentKind::Summary => "serial secrecy urgency to copy attach sealed remark columns text",
            DocumentKind::Outline => "to copy",
            DocumentKind::PaySheet => "units columns noun measure subject",
        };
        let words = match self {
            DocumentKind::Outline | DocumentKind::PaySheet => "",
            _ => WORDS,
        };
        [ALL, own, words].into_iter().flat_map(str::split_whitespace).collect()
    }
}
