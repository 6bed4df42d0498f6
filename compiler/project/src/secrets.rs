//! Literals that look like secrets: they do not belong into source that is shared.

use flowc_diag::{Diagnostic, codes};
use flowc_ir::{Card, Datum, Flow, Origin, Program, TemplatePart};
use flowc_value::Value;

/// One warning per card that holds such a literal.
pub fn secrets(program: &Program) -> Vec<Diagnostic> {
    program.flows.iter().flat_map(|flow| cards(flow).filter_map(finding)).collect()
}

fn cards(flow: &Flow) -> impl Iterator<Item = &Card> {
    flow.bodies.iter().flat_map(|body| body.cards_in_order().into_iter().filter_map(|id| body.card(id)))
}

fn finding(card: &Card) -> Option<Diagnostic> {
    let Origin::Source(span) = card.origin else { return None };
    let found = card.inputs.iter().find_map(|input| {
        let reason = match &input.datum {
            Datum::Literal(value) => in_value(&input.key, value, 0)?,
            Datum::Template(parts) => parts.iter().find_map(|part| match part {
                TemplatePart::Text(text) => known_form(text),
                TemplatePart::Hole(_) => None,
            })?,
            _ => return None,
        };
        Some((input.key.clone(), reason))
    });
    let (key, reason) = found?;
    let title = format!("the literal in `{key}` of \"{}\" looks like a secret", card.title);
    Some(
        Diagnostic::new(codes::F0804, span, title)
            .primary(reason)
            .note("everybody who reads the source or the pack can read it")
            .help("use a connection or a table for it; if it is none, write `@allow(F0804, \"why\")` above"),
    )
}

/// How deep literals are looked into.
const DEPTH: usize = 16;

fn in_value(key: &str, value: &Value, depth: usize) -> Option<&'static str> {
    match value {
        Value::Text(text) => known_form(text).or_else(|| named_so(key, text)),
        Value::List(items) if depth < DEPTH => {
            items.into_iter().find_map(|item| in_value(key, item, depth + 1))
        }
        Value::Object(object) if depth < DEPTH => {
            object.iter().find_map(|(key, value)| in_value(key, value, depth + 1))
        }
        _ => None,
    }
}

/// Beginnings of tokens that services hand out, with the least length of the rest.
const TOKENS: &[(&str, usize, &str)] = &[
    ("xoxb-", 10, "it has the form of a Slack token"),
    ("xoxp-", 10, "it has the form of a Slack token"),
    ("xapp-", 10, "it has the form of a Slack token"),
    ("ghp_", 20, "it has the form of a GitHub token"),
    ("gho_", 20, "it has the form of a GitHub token"),
    ("github_pat_", 20, "it has the form of a GitHub token"),
    ("glpat-", 15, "it has the form of a GitLab token"),
    ("AKIA", 16, "it has the form of an AWS access key"),
    ("AIza", 30, "it has the form of a Google API key"),
    ("sk-", 20, "it has the form of an API key"),
    ("sk_live_", 10, "it has the form of a Stripe key"),
    ("SG.", 30, "it has the form of a SendGrid key"),
    ("eyJ", 40, "it has the form of a JSON Web Token"),
    ("-----BEGIN ", 20, "it holds a private key or certificate"),
];

/// Words in front of credentials in a header.
const SCHEMES: &[&str] = &["Bearer ", "Basic ", "SSWS ", "GenieKey "];

fn known_form(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let scheme = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme));
    if let Some(rest) = scheme {
        return is_opaque(rest, 12).then_some("it has the form of credentials in a header");
    }
    TOKENS.iter().find_map(|(start, length, reason)| {
        let rest = text.strip_prefix(start)?;
        let key = start.starts_with('-');
        (if key { rest.len() >= *length } else { is_opaque(rest, *length) }).then_some(*reason)
    })
}

/// Letters, digits and marks of encodings only, with at least one digit, and long enough.
fn is_opaque(text: &str, length: usize) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "+/=_-.".contains(letter);
    text.len() >= length && text.chars().all(allowed) && text.chars().any(|letter| letter.is_ascii_digit())
}

/// Words of fields that hold secrets.
const FIELDS: &[&str] =
    &["password", "passwd", "secret", "apikey", "accesskey", "privatekey", "token", "authorization"];

fn named_so(key: &str, text: &str) -> Option<&'static str> {
    let flat: String =
        key.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let named = FIELDS.iter().any(|field| flat.ends_with(field));
    // A word or a phrase is a placeholder, a name or a grammar; a secret is opaque.
    (named && is_opaque(text, 8)).then_some("the field's name says so")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_other_texts() {
        let fake = |start: &str, rest: &str| format!("{start}{rest}");
        for (key, text, secret) in [
            ("body", fake("xoxb", "-1234567890-abcdef"), true),
            ("header", fake("SSWS ", "00abcdefghijklmnop1"), true),
            ("header", "Bearer of good news".to_owned(), false),
            ("Client Secret", "h7Gd93kQ".to_owned(), true),
            ("Client Secret", "paste it here".to_owned(), false),
            ("Client Secret", "PASTE_SECRET".to_owned(), false),
            ("title", "h7Gd93kQ".to_owned(), false),
            ("token_type", "abcdefgh1".to_owned(), false),
        ] {
            assert_eq!(in_value(key, &Value::text(&*text), 0).is_some(), secret, "{key}: {text}");
        }
    }
}
