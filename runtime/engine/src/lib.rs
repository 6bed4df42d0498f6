//! The interpreter of plans: a state machine without input or output.
//!
//! [`step`] takes an [`Event`] and works until the run waits or ends; what the world must do comes back as
//! [`Command`]s with ids. No clock, no randomness, no files: instants and seeds arrive in events, so a run is a
//! function of plan and events. A [`Run`] is plain data and can be stored between steps.
//!
//! How it is fast:
//! - One stack of values holds the slots of all frames, a frame is six words. A call of a helper resizes the stack,
//!   copies arguments into the new slots and goes on; a loop reuses the frame of the turn before.
//! - Operands of function cards are gathered in a buffer that lives as long as the run; results are picked
//!   from a second one. Nothing is looked up by name.
//! - The loop over ops is compiled twice, with and without [`Trace`].
//!
//! Bounds: every routine is straight-line code, so only calls and loops take time; [`Limits`] bounds both their
//! number and their depth, [`MAX_SIZE`] the size of texts and lists that cards build.
//!
//! Must not know: the compiler, the cards (they come as [`Functions`]), the host.

mod call;
mod error;
mod event;
mod functions;
mod limits;
mod machine;
mod run;
mod step;
mod trace;
mod turns;

pub use error::Failure;
pub use event::{Command, Event, Outcome, Reply, Start};
pub use functions::{FunctionError, Functions, World};
pub use limits::{Limits, MAX_SIZE};
pub use run::Run;
pub use step::{step, step_traced};
pub use trace::Trace;
