//! Renders documents of one page with a table of thirty rows on one and two threads: documents per second, and the
//! most memory that was ever held, to be compared between few and many; and a bulletin of 500 rows.
//!
//! `cargo bench --bench documents --profile release -- [N [THREADS]]`: 2,000 unless given. With `keep FOLDER` the
//! first page and the bulletin are written, to be looked at. With `PEERS=FOLDER` it sets other programs
//! beside ours instead ([`peers`]).
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
mod peers;

use std::path::Path;
use std::time::Instant;

use kaohe::formula::ast::Date;
use kaohe::pipeline::Job;
use kaohe::publish::{self, pdf};
use kaohe::scheme::period::Period;
use serde_json::{Value, json};

use clock::{cpu, forget_peak, peak};
use computed::{read, score};

/// Rows of the table on a page.
const ROWS: usize = 30;
/// Units of the bulletin.
const UNITS: usize = 500;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let numbers: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let keep = arguments.iter().position(|a| a == "keep").and_then(|at| arguments.get(at + 1));
    if let Some(folder) = std::env::var_os("PEERS") {
        return beside(Path::new(&folder), keep);
    }
    pages(numbers.first().copied().unwrap_or(2000), &numbers.get(1).map_or(vec![1, 2], |n| vec![*n]), keep);
    if numbers.is_empty() {
        bulletin(keep);
    }
}

/// The engine with the templates of the benches.
fn engine() -> pdf::Engine {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str| pdf::Folder { name: name.to_owned(), path: home.join(name) };
    let setup = pdf::Setup {
        templates: vec![folder("benches/templates"), folder("templates")],
        fonts: vec![folder("templates/fonts")],
        preference: pdf::Preference::Bundled,
    };
    pdf::Engine::new(&setup).expect("templates and fonts")
}

fn pages(count: usize, on: &[usize], keep: Option<&String>) {
    let engine = engine();
    for &threads in on {
        forget_peak();
        let (start, worked) = (Instant::now(), cpu());
        let bytes: Vec<usize> = pdf::many(count, threads, |index| {
            let made = page(&engine, index);
            if let (0, Some(folder)) = (index, keep) {
                std::fs::write(Path::new(folder).join("page.pdf"), &made).expect("a file");
            }
            Ok::<_, std::io::Error>(made.len())
        })
        .expect("threads");
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{count} documents of a page on {threads} thread(s): {:.1}/s, {:.2} ms of processor and {} bytes each; peak memory {} MB",
            count as f64 / seconds,
            (cpu() - worked) as f64 * 10.0 / count as f64,
            bytes.iter().sum::<usize>() / count,
            peak(),
        );
    }
}

/// One document, whose figures no other has.
fn page(engine: &pdf::Engine, index: usize) -> Vec<u8> {
    let figure = |row: usize, of: usize| (index * 7919 + row * 104_729 + of * 1299) % 10_000;
    let shown = |n: usize| format!("{}.{:02}", n / 100, n % 100);
    let row = |row: usize| -> Vec<Value> {
        let cells = [shown(figure(row, 0)), shown(figure(row, 1)), shown(figure(row, 2)), shown(figure(row, 3))];
        let names = [format!("{}", row + 1), "高质量发展".to_owned(), format!("第{}项重点工作完成情况", row + 1)];
        names.into_iter().chain(cells).map(Value::from).collect()
    };
    let model = json!({
        "title": "关于2025年度绩效考核结果的通知书",
        "notice": "示例数据，纯属虚构",
        "unit": format!("第{index}单位"),
        "text": format!("根据考核办法，经数据采集、部门评分、社会评议、综合审核，你单位2025年度综合得分{}分，列第{}名。", shown(figure(0, 9)), index + 1),
        "heads": ["序号", "类别", "指标", "权重", "目标值", "完成值", "得分"],
        "rows": (0..ROWS).map(row).collect::<Vec<_>>(),
        "ending": "如对考核结果有异议，请自收到本通知书之日起十个工作日内书面申请复核。",
        "office": "考核工作领导小组办公室",
        "date": "2026年1月20日",
    });
    let made = typeset(engine, "一页.typ", &model);
    assert_eq!(made.pages, 1, "it is one page");
    made.pdf
}

fn typeset(engine: &pdf::Engine, template: &str, model: &Value) -> pdf::Rendered {
    let meta =
        pdf::Meta { title: "通知书".into(), lang: "zh-CN".into(), date: Date { year: 2026, month: 1, day: 20 } };
    pdf::render(engine, template, model.to_string().as_bytes(), &meta).expect("it renders")
}

/// The peers' documents by us, then by them, then by us again: who is disturbed meanwhile shows.
fn beside(folder: &Path, keep: Option<&String>) {
    let (notices, bulletins) = (peers::notices(folder), peers::bulletins(folder, 4));
    let ours = || {
        for threads in [1, 2] {
            own("notice", "一页.typ", &notices, threads, keep);
            own("bulletin", "长表.typ", &bulletins, threads, keep);
        }
    };
    println!("\n{:<44}{:>10}{:>8}", "the peers' documents", "docs/s", "MB");
    ours();
    for peer in peers::run(folder) {
        println!("{:<44}{:>10.1}{:>8.0}", peer.name, peer.rate, peer.peak);
    }
    ours();
}

/// Those documents on so many threads, with an engine of their own: neither reading the fonts nor the first document
/// counts, as with the peers.
fn own(kind: &str, template: &str, models: &[Value], threads: usize, keep: Option<&String>) {
    forget_peak();
    let engine = engine();
    let first = typeset(&engine, template, &models[0]);
    if let Some(folder) = keep {
        std::fs::write(Path::new(folder).join(format!("peers-{kind}.pdf")), &first.pdf).expect("a file");
    }
    let (start, count) = (Instant::now(), models.len() - 1);
    let made = pdf::many(count, threads, |index| {
        Ok::<_, std::io::Error>(typeset(&engine, template, &models[index + 1]).pages)
    });
    let rate = count as f64 / start.elapsed().as_secs_f64();
    assert!(made.expect("threads").iter().all(|pages| *pages == first.pages), "they are alike");
    let name = format!("kaohe {kind}, {} page(s), {threads} thread(s)", first.pages);
    println!("{name:<44}{rate:>10.1}{:>8}", peak());
}

/// 通报 of 500 units: first as from cold, then warm.
fn bulletin(keep: Option<&String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated::generate(folder.path(), UNITS, 20);
    let period = Period::parse("2025").expect("a period");
    let job = Job { project: folder.path().to_path_buf(), period, issued: None, archive: "archive".into() };
    let (texts, prepared) = read(&job);
    let results = score(&job, &texts, &prepared);
    let engine = publish::engine(Path::new(env!("CARGO_MANIFEST_DIR")), None).expect("templates and fonts");
    let scheme = &results.schemes[0];
    for round in ["first", "second", "third"] {
        let start = Instant::now();
        let made = publish::documents::made(&results, scheme, &scheme.documents[0]);
        let made = publish::rendered(&made.products[0], results.issued, &engine).expect("it renders");
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        println!("bulletin of {UNITS} units, {round}: {ms:.0} ms, {} pages, {} bytes", made.pages, made.pdf.len());
        if let Some(folder) = keep {
            std::fs::write(Path::new(folder).join("bulletin.pdf"), &made.pdf).expect("a file");
        }
    }
}
