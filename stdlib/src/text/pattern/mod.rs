//! Regular expressions as JavaScript has them (no flags but i and g), matched in a bounded number of steps.
//!
//! A pattern becomes a tree ([`tree`]), the tree a program ([`program`]), and a backtracking machine runs it
//! ([`machine`]). Text is matched by UTF-16 units, as JavaScript matches it. A pattern of nested repetitions may
//! need more time than there is: the card then fails instead of standing still.

mod machine;
mod program;
mod set;
mod tree;

use machine::Machine;
use program::Program;

use super::{LONGEST, too_long};
use crate::call::CardError;

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    program: Program,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What JavaScript says of a wrong pattern.
    pub(crate) fn new(source: &str, case_sensitive: bool) -> Result<Self, CardError> {
        let wrong =
            |problem: &str| CardError::new(format!("Invalid regular expression: /{source}/: {problem}"));
        let tree = tree::parse(source).map_err(wrong)?;
        let program = Program::new(&tree, !case_sensitive).map_err(wrong)?;
        Ok(Self { program })
    }

    /// A pattern that matches a text as it stands.
    ///
    /// # Errors
    /// Where the text is longer than patterns can be.
    pub(crate) fn literal(text: &str, case_sensitive: bool) -> Result<Self, CardError> {
        let program = Program::new(&tree::literal(text), !case_sensitive).map_err(CardError::new)?;
        Ok(Self { program })
    }

    /// Where the first match begins, in UTF-16 units.
    ///
    /// # Errors
    /// Where too many steps are needed.
    pub(crate) fn find(&self, text: &str) -> Result<Option<usize>, CardError> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let found = Machine::new(&self.program, &units).find(0)?;
        Ok(found.map(|range| range.start))
    }

    /// The text with the first match or all of them replaced by a text that stands for itself.
    ///
    /// # Errors
    /// Where too many steps are needed or the result is too long.
    pub(crate) fn replace(&self, text: &str, new: &str, all: bool) -> Result<String, CardError> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let new: Vec<u16> = new.encode_utf16().collect();
        let mut machine = Machine::new(&self.program, &units);
        let (mut out, mut done, mut from) = (Vec::with_capacity(units.len()), 0, 0);
        while let Some(found) = machine.find(from)? {
            out.extend_from_slice(units.get(done..found.start).unwrap_or_default());
            out.extend_from_slice(&new);
            if out.len() > LONGEST {
                return Err(too_long());
            }
            done = found.end;
            from = if found.is_empty() { found.end + 1 } else { found.end };
            if !all {
                break;
            }
        }
        out.extend_from_slice(units.get(done..).unwrap_or_default());
        super::within_limit(String::from_utf16_lossy(&out))
    }
}

#[cfg(test)]
mod tests;
