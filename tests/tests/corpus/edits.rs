//! An edit changes what it edits: in the pack of an edited project all else is what it was in the original.

use flowc_okta::validate::{Level, validate};
use serde_json::Value;

use crate::common::Files;
use crate::home::built;

/// An edit of a project's source, if there is a place for it.
struct Edit {
    make: fn(&mut String) -> bool,
    /// What of the pack it changes, besides what every edit does.
    changes: fn(&str) -> bool,
}

const EDITS: [Edit; 3] = [
    Edit { make: add_card, changes: |what| what.contains("/methods/") && what.ends_with(" is new") },
    Edit { make: change_literal, changes: |what| what.contains(METHODS) },
    Edit { make: rename_flow, changes: |what| what.starts_with("/data/flos/") && what.ends_with("/name") },
];

/// A card that depends on nothing, and nothing on it.
const CARD: &str = "    date.now()\n";

/// Puts a card in front of the first statement that begins with `let` and has neither attribute nor note.
fn add_card(text: &mut String) -> bool {
    let (mut before, mut at) = ("", 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with("    let ") && before.ends_with("{\n") && !before.starts_with(' ') {
            text.insert_str(at, CARD);
            return true;
        }
        (before, at) = (line, at + line.len());
    }
    false
}

/// Changes the last argument of the first call that ends in a text of nothing but letters.
fn change_literal(text: &mut String) -> bool {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let argument = line.strip_suffix("\")\n").and_then(|rest| rest.rsplit_once(": \""));
        let words = |word: &str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if let Some((call, _)) = argument.filter(|(_, word)| line.starts_with("    ") && words(word)) {
            text.insert(at + call.len() + ": \"".len(), 'X');
            return true;
        }
        at += line.len();
    }
    false
}

/// Gives the first flow another title.
fn rename_flow(text: &mut String) -> bool {
    let begin =
        text.split_inclusive('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)));
    let title = |(at, line): (usize, &str)| {
        let quote = line.split('(').next()?.find('"').filter(|_| line.starts_with("flow "))?;
        Some(at + quote + 1)
    };
    let Some(at) = begin.into_iter().find_map(title) else { return false };
    text.insert_str(at, "New ");
    true
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

/// The card that a difference is about, or else the difference itself.
fn place(what: &str) -> &str {
    let card = what.rfind(METHODS).and_then(|at| what.get(at + METHODS.len()..)?.split(['/', ' ']).next());
    card.unwrap_or(what)
}

const METHODS: &str = "/methods/";

/// What differs after every edit: the export's own words, who follows whom, what lists show.
fn is_of_any_edit(difference: &str) -> bool {
    ["/version", "/created", "/checksum is gone"].contains(&difference)
        || difference.contains("/orderings/")
        || difference.ends_with("/display/preview")
}

#[test]
fn an_edit_changes_what_it_edits() {
    let (mut edited, mut wrong) = ([0; EDITS.len()], Vec::new());
    for pack in flowc_tests::corpus() {
        let imported = flowc_project::import(&pack.text, &pack.name, "");
        let files = Files(imported.files.into_iter().collect());
        for (edit, count) in EDITS.iter().zip(&mut edited) {
            let mut files = files.clone();
            let modules = files.0.iter_mut().filter(|(path, _)| path.ends_with(".fl"));
            if modules.into_iter().any(|(_, text)| (edit.make)(text)) {
                *count += 1;
                wrong.extend(
                    faults(edit, &pack.text, &files).into_iter().map(|what| format!("{}: {what}", pack.name)),
                );
            }
        }
    }
    println!("{edited:?} projects edited");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What an edit did to a pack that it should not have done.
fn faults(edit: &Edit, original: &str, files: &Files) -> Vec<String> {
    let now = match built(files, false) {
        Ok(now) => now,
        Err(error) => return vec![error],
    };
    let broken = validate(&now, Level::Base);
    let mut faults: Vec<String> =
        broken.into_iter().map(|broken| format!("breaks {} at {}", broken.rule.code, broken.path)).collect();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let mut found = Vec::new();
    differing(&json(original), &json(&now), "", &mut found);
    let (made, others): (Vec<String>, Vec<String>) =
        found.into_iter().filter(|found| !is_of_any_edit(found)).partition(|found| (edit.changes)(found));
    let mut places: Vec<&str> = made.iter().map(|what| place(what)).collect();
    places.dedup();
    faults.extend((places.len() != 1).then(|| format!("changes {places:?} instead of one thing")));
    faults.extend(others);
    faults
}
