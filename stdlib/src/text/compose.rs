//! `text.compose`: text with values embedded in it.

use flowc_value::{Text, convert};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Compose.
pub const CARD: Card = Card {
    name: "text.compose",
    address: ("string", "compose"),
    title: "Compose",
    description: "Enter free form text and optionally drag fields into your text like a mail merge.",
    doc: "Text with values embedded in it.\nThe template holds a hole for each embedded value, and each hole is an author-made input.",
    inputs: &[Port::text("_text_").named("text").required()],
    outputs: &[Port::text("output")],
    input_side: Side::OPEN.rules(r#"{"*":{"collection":false,"types":["string"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &[
        "null-text",
        "boolean-as-text",
        "object-as-text",
        "a hole that nothing fills stays as it is written",
    ],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let filled = fill(&call.text(0), |key| {
        let field = call.author_fields().find(|(field, _)| field.key == key);
        field.map(|(_, value)| convert::to_text(value))
    });
    let filled = super::within_limit(filled)?;
    call.set(0, filled);
    Ok(())
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Text that stands for itself.
    Text(&'t str),
    /// The hole `{{{key}}}`.
    Hole(&'t str),
}

/// The pieces of a template in order. A hole's key is made of letters, digits, `_` and `-`; three braces around
/// anything else are text.
pub fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    let (mut rest, mut hole) = (template, None);
    std::iter::from_fn(move || {
        if let Some(key) = hole.take() {
            return Some(Part::Hole(key));
        }
        let (text, key, behind) = next_hole(rest);
        rest = behind;
        match (text, key) {
            ("", None) => None,
            ("", Some(key)) => Some(Part::Hole(key)),
            (text, key) => {
                hole = key;
                Some(Part::Text(text))
            }
        }
    })
}

/// The text before the next hole, the hole's key, and what is behind it.
fn next_hole(rest: &str) -> (&str, Option<&str>, &str) {
    let mut from = 0;
    while let Some((before, inside)) = split_from(rest, from, "{{{") {
        let length =
            inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)).count();
        let (key, behind) = inside.split_at_checked(length).unwrap_or((inside, ""));
        match behind.strip_prefix("}}}") {
            Some(behind) if !key.is_empty() => return (before, Some(key), behind),
            _ => from = before.len() + 1,
        }
    }
    (rest, None, "")
}

/// What is before and behind the first `mark` at or after a byte position.
fn split_from<'t>(text: &'t str, from: usize, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = from + text.get(from..)?.find(mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// The template with its holes filled; a hole that nothing fills stays as it is written.
pub fn fill(template: &str, value: impl Fn(&str) -> Option<Text>) -> String {
    let mut out = String::with_capacity(template.len());
    for part in parts(template) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Hole(key) => match value(key) {
                Some(text) => out.push_str(&text),
                None => out.extend(["{{{", key, "}}}"]),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_fall_into_pieces() {
        use Part::{Hole, Text};
        let rows: [(&str, &[Part<'_>]); 6] = [
            ("", &[]),
            ("plain", &[Text("plain")]),
            ("{{{0}}}{{{1}}}", &[Hole("0"), Hole("1")]),
            ("a {{{x-_9}}}\n", &[Text("a "), Hole("x-_9"), Text("\n")]),
            ("{{{ no }}} {{{}}} {{{", &[Text("{{{ no }}} {{{}}} {{{")]),
            ("{{{{a}}}}", &[Text("{"), Hole("a"), Text("}")]),
        ];
        for (template, expected) in rows {
            assert_eq!(parts(template).collect::<Vec<_>>(), expected, "{template}");
        }
    }
}
