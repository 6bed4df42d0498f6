//! The page of decisions, `spec/semantics.md`, has every rule that values and cards decide by.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use flowc_stdlib::catalogue;
use flowc_value::rules::{Evidence, RULES};

/// The rules of the page with their evidence.
fn page() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/semantics.md");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rules = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').splitn(3, '|').map(str::trim).collect();
        let [name, evidence, text] = cells.as_slice() else { panic!("{line}: three cells are expected") };
        assert!(text.ends_with('.'), "{line}: a sentence is expected");
        let (name, evidence) = (name.trim_matches('`').to_owned(), evidence.trim_matches('*').to_owned());
        assert_eq!(rules.insert(name, evidence), None, "{line}: the rule is there twice");
    }
    rules
}

#[test]
fn rules_of_values_are_on_the_page_with_the_same_evidence() {
    let page = page();
    for rule in RULES {
        let evidence = match rule.evidence {
            Evidence::Pack => "pack",
            Evidence::Doc => "doc",
            Evidence::Assumed => "assumed",
        };
        assert_eq!(page.get(rule.name).map(String::as_str), Some(evidence), "{}", rule.name);
    }
}

#[test]
fn rules_that_cards_rest_on_are_on_the_page() {
    let page = page();
    for card in catalogue().iter() {
        for name in card.assumed {
            // A rule's name is one word; everything else is a sentence.
            let known = name.contains(' ') || page.contains_key(*name);
            assert!(known, "{} rests on `{name}`, which spec/semantics.md does not have", card.name);
        }
    }
}
