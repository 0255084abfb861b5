//! `kaohe doctor`: what this machine has of what documents need.

use serde_json::json;

use crate::finding::Findings;
use crate::publish;
use crate::scheme::Texts;

use super::exit::{DONE, FINDINGS};
use super::options::Options;
use super::report::Report;

pub(super) fn doctor(options: &Options) -> u8 {
    let report = Report::new(options);
    let messages = options.messages();
    report.line(&format!("kaohe {}", env!("CARGO_PKG_VERSION")));
    let mut findings = Findings::default();
    match publish::engine(&options.home(), None) {
        Ok(engine) => {
            report.line(&messages.text("doctor-faces", &[]));
            let roles = publish::pdf::roles(&engine);
            for role in &roles {
                report.line(&format!("  {} → {}", role.name, role.served_by.as_deref().unwrap_or("—")));
            }
            let families = publish::pdf::families(&engine);
            report.line(&messages.text("doctor-families", &[("count", &families.len().to_string())]));
            if options.verbose {
                families.iter().for_each(|family| report.line(&format!("  {family}")));
            }
            report.put("families", json!(families));
        }
        Err(wrong) => findings.append(wrong),
    }
    let failed = findings.has_errors();
    report.findings(&mut findings, &Texts::new());
    report.end(if failed { FINDINGS } else { DONE })
}
