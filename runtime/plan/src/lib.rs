//! The executable plan: the contract between compiler and engine.
//!
//! Owns: the plan's parts, its text form, and the verifier. A plan is made by the native planner, stored, and
//! run by the engine; a plan of an older build runs today or is refused by its version.
//!
//! Layout, for speed at run time:
//! - Names are gone. A flow is a [`Routine`]: linear code over numbered slots of one frame. An If, the arms of
//!   If/ElseIf and the blocks of If Error are jumps inside the same code and share the frame, so what they
//!   capture costs nothing. A routine has no backward jumps: everything that repeats is a loop over a routine.
//! - Operands are one word ([`Source`]): a slot or a constant of the pool. A wire without converter is no code
//!   at all; a converter or a path on a wire is one op before its card.
//! - Flows call each other by index, arguments go straight into slots of the new frame, results are picked from
//!   it by place ([`Exit::places`]), never by name.
//! - Objects that a flow builds share one key table each ([`KeyTable`]).
//!
//! Invariant: a plan that [`verify()`] accepts has every index, jump, slot and frame size in bounds, and every
//! routine ends in an op that leaves it. Must not know: how the engine runs it, the compiler, the cards.

mod op;
mod outside;
mod parts;
mod sources;
mod text;
mod verify;

pub use op::{Context, Fixed, Op, Source};
pub use outside::{Column, Connection, Effect, EffectKind, Stream, Table};
pub use parts::{
    Argument, Callee, Card, Condition, Exit, Feed, Flow, FlowInput, Function, FunctionField, KeyTable, Loop,
    LoopKind, OnError, Over, Param, Place, Plan, Policy, Raise, Record, RetryOn, Routine, SlotType, Template,
    TemplatePart,
};
pub use text::PlanError;
pub use verify::verify;

/// The version of the plan's form that this build writes and reads.
pub const VERSION: u32 = 1;
