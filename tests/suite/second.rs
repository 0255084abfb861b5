//! The second engine, formualizer, is a program of its own (`tests/engine`): built once, asked by lines.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::recompute::{Address, Bare, Shown};

impl Bare {
    /// What formualizer makes of the formulas, for each set of what is put into cells.
    pub fn formualizer(&self, jobs: &[Vec<(Address, Shown)>]) -> Vec<BTreeMap<Address, Shown>> {
        let mut engine = Command::new(program());
        engine.arg(self.file.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut engine = engine.spawn().unwrap();
        let asked: Vec<&Address> = self.formulas.keys().collect();
        let mut questions = Value::Array(asked.iter().map(|at| json!(at)).collect()).to_string() + "\n";
        for job in jobs {
            let put = job.iter().map(|((sheet, row, col), value)| match value {
                Shown::Number(number) => json!([sheet, row, col, number]),
                Shown::Text(text) if text.is_empty() => json!([sheet, row, col, null]),
                Shown::Text(text) => json!([sheet, row, col, text]),
            });
            questions += &(Value::Array(put.collect()).to_string() + "\n");
        }
        let mut stdin = engine.stdin.take().unwrap();
        let asking = std::thread::spawn(move || stdin.write_all(questions.as_bytes()).unwrap());
        let lines = BufReader::new(engine.stdout.take().unwrap()).lines();
        let answers: Vec<_> = lines.map(|line| answer(&asked, &line.unwrap())).collect();
        asking.join().unwrap();
        assert!(engine.wait().unwrap().success() && answers.len() == jobs.len(), "formualizer answers everything");
        answers
    }
}

fn answer(asked: &[&Address], line: &str) -> BTreeMap<Address, Shown> {
    let values: Vec<Value> = serde_json::from_str(line).unwrap();
    assert_eq!(values.len(), asked.len());
    asked.iter().zip(&values).map(|(at, value)| ((*at).clone(), shown(value))).collect()
}

fn shown(value: &Value) -> Shown {
    match value {
        Value::Number(number) => Shown::Number(number.as_f64().unwrap()),
        Value::String(text) => Shown::Text(text.clone()),
        Value::Bool(yes) => Shown::Text(if *yes { "TRUE" } else { "FALSE" }.into()),
        Value::Null => Shown::Text(String::new()),
        other => Shown::Text(other["error"].as_str().unwrap().to_owned()),
    }
}

/// The program, built where cargo built the one under test.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = Path::new(env!("CARGO_BIN_EXE_kaohe")).parent().unwrap();
        let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--quiet", "--package", "second-engine"]);
        cargo.args(built.ends_with("release").then_some("--release"));
        cargo.arg("--target-dir").arg(built.parent().unwrap());
        assert!(cargo.status().unwrap().success(), "the second engine is built");
        built.join("second-engine")
    })
}
