//! Orderings of a body (flopack.md 3.3, 3.4).

use std::collections::HashMap;

use flowc_ir::Step;

use super::body::Scope;
use crate::ids::short;
use crate::lock::keys_by_card;
use crate::model::{ById, Card, Id};
use crate::sequence::is_expand;

/// All pairs of a body's cards, with derived keys or those of the lock.
pub(super) fn orderings(scope: &Scope<'_>, methods: &[Card]) -> ById<(Id, Id)> {
    let mut pairs: Vec<(Id, Id)> = Vec::new();
    let steps = scope.body.steps();
    Chain { scope, pairs: &mut pairs }.steps(&steps, None, None);
    expansions(methods, &mut pairs);
    keyed(scope, pairs)
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
    let mut earlier: HashMap<&str, Vec<Id>> = HashMap::new();
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

/// Pairs with keys: all of the lock's, where it keeps pairs of its own and they say the same; else those that it notes
/// with their cards, and derived ones where it has none.
fn keyed(scope: &Scope<'_>, pairs: Vec<(Id, Id)>) -> ById<(Id, Id)> {
    let known: Vec<(Id, (Id, Id))> = scope
        .ids
        .orderings
        .iter()
        .filter_map(|line| {
            let mut words = line.split(' ').map(Id::from);
            Some((words.next()?, (words.next()?, words.next()?)))
        })
        .collect();
    let set = |pairs: &mut dyn Iterator<Item = &(Id, Id)>| {
        let expands: Vec<&Id> =
            scope.ids.cards.iter().flat_map(|card| card.expands.values()).map(|x| &x.id).collect();
        let mut set: Vec<(Id, Id)> =
            pairs.filter(|(from, to)| !(expands.contains(&from) && expands.contains(&to))).cloned().collect();
        set.sort();
        set.dedup();
        set
    };
    if set(&mut pairs.iter()) == set(&mut known.iter().map(|(_, pair)| pair)) {
        return known.into_iter().collect();
    }
    let mut free: HashMap<(Id, Id), Vec<Id>> = HashMap::new();
    for (key, pair) in known.into_iter().rev() {
        free.entry(pair).or_default().push(key);
    }
    let mut by_card = keys_by_card(&scope.ids.cards, &pairs);
    let mut counts: HashMap<(Id, Id), usize> = HashMap::new();
    let mut keyed = ById::default();
    for pair in pairs {
        let noted = by_card.get_mut(&pair.0).and_then(Vec::pop);
        let key = free.get_mut(&pair).and_then(Vec::pop).or(noted).unwrap_or_else(|| {
            let count = counts.entry(pair.clone()).or_insert(0);
            *count += 1;
            short(&format!("{}/{}/{}/{count}", scope.ids.id, pair.0, pair.1))
        });
        keyed.insert(key, pair);
    }
    keyed
}
