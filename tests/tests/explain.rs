//! The pages of codes hold: the failing example reports its code and nothing else, the fixed one nothing at all.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may panic")]

mod common;
#[path = "common/declared.rs"]
mod declared;
#[path = "common/fence.rs"]
mod fence;

use common::Files;
use fence::fences;
use flowc_diag::{Code, codes, explain};

/// What the checker finds in a module that stands beside the sample's declarations.
fn findings(source: &str) -> Vec<Found> {
    let mut files = Files::of(source);
    files.0.extend(declared::connectors());
    let checked = flowc_project::check(&files, "");
    let found = |diagnostic: &flowc_diag::Diagnostic| Found {
        code: diagnostic.code,
        usual: diagnostic.level == diagnostic.code.level,
        title: diagnostic.title.clone(),
    };
    checked.diagnostics.iter().map(found).collect()
}

/// A finding, and whether it has its code's usual level.
struct Found {
    code: Code,
    usual: bool,
    title: String,
}

fn listed(findings: &[Found]) -> String {
    findings.iter().map(|found| format!("\n    {}: {}", found.code.id, found.title)).collect()
}

fn wrong_in(code: Code, blocks: &[&str]) -> Vec<String> {
    let [failing, fixed] = blocks else {
        return vec![format!("{}: a failing and a fixed module are needed, nothing else", code.id)];
    };
    let mut wrong = Vec::new();
    let reported = findings(failing);
    let expected = !reported.is_empty() && reported.iter().all(|found| found.code == code && found.usual);
    if !expected {
        wrong.push(format!("{}: the failing example reports{}", code.id, listed(&reported)));
    }
    let left = findings(fixed);
    if !left.is_empty() {
        wrong.push(format!("{}: the fixed example reports{}", code.id, listed(&left)));
    }
    wrong
}

#[test]
fn pages_show_their_code() {
    let mut wrong = Vec::new();
    for code in codes::ALL {
        let page = explain(code.id).unwrap_or_default();
        let fences = fences(page).into_iter().filter(|block| block.kind == "flow");
        let blocks: Vec<&str> = fences.map(|block| &page[block.range]).collect();
        if !blocks.is_empty() {
            wrong.extend(wrong_in(*code, &blocks));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
