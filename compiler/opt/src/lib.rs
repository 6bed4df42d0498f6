//! Passes over the graph that keep results, effects and errors.
//!
//! Owns the table of passes ([`PASSES`]) and the rules by which they may touch a card. Each pass states its
//! precondition and its law; tests hold them to it by running random bodies before and after.
//!
//! Invariants:
//! - Only cards of [`flowc_stdlib::Class::Pure`] that are functions of their inputs and halt the flow when they
//!   fail ([`flowc_ir::ErrorPolicy::default`]) are changed, merged or removed.
//! - What a body gives back stays: the last card of each sequence is left alone, because a flow without Return
//!   hands back its outputs.
//! - A card that may fail is never removed, so that every error stays.
//! - Cards the author wrote ([`flowc_ir::Origin`] other than `None`) are touched only when asked for.
//!
//! Must not know: packs, plans, syntax. Evaluates cards only through their own functions.

mod dead;
mod evaluate;
mod fold;
mod merge;
mod report;
mod scope;
mod total;

use flowc_ir::{BodyId, FlowId, Program};
use flowc_stdlib::signature::Signatures;

pub use report::{Change, Report, What};
pub use scope::Scope;
pub use total::TOTAL;

/// What may be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also cards that the author wrote; without it only those that lowering made.
    pub author_cards: bool,
}

/// One pass.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Its name in reports.
    pub name: &'static str,
    /// What must hold of a card before the pass touches it.
    pub precondition: &'static str,
    /// What holds of every body before and after.
    pub law: &'static str,
    /// Works on one body.
    pub run: fn(&mut Scope<'_>),
}

/// All passes, in the order in which they run. One round is enough: folding goes forwards, so that a folded card
/// feeds the next one; merging leaves no card that could be folded; removal goes backwards.
pub const PASSES: &[Pass] = &[fold::PASS, merge::PASS, dead::PASS];

/// Whether there is a card that a pass might touch. Most imported programs have none: lowering made none of their cards.
pub fn has_work(program: &Program, signatures: &Signatures, options: Options) -> bool {
    let bodies = program.flows.iter().flat_map(|flow| &flow.bodies);
    let mut cards = bodies.flat_map(|body| body.graph.node_weights());
    cards.any(|card| scope::function(card, signatures, options).is_some())
}

/// Improves all bodies of a program and lists what each pass changed.
pub fn optimize(program: &mut Program, signatures: &Signatures, options: Options) -> Report {
    let mut report = Report::default();
    for (flow_index, flow) in program.flows.iter_mut().enumerate() {
        for (body_index, body) in flow.bodies.iter_mut().enumerate() {
            for pass in PASSES {
                let mut scope = Scope::new(body, signatures, options);
                (pass.run)(&mut scope);
                let (flow, body) = (FlowId::new(flow_index), BodyId::new(body_index));
                report.add(pass.name, flow, body, scope.into_changes());
            }
        }
    }
    report
}
