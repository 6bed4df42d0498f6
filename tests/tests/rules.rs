//! Every rule of packs catches a mutated pack that no other rule catches, and says where; `tests/rules/rules.txt` has
//! a row for each. What exports of other years and hands hold breaks none: `tests/rules/fine.txt`.
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
use serde_json::Value;

/// A pack in which no rule is broken.
fn pack() -> Value {
    serde_json::from_str(&whole::pack(&[])).unwrap()
}

/// What a pack breaks: code, place, words.
fn broken(pack: &Value) -> Vec<(String, Vec<String>, String)> {
    let found = validate(&pack.to_string(), Level::Emitted).into_iter();
    found.map(|found| (found.rule.code.to_owned(), steps(&found.path), found.message)).collect()
}

/// The steps of a JSON path.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = path.strip_prefix('$').unwrap();
    while !rest.is_empty() {
        let end = |text: &str| text.find(['.', '[']).unwrap_or(text.len());
        let (step, after) = match rest.strip_prefix('[') {
            Some(inner) => inner.split_once(']').unwrap(),
            None => rest[1..].split_at(end(&rest[1..])),
        };
        steps.push(step.trim_matches('"').to_owned());
        rest = after;
    }
    steps
}

/// Whether a place is in a pack, or could be: all but its last step are there.
fn exists(pack: &Value, place: &[String]) -> bool {
    let above = place.split_last().map_or(&[][..], |(_, above)| above);
    let step = |value: &'_ Value, step: &String| match value {
        Value::Array(items) => step.parse().ok().and_then(|at: usize| items.get(at)).cloned(),
        value => value.get(step).cloned(),
    };
    above.iter().try_fold(pack.clone(), |value, next| step(&value, next)).is_some()
}

/// Applies the edits of a row and says what is wrong with what is found then.
fn faults(pack: &Value, row: &edit::Row, expected: &[String]) -> Vec<String> {
    let mut mutated = pack.clone();
    let mut changed = Vec::new();
    for edit in &row.edits {
        changed.extend(edit::place(&mut mutated, edit).ok());
        if let Err(error) = edit::apply(&mut mutated, std::slice::from_ref(edit)) {
            return vec![error];
        }
    }
    let found = broken(&mutated);
    let mut codes: Vec<String> = found.iter().map(|(code, ..)| code.clone()).collect();
    codes.sort();
    codes.dedup();
    let mut faults = Vec::new();
    if codes != expected {
        let found: Vec<String> = found.iter().take(4).map(|found| format!("    {found:?}")).collect();
        faults.push(format!("breaks {codes:?}\n{}", found.join("\n")));
    }
    let lost = found.iter().filter(|(_, place, _)| !exists(&mutated, place));
    faults.extend(lost.map(|(code, place, _)| format!("{code}: there is no place {}", place.join("/"))));
    // The rule points to what was changed, to something around it or in it.
    let of_row = || found.iter().filter(|(code, ..)| *code == row.name);
    let wanted = row.at.as_ref().map(|at| edit::keys(&mut mutated, at).unwrap());
    let points = |place: &Vec<String>| match &wanted {
        Some(wanted) => place.starts_with(wanted),
        None => changed.iter().any(|changed| changed.starts_with(place) || place.starts_with(changed)),
    };
    if of_row().next().is_some() && !of_row().any(|(_, place, _)| points(place)) {
        let places: Vec<String> = of_row().map(|(_, place, _)| place.join("/")).collect();
        faults.push(format!("points to {}", places.join(", ")));
    }
    faults
}

#[test]
fn every_rule_catches_what_no_other_catches() {
    let pack = pack();
    assert_eq!(broken(&pack), Vec::new());
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for row in edit::rows(include_str!("../rules/rules.txt")) {
        let mut expected: Vec<String> = std::iter::once(row.name.clone()).chain(row.with.clone()).collect();
        expected.sort();
        wrong.extend(faults(&pack, &row, &expected).into_iter().map(|fault| format!("{} {fault}", row.name)));
        seen.push(row.name);
    }
    let rows = rules::ALL.iter().map(|rule| rule.code).filter(|code| !seen.iter().any(|seen| seen == code));
    wrong.extend(rows.map(|code| format!("{code} has no row")));
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_other_exports_hold_breaks_no_rule_of_the_base() {
    let pack = pack();
    let mut wrong = Vec::new();
    for row in edit::rows(include_str!("../rules/fine.txt")) {
        let base = rules::ALL.iter().filter(|rule| rule.level == Level::Base);
        let mut expected = row.with.clone();
        expected.sort();
        assert!(base.clone().all(|rule| !expected.iter().any(|code| code == rule.code)), "{}", row.name);
        wrong
            .extend(faults(&pack, &row, &expected).into_iter().map(|fault| format!("{}: {fault}", row.name)));
    }
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_the_language_says_becomes_a_pack_that_breaks_no_rule() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources: Vec<_> = ["lower", "rules/written"]
        .iter()
        .flat_map(|name| std::fs::read_dir(folder.join(name)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "fl"))
        .collect();
    sources.sort();
    assert!(sources.len() > 10);
    let mut wrong = Vec::new();
    for path in sources {
        let files = whole::files(&std::fs::read_to_string(&path).unwrap());
        let found = validate(&whole::built(&files), Level::Emitted);
        // A flow outside the pack is there because the source calls one.
        let found = found.iter().filter(|found| found.rule != rules::F20);
        wrong.extend(found.map(|found| {
            format!("{}: {} {} {}", path.display(), found.rule.code, found.path, found.message)
        }));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
