//! From graph back to readable source.
//!
//! The inverse of lowering, card for card: what is printed lowers again to the same cards in the same order.
//! Sugar is used only where that holds; every other card has its explicit form. Must not know: packs, files.

mod access;
mod arguments;
mod body;
mod card;
mod container;
mod helper;
mod naming;
mod program;
mod shape;
mod statement;
mod typing;

pub use program::{Decompiled, SourceFile, decompile};
pub use shape::shape_expr;
