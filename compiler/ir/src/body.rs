//! A body: cards, their order and the wires between them.

use ecow::EcoString;
use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;

use crate::card::Port;
use crate::{Card, CardId};

/// One scope of cards.
#[derive(Clone, Debug)]
pub struct Body {
    /// Cards and edges.
    pub graph: StableDiGraph<Card, Edge>,
    /// The card that runs first.
    pub start: CardId,
}

/// An edge of the graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// Data.
    Wire(Wire),
    /// The target runs next.
    Next,
    /// From an If to the first card of its true (or false) arm.
    Arm(bool),
    /// From an If to its Join.
    Join,
}

/// Data from an output to an input. The converter is a function of the two slot types (flopack.md 4).
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Position in the source's outputs.
    pub output: usize,
    /// Fields read on the way through the platform's hidden expand card; empty = the output whole.
    pub path: Vec<EcoString>,
    /// Position in the target's inputs.
    pub input: usize,
}

/// One end of a wire with the rest of it.
#[derive(Clone, Copy, Debug)]
pub struct WireEnd<'a> {
    /// The card at the other end.
    pub card: CardId,
    /// The wire.
    pub wire: &'a Wire,
}

/// Cards in order of execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A card.
    Card(CardId),
    /// An If with its arms and its Join.
    If(Arms),
}

/// The parts of an If.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arms {
    /// The If card.
    pub card: CardId,
    /// What runs when it holds.
    pub then: Vec<Step>,
    /// What runs when it does not.
    pub otherwise: Vec<Step>,
    /// The card where both arms meet.
    pub join: CardId,
}

impl Body {
    /// A body that holds only its start card.
    pub fn new(start: Card) -> Self {
        let mut graph = StableDiGraph::new();
        let start = graph.add_node(start);
        Self { graph, start }
    }

    /// A card; ids of this body are always valid, since cards are only removed through [`Body::remove`].
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.graph.node_weight(id)
    }

    /// A card to change.
    pub fn card_mut(&mut self, id: CardId) -> Option<&mut Card> {
        self.graph.node_weight_mut(id)
    }

    /// Adds a card that runs after `previous`, along `edge`.
    pub fn append(&mut self, previous: CardId, edge: Edge, card: Card) -> CardId {
        let id = self.graph.add_node(card);
        self.graph.add_edge(previous, id, edge);
        id
    }

    /// Wires an output to an input.
    pub fn wire(&mut self, from: Port, path: Vec<EcoString>, to: Port) -> EdgeIndex {
        self.graph.add_edge(from.0, to.0, Edge::Wire(Wire { output: from.1, path, input: to.1 }))
    }

    /// The card behind an order edge of one kind.
    pub fn successor(&self, card: CardId, edge: &Edge) -> Option<CardId> {
        self.graph.edges(card).find(|candidate| candidate.weight() == edge).map(|found| found.target())
    }

    /// What runs from `first` until the sequence ends or reaches `end`.
    fn sequence(&self, first: Option<CardId>, end: Option<CardId>) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut next = first;
        while let Some(card) = next.filter(|&card| Some(card) != end) {
            let Some(join) = self.successor(card, &Edge::Join) else {
                steps.push(Step::Card(card));
                next = self.successor(card, &Edge::Next);
                continue;
            };
            steps.push(Step::If(Arms {
                card,
                then: self.sequence(self.successor(card, &Edge::Arm(true)), Some(join)),
                otherwise: self.sequence(self.successor(card, &Edge::Arm(false)), Some(join)),
                join,
            }));
            next = self.successor(join, &Edge::Next);
        }
        steps
    }

    /// All cards in order of execution, the start card first.
    pub fn steps(&self) -> Vec<Step> {
        self.sequence(Some(self.start), None)
    }

    /// All cards in order of execution: an If, its true arm, its false arm, its Join.
    pub fn cards_in_order(&self) -> Vec<CardId> {
        fn collect(steps: &[Step], into: &mut Vec<CardId>) {
            for step in steps {
                match step {
                    Step::Card(card) => into.push(*card),
                    Step::If(arms) => {
                        into.push(arms.card);
                        collect(&arms.then, into);
                        collect(&arms.otherwise, into);
                        into.push(arms.join);
                    }
                }
            }
        }
        let mut cards = Vec::with_capacity(self.graph.node_count());
        collect(&self.steps(), &mut cards);
        cards
    }

    /// Wires into one input; more than one only at a Join.
    pub fn wires_into(&self, card: CardId, input: usize) -> impl Iterator<Item = WireEnd<'_>> {
        self.wires_to(card).filter(move |end| end.wire.input == input)
    }

    /// All wires that end at a card.
    pub fn wires_to(&self, card: CardId) -> impl Iterator<Item = WireEnd<'_>> {
        self.ends(card, Direction::Incoming)
    }

    /// All wires that leave a card.
    pub fn wires_from(&self, card: CardId) -> impl Iterator<Item = WireEnd<'_>> {
        self.ends(card, Direction::Outgoing)
    }

    fn ends(&self, card: CardId, direction: Direction) -> impl Iterator<Item = WireEnd<'_>> {
        self.graph.edges_directed(card, direction).filter_map(move |edge| {
            let other = if direction == Direction::Incoming { edge.source() } else { edge.target() };
            match edge.weight() {
                Edge::Wire(wire) => Some(WireEnd { card: other, wire }),
                _ => None,
            }
        })
    }

    /// Removes a card from its sequence; its wires go with it. An If or Join is left alone (`false`).
    pub fn remove(&mut self, card: CardId) -> bool {
        if self.successor(card, &Edge::Join).is_some() || card == self.start {
            return false;
        }
        let before = self
            .graph
            .edges_directed(card, Direction::Incoming)
            .find(|edge| !matches!(edge.weight(), Edge::Wire(_)))
            .map(|edge| (edge.source(), edge.weight().clone()));
        if before.as_ref().is_some_and(|(_, edge)| *edge == Edge::Join) {
            return false;
        }
        let after = self.successor(card, &Edge::Next);
        self.graph.remove_node(card);
        if let (Some((source, edge)), Some(target)) = (before, after) {
            self.graph.add_edge(source, target, edge);
        }
        true
    }
}
