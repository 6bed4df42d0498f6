//! `list.list_to_text`: the items as one text with a separator between them.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card List to Text.
pub const CARD: Card = Card {
    name: "list.list_to_text",
    aliases: &["list.join"],
    address: ("list", "join"),
    title: "List to Text",
    description: "Join the values of a list into a single text output separated by an optional delimiter, such as a comma.",
    doc: "The items as one text with a separator between them.",
    inputs: &[
        Port::text("list")
            .list()
            .required()
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text, Kind::Boolean, Kind::Date]))
            .available(r#"["number","string","boolean","Date"]"#),
        Port::text("delimiter").named("separator").label("separator").default(r#"",""#),
    ],
    outputs: &[Port::text("string").named("text").label("text").default("null")],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["number","string","boolean","Date"]}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Pack],
    assumed: &["null-in-list"],
    ..Card::BLANK
};
