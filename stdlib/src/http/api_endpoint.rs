//! `http.api_endpoint`: starts a flow when its address is called over HTTP.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};

/// The card API Endpoint.
pub const CARD: Card = Card {
    name: "http.api_endpoint",
    aliases: &["http.accept"],
    address: ("http", "accept"),
    title: "API Endpoint",
    description: "Accept input to start a Flow.",
    doc: "Starts a flow when its address is called over HTTP.\n\
          Author-made fields of the groups body, headers and query are read from the request; the \
          group raw holds it as it came.",
    class: Class::Control,
    model: Model { mirrored: true, ..Model::PURE },
    inputs: &[
        Port::object("headers").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("body").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("query").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("execution_id").label("Execution ID").group("context").default("null"),
    ],
    outputs: &[
        Port::object("headers").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("body").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("query").group("raw").metadata(r#"{"hidden":true}"#),
        Port::text("execution_id").label("Execution ID").group("context").default("null"),
    ],
    input_side: Side::FIXED.groups("{}"),
    output_side: Side::FIXED.rules(r#"{"*":{"collection":"*","types":["*"]}}"#).groups(
        r#"{
            "body":{"extensible":true,"reserved":{},"type":"object"},
            "context":{"extensible":false},
            "headers":{"extensible":true,"reserved":{"Content-Type":"string"},"type":"object"},
            "query":{"extensible":true,"reserved":{},"type":"object"}
        }"#,
    ),
    run: Run::Control(Control::Start),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
