//! `control.lookup`: looks a text up in a table written on the card.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Lookup.
pub const CARD: Card = Card {
    name: "control.lookup",
    address: ("control", "lookup"),
    title: "Lookup",
    description: "Convert one value to another using a lookup table",
    doc: "Looks a text up in a table written on the card.\n\
          The options are author-made fields of the group `options`, their keys the texts to find, \
          their values the results; a text that is not among them gives the value for all others.",
    inputs: &[
        Port::text("key").named("value").label("Value").required().available(r#"["string"]"#),
        Port::text("else").typing(Typing::AdoptsAll(&[])).default("null").available(r#"["*"]"#),
    ],
    outputs: &[Port::text("result")
        .typing(Typing::Like(1))
        .default("null")
        .available(r#"["string","number","boolean","Date","Array","object","flo","folder"]"#)],
    input_side: Side::FIXED
        .rules(r#"{"else":{"collection":"*","types":["*"]}}"#)
        .groups(r#"{"options":{"collection":"*","extensible":true,"types":["*"]}}"#),
    output_side: Side::FIXED.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["text-case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let wanted = call.text(0);
    let found = call.author_fields().find(|(option, _)| option.key == *wanted).map(|(_, value)| value);
    let result = found.unwrap_or(call.input(1)).clone();
    call.set(0, result);
    Ok(())
}
