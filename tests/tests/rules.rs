//! Every rule of packs catches a mutated pack that no other rule catches; `tests/rules/rules.txt` has a row for each.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "common/edit.rs"]
mod edit;
#[path = "common/whole.rs"]
mod whole;

use flowc_okta::validate::{Level, rules, validate};

/// A pack in which no rule is broken.
fn pack() -> serde_json::Value {
    serde_json::from_str(&whole::pack(&[])).unwrap()
}

fn broken(pack: &serde_json::Value) -> Vec<String> {
    let found = validate(&pack.to_string(), Level::Emitted);
    found.iter().map(|found| format!("{} {} {}", found.rule.code, found.path, found.message)).collect()
}

#[test]
fn every_rule_catches_what_no_other_catches() {
    let pack = pack();
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
            wrong.push(format!(
                "{} breaks {codes:?}\n    {}",
                row.name,
                found.iter().take(4).cloned().collect::<Vec<_>>().join("\n    ")
            ));
        }
        seen.push(row.name);
    }
    let rows = rules::ALL.iter().map(|rule| rule.code).filter(|code| !seen.iter().any(|seen| seen == code));
    wrong.extend(rows.map(|code| format!("{code} has no row")));
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}
