//! From graph back to readable source.
//!
//! The inverse of lowering, card for card: what is printed lowers again to the same cards in the same order.
//! Sugar is used only where that holds; every other card has its explicit form. Must not know: packs, files.

mod attrs;
mod builder;
mod call;
mod card;
mod condition;
mod container;
mod declared;
mod expr;
mod flow;
mod form;
mod given;
mod helper;
mod literal;
mod naming;
mod operand;
mod policy;
mod printer;
mod program;
mod read;
mod search;
mod shape;
mod statement;
mod template;
mod trigger;
mod typing;

pub use given::{Given, Variables};
pub use program::{File, Items, decompile, items};
pub use shape::shape_expr;
