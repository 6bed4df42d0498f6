//! `xml.parse`: reads XML text into an object.

use crate::card::{Card, Evidence, Port, Run};

/// The card Parse.
pub const CARD: Card = Card {
    name: "xml.parse",
    address: ("xml", "parse"),
    title: "Parse",
    description: "Reads XML text into an object.",
    doc: "Reads XML text into an object.\nChild elements become lists, attributes an object under the attribute key.",
    inputs: &[
        Port::text("xml").required(),
        Port::text("attrkey").group("options").default(r#""$""#),
        Port::text("charkey").group("options").default(r#""_""#),
        Port::boolean("explicitCharkey").named("explicit_charkey").group("options"),
        Port::boolean("trim").group("options"),
        Port::boolean("normalizeTags").named("normalize_tags").group("options"),
        Port::boolean("normalize").group("options"),
        Port::boolean("explicitRoot").named("explicit_root").group("options"),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
