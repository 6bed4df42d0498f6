//! JSON in and out, straight between bytes and values, or whatever a [`Sink`] makes of it.
//!
//! Reading follows `JSON.parse`: the last of repeated keys wins, numbers beyond the doubles become infinite,
//! nesting is limited to [`MAX_DEPTH`]. Half a surrogate pair in an escape and bytes that are no UTF-8 become
//! U+FFFD, since text here is UTF-8. Writing follows `JSON.stringify`: NaN and infinities are `null`, dates
//! their ISO text, and no depth of nesting fails.

mod error;
mod pass;
mod read;
mod scan;
mod shapes;
mod wanted;
mod write;

pub use error::{JsonError, Problem};
pub use pass::{Leaf, Sink, read_into};
pub use read::{Reader, parse, parse_bytes};
pub use wanted::Wanted;
pub use write::{to_bytes, to_pretty, to_text, write};

/// How deep lists and objects may nest in JSON that is read.
pub const MAX_DEPTH: usize = 512;

#[cfg(test)]
mod tests;
