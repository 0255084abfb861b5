//! Names of sheets: short, allowed, and each only once.

/// Excel allows 31 characters; shorter names keep formulas readable.
const LONGEST: usize = 14;

/// The names given so far, in order.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By sheet.
    pub list: Vec<String>,
}

impl Names {
    /// Adds a name like the wanted one and gives the sheet's index.
    pub fn add(&mut self, wanted: &str) -> usize {
        let allowed = |c: &char| {
            !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '：' | '！' | '!') && !c.is_control()
        };
        let base: String = wanted.chars().filter(allowed).filter(|c| !c.is_whitespace()).take(LONGEST).collect();
        let base = if base.is_empty() { "表".to_string() } else { base };
        let mut name = base.clone();
        let mut count = 2;
        while self.list.iter().any(|n| n.to_lowercase() == name.to_lowercase()) {
            name = format!("{base}{count}");
            count += 1;
        }
        self.list.push(name);
        self.list.len() - 1
    }
}
