//! Every rule of packs catches a mutated pack that no other rule catches; `tests/rules/rules.txt` has a row for each.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "common/edit.rs"]
mod edit;

use common::Files;
use flowc_okta::validate::{Level, rules, validate};

/// A pack in which no rule is broken.
fn pack() -> serde_json::Value {
    let mut files = Files::of(include_str!("../rules/project.fl"));
    files.0.insert("flow.toml".into(), include_str!("../rules/flow.toml").into());
    files.0.insert("connectors/stash.json".into(), include_str!("projects/stash.json").into());
    let helpdesk = include_str!("../ui/connectors/helpdesk.json");
    files.0.insert("connectors/helpdesk.json".into(), helpdesk.replace("\"class\"", "\"number\": 7, \"class\"").replace(": 60 ", ": 30000 "));
    let checked = flowc_project::check(&files, "");
    let errors = checked.diagnostics.iter().filter(|found| found.is_error());
    let errors: Vec<String> = errors.map(|found| format!("{} {}", found.code.id, found.title)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let built = flowc_project::build(&checked, &flowc_project::Options::default());
    let (_, text) = built.files.iter().find(|(name, _)| name.ends_with(".flopack")).unwrap();
    serde_json::from_str(text).unwrap()
}

fn broken(pack: &serde_json::Value) -> Vec<String> {
    let found = validate(&pack.to_string(), Level::Emitted);
    found.iter().map(|found| format!("{} {} {}", found.rule.code, found.path, found.message)).collect()
}

#[test]
fn every_rule_catches_what_no_other_catches() {
    let pack = pack();
    if std::env::var_os("FLOWC_DUMP").is_some() {
        println!("{}", serde_json::to_string_pretty(&pack).unwrap());
    }
    assert_eq!(broken(&pack), Vec::<String>::new());
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for row in edit::rows(include_str!("../rules/rules.txt")) {
        let mut mutated = pack.clone();
        if let Err(error) = edit::apply(&mut mutated, &row.edits) {
            wrong.push(format!("{}: {error}", row.name));
            continue;
        }
        let found = broken(&mutated);
        let code = |line: &String| line.split(' ').next().unwrap().to_owned();
        let mut codes: Vec<String> = found.iter().map(code).collect();
        codes.sort();
        codes.dedup();
        let mut expected: Vec<String> = std::iter::once(row.name.clone()).chain(row.with.clone()).collect();
        expected.sort();
        if codes != expected {
            wrong.push(format!("{} breaks {codes:?}\n    {}", row.name, found.iter().take(4).cloned().collect::<Vec<_>>().join("\n    ")));
        }
        seen.push(row.name);
    }
    let rows = rules::ALL.iter().map(|rule| rule.code).filter(|code| !seen.iter().any(|seen| seen == code));
    wrong.extend(rows.map(|code| format!("{code} has no row")));
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}
