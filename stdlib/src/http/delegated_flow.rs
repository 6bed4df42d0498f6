//! `http.delegated_flow`: starts a flow on behalf of a user.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side};

/// The card Delegated Flow.
pub const CARD: Card = Card {
    name: "http.delegated_flow",
    aliases: &["http.delegated"],
    address: ("http", "delegated"),
    title: "Delegated Flow",
    description: "Delegated for use by admins outside the Workflows console.",
    doc: "Starts a flow on behalf of a user.",
    class: Class::Control,
    model: Model { mirrored: true, ..Model::PURE },
    inputs: &[
        Port::text("okta-user-id")
            .named("okta_user_id")
            .label("Okta User ID")
            .group("user context")
            .available(r#"["string"]"#),
        Port::text("execution_id").label("Execution ID").group("context").default("null"),
    ],
    outputs: &[
        Port::text("okta-user-id")
            .named("okta_user_id")
            .label("Okta User ID")
            .group("user context")
            .available(r#"["string"]"#),
        Port::text("execution_id").label("Execution ID").group("context").default("null"),
    ],
    input_side: Side::FIXED.groups("{}"),
    output_side: Side::FIXED
        .rules(r#"{"*":{"collection":"*","types":["*"]},"okta-user-id":{"collection":false}}"#)
        .groups(
            r#"{
            "context":{"extensible":false},
            "inputs":{
                "collection":false,
                "extensible":true,
                "index":0,
                "type":["string","number","Date","boolean"]
            }
        }"#,
        ),
    run: Run::Control(Control::Start),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
