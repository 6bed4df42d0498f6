//! Source files, byte spans and line positions.
//!
//! Owns the texts that a compilation looks at and the translation from bytes to lines and columns. Knows
//! nothing of syntax; reads no files itself ([`FileLoader`] is implemented where input and output live).

mod line_index;
mod source_set;
mod span;

pub use line_index::{LineIndex, Position};
pub use source_set::{FileLoader, LoadError, SourceSet};
pub use span::{FileId, Span};
