//! The forms in which diagnostics leave the compiler.

mod github;
mod json;
mod sarif;
mod terminal;

pub use github::github;
pub use json::{json, to_json};
pub use sarif::sarif;
pub use terminal::terminal;

use flowc_text::{Position, Span, SourceSet};

use crate::Diagnostic;

/// At most this many findings of one file are shown; the rest are counted.
pub const PER_FILE: usize = 50;

/// Findings in the order of the source, each once, no more than [`PER_FILE`] of one file. Also gives how many
/// were left out.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.span().is_some(), diagnostic.span(), diagnostic.level, diagnostic.code.id);
        key(a).cmp(&key(b))
    });
    diagnostics.dedup();
    let mut left_out = 0;
    let mut in_file = (None, 0);
    diagnostics.retain(|diagnostic| {
        let file = diagnostic.span().map(|span| span.file);
        in_file = if file == in_file.0 { (file, in_file.1 + 1) } else { (file, 1) };
        let keep = file.is_none() || in_file.1 <= PER_FILE;
        left_out += usize::from(!keep);
        keep
    });
    (diagnostics, left_out)
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
