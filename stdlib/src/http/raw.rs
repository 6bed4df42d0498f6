//! `http.raw`: sends an HTTP request and gives the response as it came.

use flowc_types::Kind;

use crate::card::{Availability, Card, Class, Evidence, Model, Port, Run, Typing};

/// The card Raw Request.
pub const CARD: Card = Card {
    name: "http.raw",
    address: ("http", "raw"),
    title: "Raw Request",
    description: "Sends an HTTP request and gives the response as it came.",
    doc: "Sends an HTTP request and gives the response as it came.",
    class: Class::Writes,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::text("url").required(),
        Port::text("method").required().default(r#""GET""#).choices(&[
            ("DELETE", "DELETE"),
            ("GET", "GET"),
            ("PATCH", "PATCH"),
            ("POST", "POST"),
            ("PUT", "PUT"),
        ]),
        Port::object("headers").required().may_be_empty().typing(Typing::Adopts(&[Kind::Object])),
        Port::object("query").required().may_be_empty().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("body"),
        hidden("cert"),
        hidden("key"),
        hidden("ca"),
        hidden("passphrase"),
    ],
    outputs: &[
        Port::number("statusCode").named("status_code").default("null"),
        Port::object("headers"),
        Port::text("body"),
    ],
    run: Run::Effect,
    evidence: &[Evidence::Doc, Evidence::Pack],
    availability: Availability::ConnectorBuilder,
    ..Card::BLANK
};

/// A field for certificates, which the canvas does not show.
const fn hidden(key: &'static str) -> Port {
    Port::text(key)
        .group("ssl")
        .default("null")
        .available(r#"["string"]"#)
        .metadata(r#"{"hidden":true,"forceHide":true}"#)
}
