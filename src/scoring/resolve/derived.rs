//! Derived columns: their kinds, and which of them refer to a table.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::formula::text::normal;
use crate::scheme::decl;
use crate::scoring::model::Derived;
use crate::tables::Kind;

use super::{DerivedHead, Resolver, Role, Scope, State, axes_of, expand_name, pairs};

impl<'a> Resolver<'a> {
    pub(super) fn head_derived(&mut self, project: &'a decl::Project) {
        let names: Vec<(Arc<str>, Vec<Arc<str>>)> =
            self.tables.list.iter().map(|t| (t.name.clone(), t.entries.clone())).collect();
        for (table, declared) in pairs(project, self.tables) {
            for item in &declared.derive {
                for (name, entries) in expand_name(&item.name, &names) {
                    let Some(column) = self.columns[table].get(&normal(&name)).copied() else { continue };
                    let axes = axes_of(&item.name)
                        .iter()
                        .filter_map(|a| self.tables.named(a, declared.private_to.as_deref()))
                        .collect();
                    let head = DerivedHead {
                        item,
                        axes,
                        entries,
                        file: declared.name.place.file.clone(),
                        private: declared.private_to.clone(),
                        state: State::New,
                    };
                    self.derived.insert((table, column), head);
                }
            }
        }
    }

    /// The kind of a column; a derived one is read first.
    pub(super) fn column_kind(&mut self, table: usize, column: usize) -> Option<Kind> {
        if self.derived.contains_key(&(table, column)) {
            return self.derived_kind(table, column);
        }
        Some(self.table(table).columns[column].kind)
    }

    pub(super) fn derived_kind(&mut self, table: usize, column: usize) -> Option<Kind> {
        let head = self.derived.get_mut(&(table, column))?;
        match head.state {
            State::Read => return self.read.get(&(table, column)).and_then(|d| d.body.kind),
            State::Reading => return None,
            State::New => head.state = State::Reading,
        }
        let (item, axes, entries, file, private) =
            (head.item, head.axes.clone(), head.entries.clone(), head.file.clone(), head.private.clone());
        let money = self.project.money(&file, private.as_deref()).unwrap_or(1);
        let mut scope = self.table_scope(private, &file);
        scope.open(table, Role::Row);
        for axis in &axes {
            scope.open(*axis, Role::Entry);
        }
        let body = self.expression(&item.formula, &scope);
        if let Some(head) = self.derived.get_mut(&(table, column)) {
            head.state = State::Read;
        }
        let body = body?;
        let kind = body.kind;
        self.read.insert((table, column), Derived { body: Arc::new(body), axes, entries, file, money });
        kind
    }

    /// Nothing at hand in what a table of that file says.
    pub(super) fn table_scope(&self, private: Option<String>, file: &Arc<str>) -> Scope {
        let at_odds = self.project.money(file, private.as_deref()).err().map(|names| names.map(str::to_owned));
        Scope { at_odds, ..Scope::empty(None, private, file.clone()) }
    }

    /// The table that a derived column refers to, whatever is being read just now.
    ///
    /// To whom the rows of a table belong is asked while its own columns are being read. Would that read the others
    /// first, those that use the one being read would take its kind for open, and kinds follow the order of reading.
    pub(super) fn refers_to(&mut self, table: usize, column: usize) -> Option<usize> {
        let known = match &self.referring {
            Some(known) => known.clone(),
            None => {
                let known = self.all_referring();
                self.referring = Some(known.clone());
                known
            }
        };
        known.get(&(table, column)).copied()
    }

    /// Reads all derived columns, none of them deciding to whom rows belong; what refers then is taken for known, until
    /// no more is found.
    fn all_referring(&self) -> Rc<BTreeMap<(usize, usize), usize>> {
        let mut known = Rc::default();
        for _ in 0..self.derived.len() {
            let mut trial = Resolver::new(self.project, self.tables);
            (trial.unopened, trial.referring) = (self.unopened, Some(Rc::clone(&known)));
            let mut columns: Vec<(usize, usize)> = self.derived.keys().copied().collect();
            columns.sort_unstable();
            let refers = |trial: &mut Resolver<'_>, at: (usize, usize)| match trial.derived_kind(at.0, at.1) {
                Some(Kind::Entry(to)) => Some((at, to)),
                _ => None,
            };
            let found: BTreeMap<_, _> = columns.into_iter().filter_map(|at| refers(&mut trial, at)).collect();
            if found == *known {
                break;
            }
            known = Rc::new(found);
        }
        known
    }
}
