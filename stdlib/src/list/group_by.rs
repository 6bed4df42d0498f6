//! `list.group_by`: the items by the text at a path: an object of lists.

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Group By.
pub const CARD: Card = Card {
    name: "list.group_by",
    address: ("list", "groupBy"),
    title: "Group By",
    description: "The items by the text at a path: an object of lists.",
    doc: "The items by the text at a path: an object of lists.",
    inputs: &[
        Port::object("list").list().required().typing(Typing::Adopts(&[])).available(r#"["*"]"#),
        Port::text("path"),
    ],
    outputs: &[Port::object("groups").metadata(r#"{"collapsed":true}"#)],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["group-missing"],
    ..Card::BLANK
};
