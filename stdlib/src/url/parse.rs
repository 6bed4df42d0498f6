//! `url.parse`: the parts of a URL, encoded.

use super::escaped;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Parse.
pub const CARD: Card = Card {
    name: "url.parse",
    address: ("url", "parse"),
    title: "Parse",
    description: "Parse full URL text into its encoded parts.",
    doc: "The parts of a URL, encoded.",
    inputs: &[Port::text("url").required()],
    outputs: &[
        Port::text("protocol").default(r#""https""#),
        Port::text("host").default("null"),
        Port::number("port").default("443"),
        Port::text("path").default(r#""/""#),
        Port::text("query"),
    ],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &[
        "url-port",
        "text without a protocol is a path",
        "a missing protocol or host is null, a missing query empty",
    ],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    let text = text.trim();
    let (protocol, rest) = match text.split_once("://") {
        Some((protocol, rest)) if is_protocol(protocol) => (Some(protocol.to_ascii_lowercase()), rest),
        _ => (None, text),
    };
    let (rest, _fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let slash = if protocol.is_some() { rest.find(['/', '\\']).unwrap_or(rest.len()) } else { 0 };
    let (place, path) = rest.split_at_checked(slash).unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
            (host, port.parse::<u16>().ok())
        }
        _ => (place, None),
    };
    let port = port.or_else(|| default_port(protocol.as_deref()?));
    call.set(0, protocol);
    call.set(1, Some(host.to_lowercase()).filter(|host| !host.is_empty()));
    call.set(2, port.map(u32::from));
    call.set(3, if path.is_empty() { "/".to_owned() } else { escaped(path, "") });
    call.set(4, escaped(query, ""));
    Ok(())
}

fn is_protocol(text: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(usual)
}

fn default_port(protocol: &str) -> Option<u16> {
    Some(match protocol {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "ftp" => 21,
        _ => return None,
    })
}
