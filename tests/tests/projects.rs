//! Laws over random projects: source, pack and imported source say the same, whatever the ids are.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "projects/make.rs"]
mod make;

use common::Files;
use flowc_ir::{Program, dump};
use flowc_okta::validate::{Level, validate};
use flowc_project::Options;
use indexmap::IndexMap;
use proptest::prelude::*;

/// What a build gives, with the lock or without.
fn built(files: &Files, fresh: bool) -> String {
    let checked = flowc_project::check(files, "");
    let errors = checked.diagnostics.iter().filter(|found| found.is_error());
    let errors: Vec<String> = errors.map(|found| format!("{} {}", found.code.id, found.title)).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{}", shown(files));
    let options = Options { fresh, ..Options::default() };
    let built = flowc_project::build(&checked, &options);
    let pack = built.files.into_iter().find(|(name, _)| name.ends_with(".flopack"));
    pack.unwrap_or_else(|| panic!("{:#?}\n{}", built.diagnostics, shown(files))).1
}

fn imported(pack: &str) -> Files {
    let imported = flowc_project::import(pack, "sample", "");
    assert!(imported.diagnostics.is_empty(), "{:#?}", imported.diagnostics);
    Files(imported.files.into_iter().collect())
}

fn shown(files: &Files) -> String {
    let sources = files.0.iter().filter(|(path, _)| path.ends_with(".fl"));
    sources.map(|(path, text)| format!("--- {path}\n{text}")).collect()
}

fn sources(files: &Files) -> Vec<(&String, &String)> {
    files.0.iter().filter(|(path, _)| path.ends_with(".fl")).collect()
}

/// Each flow's graph by title; what flows are called in the source follows their titles in a pack.
fn graphs(program: &Program) -> IndexMap<String, String> {
    let mut program = program.clone();
    program.flows.iter_mut().for_each(|flow| flow.name = flow.title.clone());
    program.flows.iter().map(|flow| (flow.title.to_string(), dump(&program, flow))).collect()
}

fn differences(a: &str, b: &str) -> Vec<String> {
    let (a, b) = (flowc_okta::read(a).unwrap(), flowc_okta::read(b).unwrap());
    flowc_okta::compare(&a, &b).iter().map(ToString::to_string).collect()
}

/// A pack whose ids are others, and whose objects list their members in another order where that says nothing.
fn renamed(pack: &str, seed: u16) -> String {
    let pack: serde_json::Value = serde_json::from_str(pack).unwrap();
    let mut ids = Vec::new();
    collect(&pack, &mut ids);
    ids.sort();
    ids.dedup();
    let mut text = reordered(&pack, seed).to_string();
    for (number, id) in ids.iter().enumerate() {
        let scrambled = number.wrapping_mul(7919).wrapping_add(usize::from(seed));
        let new = if id.len() == 36 {
            format!("{scrambled:08x}-0000-4000-8000-{number:012x}")
        } else {
            format!("z{scrambled:05x}{number:03x}")
        };
        text = text.replace(id.as_str(), &new);
    }
    text
}

/// Ids of everything that has one.
fn collect(value: &serde_json::Value, ids: &mut Vec<String>) {
    use serde_json::Value::{Array, Object, String};
    match value {
        Object(object) => {
            for (key, member) in object {
                if let (true, String(id)) = (matches!(key.as_str(), "id" | "uuid"), member)
                    && (7..=36).contains(&id.len())
                {
                    ids.push(id.clone());
                }
                collect(member, ids);
            }
        }
        Array(items) => items.iter().for_each(|item| collect(item, ids)),
        _ => {}
    }
}

/// Fields stand in the order of their index and flows in none, so their places are free; so are those of cards.
fn reordered(value: &serde_json::Value, seed: u16) -> serde_json::Value {
    use serde_json::Value::{Array, Object};
    let turn = |key: &str| match key {
        "methods" | "flos" | "tables" | "groups" | "configs" | "data" | "orderings" | "pins" => seed,
        _ => 0,
    };
    match value {
        Object(object) => Object(
            object
                .iter()
                .map(|(key, member)| {
                    let mut member = reordered(member, seed);
                    match &mut member {
                        Array(items) if key == "methods" && !items.is_empty() => {
                            let by = usize::from(seed) % items.len();
                            items.rotate_left(by)
                        }
                        Object(members) if turn(key) != 0 => {
                            let mut all: Vec<_> = std::mem::take(members).into_iter().collect();
                            if !all.is_empty() {
                                let by = usize::from(seed) % all.len();
                                all.rotate_left(by);
                            }
                            *members = all.into_iter().collect();
                        }
                        _ => {}
                    }
                    (key.clone(), member)
                })
                .collect(),
        ),
        Array(items) => Array(items.iter().map(|item| reordered(item, seed)).collect()),
        other => other.clone(),
    }
}

fn choices() -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), 0..220)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Encoding and decoding give the same graph, and the pack obeys every rule.
    #[test]
    fn a_pack_says_what_its_project_says(choices in choices()) {
        let files = make::project(&choices);
        let pack = built(&files, true);
        let broken: Vec<String> = validate(&pack, Level::Emitted)
            .into_iter()
            .map(|found| format!("{} {} {}", found.rule.code, found.path, found.message))
            .collect();
        prop_assert!(broken.is_empty(), "{:#?}\n{}", broken, shown(&files));
        let checked = flowc_project::check(&files, "");
        let mut program = checked.program;
        let signatures = &checked.project.signatures;
        flowc_opt::optimize(&mut program, signatures, flowc_opt::Options { author_cards: false });
        let decoded = flowc_okta::decode(&flowc_okta::read(&pack).unwrap(), signatures);
        prop_assert!(decoded.diagnostics.is_empty(), "{:?}", decoded.diagnostics);
        let (own, back) = (graphs(&program), graphs(&decoded.program));
        for (title, graph) in &own {
            let twin = back.get(title).map(String::as_str).unwrap_or_default();
            let mut lines = graph.lines().zip(twin.lines());
            let first = lines.find(|(own, back)| own != back);
            prop_assert!(graph == twin, "{}: {:?}\n{}\n{}\n{}", title, first, graph, twin, shown(&files));
        }
    }

    /// An imported project builds the pack it came from; what it says without its lock is the same, and an import of
    /// that is the same source.
    #[test]
    fn imported_projects_say_the_same(choices in choices()) {
        let files = make::project(&choices);
        let pack = built(&files, true);
        let project = imported(&pack);
        for (path, source) in sources(&project) {
            let formatted = flowc_syntax::format(source);
            prop_assert_eq!(formatted.as_ref(), Ok(source), "{}", path);
        }
        let locked = built(&project, false);
        prop_assert!(flowc_value::json::parse(&locked) == flowc_value::json::parse(&pack), "{:#?}\n{}\n{}", differences(&pack, &locked), shown(&files), shown(&project));
        let fresh = built(&project, true);
        let said = differences(&pack, &fresh);
        prop_assert!(said.is_empty(), "{:#?}\n{}\n{}", said, shown(&files), shown(&project));
        let again = imported(&fresh);
        prop_assert_eq!(sources(&again), sources(&project), "{}", shown(&files));
    }

    /// Ids, and the order in which a pack lists things, say nothing.
    #[test]
    fn ids_say_nothing(choices in choices(), seed in 1_u16..1000) {
        let files = make::project(&choices);
        let pack = built(&files, true);
        let said = differences(&pack, &renamed(&pack, seed));
        prop_assert!(said.is_empty(), "{:#?}\n{}", said, shown(&files));
    }
}
