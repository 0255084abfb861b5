//! Times the stages of a run one by one: reading, scoring, the workbook, the bulletin; on an example project and on
//! a generated one. Figures are medians in milliseconds. `cargo bench` or `make bench`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    reason = "a bench prints what the clock says"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job, Prepared};
use kaohe::publish;
use kaohe::results::{self, Results};
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::scoring::eval::Engine;
use kaohe::standing;

const ROUNDS: usize = 7;
/// Units of the generated project.
const UNITS: usize = 2000;
/// Indicators of the generated project.
const INDICATORS: usize = 20;

fn main() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = tempfile::tempdir().expect("a temporary folder");
    generate(generated.path());
    println!("{:<28}{:>10}{:>10}{:>10}{:>10}{:>10}", "project", "read", "score", "workbook", "bulletin", "all");
    measure("shanghang 22 × 19", &home.join("inputs/shanghang"), "2012", home);
    measure(&format!("generated {UNITS} × {INDICATORS}"), generated.path(), "2025", home);
}

fn measure(name: &str, project: &Path, period: &str, home: &Path) {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_path_buf(), period, issued: None };
    let (_, (texts, prepared)) = timed(|| read(&job));
    let (_, results) = timed(|| score(&job, &texts, &prepared));
    let engine = publish::engine(home, None).expect("templates and fonts");
    let read_ms = median(|| drop(read(&job)));
    let score_ms = median(|| drop(score(&job, &texts, &prepared)));
    let book_ms = median(|| drop(publish::excel::ranking(&results, 0)));
    let bulletin_ms = median(|| {
        std::hint::black_box(bulletin(&results, &engine));
    });
    let all = read_ms + score_ms + book_ms + bulletin_ms;
    println!("{name:<28}{read_ms:>10.1}{score_ms:>10.1}{book_ms:>10.1}{bulletin_ms:>10.1}{all:>10.1}");
}

fn read(job: &Job) -> (Texts, Prepared) {
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(job, &mut texts, &mut findings, &|_| {}).expect("the project loads");
    (texts, prepared)
}

fn score(job: &Job, texts: &Texts, prepared: &Prepared) -> Results {
    let engine = Engine::new(&prepared.tables, &prepared.model, &job.period, &standing::Rules);
    for scheme in 0..prepared.model.schemes.len() {
        standing::check(&engine, scheme);
    }
    results::build(&engine, &prepared.project, texts, &job.period, job.issued)
}

fn bulletin(results: &Results, engine: &publish::pdf::Engine) -> usize {
    let scheme = &results.schemes[0];
    scheme.documents.iter().map(|d| publish::rendered(results, scheme, d, engine).expect("it renders").pdf.len()).sum()
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let out = work();
    (start.elapsed().as_secs_f64() * 1000.0, out)
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| timed(&mut work).0).collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// The scheme of the generated project.
const SCHEME: &str = r#"scheme = "bench"
title = "考核"
basis = "考核办法"
units = "单位"
group = "“全部”"
[table."单位"]
key = "名称"
from = "名单.csv"
columns = "名称"
[table."指标"]
key = "指标"
from = "指标.csv"
columns = "指标；分值: 分"
[table."完成"]
one_per = ["单位", "指标"]
from = "完成.csv"
columns = "单位: 单位；目标 = {指标}>目标: 数；实绩 = {指标}>实绩: 数"
[table."台账"]
ledger = true
from = "台账.csv"
columns = "单位: 单位；事项；扣分: 分"
[clause."一"]
rules = '''
得分·{指标}[满分 指标.分值] = 指标.分值 × 完成率(实绩, 目标)
指标得分 = 合计(得分·{指标})
扣分 = 不超过(合计(台账.扣分), 20)
综合得分 = 不低于(指标得分 − 扣分, 0)
'''
[standing]
score = "综合得分"
prize = [{ name = "先进", when = "名次 ≤ 10" }]
[issue]
office = "考核办"
notice = "示例数据，纯属虚构"
[document."通报"]
title = "关于{年}年度考核结果的通报"
to = ["各单位"]
"#;

/// A project of invented units with every figure from a fixed sequence.
fn generate(folder: &Path) {
    let inputs: PathBuf = folder.join("2025");
    fs::create_dir_all(&inputs).expect("a folder");
    let write = |path: PathBuf, text: String| fs::write(path, text).expect("a file");
    write(folder.join("bench.toml"), SCHEME.into());
    let unit = |u: usize| format!("单位{u:05}");
    write(inputs.join("名单.csv"), lines("名称", (0..UNITS).map(unit)));
    write(inputs.join("指标.csv"), lines("指标,分值", (0..INDICATORS).map(|i| format!("指标{i:02},5"))));
    let mut state = 12345_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let top: Vec<String> = (0..INDICATORS).flat_map(|i| [format!("指标{i:02}"), String::new()]).collect();
    let under: Vec<&str> = (0..INDICATORS).flat_map(|_| ["目标", "实绩"]).collect();
    let mut table = format!("单位,{}\n,{}\n", top.join(","), under.join(","));
    for u in 0..UNITS {
        let figures: Vec<String> = (0..INDICATORS)
            .flat_map(|_| [(100 + next(900)).to_string(), format!("{}.{}", 80 + next(900), next(10))])
            .collect();
        table.push_str(&format!("{},{}\n", unit(u), figures.join(",")));
    }
    write(inputs.join("完成.csv"), table);
    let ledger = (0..UNITS).map(|u| format!("{},事项{u},{}.5", unit(u), next(6)));
    write(inputs.join("台账.csv"), lines("单位,事项,扣分", ledger));
}

fn lines(head: &str, rows: impl Iterator<Item = String>) -> String {
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}
