//! `list.slice`: a part of the list.

use flowc_value::text::utf16::relative;

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};
use crate::ports::{LIST, LIST_AS_GIVEN};

/// The card Slice.
pub const CARD: Card = Card {
    name: "list.slice",
    address: ("list", "slice"),
    title: "Slice",
    description: "A part of the list.",
    doc: "A part of the list.\nNegative positions count from the end, as in JavaScript.",
    inputs: &[
        LIST,
        Port::number("start").default("null"),
        Port::number("end").default("null"),
    ],
    outputs: &[LIST_AS_GIVEN],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Assumed],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (list, start, end) = (call.list(0)?, call.number(1)?, call.given_number(2)?);
    let start = relative(start, list.len());
    let end = end.map_or(list.len(), |end| relative(end, list.len()));
    call.set(0, list.get(start..end).unwrap_or_default().to_vec());
    Ok(())
}
