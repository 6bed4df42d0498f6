//! What is wrong with a JSON text, in the words of JavaScript (rule `json-message`, assumed).

use std::fmt;

use crate::text::utf16;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub problem: Problem,
    /// Where, as a byte position.
    pub offset: usize,
    message: String,
}

/// The kinds of mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Something that cannot stand here (or the end).
    Unexpected,
    /// Something behind the value.
    Trailing,
    /// A key or `}` is missing after `{`.
    NameOrEnd,
    /// A key is missing after `,`.
    Name,
    /// `:` is missing after a key.
    Colon,
    /// `,` or `}` is missing.
    CommaInObject,
    /// `,` or `]` is missing.
    CommaInList,
    /// A text without end.
    Unterminated,
    /// A control character in a text.
    Control,
    /// A backslash before something that cannot be escaped.
    Escape,
    /// `\u` without four hexadecimal digits.
    Unicode,
    /// A minus sign without digits.
    Minus,
    /// A decimal point without digits.
    Fraction,
    /// An exponent without digits.
    Exponent,
    /// Nested deeper than [`super::MAX_DEPTH`].
    TooDeep,
}

impl JsonError {
    pub(super) fn new(text: &str, offset: usize, problem: Problem) -> Self {
        Self { problem, offset, message: describe(text, offset, problem) }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for JsonError {}

fn describe(text: &str, offset: usize, problem: Problem) -> String {
    let what = match problem {
        Problem::Unexpected => return unexpected(text, offset),
        Problem::TooDeep => {
            return format!("Lists and objects nested deeper than {} levels", super::MAX_DEPTH);
        }
        Problem::Trailing => "Unexpected non-whitespace character after JSON",
        Problem::NameOrEnd => "Expected property name or '}' in JSON",
        Problem::Name => "Expected double-quoted property name in JSON",
        Problem::Colon => "Expected ':' after property name in JSON",
        Problem::CommaInObject => "Expected ',' or '}' after property value in JSON",
        Problem::CommaInList => "Expected ',' or ']' after array element in JSON",
        Problem::Unterminated => "Unterminated string in JSON",
        Problem::Control => "Bad control character in string literal in JSON",
        Problem::Escape => "Bad escaped character in JSON",
        Problem::Unicode => "Bad Unicode escape in JSON",
        Problem::Minus => "No number after minus sign in JSON",
        Problem::Fraction => "Unterminated fractional number in JSON",
        Problem::Exponent => "Exponent part is missing a number in JSON",
    };
    format!("{what} at position {}", utf16::from_byte(text, offset))
}

/// Characters of the text shown on either side of the mistake.
const CONTEXT: usize = 10;

fn unexpected(text: &str, offset: usize) -> String {
    let position = utf16::from_byte(text, offset);
    let Some(found) = text.get(offset..).and_then(|rest| rest.chars().next()) else {
        return "Unexpected end of JSON input".to_owned();
    };
    match found {
        '0'..='9' | '-' => return format!("Unexpected number in JSON at position {position}"),
        '"' => return format!("Unexpected string in JSON at position {position}"),
        _ => {}
    }
    if matches!(text, "NaN" | "Infinity" | "undefined" | "[object Object]") {
        return format!("\"{text}\" is not valid JSON");
    }
    let found = if found.len_utf16() > 1 { char::REPLACEMENT_CHARACTER } else { found };
    let length = utf16::len(text);
    let (mut start, mut end) = (0, length);
    if length > 2 * CONTEXT {
        start = position.saturating_sub(CONTEXT);
        end = length.min(position + CONTEXT);
    }
    let shown = utf16::substring(text, start, end);
    let before = if start > 0 { "..." } else { "" };
    let after = if end < length { "..." } else { "" };
    format!("Unexpected token '{found}', {before}\"{shown}\"{after} is not valid JSON")
}
