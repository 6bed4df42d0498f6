//! The values that flow between cards, and the platform's conversions.
//!
//! Owns: [`Value`] and its parts, JSON in and out, JavaScript numbers, UTF-16 positions, dates, the one table
//! of conversions, comparison, paths, and the list of rules these decide by ([`rules::RULES`]).
//!
//! Invariants: a value is 16 bytes, cheap to clone and may be shared between threads; objects keep insertion
//! order; nothing here reads a clock, the environment or files; no input, however deep, overflows the stack.
//!
//! Must not know: cards, flows, packs, plans.

mod file;
mod kind;
mod list;
mod object;
mod serialize;
mod value;

pub mod compare;
pub mod convert;
pub mod date;
pub mod json;
pub mod number;
pub mod path;
pub mod rules;
pub mod text;

pub use compare::{Operator, compare};
pub use convert::ConvertError;
pub use date::Date;
pub use file::{FileRef, FlowRef};
pub use kind::Kind;
pub use list::List;
pub use object::{Keys, Object};
pub use text::Text;
pub use value::Value;
