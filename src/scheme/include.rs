//! `include`: which files bring in which, in order, without circles.

use super::faults;
use super::part::FilePart;
use super::suggest;
use crate::finding::{Finding, Findings};

/// For each file the files it includes, by index; missing ones and those that would close a circle left out.
pub(super) fn included(parts: &[FilePart], findings: &mut Findings) -> Vec<Vec<usize>> {
    let mut edges: Vec<Vec<usize>> = parts.iter().map(|part| resolved(part, parts, findings)).collect();
    let mut done = vec![false; parts.len()];
    for start in 0..parts.len() {
        cut_circles(start, parts, &mut edges, &mut done, &mut Vec::new(), findings);
    }
    edges
}

fn resolved(part: &FilePart, parts: &[FilePart], findings: &mut Findings) -> Vec<usize> {
    let mut found = Vec::new();
    for name in &part.include {
        match parts.iter().position(|other| *other.file == *name.value) {
            Some(index) => found.push(index),
            None => {
                let others = parts.iter().map(|other| &*other.file).filter(|other| **other != *part.file);
                let suggest = suggest::argument(&name.value, others);
                let finding = Finding::new(faults::INCLUDE_MISSING, name.place.clone());
                findings.push(finding.with("found", name.value.clone()).with("suggest", suggest));
            }
        }
    }
    found
}

/// Walks from `file` and cuts every include that leads back to a file on the way.
fn cut_circles(
    file: usize,
    parts: &[FilePart],
    edges: &mut [Vec<usize>],
    done: &mut [bool],
    way: &mut Vec<usize>,
    findings: &mut Findings,
) {
    if done[file] {
        return;
    }
    way.push(file);
    for target in edges[file].clone() {
        if let Some(from) = way.iter().position(|step| *step == target) {
            edges[file].retain(|other| *other != target);
            findings.push(circle(&way[from..], file, target, parts));
        } else {
            cut_circles(target, parts, edges, done, way, findings);
        }
    }
    way.pop();
    done[file] = true;
}

fn circle(way: &[usize], file: usize, target: usize, parts: &[FilePart]) -> Finding {
    let mut names: Vec<&str> = way.iter().map(|step| &*parts[*step].file).collect();
    names.push(&parts[target].file);
    let include = parts[file].include.iter().find(|name| *name.value == *parts[target].file);
    let place = include.expect("an edge comes from an include").place.clone();
    Finding::new(faults::INCLUDE_CYCLE, place).with("cycle", names.join(" → "))
}

/// The files that a file brings in, itself last, each once.
pub(super) fn closure(file: usize, edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::new();
    visit(file, edges, &mut order);
    order
}

fn visit(file: usize, edges: &[Vec<usize>], order: &mut Vec<usize>) {
    if order.contains(&file) {
        return;
    }
    for target in &edges[file] {
        visit(*target, edges, order);
    }
    order.push(file);
}
