//! Lists of choices that several cards share.

use flowc_value::Operator;

use crate::call::CardError;

/// The operators of every card that compares, with the labels people see.
pub const OPERATORS: &[(&str, &str)] = &[
    ("==", "equal to"),
    ("!=", "not equal"),
    (">=", "greater than or equal"),
    ("<=", "less than or equal"),
    (">", "greater than"),
    ("<", "less than"),
    ("%", "a multiple of"),
    ("in", "in"),
    ("not in", "not in"),
    ("has", "has key"),
    ("doesn't have", "doesn't have key"),
    ("is empty", "is empty"),
    ("is not empty", "is not empty"),
];

/// Those of Filter.
pub const FILTER_OPERATORS: &[(&str, &str)] = &[
    ("==", "equal to"),
    ("!=", "not equal"),
    (">=", "greater than or equal"),
    ("<=", "less than or equal"),
    (">", "greater than"),
    ("<", "less than"),
    ("%", "a multiple of"),
    ("in", "in"),
    ("not in", "not in"),
    ("has", "has key"),
    ("doesn't have", "doesn't have key"),
    ("===", "equal and the same type"),
    ("!==", "not equal or not the same type"),
    ("is empty", "is empty"),
    ("is not empty", "is not empty"),
];

/// Those of Find.
pub const FIND_OPERATORS: &[(&str, &str)] = FILTER_OPERATORS.split_at(13).0;

/// The operator that a card's field names.
///
/// # Errors
/// A name that is none.
pub(crate) fn operator(name: &str) -> Result<Operator, CardError> {
    Operator::from_name(name).ok_or_else(|| CardError::new(format!("\"{name}\" is no comparison")))
}
