//! Flows as drawings: as text for other programs (cards as nodes, their order as arrows, helpers they call as dotted
//! arrows), and as pictures (cards with fields and wires).

mod dot;
mod graph;
mod mermaid;
mod picture;

pub use dot::dot;
pub use mermaid::mermaid;
pub use picture::{html, svg};
