//! Wildcards and captures of file names, sheet names and headers, matched against what stands there.

use std::sync::Arc;

use super::keys::Keys;
use crate::formula::text::normal;
use crate::scheme::decl::{Pattern, Piece};

/// A text as it is compared, each of its characters with the byte of the original that it came from.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    original: Arc<str>,
    chars: Vec<char>,
    starts: Vec<usize>,
}

impl Folded {
    /// Folds a text: no width, case or white space.
    pub(super) fn new(text: &str) -> Self {
        let mut chars = Vec::new();
        let mut starts = Vec::new();
        for (at, c) in text.char_indices() {
            for folded in normal(c.encode_utf8(&mut [0; 4])).chars() {
                chars.push(folded);
                starts.push(at);
            }
        }
        Folded { original: Arc::from(text), chars, starts }
    }

    /// Has it no character that counts?
    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The text in its compared form.
    pub(super) fn key(&self) -> String {
        self.chars.iter().collect()
    }

    /// The text as it stands.
    pub(super) fn original(&self) -> &Arc<str> {
        &self.original
    }

    fn piece(&self, from: usize, to: usize) -> &str {
        let start = self.starts.get(from).copied().unwrap_or(self.original.len());
        let end = self.starts.get(to).copied().unwrap_or(self.original.len());
        self.original[start..end.max(start)].trim()
    }
}

/// A pattern made ready for comparing.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// As written, for messages.
    pub(super) text: String,
    pieces: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(Vec<char>),
    Any,
    One,
    Capture(String),
}

impl Ready {
    /// Folds the texts of a pattern.
    pub(super) fn new(pattern: &Pattern) -> Self {
        let pieces = pattern.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Part::Text(normal(text).chars().collect()),
            Piece::Any => Part::Any,
            Piece::One => Part::One,
            Piece::Capture(name) => Part::Capture(name.clone()),
        });
        Ready { text: pattern.text.clone(), pieces: pieces.collect() }
    }

    /// The names that it captures, from the left.
    pub(super) fn captures(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|part| match part {
            Part::Capture(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The same name with any ending; nothing where it has none of its own to give up.
    pub(super) fn any_ending(&self) -> Option<Ready> {
        let (Part::Text(last), rest) = self.pieces.split_last()? else { return None };
        let dot = last.iter().rposition(|c| *c == '.')?;
        let pieces = rest.iter().cloned().chain([Part::Text(last[..=dot].to_vec()), Part::Any]).collect();
        Some(Ready { text: self.text.clone(), pieces })
    }

    /// Does it hold nothing but text?
    pub(super) fn is_plain(&self) -> bool {
        self.pieces.iter().all(|part| matches!(part, Part::Text(_)))
    }

    /// Is it nothing but the capture of that name?
    pub(super) fn is_capture_of(&self, name: &str) -> bool {
        matches!(self.pieces.as_slice(), [Part::Capture(only)] if only == name)
    }
}

/// What a capture may take.
#[derive(Clone, Copy)]
pub(super) enum Takes<'k> {
    /// An entry of a table.
    Entry(&'k Keys),
    /// This entry and no other: a member of a family.
    Only(&'k Keys, u32),
    /// A number.
    Number,
    /// Any text.
    Text,
    /// Any text but what stands in every table and is no item: 序号, 备注, 合计 …
    Item,
}

/// What a capture took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Caught {
    /// Name of the capture.
    pub(super) name: String,
    /// The text that it took; of an entry, its name.
    pub(super) text: Arc<str>,
}

/// Headers that are never an item.
const NO_ITEMS: [&str; 22] = [
    "序号",
    "编号",
    "备注",
    "说明",
    "合计",
    "小计",
    "总计",
    "共计",
    "平均",
    "平均分",
    "总分",
    "名次",
    "排名",
    "位次",
    "扣分原因",
    "填报人",
    "审核人",
    "制表人",
    "填报单位",
    "签字",
    "签名",
    "盖章",
];

/// The captures of a pattern that fits the whole text; the longest that fits wins.
pub(super) fn fit<'k>(pattern: &Ready, text: &Folded, takes: &dyn Fn(&str) -> Takes<'k>) -> Option<Vec<Caught>> {
    let mut caught = Vec::new();
    fit_from(&pattern.pieces, text, 0, takes, &mut caught).then_some(caught)
}

fn fit_from<'k>(
    pieces: &[Part],
    text: &Folded,
    at: usize,
    takes: &dyn Fn(&str) -> Takes<'k>,
    caught: &mut Vec<Caught>,
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return at == text.chars.len() };
    match piece {
        Part::Text(wanted) => {
            text.chars[at..].starts_with(wanted) && fit_from(rest, text, at + wanted.len(), takes, caught)
        }
        Part::One => at < text.chars.len() && fit_from(rest, text, at + 1, takes, caught),
        Part::Any => (at..=text.chars.len()).any(|next| fit_from(rest, text, next, takes, caught)),
        Part::Capture(name) => (at + 1..=text.chars.len()).rev().any(|next| {
            let Some(taken) = take(takes(name), text, at, next) else { return false };
            if caught.iter().any(|c| &c.name == name && normal(&c.text) != normal(&taken)) {
                return false;
            }
            caught.push(Caught { name: name.clone(), text: taken });
            let fits = fit_from(rest, text, next, takes, caught);
            if !fits {
                caught.pop();
            }
            fits
        }),
    }
}

