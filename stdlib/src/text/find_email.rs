//! `text.find_email`: the first e-mail address in a text, or nothing.

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Find Email.
pub const CARD: Card = Card {
    name: "text.find_email",
    aliases: &["text.email"],
    address: ("string", "email"),
    title: "Find Email",
    description: "Find the first instance of a valid email address in a text.",
    doc: "The first e-mail address in a text, or nothing.",
    inputs: &[Port::text("string").named("text").label("text").required()],
    outputs: &[Port::text("email").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["email-grammar", "null-text", "no address gives empty text"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    call.set(0, first_address(&text).unwrap_or_default());
    Ok(())
}

/// The first `name@domain.tld` of usual characters.
fn first_address(text: &str) -> Option<&str> {
    text.match_indices('@').find_map(|(at, _)| {
        let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let name = before.bytes().rev().take_while(|&byte| is_name(byte)).count();
        let name = before.get(before.len() - name..)?.trim_start_matches('.');
        let domain = domain_length(behind)?;
        if name.is_empty() || name.ends_with('.') { None } else { text.get(at - name.len()..at + 1 + domain) }
    })
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'')
}

/// Bytes of the domain that a text begins with: labels with dots between them, the last of letters only.
fn domain_length(text: &str) -> Option<usize> {
    let (mut length, mut valid) = (0, None);
    for (place, label) in text.split('.').enumerate() {
        let own = label.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let letters = label.bytes().take_while(u8::is_ascii_alphabetic).count();
        if own == 0 || label.starts_with('-') {
            break;
        }
        length += own + usize::from(place > 0);
        if place > 0 && letters == own && own > 1 {
            valid = Some(length);
        }
        if own < label.len() {
            break;
        }
    }
    valid
}
