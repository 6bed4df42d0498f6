//! What stands above a statement: title and note of its outermost card.

use ecow::EcoString;
use flowc_ir::{Card, Flow, Note};
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

/// `@title`, and `@note` where no lines above the statement say it ([`note_lines`]).
pub(crate) fn attributes(flow: &Flow, card: &Card, signature: Option<&Signature>) -> Vec<Attr> {
    let usual = signature.map_or(&card.title, |signature| &signature.title);
    let usual = crate::builder::usual_title(flow, card).unwrap_or_else(|| usual.clone());
    let usual_note = signature.and_then(|signature| signature.note.as_deref());
    let said_above = !note_lines(card, signature).is_empty();
    title(card, &usual).into_iter().chain(note(card, usual_note).filter(|_| !said_above)).collect()
}

/// The lines of `///` above a card's statement: its note, where it differs from what the card starts with. An
/// empty note has no lines, it is said by `@note("")`.
pub(crate) fn note_lines(card: &Card, signature: Option<&Signature>) -> Vec<EcoString> {
    let usual = signature.and_then(|signature| signature.note.as_ref());
    match &card.note {
        Note::Text(text) if !text.is_empty() && Some(text) != usual => {
            text.split('\n').map(EcoString::from).collect()
        }
        _ => Vec::new(),
    }
}

/// `@title` and `@note` of a card that no statement stands for, against the usual ones.
pub(crate) fn title_and_note(card: &Card, usual: &str, usual_note: Option<&str>) -> Vec<Attr> {
    title(card, usual).into_iter().chain(note(card, usual_note)).collect()
}

fn title(card: &Card, usual: &str) -> Option<Attr> {
    (card.title != usual).then(|| attribute("title", &[&card.title]))
}

fn note(card: &Card, usual: Option<&str>) -> Option<Attr> {
    match &card.note {
        Note::Text(text) if Some(text.as_str()) != usual => Some(attribute("note", &[text])),
        Note::None if usual.is_some() => Some(attribute("note", &[])),
        Note::Text(_) | Note::None | Note::Comment { .. } => None,
    }
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
