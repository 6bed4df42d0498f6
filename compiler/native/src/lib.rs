//! From graph to executable plan.
//!
//! Owns: which code a card becomes. One body becomes one routine; If, If/ElseIf and If Error become jumps inside it;
//! the inlined body of an event's For Each becomes a routine of its own. Only outputs that something reads get a slot,
//! Assign and captures get none, literals go to the pool, converters of wires become ops before their card.
//! Cards whose answer the plan can give itself (Compose, Construct, Get, Compare, Assign If) become ops of their own;
//! these must do exactly what the card's evaluation does.
//!
//! Invariant: a plan made here passes [`flowc_plan::verify()`]. Must not know: source text, packs, how a run is driven.

mod block;
mod calls;
mod cards;
mod condition;
mod effect;
mod emit;
mod loops;
mod pools;
mod routine;
mod shape;
mod wanted;

use flowc_diag::{Diagnostic, codes};
use flowc_ir::Program;
use flowc_plan::Plan;
use flowc_stdlib::signature::Signatures;

/// A plan with what is to be said about it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Every output keeps its value, so that a trace can show it; costs slots and time.
    pub keep_all: bool,
}

/// The plan of a program.
pub fn plan(program: &Program, signatures: &Signatures) -> Planned {
    plan_with(program, signatures, Options::default())
}

/// The plan of a program, for a purpose.
pub fn plan_with(program: &Program, signatures: &Signatures, options: Options) -> Planned {
    let plan = routine::Planner::new(program, signatures, options).plan();
    let diagnostics =
        flowc_plan::verify(&plan).err().map(|error| Diagnostic::global(codes::F0901, error.message));
    Planned { plan, diagnostics: diagnostics.into_iter().collect() }
}
