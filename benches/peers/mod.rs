//! Other programs beside ours, on the same documents. Their folder is given, not part of the project: it has the
//! documents (`pdf/notices.json`, `pdf/bulletins.json`), and `bench.py`, which runs every program as a process of its
//! own and appends one line of JSON per run to `results/runs.jsonl`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Runs of each program, of which the middle one counts.
const RUNS: usize = 3;

/// The notices, as 一页.typ reads them.
pub fn notices(folder: &Path) -> Vec<Value> {
    let heads = ["序号", "一级指标", "三级指标", "权重", "目标值", "完成值", "得分"];
    let model = |of: &Value| {
        json!({
            "title": of["title"], "notice": null, "unit": of["unit"], "text": of["body"], "heads": heads,
            "rows": of["rows"], "ending": of["tail"], "office": of["sign"], "date": of["date"],
        })
    };
    read(&folder.join("pdf/notices.json")).iter().map(model).collect()
}

/// The bulletins, as 长表.typ reads them, each several times with other figures: what was cached for one must not
/// serve the next, and the peers have few.
pub fn bulletins(folder: &Path, times: u32) -> Vec<Value> {
    let heads = ["名次", "单位编码", "单位名称", "A", "B", "S", "加分", "扣分", "总分", "等次"];
    let read = read(&folder.join("pdf/bulletins.json"));
    let model = |(of, by): (&Value, u32)| {
        let rows: Vec<Vec<String>> = serde_json::from_value(of["rows"].clone()).expect("rows of texts");
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| moved(cell, by)).collect()).collect();
        json!({ "title": of["head"], "notice": null, "paragraphs": of["paras"], "heads": heads, "rows": rows })
    };
    (0..times).flat_map(|by| read.iter().map(move |of| (of, by))).map(model).collect()
}

/// A figure with other digits; other texts as they are.
fn moved(cell: &str, by: u32) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| char::from_digit((d + by) % 10, 10)).unwrap_or(c);
    if cell.contains('.') { cell.chars().map(digit).collect() } else { cell.to_owned() }
}

fn read(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("documents of the peers");
    serde_json::from_str(&text).expect("a list of documents")
}

/// What one program did, in its middle run.
pub struct Peer {
    /// As `bench.py` calls it: what it made, and how.
    pub name: String,
    /// Documents per second.
    pub rate: f64,
    /// The most memory a process of it held, in MB.
    pub peak: f64,
}

/// Runs every program that makes PDFs; those that are not installed are left out.
pub fn run(folder: &Path) -> Vec<Peer> {
    let runs = folder.join("results/runs.jsonl");
    let before = fs::read_to_string(&runs).map_or(0, |text| text.len());
    let python = folder.join("venv/bin/python");
    let mut command = Command::new(python);
    command.arg("bench.py").args(["--reps", &RUNS.to_string(), "--group", "pdf", "pdf2"]).current_dir(folder);
    let status = command.stdout(Stdio::null()).status().expect("the peers' Python starts");
    assert!(status.success(), "bench.py ended with {status}");
    let text = fs::read_to_string(&runs).expect("the runs are written");
    let lines: Vec<Value> = text[before..].lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut names: Vec<&str> = lines.iter().filter_map(|line| line["name"].as_str()).collect();
    names.dedup();
    names.into_iter().filter_map(|name| middle(name, &lines)).collect()
}

/// The middle one of a program's runs that went well.
fn middle(name: &str, lines: &[Value]) -> Option<Peer> {
    let well = |line: &&Value| line["name"] == name && line["rc"] == 0;
    let mut measured: Vec<(f64, f64)> = lines
        .iter()
        .filter(well)
        .filter_map(|line| {
            let m = &line["m"];
            Some((m["docs_per_s"].as_f64()?, m["peak_mb"].as_f64().or(m["peak_mb_each"].as_f64()).unwrap_or(0.0)))
        })
        .collect();
    measured.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (rate, peak) = *measured.get(measured.len() / 2)?;
    Some(Peer { name: name.to_owned(), rate, peak })
}
