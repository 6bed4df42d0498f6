//! Declarations learned from real packs: their order changes nothing, and what is learned changes no source's meaning.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;

use std::collections::BTreeMap;

use common::Files;
use flowc_project::{Options, learn};
use flowc_tests::RealPack;
use flowc_value::json;

fn named(packs: &[&RealPack]) -> Vec<(String, String)> {
    packs.iter().map(|pack| (pack.name.clone(), pack.text.clone())).collect()
}

fn learned(files: &mut Files, packs: &[&RealPack]) -> usize {
    let learned = learn(&named(packs), files, "");
    let errors: Vec<_> = learned.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let changed = learned.files.len();
    files.0.extend(learned.files);
    changed
}

#[test]
fn the_order_of_packs_changes_nothing() {
    let packs = flowc_tests::corpus();
    let all: Vec<&RealPack> = packs.iter().collect();
    let mut first = Files(BTreeMap::new());
    learned(&mut first, &all);
    let mut turned: Vec<&RealPack> = all.iter().rev().copied().collect();
    turned.rotate_left(packs.len() / 3);
    let mut second = Files(BTreeMap::new());
    learned(&mut second, &turned);
    assert_eq!(first.0, second.0);
    assert_eq!(learned(&mut first, &turned), 0, "nothing is left to learn");
    println!("{} packs, {} connectors", packs.len(), first.0.len());
}

/// Every project learns from packs beside its own, some from all.
#[test]
fn what_a_project_says_stays_when_it_learns() {
    let packs = flowc_tests::corpus();
    let mut wrong = Vec::new();
    let mut settled = 0;
    for (turn, pack) in packs.iter().enumerate() {
        let imported = flowc_project::import(&pack.text, &pack.name, "");
        let mut files = Files(imported.files.into_iter().collect());
        let count = if turn % 20 == 7 { packs.len() } else { 5 };
        let others: Vec<&RealPack> = packs.iter().cycle().skip(turn + 1).take(count).collect();
        learned(&mut files, &others);
        settled += files.0.values().filter(|text| text.contains("\n  \"use\": {")).count();
        let checked = flowc_project::check(&files, "");
        if let Some(error) = checked.diagnostics.iter().find(|found| found.is_error()) {
            wrong.push(format!("{}: does not check: {} {}", pack.name, error.code.id, error.title));
            continue;
        }
        let built = flowc_project::build(&checked, &Options::default());
        let same = built.files.iter().find(|(name, _)| name.ends_with(".flopack"));
        if same.is_none_or(|(_, text)| json::parse(text) != json::parse(&pack.text)) {
            wrong.push(format!("{}: builds another pack", pack.name));
        }
    }
    println!("{} projects, {settled} connectors with names that stay with their version", packs.len());
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
