//! A fresh build says what the original says.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use std::collections::BTreeMap;

use flowc_okta::{Settings, compare, decode, encode, read};

#[test]
fn real_packs_are_said_again() {
    let mut differing: BTreeMap<String, usize> = BTreeMap::new();
    let mut total = 0;
    for (name, text) in common::corpus() {
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
