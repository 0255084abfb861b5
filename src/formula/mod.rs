//! The formula language: from the text of a rule to its tree.

pub mod ast;
pub mod day;
pub mod faults;
pub mod kind;
pub mod lex;
pub mod parse;
pub mod show;
pub mod text;
pub mod tree;
