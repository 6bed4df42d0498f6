//! Drives the engine on one machine: mocks, tables in memory, a clock that jumps over pauses.
//!
//! Owns how a run's commands are answered and the form of its result. Nothing here waits and nothing leaves the
//! machine: a card that would needs a mock. Must not know: the compiler, terminals, files.

mod functions;
mod mocks;
mod run;
mod tables;

pub use functions::Linked;
pub use mocks::{Answer, Mocks, TableMock};
pub use run::{Ended, Performed, Request, run};
