//! Number: arithmetic, rounding, formulas.

cards! {
    absolute_value add divide exponent factorial formula log multiply power random_integer remainder
    round round_decimal_places round_down round_up sign square_root subtract
}

mod arithmetic;
pub(crate) mod expression;
mod functions;
