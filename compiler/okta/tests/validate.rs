//! Real packs obey every base rule; a broken rule is found.

use std::collections::BTreeMap;

use flowc_okta::validate::{Level, validate};

#[test]
fn real_packs_obey_the_base_rules() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut base = Vec::new();
    for pack in flowc_tests::corpus() {
        for found in validate(&pack.text, Level::Emitted) {
            *counts.entry(found.rule.code).or_insert(0) += 1;
            if found.rule.level == Level::Base {
                base.push(format!("{}: {} {} {}", pack.name, found.rule.code, found.path, found.message));
            }
        }
    }
    println!("broken rules over all real packs: {counts:?}");
    assert!(
        base.is_empty(),
        "{} base rules broken:\n{}",
        base.len(),
        base.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
}

/// A fresh build of a real pack obeys every rule, but for those that the original itself breaks.
#[test]
fn fresh_builds_obey_every_rule() {
    let mut broken = Vec::new();
    for real in flowc_tests::corpus() {
        let original: BTreeMap<&str, usize> = count(&real.text);
        let pack = flowc_okta::read(&real.text).unwrap();
        let mut signatures = flowc_stdlib::signature::Signatures::system();
        flowc_okta::learn(&pack).into_iter().for_each(|signature| signatures.add(signature));
        let decoded = flowc_okta::decode(&pack, &signatures);
        let settings = flowc_okta::Settings::default();
        let fresh = flowc_okta::encode(&decoded.program, &signatures, &settings).pack.to_json();
        let own = validate(&fresh, Level::Emitted);
        broken.extend(
            own.iter()
                .filter(|found| !original.contains_key(found.rule.code))
                .map(|found| format!("{}: {} {} {}", real.name, found.rule.code, found.path, found.message)),
        );
    }
    assert!(
        broken.is_empty(),
        "{} rules broken:\n{}",
        broken.len(),
        broken.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn count(text: &str) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for found in validate(text, Level::Emitted) {
        *counts.entry(found.rule.code).or_insert(0) += 1;
    }
    counts
}
