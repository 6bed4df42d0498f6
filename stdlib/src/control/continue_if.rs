//! `control.continue_if`: lets the flow go on when a comparison holds and ends it otherwise.

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side, Typing};
use crate::ports::{COMPARISON, OPERAND_RULES, VALUE_A, VALUE_B};

/// The card Continue If.
pub const CARD: Card = Card {
    name: "control.continue_if",
    address: ("control", "continueIf"),
    title: "Continue If",
    description: "Stop the Flow if a condition isn't true.",
    doc: comparing!("Lets the flow go on when a comparison holds and ends it otherwise.\n\
          The flow ends normally and hands back `{message}`."),
    class: Class::Control,
    inputs: &[
        VALUE_A,
        COMPARISON,
        VALUE_B,
        Port::text("message")
            .group("otherwise")
            .typing(Typing::Adopts(&[]))
            .default("null")
            .available(r#"["*"]"#),
    ],
    outputs: &[Port::text("message").default("null").metadata(r#"{"hidden":true,"displayed":false}"#)],
    input_side: Side::FIXED.rules(OPERAND_RULES),
    run: Run::Control(Control::ContinueIf),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "stop-value"],
    ..Card::BLANK
};
