//! Orderings of a body (flopack.md 3.3, 3.4).

use flowc_ir::Step;
use rustc_hash::FxHashMap;

use super::body::Scope;
use crate::ids::short;
use crate::model::{ById, Card, Id};
use crate::sequence::is_expand;

/// All pairs of a body's cards, with derived keys.
pub(super) fn orderings(scope: &Scope<'_>, methods: &[Card]) -> ById<(Id, Id)> {
    let mut pairs: Vec<(Id, Id)> = Vec::new();
    let steps = scope.body.steps();
    Chain { scope, pairs: &mut pairs }.steps(&steps, None, None);
    expansions(methods, &mut pairs);
    keyed(&scope.ids.id, pairs)
}

struct Chain<'s, 'a> {
    scope: &'s Scope<'a>,
    pairs: &'s mut Vec<(Id, Id)>,
}

impl Chain<'_, '_> {
    /// A sequence behind `before`; inside an arm, every card of it also leads to the arm's `join`.
    fn steps(&mut self, steps: &[Step], before: Option<Id>, join: Option<&Id>) {
        let mut before = before;
        for step in steps {
            let (first, last) = match step {
                Step::Card(card) => (self.id(*card), self.id(*card)),
                Step::If(arms) => (self.id(arms.card), self.id(arms.join)),
            };
            if let (Some(from), Some(to)) = (before, first.clone()) {
                self.pairs.push((from, to));
            }
            if let Step::If(arms) = step {
                let place = self.scope.uses.place(arms.card).and_then(|place| self.scope.card(place));
                let heads = place.map(|(_, _, ids)| ids.heads.clone()).unwrap_or_default();
                for (head, arm) in heads.into_iter().zip([&arms.then, &arms.otherwise]) {
                    self.steps(arm, Some(head.clone()), last.as_ref());
                    self.pairs.extend(last.clone().map(|join| (head, join)));
                }
            }
            if let (Some(join), Some(last)) = (join, last.clone()) {
                self.pairs.push((last, join.clone()));
            }
            before = last;
        }
    }

    fn id(&self, card: flowc_ir::CardId) -> Option<Id> {
        let place = self.scope.uses.place(card)?;
        self.scope.card(place).map(|(_, _, ids)| ids.id.clone())
    }
}

/// What the designer leaves behind when fields are picked of an output: for n fields of a source one pair from
/// it, n loops, and n pairs to each follower and to each earlier expansion of the same source.
fn expansions(methods: &[Card], pairs: &mut Vec<(Id, Id)>) {
    let mut earlier: FxHashMap<&str, Vec<Id>> = FxHashMap::default();
    let between = pairs.clone();
    for card in methods.iter().filter(|card| is_expand(card)) {
        let source = &card.node.data.name;
        let fields = card.node.model.outputs.data.len() / 2;
        let before = earlier.entry(source).or_default();
        pairs.push((source.clone(), card.uuid.clone()));
        let mut followers: Vec<Id> = vec![card.uuid.clone()];
        followers.extend(between.iter().filter(|(from, _)| from == source).map(|(_, to)| to.clone()));
        followers.extend(before.iter().cloned());
        for follower in followers {
            pairs.extend((0..fields).map(|_| (card.uuid.clone(), follower.clone())));
        }
        before.push(card.uuid.clone());
    }
}

/// Pairs with derived keys.
fn keyed(body: &Id, pairs: Vec<(Id, Id)>) -> ById<(Id, Id)> {
    let mut counts: FxHashMap<(Id, Id), usize> = FxHashMap::default();
    let mut keyed = ById::default();
    for pair in pairs {
        let count = counts.entry(pair.clone()).or_insert(0);
        *count += 1;
        keyed.insert(short(&format!("{body}/{}/{}/{count}", pair.0, pair.1)), pair);
    }
    keyed
}
