//! Positions and keys as the list cards read them.

use flowc_value::convert::to_text;
use flowc_value::{Text, Value, path};

use crate::call::Random;

/// The key of items that lack the value a list is grouped by (rule `group-missing`).
pub(crate) const UNDEFINED: &str = "undefined";

/// A number as position: a whole number from 0 on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the range that is checked"
)]
pub(super) fn index(number: f64) -> Option<usize> {
    (number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX)).then_some(number as usize)
}

/// A number as count: what is below one or no number counts as nothing, fractions are cut off.
pub(super) fn count(number: f64) -> usize {
    index(number.min(f64::from(u32::MAX)).trunc()).unwrap_or_default()
}

/// A position below a limit, drawn at random.
pub(super) fn below(limit: usize, random: &mut Random) -> usize {
    let limit_as_number = Value::from(limit).as_number().unwrap_or_default();
    count(random.next_unit() * limit_as_number).min(limit.saturating_sub(1))
}

/// The value at a path of an item, as a key of an object.
pub(super) fn key_at(item: &Value, path: &str) -> Text {
    match path::get(item, path) {
        None => Text::new(UNDEFINED),
        Some(Value::Null) => Text::new("null"),
        Some(value) => to_text(value),
    }
}
