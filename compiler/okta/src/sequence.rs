//! The order of execution that a body's orderings say (flopack.md 3.3 and 3.4), hidden cards left out.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Body, Card};

/// Cards by position in `methods`, in order of execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A card.
    Card(usize),
    /// An If with its arms.
    If(Arms),
}

/// An If, its hidden arm heads, its arms, its join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arms {
    /// The If card.
    pub card: usize,
    /// Heads of the true and the false arm.
    pub heads: [usize; 2],
    /// The true and the false arm.
    pub arms: [Vec<Step>; 2],
    /// The join.
    pub join: usize,
}

/// A body's order.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// All cards but expansions and arm heads.
    pub steps: Vec<Step>,
    /// What did not fit: cards that no ordering reaches, cards with several followers.
    pub odd: Vec<usize>,
}

impl Sequence {
    /// The cards one after the other: an If, its arms, its join.
    pub fn flat(&self) -> Vec<usize> {
        fn collect(steps: &[Step], into: &mut Vec<usize>) {
            for step in steps {
                match step {
                    Step::Card(card) => into.push(*card),
                    Step::If(Arms { card, arms, join, .. }) => {
                        into.push(*card);
                        arms.iter().for_each(|arm| collect(arm, into));
                        into.push(*join);
                    }
                }
            }
        }
        let mut cards = Vec::new();
        collect(&self.steps, &mut cards);
        cards
    }

    /// Every If.
    pub fn ifs(&self) -> Vec<&Arms> {
        fn collect<'s>(steps: &'s [Step], into: &mut Vec<&'s Arms>) {
            for step in steps {
                if let Step::If(arms) = step {
                    into.push(arms);
                    arms.arms.iter().for_each(|arm| collect(arm, into));
                }
            }
        }
        let mut ifs = Vec::new();
        collect(&self.steps, &mut ifs);
        ifs
    }
}

/// The address of the hidden card that reads fields of a record.
pub const EXPAND: &str = "root:kernel:object:0.0.1:expand";
const JOIN: &str = "root:kernel:control:0.0.1:join";

/// Whether a card is hidden by the platform and stands for fields read on a wire.
pub fn is_expand(card: &Card) -> bool {
    card.address == EXPAND && !card.node.model.displayed
}

/// Ifs nest no deeper than this.
const MAX_DEPTH: usize = 200;

/// Finds the order of a body's cards.
pub fn sequence(body: &Body) -> Sequence {
    let mut walk = Walk::new(body);
    let mut steps = Vec::new();
    if let Some(start) = walk.start() {
        steps = walk.chain(Some(start), None, 0);
    }
    for card in 0..body.methods.len() {
        if !walk.seen.contains(&card) && !walk.hidden.contains(&card) {
            walk.odd.push(card);
            steps.extend(walk.chain(Some(card), None, 0));
        }
    }
    Sequence { steps, odd: walk.odd }
}

struct Walk<'b> {
    body: &'b Body,
    /// Followers of each card, expansions left out.
    next: Vec<Vec<usize>>,
    /// Cards that some ordering leads to.
    led_to: FxHashSet<usize>,
    /// Expansions and arm heads.
    hidden: FxHashSet<usize>,
    place: FxHashMap<&'b str, usize>,
    seen: FxHashSet<usize>,
    odd: Vec<usize>,
}

impl<'b> Walk<'b> {
    fn new(body: &'b Body) -> Self {
        let place: FxHashMap<&str, usize> =
            body.methods.iter().enumerate().map(|(at, card)| (card.uuid.as_str(), at)).collect();
        let expands: FxHashSet<usize> =
            body.methods.iter().enumerate().filter(|(_, card)| is_expand(card)).map(|(at, _)| at).collect();
        let mut next = vec![Vec::new(); body.methods.len()];
        let mut led_to = FxHashSet::default();
        for (from, to) in body.orderings.values() {
            let (Some(&from), Some(&to)) = (place.get(from.as_str()), place.get(to.as_str())) else {
                continue;
            };
            if from == to || expands.contains(&from) || expands.contains(&to) {
                continue;
            }
            led_to.insert(to);
            if let Some(followers) =
                next.get_mut(from).filter(|followers: &&mut Vec<usize>| !followers.contains(&to))
            {
                followers.push(to);
            }
        }
        let heads = body.methods.iter().flat_map(|card| card.branches.keys());
        let mut hidden: FxHashSet<usize> =
            heads.filter_map(|head| place.get(head.as_str()).copied()).collect();
        hidden.extend(expands);
        Self { body, next, led_to, hidden, place, seen: FxHashSet::default(), odd: Vec::new() }
    }

    fn start(&self) -> Option<usize> {
        let mut starts = (0..self.body.methods.len())
            .filter(|card| !self.led_to.contains(card) && !self.hidden.contains(card));
        let first = starts.next()?;
        // Of several, the one that mirrors its inputs or is an event starts the flow.
        let is_start = |card: usize| {
            self.card(card).is_some_and(|card| {
                card.node.model.webhook == Some(true)
                    || matches!(card.node.key.as_str(), "callable" | "accept" | "delegated")
            })
        };
        Some(std::iter::once(first).chain(starts).find(|card| is_start(*card)).unwrap_or(first))
    }

    fn card(&self, at: usize) -> Option<&'b Card> {
        self.body.methods.get(at)
    }

    fn followers(&self, card: usize) -> &[usize] {
        self.next.get(card).map(Vec::as_slice).unwrap_or_default()
    }

    /// What runs from `first` on; inside an arm, up to the arm's `join`.
    fn chain(&mut self, first: Option<usize>, join: Option<usize>, depth: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut next = first;
        while let Some(at) = next {
            if !self.seen.insert(at) {
                break;
            }
            match self.arms(at) {
                Some((heads, inner)) if depth < MAX_DEPTH && self.seen.insert(inner) => {
                    let arms = heads.map(|head| {
                        let first = self.follower(head, Some(inner));
                        self.chain(first, Some(inner), depth + 1)
                    });
                    steps.push(Step::If(Arms { card: at, heads, arms, join: inner }));
                    next = self.follower(inner, join);
                }
                _ => {
                    steps.push(Step::Card(at));
                    next = self.follower(at, join);
                }
            }
        }
        steps
    }

    /// The card that comes next inside an arm that ends at `join`.
    fn follower(&mut self, card: usize, join: Option<usize>) -> Option<usize> {
        let mut rest = self.followers(card).iter().copied().filter(|next| Some(*next) != join);
        let first = rest.next();
        if rest.next().is_some() {
            self.odd.push(card);
        }
        first
    }

    /// Arm heads and join of an If.
    fn arms(&self, card: usize) -> Option<([usize; 2], usize)> {
        let branches = &self.card(card)?.branches;
        let head = |wanted: bool| {
            let (id, _) = branches.iter().find(|(_, arm)| **arm == wanted)?;
            self.place.get(id.as_str()).copied()
        };
        let (yes, no) = (head(true)?, head(false)?);
        let is_join = |at: &usize| self.card(*at).is_some_and(|card| card.address == JOIN);
        let join =
            self.followers(yes).iter().copied().find(|at| is_join(at) && self.followers(no).contains(at))?;
        Some(([yes, no], join))
    }
}
