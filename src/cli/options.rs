//! Arguments and the options that all verbs share.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::messages::{Language, Messages};
use crate::finding::render::Look;
use crate::formula::ast::Date;
use crate::pipeline::Job;
use crate::scheme::period::Period;

/// Worker stacks: typst overflows the default 2 MiB with some fonts.
const STACK: usize = 32 << 20;

/// 考核：从报表到排名和通报 — from departmental spreadsheets to rankings and bulletins.
#[derive(Debug, Parser)]
#[command(name = "kaohe", version, about, long_about = None)]
pub struct Options {
    /// zh or en; default from the system.
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// Colour of messages.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// human or json (stdout is then one JSON object).
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Number of threads; default: all cores.
    #[arg(long, global = true)]
    threads: Option<usize>,
    /// Folder with templates/ and templates/fonts/; default: here, else beside the program.
    #[arg(long, global = true)]
    home: Option<PathBuf>,
    /// Say only what is wrong.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// List notes too.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 检查方案和报表 — check scheme and workbooks.
    Check(CheckArguments),
    /// 生成下发的空白填报表 — write the blank workbooks that departments fill in.
    Forms(FormsArguments),
    /// 计算并发布 — compute and write the outputs.
    Run(RunArguments),
    /// 说明一个得分的来历 — explain a figure down to its cells.
    Explain(ExplainArguments),
    /// 把方案排成可读的文件 — print each scheme to hold it against its regulation.
    Scheme(SchemeArguments),
    /// 核对成果与清单 — check outputs against their manifest.
    Verify(VerifyArguments),
    /// 起一个新项目 — start a project from an example, or from an office's own workbooks.
    New(NewArguments),
    /// 检查字体、模板、版本 — fonts, templates, versions.
    Doctor,
}

/// A project and a period.
#[derive(Debug, Args)]
pub struct JobArguments {
    /// The project's folder: scheme files, and a folder per period.
    pub project: PathBuf,
    /// 2025, 2025-H1, 2025-Q1 or 2025-07.
    #[arg(long)]
    pub period: String,
    /// Where publications are kept, which 上期 and 上年 are read from.
    #[arg(long, default_value = "archive")]
    pub archive: PathBuf,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Project and period.
    #[command(flatten)]
    pub job: JobArguments,
    /// Writes into this folder, which must be new or empty, a marked copy of every faulty workbook to send back.
    #[arg(long = "return", value_name = "DIR")]
    pub back: Option<PathBuf>,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Project and period.
    #[command(flatten)]
    pub job: JobArguments,
    /// Where outputs go.
    #[arg(long, default_value = "outputs")]
    pub outputs: PathBuf,
    /// Date of issue, 2013-01-20.
    #[arg(long)]
    pub issued: Option<String>,
}

/// Arguments of `forms`.
#[derive(Debug, Args)]
pub struct FormsArguments {
    /// Project and period; rosters and indicator workbooks must be there, what is collected need not.
    #[command(flatten)]
    pub job: JobArguments,
    /// Which scheme, where a project has several; default: all.
    #[arg(long)]
    pub scheme: Option<String>,
    /// Where the forms go: the folder `填报表-<period>` of the project among the outputs.
    #[arg(long, default_value = "outputs")]
    pub outputs: PathBuf,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// Project and period.
    #[command(flatten)]
    pub job: JobArguments,
    /// Name (or alias) of the unit.
    pub unit: String,
    /// A rule's name; default: 得分.
    pub component: Option<String>,
    /// Which scheme, where a project has several.
    #[arg(long)]
    pub scheme: Option<String>,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The folder to make; its name becomes the scheme's where one is drafted.
    pub project: PathBuf,
    /// Copy this example, schemes and tables; without a name that is known the names are listed.
    #[arg(long, conflicts_with = "from")]
    pub example: Option<String>,
    /// Draft a scheme from the workbooks in this folder.
    #[arg(long)]
    pub from: Option<PathBuf>,
}

/// Arguments of `scheme`.
#[derive(Debug, Args)]
pub struct SchemeArguments {
    /// The project's folder.
    #[arg(required_unless_present = "schema")]
    pub project: Option<PathBuf>,
    /// Print the JSON Schema of scheme files, for editors, and nothing else.
    #[arg(long)]
    pub schema: bool,
    /// Read this period's workbooks too, and list the entries that they give; default: scheme files alone.
    #[arg(long)]
    pub period: Option<String>,
    /// Which scheme, where a project has several; default: all.
    #[arg(long)]
    pub scheme: Option<String>,
    /// Plain text on stdout, and no file.
    #[arg(long)]
    pub text: bool,
    /// Where 方案.pdf goes: the folder `方案` of the project among the outputs.
    #[arg(long, default_value = "outputs")]
    pub outputs: PathBuf,
    /// Where publications are kept, which 上期 and 上年 are read from.
    #[arg(long, default_value = "archive")]
    pub archive: PathBuf,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// A folder that `run` wrote.
    pub folder: PathBuf,
    /// The project's folder: run once more without writing, and compare.
    #[arg(long)]
    pub inputs: Option<PathBuf>,
    /// Where publications are kept, which 上期 and 上年 are read from.
    #[arg(long, default_value = "archive")]
    pub archive: PathBuf,
}

/// Languages.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// How findings and results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// One JSON object on stdout.
    Json,
}

impl Options {
    /// The language asked for, else the system's.
    pub fn language(&self) -> Language {
        match self.lang {
            Some(Lang::Zh) => Language::Chinese,
            Some(Lang::En) => Language::English,
            None => system_language(),
        }
    }

    /// Where the program's templates lie.
    pub fn home(&self) -> PathBuf {
        super::home::home(self.home.as_deref())
    }

    /// Its messages.
    pub fn messages(&self) -> &'static Messages {
        Messages::of(self.language())
    }

    /// How findings are shown on stderr.
    pub fn look(&self) -> Look {
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => std::io::stderr().is_terminal(),
        };
        Look { language: self.language(), colour, width: 120 }
    }

    /// Sets up the worker threads.
    pub fn threads(&self) -> Result<(), String> {
        let mut pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
        if let Some(threads) = self.threads {
            pool = pool.num_threads(threads.max(1));
        }
        pool.build_global().map_err(|e| e.to_string())
    }
}

#[expect(clippy::disallowed_methods, reason = "the system's language enters here")]
fn system_language() -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names.iter().filter_map(|n| std::env::var(n).ok()).find(|v| !v.is_empty());
    match set {
        Some(tag) if tag.starts_with("en") => Language::English,
        // An office's machine without a locale is still an office's.
        _ => Language::Chinese,
    }
}

impl JobArguments {
    /// The job they describe; the text of what is wrong otherwise.
    pub fn job(&self, issued: Option<&str>) -> Result<Job, String> {
        let period = Period::parse(&self.period).ok_or_else(|| format!("--period {}", self.period))?;
        let issued = match issued {
            Some(text) => Some(date(text).ok_or_else(|| format!("--issued {text}"))?),
            None => None,
        };
        let project = std::path::absolute(&self.project).map_err(|e| e.to_string())?;
        if !project.is_dir() {
            return Err(self.project.display().to_string());
        }
        Ok(Job { project, period, issued, archive: self.archive.clone() })
    }
}

/// 2013-01-20.
pub(super) fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    (1..=12).contains(&date.month).then_some(())?;
    (1..=31).contains(&date.day).then_some(date)
}
