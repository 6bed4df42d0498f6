//! `text.find_email`: the first e-mail address in a text, or nothing.

use crate::card::{Card, Evidence, Port, Run};

/// The card Find Email.
pub const CARD: Card = Card {
    name: "text.find_email",
    aliases: &["text.email"],
    address: ("string", "email"),
    title: "Find Email",
    description: "Find the first instance of a valid email address in a text.",
    doc: "The first e-mail address in a text, or nothing.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("email").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["email-grammar"],
    ..Card::BLANK
};
