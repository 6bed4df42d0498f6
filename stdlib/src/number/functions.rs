//! The functions and constants of formulas.

use super::arithmetic::{factorial, power};
use super::expression::modulo;
use crate::call::Random;

/// The one function that draws.
pub(super) const RANDOM: &str = "random";

/// A constant by its name.
pub(super) fn constant(name: &str) -> Option<f64> {
    use std::f64::consts as known;
    Some(match name {
        "pi" | "PI" => known::PI,
        "e" | "E" => known::E,
        "tau" => known::TAU,
        "phi" => 1.618_033_988_749_895,
        "Infinity" => f64::INFINITY,
        "NaN" => f64::NAN,
        "LN2" => known::LN_2,
        "LN10" => known::LN_10,
        "LOG2E" => known::LOG2_E,
        "LOG10E" => known::LOG10_E,
        "SQRT2" => known::SQRT_2,
        "SQRT1_2" => known::FRAC_1_SQRT_2,
        _ => return None,
    })
}

/// What a function gives; none if there is no such function or it takes another number of arguments.
pub(super) fn call(name: &str, arguments: &[f64], random: &mut Random) -> Option<f64> {
    match *arguments {
        [] if name == RANDOM => Some(random.next_unit()),
        [x] => one(name, x, random).or_else(|| many(name, arguments)),
        [x, y] => two(name, x, y, random).or_else(|| many(name, arguments)),
        _ => many(name, arguments),
    }
}

fn one(name: &str, x: f64, random: &mut Random) -> Option<f64> {
    Some(match name {
        "abs" => x.abs(),
        "ceil" => x.ceil(),
        "floor" => x.floor(),
        "round" => x.round(),
        "fix" => x.trunc(),
        "sign" if x == 0.0 || x.is_nan() => x,
        "sign" => x.signum(),
        RANDOM => x * random.next_unit(),
        "exp" => x.exp(),
        "expm1" => x.exp_m1(),
        "log" => x.ln(),
        "log10" => x.log10(),
        "log2" => x.log2(),
        "log1p" => x.ln_1p(),
        "sqrt" => x.sqrt(),
        "cbrt" => x.cbrt(),
        "square" => x * x,
        "cube" => x * x * x,
        "factorial" => factorial_of(x),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "asinh" => x.asinh(),
        "acosh" => x.acosh(),
        "atanh" => x.atanh(),
        _ => return None,
    })
}

fn two(name: &str, x: f64, y: f64, random: &mut Random) -> Option<f64> {
    Some(match name {
        "pow" => power(x, y),
        "log" => x.ln() / y.ln(),
        "round" => round_to(x, y),
        "atan2" => x.atan2(y),
        "mod" => modulo(x, y),
        "subtract" => x - y,
        "divide" => x / y,
        RANDOM => x + random.next_unit() * (y - x),
        _ => return None,
    })
}

fn many(name: &str, all: &[f64]) -> Option<f64> {
    let (first, rest) = all.split_first()?;
    let fold = |step: fn(f64, f64) -> f64| Some(rest.iter().fold(*first, |sum, next| step(sum, *next)));
    match name {
        "min" => fold(|a, b| if a.is_nan() || a < b { a } else { b }),
        "max" => fold(|a, b| if a.is_nan() || a > b { a } else { b }),
        "add" | "sum" => fold(|a, b| a + b),
        "multiply" | "prod" => fold(|a, b| a * b),
        "hypot" => Some(all.iter().map(|x| x * x).sum::<f64>().sqrt()),
        "mean" => {
            let count = all.iter().fold(0.0, |count, _| count + 1.0);
            Some(all.iter().sum::<f64>() / count)
        }
        _ => None,
    }
}

/// Halves away from zero, as formulas round.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within 15 decimals")]
fn round_to(number: f64, decimals: f64) -> f64 {
    let decimals = if decimals.is_nan() { 0.0 } else { decimals.trunc().clamp(0.0, 15.0) };
    flowc_value::number::read(&flowc_value::number::to_fixed(number, decimals as u8)).unwrap_or(number)
}

/// Formulas know the factorial of whole numbers from 0.
pub(super) fn factorial_of(number: f64) -> f64 {
    if number < 0.0 || number.fract() != 0.0 { f64::NAN } else { factorial(number) }
}
