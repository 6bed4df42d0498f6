//! The forms in which diagnostics leave the compiler.

mod escape;
mod github;
mod json;
mod sarif;
mod terminal;

pub use github::github;
pub use json::{json, to_json};
pub use sarif::sarif;
pub use terminal::terminal;

use std::collections::BTreeMap;

use flowc_text::{FileId, Position, SourceSet, Span};

use crate::Diagnostic;

/// At most this many findings of one file are shown; the rest are counted.
pub const PER_FILE: usize = 50;

/// Findings in the order of the source, each once; those about no source text come first.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
    diagnostics
}

/// What [`in_order`] sorts by: equal findings get equal keys.
fn key(diagnostic: &Diagnostic) -> impl Ord + use<'_> {
    let Diagnostic { code, level, title, path, file, .. } = diagnostic;
    (diagnostic.span().is_some(), diagnostic.span(), file, path, level, code.id, title)
}

/// No more than [`PER_FILE`] findings of one file, in the order they came in, and how many were left out.
/// Errors stay before warnings, warnings before hints.
pub fn at_most_per_file(diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    let all = diagnostics.len();
    let mut by_level: Vec<usize> = (0..all).collect();
    by_level.sort_by_key(|&at| diagnostics.get(at).map(|diagnostic| diagnostic.level));
    let mut counts: BTreeMap<(Option<FileId>, Option<String>), usize> = BTreeMap::new();
    let mut keep = vec![false; all];
    for at in by_level {
        let Some((diagnostic, keep)) = diagnostics.get(at).zip(keep.get_mut(at)) else { continue };
        let file = (diagnostic.span().map(|span| span.file), diagnostic.file.clone());
        let count = counts.entry(file).or_default();
        *count += 1;
        *keep = *count <= PER_FILE;
    }
    let mut keep = keep.into_iter();
    let shown: Vec<Diagnostic> = diagnostics.into_iter().filter(|_| keep.next() == Some(true)).collect();
    let left_out = all - shown.len();
    (shown, left_out)
}

/// Start and end of a span as people count.
fn positions(sources: &SourceSet, span: Span) -> (Position, Position) {
    let none = Position { line: 1, column: 1 };
    let text = sources.text(span.file);
    match sources.line_index(span.file) {
        Some(index) => (index.position(text, span.start), index.position(text, span.end)),
        None => (none, none),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Level, codes};

    fn at(start: u32, title: &str) -> Diagnostic {
        Diagnostic::new(codes::F0201, Span::new(FileId(0), start, start + 1), title)
    }

    fn titles(diagnostics: &[Diagnostic]) -> Vec<&str> {
        diagnostics.iter().map(|diagnostic| diagnostic.title.as_str()).collect()
    }

    #[test]
    fn findings_follow_the_source_and_come_once() {
        let global = Diagnostic::global(codes::F0001, "global");
        let mixed = vec![at(5, "b"), at(1, "x"), at(5, "a"), at(5, "b"), global, at(1, "x")];
        assert_eq!(titles(&in_order(mixed)), ["global", "x", "a", "b"]);
    }

    #[test]
    fn a_late_error_is_not_lost_among_early_hints() {
        let mut many: Vec<Diagnostic> = (0..60).map(|start| at(start, "hint")).collect();
        many.iter_mut().for_each(|diagnostic| diagnostic.level = Level::Hint);
        many.push(at(99, "error"));
        let (shown, left_out) = at_most_per_file(many);
        assert_eq!((shown.len(), left_out), (PER_FILE, 11));
        assert_eq!(titles(&shown).last(), Some(&"error"));
        let other = Diagnostic::new(codes::F0201, Span::new(FileId(1), 0, 1), "elsewhere");
        assert_eq!(at_most_per_file(shown.into_iter().chain([other]).collect()).1, 0);
    }
}
