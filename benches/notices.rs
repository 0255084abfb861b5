//! Renders the feedback notices of a generated project on one and two threads: notices per second, pages, bytes,
//! and the most memory that was ever held, to be compared between few and many.
//!
//! `cargo bench --bench notices --profile release -- [N [THREADS]]` (2,000 unless given, on one thread and then on
//! two unless told), or
//! `… -- PROJECT PERIOD FOLDER` to write the notices of a project, with the models their template reads, into a
//! folder and look at them.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a bench prints what the clock says"
)]

mod clock;
mod generated;

use std::fs;
use std::path::Path;
use std::time::Instant;

use kaohe::finding::Findings;
use kaohe::pipeline::{self, Job};
use kaohe::publish::{self, notice, pdf};
use kaohe::results::{self, Results};
use kaohe::scheme::Texts;
use kaohe::scheme::period::Period;
use kaohe::scoring::eval::Engine;
use kaohe::standing;

use clock::{cpu, forget_peak, peak};

/// Notices unless the argument says otherwise.
const NOTICES: usize = 2000;
/// Indicators of the generated project.
const INDICATORS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    match &arguments[..] {
        [project, period, folder] => write(Path::new(project), period, Path::new(folder)),
        [count] => measure(count.parse().expect("a number of notices"), &[1, 2]),
        [count, threads] => {
            let threads = threads.parse().expect("a number of threads");
            measure(count.parse().expect("a number of notices"), &[threads]);
        }
        _ => measure(NOTICES, &[1, 2]),
    }
}

fn measure(count: usize, on: &[usize]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated::generate(folder.path(), count, INDICATORS);
    let results = scored(folder.path(), "2025");
    println!("{count} units × {INDICATORS} indicators; peak memory before rendering {} MB", peak());
    let engine = publish::engine(Path::new(env!("CARGO_MANIFEST_DIR")), None).expect("templates and fonts");
    let scheme = &results.schemes[0];
    let start = Instant::now();
    let field = notice::field(&results, scheme, &mut Findings::default());
    println!(
        "statistics of the field in {:.0} ms; with the fonts scanned peak memory is {} MB",
        start.elapsed().as_secs_f64() * 1000.0,
        peak()
    );
    for &threads in on {
        forget_peak();
        let (start, worked) = (Instant::now(), cpu());
        let made: Vec<(usize, usize)> = pdf::many(count, threads, |unit| {
            let made = publish::noticed(&results, scheme, unit, &field, &engine).expect("it renders");
            Ok::<_, std::io::Error>((made.pages, made.pdf.len()))
        })
        .expect("threads");
        let seconds = start.elapsed().as_secs_f64();
        let worked = cpu() - worked;
        let pages: usize = made.iter().map(|(p, _)| p).sum();
        let bytes: usize = made.iter().map(|(_, b)| b).sum();
        println!(
            "{threads} thread(s): {:>6.1} notices/s, {:.2} ms of processor each, {:.2} pages and {} bytes on average; peak memory {} MB",
            count as f64 / seconds,
            worked as f64 * 10.0 / count as f64,
            pages as f64 / count as f64,
            bytes / count,
            peak(),
        );
    }
}

fn scored(project: &Path, period: &str) -> Results {
    let period = Period::parse(period).expect("a period");
    let job = Job { project: project.to_path_buf(), period, issued: None, archive: "archive".into() };
    let (mut texts, mut findings) = (Texts::new(), Findings::default());
    let prepared = pipeline::prepare(&job, &mut texts, &mut findings, &|_| {}).expect("the project loads");
    let engine = Engine::new(&prepared.tables, &prepared.model, &job.period, &standing::Rules);
    for scheme in 0..prepared.model.schemes.len() {
        standing::check(&engine, scheme);
    }
    let start = Instant::now();
    let results = results::build(&engine, &prepared.project, &texts, &job.period, job.issued);
    println!("results built in {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    results
}

fn write(project: &Path, period: &str, folder: &Path) {
    let results = scored(project, period);
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let engine = publish::engine(home, Some(project)).expect("templates and fonts");
    for scheme in &results.schemes {
        let field = notice::field(&results, scheme, &mut Findings::default());
        let to = folder.join(&scheme.name);
        fs::create_dir_all(&to).expect("a folder");
        pdf::many(scheme.units.len(), 2, |unit| {
            let model = notice::notice(&results, scheme, unit, &field);
            let json = serde_json::to_string_pretty(&model).expect("a model is JSON");
            fs::write(to.join(format!("{}.json", model.unit)), json).expect("a file");
            match publish::noticed(&results, scheme, unit, &field, &engine) {
                Ok(made) => fs::write(to.join(format!("{}.pdf", model.unit)), made.pdf).expect("a file"),
                Err(findings) => println!("{}: {findings:?}", model.unit),
            }
            Ok::<_, std::io::Error>(())
        })
        .expect("threads");
    }
}
