//! `text.replace_patterns`: the text with all matches of several patterns replaced by one text.

use super::pattern::Pattern;
use flowc_value::{Text, convert};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Replace Patterns.
pub const CARD: Card = Card {
    name: "text.replace_patterns",
    aliases: &["text.replace_any"],
    address: ("string", "replaceAny"),
    title: "Replace Patterns",
    description: "Find and replace any of multiple patterns with a single value.",
    doc: "The text with all matches of several patterns replaced by one text.\nThe patterns are author-made fields of the group `patterns`.",
    inputs: &[
        Port::text("text").named("look_in").label("look in").required(),
        Port::text("replacement").named("replace_with").label("replace with"),
        Port::boolean("global").named("all_instances").label("all instances").default("true"),
        Port::boolean("case sensitive").named("case_sensitive").default("true"),
    ],
    outputs: &[Port::text("output").named("result_text").label("result text")],
    input_side: Side::FIXED
        .rules(r#"{"*":{"collection":false,"types":["string"]}}"#)
        .groups(r#"{"patterns":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["replace-patterns-regex", "replace-dollar", "replace-empty"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (new, all, sensitive) = (call.text(1), call.boolean(2)?, call.boolean(3)?);
    let patterns: Vec<Text> = call.fields.iter().map(convert::to_text).collect();
    let mut text = call.text(0);
    for pattern in patterns.iter().filter(|pattern| !pattern.is_empty()) {
        text = Pattern::new(pattern, sensitive)?.replace(&text, &new, all)?.into();
    }
    call.set(0, text);
    Ok(())
}
