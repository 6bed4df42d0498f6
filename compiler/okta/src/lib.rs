//! Packs of the platform: their model, reading and writing them, and what two builds of one source share.
//!
//! A pack is read into [`model`] without loss, decoded into the graph of `flowc-ir`, and written from it.
//! Facts about cards come from signatures, never from here. Must not know: syntax, files, how flows run.

mod builder;
mod compare;
mod decode;
mod diff;
mod encode;
mod field;
mod ids;
mod learn;
pub mod lock;
pub mod model;
mod read;
mod sequence;
mod shape;
mod single;
mod uses;
pub mod validate;
mod visit;

pub use compare::{Difference, compare};
pub use decode::{Decoded, Known, decode, decode_known};
pub use diff::{Change, Verb, diff};
pub use encode::{Encoded, Settings, encode};
pub use learn::{learn, learn_all};
pub use lock::{Lock, known, lock};
pub use model::Pack;
pub use model::alike::sharing;
pub use read::read;
pub use single::connector_flows;
pub use validate::validate;
