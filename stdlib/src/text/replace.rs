//! `text.replace`: the text with another text in it replaced.

use crate::card::{Card, Evidence, Port, Run};

/// The card Replace.
pub const CARD: Card = Card {
    name: "text.replace",
    address: ("string", "replace"),
    title: "Replace",
    description: "Find and replace text.",
    doc: "The text with another text in it replaced.\nWhat to look for is taken literally.",
    inputs: &[
        Port::text("string").named("look_in").label("look in"),
        Port::text("src").named("look_for").label("look for"),
        Port::text("dest").named("replace_with").label("replace with"),
        Port::boolean("global").named("all_instances").label("all instances"),
        Port::boolean("sensitive").named("case_sensitive").label("case sensitive").default("true"),
    ],
    outputs: &[Port::text("output").named("result_text").label("result text")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["replace-literal", "replace-dollar", "replace-empty"],
    ..Card::BLANK
};
