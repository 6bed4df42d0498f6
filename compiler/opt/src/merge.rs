//! Common subexpressions: a card that computes what an earlier one has computed is read from there.

use std::hash::{Hash, Hasher};

use ecow::EcoString;
use flowc_ir::{Body, Card, CardId, Datum, Edge, Input, Output, Step, Wire};
use petgraph::Direction;
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHasher};

use crate::fold::identical;
use crate::report::What;
use crate::{Pass, Scope};

/// The pass.
pub(crate) const PASS: Pass = Pass {
    name: "merge",
    precondition: "a pure card with the address, types, literals, templates and wires of a card that certainly ran \
                   before it in the same body; neither the body's result nor a Join nor a capture rests on it",
    law: "a pure card gives for the same inputs the same outputs or the same error; the earlier one did not fail, or \
          the flow would not have come here: every reader gets what it got",
    run,
};

fn run(scope: &mut Scope<'_>) {
    let steps = scope.body.steps();
    Merger { scope, seen: FxHashMap::default(), trail: Vec::new() }.steps(&steps);
}

struct Merger<'s, 'a> {
    scope: &'s mut Scope<'a>,
    /// Cards that ran before, by [`key`].
    seen: FxHashMap<u64, Vec<CardId>>,
    /// Keys in the order in which they were added, to forget an arm when it ends.
    trail: Vec<u64>,
}

impl Merger<'_, '_> {
    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Card(card) => self.card(*card),
                Step::If(arms) => {
                    for arm in [&arms.then, &arms.otherwise] {
                        let before = self.trail.len();
                        self.steps(arm);
                        self.forget(before);
                    }
                }
            }
        }
    }

    fn forget(&mut self, before: usize) {
        for key in self.trail.drain(before..).rev() {
            self.seen.get_mut(&key).and_then(Vec::pop);
        }
    }

    fn card(&mut self, id: CardId) {
        if self.scope.function(id).is_none() {
            return;
        }
        let Some(key) = key(self.scope.body, id) else { return };
        let earlier = self.seen.get(&key).into_iter().flatten();
        let twin = earlier.copied().find(|&earlier| same(self.scope.body, earlier, id));
        match twin {
            Some(twin) if self.scope.may_go(id) && !self.scope.is_tied(id) => self.merge(id, twin),
            _ => {
                self.seen.entry(key).or_default().push(id);
                self.trail.push(key);
            }
        }
    }

    fn merge(&mut self, id: CardId, twin: CardId) {
        let Some((title, origin)) =
            self.scope.body.card(twin).map(|card| (card.title.clone(), card.origin.clone()))
        else {
            return;
        };
        self.scope.note(id, What::Merged { title, origin });
        let edges = self.scope.body.graph.edges_directed(id, Direction::Outgoing);
        let mut readers: Vec<(CardId, Wire)> = edges
            .filter_map(|edge| match edge.weight() {
                Edge::Wire(wire) => Some((edge.target(), wire.clone())),
                _ => None,
            })
            .collect();
        // The graph lists the newest edge first.
        readers.reverse();
        if self.scope.body.remove(id) {
            for (reader, wire) in readers {
                self.scope.body.graph.add_edge(twin, reader, Edge::Wire(wire));
            }
        }
    }
}

/// The wires into a card, in an order that depends on nothing but them.
fn sources(body: &Body, card: CardId) -> Vec<(usize, CardId, usize, Vec<EcoString>)> {
    let mut sources: Vec<_> = body
        .wires_to(card)
        .map(|end| (end.wire.input, end.card, end.wire.output, end.wire.path.clone()))
        .collect();
    sources.sort();
    sources
}

/// Equal for cards that compute the same.
fn key(body: &Body, id: CardId) -> Option<u64> {
    let card = body.card(id)?;
    let mut hasher = FxHasher::default();
    card.address.hash(&mut hasher);
    card.inputs.len().hash(&mut hasher);
    sources(body, id).hash(&mut hasher);
    for input in &card.inputs {
        if let Datum::Literal(value) = &input.datum {
            value.hash(&mut hasher);
        }
    }
    Some(hasher.finish())
}

/// Whether both compute the same: everything but titles, notes, labels and origin.
fn same(body: &Body, a: CardId, b: CardId) -> bool {
    let Some((a_card, b_card)) = body.card(a).zip(body.card(b)) else { return false };
    let Card { address, inputs, outputs, .. } = a_card;
    *address == b_card.address
        && inputs.len() == b_card.inputs.len()
        && outputs.len() == b_card.outputs.len()
        && inputs.iter().zip(&b_card.inputs).all(|(a, b)| same_input(a, b))
        && outputs.iter().zip(&b_card.outputs).all(|(a, b)| same_output(a, b))
        && sources(body, a) == sources(body, b)
}

fn same_input(a: &Input, b: &Input) -> bool {
    let same_datum = match (&a.datum, &b.datum) {
        (Datum::Literal(a), Datum::Literal(b)) => identical(a, b),
        (a, b) => a == b,
    };
    let field = |input: &Input| (input.group.clone(), input.key.clone(), input.role);
    same_datum && field(a) == field(b) && a.shape == b.shape && a.item == b.item
}

fn same_output(a: &Output, b: &Output) -> bool {
    (&a.group, &a.key, &a.shape, a.role) == (&b.group, &b.key, &b.shape, b.role)
}
