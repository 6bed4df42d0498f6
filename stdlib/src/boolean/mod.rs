//! True/False: comparing and combining.

use flowc_value::convert;

use crate::call::{Call, CardError};

cards! {
    all_false and any_false compare expression not or or_exclusive xnor
}

/// All inputs of a card that takes any number of truths.
fn truths(call: &Call<'_>) -> Result<Vec<bool>, CardError> {
    call.inputs.iter().chain(call.fields).map(|value| Ok(convert::to_boolean(value)?)).collect()
}
