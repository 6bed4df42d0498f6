//! Rules of the order of cards: one chain, arms that meet at their Join, expansions beside their source.

use rustc_hash::{FxHashMap, FxHashSet};

use super::body::{Body, Card};
use super::report::{Path, Report, fields, is_short_id, items, member};
use super::rules::*;
use super::tree::Node;

/// The card that runs first: nothing is ordered before it, and it heads no arm. Of several the one that starts flows.
pub(super) fn start(body: &Body<'_>) -> Option<usize> {
    let can_start = |index: &usize| body.cards.get(*index).is_some_and(Card::can_start);
    starts(body).find(can_start).or_else(|| starts(body).next())
}

fn starts(body: &Body<'_>) -> impl Iterator<Item = usize> {
    let mut later: FxHashSet<usize> = body.pairs.iter().map(|&(_, to)| to).collect();
    later.extend((0..body.cards.len()).flat_map(|index| body.heads(index)).map(|(head, _)| head));
    (0..body.cards.len()).filter(move |index| !later.contains(index))
}

/// Which cards run after which.
pub(super) struct Order {
    /// Direct followers, each once; an If/Else is followed by its arm heads.
    next: Vec<Vec<usize>>,
    /// Everything that runs later, as bits; empty if the order has a circle.
    later: Vec<Vec<u64>>,
}

impl Order {
    pub fn new(body: &Body<'_>) -> Self {
        let count = body.cards.len();
        let mut next = vec![Vec::new(); count];
        let heads = (0..count).flat_map(|index| body.heads(index).map(move |(head, _)| (index, head)));
        for (from, to) in body.pairs.iter().copied().chain(heads) {
            if let Some(followers) = next.get_mut(from).filter(|_| from != to)
                && !followers.contains(&to)
            {
                followers.push(to);
            }
        }
        let later = closure(&next);
        Self { next, later }
    }

    /// Whether there is an order at all.
    pub fn is_acyclic(&self) -> bool {
        self.later.len() == self.next.len()
    }

    /// Whether one card runs after another.
    pub fn runs_after(&self, first: usize, second: usize) -> bool {
        let bits = self.later.get(first).and_then(|bits| bits.get(second / 64));
        bits.is_some_and(|bits| bits >> (second % 64) & 1 == 1)
    }

    fn followers(&self, index: usize) -> &[usize] {
        self.next.get(index).map_or(&[], Vec::as_slice)
    }
}

/// What follows each card, directly or not; empty if there is a circle.
fn closure(next: &[Vec<usize>]) -> Vec<Vec<u64>> {
    let mut waiting = vec![0_usize; next.len()];
    for follower in next.iter().flatten() {
        if let Some(count) = waiting.get_mut(*follower) {
            *count += 1;
        }
    }
    let mut sorted: Vec<usize> = (0..next.len()).filter(|&index| waiting.get(index) == Some(&0)).collect();
    let mut done = 0;
    while let Some(&index) = sorted.get(done) {
        done += 1;
        for follower in next.get(index).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*follower) {
                *count -= 1;
                if *count == 0 {
                    sorted.push(*follower);
                }
            }
        }
    }
    if sorted.len() < next.len() {
        return Vec::new();
    }
    let words = next.len().div_ceil(64);
    let mut later = vec![vec![0_u64; words]; next.len()];
    for &index in sorted.iter().rev() {
        let mut bits = vec![0_u64; words];
        for &follower in next.get(index).into_iter().flatten() {
            if let Some(word) = bits.get_mut(follower / 64) {
                *word |= 1 << (follower % 64);
            }
            for (word, beyond) in bits.iter_mut().zip(later.get(follower).into_iter().flatten()) {
                *word |= beyond;
            }
        }
        if let Some(place) = later.get_mut(index) {
            *place = bits;
        }
    }
    later
}

