//! What a small project of our own becomes: a valid pack that says the same when it is read again, whose ids
//! stay while it is edited.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod common;

use common::own;
use flowc_ir::{Datum, Edge, Note, Program, Role, Step};
use flowc_okta::validate::{Level, validate};
use flowc_okta::{Decoded, Lock, Pack, Settings, compare, decode, encode, lock, read};
use flowc_stdlib::signature::Signatures;
use flowc_value::Value;

const NOW: &str = "2026-01-02T03:04:05.678Z";

fn dump(program: &Program) -> String {
    program.flows.iter().map(|flow| flowc_ir::dump(program, flow)).collect()
}

fn encoded(program: &Program) -> flowc_okta::Encoded {
    encode(program, &Signatures::system(), &Settings::default())
}

/// The pack as an export of an earlier year.
fn aged(pack: &Pack) -> String {
    let text = pack.to_json().replace("\"version\":\"1.5.0\"", "\"version\":\"1.3.0\"");
    let text =
        text.replace(",\"monitor_flo\":false,\"actionId\":null,\"active_version_external_id\":null", "");
    let end = text.len() - 1;
    format!("{},\"checksum\":\"{}\"}}", &text[..end], "0".repeat(64))
}

#[test]
fn a_written_pack_is_valid_and_says_the_same_when_read() {
    let program = own::program();
    let pack = encoded(&program).pack;
    let violations = validate(&pack.to_json(), Level::Emitted);
    assert!(violations.is_empty(), "{violations:#?}");
    let again = read(&pack.to_json()).unwrap();
    let decoded = decode(&again, &Signatures::system());
    assert!(decoded.diagnostics.is_empty(), "{:#?}", decoded.diagnostics);
    assert_eq!(dump(&decoded.program), dump(&program).replace("flow all", "flow greet_all"));
    assert_eq!(compare(&again, &encoded(&decoded.program).pack), Vec::new());
    assert_eq!(encoded(&program).pack.to_json(), pack.to_json(), "the same source gives the same bytes");
}

#[test]
fn renamed_ids_are_no_difference_and_every_change_is_one() {
    let pack = encoded(&own::program()).pack;
    let text = pack.to_json();
    let mut renamed = text.clone();
    let mut ids: Vec<String> = Vec::new();
    for (id, flow) in &pack.data.flos {
        ids.push(id.to_string());
        for card in &flow.data.as_ref().unwrap().methods {
            ids.push(card.uuid.to_string());
            let model = &card.node.model;
            ids.extend(model.inputs.data.keys().chain(model.outputs.data.keys()).map(ToString::to_string));
        }
    }
    for (number, id) in ids.iter().enumerate() {
        renamed = renamed.replace(id, &format!("id_{number:05}"));
    }
    assert_ne!(renamed, text);
    assert_eq!(compare(&pack, &read(&renamed).unwrap()), Vec::new());
    for (from, to, place) in [
        ("\"Hello {{{", "\"Hallo {{{", "Greeting"),
        ("Good evening", "Good morning", "Assign"),
        ("\"path\":[\"name\"]", "\"path\":[\"nick\"]", "person"),
        ("\"convert\":\"toString\"", "\"convert\":\"stringify\"", "Helper Flow"),
        ("May fail.", "Can fail.", "If Error"),
        ("\"name\":\"Greet all\"", "\"name\":\"Greet everybody\"", "Greet all"),
        ("\"log\":true", "\"log\":false", "Greet"),
        ("\"type\":\"dte\"", "\"type\":\"str\"", "People"),
        ("\"dynamic\":true", "\"dynamic\":false", "For Each"),
        ("\"data\":17", "\"data\":18", "If/Else"),
        ("\"data\":17", "\"data\":null", "If/Else"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from} does not occur");
        let differences = compare(&pack, &read(&changed).unwrap());
        let found = differences.iter().any(|difference| difference.to_string().contains(place));
        assert!(found, "{from} to {to}: {differences:#?}");
    }
}

