//! From tree to canonical text: the formatter's and the decompiler's printer.
//!
//! Deterministic; at most 120 columns wherever a line can be broken. What is printed parses to the same tree;
//! brackets are added only where the tree could not be read without them. Must not know: what names mean.

mod expression;
mod item;
mod layout;
mod precedence;
mod shape;
mod statement;
mod text;
mod trivia;

use flowc_diag::Diagnostic;
use flowc_text::FileId;

use crate::ast::Module;
use crate::parse::parse;

/// The canonical text of a module.
pub fn print(module: &Module) -> String {
    layout::render(&item::module(module))
}

/// A file in canonical form. Comments and single blank lines stay.
///
/// # Errors
/// When the text does not parse: what is wrong with it.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(FileId::default(), text);
    if parsed.diagnostics.is_empty() { Ok(print(&parsed.module)) } else { Err(parsed.diagnostics) }
}
