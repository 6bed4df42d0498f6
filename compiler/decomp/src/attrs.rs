//! What stands above a statement: title and note of its outermost card.

use flowc_ir::{Card, Note};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_syntax::ast::Attr;

use crate::expr::attribute;

/// The signature of a card.
pub(crate) fn signature<'s>(card: &Card, signatures: &'s Signatures) -> Option<&'s Signature> {
    let found = match &card.address {
        flowc_ir::Address::System { channel, method } => signatures.of_system(channel, method),
        flowc_ir::Address::Connector { connector, version, method } => {
            signatures.of_connector(connector, version, method)
        }
    };
    found.map(|signature| &**signature)
}

/// `@title`, `@note` where they differ from what the card starts with.
pub(crate) fn attributes(card: &Card, signature: Option<&Signature>) -> Vec<Attr> {
    let usual = signature.map_or(card.title.as_str(), |signature| &signature.title);
    let usual_note = signature.and_then(|signature| signature.note.as_ref());
    title_and_note(card, usual, usual_note.map(ecow::EcoString::as_str))
}

/// The same against a given title and note.
pub(crate) fn title_and_note(card: &Card, title: &str, note: Option<&str>) -> Vec<Attr> {
    let mut attrs = Vec::new();
    if card.title != title {
        attrs.push(attribute("title", &[&card.title]));
    }
    match &card.note {
        Note::Text(text) if Some(text.as_str()) != note => attrs.push(attribute("note", &[text])),
        Note::None if note.is_some() => attrs.push(attribute("note", &[])),
        Note::Text(_) | Note::None | Note::Comment { .. } => {}
    }
    attrs
}

/// `@output("date", "Today")`: names that people gave to a card's own outputs; of an only output without which.
pub(crate) fn output_names(card: &Card, signature: Option<&Signature>) -> Vec<Attr> {
    let only = crate::printer::is_port(card);
    let named = card.outputs.iter().enumerate().filter(|(_, output)| output.role == flowc_ir::Role::Own);
    named
        .filter_map(|(at, output)| {
            let label = output.label.as_ref()?;
            let path = crate::printer::output_path(card, at, signature).join(".");
            Some(if only { attribute("output", &[label]) } else { attribute("output", &[&path, label]) })
        })
        .collect()
}

/// `@label("name", "description")` of an author-made field.
pub(crate) fn label(label: Option<&str>, description: Option<&str>) -> Vec<Attr> {
    match (label, description) {
        (None, None) => Vec::new(),
        (label, None) => vec![attribute("label", &[label.unwrap_or_default()])],
        (label, Some(description)) => vec![attribute("label", &[label.unwrap_or_default(), description])],
    }
}
