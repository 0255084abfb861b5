//! Times the stages of a run one by one: reading, scoring, the workbook, the bulletin; on an example project and on
//! a generated one. Figures are medians in milliseconds. `cargo bench` or `make bench`.
//!
//! `cargo bench --bench stages --profile release -- UNITS INDICATORS` makes a generated project of that size once,
//! stage by stage, with the most memory that was ever held: `100000 30` is the scale check.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a bench prints what the clock says"
)]

mod clock;
mod computed;
mod generated;

use std::path::Path;
use std::time::Instant;

use kaohe::pipeline::Job;
use kaohe::publish;
use kaohe::results::Results;
use kaohe::scheme::period::Period;

use clock::{cpu, forget_peak, peak};
use computed::{read, score};

const ROUNDS: usize = 7;
/// Units of the generated project.
const UNITS: usize = 2000;
/// Indicators of the generated project.
const INDICATORS: usize = 20;

fn main() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    if let [units, indicators] = arguments[..] {
        return scale(units, indicators);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated::generate(folder.path(), UNITS, INDICATORS);
    println!("{:<28}{:>10}{:>10}{:>10}{:>10}{:>10}", "project", "read", "score", "workbook", "bulletin", "all");
    measure("shanghang 22 × 19", &home.join("inputs/shanghang"), "2012", home);
    measure(&format!("generated {UNITS} × {INDICATORS}"), folder.path(), "2025", home);
}

fn measure(name: &str, project: &Path, period: &str, home: &Path) {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_path_buf(), period, issued: None, archive: "archive".into() };
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

/// One project of that size, each stage once.
fn scale(units: usize, indicators: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated::generate(folder.path(), units, indicators);
    let period = Period::parse("2025").expect("a period");
    let job = Job { project: folder.path().to_path_buf(), period, issued: None, archive: "archive".into() };
    println!("{units} units × {indicators} indicators");
    // Not what generating it took.
    forget_peak();
    let (texts, prepared) = stage("read", || read(&job));
    let results = stage("score", || score(&job, &texts, &prepared));
    stage("results and components", || drop(publish::data::files(&results)));
    stage("parquet", || drop(publish::data::parquet::write(&results).expect("it is written")));
    stage("ranking workbook", || match publish::excel::ranking(&results, 0) {
        Ok(bytes) => println!("  {} MB", bytes.len() >> 20),
        Err(fault) => println!("  refused: {fault:?}"),
    });
}

fn stage<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let before = cpu();
    let (ms, made) = timed(work);
    let (seconds, worked) = (ms / 1000.0, cpu() - before);
    println!("{name:<28}{seconds:>8.1} s, {:>7.1} s of processor, peak memory {} MB", worked as f64 / 100.0, peak());
    made
}

fn bulletin(results: &Results, engine: &publish::pdf::Engine) -> usize {
    let scheme = &results.schemes[0];
    let products = scheme.documents.iter().flat_map(|d| publish::documents::made(results, scheme, d).products);
    products.map(|p| publish::rendered(&p, results.issued, engine).expect("it renders").pdf.len()).sum()
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
