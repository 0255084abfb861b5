//! A project written in a test: its scheme text, read, resolved and computed as a run does it.

use std::fs;

use crate::finding::messages::{Language, Messages};
use crate::finding::{Finding, Findings, Severity};
use crate::formula::ast::Unit;
use crate::formula::tree::StandingItem;
use crate::intake::{self, Folders};
use crate::number::Exact;
use crate::scheme::period::Period;
use crate::scheme::{self, Texts};
use crate::scoring::conditions::ByFormula;
use crate::scoring::eval::Engine;
use crate::scoring::model::Model;
use crate::scoring::resolve::{self, Resolver};
use crate::standing;
use crate::tables::{Kind, Tables, Value};

/// A project read and resolved for 2025.
pub struct Case {
    texts: Texts,
    period: Period,
    tables: Tables,
    model: Model,
    found: Findings,
}

/// Reads files of a project; the first is its scheme.
pub fn project(files: &[(&str, &str)]) -> Case {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder for the file");
        fs::write(path, text).expect("a file for the test");
    }
    let period = Period::parse("2025").expect("a period");
    let (mut texts, mut found) = (Texts::new(), Findings::default());
    let project: scheme::decl::Project =
        scheme::load(folder.path(), "项目", &period, &mut texts, &mut found).unwrap_or_default();
    let folders = Folders { period: &folder.path().join("2025"), project: folder.path() };
    let conditions = ByFormula { project: &project, period: &period };
    let (mut tables, _) = intake::load(&project, &folders, &period, &conditions, &mut found);
    resolve::declare_derived(&project, &mut tables);
    let (model, wrong) = Resolver::new(&project, &tables).finish();
    found.append(wrong);
    Case { texts, period, tables, model, found }
}

/// Reads one scheme that must be without fault.
pub fn case(scheme: &str) -> Case {
    let case = project(&[("方案.toml", scheme)]);
    assert_eq!(case.wrong(), Vec::<String>::new());
    case
}

/// Reads one scheme that has a fault.
pub fn broken(scheme: &str) -> Case {
    let case = project(&[("方案.toml", scheme)]);
    assert!(!case.found.is_empty(), "nothing was found wrong");
    case
}

/// A scheme with one unit whose rules are these.
pub fn rules(rules: &str) -> String {
    scheme("甲", rules, "")
}

/// A scheme over units (rows of the table 单位, headed 名称) with these rules and further TOML.
pub fn scheme(units: &str, rules: &str, more: &str) -> String {
    format!(
        "scheme = \"案\"\nunits = \"单位\"\n[table.\"单位\"]\nrows = '''\n名称\n{units}\n'''\n\
         [clause.\"一\"]\nrules = '''\n{rules}\n'''\n{more}\n"
    )
}

/// The value of a formula, or the codes of what is wrong with it.
pub fn worth(formula: &str) -> String {
    let case = project(&[("方案.toml", &rules(&format!("值 = {formula}")))]);
    if !case.found.is_empty() {
        return case.codes().join(" ");
    }
    let engine = case.engine();
    let value = engine.rule(0, 0)[0].clone();
    let wrong = engine.take_findings();
    if wrong.is_empty() { text(&engine, &value, case.model.schemes[0].rules[0].kind) } else { codes(&wrong).join(" ") }
}

/// The kind of a formula in office words, or the codes of what is wrong with it.
pub fn kind(formula: &str) -> String {
    let case = project(&[("方案.toml", &rules(&format!("值 = {formula}")))]);
    if !case.found.is_empty() {
        return case.codes().join(" ");
    }
    let name = match case.model.schemes[0].rules[0].kind {
        Some(Kind::Number(Unit::Bare)) => "数",
        Some(Kind::Number(Unit::Points)) => "分",
        Some(Kind::Number(Unit::Money)) => "元",
        Some(Kind::Number(Unit::Percent)) => "%",
        Some(Kind::Text) => "文本",
        Some(Kind::Bool) => "是否",
        Some(Kind::Date) => "日期",
        Some(Kind::Entry(_)) => "引用",
        Some(Kind::Raw) => "原样",
        None => "不定",
    };
    name.to_string()
}

