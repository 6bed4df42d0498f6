//! Formulas: the part of mathjs's language that deals with numbers and with true and false.
//!
//! From loose to tight: `? :`, `or`, `xor`, `and`, `|`, `^|`, `&`, comparisons, shifts, `+ -`, `* / %`, products
//! without a sign (`2 pi`), `- + ~ not`, `^` (from the right), `!`. `#` starts a comment. What nests deeper than
//! [`DEEPEST`] is refused, so no formula overflows the stack.

use flowc_value::{Value, number};

use super::arithmetic::{power, to_bits};
use super::functions::{self, factorial_of};
use crate::call::{CardError, Random};

/// Levels of nesting.
const DEEPEST: usize = 150;

/// Evaluates a formula to a number or to true or false.
pub(crate) fn evaluate(formula: &str, random: &mut Random) -> Result<Value, CardError> {
    let mut parser = Parser { text: formula, rest: formula, random, depth: 0 };
    let result = parser.conditional()?;
    parser.skip();
    if !parser.rest.is_empty() {
        return Err(parser.unexpected());
    }
    Ok(match result {
        Term::Number(number) => number.into(),
        Term::Truth(truth) => truth.into(),
    })
}

/// Whether a formula certainly calls no function that draws. Numbers and truths in its holes complete no name.
pub(crate) fn draws_nothing(formula: &str) -> bool {
    !formula.contains(functions::RANDOM)
}

