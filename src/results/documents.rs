//! What the scheme asks to be published, as plain facts.

use std::sync::Arc;

use crate::formula::ast::Date;
use crate::formula::tree::{Node, Op, StandingItem, UnitAt};
use crate::scheme::decl;
use crate::scheme::period::{Period, PeriodKind};
use crate::scoring::eval::Engine;
use crate::scoring::model;
use crate::standing::documents as asked;
use crate::tables::{Kind, Value};

pub use crate::scheme::decl::DocumentKind;

/// Who issues.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// 发文机关.
    pub office: Option<String>,
    /// Stands on every page, sheet and picture.
    pub notice: Option<String>,
    /// Date that the scheme fixes.
    pub date: Option<Date>,
    /// Other texts by key (mark of a draft, 印发机关 …).
    pub other: Vec<(String, String)>,
}

/// A document to publish.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its name: that of its file.
    pub name: String,
    /// Its kind: the name of its template.
    pub kind: DocumentKind,
    /// Title, labels of the period put in.
    pub title: Option<String>,
    /// 主送.
    pub to: Vec<String>,
    /// 抄送.
    pub copy: Vec<String>,
    /// Attachments.
    pub attach: Vec<String>,
    /// 签发人.
    pub signatory: Vec<String>,
    /// The units that are meant, by position; none where it does not choose.
    pub units: Option<Vec<usize>>,
    /// Columns of its table.
    pub columns: Vec<Column>,
    /// Running text with names of figures in braces.
    pub text: Option<String>,
    /// Sentences that replace the template's.
    pub sentences: Vec<(String, String)>,
    /// Other texts by key.
    pub other: Vec<(String, String)>,
}

impl Document {
    /// One of that kind of which the scheme says nothing.
    pub fn of(kind: DocumentKind) -> Document {
        Document {
            name: kind.name().to_owned(),
            kind,
            title: None,
            to: Vec::new(),
            copy: Vec::new(),
            attach: Vec::new(),
            signatory: Vec::new(),
            units: None,
            columns: Vec::new(),
            text: None,
            sentences: Vec::new(),
            other: Vec::new(),
        }
    }
}

/// A column of a document's table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// What its values are.
    pub kind: Option<Kind>,
    /// Format as written.
    pub format: Option<String>,
    /// The item of the unit's own standing that it is, where it is just that.
    pub item: Option<StandingItem>,
    /// Unit by unit.
    pub values: Vec<Value>,
}

impl Document {
    /// Does it speak of the unit at that position?
    pub fn means(&self, unit: usize) -> bool {
        self.units.as_ref().is_none_or(|units| units.contains(&unit))
    }
}

/// Who issues, as declared.
pub(super) fn issue(declared: &decl::IssueDecl) -> Issue {
    Issue {
        office: declared.office.clone(),
        notice: declared.notice.clone(),
        date: declared.date,
        other: declared.other.clone(),
    }
}

/// The documents of a scheme.
pub(super) fn documents(engine: &Engine, declared: &decl::SchemeDecl, period: &Period, scheme: usize) -> Vec<Document> {
    let one = |(index, declared)| document(engine, declared, period, (scheme, index));
    declared.documents.iter().enumerate().map(one).collect()
}

fn document(
    engine: &Engine,
    declared: &decl::DocumentDecl,
    period: &Period,
    (scheme, index): (usize, usize),
) -> Document {
    let labelled = |text: &str| text.replace("{年}", &period.first.year.to_string()).replace("{期}", &said(period));
    let all = |texts: &[String]| texts.iter().map(|text| labelled(text)).collect();
    let resolved = &engine.model.schemes[scheme].documents[index];
    Document {
        name: declared.name.value.clone(),
        kind: declared.kind,
        title: declared.title.as_deref().map(labelled),
        to: all(&declared.to),
        copy: all(&declared.copy),
        attach: all(&declared.attach),
        signatory: declared.signatory.clone(),
        units: asked::chosen(engine, scheme, index),
        columns: resolved.columns.iter().map(|c| column(engine, scheme, c)).collect(),
        text: declared.text.as_ref().map(|text| text.value.replace("{年}", &period.first.year.to_string())),
        sentences: declared.sentences.clone(),
        other: declared.other.iter().map(|(key, text)| (key.clone(), labelled(text))).collect(),
    }
}

/// The period as a document says it: 2012年度, 2012年上半年, 2012年第一季度, 2012年7月.
fn said(period: &Period) -> String {
    let Date { year, month, .. } = period.first;
    match period.kind {
        PeriodKind::Year => format!("{year}年度"),
        PeriodKind::HalfYear => format!("{year}年{}半年", if month == 1 { "上" } else { "下" }),
        PeriodKind::Quarter => {
            format!("{year}年第{}季度", ["一", "二", "三", "四"][usize::from(month.saturating_sub(1) / 3) % 4])
        }
        PeriodKind::Month => format!("{year}年{month}月"),
    }
}

fn column<'m>(engine: &Engine<'m>, scheme: usize, resolved: &'m model::Column) -> Column {
    let node: &Arc<Node> = &resolved.formula.node;
    let item = match &node.op {
        Op::Standing { scheme: of, item, unit: UnitAt::Slot(0) } if *of == scheme => Some(*item),
        _ => None,
    };
    Column {
        name: resolved.name.clone(),
        kind: node.kind,
        format: resolved.format.clone(),
        item,
        values: asked::column(engine, scheme, resolved),
    }
}
