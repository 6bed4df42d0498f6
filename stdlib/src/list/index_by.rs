//! `list.index_by`: an object with one key for each item.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Index By.
pub const CARD: Card = Card {
    name: "list.index_by",
    address: ("list", "indexBy"),
    title: "Index By",
    description: "An object with one key for each item.",
    doc: "An object with one key for each item.\nThe key is the text at the key path; the value is what is at the value path, or the whole item without one. Of items with the same key the last one stays.",
    inputs: &[
        Port::object("list").list().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("keyPath").named("key_path"),
        Port::text("valuePath").named("value_path").default("null"),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["group-missing"],
    ..Card::BLANK
};
