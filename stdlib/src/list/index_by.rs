//! `list.index_by`: an object with one key for each item.

use flowc_types::Kind;
use flowc_value::{Object, path};

use super::places;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Index By.
pub const CARD: Card = Card {
    name: "list.index_by",
    address: ("list", "indexBy"),
    title: "Index By",
    description: "An object with one key for each item.",
    doc: "An object with one key for each item.\n\
          The key is the text at the key path; the value is what is at the value path, or the whole \
          item without one. Of items with the same key the last one stays.",
    inputs: &[
        Port::object("list").list().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("keyPath").named("key_path"),
        Port::text("valuePath").named("value_path").default("null"),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["group-missing"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, key, value) = (call.list(0)?, call.text(1), call.text(2));
    let fields = list.iter().map(|item| (places::key_at(item, &key), path::get(item, &value).cloned()));
    let output: Object = fields.collect();
    call.set(0, output);
    Ok(())
}
