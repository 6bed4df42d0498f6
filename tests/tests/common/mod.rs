//! What the tests of this crate share: a project in memory.

pub use flowc_project::Files;
