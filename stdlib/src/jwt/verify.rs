//! `jwt.verify`: checks a JSON Web Token's signature and claims and gives the claims wanted.

use flowc_types::Kind;

use crate::card::{Card, Class, Evidence, Model, Port, Run, Side, Typing};

use super::ALGORITHMS;

/// The card Verify.
pub const CARD: Card = Card {
    name: "jwt.verify",
    address: ("jwt", "verify"),
    title: "Verify",
    description: "Decode and verify a JSON Web Token.",
    doc: "Checks a JSON Web Token's signature and claims and gives the claims wanted.",
    class: Class::Clock,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::text("token").required(),
        Port::text("key").required(),
        Port::text("audience").group("options").default("null"),
        Port::text("issuer").group("options").default("null"),
        Port::boolean("ignoreExpiration").named("ignore_expiration").group("options"),
        Port::text("subject").group("options").default("null"),
        Port::text("algorithm").group("options").required().choices(ALGORITHMS),
        Port::text("message")
            .typing(Typing::Adopts(&[
                Kind::Text,
                Kind::Number,
                Kind::Boolean,
                Kind::Date,
                Kind::Object,
                Kind::File,
                Kind::Flow,
            ]))
            .available(r#"["string","number","boolean","Date","Array","object","file","flo","folder"]"#),
    ],
    output_side: Side::FIXED.groups(r#"{"decoded":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Unknown("not evaluated yet"),
    evidence: &[Evidence::Doc, Evidence::Pack],
    ..Card::BLANK
};
