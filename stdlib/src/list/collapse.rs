//! `list.collapse`: merges a list of objects into one object; later ones win.

use flowc_types::Kind;
use flowc_value::Object;
use flowc_value::convert::to_object;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card Collapse.
pub const CARD: Card = Card {
    name: "list.collapse",
    address: ("list", "collapse"),
    title: "Collapse",
    description: "Merge a list of objects into a single object. If more than one object in the list has the same key, the later value is used.",
    doc: "Merges a list of objects into one object; later ones win.",
    inputs: &[Port::object("list")
        .list()
        .required()
        .typing(Typing::Adopts(&[Kind::Object]))
        .available(r#"["object"]"#)],
    outputs: &[Port::object("output").default("null").available(r#"["object"]"#)],
    input_side: Side::FIXED.rules(r#"{"list":{"collection":true,"types":["object"]}}"#),
    output_side: Side::FIXED.rules(r#"{"output":{"collection":false,"types":["object"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["collapse-deep", "null-object"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut merged = Object::new();
    for item in &call.list(0)? {
        merged.extend(to_object(item)?);
    }
    call.set(0, merged);
    Ok(())
}
