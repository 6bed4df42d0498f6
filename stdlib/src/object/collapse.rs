//! `object.collapse`: an object from a list of `{key, value}` objects.

use flowc_types::Kind;
use flowc_value::convert::to_text;
use flowc_value::{Object, Text};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};
use crate::list::places::UNDEFINED;

/// The card Collapse.
pub const CARD: Card = Card {
    name: "object.collapse",
    address: ("object", "collapse"),
    title: "Collapse",
    description: "An object from a list of `{key, value}` objects.",
    doc: "An object from a list of `{key, value}` objects.\nOf pairs with the same key the last one stays.",
    inputs: &[Port::object("list").list().required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::object("output").default("null")],
    input_side: Side::OPEN,
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["group-missing"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut output = Object::new();
    for pair in &call.list(0)? {
        let key = pair.get("key").map_or(Text::new(UNDEFINED), to_text);
        output.insert(key, pair.get("value").cloned());
    }
    call.set(0, output);
    Ok(())
}
