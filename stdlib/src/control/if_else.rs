//! `control.if_else`: runs one of two arms by a comparison and goes on after both.

use crate::card::{Card, Class, Control, Evidence, Port, Run, Side};
use crate::ports::{COMPARISON, OPERAND_RULES, VALUE_A, VALUE_B};

/// The card If/Else.
pub const CARD: Card = Card {
    name: "control.if_else",
    aliases: &["control.if"],
    address: ("control", "if"),
    title: "If/Else",
    description: "Specify different actions to run based on whether or not a single condition is true.",
    doc: comparing!("Runs one of two arms by a comparison and goes on after both."),
    class: Class::Control,
    inputs: &[VALUE_A, COMPARISON.required(), VALUE_B],
    outputs: &[Port::boolean("result").default("null")],
    input_side: Side::FIXED.rules(OPERAND_RULES),
    output_side: Side::OPEN,
    run: Run::Control(Control::If),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["compare-runtime-type", "compare-mixed", "stop-in-arm", "return-in-arm", "join-unset"],
    ..Card::BLANK
};
