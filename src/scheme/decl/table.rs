//! Tables and columns as declared.

use super::{Located, Located2};
use crate::finding::Place;
use crate::formula::ast::{Name, RuleItem, Unit};
use crate::number::Exact;

/// A table as declared.
#[derive(Clone, Debug)]
pub struct TableDecl {
    /// Its name.
    pub name: Located<String>,
    /// The scheme that alone sees it.
    pub private_to: Option<String>,
    /// Where its rows come from.
    pub from: RowsFrom,
    /// Wanted columns.
    pub columns: Vec<ColumnDecl>,
    /// Key columns; more than one for a compound key, none for a table without entries.
    pub key: Vec<Located<String>>,
    /// `repeats = "合并"`.
    pub merge_repeats: bool,
    /// What is printed as the entry's name where it is not the key.
    pub title: Option<Located2>,
    /// File and sheet with aliases.
    pub aliases: Option<SourceDecl>,
    /// Columns from root to leaf.
    pub levels: Vec<Located<String>>,
    /// Exactly one row for each combination.
    pub one_per: Vec<Located<String>>,
    /// Which combinations must have a row.
    pub for_: Option<Located2>,
    /// What a missing row means.
    pub absent: Absent,
    /// Each combination at least once.
    pub every: Vec<Located<String>>,
    /// Equal rows are an error.
    pub distinct: Vec<Located<String>>,
    /// Events.
    pub ledger: bool,
    /// Which rows count.
    pub only: Option<Located2>,
    /// Computed columns; spans are of the file of `name`.
    pub derive: Vec<RuleItem>,
    /// What is done with total rows.
    pub totals: Totals,
    /// A finding says what is wrong in the declaration; what is read by it is not worth another.
    pub doubtful: bool,
}

impl TableDecl {
    /// A table with nothing but its name and its rows.
    pub fn empty(name: Located<String>, from: RowsFrom) -> Self {
        TableDecl {
            name,
            private_to: None,
            from,
            columns: Vec::new(),
            key: Vec::new(),
            merge_repeats: false,
            title: None,
            aliases: None,
            levels: Vec::new(),
            one_per: Vec::new(),
            for_: None,
            absent: Absent::default(),
            every: Vec::new(),
            distinct: Vec::new(),
            ledger: false,
            only: None,
            derive: Vec::new(),
            totals: Totals::default(),
            doubtful: false,
        }
    }
}

/// What a missing row of `one_per` means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Absent {
    /// An error.
    #[default]
    Error,
    /// 缺.
    Missing,
    /// 不适用.
    NotApplicable,
}

/// What is done with total rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Totals {
    /// 核对: a difference is an error.
    MustAgree,
    /// 提示: a difference is a warning.
    #[default]
    Hint,
    /// 不核对.
    Ignore,
}

/// Where rows come from.
#[derive(Clone, Debug)]
pub enum RowsFrom {
    /// Files of the period's or the project's folder, united.
    Files(Vec<SourceDecl>),
    /// Written in the scheme: cells of each row with their places, in the order of `columns`.
    Rows(Vec<Vec<Located<String>>>),
    /// Names in order, each with its aliases.
    Items(Vec<(Located<String>, Vec<String>)>),
    /// The different values of a column of another table.
    ColumnOf {
        /// That table.
        table: Located<String>,
        /// Its column.
        column: String,
    },
    /// A level of the tree in that table: its column of the same name.
    LevelOf(String),
    /// 月, 季度, 半年: name and aliases.
    BuiltIn(Vec<(String, Vec<String>)>),
}

/// One source of rows.
#[derive(Clone, Debug)]
pub struct SourceDecl {
    /// Where it is declared.
    pub place: Place,
    /// File name; labels like `{年}` are already replaced.
    pub file: Pattern,
    /// Sheets; none: exactly one sheet must have the columns.
    pub sheets: Vec<Pattern>,
    /// Fixed values: column, value.
    pub set: Vec<(String, String)>,
    /// Columns whose value stands beside a label above the table: column, label.
    pub beside: Vec<(String, String)>,
    /// Headers of columns that differ in this source.
    pub columns: Vec<ColumnDecl>,
    /// Columns that this source does not have.
    pub lacks: Vec<Located<String>>,
    /// It need not exist.
    pub optional: bool,
}

