//! Comments and blank lines: which node each belongs to.
//!
//! Comments are taken in order: a node takes those in front of it, then, once its parts have taken theirs, what
//! is left inside. So none is lost, wherever it stands.

use std::ops::Range;

use ecow::EcoString;

use super::{Builder, is_blank};

/// `//` comments that no node has taken yet.
#[derive(Debug)]
pub(super) struct Comments<'t> {
    rest: &'t [Range<usize>],
}

impl<'t> Comments<'t> {
    pub fn new(all: &'t [Range<usize>]) -> Self {
        Self { rest: all }
    }

    /// Leaves out those before a place.
    pub fn skip(&mut self, end: usize) {
        while let Some((first, rest)) = self.rest.split_first().filter(|(first, _)| first.start < end) {
            let _ = first;
            self.rest = rest;
        }
    }

    fn next_before(&mut self, end: usize) -> Option<Range<usize>> {
        let (first, rest) = self.rest.split_first()?;
        if first.start >= end {
            return None;
        }
        self.rest = rest;
        Some(first.clone())
    }
}

impl Builder<'_> {
    /// Takes the comments in front of a place of the file.
    pub(super) fn comments_before(&mut self, end: usize) -> Vec<EcoString> {
        let mut taken = Vec::new();
        while let Some(range) = self.comments.next_before(end) {
            taken.push(self.comment_text(&range));
        }
        taken
    }

    fn comment_text(&self, range: &Range<usize>) -> EcoString {
        let text = self.text.get(range.start + 2..range.end).unwrap_or_default();
        text.trim_end_matches([' ', '\t', '\r']).into()
    }

    /// Takes the comment that ends the line of a place, with nothing but a comma between.
    pub(super) fn trailing_comment(&mut self, end: usize) -> Option<EcoString> {
        let first = self.comments.rest.first()?.clone();
        let between = self.text.get(end..first.start)?;
        let between = between.trim_matches([' ', '\t']);
        if !between.is_empty() && between != "," {
            return None;
        }
        self.comments.next_before(first.end);
        Some(self.comment_text(&first))
    }

    /// Whether a blank line stands in front of a place, or of the comments in front of it.
    pub(super) fn blank_before(&self, at: usize) -> bool {
        let code = self.code.as_bytes().get(..at).unwrap_or_default();
        let blank = code.iter().rev().take_while(|&&byte| is_blank(byte) || byte == b'\n').count();
        let from = at - blank;
        let gap = self.text.get(from..at).unwrap_or_default();
        let mut lines = gap.split('\n').skip(1).peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_some() && line.bytes().all(is_blank) {
                return true;
            }
        }
        false
    }
}