fn take(takes: Takes<'_>, text: &Folded, from: usize, to: usize) -> Option<Arc<str>> {
    let key: String = text.chars[from..to].iter().collect();
    match takes {
        Takes::Entry(keys) => keys.index.get(&key).map(|entry| keys.name(*entry)),
        Takes::Only(keys, only) => (keys.index.get(&key) == Some(&only)).then(|| keys.name(only)),
        Takes::Number => crate::number::Exact::parse(&key).is_some().then(|| Arc::from(key.as_str())),
        Takes::Text => Some(Arc::from(text.piece(from, to))),
        Takes::Item => (!NO_ITEMS.contains(&key.as_str())).then(|| Arc::from(text.piece(from, to))),
    }
}

/// Is this one of the headers that never are an item?
pub(super) fn is_no_item(text: &Folded) -> bool {
    NO_ITEMS.contains(&text.key().as_str())
}

/// The header that never is an item and that a captured text looks like.
pub(super) fn resembles_no_item(text: &str) -> Option<&'static str> {
    let text = normal(text);
    NO_ITEMS.into_iter().find(|header| super::keys::near(&text, header, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(text: &str) -> Ready {
        Ready::new(&crate::intake::fixture::pattern(text))
    }
    fn keys(names: &[&str]) -> Keys {
        let mut keys = Keys::default();
        for name in names {
            assert!(keys.add(Arc::from(*name)).is_ok());
        }
        keys
    }
    fn texts(found: Option<Vec<Caught>>) -> Option<Vec<String>> {
        Some(found?.into_iter().map(|c| format!("{}={}", c.name, c.text)).collect())
    }

    #[test]
    fn width_case_and_blanks_do_not_count() {
        let plain = |pattern, text| fit(&ready(pattern), &Folded::new(text), &|_| Takes::Text).is_some();
        assert!(plain("目标（控制数）", " 目 标\n(控制数)"));
        assert!(plain("附件? *", "附件１ 绩效评估指标"));
        assert!(!plain("目标", "目标值"));
        assert!(!plain("附件?", "附件"));
    }

    #[test]
    fn the_longest_entry_that_fits_is_taken() {
        let indicators = keys(&["信访", "信访总量", "村财收入"]);
        let on = |pattern, text| texts(fit(&ready(pattern), &Folded::new(text), &|_| Takes::Entry(&indicators)));
        assert_eq!(on("{指标}*", "信访总量（起）"), Some(vec!["指标=信访总量".into()]));
        assert_eq!(on("{指标}（*）", "村财收入（万元）"), Some(vec!["指标=村财收入".into()]));
        assert_eq!(on("{指标}（*）", "人均收入（元）"), None);
    }

    #[test]
    fn a_number_behind_a_bracket_is_not_taken_as_text() {
        let takes = |name: &str| if name == "分值" { Takes::Number } else { Takes::Item };
        let on = |text| texts(fit(&ready("{目标}（{分值}分）"), &Folded::new(text), &takes));
        assert_eq!(on("安全 生产（40分）"), Some(vec!["目标=安全 生产".into(), "分值=40".into()]));
        assert_eq!(on("社会(综治)（30分）"), Some(vec!["目标=社会(综治)".into(), "分值=30".into()]));
        assert_eq!(on("安全生产（若干分）"), None);
    }

    #[test]
    fn what_is_no_item_is_not_captured() {
        let item = |text| fit(&ready("{评委}"), &Folded::new(text), &|_| Takes::Item).is_some();
        assert!(item("分管县领导"));
        assert!(!item("平 均") && !item("备注") && !item("合计"));
    }
}
