//! The positions a formula is computed for, all at once.

use std::rc::Rc;
use std::sync::Arc;

use crate::tables::Value;

/// One column of entries or rows per thing at hand; every column has `len` positions.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Number of positions.
    pub len: usize,
    /// Table of each slot.
    pub tables: Rc<Vec<usize>>,
    /// Entry or row at each position, slot by slot.
    pub slots: Vec<Rc<Vec<u32>>>,
    /// Parameters of the method that is computed.
    pub parameters: Rc<Vec<Vec<Value>>>,
    /// File that the spans belong to.
    pub file: Arc<str>,
    /// The unit in which what is computed counts money, in yuan.
    pub money: u32,
    /// Clause of the definition that is computed; its rules see each other's definitions there (slot 0 is the unit).
    pub clause: Option<usize>,
}

impl Frame {
    /// One position, nothing at hand, money counted in yuan.
    pub fn single(file: Arc<str>) -> Self {
        Frame {
            len: 1,
            tables: Rc::default(),
            slots: Vec::new(),
            parameters: Rc::default(),
            file,
            money: 1,
            clause: None,
        }
    }

    /// The same with money counted in that unit.
    pub fn counted_in(self, money: u32) -> Frame {
        Frame { money, ..self }
    }

    /// These positions only, in that order; a position may be taken more than once.
    pub fn select(&self, positions: &[usize]) -> Frame {
        let slots = self.slots.iter().map(|s| Rc::new(positions.iter().map(|p| s[*p]).collect())).collect();
        let parameters = self.parameters.iter().map(|c| positions.iter().map(|p| c[*p].clone()).collect()).collect();
        Frame {
            len: positions.len(),
            tables: self.tables.clone(),
            slots,
            parameters: Rc::new(parameters),
            file: self.file.clone(),
            money: self.money,
            clause: self.clause,
        }
    }

    /// One thing more at hand: its entry or row at each position.
    pub fn with(mut self, table: usize, values: Vec<u32>) -> Frame {
        let mut tables = (*self.tables).clone();
        tables.push(table);
        self.tables = Rc::new(tables);
        self.slots.push(Rc::new(values));
        self
    }

    /// Every position once for each of `count` entries of a new thing, entry fastest.
    pub fn times(&self, table: usize, entries: &[u32]) -> Frame {
        let positions: Vec<usize> = (0..self.len).flat_map(|p| std::iter::repeat_n(p, entries.len())).collect();
        let values = (0..self.len).flat_map(|_| entries.iter().copied()).collect();
        self.select(&positions).with(table, values)
    }
}
