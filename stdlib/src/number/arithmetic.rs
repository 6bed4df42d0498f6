//! Arithmetic that cards and formulas share, as JavaScript has it.

/// The product of the whole numbers from 1; beyond 170 it is infinite.
pub(super) fn factorial(number: f64) -> f64 {
    if number.is_nan() || number > 170.0 {
        return if number.is_nan() { number } else { f64::INFINITY };
    }
    let (mut product, mut factor) = (1.0, 2.0);
    while factor <= number {
        product *= factor;
        factor += 1.0;
    }
    product
}

/// `base ** exponent`: 1 to an infinite or undefined power is NaN.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || exponent.is_infinite() && base.abs() == 1.0 {
        return f64::NAN;
    }
    base.powf(exponent)
}

/// A number as the bit operators see it: 32 bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within 32 bits")]
pub(super) fn to_bits(number: f64) -> i32 {
    if !number.is_finite() {
        return 0;
    }
    (number.trunc().rem_euclid(4_294_967_296.0) as u32).cast_signed()
}