#[test]
fn an_unchanged_project_gives_the_original_back() {
    let original = aged(&encoded(&own::program()).pack);
    let pack = read(&original).unwrap();
    let signatures = Signatures::system();
    let Decoded { program, ids, .. } = decode(&pack, &signatures);
    let lock = Lock::read(&lock(&pack, ids, &program, &signatures).to_text()).unwrap();
    let again = encode(&program, &signatures, &Settings { created: "now".into(), lock: Some(&lock) });
    assert_eq!(common::difference(&again.pack.to_json(), &original), None);
}

/// A project with a comment at the end of an If's first arm, or at the beginning of its second.
fn commented(in_second: bool) -> Program {
    let mut program = own::program();
    let body = &mut program.flows[0].bodies[0];
    let steps = body.steps();
    let arms =
        steps.iter().find_map(|step| if let Step::If(arms) = step { Some(arms) } else { None }).unwrap();
    let card = |step: Option<&Step>| if let Some(Step::Card(card)) = step { Some(*card) } else { None };
    let (from, to, edge) = match (in_second, card(arms.then.last()), card(arms.otherwise.first())) {
        (false, Some(last), _) => (last, arms.join, Edge::Next),
        (false, None, _) => (arms.card, arms.join, Edge::Arm(true)),
        (true, _, first) => (arms.card, first.unwrap_or(arms.join), Edge::Arm(false)),
    };
    body.graph.retain_edges(|graph, at| graph.edge_endpoints(at) != Some((from, to)) || graph[at] != edge);
    let mut comment = own::card("control", "comment");
    comment.note = Note::Comment { title: "".into(), markdown: "Which arm?".into() };
    let comment = body.append(from, edge, comment);
    body.graph.add_edge(comment, to, Edge::Next);
    program
}

/// Cards keep their order where one moves from the end of an arm to the beginning of the next.
#[test]
fn a_card_in_another_arm_is_another_program() {
    let cards = |program: &Program| {
        let body = &program.flows[0].bodies[0];
        let titles = body.cards_in_order().into_iter().map(|card| body.card(card).unwrap().title.clone());
        titles.collect::<Vec<_>>()
    };
    let (first, second) = (commented(false), commented(true));
    assert_eq!(cards(&first), cards(&second));
    assert_ne!(encoded(&first).lock.program, encoded(&second).lock.program);
}

/// Ids of all cards by title, flow by flow.
fn card_ids(pack: &Pack) -> Vec<(String, String)> {
    let bodies = pack.data.flos.values().filter_map(|flow| flow.data.as_ref());
    let cards = bodies.flat_map(|body| body.methods.iter());
    cards.map(|card| (card.node.data.name.to_string(), card.uuid.to_string())).collect()
}

#[test]
fn an_edit_keeps_all_other_ids_and_makes_a_pack_of_today() {
    let original = aged(&encoded(&own::program()).pack);
    // Ids as the platform gives them, which no name leads to.
    let original = original.replace("\"Greet all\"", "\"Greet  all\"");
    let pack = read(&original).unwrap();
    let signatures = Signatures::system();
    let Decoded { mut program, ids, .. } = decode(&pack, &signatures);
    let lock = lock(&pack, ids, &program, &signatures);
    let before = card_ids(&pack);
    // A comment in front of the greeting, and another word in it.
    let body = &mut program.flows[0].bodies[0];
    let greeting = body.cards_in_order()[1];
    let start = body.start;
    body.graph.retain_edges(|graph, edge| {
        graph.edge_endpoints(edge) != Some((start, greeting)) || graph[edge] != Edge::Next
    });
    let mut comment = own::card("control", "comment");
    comment.note = Note::Comment { title: "".into(), markdown: "Say hello.".into() };
    let comment = body.append(body.start, Edge::Next, comment);
    body.graph.add_edge(comment, greeting, Edge::Next);
    let join =
        body.cards_in_order().into_iter().find(|card| body.card(*card).unwrap().address.is("control", "let"));
    body.card_mut(join.unwrap()).unwrap().inputs[0].datum = Datum::Literal(Value::text("Good night"));
    let again = encode(&program, &signatures, &Settings { created: NOW.into(), lock: Some(&lock) });
    assert_eq!(again.pack.version, "1.5.0");
    assert!(again.pack.checksum.is_none());
    assert_eq!(again.pack.created.as_ref().and_then(|created| created.as_str()), Some(NOW));
    let after = card_ids(&again.pack);
    for card in &before {
        assert!(after.contains(card), "{card:?} is lost");
    }
    assert_eq!(after.len(), before.len() + 1);
    let violations = validate(&again.pack.to_json(), Level::Emitted);
    let codes: Vec<&str> = violations.iter().map(|violation| violation.rule.code).collect();
    assert!(codes.is_empty(), "{violations:#?}");
    // The next build starts from the new lock.
    let settled = encode(&program, &signatures, &Settings { created: NOW.into(), lock: Some(&again.lock) });
    assert_eq!(settled.pack.to_json(), again.pack.to_json());
}