/// A value exactly: a finite decimal, else a fraction.
fn text(engine: &Engine, value: &Value, kind: Option<Kind>) -> String {
    match value {
        Value::Number(n) => exactly(n),
        other => engine.shown(other, kind),
    }
}

fn exactly(n: &Exact) -> String {
    let short = n.trimmed(12);
    if Exact::parse(&short).as_ref() == Some(n) { short } else { format!("{}/{}", n.numerator(), n.denominator()) }
}

fn codes(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|f| f.code.id).collect()
}

impl Case {
    /// Computes nothing yet.
    pub fn engine(&self) -> Engine<'_> {
        Engine::new(&self.tables, &self.model, &self.period, &standing::Rules)
    }

    /// What was read.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The files as read.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Codes of what reading and resolving found, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        codes(&self.found)
    }

    /// What reading and resolving found, in Chinese.
    pub fn wrong(&self) -> Vec<String> {
        self.found.iter().filter(|f| f.code.severity != Severity::Note).map(|f| self.told(f)).collect()
    }

    /// A finding: its code, the text it stands at, its sentence. Its messages must have all their arguments.
    pub fn told(&self, finding: &Finding) -> String {
        use crate::finding::At;
        for language in Language::ALL {
            assert_eq!(Messages::of(language).missing_args(finding), Vec::<String>::new());
        }
        let at = match finding.place.at {
            At::Text { start, end } => self.texts.get(&finding.place.file).and_then(|t| t.get(start..end)),
            _ => None,
        };
        format!(
            "{} [{}] {}",
            finding.code.id,
            at.unwrap_or_default(),
            Messages::of(Language::Chinese).sentence(finding)
        )
    }

    /// An argument of the first finding with that code.
    pub fn argument(&self, code: &str, name: &str) -> String {
        let finding = self.found.iter().find(|f| f.code.id == code);
        let found = finding.and_then(|f| f.args.iter().find(|(n, _)| *n == name));
        found.unwrap_or_else(|| panic!("no {name} of {code} in {:?}", self.wrong())).1.clone()
    }

    fn find(&self, rule: &str) -> (usize, usize) {
        let all = self.model.schemes.iter().enumerate();
        let found = all.flat_map(|(s, scheme)| (0..scheme.rules.len()).map(move |r| (s, r)));
        let mut found = found.filter(|(s, r)| self.model.schemes[*s].rules[*r].pattern == rule);
        found.next().unwrap_or_else(|| panic!("no rule {rule}"))
    }

    /// Every value of a rule, unit by unit and member by member, joined by blanks; nothing may go wrong.
    pub fn values(&self, rule: &str) -> String {
        let engine = self.engine();
        let (s, r) = self.find(rule);
        let declared = &self.model.schemes[s].rules[r];
        let values: Vec<String> = engine.rule(s, r).iter().map(|v| text(&engine, v, declared.kind)).collect();
        let wrong: Vec<String> = engine.take_findings().iter().map(|f| self.told(f)).collect();
        assert_eq!(wrong, Vec::<String>::new());
        values.join(" ")
    }

    /// What goes wrong when everything is computed, in Chinese.
    pub fn checked(&self) -> Vec<String> {
        let engine = self.engine();
        (0..self.model.schemes.len()).for_each(|s| standing::check(&engine, s));
        engine.take_findings().iter().map(|f| self.told(f)).collect()
    }

    /// An item of the standing for every unit; nothing may go wrong.
    pub fn standing(&self, item: StandingItem) -> String {
        let engine = self.engine();
        let values: Vec<String> = engine.standing(0, item).iter().map(|v| text(&engine, v, Some(Kind::Text))).collect();
        let wrong: Vec<String> = engine.take_findings().iter().map(|f| self.told(f)).collect();
        assert_eq!(wrong, Vec::<String>::new());
        values.join(" ")
    }

    /// Are there errors (not warnings or notes) among what was read?
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|f| f.code.severity == Severity::Error)
    }
}
