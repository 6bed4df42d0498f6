//! `text.unique_id`: a random UUID of version 4.

use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Unique ID.
pub const CARD: Card = Card {
    name: "text.unique_id",
    aliases: &["text.uuid"],
    address: ("string", "uuid"),
    title: "Unique ID",
    description: "Generate a random unique ID (UUID), such as a tracking number for a transaction.",
    doc: "A random UUID of version 4.",
    class: Class::Random,
    outputs: &[Port::text("output").named("unique_id").label("unique ID").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["random"],
    ..Card::BLANK
};
