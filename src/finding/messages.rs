//! Sentences of findings and of the command line, in Chinese and English, from the Fluent files beside this one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use super::{Code, Finding, Severity};

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, in the order in which they are checked.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The language that a tag or a locale names: `zh`, `zh_CN.UTF-8`, `en-GB`.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    }
    /// Its tag: `zh` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }
    fn id(self) -> LanguageIdentifier {
        self.tag().parse().expect("zh and en are well-formed tags")
    }
    fn sources(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Language::Chinese => CHINESE,
            Language::English => ENGLISH,
        }
    }
}

macro_rules! sources {
    ($folder:literal: $($stage:literal)*) => {
        &[$(($stage, include_str!(concat!("messages/", $folder, "/", $stage, ".ftl")))),*]
    };
}

/// The file whose messages belong to no code.
const SPOKEN: &str = "cli";
const CHINESE: &[(&str, &str)] =
    sources!("zh": "formula" "scheme" "book" "intake" "scoring" "publish" "pdf" "forms" "batch" "cli");
const ENGLISH: &[(&str, &str)] =
    sources!("en": "formula" "scheme" "book" "intake" "scoring" "publish" "pdf" "forms" "batch" "cli");

/// All sentences of one language.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Faults of the Fluent files themselves; a test shows that there are none.
    faults: Vec<String>,
}

impl Messages {
    /// The sentences of a language, read once.
    pub fn of(language: Language) -> &'static Messages {
        static CHINESE: LazyLock<Messages> =
            LazyLock::new(|| Messages::read(Language::Chinese, Language::Chinese.sources()));
        static ENGLISH: LazyLock<Messages> =
            LazyLock::new(|| Messages::read(Language::English, Language::English.sources()));
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    fn read(language: Language, sources: &[(&str, &str)]) -> Messages {
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        // Marks around arguments are for scripts that run from right to left; here they would only break copying.
        bundle.set_use_isolating(false);
        let mut faults = Vec::new();
        for (stage, text) in sources {
            let file = format!("{}/{stage}.ftl", language.tag());
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, errors)| {
                faults.extend(errors.iter().map(|e| format!("{file}:{}: {e}", line_of(text, e.pos.start))));
                partial
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|e| format!("{file}: {e}")));
            }
        }
        Messages { language, bundle, faults }
    }

    /// The language of these sentences.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text of the program itself (`cli.ftl`); an unknown key comes back as it is.
    pub fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.format(key, None, args.iter().copied()).map_or_else(|| key.to_owned(), |(text, _)| text)
    }

    /// What is wrong, as one sentence.
    pub fn sentence(&self, finding: &Finding) -> String {
        self.of_finding(finding, None).unwrap_or_else(|| finding.code.id.to_owned())
    }

    /// What should have stood there.
    pub fn expected(&self, finding: &Finding) -> Option<String> {
        self.of_finding(finding, Some("expected"))
    }

    /// What to do.
    pub fn mend(&self, finding: &Finding) -> Option<String> {
        self.of_finding(finding, Some("mend"))
    }

    /// Arguments that the messages of a finding ask for and the finding does not give; a test holds it empty.
    pub fn missing_args(&self, finding: &Finding) -> Vec<String> {
        let args = || finding.args.iter().map(|(name, value)| (*name, value.as_str()));
        let parts = [None, Some("expected"), Some("mend")];
        parts
            .iter()
            .filter_map(|part| self.format(finding.code.id, *part, args()))
            .flat_map(|(_, faults)| faults)
            .collect()
    }

    fn of_finding(&self, finding: &Finding, attribute: Option<&str>) -> Option<String> {
        let args = finding.args.iter().map(|(name, value)| (*name, value.as_str()));
        self.format(finding.code.id, attribute, args).map(|(text, _)| text).filter(|text| !text.is_empty())
    }

    /// The text of a message or of its attribute, and what went wrong in putting it together.
    fn format<'a>(
        &'a self,
        key: &str,
        attribute: Option<&str>,
        args: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Option<(String, Vec<String>)> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let args: FluentArgs = args.collect();
        let mut errors: Vec<FluentError> = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        Some((text, errors.iter().map(|e| format!("{key}: {e}")).collect()))
    }

    fn has(&self, key: &str, attribute: Option<&str>) -> bool {
        self.bundle.get_message(key).is_some_and(|message| match attribute {
            None => message.value().is_some(),
            Some(name) => message.get_attribute(name).is_some(),
        })
    }
}

/// What is missing or doubled among the codes of all stages and their messages in both languages; empty when all is well.
pub fn missing_messages(all: &[&[Code]]) -> Vec<String> {
    let codes: Vec<Code> = all.iter().flat_map(|stage| stage.iter().copied()).collect();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for code in &codes {
        if !seen.insert(code.id) {
            faults.push(format!("{}: two codes have this name", code.id));
        }
        if !is_kebab(code.id) {
            faults.push(format!("{}: not kebab-case", code.id));
        }
    }
    for language in Language::ALL {
        let messages = Messages::of(language);
        faults.extend(messages.faults.iter().cloned());
        for code in &codes {
            if !messages.has(code.id, None) {
                faults.push(format!("{}: no message in {}", code.id, language.tag()));
            }
            if code.severity != Severity::Note && !messages.has(code.id, Some("mend")) {
                faults.push(format!("{}: no mend in {}", code.id, language.tag()));
            }
        }
    }
    faults.extend(unlike_keys());
    faults
}

/// Messages of the stages' files that no code has.
pub fn unused_messages(all: &[&[Code]]) -> Vec<String> {
    let codes: BTreeSet<&str> = all.iter().flat_map(|stage| stage.iter().map(|code| code.id)).collect();
    let stages = Language::Chinese.sources().iter().filter(|(stage, _)| *stage != SPOKEN);
    let keys = stages.flat_map(|(_, text)| keys(text));
    keys.filter(|key| !key.contains('.') && !codes.contains(key.as_str())).collect()
}

/// Messages and attributes that stand in one language only, or in another stage's file there.
fn unlike_keys() -> Vec<String> {
    let [chinese, english] = Language::ALL.map(|language| {
        let sources = language.sources().iter();
        let keyed = sources.flat_map(|(stage, text)| keys(text).into_iter().map(move |key| (key, *stage)));
        keyed.collect::<BTreeMap<String, &str>>()
    });
    let lacks = |here: &BTreeMap<String, &str>, there: &BTreeMap<String, &str>, tag: &str| -> Vec<String> {
        let missing = here.iter().filter(|(key, stage)| there.get(*key) != Some(stage));
        missing.map(|(key, stage)| format!("{key}: not in {tag}/{stage}.ftl")).collect()
    };
    let mut faults = lacks(&chinese, &english, "en");
    faults.extend(lacks(&english, &chinese, "zh"));
    faults
}

/// The messages of a Fluent text, and their attributes as `message.attribute`.
fn keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut message = "";
    for line in text.lines() {
        let Some((head, _)) = line.split_once('=') else { continue };
        let attribute = head.trim().strip_prefix('.').filter(|_| head.starts_with(' '));
        if let Some(name) = attribute.filter(|name| is_kebab(name)) {
            keys.push(format!("{message}.{name}"));
        } else if is_kebab(head.trim_end()) {
            message = head.trim_end();
            keys.push(message.to_owned());
        }
    }
    keys
}

fn is_kebab(id: &str) -> bool {
    let parts = id
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    parts && id.starts_with(|c: char| c.is_ascii_lowercase())
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
#[path = "messages/tests.rs"]
mod tests;
