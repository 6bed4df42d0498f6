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
