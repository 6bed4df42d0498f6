//! `list.list_to_text`: the items as one text with a separator between them.

use flowc_types::Kind;
use flowc_value::convert::{ConvertError, append_text};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side, Typing};

/// The card List to Text.
pub const CARD: Card = Card {
    name: "list.list_to_text",
    aliases: &["list.join"],
    address: ("list", "join"),
    title: "List to Text",
    description: "Join the values of a list into a single text output separated by an optional delimiter, \
          such as a comma.",
    doc: "The items as one text with a separator between them.\n\
          An empty separator puts nothing between them; an item that is an object or list is an error.",
    inputs: &[
        Port::text("list")
            .list()
            .required()
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text, Kind::Boolean, Kind::Date]))
            .available(r#"["number","string","boolean","Date"]"#),
        Port::text("delimiter").named("separator").label("separator").default(r#"",""#),
    ],
    outputs: &[Port::text("string").named("text").label("text").default("null")],
    input_side: Side::FIXED
        .rules(r#"{"list":{"collection":true,"types":["number","string","boolean","Date"]}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Pack],
    assumed: &["null-in-list"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, separator) = (call.list(0)?, call.text(1));
    let mut text = String::new();
    for (place, item) in list.iter().enumerate() {
        if item.is_container() {
            return Err(CardError::new(format!(
                "{}: item {place} of the list is no text",
                ConvertError::MESSAGE
            )));
        }
        if place > 0 {
            text.push_str(&separator);
        }
        append_text(item, &mut text);
    }
    call.set(0, text);
    Ok(())
}
