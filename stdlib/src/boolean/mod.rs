//! True/False: comparing and combining.

use flowc_value::convert;

use crate::call::{Call, CardError};
use crate::card::Port;

cards! {
    all_false and any_false compare expression not or or_exclusive xnor
}

/// The first truth of the cards that combine several.
const INPUT_1: Port = Port::boolean("a").named("input_1").label("input 1");

/// The second one.
const INPUT_2: Port = Port::boolean("b").named("input_2").label("input 2");

/// The rules of cards that take any number of truths.
const BOOLEAN_RULES: &str = r#"{"*":{"collection":false,"types":["boolean"]}}"#;

/// All inputs of a card that takes any number of truths.
fn truths(call: &Call<'_>) -> Result<Vec<bool>, CardError> {
    call.inputs.iter().chain(call.fields).map(|value| Ok(convert::to_boolean(value)?)).collect()
}
