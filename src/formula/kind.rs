//! What values are: the kinds that go together or do not.

use super::ast::Unit;

/// What the values of a column or a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Numbers of one unit.
    Number(Unit),
    /// Texts.
    Text,
    /// Yes or no.
    Bool,
    /// Dates.
    Date,
    /// Entries of the table with this index in the list of tables.
    Entry(usize),
    /// 原样: text until a method converts it.
    Raw,
}