/// Text with wildcards and captures: a file, a sheet, or one level of a header.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As written, for messages.
    pub text: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Compared without white space, width or case.
    Text(String),
    /// `*`
    Any,
    /// `?`
    One,
    /// `{名称}`
    Capture(String),
}

/// A wanted column.
#[derive(Clone, Debug)]
pub struct ColumnDecl {
    /// Its name; with `{表}` a family of columns on the same row.
    pub name: Name,
    /// The name as plain text.
    pub label: String,
    /// Alternatives, each a path of headers from the top (`A>B`); the first that matches wins.
    pub headers: Vec<Vec<Pattern>>,
    /// What its cells are.
    pub kind: ColumnKind,
    /// `“词”=V`.
    pub words: Vec<(String, Meaning)>,
    /// `空=V`.
    pub empty: Option<Meaning>,
    /// `外=V`.
    pub outside: Option<Meaning>,
    /// `范围=a..b`.
    pub range: Option<(Option<Limit>, Option<Limit>)>,
    /// 可负.
    pub may_be_negative: bool,
    /// 取正.
    pub drop_sign: bool,
    /// 续上.
    pub repeat_above: bool,
    /// 后缀.
    pub suffixes: Vec<String>,
    /// 前缀.
    pub prefixes: Vec<String>,
    /// 百分号=.
    pub percent_sign: Option<PercentSign>,
    /// 裸数=.
    pub bare_number: Option<BareNumber>,
    /// 拆分=.
    pub split: Option<String>,
    /// 可无.
    pub optional: bool,
    /// 必填.
    pub required: bool,
    /// 不归属.
    pub not_belonging: bool,
    /// Where it is declared.
    pub place: Place,
}

impl ColumnDecl {
    /// A column of texts without headers or options.
    pub fn bare(name: Name, label: String, place: Place) -> Self {
        ColumnDecl {
            name,
            label,
            headers: Vec::new(),
            kind: ColumnKind::Text,
            words: Vec::new(),
            empty: None,
            outside: None,
            range: None,
            may_be_negative: false,
            drop_sign: false,
            repeat_above: false,
            suffixes: Vec::new(),
            prefixes: Vec::new(),
            percent_sign: None,
            bare_number: None,
            split: None,
            optional: false,
            required: false,
            not_belonging: false,
            place,
        }
    }
}

/// What the cells of a column are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// 文本.
    Text,
    /// 日期.
    Date,
    /// 是否.
    YesNo,
    /// A number: its unit, the word allowed behind it (分, 元, 人 …), and its scale in yuan for 万元.
    Number {
        /// What it counts.
        unit: Unit,
        /// The word that may stand behind the number.
        word: String,
        /// 10000 for 万元, else 1.
        scale: u32,
    },
    /// 原样.
    Raw,
    /// An entry of that table.
    Reference(String),
    /// One of these: a small table of its own, named like the column.
    OneOf(Vec<String>),
}

/// What an empty cell, a word or a foreign value means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// 不适用.
    NotApplicable,
    /// 缺.
    Missing,
    /// A number as it is held: money in yuan, a share as a fraction of one.
    Number(Exact),
    /// 是, 否.
    Bool(bool),
    /// A text or an entry.
    Word(String),
}

/// A bound of 范围.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// A number as it is held: money in yuan, a share as a fraction of one.
    Number(Exact),
    /// A column of the row, or of what it refers to.
    Column(Vec<String>),
}

/// What a percent sign means in a 数 column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentSign {
    /// 85% is 85.
    Number,
    /// 85% is 0.85.
    Fraction,
}

/// What a number without a percent sign means in a % column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareNumber {
    /// 0.85 is 85%.
    Fraction,
    /// 85 is 85%.
    Points,
}
