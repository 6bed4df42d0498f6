//! `jwt.decode`: reads a JSON Web Token without checking its signature.

use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Decode.
pub const CARD: Card = Card {
    name: "jwt.decode",
    address: ("jwt", "decode"),
    title: "Decode",
    description: "Reads a JSON Web Token without checking its signature.",
    doc: "Reads a JSON Web Token without checking its signature.",
    inputs: &[Port::text("token").required()],
    outputs: &[Port::object("header").default("null")],
    output_side: Side::FIXED.groups(r#"{"payload":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
