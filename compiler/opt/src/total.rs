//! Cards that take every value and never fail.

use flowc_ir::Address;

/// Channel and method of each. All of them need nothing but texts, and every value has a text, or they pass on
/// what they get. A test calls each with values of all kinds.
pub const TOTAL: &[(&str, &str)] = &[
    ("list", "construct"),
    ("string", "base64"),
    ("string", "concat"),
    ("string", "length"),
    ("string", "toLowerCase"),
    ("string", "toUpperCase"),
    ("string", "trim"),
];

pub(crate) fn is_total(address: &Address) -> bool {
    TOTAL.iter().any(|&(channel, method)| address.is(channel, method))
}
