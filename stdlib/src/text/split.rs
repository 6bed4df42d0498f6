//! `text.split`: the parts of a text between separators.

use crate::card::{Card, Evidence, Port, Run};

/// The card Split.
pub const CARD: Card = Card {
    name: "text.split",
    address: ("string", "split"),
    title: "Split",
    description: "Split text into a list of segments separated by commas or other specified delimiter.",
    doc: "The parts of a text between separators.",
    inputs: &[
        Port::text("string").named("text").label("text").required(),
        Port::text("delimiter").named("separator").label("separator").default(r#"",""#),
    ],
    outputs: &[Port::text("output").list().named("result_list").label("result list")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["split-empty", "backslash-n"],
    ..Card::BLANK
};