#[test]
fn damaged_locks_are_refused_or_ignored_and_never_panic() {
    for text in
        ["", "{}", "[]", "{\"form\":2}", "{\"form\":1,\"flows\":{}}", "{\"form\":2,\"flows\":{\"a\":{}}}"]
    {
        assert_eq!(Lock::read(text).unwrap_err().code.id, "F0005", "{text}");
    }
    let signatures = Signatures::system();
    let program = own::program();
    let encoded = encode(&program, &signatures, &Settings::default());
    let text = encoded.lock.to_text();
    // Every line lost once.
    for skipped in 0..text.lines().count() {
        let damaged: String = text
            .lines()
            .enumerate()
            .filter(|(at, _)| *at != skipped)
            .map(|(_, line)| format!("{line}\n"))
            .collect();
        if let Ok(lock) = Lock::read(&damaged) {
            encode(&program, &signatures, &Settings { created: "now".into(), lock: Some(&lock) });
        }
    }
}

#[test]
fn damaged_packs_never_panic() {
    let pack = encoded(&own::program()).pack;
    let text = pack.to_json();
    let signatures = Signatures::system();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut places = Vec::new();
    pointers(&value, String::new(), &mut places);
    let damage =
        [serde_json::Value::Null, serde_json::json!(""), serde_json::json!({}), serde_json::json!([])];
    // A prime, so that every kind of place meets every damage.
    for (number, place) in places.iter().enumerate().step_by(7) {
        let mut damaged = value.clone();
        *damaged.pointer_mut(place).unwrap() = damage[number % damage.len()].clone();
        match read(&damaged.to_string()) {
            Ok(damaged) => {
                let decoded = decode(&damaged, &signatures);
                let lock = lock(&damaged, decoded.ids, &decoded.program, &signatures);
                encode(&decoded.program, &signatures, &Settings { created: "now".into(), lock: Some(&lock) });
                if number % 3 == 0 {
                    compare(&damaged, &pack);
                }
            }
            Err(errors) => assert!(matches!(errors[0].code.id, "F0601" | "F0602")),
        }
    }
    for end in (0..text.len()).step_by(997) {
        assert!(read(&text[..end]).is_err());
    }
}

fn pointers(value: &serde_json::Value, path: String, into: &mut Vec<String>) {
    if !path.is_empty() {
        into.push(path.clone());
    }
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            pointers(value, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), into);
        }),
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| pointers(value, format!("{path}/{at}"), into));
        }
        _ => {}
    }
}

#[test]
fn what_is_passed_into_a_body_is_passed_in_once_for_each_use() {
    let mut program = own::program();
    let flow = &mut program.flows[1];
    let captures = |body: &flowc_ir::Body| {
        let owner = body.graph.node_weights().find(|card| card.address.is("control", "tryCatch")).unwrap();
        owner.inputs.iter().filter(|input| matches!(input.role, Role::Capture(_))).count()
    };
    assert_eq!(captures(&flow.bodies[0]), 1);
    let pack = encoded(&program).pack;
    let decoded = decode(&pack, &Signatures::system()).program;
    assert_eq!(captures(&decoded.flows[1].bodies[0]), 1);
}
