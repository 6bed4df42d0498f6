//! An edit changes what it edits: in the pack of an edited project all else is what it was in the original.

use flowc_okta::validate::{Level, validate};
use serde_json::Value;

use crate::common::Files;
use crate::home::built;

/// A card that depends on nothing, and nothing on it.
const CARD: &str = "    date.now()\n";

/// Puts a card in front of the first statement that begins with `let` and has neither attribute nor note, if there is
/// one.
fn with_a_card(files: &mut Files) -> bool {
    for text in files.0.iter_mut().filter(|(path, _)| path.ends_with(".fl")).map(|(_, text)| text) {
        let (mut before, mut at) = ("", 0);
        for line in text.split_inclusive('\n') {
            if line.starts_with("    let ") && before.ends_with("{\n") && !before.starts_with(' ') {
                text.insert_str(at, CARD);
                return true;
            }
            (before, at) = (line, at + line.len());
        }
    }
    false
}

/// Where two packs differ; cards are told apart by their ids.
fn differing(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    let by_id = |value: &Value| -> Option<Value> {
        let cards = value.as_array().filter(|_| path.ends_with("/methods"))?;
        Some(cards.iter().map(|card| (card["uuid"].as_str().unwrap().to_owned(), card.clone())).collect())
    };
    let (cards, now) = (by_id(old), by_id(new));
    let (old, new) = (cards.as_ref().unwrap_or(old), now.as_ref().unwrap_or(new));
    let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else {
        found.extend((old != new).then(|| path.to_owned()));
        return;
    };
    for (key, value) in before {
        let path = format!("{path}/{key}");
        match after.get(key) {
            Some(other) => differing(value, other, &path, found),
            None => found.push(format!("{path} is gone")),
        }
    }
    let added = after.keys().filter(|key| !before.contains_key(*key));
    found.extend(added.map(|key| format!("{path}/{key} is new")));
}

/// What may differ: the export's own words, the new card, who follows whom, what lists show.
fn is_of_the_edit(difference: &str) -> bool {
    ["/version", "/created", "/checksum is gone"].contains(&difference)
        || difference.contains("/orderings/")
        || difference.ends_with("/display/preview")
}

#[test]
fn an_edit_changes_what_it_edits() {
    let (mut edited, mut wrong) = (0, Vec::new());
    for pack in flowc_tests::corpus() {
        let imported = flowc_project::import(&pack.text, &pack.name, "");
        let mut files = Files(imported.files.into_iter().collect());
        if !with_a_card(&mut files) {
            continue;
        }
        edited += 1;
        let now = built(&files, false).unwrap_or_else(|error| panic!("{}: {error}", pack.name));
        let broken = validate(&now, Level::Base);
        wrong.extend(
            broken
                .into_iter()
                .map(|broken| format!("{}: breaks {} at {}", pack.name, broken.rule.code, broken.path)),
        );
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let mut found = Vec::new();
        differing(&json(&pack.text), &json(&now), "", &mut found);
        let is_new_card =
            |difference: &str| difference.contains("/methods/") && difference.ends_with(" is new");
        let (new, others): (Vec<String>, Vec<String>) =
            found.into_iter().filter(|found| !is_of_the_edit(found)).partition(|found| is_new_card(found));
        if new.len() != 1 {
            wrong.push(format!("{}: {} new cards", pack.name, new.len()));
        }
        wrong.extend(others.into_iter().map(|other| format!("{}: {other}", pack.name)));
    }
    println!("{edited} projects edited");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
