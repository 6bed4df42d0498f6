//! `jwt.sign`: makes a signed JSON Web Token from the fields of the group `payload`.

use flowc_types::Kind;

use crate::card::{Card, Class, Evidence, Model, Port, Run, Side, Typing};

use super::ALGORITHMS;

/// The card Sign.
pub const CARD: Card = Card {
    name: "jwt.sign",
    address: ("jwt", "sign"),
    title: "Sign",
    description: "Encode and sign a JSON Web Token.",
    doc: "Makes a signed JSON Web Token from the fields of the group `payload`.",
    class: Class::Clock,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::text("key"),
        Port::text("audience").group("options").default("null"),
        Port::text("issuer").group("options").default("null"),
        Port::number("expiresIn")
            .named("expires_in")
            .group("options")
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text]))
            .default("null")
            .available(r#"["number","string"]"#)
            .metadata(r#"{"examples":[60,"10 minutes","2 days","7d","10h"]}"#),
        Port::text("jwtid").group("options").default("null"),
        Port::boolean("noTimestamp").named("no_timestamp").group("options"),
        Port::text("header").group("options").default("null"),
        Port::number("notBefore")
            .named("not_before")
            .group("options")
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text]))
            .default("null")
            .available(r#"["number","string"]"#)
            .metadata(r#"{"examples":[60,"10 minutes","2 days","7d","10h"]}"#),
        Port::text("subject").group("options").default("null"),
        Port::text("algorithm").group("options").required().choices(ALGORITHMS),
    ],
    outputs: &[Port::text("token").default("null")],
    input_side: Side::FIXED.groups(r#"{"payload":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
