//! Newer exports of real packs come into projects that were imported from the older ones. Packs are only read.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;

use common::Files;
use flowc_project::{Options, Updated, Verb};
use flowc_value::{Object, Value, json};

fn imported(text: &str, name: &str) -> Files {
    Files(flowc_project::import(text, name, "").files.into_iter().collect())
}

fn built(files: &Files) -> String {
    let checked = flowc_project::check(files, "");
    let built = flowc_project::build(&checked, &Options::default());
    built
        .files
        .into_iter()
        .find(|(name, _)| name.ends_with(".flopack"))
        .map(|(_, text)| text)
        .unwrap_or_default()
}

/// Brings a project up to a newer pack and looks at what came out.
fn updated(files: &mut Files, newer: &str) -> Result<Updated, String> {
    let updated = flowc_project::update(newer, files, "");
    if let Some(found) = updated.diagnostics.iter().find(|found| found.is_error()) {
        return Err(format!("{} {} {:?}", found.code.id, found.title, found.notes));
    }
    for path in &updated.removed {
        files.0.remove(path);
    }
    files.0.extend(updated.files.iter().cloned());
    let checked = flowc_project::check(files, "");
    if let Some(error) = checked.diagnostics.iter().find(|found| found.is_error()) {
        return Err(format!("does not check: {} {}", error.code.id, error.title));
    }
    for (path, source) in files.0.iter().filter(|(path, _)| path.ends_with(".fl")) {
        if flowc_syntax::format(source).as_ref() != Ok(source) {
            return Err(format!("{path} is not as fmt writes it"));
        }
    }
    if json::parse(&built(files)) != json::parse(newer) {
        return Err("builds another pack".to_owned());
    }
    Ok(updated)
}

fn flows(pack: &mut Value) -> &mut Object {
    let data = pack.as_object_mut().unwrap().get_mut("data").unwrap();
    data.as_object_mut().unwrap().get_mut("flos").unwrap().as_object_mut().unwrap()
}

/// A newer pack: one flow has another title.
fn retitled(text: &str) -> Option<String> {
    let mut pack = json::parse(text).ok()?;
    let flows = flows(&mut pack);
    let id = flows.iter().next()?.0.clone();
    let title = flows.get(&id)?.as_object()?.get("name")?.as_str()?.to_owned();
    flows.get_mut(&id)?.as_object_mut()?.insert("name", Value::text(format!("{title} (new)")));
    Some(json::to_text(&pack).to_string())
}

/// A newer pack: a flow that nothing refers to is gone.
fn without_a_flow(text: &str) -> Option<String> {
    let mut pack = json::parse(text).ok()?;
    let flows = flows(&mut pack);
    // Its own id stands in it twice, as key and as uuid, and once as `id`.
    let ids: Vec<_> = flows.iter().map(|(id, _)| id.clone()).collect();
    let id = ids.into_iter().find(|id| text.matches(id.as_str()).count() == 3)?;
    flows.remove(&id);
    (!flows.is_empty()).then(|| json::to_text(&pack).to_string())
}

/// A newer pack, built from source that was edited.
fn edited(files: &Files, edit: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut newer = Files(files.0.clone());
    let (path, text) = files
        .0
        .iter()
        .find_map(|(path, text)| Some((path.clone(), edit(text).filter(|_| path.ends_with(".fl"))?)))?;
    newer.0.insert(path, text);
    (!flowc_project::check(&newer, "").has_errors()).then(|| built(&newer))
}

/// The first flow without a trigger of its own begins with one card more.
fn with_a_card(source: &str) -> Option<String> {
    let start = source.find("\nflow ")? + 1;
    let body = start + source.get(start..)?.find("{\n    ")? + 2;
    let mut text = source.to_owned();
    text.insert_str(body, "    let added = \"one more\".trim()\n");
    Some(text)
}

fn with_another_literal(source: &str) -> Option<String> {
    let at = source.find("separator: \"")? + "separator: \"".len();
    let mut text = source.to_owned();
    text.insert(at, '+');
    Some(text)
}

/// The older project lacks a flow that the real pack has, with what only that flow shows of connectors.
fn a_flow_more(text: &str, name: &str) -> Option<Result<(), String>> {
    let older = without_a_flow(text)?;
    let update = updated(&mut imported(&older, name), text);
    Some(update.and_then(|updated| {
        // A further version of a card may ask for the version at its other uses.
        let gone = updated.changes.iter().find(|change| change.verb == Verb::Removed);
        gone.map_or(Ok(()), |change| Err(format!("a flow more removes {change:?}")))
    }))
}

/// The same pack, and in turn newer ones of each kind.
fn newer_packs(turn: usize, text: &str, files: &Files) -> Vec<(&'static str, Option<String>)> {
    let mut packs = vec![("the same", Some(text.to_owned()))];
    match turn % 3 {
        0 => packs.push(("another title", retitled(text))),
        1 => packs.push(("a card more", edited(files, with_a_card))),
        _ => packs.push(("another literal", edited(files, with_another_literal))),
    }
    if turn.is_multiple_of(2) {
        packs.push(("a flow less", without_a_flow(text)));
    }
    packs
}

#[test]
fn newer_exports_come_into_imported_projects() {
    let (mut wrong, mut done) = (Vec::new(), 0);
    for (turn, pack) in flowc_tests::corpus().into_iter().enumerate() {
        let more = if turn.is_multiple_of(2) { None } else { a_flow_more(&pack.text, &pack.name) };
        if let Some(Err(error)) = more {
            wrong.push(format!("{}, a flow more: {error}", pack.name));
        }
        let files = imported(&pack.text, &pack.name);
        for (what, newer) in newer_packs(turn, &pack.text, &files) {
            let Some(newer) = newer else { continue };
            done += 1;
            let mut files = Files(files.0.clone());
            match updated(&mut files, &newer) {
                Err(error) => wrong.push(format!("{}, {what}: {error}", pack.name)),
                Ok(updated) => {
                    let of = |verb: Verb| updated.changes.iter().filter(|change| change.verb == verb).count();
                    let counts = (of(Verb::Added), of(Verb::Changed), of(Verb::Removed));
                    let fits = match what {
                        "the same" => updated.files.is_empty() && counts == (0, 0, 0),
                        "a flow less" => counts.0 == 0 && counts.2 >= 1,
                        _ => counts == (0, 1, 0),
                    };
                    if !fits {
                        let paths: Vec<_> = updated.files.iter().map(|(path, _)| path).collect();
                        wrong.push(format!(
                            "{}, {what}: {counts:?} {paths:?} {:?}",
                            pack.name, updated.changes
                        ));
                    }
                }
            }
        }
    }
    println!("{done} updates");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
