//! Runs the program as a user does.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a run said.
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// The one JSON object of stdout.
    pub object: Value,
    /// Everything on stderr.
    pub stderr: String,
}

impl Said {
    /// All findings.
    pub fn findings(&self) -> &[Value] {
        self.object["findings"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Errors and warnings in one line each: severity, code and place.
    pub fn lines(&self) -> Vec<String> {
        self.findings().iter().filter(|finding| finding["severity"] != "note").map(line).collect()
    }
}

/// The program with these arguments, in Chinese, without colour, as JSON.
pub fn run(arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaohe"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    let output = command.args(["--lang", "zh", "--color", "never", "--format", "json"]).output().expect("it starts");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let object = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?}: no JSON ({error}); stderr: {stderr}"));
    Said { code: output.status.code().expect("it ends by itself"), object, stderr }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// `error negative 成绩.csv!B3`.
fn line(finding: &Value) -> String {
    let text = |key: &str| finding[key].as_str().unwrap_or_default();
    format!("{} {} {}", text("severity"), text("code"), place(finding))
}

/// `file:line:column`, `file!sheet!A1`, `file!A1` in a CSV file, `file!sheet` or `file`.
pub fn place(finding: &Value) -> String {
    let mut place = finding["file"].as_str().unwrap_or_default().to_owned();
    if let (Some(line), Some(column)) = (finding["line"].as_u64(), finding["column"].as_u64()) {
        place.push_str(&format!(":{line}:{column}"));
    }
    for key in ["sheet", "cell"] {
        if let Some(part) = finding[key].as_str().filter(|part| !part.is_empty()) {
            place.push_str(&format!("!{part}"));
        }
    }
    place
}
