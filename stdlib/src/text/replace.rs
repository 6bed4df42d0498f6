//! `text.replace`: the text with another text in it replaced.

use super::pattern::Pattern;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Replace.
pub const CARD: Card = Card {
    name: "text.replace",
    address: ("string", "replace"),
    title: "Replace",
    description: "Find and replace text.",
    doc: "The text with another text in it replaced.\nWhat to look for is taken literally.",
    inputs: &[
        Port::text("string").named("look_in").label("look in"),
        Port::text("src").named("look_for").label("look for"),
        Port::text("dest").named("replace_with").label("replace with"),
        Port::boolean("global").named("all_instances").label("all instances"),
        Port::boolean("sensitive").named("case_sensitive").label("case sensitive").default("true"),
    ],
    outputs: &[Port::text("output").named("result_text").label("result text")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["replace-literal", "replace-dollar", "replace-empty"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, wanted, new) = (call.text(0), call.text(1), call.text(2));
    let (all, sensitive) = (call.boolean(3)?, call.boolean(4)?);
    let times = if all { usize::MAX } else { 1 };
    let replaced = if wanted.is_empty() {
        text.as_str().to_owned()
    } else if sensitive {
        super::bounded_replace(
            &text,
            text.match_indices(wanted.as_str()).map(|(at, _)| at..at + wanted.len()),
            &new,
            times,
        )?
    } else {
        Pattern::literal(&wanted, false)?.replace(&text, &new, all)?
    };
    call.set(0, replaced);
    Ok(())
}
