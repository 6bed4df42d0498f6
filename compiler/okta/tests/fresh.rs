//! A fresh build says what the original says.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use std::collections::BTreeMap;

use flowc_okta::{Settings, compare, decode, encode, read};

#[test]
fn real_packs_are_said_again() {
    let mut differing: BTreeMap<String, usize> = BTreeMap::new();
    let mut total = 0;
    for (name, text) in common::ordinary() {
        let pack = read(&text).unwrap();
        let signatures = common::signatures(&pack);
        let decoded = decode(&pack, &signatures);
        let encoded = encode(&decoded.program, &signatures, &Settings::default());
        total += 1;
        let differences = compare(&pack, &encoded.pack);
        for difference in &differences {
            eprintln!("{name} / {difference}");
        }
        if !differences.is_empty() {
            differing.insert(name.clone(), differences.len());
        }
        let again = read(&encoded.pack.to_json()).unwrap();
        let decoded_again = decode(&again, &signatures);
        for (flow, other) in decoded.program.flows.iter().zip(&decoded_again.program.flows) {
            let (first, second) =
                (flowc_ir::dump(&decoded.program, flow), flowc_ir::dump(&decoded_again.program, other));
            assert_eq!(first, second, "{name}: {}", flow.name);
        }
    }
    assert!(differing.is_empty(), "{} of {total} packs differ: {differing:#?}", differing.len());
}

#[test]
fn a_pack_equals_itself() {
    for (name, text) in common::corpus() {
        let pack = read(&text).unwrap();
        assert_eq!(compare(&pack, &pack), Vec::new(), "{name}");
    }
}

#[test]
fn what_is_written_breaks_no_rule_that_the_original_keeps() {
    use flowc_okta::validate::{Level, validate};
    let mut broken: BTreeMap<String, usize> = BTreeMap::new();
    for (name, text) in common::ordinary() {
        let pack = read(&text).unwrap();
        let signatures = common::signatures(&pack);
        let decoded = decode(&pack, &signatures);
        let written = encode(&decoded.program, &signatures, &Settings::default()).pack.to_json();
        let kept: Vec<&str> =
            validate(&text, Level::Emitted).iter().map(|violation| violation.rule.code).collect();
        for violation in validate(&written, Level::Emitted) {
            if !kept.contains(&violation.rule.code) {
                eprintln!("{name}: {} {} {}", violation.rule.code, violation.path, violation.message);
                *broken.entry(violation.rule.code.into()).or_default() += 1;
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
