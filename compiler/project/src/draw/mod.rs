//! Flows as drawings: cards as nodes, their order as arrows, helpers they call as dotted arrows.

mod dot;
mod graph;
mod mermaid;

pub use dot::dot;
pub use mermaid::mermaid;
