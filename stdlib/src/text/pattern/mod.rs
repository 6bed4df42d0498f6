//! Regular expressions as JavaScript has them (no flags but i and g), run by `fancy-regex`.
//!
//! A pattern is rewritten in that library's syntax ([`translate`]). Most patterns then run in linear time; those with
//! look-around or references go back and try again, and fail where that happens too often: no search stands still.
//!
//! It differs from JavaScript in what hardly any pattern meets: text is matched by characters, not by UTF-16 units, so
//! no half of a character is matched; a group keeps what it matched in an earlier round of a repetition around it;
//! without regard to case U+017F and U+212A count as s and k.

mod translate;

use std::borrow::Cow;
use std::ops::Range;

use fancy_regex::{Error, ParseError, Regex, RegexBuilder};
use flowc_value::text::utf16;
use translate::Translation;

use super::{LONGEST, too_long};
use crate::call::CardError;

/// How often one search may go back: about a second.
const RETURNS: u64 = 10_000_000;

/// How much one search may look at without moving, in bytes. The library does not count that, so that fewer returns are
/// allowed the longer the text is, where a look-around can reach through all of it.
const LOOKED_AT: u64 = 3_000_000_000;

/// A pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    translation: Translation,
    case_sensitive: bool,
    /// The program, where it is the same for all texts.
    regex: Option<Regex>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What JavaScript says of a wrong pattern.
    pub(crate) fn new(source: &str, case_sensitive: bool) -> Result<Self, CardError> {
        let translation = translate::pattern(source).map_err(|problem| wrong(source, problem))?;
        Self::of(source, translation, case_sensitive)
    }

    /// A pattern that matches a text as it stands.
    ///
    /// # Errors
    /// Where the text is longer than patterns can be.
    pub(crate) fn literal(text: &str, case_sensitive: bool) -> Result<Self, CardError> {
        Self::of(text, translate::literal(text), case_sensitive)
    }

    fn of(source: &str, translation: Translation, case_sensitive: bool) -> Result<Self, CardError> {
        let mut pattern = Self { source: source.to_owned(), translation, case_sensitive, regex: None };
        if pattern.translation.reach == 0 {
            pattern.regex = Some(pattern.build("")?);
        }
        Ok(pattern)
    }

    /// Where the first match begins, in UTF-16 units.
    ///
    /// # Errors
    /// Where the pattern is too large or too many steps are needed.
    pub(crate) fn find(&self, text: &str) -> Result<Option<usize>, CardError> {
        let regex = self.regex(text)?;
        let found = search(&regex, text, 0)?;
        Ok(found.map(|range| utf16::from_byte(text, range.start)))
    }

    /// The text with the first match or all of them replaced by a text that stands for itself.
    ///
    /// # Errors
    /// Where the pattern is too large, too many steps are needed or the result is too long.
    pub(crate) fn replace(&self, text: &str, new: &str, all: bool) -> Result<String, CardError> {
        let regex = self.regex(text)?;
        let (mut out, mut done, mut from) = (String::with_capacity(text.len()), 0, 0);
        while let Some(found) = search(&regex, text, from)? {
            out.push_str(text.get(done..found.start).unwrap_or_default());
            out.push_str(new);
            if out.len() > LONGEST {
                return Err(too_long());
            }
            done = found.end;
            // JavaScript lets an empty match follow a match, but goes on behind the next character.
            let skipped = text.get(done..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            from = if found.is_empty() { done + skipped } else { done };
            if !all {
                break;
            }
        }
        out.push_str(text.get(done..).unwrap_or_default());
        super::within_limit(out)
    }

    /// The program that searches this text.
    fn regex(&self, text: &str) -> Result<Cow<'_, Regex>, CardError> {
        self.regex.as_ref().map_or_else(|| self.build(text).map(Cow::Owned), |regex| Ok(Cow::Borrowed(regex)))
    }

    fn build(&self, text: &str) -> Result<Regex, CardError> {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX).max(1);
        let looked_at = (0..self.translation.reach).fold(LOOKED_AT, |left, _| left / length);
        RegexBuilder::new(&self.translation.pattern)
            .case_insensitive(!self.case_sensitive)
            .backtrack_limit(usize::try_from(looked_at.min(RETURNS)).unwrap_or(usize::MAX))
            .build()
            .map_err(|error| match error {
                Error::ParseError(_, ParseError::RecursionExceeded) => {
                    wrong(&self.source, "Too many nested groups")
                }
                _ => wrong(&self.source, "Regular expression too large"),
            })
    }
}

/// The first match that begins at a position or behind it.
fn search(regex: &Regex, text: &str, from: usize) -> Result<Option<Range<usize>>, CardError> {
    if from > text.len() {
        return Ok(None);
    }
    let found = regex.find_from_pos(text, from);
    let found =
        found.map_err(|_| CardError::new("Method timeout exceeded: the pattern needs too many steps"))?;
    Ok(found.map(|found| found.range()))
}

fn wrong(source: &str, problem: &str) -> CardError {
    CardError::new(format!("Invalid regular expression: /{source}/: {problem}"))
}

#[cfg(test)]
mod tests;
