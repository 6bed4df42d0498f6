//! `url.format`: a URL from its parts.

use super::escaped;
use flowc_value::number;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Format.
pub const CARD: Card = Card {
    name: "url.format",
    address: ("url", "format"),
    title: "Format",
    description: "A URL from its parts.",
    doc: "A URL from its parts.",
    inputs: &[
        Port::text("protocol").required(),
        Port::text("host").required(),
        Port::number("port").default("null"),
        Port::text("path"),
        Port::text("query"),
    ],
    outputs: &[Port::text("url").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["a path gets a slash at its front, blanks are encoded"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (protocol, host, path, query) = (call.text(0), call.text(1), call.text(3), call.text(4));
    let mut url = String::new();
    let protocol = protocol.trim_end_matches('/').trim_end_matches(':');
    if !protocol.is_empty() {
        url.extend([protocol, "://"]);
    }
    url.push_str(&host);
    if let Some(port) = call.given_number(2)? {
        url.extend([":", &number::print(port)]);
    }
    if !path.is_empty() {
        url.extend([if path.starts_with('/') { "" } else { "/" }, &escaped(&path, "?#")]);
    }
    if let Some(query) = Some(query.strip_prefix('?').unwrap_or(&query)).filter(|query| !query.is_empty()) {
        url.extend(["?", &escaped(query, "#")]);
    }
    call.set(0, url);
    Ok(())
}
