//! Packs of the platform: their model, reading and writing them, and what two builds of one source share.
//!
//! A pack is read into [`model`] without loss, decoded into the graph of `flowc-ir`, and written from it.
//! Facts about cards come from signatures, never from here. Must not know: syntax, files, how flows run.

mod decode;
mod field;
mod learn;
pub mod model;
mod read;
mod sequence;
mod shape;
mod visit;
pub mod validate;

pub use decode::{Decoded, decode};
pub use learn::learn;
pub use model::Pack;
pub use read::read;
pub use validate::validate;
