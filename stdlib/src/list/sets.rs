//! What the cards on several lists share: which lists they have, and what counts as the same item.

use std::borrow::Cow;

use flowc_value::convert::{convert, to_list};
use flowc_value::{Kind, List, Value};

use crate::call::{Call, CardError, SlotType};

/// The card's own lists and the author's behind them, each with the kind that is declared for its items.
pub(super) fn lists(call: &Call<'_>) -> Result<Vec<(List, Kind)>, CardError> {
    let slots = call.spec.inputs.iter().chain(call.spec.fields.iter().map(|field| &field.slot));
    let values = call.inputs.iter().chain(call.fields);
    let item = |slot: &SlotType| SlotType { list: false, ..*slot }.value_kind();
    slots.zip(values).map(|(slot, value)| Ok((to_list(value)?, item(slot)))).collect()
}

/// What an item counts as (rule `set-items`): a number in a list of text is its text, and the like.
pub(super) fn counted(item: &Value, declared: Kind) -> Cow<'_, Value> {
    match declared {
        Kind::Text | Kind::Number | Kind::Boolean | Kind::Date if !item.is_null() && !item.is_container() => {
            convert(item, declared).unwrap_or(Cow::Borrowed(item))
        }
        _ => Cow::Borrowed(item),
    }
}
