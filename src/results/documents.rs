//! What the scheme asks to be published, as plain facts.

use crate::formula::ast::Date;

/// Who issues.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// 发文机关.
    pub office: Option<String>,
    /// Stands on every page, sheet and picture.
    pub notice: Option<String>,
    /// Date that the scheme fixes.
    pub date: Option<Date>,
    /// Other texts by key (文号, 送审稿 mark …).
    pub other: Vec<(String, String)>,
}

/// A document to publish.
#[derive(Debug, Clone)]
pub struct Document {
    /// 通报, 公示 … : the template's name.
    pub kind: String,
    /// Title, labels of the period put in.
    pub title: Option<String>,
    /// 主送.
    pub to: Vec<String>,
    /// 抄送.
    pub copy: Vec<String>,
    /// Attachments.
    pub attach: Vec<String>,
    /// Sentences that replace the template's.
    pub sentences: Vec<(String, String)>,
    /// Other texts by key.
    pub other: Vec<(String, String)>,
}