/// Checks all rules of order of one body.
pub(super) fn check(body: &Body<'_>, order: &Order, at: &Path<'_>, report: &mut Report) {
    pairs(body, at, report);
    let methods = at.key("methods");
    let start = start(body);
    let one_start = report.check(starts(body).count() == 1, S11, at);
    let acyclic = order.is_acyclic();
    report.check(acyclic, S12, at);
    if let (Some(start), true) = (start, acyclic) {
        for index in (0..body.cards.len()).filter(|&index| index != start) {
            report.check(order.runs_after(start, index), S13, &methods.index(index));
        }
    }
    noops(body, start, &methods, report);
    let mut closed = FxHashMap::default();
    let (mut has_if, mut all_closed) = (false, true);
    for (index, card) in body.cards.iter().enumerate() {
        let at = methods.index(index);
        let branches = member(card.value, "branches");
        if card.is("control", "if") {
            has_if = true;
            all_closed &= branching(body, order, index, &mut closed, &at, report);
        } else {
            report.check(fields(branches).next().is_none(), S20, &at.key("branches"));
        }
    }
    // An If/Else whose Join cannot be told leaves one that closes nothing.
    let joins = body.cards.iter().enumerate().filter(|(_, card)| all_closed && card.is("control", "join"));
    for (index, _) in joins {
        report.check(closed.get(&index) == Some(&1), S27, &methods.index(index));
    }
    // What has no beginning or runs in a circle is no chain anyway.
    if !has_if && one_start && acyclic {
        chain(body, at, report);
    }
}

fn pairs(body: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    let orderings = member(body.value, "orderings");
    let at = at.key("orderings");
    report.check(orderings.as_object().is_some(), S04, &at);
    let mut seen = FxHashSet::default();
    for (key, pair) in fields(orderings) {
        let at = at.key(key);
        report.check(is_short_id(key), S05, &at);
        let ends = match items(pair) {
            [from, to] => [from, to].map(|end| end.as_str().and_then(|uuid| body.at.get(uuid))),
            _ => [None, None],
        };
        let [Some(&from), Some(&to)] = ends else {
            report.check(false, S06, &at);
            continue;
        };
        let around = body.is_expansion(from) || body.is_expansion(to);
        report.check(from != to || body.is_expansion(from), S07, &at);
        report.check(seen.insert((from, to)) || around, S09, &at);
    }
}

/// A noop card is a hidden arm head or a visible start card.
fn noops(body: &Body<'_>, start: Option<usize>, methods: &Path<'_>, report: &mut Report) {
    let heads: FxHashSet<usize> =
        (0..body.cards.len()).flat_map(|index| body.heads(index)).map(|(head, _)| head).collect();
    for (index, card) in body.cards.iter().enumerate().filter(|(_, card)| card.is("control", "noop")) {
        let displayed = member(card.model, "displayed").as_bool() == Some(true);
        let fits = if displayed { start == Some(index) } else { heads.contains(&index) };
        report.check(fits, S29, &methods.index(index));
    }
}

/// Without If/Else every body is one chain.
fn chain(body: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    let cards = body.cards.iter().filter(|card| !card.is_expansion()).count();
    let links: FxHashSet<(usize, usize)> = body
        .pairs
        .iter()
        .copied()
        .filter(|&(from, to)| from != to && !body.is_expansion(from) && !body.is_expansion(to))
        .collect();
    let froms: FxHashSet<usize> = links.iter().map(|&(from, _)| from).collect();
    let tos: FxHashSet<usize> = links.iter().map(|&(_, to)| to).collect();
    let single = froms.len() == links.len() && tos.len() == links.len() && links.len() + 1 == cards.max(1);
    report.check(single, S30, &at.key("orderings"));
}

