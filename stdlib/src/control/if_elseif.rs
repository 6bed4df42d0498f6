//! `control.if_elseif`: runs the first branch whose comparison holds, or the last one if none does.

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
use crate::ports::{COMPARISON, HELPER_FLOW};

/// The card If/ElseIf.
pub const CARD: Card = Card {
    name: "control.if_elseif",
    aliases: &["control.branch"],
    address: ("control", "branch"),
    title: "If/ElseIf",
    description: "Specify different actions to run based on multiple if and else conditions (similar to switch or case in some programming languages)",
    doc: "Runs the first branch whose comparison holds, or the last one if none does.\n\
          Branches are bodies of their own: what they use from outside is captured, what they give \
          comes out of the card's outputs.",
    class: Class::Control,
    model: Model { asynchronous: true, ..Model::PURE },
    inputs: &[
        Port::text("left-operand")
            .named("value_a")
            .label("value a")
            .group("if")
            .typing(Typing::AdoptsAll(&[])),
        COMPARISON.group("if").required(),
        Port::text("right-operand")
            .named("value_b")
            .label("value b")
            .group("if")
            .typing(Typing::AdoptsAll(&[])),
        HELPER_FLOW.group("if"),
        Port::object("inputs").group("if"),
        HELPER_FLOW.group("else"),
        Port::object("inputs").group("else"),
    ],
    input_side: Side::OPEN
        .rules(
            r#"{
            "flo":{"collection":false,"types":["flo"]},
            "inputs":{"collection":false,"types":["object"]},
            "left-operand":{"collection":"*","types":["*"]},
            "operator":{"collection":false,"types":["string"]},
            "right-operand":{"collection":"*","types":["*"]}
        }"#,
        )
        .groups(
            r#"{
            "*":{
                "extensible":true,
                "reserved":{
                    "flo":"flo",
                    "inputs":"object",
                    "left-operand":["*"],
                    "operator":"string",
                    "right-operand":["*"]
                }
            },
            "else":{"extensible":false,"index":1},
            "if":{"extensible":false,"index":0}
        }"#,
        ),
    output_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Control(Control::Branch),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "join-unset", "stop-in-arm"],
    ..Card::BLANK
};
