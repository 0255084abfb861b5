//! The entries of a table by their names: keys, titles and aliases.

use std::collections::HashMap;
use std::sync::Arc;

use crate::formula::text::normal;
use crate::scheme::suggest::nearest;

/// What a reference to a table can name.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// The name of each entry as written in its key column.
    pub(super) entries: Vec<Arc<str>>,
    /// What is printed for each.
    pub(super) titles: Vec<Arc<str>>,
    /// Compared form of a key, title or alias → entry.
    pub(super) index: HashMap<String, u32>,
    /// Compared form of a title that several entries have → those entries; it names none of them.
    pub(super) shared: HashMap<String, Vec<u32>>,
    /// Its rows could not all be read, so what is not found here may still exist.
    pub(super) doubtful: bool,
}

impl Keys {
    /// Adds an entry; its number, or that of the entry which has the name already.
    pub(super) fn add(&mut self, name: Arc<str>) -> Result<u32, u32> {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        match self.index.entry(normal(&name)) {
            std::collections::hash_map::Entry::Occupied(taken) => Err(*taken.get()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(next);
                self.titles.push(name.clone());
                self.entries.push(name);
                Ok(next)
            }
        }
    }

    /// The entry that a text names.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        self.index.get(&normal(text)).copied()
    }

    /// The name of an entry.
    pub(super) fn name(&self, entry: u32) -> Arc<str> {
        self.entries.get(entry as usize).cloned().unwrap_or_default()
    }

    /// The name (or alias) that was probably meant.
    pub(super) fn near(&self, text: &str) -> Option<String> {
        let mut names: Vec<(u32, &str)> = self.index.iter().map(|(name, entry)| (*entry, name.as_str())).collect();
        // Of equals the first is taken: entries in order, and of one entry its names in order.
        names.sort_unstable();
        let sought = normal(text);
        let name = nearest(text, names.iter().map(|(_, name)| *name).filter(|name| !contrast(&sought, name)))?;
        let entry = self.find(name)?;
        let key = self.name(entry);
        Some(if normal(&key) == name { key.to_string() } else { format!("{key}（{name}）") })
    }

    /// An entry that the text resembles without being it.
    pub(super) fn resembled(&self, text: &str) -> Option<Arc<str>> {
        let sought = normal(text);
        if self.index.contains_key(&sought) {
            return None;
        }
        let found = self.entries.iter().find(|name| alike(&sought, &normal(name)));
        found.cloned().or_else(|| {
            let mut like: Vec<u32> = self.index.iter().filter(|(n, _)| alike(&sought, n)).map(|(_, e)| *e).collect();
            like.sort_unstable();
            like.first().map(|entry| self.name(*entry))
        })
    }
}

/// Characters that tell two names apart on purpose: one for the other is no slip.
const CONTRASTS: [&str; 9] = [
    "0123456789",
    "一二三四五六七八九十",
    "甲乙丙丁戊己庚辛",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "上中下",
    "东南西北中",
    "前后",
    "大小",
    "新老旧",
];
/// Characters that turn a name into another when they are put in.
const TURNS: &str = "不非未无副";

/// Do two compared names look like one name and a slip of the pen?
pub(super) fn alike(one: &str, other: &str) -> bool {
    near(one, other, 3)
}

/// Do they, where a name has at least so many characters?
pub fn near(one: &str, other: &str, least: usize) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    let distance = strsim::osa_distance(one, other);
    let near = distance == 1 && longest >= least || distance == 2 && longest >= 6;
    near && !contrast(one, other)
}

/// Do two compared names differ on purpose: 上坪村 and 下坪村, 1月 and 2月, 满意 and 不满意?
fn contrast(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let ahead = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let behind = a[ahead..].iter().rev().zip(b[ahead..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (&a[ahead..a.len() - behind], &b[ahead..b.len() - behind]);
    let all = |letters: &str| left.iter().chain(right).all(|c| letters.contains(*c));
    let replaced = !left.is_empty() && !right.is_empty();
    let counted = |group: &&&str| replaced || group.contains(['0', '一']);
    CONTRASTS.iter().filter(counted).any(|group| all(group)) || all(TURNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(names: &[&str]) -> Keys {
        let mut keys = Keys::default();
        for name in names {
            assert!(keys.add(Arc::from(*name)).is_ok());
        }
        keys
    }

    #[test]
    fn entries_are_found_whatever_the_blanks() {
        let keys = keys(&["下坪村", "官田村"]);
        assert_eq!(keys.find("下　坪　村"), Some(0));
        assert_eq!(keys.find("官田村\n"), Some(1));
        assert_eq!(keys.find("官田"), None);
    }

    #[test]
    fn a_name_is_given_once() {
        let mut keys = keys(&["下坪村"]);
        assert_eq!(keys.add(Arc::from("下坪 村")), Err(0));
    }

    #[test]
    fn the_near_name_is_suggested() {
        let mut keys = keys(&["溪口村", "社会治安综合治理办公室"]);
        keys.index.insert("综治办".into(), 1);
        assert_eq!(keys.near("溪囗村").as_deref(), Some("溪口村"));
        assert_eq!(keys.near("综冶办").as_deref(), Some("社会治安综合治理办公室（综治办）"));
        assert_eq!(keys.near("财政所"), None);
    }

    #[test]
    fn slips_resemble_and_contrasts_do_not() {
        assert!(alike("新农和参合率", "新农合参合率"));
        assert!(alike("溪囗村", "溪口村"));
        for (one, other) in [
            ("上坪村", "下坪村"),
            ("1月份", "2月份"),
            ("重点工作一", "重点工作二"),
            ("满意度", "不满意度"),
            ("目标", "指标"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
        assert_eq!(keys(&["新农合参合率"]).resembled("新农合参合率"), None);
        assert_eq!(keys(&["新农合参合率"]).resembled("新农和参合率").as_deref(), Some("新农合参合率"));
    }
}
