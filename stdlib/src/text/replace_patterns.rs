//! `text.replace_patterns`: the text with all matches of several patterns replaced by one text.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Replace Patterns.
pub const CARD: Card = Card {
    name: "text.replace_patterns",
    aliases: &["text.replace_any"],
    address: ("string", "replaceAny"),
    title: "Replace Patterns",
    description: "Find and replace any of multiple patterns with a single value.",
    doc: "The text with all matches of several patterns replaced by one text.\nThe patterns are author-made fields of the group `patterns`.",
    inputs: &[
        Port::text("text").named("look_in").label("look in").required(),
        Port::text("replacement").named("replace_with").label("replace with"),
        Port::boolean("global").named("all_instances").label("all instances").default("true"),
        Port::boolean("case sensitive").named("case_sensitive").default("true"),
    ],
    outputs: &[Port::text("output").named("result_text").label("result text")],
    input_side: Side::FIXED
        .rules(r#"{"*":{"collection":false,"types":["string"]}}"#)
        .groups(r#"{"patterns":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    assumed: &["replace-patterns-regex", "replace-dollar"],
    ..Card::BLANK
};
