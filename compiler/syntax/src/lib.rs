//! Grammar, lossless tree, syntax tree and formatter of the flow language.
//!
//! Owns the text form of the language: [`parse`] turns a file into a tree and never fails, [`print`] turns a
//! tree into canonical text, [`format`] does both. The tree carries comments and blank lines, so that nothing a
//! person wrote is lost. Must not know: cards, types, packs, files.

pub mod ast;
mod chunk;
mod parse;
mod print;
mod words;

pub use chunk::comments;
pub use parse::{Parsed, parse};
pub use print::{format, print};
pub use words::{is_identifier, is_keyword};
