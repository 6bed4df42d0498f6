//! `xml.build`: writes an object as XML text.

use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Build.
pub const CARD: Card = Card {
    name: "xml.build",
    address: ("xml", "build"),
    title: "Build",
    description: "Writes an object as XML text.",
    doc: "Writes an object as XML text.\nAttributes are under `$`, text under `_`.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("rootName").named("root_name").group("options").default("null"),
        Port::text("doctype").group("options").default("null"),
        Port::boolean("pretty").group("options"),
        Port::text("indent").group("options").default("null"),
        Port::text("newline").group("options").default("null"),
        Port::text("version").group("declaration").default(r#""1.0""#),
        Port::text("encoding").group("declaration").default("null"),
        Port::boolean("standalone").group("declaration"),
    ],
    outputs: &[Port::text("xml").default("null")],
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
