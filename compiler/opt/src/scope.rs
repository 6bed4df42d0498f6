//! What a pass sees: one body and the rules by which its cards may be touched.

use flowc_ir::{Address, Body, Card, CardId, Edge, ErrorPolicy, Origin, Role, Step};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_stdlib::{Class, Run};
use rustc_hash::FxHashSet;

use crate::Options;
use crate::report::What;

/// One body under a pass.
#[derive(Debug)]
pub struct Scope<'a> {
    pub(crate) body: &'a mut Body,
    signatures: &'a Signatures,
    options: Options,
    /// Cards whose outputs may be what the body gives back.
    last: FxHashSet<CardId>,
    changes: Vec<(Card, What)>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(body: &'a mut Body, signatures: &'a Signatures, options: Options) -> Self {
        let mut last = FxHashSet::default();
        collect_last(body, &body.steps(), &mut last);
        Self { body, signatures, options, last, changes: Vec::new() }
    }

    pub(crate) fn into_changes(self) -> Vec<(Card, What)> {
        self.changes
    }

    /// A card as it is now, with what was done to it, for the report.
    pub(crate) fn note(&mut self, card: CardId, what: What) {
        if let Some(card) = self.body.card(card) {
            self.changes.push((card.clone(), what));
        }
    }

    /// The signature of a card that passes may look at: pure, a function of its inputs, stopping the flow when it
    /// fails, and either made by lowering or free to be touched.
    pub(crate) fn function(&self, id: CardId) -> Option<&'a Signature> {
        let card = self.body.card(id).filter(|_| id != self.body.start)?;
        function(card, self.signatures, self.options)
    }

    /// Whether a card may leave its sequence: no flow gives back its outputs by being at its end.
    pub(crate) fn may_go(&self, card: CardId) -> bool {
        !self.last.contains(&card)
    }

    /// Whether some reader of a card must go on reading just this card: where arms meet, the arm that ran is
    /// known by the card that a wire comes from, and a capture belongs to the body it enters.
    pub(crate) fn is_tied(&self, card: CardId) -> bool {
        self.body.wires_from(card).any(|end| {
            let Some(reader) = self.body.card(end.card) else { return true };
            let role = reader.inputs.get(end.wire.input).map(|input| input.role);
            is_join(self.body, end.card)
                || !matches!(role, Some(Role::Own | Role::Author | Role::Dynamic | Role::Hole))
        })
    }
}

/// The signature of a card that passes may look at wherever it stands but at the start.
pub(crate) fn function<'s>(
    card: &Card,
    signatures: &'s Signatures,
    options: Options,
) -> Option<&'s Signature> {
    if card.policy != ErrorPolicy::default() || card.connection.is_some() {
        return None;
    }
    if !options.author_cards && card.origin != Origin::None {
        return None;
    }
    let Address::System { channel, method } = &card.address else { return None };
    let signature = signatures.of_system(channel, method)?;
    let function = signature.card.is_some_and(|card| matches!(card.run, Run::Function(_)));
    let class = signature.class_with(|port| card.written(port.group.as_deref(), &port.key));
    (class == Class::Pure && function).then_some(&**signature)
}

fn is_join(body: &Body, card: CardId) -> bool {
    let joins = |edge: petgraph::stable_graph::EdgeReference<'_, Edge>| *edge.weight() == Edge::Join;
    body.graph.edges_directed(card, petgraph::Direction::Incoming).any(joins)
}

/// The last card of each sequence, comments apart.
fn collect_last(body: &Body, steps: &[Step], into: &mut FxHashSet<CardId>) {
    let is_comment =
        |card: &CardId| body.card(*card).is_some_and(|card| card.address.is("control", "comment"));
    let mut ends = false;
    for step in steps.iter().rev() {
        match step {
            Step::Card(card) => {
                if !ends {
                    into.insert(*card);
                    ends = !is_comment(card);
                }
            }
            Step::If(arms) => {
                ends = true;
                collect_last(body, &arms.then, into);
                collect_last(body, &arms.otherwise, into);
            }
        }
    }
}
