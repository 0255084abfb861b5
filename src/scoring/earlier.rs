//! What publications of earlier periods say: results of the same units, by scheme and name.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::formula::text::normal;
use crate::formula::tree::Which;
use crate::tables::Value;

/// Under which name a publication has the group of a unit, among the items of its standing.
pub const GROUP: &str = "组";

/// Publications by the word that asks for them.
#[derive(Debug, Default, Clone)]
pub struct Earlier {
    /// Those that there are.
    pub publications: Vec<(Which, Publication)>,
    /// Schemes that were not valid yet.
    pub not_begun: BTreeSet<(Which, String)>,
}

/// One publication.
#[derive(Debug, Default, Clone)]
pub struct Publication {
    /// Its period.
    pub period: String,
    /// Where its figures stand, as the user knows it.
    pub file: Arc<str>,
    values: HashMap<Key, Value>,
}

/// Is it standing; scheme, unit, name.
type Key = (bool, String, String, String);

/// What is asked for: a rule's member or an item of the standing, of a scheme's unit.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// An item of the standing, no rule.
    pub standing: bool,
    /// The scheme.
    pub scheme: &'a str,
    /// The unit by its key.
    pub unit: &'a str,
    /// The member's or the item's name.
    pub name: &'a str,
}

impl Asked<'_> {
    fn key(self) -> Key {
        (self.standing, self.scheme.to_owned(), normal(self.unit), normal(self.name))
    }
}

impl Publication {
    /// Nothing is known of it yet.
    pub fn new(period: String, file: Arc<str>) -> Self {
        Publication { period, file, values: HashMap::new() }
    }

    /// Adds a published value.
    pub fn put(&mut self, at: Asked, value: Value) {
        self.values.insert(at.key(), value);
    }
}

impl Earlier {
    /// The publication of that period.
    pub fn of(&self, which: Which) -> Option<&Publication> {
        self.publications.iter().find(|(w, _)| *w == which).map(|(_, p)| p)
    }

    /// The published value; 缺 where there is none, 不适用 before the scheme was valid.
    pub fn value(&self, which: Which, asked: Asked) -> Value {
        if self.not_begun.contains(&(which, asked.scheme.to_owned())) {
            return Value::NotApplicable;
        }
        self.of(which).and_then(|p| p.values.get(&asked.key())).cloned().unwrap_or(Value::Missing)
    }
}
