//! `control.helper_flow`: starts a helper flow or a scheduled flow.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};

const PARENT: &[(&str, Kind)] = &[
    ("id", Kind::Text),
    ("method", Kind::Text),
    ("name", Kind::Text),
    ("execution_id", Kind::Text),
    ("wf_id", Kind::Text),
    ("root_execution_id", Kind::Text),
    ("root_wf_id", Kind::Text),
];

const ERROR: &[(&str, Kind)] =
    &[("message", Kind::Text), ("method", Kind::Text), ("flo", Kind::Number), ("execution", Kind::Text)];

/// Who called; the outputs repeat what came in.
const CONTEXT: &[Port] = &[
    Port::number("index").label("Index").group("context").default("null").optional(),
    Port::object("parent")
        .named("caller")
        .label("Caller")
        .group("context")
        .default("null")
        .metadata(r#"{"collapsed":true}"#)
        .record(PARENT)
        .optional(),
    Port::object("error")
        .label("Error")
        .group("context")
        .default("null")
        .metadata(r#"{"collapsed":true}"#)
        .record(ERROR)
        .optional(),
    Port::text("execution_time").label("Execution Time").group("context").default("null").optional(),
    Port::text("execution_id").label("Execution ID").group("context").default("null").optional(),
];

/// The card Helper Flow.
pub const CARD: Card = Card {
    name: "control.helper_flow",
    aliases: &["control.callable"],
    address: ("control", "callable"),
    title: "Helper Flow",
    description: "Start a Flow that executes on-demand, i.e. called by another Flow or via the Invoke API.",
    doc: "Starts a helper flow or a scheduled flow.\n\
          Outputs repeat what the caller gave; the fields of `context` say who called. Packs store \
          only those that fit: a helper has index, parent, error and execution_id, a scheduled flow \
          execution_time and execution_id, a handler of If Error only error.",
    class: Class::Control,
    model: Model { mirrored: true, timeout: 30_000, ..Model::PURE },
    inputs: CONTEXT,
    outputs: CONTEXT,
    // Packs differ in `rules` and `groupRules` by where the card stands; this is the most common form.
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#).groups(
        r#"{
            "body":{"extensible":true,"reserved":{},"type":"object"},
            "headers":{"extensible":true,"reserved":{"Content-Type":"string"},"type":"object"},
            "query":{"extensible":true,"reserved":{},"type":"object"}
        }"#,
    ),
    // Packs differ in `extensible` and `rules` and `groupRules` by where the card stands; this is the
    // most common form.
    output_side: Side::OPEN
        .rules(r#"{"*":{"collection":"*","types":["*"]}}"#)
        .groups(r#"{"context":{"extensible":false}}"#),
    run: Run::Control(Control::Start),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["missing-input"],
    ..Card::BLANK
};
