//! `text.replace_patterns`: the text with all matches of several patterns replaced by one text.

use super::pattern::Pattern;
use flowc_value::{Text, Value, convert};

use crate::call::{Call, CardError, Prepared};
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
    prepare: Some(prepare),
    evidence: &[Evidence::Pack],
    assumed: &["replace-patterns-regex", "replace-dollar", "replace-empty"],
    ..Card::BLANK
};

fn prepare(constants: &[Option<&Value>]) -> Prepared {
    let all: Option<Vec<&Value>> = constants.iter().skip(3).copied().collect();
    let patterns = all.and_then(|all| {
        let (sensitive, patterns) = all.split_first()?;
        patterns_of(sensitive, patterns.iter().copied()).ok()
    });
    patterns.map_or_else(Prepared::default, Prepared::new)
}

fn patterns_of<'v>(
    sensitive: &Value,
    patterns: impl Iterator<Item = &'v Value>,
) -> Result<Vec<Pattern>, CardError> {
    let sensitive = convert::to_boolean(sensitive)?;
    let patterns = patterns.map(convert::to_text).filter(|pattern| !pattern.is_empty());
    patterns.map(|pattern| Pattern::new(&pattern, sensitive)).collect()
}

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (new, all) = (call.text(1), call.boolean(2)?);
    let replaced = match call.spec.prepared.get::<Vec<Pattern>>() {
        Some(patterns) => replaced(call.text(0), patterns, &new, all)?,
        None => replaced(call.text(0), &patterns_of(call.input(3), call.fields.iter())?, &new, all)?,
    };
    call.set(0, replaced);
    Ok(())
}

fn replaced(text: Text, patterns: &[Pattern], new: &str, all: bool) -> Result<Text, CardError> {
    patterns.iter().try_fold(text, |text, pattern| Ok(pattern.replace(&text, new, all)?.into()))
}