/// The remainder with the sign of the divisor; by 0 nothing is divided.
pub(super) fn modulo(x: f64, y: f64) -> f64 {
    if y == 0.0 { x } else { x - y * (x / y).floor() }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Term {
    Number(f64),
    Truth(bool),
}

impl Term {
    fn number(self) -> f64 {
        match self {
            Term::Number(number) => number,
            Term::Truth(truth) => f64::from(u8::from(truth)),
        }
    }

    fn truth(self) -> bool {
        match self {
            Term::Number(number) => number != 0.0 && !number.is_nan(),
            Term::Truth(truth) => truth,
        }
    }
}

/// Operators between two terms by how tightly they bind; the longest that fits is taken.
const LEVELS: &[&[&str]] = &[
    &["or"],
    &["xor"],
    &["and"],
    &["|"],
    &["^|"],
    &["&"],
    &["==", "!=", "<=", ">=", "<", ">"],
    &[">>>", "<<", ">>"],
    &["+", "-"],
    &["*", "/", "%", "mod"],
];

struct Parser<'t, 'r> {
    text: &'t str,
    rest: &'t str,
    random: &'r mut Random,
    depth: usize,
}

type Parsed = Result<Term, CardError>;

impl<'t> Parser<'t, '_> {
    /// Passes over blanks and comments.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        }
    }

    fn unexpected(&self) -> CardError {
        let place = self.text.len() - self.rest.len();
        let char = self.text.get(..place).unwrap_or_default().chars().count() + 1;
        match self.rest.chars().next() {
            Some(found) => {
                CardError::new(format!("Syntax error in the formula: unexpected \"{found}\" (char {char})"))
            }
            None => CardError::new(format!("Syntax error in the formula: unexpected end (char {char})")),
        }
    }

    /// Takes a sign or word if it comes next; words end where no letter or digit follows.
    fn eat(&mut self, word: &str) -> bool {
        self.skip();
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        let letters = word.ends_with(|last: char| last.is_ascii_alphabetic());
        if letters && rest.starts_with(is_name) {
            return false;
        }
        self.rest = rest;
        true
    }

    fn expect(&mut self, word: &str) -> Result<(), CardError> {
        if self.eat(word) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Goes a level deeper for what a closure reads.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(CardError::new("the formula is nested too deep"));
        }
        let term = read(self);
        self.depth -= 1;
        term
    }

    fn conditional(&mut self) -> Parsed {
        let condition = self.level(LEVELS)?;
        if !self.eat("?") {
            return Ok(condition);
        }
        let yes = self.nested(Self::conditional)?;
        self.expect(":")?;
        let no = self.nested(Self::conditional)?;
        Ok(if condition.truth() { yes } else { no })
    }

    fn level(&mut self, levels: &[&[&'static str]]) -> Parsed {
        let Some((operators, tighter)) = levels.split_first() else { return self.product() };
        let mut left = self.level(tighter)?;
        while let Some(operator) = self.operator(operators) {
            let right = self.level(tighter)?;
            left = apply(operator, left, right);
        }
        Ok(left)
    }

    /// The next operator, if it is one of these: `<` is none where `<<` stands.
    fn operator(&mut self, wanted: &[&'static str]) -> Option<&'static str> {
        self.skip();
        let longest = LEVELS
            .iter()
            .flat_map(|level| level.iter())
            .filter(|sign| self.rest.starts_with(**sign))
            .max_by_key(|sign| sign.len());
        let sign = longest.filter(|sign| wanted.contains(sign))?;
        self.eat(sign).then_some(*sign)
    }

    /// Factors side by side: `2 pi`, `3(4)`.
    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        loop {
            self.skip();
            let word = self
                .rest
                .find(|next: char| !is_name(next))
                .map_or(self.rest, |end| self.rest.get(..end).unwrap_or_default());
            let factor = self.rest.starts_with(|next: char| next == '(' || next.is_ascii_alphabetic())
                && !matches!(word, "or" | "xor" | "and" | "mod" | "not");
            if !factor {
                return Ok(left);
            }
            left = Term::Number(left.number() * self.power()?.number());
        }
    }

    fn unary(&mut self) -> Parsed {
        let Some(sign) = ["-", "+", "~", "not"].into_iter().find(|sign| self.eat(sign)) else {
            return self.power();
        };
        let operand = self.nested(Self::unary)?;
        Ok(match sign {
            "-" => Term::Number(-operand.number()),
            "+" => Term::Number(operand.number()),
            "~" => Term::Number(f64::from(!to_bits(operand.number()))),
            _ => Term::Truth(!operand.truth()),
        })
    }

    fn power(&mut self) -> Parsed {
        let base = self.factorials()?;
        self.skip();
        if self.rest.starts_with("^|") || !self.eat("^") {
            return Ok(base);
        }
        let exponent = self.nested(Self::unary)?;
        Ok(Term::Number(power(base.number(), exponent.number())))
    }

    fn factorials(&mut self) -> Parsed {
        let mut term = self.atom()?;
        loop {
            self.skip();
            if self.rest.starts_with("!=") || !self.eat("!") {
                return Ok(term);
            }
            term = Term::Number(factorial_of(term.number()));
        }
    }

    fn atom(&mut self) -> Parsed {
        if self.eat("(") {
            let inside = self.nested(Self::conditional)?;
            self.expect(")")?;
            return Ok(inside);
        }
        match self.rest.chars().next() {
            Some('0'..='9' | '.') => self.literal(),
            Some(letter) if is_name(letter) => self.named(),
            _ => Err(self.unexpected()),
        }
    }

    fn literal(&mut self) -> Parsed {
        let bytes = self.rest.as_bytes();
        let radix = matches!(bytes, [b'0', b'x' | b'X' | b'o' | b'b', next, ..] if next.is_ascii_hexdigit());
        let length = if radix {
            2 + bytes.iter().skip(2).take_while(|byte| byte.is_ascii_hexdigit()).count()
        } else {
            decimal_length(bytes)
        };
        let value = self.rest.get(..length).and_then(number::read).filter(|_| length > 0);
        let value = value.ok_or_else(|| self.unexpected())?;
        self.rest = self.rest.get(length..).unwrap_or_default();
        Ok(Term::Number(value))
    }

    fn named(&mut self) -> Parsed {
        let before = self.rest;
        let end = self.rest.find(|next: char| !is_name(next)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        match name {
            "true" => return Ok(Term::Truth(true)),
            "false" => return Ok(Term::Truth(false)),
            _ => {}
        }
        if let Some(constant) = functions::constant(name) {
            return Ok(Term::Number(constant));
        }
        if !self.eat("(") {
            self.rest = before;
            return Err(CardError::new(format!("Undefined symbol {name}")));
        }
        let arguments = self.arguments()?;
        let result = functions::call(name, &arguments, self.random);
        result.map(Term::Number).ok_or_else(|| {
            CardError::new(format!("Undefined function {name} of {} arguments", arguments.len()))
        })
    }

    /// What is between the parentheses of a function.
    fn arguments(&mut self) -> Result<Vec<f64>, CardError> {
        let mut arguments = Vec::new();
        if self.eat(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.nested(Self::conditional)?.number());
            if self.eat(")") {
                return Ok(arguments);
            }
            self.expect(",")?;
        }
    }
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// Bytes of the decimal number at the beginning.
fn decimal_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    let mut end = whole;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if whole + fraction == 0 {
            return 0;
        }
        end += 1 + fraction;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

fn apply(operator: &str, left: Term, right: Term) -> Term {
    let (x, y) = (left.number(), right.number());
    let bits = |op: fn(i32, i32) -> i32| Term::Number(f64::from(op(to_bits(x), to_bits(y))));
    match operator {
        "or" => Term::Truth(left.truth() || right.truth()),
        "xor" => Term::Truth(left.truth() != right.truth()),
        "and" => Term::Truth(left.truth() && right.truth()),
        "|" => bits(|x, y| x | y),
        "^|" => bits(|x, y| x ^ y),
        "&" => bits(|x, y| x & y),
        "<<" => bits(|x, y| x.wrapping_shl(y.cast_unsigned())),
        ">>" => bits(|x, y| x.wrapping_shr(y.cast_unsigned())),
        ">>>" => Term::Number(f64::from(to_bits(x).cast_unsigned().wrapping_shr(to_bits(y).cast_unsigned()))),
        "==" => Term::Truth(nearly_equal(x, y)),
        "!=" => Term::Truth(!nearly_equal(x, y)),
        "<" => Term::Truth(x < y && !nearly_equal(x, y)),
        ">" => Term::Truth(x > y && !nearly_equal(x, y)),
        "<=" => Term::Truth(x <= y || nearly_equal(x, y)),
        ">=" => Term::Truth(x >= y || nearly_equal(x, y)),
        "+" => Term::Number(x + y),
        "-" => Term::Number(x - y),
        "*" => Term::Number(x * y),
        "/" => Term::Number(x / y),
        _ => Term::Number(modulo(x, y)),
    }
}

/// Equal but for the last digits, as formulas compare: `0.1 + 0.2 == 0.3`.
fn nearly_equal(x: f64, y: f64) -> bool {
    x == y || (x - y).abs() <= 1e-12 * x.abs().max(y.abs()) && (x - y).is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(formula: &str) -> Result<Value, CardError> {
        evaluate(formula, &mut Random::new(1))
    }

    #[test]
    fn operators_bind_as_in_mathjs() {
        let rows = [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-2 ^ 2", -4.0),
            ("2 ^ -1", 0.5),
            ("5--1", 6.0),
            ("10 - 4 - 3", 3.0),
            ("12 % 5", 2.0),
            ("-7 % 3", 2.0),
            ("7 mod 4", 3.0),
            ("3!", 6.0),
            ("3!!", 720.0),
            ("2 * 3!", 12.0),
            ("2(3)", 6.0),
            ("1 / 2 (4)", 0.125),
            ("6 & 3 | 8", 10.0),
            ("5 ^| 1", 4.0),
            ("~5", -6.0),
            ("1 << 4 >> 1", 8.0),
            ("-1 >>> 28", 15.0),
            ("0x10 + .5e1", 21.0),
            ("1 # and more", 1.0),
            ("1 > 2 ? 3 : 4", 4.0),
            ("round(2.5) + round(-2.5)", 0.0),
            ("round(2.71828, 2)", 2.72),
            ("max(1, 5, 3) - min(4, 2)", 3.0),
            ("pow(2, 10)", 1024.0),
            ("log(8, 2)", 3.0),
            ("sqrt(16) + abs(-1)", 5.0),
            ("1e+21 / 1e21", 1.0),
            ("true + 1", 2.0),
        ];
        for (formula, expected) in rows {
            let result = value(formula).unwrap().as_number().unwrap();
            assert!((result - expected).abs() < 1e-9, "{formula} = {result}");
        }
    }

    #[test]
    fn conditions_are_true_or_false() {
        let rows = [
            ("true and (true or false) and (4 > pi)", true),
            ("not 1 == 2", false),
            ("not (1 == 2)", true),
            ("true xor true", false),
            ("0.1 + 0.2 == 0.3", true),
            ("1 < 2 == true", true),
            ("3 != 3.5", true),
            ("2 <= 1 or 5 >= 5", true),
        ];
        for (formula, expected) in rows {
            assert_eq!(value(formula).unwrap(), Value::from(expected), "{formula}");
        }
    }

    #[test]
    fn wrong_formulas_are_errors() {
        for (formula, problem) in [
            ("", "unexpected end (char 1)"),
            ("1 +", "unexpected end (char 4)"),
            ("1 2", "unexpected \"2\" (char 3)"),
            ("(1", "unexpected end"),
            ("x + 1", "Undefined symbol x"),
            ("launch(1)", "Undefined function launch of 1 arguments"),
            (".", "unexpected \".\""),
        ] {
            let error = value(formula).unwrap_err().to_string();
            assert!(error.contains(problem), "{formula}: {error}");
        }
        assert!(value(&"(".repeat(100_000)).is_err());
        assert!(value(&"-".repeat(100_000)).is_err());
    }
}
