//! `object.construct`: an object of the fields given.

use flowc_value::path;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Construct.
pub const CARD: Card = Card {
    name: "object.construct",
    address: ("object", "construct"),
    title: "Construct",
    description: "Create an object from multiple inputs.",
    doc: "An object of the fields given.\n\
          A dot in a field's name nests, a whole number makes a list: `commands.0.type`.",
    outputs: &[Port::object("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":"*","types":["*"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["construct-index", "construct-null"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let fields = call.author_fields().map(|(field, value)| (field.key.as_str(), value.clone()));
    let object = path::construct(fields)?;
    call.set(0, object);
    Ok(())
}
