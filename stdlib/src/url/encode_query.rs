//! `url.encode_query`: an object as query text, without a question mark at its front.

use super::encode;
use flowc_value::{Value, convert};

use crate::call::{Call, CardError};
use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Encode Query.
pub const CARD: Card = Card {
    name: "url.encode_query",
    aliases: &["url.encode"],
    address: ("url", "encode"),
    title: "Encode Query",
    description: "Encode a query object into a URL-encoded query string.",
    doc: "An object as query text, without a question mark at its front.",
    inputs: &[Port::object("data").required().typing(Typing::Adopts(&[Kind::Object]))],
    outputs: &[Port::text("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["url-space", "object-as-text", "null-text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let mut out = String::new();
    for (name, value) in call.object(0)?.iter() {
        match value {
            Value::List(items) => items.iter().for_each(|item| pair(name, item, &mut out)),
            single => pair(name, single, &mut out),
        }
    }
    call.set(0, out);
    Ok(())
}

fn pair(name: &str, value: &Value, out: &mut String) {
    if !out.is_empty() {
        out.push('&');
    }
    out.extend([encode(name).as_str(), "=", encode(&convert::to_text(value)).as_str()]);
}