/// The rules of one If/Else; whether its Join was found.
fn branching(
    body: &Body<'_>,
    order: &Order,
    index: usize,
    closed: &mut FxHashMap<usize, usize>,
    at: &Path<'_>,
    report: &mut Report,
) -> bool {
    let Some(card) = body.cards.get(index) else { return false };
    let branches = member(card.value, "branches");
    let stored: Vec<Option<bool>> = fields(branches).map(|(_, arm)| arm.as_bool()).collect();
    let heads: Vec<usize> = body.heads(index).map(|(head, _)| head).collect();
    let noops = heads.iter().all(|&head| body.cards.get(head).is_some_and(|card| card.is("control", "noop")));
    if !report.check(
        stored == [Some(true), Some(false)] && heads.len() == 2 && noops,
        S21,
        &at.key("branches"),
    ) {
        return false;
    }
    let ordered_after = body.pairs.iter().any(|&(from, to)| from == index && !body.is_expansion(to));
    report.check(!ordered_after, S22, at);
    for &head in &heads {
        report.check(!body.pairs.iter().any(|&(_, to)| to == head), S23, at);
    }
    let Some(join) = join_of(body, order, &heads) else {
        report.check(false, S24, at);
        return false;
    };
    *closed.entry(join).or_insert(0) += 1;
    let mut members = Vec::new();
    let mut straight = true;
    for &head in &heads {
        straight &= arm(body, order, head, join, &mut members);
    }
    report.check(straight, S25, at);
    let different: FxHashSet<usize> = members.iter().copied().collect();
    report.check(different.len() == members.len(), S26, at);
    let before: FxHashSet<usize> = body
        .pairs
        .iter()
        .filter(|&&(from, to)| to == join && !body.is_expansion(from))
        .map(|&(from, _)| from)
        .collect();
    report.check(before == different, S28, at);
    true
}

/// The Join that both arm heads are ordered before.
fn join_of(body: &Body<'_>, order: &Order, heads: &[usize]) -> Option<usize> {
    let joins =
        |head: usize| {
            order.followers(head).iter().copied().filter(|&next| {
                body.cards.get(next).is_some_and(|card: &Card<'_>| card.is("control", "join"))
            })
        };
    let (first, second) = (*heads.first()?, *heads.get(1)?);
    let mut common = joins(first).filter(|join| joins(second).any(|other| other == *join));
    common.next().filter(|_| common.next().is_none())
}

/// Walks an arm from its head and collects the cards directly in it: of a nested If/Else only its Join. Whether
/// each of them leads to one next card or to the end.
fn arm(body: &Body<'_>, order: &Order, head: usize, join: usize, members: &mut Vec<usize>) -> bool {
    let mut current = head;
    for _ in 0..=body.cards.len() {
        let nested: Vec<usize> = body.heads(current).map(|(head, _)| head).collect();
        if nested.len() == 2 {
            match join_of(body, order, &nested) {
                Some(inner) if inner != join => current = inner,
                _ => return false,
            }
        }
        members.push(current);
        let mut next =
            order.followers(current).iter().copied().filter(|&next| next != join && !body.is_expansion(next));
        let ends = order.followers(current).contains(&join);
        match (next.next(), next.next()) {
            (None, None) => return ends,
            (Some(next), None) if ends => current = next,
            _ => return false,
        }
    }
    false
}

/// Ids of cards, fields and orderings of one body.
pub(super) fn ids(body: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut twice = |id, rule, at: &Path<'_>, report: &mut Report| {
        if !seen.insert(id) {
            report.broken(rule, at, format_args!("{}: {id} occurs twice", rule.summary));
        }
    };
    let methods = at.key("methods");
    for (index, card) in body.cards.iter().enumerate() {
        twice(card.uuid, S03, &methods.index(index), report);
    }
    for (index, card) in body.cards.iter().enumerate() {
        let at = methods.index(index);
        for (name, side) in [("inputs", card.inputs), ("outputs", card.outputs)] {
            fields(side).for_each(|(id, _)| twice(id, S14, &at.field(name, id), report));
        }
    }
    let orderings: Node<'_> = member(body.value, "orderings");
    let at = at.key("orderings");
    fields(orderings).for_each(|(key, _)| twice(key, S14, &at.key(key), report));
}
