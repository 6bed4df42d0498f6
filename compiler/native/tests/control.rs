//! Every control form, planned and run.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests may fail loudly"
)]

mod common;

use common::build::{Build, In, j, out};
use common::{input, result, run, run_with, show};
use flowc_engine::{Failure, Reply};

/// `double(x)`: returns `{out: "xx"}`.
fn double(build: &mut Build) {
    let mut line = build.flow("double", &["x"]);
    let start = line.start();
    let text = line.card(
        "string:compose",
        &[("_text_", In::Template("{0}{1}", vec![(start, "x"), (start, "x")]))],
        &[],
    );
    line.card("control:return", &[("out", out(text, "output"))], &[]);
}

#[test]
fn a_call_hands_back_what_is_returned_and_null_for_the_rest() {
    let mut build = Build::new();
    double(&mut build);
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    let call = line.card("control:spawn", &[("flo", In::Flow(0)), ("x", out(start, "a"))], &["out", "other"]);
    line.card("control:return", &[("got", out(call, "out")), ("none", out(call, "other"))], &[]);
    assert_eq!(result(&build, r#"{"a":"ab"}"#), r#"success {"got":"abab","none":null}"#);
    assert_eq!(result(&build, r#"{"a":7}"#), r#"success {"got":"77","none":null}"#);
    assert_eq!(result(&build, "{}"), r#"success {"got":"","none":null}"#, "missing-input");
}

#[test]
fn without_return_the_last_card_counts() {
    let mut build = Build::new();
    let mut line = build.flow("helper", &["x"]);
    let start = line.start();
    line.card("control:let", &[("output", out(start, "x"))], &["output"]);
    line.card("control:comment", &[], &[]);
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    line.card("control:spawn", &[("flo", In::Flow(0)), ("x", out(start, "a"))], &["output"]);
    assert_eq!(result(&build, r#"{"a":[1]}"#), r#"success {"output":[1]}"#);
}

#[test]
fn continue_if_stops_with_its_message() {
    let mut build = Build::new();
    let mut line = build.flow("helper", &["x"]);
    let start = line.start();
    line.card(
        "control:continueIf",
        &[
            ("left-operand", out(start, "x")),
            ("operator", j("\">\"")),
            ("right-operand", j("1")),
            ("otherwise/message", j("\"too small\"")),
        ],
        &[],
    );
    line.card("control:return", &[("out", out(start, "x"))], &[]);
    let helper = build.plan();
    assert_eq!(show(&run(&helper, "helper", r#"{"x":2}"#).outcome), r#"success {"out":2}"#);
    assert_eq!(show(&run(&helper, "helper", r#"{"x":1}"#).outcome), r#"stopped "too small""#);
    // The caller receives {message}.
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    line.card("control:spawn", &[("flo", In::Flow(0)), ("x", out(start, "a"))], &["out", "message"]);
    assert_eq!(result(&build, r#"{"a":1}"#), r#"success {"out":null,"message":"too small"}"#);
}

/// `main(a)`: If a == 1, the arms set `r` (and return, where wanted); then Return r.
fn if_else(then_returns: bool) -> Build {
    let mut build = Build::new();
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    let owner = line.card("control:if", &[("left-operand", out(start, "a")), ("right-operand", j("1"))], &[]);
    let arms = line.arms(
        owner,
        |line| {
            let set = line.card("control:let", &[("r", j("\"yes\"")), ("only", j("true"))], &["r", "only"]);
            if then_returns {
                line.card("control:return", &[("early", j("true"))], &[]);
            }
            vec![set]
        },
        |line| vec![line.card("control:let", &[("r", j("\"no\""))], &["r"])],
        &["r", "only"],
    );
    line.card("control:return", &[("r", out(arms.join, "r")), ("only", out(arms.join, "only"))], &[]);
    build
}

#[test]
fn if_else_joins_what_its_arm_gave() {
    assert_eq!(result(&if_else(false), r#"{"a":1}"#), r#"success {"r":"yes","only":true}"#);
    assert_eq!(result(&if_else(false), r#"{"a":2}"#), r#"success {"r":"no","only":null}"#, "join-unset");
    assert_eq!(result(&if_else(true), r#"{"a":1}"#), r#"success {"early":true}"#, "return-in-arm");
    assert_eq!(result(&if_else(true), r#"{"a":2}"#), r#"success {"r":"no","only":null}"#);
}

#[test]
fn branches_are_tried_in_order_and_give_the_outputs() {
    let mut build = Build::new();
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    let owner = line.card(
        "control:branch",
        &[
            ("if/left-operand", out(start, "a")),
            ("if/right-operand", j("1")),
            ("elseif 1/left-operand", out(start, "a")),
            ("elseif 1/operator", j("\"==\"")),
            ("elseif 1/right-operand", j("2")),
            ("elseif 1/flo", In::Body(0)),
        ],
        &["r"],
    );
    for (group, text) in [("if", "\"one\""), ("else", "\"else\""), ("elseif 1", "\"two\"")] {
        let body = line.block(owner, false, &[("k", start, "a")], |line| {
            let start = line.start();
            if group == "elseif 1" {
                line.card(
                    "control:continueIf",
                    &[("left-operand", out(start, "context/k")), ("right-operand", j("3"))],
                    &[],
                );
            }
            line.card("control:return", &[("r", In::Json(text))], &[]);
        });
        line.hold(owner, Some(group), body);
    }
    line.card("control:return", &[("r", out(owner, "r"))], &[]);
    assert_eq!(result(&build, r#"{"a":1}"#), r#"success {"r":"one"}"#);
    assert_eq!(result(&build, r#"{"a":2}"#), r#"success {"r":null}"#, "Continue If only leaves the block");
    assert_eq!(result(&build, r#"{"a":9}"#), r#"success {"r":"else"}"#);
}

/// `main(a)`: tries a call of a flow that fails for 1; the handler gives the error's fields.
fn try_catch() -> Build {
    let mut build = Build::new();
    let mut line = build.flow("fragile", &["x"]);
    let start = line.start();
    line.card(
        "control:throwIf",
        &[
            ("left-operand", out(start, "x")),
            ("right-operand", j("1")),
            ("message", j("\"one is wrong\"")),
            ("statusCode", j("418")),
            ("extra", j("{\"k\":1}")),
        ],
        &[],
    );
    line.card("control:return", &[("out", out(start, "x"))], &[]);
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    let owner = line.card("control:tryCatch", &[], &["r", "code"]);
    let body = line.block(owner, false, &[("k", start, "a")], |line| {
        let start = line.start();
        let call =
            line.card("control:spawn", &[("flo", In::Flow(0)), ("x", out(start, "context/k"))], &["out"]);
        line.card("control:return", &[("r", out(call, "out"))], &[]);
    });
    line.hold(owner, None, body);
    line.block(owner, true, &[], |line| {
        let start = line.start();
        let field = |key: &'static str| In::Out(start, "context/error", vec![key]);
        let text = line.card(
            "control:let",
            &[("r", field("message")), ("code", field("statusCode"))],
            &["r", "code"],
        );
        line.card("control:return", &[("r", out(text, "r")), ("code", out(text, "code"))], &[]);
    });
    line.card("control:return", &[("r", out(owner, "r")), ("code", out(owner, "code"))], &[]);
    build
}

#[test]
fn errors_of_helpers_are_caught_with_their_object() {
    assert_eq!(result(&try_catch(), r#"{"a":1}"#), r#"success {"r":"one is wrong","code":418}"#);
    assert_eq!(result(&try_catch(), r#"{"a":2}"#), r#"success {"r":2,"code":null}"#);
    let plan = try_catch().plan();
    let report = run(&plan, "fragile", r#"{"x":1}"#);
    assert_eq!(show(&report.outcome), "error 418 one is wrong");
    let flowc_engine::Outcome::Error(failure) = report.outcome else { panic!("an error") };
    let card = &plan.cards[failure.card.expect("a card") as usize];
    assert_eq!((card.title.as_str(), card.number), ("throwIf", 1));
}

#[test]
fn errors_of_a_detached_call_are_ignored() {
    let mut build = Build::new();
    let mut line = build.flow("fails", &[]);
    line.card("control:throw", &[("message", j("\"no\""))], &[]);
    let mut line = build.flow("main", &[]);
    line.card("control:run", &[("flo", In::Flow(0))], &[]);
    line.card("control:return", &[("done", j("true"))], &[]);
    assert_eq!(result(&build, "{}"), r#"success {"done":true}"#);
}

#[test]
fn recursion_without_end_is_an_error_that_nothing_catches() {
    let mut build = Build::new();
    let mut line = build.flow("main", &["n"]);
    let start = line.start();
    let owner = line.card("control:tryCatch", &[], &[]);
    let body = line.block(owner, false, &[("n", start, "n")], |line| {
        line.card("control:spawn", &[("flo", In::Flow(0))], &[]);
        line.card("control:return", &[], &[]);
    });
    line.hold(owner, None, body);
    line.block(owner, true, &[], |line| {
        line.card("control:return", &[], &[]);
    });
    assert_eq!(result(&build, "{}"), "error null flows call each other more than 1000 deep");
}

#[test]
fn recursion_that_branches_ends_at_the_step_limit() {
    let mut build = Build::new();
    let mut line = build.flow("main", &["n"]);
    let start = line.start();
    let text = line.card("string:compose", &[("_text_", In::Template("{0}x", vec![(start, "n")]))], &[]);
    line.card(
        "control:continueIf",
        &[
            ("left-operand", out(text, "output")),
            ("operator", j("\"!=\"")),
            ("right-operand", j(r#""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx""#)),
        ],
        &[],
    );
    for _ in 0..2 {
        line.card("control:spawn", &[("flo", In::Flow(0)), ("n", out(text, "output"))], &[]);
    }
    let plan = build.plan();
    assert_eq!(show(&run(&plan, "main", "{}").outcome), "error null the run takes more than 50000000 steps");
}

#[test]
fn waiting_moves_the_clock_only() {
    let mut build = Build::new();
    let mut line = build.flow("main", &["n"]);
    let start = line.start();
    line.card("control:wait", &[("delay", out(start, "n")), ("unit", j("\"minute\""))], &[]);
    line.card("control:until", &[("date", j("\"2026-01-02T00:00:00Z\""))], &[]);
    let plan = build.plan();
    let report = run(&plan, "main", r#"{"n":5}"#);
    assert_eq!((show(&report.outcome).as_str(), report.waited), ("success {}", 86_400_000.0));
    assert_eq!(
        show(&run(&plan, "main", r#"{"n":50000}"#).outcome),
        "error null a flow can wait for 30 days at most"
    );
}

#[test]
fn effects_are_tried_again_by_their_policy() {
    let mut build = Build::new();
    let mut line = build.flow("main", &[]);
    let card = line.effect("send", &[("to", j("\"x\""))], &["id"]);
    line.change(card, |card| {
        card.policy.retry = Some(2);
        card.policy.delay = Some(flowc_ir::Delay::Fixed(60_000));
        card.policy.condition = Some(flowc_ir::Condition::RateLimit);
    });
    let plan = build.plan();
    let attempt = |codes: &'static [f64], performed: bool| {
        let mut codes = codes.iter();
        run_with(&plan, "main", input("{}"), true, &mut |_, _| match codes.next() {
            Some(code) => {
                Reply::Failed { failure: Failure { code: (*code).into(), ..Failure::new("no") }, performed }
            }
            None => Reply::Values(input(r#"{"id":7}"#)),
        })
    };
    let report = attempt(&[429.0, 504.0], true);
    assert_eq!((show(&report.outcome).as_str(), report.waited), (r#"success {"id":7}"#, 120_000.0));
    assert_eq!(show(&attempt(&[429.0, 429.0, 429.0], true).outcome), "error 429 no");
    assert_eq!(show(&attempt(&[500.0], true).outcome), "error 500 no");
    assert_eq!(
        show(&attempt(&[429.0], false).outcome),
        "error 429 no",
        "error-retry: mocks are not tried again"
    );
}

#[test]
fn an_error_flow_runs_before_the_flow_ends_in_the_error() {
    let mut build = Build::new();
    let mut line = build.flow("on_error", &[]);
    let start = line.start();
    line.effect("report", &[("why", In::Out(start, "context/error", vec!["message"]))], &[]);
    let mut line = build.flow("main", &[]);
    let card = line.effect("send", &[], &[]);
    line.change(card, |card| card.policy.on_error = flowc_ir::OnError::Run(flowc_ir::FlowId(0)));
    let plan = build.plan();
    let report =
        run_with(&plan, "main", input("{}"), true, &mut |address, _| match address.ends_with("send") {
            true => Reply::Failed { failure: Failure::new("no"), performed: true },
            false => Reply::Values(input("{}")),
        });
    assert_eq!(show(&report.outcome), "error null no");
    assert_eq!(
        report.effects.last().map(String::as_str),
        Some(r#"root:channels:http:demo:1:report {"why":"no"}"#)
    );
}

#[test]
fn unknown_cards_and_flows_outside_are_asked_of_the_host() {
    let mut build = Build::new();
    build.flow("outside", &[]);
    build.program.flows[0].bodies.clear();
    let mut line = build.flow("main", &[]);
    let call = line.card("control:spawn", &[("flo", In::Flow(0)), ("x", j("1"))], &["out"]);
    line.card("control:return", &[("out", out(call, "out"))], &[]);
    let report =
        run_with(&build.plan(), "main", input("{}"), false, &mut |_, _| Reply::Values(input(r#"{"out":3}"#)));
    assert_eq!(show(&report.outcome), r#"success {"out":3}"#);
    assert_eq!(report.effects, [r#"root:kernel:control:0.0.1:spawn {"flo":"outside","x":1}"#]);
}

#[test]
fn close_answers_and_the_flow_goes_on() {
    let mut build = Build::new();
    let mut line = build.flow("main", &[]);
    line.card("http:close", &[("statusCode", j("\"202\"")), ("body/ok", j("true"))], &[]);
    line.card("control:return", &[("done", j("1"))], &[]);
    let report = run(&build.plan(), "main", "{}");
    assert_eq!(show(&report.outcome), r#"success {"done":1}"#);
    assert_eq!(report.effects, [r#"answer {"statusCode":"202","body.ok":true}"#]);
}

/// Told of every card.
struct Cards(Vec<String>);

impl flowc_engine::Trace for Cards {
    fn card(&mut self, card: usize, outputs: Vec<(flowc_value::Text, flowc_value::Value)>) {
        let outputs: flowc_value::Object = outputs.into_iter().collect();
        self.0.push(format!("{card} {}", flowc_value::json::to_text(&flowc_value::Value::Object(outputs))));
    }

    fn failed(&mut self, card: usize, failure: &Failure) {
        self.0.push(format!("{card} failed: {}", failure.message));
    }
}

#[test]
fn a_trace_tells_what_each_card_gave() {
    let mut build = Build::new();
    double(&mut build);
    let mut line = build.flow("main", &["a"]);
    let start = line.start();
    let set = line.card("control:let", &[("b", out(start, "a"))], &["b"]);
    let call = line.card("control:spawn", &[("flo", In::Flow(0)), ("x", out(set, "b"))], &["out"]);
    let length = line.card("string:length", &[("string", out(call, "out"))], &[]);
    line.card("control:throw", &[("message", out(length, "length"))], &[]);
    let options = flowc_native::Options { keep_all: true };
    let plan = flowc_native::plan_with(&build.program, &build.signatures, options).plan;
    let functions = flowc_host::Linked::new(&plan).expect("known cards");
    let (mut run, mut cards) = (flowc_engine::Run::new(), Cards(Vec::new()));
    let event = common::start(plan.flow("main").expect("main"), input(r#"{"a":"xy"}"#));
    flowc_engine::step_traced(&plan, &functions, &mut run, event, &mut cards);
    let title = |line: &String| {
        let (card, rest) = line.split_once(' ').expect("a number");
        format!("{}: {rest}", plan.cards[card.parse::<usize>().expect("a number")].title)
    };
    let told: Vec<String> = cards.0.iter().map(title).collect();
    assert_eq!(
        told,
        [
            r#"let: {"b":"xy"}"#,
            r#"compose: {"output":"xyxy"}"#,
            r#"return: {"out":"xyxy"}"#,
            r#"spawn: {"out":"xyxy"}"#,
            r#"length: {"length":4}"#,
            "throw: failed: 4",
        ]
    );
}

#[test]
fn a_flow_says_what_it_reads_of_its_input() {
    let mut build = Build::new();
    let mut line = build.flow("main", &["event", "list", "unread"]);
    let start = line.start();
    let get =
        line.card("object:get", &[("object", out(start, "event")), ("path", j("\"user.mails.0.x\""))], &[]);
    line.card(
        "control:return",
        &[("a", out(get, "output")), ("b", In::Out(start, "event", vec!["id"])), ("c", out(start, "list"))],
        &[],
    );
    let plan = build.plan();
    let text =
        r#"{"event":{"id":1,"user":{"mails":[{"x":2}],"other":0},"more":0},"list":[{"k":1}],"unread":1}"#;
    let read = flowc_value::json::Reader::new().parse_wanted(text, &plan.flows[0].wanted).expect("JSON");
    assert_eq!(
        flowc_value::json::to_text(&read),
        r#"{"event":{"id":1,"user":{"mails":[{"x":2}]}},"list":[{"k":1}]}"#
    );
    let given = flowc_value::json::to_text(&read);
    assert_eq!(show(&run(&plan, "main", &given).outcome), show(&run(&plan, "main", text).outcome));
}
