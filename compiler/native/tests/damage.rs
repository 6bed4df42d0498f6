//! Damaged plans: refused with a message, or run to an end.
#![allow(missing_docs, clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

mod common;

use common::build::{Build, In, j, out};
use common::{input, run_with};
use flowc_engine::Reply;
use flowc_plan::Plan;
use proptest::prelude::*;
use serde_json::Value as Json;

/// A plan with an op of nearly every kind.
fn sample() -> Plan {
    let mut build = Build::new();
    let mut line = build.flow("helper", &["x", "memo"]);
    let start = line.start();
    line.card(
        "control:continueIf",
        &[("left-operand", out(start, "x")), ("right-operand", j("1")), ("otherwise/message", j("\"no\""))],
        &[],
    );
    let text = line.card(
        "string:compose",
        &[("_text_", In::Template("{0}-{1}", vec![(start, "x"), (start, "memo")]))],
        &[],
    );
    line.card("control:return", &[("memo", out(text, "output")), ("i", out(start, "context/index"))], &[]);
    let mut line = build.flow("main", &["list", "o"]);
    let start = line.start();
    let get = line.card("object:get", &[("object", out(start, "o")), ("path", j("\"a.b\""))], &[]);
    let owner =
        line.card("control:if", &[("left-operand", out(get, "output")), ("right-operand", j("1"))], &[]);
    let arms = line.arms(
        owner,
        |line| {
            vec![line.card(
                "list:reduce",
                &[("list", out(start, "list")), ("memo", j("\"m\"")), ("flo", In::Flow(0)), ("x", In::Item)],
                &["item"],
            )]
        },
        |line| vec![line.card("control:spawn", &[("flo", In::Flow(0)), ("x", j("1"))], &["item"])],
        &["item"],
    );
    let tried = line.card("control:tryCatch", &[], &["r"]);
    let body = line.block(tried, false, &[("k", arms.join, "item")], |line| {
        let start = line.start();
        let sent = line.effect("send", &[("v", out(start, "context/k"))], &["id"]);
        line.card("control:wait", &[("delay", j("1"))], &[]);
        line.card("control:return", &[("r", out(sent, "id"))], &[]);
    });
    line.hold(tried, None, body);
    line.block(tried, true, &[], |line| {
        let start = line.start();
        line.card("control:return", &[("r", In::Out(start, "context/error", vec!["message"]))], &[]);
    });
    let made = line.card("object:construct", &[("r", out(tried, "r")), ("s", j("[1]"))], &[]);
    let length = line.card("list:length", &[("list", out(start, "list"))], &[]);
    line.card(
        "control:throwIf",
        &[("left-operand", out(made, "output")), ("operator", j("\"is empty\"")), ("right-operand", j("1"))],
        &[],
    );
    line.card("control:return", &[("made", out(made, "output")), ("n", out(length, "length"))], &[]);
    build.plan()
}

/// The places of a JSON tree that are numbers, lists or texts.
fn spots(json: &Json, at: &str, into: &mut Vec<String>) {
    match json {
        Json::Object(fields) => fields.iter().for_each(|(key, value)| {
            spots(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), into)
        }),
        Json::Array(items) => {
            into.push(at.to_owned());
            items.iter().enumerate().for_each(|(place, value)| spots(value, &format!("{at}/{place}"), into));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => into.push(at.to_owned()),
    }
}

fn damage(json: &mut Json, change: u64) {
    match json {
        Json::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            *json =
                Json::from([number + 1, number - 1, -number, number * 3, 1 << 31, 0][(change % 6) as usize]);
        }
        Json::Array(items) if !items.is_empty() => {
            let at = (change / 3) as usize % items.len();
            match change % 3 {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => items.reverse(),
            }
        }
        Json::Bool(value) => *value = !*value,
        Json::Null => *json = Json::from(change % 5),
        other => *other = Json::Null,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_plans_are_refused_or_run(changes in prop::collection::vec((any::<u32>(), any::<u32>()), 1..4)) {
        let mut json: Json = serde_json::from_str(&sample().to_text()).expect("JSON");
        for (spot, change) in changes {
            let mut places = Vec::new();
            spots(&json, "", &mut places);
            let place = &places[spot as usize % places.len()];
            damage(json.pointer_mut(place).expect("the place"), u64::from(change));
        }
        if let Ok(plan) = Plan::from_text(&json.to_string())
            && let Some(flow) = plan.flow("main")
            && plan.flows[flow].routine.is_some()
        {
            let given = input(r#"{"list":[1,1,2],"o":{"a":{"b":1}}}"#);
            run_with(&plan, "main", given, false, &mut |_, _| Reply::Values(input(r#"{"id":5}"#)));
        }
    }
}

#[test]
fn the_sample_runs() {
    let given = input(r#"{"list":[1,1],"o":{"a":{"b":1}}}"#);
    let report = run_with(&sample(), "main", given, true, &mut |_, _| Reply::Values(input(r#"{"id":5}"#)));
    assert_eq!(common::show(&report.outcome), r#"success {"made":{"r":5,"s":[1]},"n":2}"#);
}

#[test]
fn plans_of_other_versions_and_other_texts_are_refused() {
    let plan = sample();
    let text = plan.to_text();
    assert_eq!(Plan::from_text(&text).expect("the plan"), plan);
    let refused = |text: &str| Plan::from_text(text).expect_err("refused").message;
    assert_eq!(
        refused(&text.replacen("\"version\":1", "\"version\":9", 1)),
        "the plan has version 9, this build reads version 1: build it again"
    );
    assert_eq!(refused("{}"), "this is no plan: it has no version");
    assert!(refused("nonsense").starts_with("this is no plan: "));
    assert!(refused(&text.chars().take(text.len() / 2).collect::<String>()).starts_with("this is no plan: "));
}
