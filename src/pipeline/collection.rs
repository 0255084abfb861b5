//! Blank collection workbooks of a project: only the office's own workbooks must be there.

use super::Job;
use crate::finding::{Finding, Findings, Place, Severity};
use crate::forms::{self, Ground, Own};
use crate::intake::{self, Folders};
use crate::publish;
use crate::scheme::decl::Project;
use crate::scheme::{self, Texts};
use crate::scoring::conditions::ByFormula;

/// The forms of a project for a period, by file name; none where there are errors.
pub fn forms(
    job: &Job,
    wanted: Option<&str>,
    texts: &mut Texts,
    findings: &mut Findings,
    stage: &dyn Fn(&str),
) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    stage("stage-check");
    let Some(project) = scheme::load(&job.project, &job.name(), &job.period, texts, findings) else {
        return Ok(Vec::new());
    };
    let names: Vec<String> = project.schemes.iter().map(|scheme| scheme.name.value.clone()).collect();
    if wanted.is_some_and(|wanted| !names.iter().any(|name| name == wanted)) {
        return Err(names);
    }
    if findings.has_errors() {
        return Ok(Vec::new());
    }
    stage("stage-read");
    let inputs = job.inputs();
    let folders = Folders { period: &inputs, project: &job.project };
    let conditions = ByFormula { project: &project, period: &job.period };
    let own = forms::own(&project, &job.project, &inputs);
    let mut told = Findings::default();
    let (tables, _) = intake::load(&project, &folders, &job.period, &conditions, &mut told);
    told.iter().filter(|finding| concerns(&project, &own, finding)).for_each(|finding| findings.push(finding.clone()));
    if findings.has_errors() {
        return Ok(Vec::new());
    }
    stage("stage-publish");
    let ground = Ground { project: &project, tables: &tables, conditions: &conditions, period: &job.period, own: &own };
    let mut made = Vec::new();
    for form in forms::forms(&ground, wanted, findings) {
        match forms::bytes(&form) {
            Ok(bytes) => made.push((form.file, bytes)),
            Err(fault) => findings.push(publish::unwritable(&form.file, &fault.to_string())),
        }
    }
    Ok(forms::proved(&ground, &folders, made, findings))
}

/// Is a finding about the office's own workbooks? What is wrong in those that are to be collected is nothing to forms.
fn concerns(project: &Project, own: &Own, finding: &Finding) -> bool {
    let table = finding.args.iter().find(|(key, _)| *key == "table").map(|(_, table)| table.as_str());
    let at = table.and_then(|table| project.tables.iter().position(|decl| decl.name.value == table));
    let own_file = |place: &Place| own.file(&place.file);
    let of_own = at.map_or_else(|| own_file(&finding.place), |at| own.table(at));
    of_own && (finding.code.severity == Severity::Error || own_file(&finding.place))
}
