//! `url.decode_query`: a query text as an object of texts.

use super::decode;
use flowc_value::{Object, Value};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Decode Query.
pub const CARD: Card = Card {
    name: "url.decode_query",
    aliases: &["url.decode"],
    address: ("url", "decode"),
    title: "Decode Query",
    description: "A query text as an object of texts.",
    doc: "A query text as an object of texts.",
    inputs: &[Port::text("query").required()],
    outputs: &[Port::object("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["repeated names give a list, + is a blank, a question mark at the front is passed over"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let query = call.text(0);
    let mut object = Object::new();
    let pairs = query.strip_prefix('?').unwrap_or(&query).split('&').filter(|pair| !pair.is_empty());
    for pair in pairs {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (part(name), Value::text(part(value)));
        match object.get_mut(&name) {
            None => _ = object.insert(name, value),
            Some(Value::List(all)) => all.make_mut().push(value),
            Some(first) => *first = Value::list([std::mem::take(first), value]),
        }
    }
    call.set(0, object);
    Ok(())
}

/// A name or value: + is a blank, and what cannot be decoded stays as it is.
fn part(text: &str) -> String {
    let blank = text.replace('+', " ");
    decode(&blank).unwrap_or(blank)
}
