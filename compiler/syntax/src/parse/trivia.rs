//! Comments and blank lines: which node each belongs to.
//!
//! Comments are taken in order: a node takes those in front of it, then, once its parts have taken theirs, what
//! is left inside. So none is lost, wherever it stands.

use std::ops::Range;

use ecow::EcoString;

use super::{Builder, is_blank};
use crate::ast::Comment;

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
    pub(super) fn comments_before(&mut self, end: usize) -> Vec<Comment> {
        let mut taken = Vec::new();
        while let Some(range) = self.comments.next_before(end) {
            taken.push(Comment { text: self.comment_text(&range), apart: self.is_apart(range.end) });
        }
        taken
    }

    /// Whether a blank line follows a comment, and then something that is no end.
    fn is_apart(&self, end: usize) -> bool {
        let behind = self.text.get(end..).unwrap_or_default();
        let next = behind.trim_start_matches([' ', '\t', '\r', '\n']);
        let between = behind.strip_suffix(next).unwrap_or_default();
        between.matches('\n').count() > 1 && !next.is_empty() && !next.starts_with(['}', ')', ']'])
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

    /// Whether a blank line stands in front of a place, or of the first comment in front of it.
    pub(super) fn blank_before(&self, at: usize) -> bool {
        let code = self.code.as_bytes().get(..at).unwrap_or_default();
        let blank = code.iter().rev().take_while(|&&byte| is_blank(byte) || byte == b'\n').count();
        let from = at - blank;
        let gap = self.text.get(from..at).unwrap_or_default();
        let mut lines = gap.split('\n').skip(1);
        lines.next().is_some_and(|line| line.bytes().all(is_blank)) && lines.next().is_some()
    }
}
