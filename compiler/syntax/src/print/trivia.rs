//! Comments and blank lines around nodes; lists in brackets.

use ecow::EcoString;

use super::layout::{Doc, group, indent, nothing, seq, text};
use crate::ast::{Comment, Trivia};

/// A node with what stands before and behind it.
pub(super) struct Entry<'a> {
    pub trivia: &'a Trivia,
    pub doc: Doc,
}

impl Entry<'_> {
    /// Comments above, the node, its comment at the end of the line. Stands at the start of a line.
    pub fn with_comments(self) -> Doc {
        let trailing = self.trivia.trailing.iter().map(|comment| Doc::Trail(one_line(comment)));
        seq([comments(&self.trivia.comments), self.doc, seq(trailing)])
    }

    fn has_comments(&self) -> bool {
        !self.trivia.comments.is_empty() || self.trivia.trailing.is_some()
    }
}

/// `//` lines, each with its line end.
pub(super) fn comments(comments: &[Comment]) -> Doc {
    seq(comments.iter().flat_map(|comment| {
        let lines = comment.text.split('\n').flat_map(|line| [text("//"), text(clean(line)), Doc::Hard]);
        lines.chain(comment.apart.then_some(Doc::Hard)).collect::<Vec<_>>()
    }))
}

/// A comment's text as it can stand behind the slashes: a third slash would make it a description.
pub(super) fn clean(comment: &str) -> EcoString {
    let comment = comment.trim_end_matches([' ', '\t', '\r']);
    if comment.starts_with('/') && !comment.starts_with("//") {
        return ecow::eco_format!(" {comment}");
    }
    comment.into()
}

fn one_line(comment: &str) -> EcoString {
    clean(&comment.replace('\n', " "))
}

/// Entries in brackets: on one line, or on as many as they need, each behind a comma. With comments, blank lines
/// or descriptions between them each has a line of its own.
pub(super) fn bracketed(
    open: &'static str,
    close: &'static str,
    spaced: bool,
    entries: Vec<Entry<'_>>,
) -> Doc {
    let apart = |(at, entry): (usize, &Entry<'_>)| {
        entry.has_comments() || (at > 0 && entry.trivia.blank_line) || entry.doc.forces()
    };
    if entries.is_empty() || entries.iter().enumerate().any(apart) {
        return lined(open, close, spaced, entries);
    }
    let edge = || if spaced { Doc::Line } else { Doc::Soft };
    let last = entries.len() - 1;
    let packed = entries.into_iter().enumerate().map(|(at, entry)| {
        // Nothing may follow `..`.
        let open_end = matches!(&entry.doc, Doc::Text(dots) if dots == "..");
        let comma = if open_end { nothing() } else { text(",") };
        let comma = if at == last { Doc::Either(Box::new(comma), Box::new(nothing())) } else { comma };
        seq([entry.doc, comma])
    });
    group([text(open), indent([edge(), Doc::Packed(packed.collect())]), edge(), text(close)])
}

/// Entries in brackets: on one line, or each on its own with a comma behind it.
pub(super) fn lined(open: &'static str, close: &'static str, spaced: bool, entries: Vec<Entry<'_>>) -> Doc {
    if entries.is_empty() {
        return seq([text(open), text(close)]);
    }
    let edge = || if spaced { Doc::Line } else { Doc::Soft };
    let last = entries.len() - 1;
    let mut docs = Vec::new();
    let mut force = nothing();
    // A comment ends its line even where nothing else may: inside a hole of a text.
    let mut commented = false;
    for (at, entry) in entries.into_iter().enumerate() {
        if entry.has_comments() {
            force = Doc::Force;
        }
        if at > 0 && entry.trivia.blank_line {
            docs.push(Doc::Blank);
        }
        commented |= !entry.trivia.comments.is_empty();
        docs.push(match at {
            _ if commented => Doc::Hard,
            0 => edge(),
            _ => Doc::Line,
        });
        docs.push(comments(&entry.trivia.comments));
        // Nothing may follow `..`.
        let open_end = matches!(&entry.doc, Doc::Text(dots) if dots == "..");
        docs.push(entry.doc);
        let comma = if open_end { nothing() } else { text(",") };
        docs.push(if at == last { Doc::Either(Box::new(comma), Box::new(nothing())) } else { comma });
        docs.extend(entry.trivia.trailing.as_ref().map(|comment| Doc::Trail(one_line(comment))));
        commented = entry.trivia.trailing.is_some();
    }
    let behind = if commented { Doc::Hard } else { edge() };
    group([force, text(open), indent(docs), behind, text(close)])
}
