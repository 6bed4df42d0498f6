//! `object.merge`: merges objects; later ones win, nested objects are replaced.

use flowc_types::Kind;
use flowc_value::convert::to_object;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Merge.
pub const CARD: Card = Card {
    name: "object.merge",
    address: ("object", "merge"),
    title: "Merge",
    description: "Combine multiple objects into one.",
    doc: "Merges objects; later ones win, nested objects are replaced.\nFurther objects may be added.",
    inputs: &[
        Port::object("start")
            .named("object_1")
            .label("object 1")
            .required()
            .typing(Typing::Adopts(&[Kind::Object])),
        Port::object("sink")
            .named("object_2")
            .label("object 2")
            .required()
            .typing(Typing::Adopts(&[Kind::Object])),
    ],
    outputs: &[Port::object("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["object"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["collapse-deep", "null-object"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (mut merged, second) = (call.object(0)?, call.object(1)?);
    merged.extend(second);
    for value in call.fields {
        merged.extend(to_object(value)?);
    }
    call.set(0, merged);
    Ok(())
}
