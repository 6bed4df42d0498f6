//! Loops over helpers, planned and run.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod common;

use common::build::{Build, In, given, j, out};
use common::{input, result, run_with, show, value};
use flowc_engine::Reply;

/// `main(list)`: a loop card over `helper(item, fixed)`.
fn over(
    helper: impl FnOnce(&mut Build),
    card: &str,
    inputs: &[(&'static str, In)],
    outputs: &[&'static str],
) -> Build {
    let mut build = Build::new();
    helper(&mut build);
    let mut line = build.flow("main", &["list"]);
    let start = line.start();
    let subject = if card.starts_with("object") { "object" } else { "list" };
    let mut given = vec![(subject, out(start, "list")), ("flo", In::Flow(0))];
    given.extend(inputs.iter().cloned());
    let each = line.card(card, &given, outputs);
    let results: Vec<(&'static str, In)> = outputs
        .iter()
        .map(|name| name.split_once(':').map_or(*name, |(key, _)| key))
        .map(|key| (key, out(each, key)))
        .collect();
    line.card("control:return", &results, &[]);
    build
}

/// `helper(x)`: hands back the named context or input fields.
fn echo(fields: &'static [(&'static str, &'static str)]) -> impl FnOnce(&mut Build) {
    move |build| {
        let mut line = build.flow("helper", &["x", "y", "memo"]);
        let start = line.start();
        let returned: Vec<(&'static str, In)> =
            fields.iter().map(|(key, from)| (*key, out(start, from))).collect();
        line.card("control:return", &returned, &[]);
    }
}

#[test]
fn map_gives_objects_or_the_one_value_by_the_declared_type() {
    let items = r#"{"list":[{"n":1},{"n":{"deep":2}}]}"#;
    let map = |fields, shape| over(echo(fields), "list:map", &[("x", In::Field("n"))], &[shape]);
    assert_eq!(
        result(&map(&[("v", "x")], "new list:object list"), items),
        r#"success {"new list":[{"v":1},{"v":{"deep":2}}]}"#,
        "map-object"
    );
    assert_eq!(
        result(&map(&[("v", "x")], "new list:text list"), items),
        r#"success {"new list":[1,{"deep":2}]}"#,
        "map-scalar"
    );
    assert_eq!(
        result(&map(&[("v", "x"), ("i", "context/index")], "new list:text list"), items),
        r#"success {"new list":[{"v":1,"i":0},{"v":{"deep":2},"i":1}]}"#
    );
    assert_eq!(
        result(&map(&[("v", "x")], "new list:text list"), r#"{"list":null}"#),
        r#"success {"new list":[]}"#
    );
}

#[test]
fn loops_feed_items_fields_and_constants() {
    let build = over(
        echo(&[("item", "x"), ("same", "y")]),
        "list:map",
        &[("x", In::Item), ("y", j("\"c\"")), ("unknown", j("1"))],
        &["new list:object list"],
    );
    assert_eq!(result(&build, r#"{"list":["a"]}"#), r#"success {"new list":[{"item":"a","same":"c"}]}"#);
}

#[test]
fn filter_find_sort_unique_ask_their_helper() {
    let by = |card: &str, outputs: &[&'static str]| {
        over(echo(&[("v", "x")]), card, &[("x", In::Field("k"))], outputs)
    };
    let items = r#"{"list":[{"k":2,"n":"b"},{"k":0,"n":"a"},{"k":2,"n":"c"},{"n":"none"}]}"#;
    assert_eq!(
        result(&by("list:filter", &["list"]), items),
        r#"success {"list":[{"k":2,"n":"b"},{"k":2,"n":"c"}]}"#
    );
    assert_eq!(
        result(&by("list:find", &["item", "index"]), items),
        r#"success {"item":{"k":2,"n":"b"},"index":0}"#
    );
    assert_eq!(
        result(&by("list:find", &["item", "index"]), r#"{"list":[{"k":0}]}"#),
        r#"success {"item":null,"index":-1}"#,
        "find-none"
    );
    assert_eq!(
        result(&by("list:sort", &["list"]), items),
        r#"success {"list":[{"k":0,"n":"a"},{"k":2,"n":"b"},{"k":2,"n":"c"},{"n":"none"}]}"#
    );
    assert_eq!(
        result(&by("list:unique", &["list"]), items),
        r#"success {"list":[{"k":2,"n":"b"},{"k":0,"n":"a"},{"n":"none"}]}"#
    );
}

#[test]
fn reduce_carries_the_memo() {
    let append = |key: &'static str| {
        move |build: &mut Build| {
            let mut line = build.flow("helper", &["x", "memo"]);
            let start = line.start();
            let text = In::Template("{0}{1}", vec![(start, "memo"), (start, "x")]);
            let text = line.card("string:compose", &[("_text_", text)], &[]);
            line.card("control:return", &[(key, out(text, "output"))], &[]);
        }
    };
    for key in ["memo", "other"] {
        let build = over(append(key), "list:reduce", &[("memo", j("\"-\"")), ("x", In::Item)], &["item"]);
        assert_eq!(result(&build, r#"{"list":["a","b"]}"#), r#"success {"item":"-ab"}"#);
        assert_eq!(result(&build, r#"{"list":[]}"#), r#"success {"item":"-"}"#);
    }
    let build = over(
        echo(&[("x", "x"), ("was", "memo")]),
        "list:reduce",
        &[("memo", j("{}")), ("x", In::Item)],
        &["item"],
    );
    assert_eq!(result(&build, r#"{"list":[1,2]}"#), r#"success {"item":{"x":2,"was":{"x":1,"was":{}}}}"#);
}

#[test]
fn objects_are_gone_through_by_key_and_value() {
    let pair: &'static [(&'static str, &'static str)] = &[("key", "y"), ("value", "x")];
    let build = over(
        echo(pair),
        "object:process",
        &[("x", In::Field("key")), ("y", In::Field("value"))],
        &["output"],
    );
    assert_eq!(result(&build, r#"{"list":{"a":"x","b":"y"}}"#), r#"success {"output":{"x":"a","y":"b"}}"#);
    let build = over(echo(&[("v", "x")]), "object:map", &[("x", In::Item)], &["new list:text list"]);
    assert_eq!(result(&build, r#"{"list":{"a":1}}"#), r#"success {"new list":[{"key":"a","value":1}]}"#);
}

#[test]
fn object_map_drops_keys_that_continue_if_stops() {
    let helper = |build: &mut Build| {
        let mut line = build.flow("helper", &["x"]);
        let start = line.start();
        let value = |key: &'static str| In::Out(start, "x", vec![key]);
        line.card("control:continueIf", &[("left-operand", value("value")), ("right-operand", j("1"))], &[]);
        line.card("control:return", &[("key", value("key")), ("value", value("value"))], &[]);
    };
    let build = over(helper, "object:process", &[("x", In::Item)], &["output"]);
    assert_eq!(result(&build, r#"{"list":{"a":1,"b":2,"c":1}}"#), r#"success {"output":{"a":1,"c":1}}"#);
}

#[test]
fn for_each_ends_at_an_error_and_its_sister_goes_on() {
    let helper = |build: &mut Build| {
        let mut line = build.flow("helper", &["x"]);
        let start = line.start();
        line.card(
            "control:throwIf",
            &[("left-operand", out(start, "x")), ("right-operand", j("2")), ("message", j("\"two\""))],
            &[],
        );
        line.effect("send", &[("n", out(start, "x"))], &["ok"]);
    };
    for (card, outcome, sent) in
        [("list:each", "error null two", "[1]"), ("list:asyncEach", "success {}", "[1,3]")]
    {
        let plan = over(helper, card, &[("x", In::Item)], &[]).plan();
        let mut seen = Vec::new();
        let report = run_with(&plan, "main", input(r#"{"list":[1,2,3]}"#), true, &mut |_, inputs| {
            seen.push(inputs.get("n").cloned().unwrap_or_default());
            Reply::Values(input(r#"{"ok":true}"#))
        });
        assert_eq!(show(&report.outcome), outcome);
        assert_eq!(flowc_value::Value::from(seen), value(sent));
    }
}

#[test]
fn repeat_counts_turns() {
    let mut build = Build::new();
    let mut line = build.flow("helper", &["x"]);
    let start = line.start();
    line.effect("send", &[("turn", out(start, "context/index")), ("x", out(start, "x"))], &[]);
    let mut line = build.flow("main", &["n"]);
    let start = line.start();
    line.card("control:times", &[("count", out(start, "n")), ("flo", In::Flow(0)), ("x", j("\"c\""))], &[]);
    let plan = build.plan();
    let turns = |n: &str| {
        let given = input(&format!("{{\"n\":{n}}}"));
        run_with(&plan, "main", given, false, &mut |_, _| Reply::Values(input("{}")))
    };
    assert_eq!(
        turns("2").effects,
        [
            r#"root:channels:http:demo:1:send {"turn":0,"x":"c"}"#,
            r#"root:channels:http:demo:1:send {"turn":1,"x":"c"}"#
        ]
    );
    assert_eq!(turns("0").effects.len() + turns("-1").effects.len(), 0);
    assert_eq!(show(&turns("10001").outcome), "error null Repeat runs a flow at most 10000 times, not 10001");
}

#[test]
fn a_million_items() {
    let build = over(echo(&[("v", "x")]), "list:map", &[("x", In::Item)], &["new list:text list"]);
    let plan = build.plan();
    let list: flowc_value::List = (0..1_000_000).collect();
    let given = [("list", flowc_value::Value::List(list.clone()))].into_iter().collect();
    let report = run_with(&plan, "main", given, false, &mut |_, _| panic!("no effect"));
    let flowc_engine::Outcome::Success { output } = report.outcome else { panic!("success") };
    assert_eq!(output.get("new list"), Some(&flowc_value::Value::List(list)));
}

#[test]
fn an_event_hands_its_record_to_the_body_of_its_for_each() {
    let mut build = Build::new();
    let mut line = build.flow("main", &[]);
    let start = line.start();
    line.change(start, |card| {
        card.address = flowc_ir::Address::Connector {
            connector: "demo".into(),
            version: "1".into(),
            method: "userCreated".into(),
        };
        card.inputs.clear();
        card.outputs.clear();
        given(card, None, "collection");
    });
    let each = line.card("list:asyncEach", &[("list", out(start, "collection"))], &[]);
    let body = line.block(each, false, &[("all", start, "collection")], |line| {
        let start = line.start();
        line.change(start, |card| {
            given(card, Some("User"), "ID");
            given(card, None, "when");
            given(card, Some("context"), "execution_id");
        });
        line.effect(
            "send",
            &[
                ("id", out(start, "User/ID")),
                ("when", out(start, "when")),
                ("all", out(start, "context/all")),
                ("run", out(start, "context/execution_id")),
            ],
            &[],
        );
    });
    line.hold(each, None, body);
    let plan = build.plan();
    let names: Vec<_> = plan.flows[0].inputs.iter().map(|field| field.name().to_string()).collect();
    assert_eq!(names, ["User.ID", "when"]);
    for given in [r#"{"User.ID":"u1","when":"now"}"#, r#"{"User":{"ID":"u1"},"when":"now"}"#] {
        let report = run_with(&plan, "main", input(given), true, &mut |_, _| Reply::Values(input("{}")));
        let sent = r#"{"id":"u1","when":"now","all":[{"User":{"ID":"u1"},"when":"now"}],"run":"run.2"}"#;
        assert_eq!(report.effects, [format!("root:channels:http:demo:1:send {sent}")]);
        assert_eq!(show(&report.outcome), "success {}");
    }
}

#[test]
fn a_streaming_card_runs_its_helper_for_each_record() {
    let mut build = Build::new();
    let mut line = build.flow("each", &["Record", "State"]);
    let start = line.start();
    line.effect("send", &[("record", out(start, "Record")), ("state", out(start, "State"))], &[]);
    let mut line = build.flow("main", &["who"]);
    let start = line.start();
    line.effect(
        "search",
        &[("query", j("\"x\"")), ("Streaming/Flow", In::Flow(0)), ("Streaming/Manager", out(start, "who"))],
        &["count"],
    );
    line.card("control:return", &[("done", j("true"))], &[]);
    let report = run_with(&build.plan(), "main", input(r#"{"who":"m"}"#), true, &mut |address, _| {
        if address.ends_with("search") {
            Reply::Records(vec![1.into(), 2.into()])
        } else {
            Reply::Values(input("{}"))
        }
    });
    assert_eq!(show(&report.outcome), r#"success {"done":true}"#);
    assert_eq!(
        report.effects,
        [
            r#"root:channels:http:demo:1:search {"query":"x","Streaming.Flow":"each","Streaming.Manager":"m"}"#,
            r#"root:channels:http:demo:1:send {"record":1,"state":{"Manager":"m"}}"#,
            r#"root:channels:http:demo:1:send {"record":2,"state":{"Manager":"m"}}"#,
        ]
    );
}

#[test]
fn an_error_in_a_loop_reaches_the_handler_around_it_and_loops_inside_loops_go_on() {
    let mut build = Build::new();
    let mut line = build.flow("inner", &["x"]);
    let start = line.start();
    line.card(
        "control:throwIf",
        &[("left-operand", out(start, "x")), ("right-operand", j("3")), ("message", j("\"three\""))],
        &[],
    );
    line.card("control:return", &[("v", out(start, "x"))], &[]);
    let mut line = build.flow("outer", &["xs"]);
    let start = line.start();
    let owner = line.card("control:tryCatch", &[], &["r"]);
    let body = line.block(owner, false, &[("k", start, "xs")], |line| {
        let start = line.start();
        let map = line.card(
            "list:map",
            &[("list", out(start, "context/k")), ("flo", In::Flow(0)), ("x", In::Item)],
            &["new list:text list"],
        );
        line.card("control:return", &[("r", out(map, "new list"))], &[]);
    });
    line.hold(owner, None, body);
    line.block(owner, true, &[], |line| {
        line.card("control:return", &[("r", j("\"caught\""))], &[]);
    });
    line.card("control:return", &[("r", out(owner, "r"))], &[]);
    let mut line = build.flow("main", &["list"]);
    let start = line.start();
    let map = line.card(
        "list:map",
        &[("list", out(start, "list")), ("flo", In::Flow(1)), ("xs", In::Item)],
        &["new list:text list"],
    );
    line.card("control:return", &[("r", out(map, "new list"))], &[]);
    assert_eq!(result(&build, r#"{"list":[[1,2],[3],[],[4]]}"#), r#"success {"r":[[1,2],"caught",[],[4]]}"#);
}
