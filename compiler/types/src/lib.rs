//! Shapes: what is known about a value before a flow runs.
//!
//! One notion serves the platform's slot types (text, list of records, …), the language's written types
//! and inference. A slot of a pack holds `type` and `collection`; [`Shape`] is the same with lists made
//! explicit. This crate knows nothing of cards, packs or syntax.

mod display;
mod shape;

pub use shape::{Field, Fields, Kind, Record, Shape};
