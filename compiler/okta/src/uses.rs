//! Who uses what in a body of the graph, by place in the order of execution.

use ecow::EcoString;
use flowc_ir::{Body, CardId};
use rustc_hash::FxHashMap;

/// Where a wire ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Fields read on the way.
    pub path: Vec<EcoString>,
    /// The card, by place in the sequence.
    pub card: usize,
    /// Its input.
    pub input: usize,
}

/// Wires of a body by source, ordered by target.
#[derive(Clone, Debug)]
pub struct Uses {
    /// Cards in order of execution.
    pub cards: Vec<CardId>,
    places: FxHashMap<CardId, usize>,
    by_source: FxHashMap<(CardId, usize), Vec<Use>>,
}

impl Uses {
    /// Collects the wires of a body.
    pub fn new(body: &Body) -> Self {
        let cards = body.cards_in_order();
        let places: FxHashMap<CardId, usize> = cards.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut by_source: FxHashMap<(CardId, usize), Vec<Use>> = FxHashMap::default();
        for (card, &id) in cards.iter().enumerate() {
            for end in body.wires_to(id) {
                let used = Use { path: end.wire.path.clone(), card, input: end.wire.input };
                by_source.entry((end.card, end.wire.output)).or_default().push(used);
            }
        }
        for uses in by_source.values_mut() {
            uses.sort_by(|a, b| (a.card, a.input, &a.path).cmp(&(b.card, b.input, &b.path)));
        }
        Self { cards, places, by_source }
    }

    /// The place of a card in the sequence.
    pub fn place(&self, card: CardId) -> Option<usize> {
        self.places.get(&card).copied()
    }

    /// All uses of an output.
    pub fn of(&self, card: CardId, output: usize) -> &[Use] {
        self.by_source.get(&(card, output)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Uses of an output's fields.
    pub fn fields(&self, card: CardId, output: usize) -> Vec<&Use> {
        self.of(card, output).iter().filter(|used| !used.path.is_empty()).collect()
    }
}
