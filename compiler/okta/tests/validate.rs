//! Real packs obey every base rule; a broken rule is found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use flowc_okta::validate::{Level, validate};

fn corpus() -> Vec<PathBuf> {
    let folder = std::env::var_os("FLOWC_CORPUS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus")),
        PathBuf::from,
    );
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skip: no real packs in {}", folder.display());
        return Vec::new();
    };
    let mut packs: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "flopack"))
        .collect();
    packs.sort();
    packs
}

#[test]
fn real_packs_obey_the_base_rules() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut base = Vec::new();
    for path in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        for found in validate(&text, Level::Emitted) {
            *counts.entry(found.rule.code).or_insert(0) += 1;
            if found.rule.level == Level::Base {
                base.push(format!(
                    "{}: {} {} {}",
                    path.display(),
                    found.rule.code,
                    found.path,
                    found.message
                ));
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
