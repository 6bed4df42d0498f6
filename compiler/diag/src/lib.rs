//! Diagnostics: codes, labels, fixes, and the forms in which people and programs read them.
//!
//! A diagnostic says what is wrong in the user's names, where, why the compiler believes it, and what to write
//! instead. Every code has one line in [`codes`] and one page in `spec/diagnostics/`.

pub mod codes;
mod diagnostic;
mod nearest;
pub mod render;

pub use codes::{Code, explain};
pub use diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Level};
pub use nearest::{did_you_mean, nearest};
