//! What changed in one flow: its settings, and which of its cards came, went and moved.

use ecow::EcoString;
use flowc_ir::{Flow, Role};
use flowc_types::Shape;

use super::card;
use super::pairing::{Seen, Sources, cards, pair};
use super::{Change, Side, Twins, Verb, words};
use crate::lock::field_label;

/// What was what: the cards of the flow, and the things that they name.
pub(super) struct Partners<'s> {
    pub cards: &'s [Option<usize>],
    pub twins: &'s Twins,
    /// Inputs of the flow that were renamed: what they were and are.
    pub renamed: &'s [(EcoString, EcoString)],
}

/// A flow in one of the packs, with its cards.
pub(super) struct State<'p> {
    pub side: &'p Side<'p>,
    pub cards: Vec<Seen<'p>>,
    pub sources: Sources<'p>,
}

impl<'p> State<'p> {
    fn new(side: &'p Side<'p>, flow: &'p Flow) -> Self {
        let cards = cards(&side.program, flow);
        let sources = Sources::new(flow, &cards);
        Self { side, cards, sources }
    }

    /// How a card is called; a Join like the If/Else that it ends.
    pub fn title(&self, at: usize) -> EcoString {
        let Some(seen) = self.cards.get(at) else { return EcoString::new() };
        let outer = seen.within.as_ref().filter(|(_, arm)| seen.is_frame() && arm == "end");
        outer.map_or_else(|| seen.card.title.clone(), |(outer, _)| self.title(*outer))
    }
}

/// All changes of a flow that both packs hold.
pub(super) fn changes<'p>(
    old: (&'p Side<'p>, &'p Flow),
    new: (&'p Side<'p>, &'p Flow),
    twins: &Twins,
    changes: &mut Vec<Change>,
) {
    let place = [("flow", old.1.title.clone())];
    settings(old, new, &place, changes);
    let (before, after) = (State::new(old.0, old.1), State::new(new.0, new.1));
    let partners = pair(&before.cards, &after.cards);
    let fixed = in_place(&before, &after, &partners);
    for at in (0..before.cards.len()).filter(|at| !partners.contains(&Some(*at))) {
        if before.cards.get(at).is_some_and(|seen| !seen.is_frame()) {
            changes.push(Change::new(Verb::Removed, "card", &within(&place, before.title(at))));
        }
    }
    let renamed = renamed(&before, &after);
    let pairing = Partners { cards: &partners, twins, renamed: &renamed };
    for (at, partner) in partners.iter().enumerate() {
        let Some(seen) = after.cards.get(at) else { continue };
        match partner {
            None if seen.is_frame() => {}
            None => {
                let added = Change::new(Verb::Added, "card", &within(&place, after.title(at)));
                changes.push(added.is(where_is(&after, at)));
            }
            Some(other) => {
                if fixed.get(at) == Some(&false) && !seen.is_frame() {
                    let moved = Change::new(Verb::Moved, "card", &within(&place, before.title(*other)));
                    changes.push(moved.was(where_is(&before, *other)).is(where_is(&after, at)));
                }
                card::changes((&before, *other), (&after, at), &pairing, &place, changes);
            }
        }
    }
}

/// Inputs of a flow that are called otherwise now: same type, in the same order, both without a namesake.
fn renamed(before: &State<'_>, after: &State<'_>) -> Vec<(EcoString, EcoString)> {
    let made = |state: &State<'_>| {
        let inputs = state.cards.first().map(|start| start.card.inputs.as_slice()).unwrap_or_default();
        let made = inputs.iter().filter(|input| input.role == Role::Author);
        made.map(|input| (field_label(input.group.as_ref(), &input.key), input.shape.clone()))
            .collect::<Vec<_>>()
    };
    let (old, mut new) = (made(before), made(after));
    let lacks = |names: &[(EcoString, Shape)], name: &EcoString| names.iter().all(|(known, _)| known != name);
    let gone: Vec<_> = old.iter().filter(|(name, _)| lacks(&new, name)).cloned().collect();
    new.retain(|(name, _)| lacks(&old, name));
    let mut pairs = Vec::new();
    for (name, shape) in gone {
        if let Some(at) = new.iter().position(|(_, other)| *other == shape) {
            pairs.push((name, new.remove(at).0));
        }
    }
    pairs
}

fn within(place: &[(&'static str, EcoString)], card: EcoString) -> Vec<(&'static str, EcoString)> {
    place.iter().cloned().chain([("card", card)]).collect()
}

/// `after "Compose"`, `first in then of "If/Else"`.
fn where_is(state: &State<'_>, at: usize) -> String {
    let Some(seen) = state.cards.get(at) else { return String::new() };
    let siblings = state.cards.iter().enumerate().take(at);
    let mut before = siblings.filter(|(_, other)| other.within == seen.within && !other.is_frame());
    let place = before.next_back().map(|(at, _)| format!("after {}", words::quoted(&state.title(at))));
    let inside = seen
        .within
        .as_ref()
        .map(|(outer, arm)| format!("in {arm} of {}", words::quoted(&state.title(*outer))));
    match (place, inside) {
        (Some(place), Some(inside)) => format!("{place} {inside}"),
        (Some(place), None) => place,
        (None, Some(inside)) => format!("first {inside}"),
        (None, None) => "first".to_owned(),
    }
}

/// For each newer card whether it stands where its partner stood: in the same arm, among the same cards in order.
fn in_place(before: &State<'_>, after: &State<'_>, partners: &[Option<usize>]) -> Vec<bool> {
    let mut fixed: Vec<bool> = after
        .cards
        .iter()
        .zip(partners)
        .map(|(seen, partner)| {
            let other = partner.and_then(|at| before.cards.get(at));
            other.is_none_or(|other| match (&other.within, &seen.within) {
                (None, None) => true,
                (Some((was, old_arm)), Some((is, arm))) => {
                    partners.get(*is) == Some(&Some(*was)) && old_arm == arm
                }
                _ => false,
            })
        })
        .collect();
    // Of those in the same arm, the fewest that make the rest stand in order have moved.
    let mut arms: Vec<&Option<(usize, String)>> = after.cards.iter().map(|seen| &seen.within).collect();
    arms.dedup();
    for arm in arms {
        let members: Vec<(usize, usize)> = after
            .cards
            .iter()
            .enumerate()
            .filter(|(at, seen)| seen.within == *arm && fixed.get(*at) == Some(&true))
            .filter_map(|(at, _)| Some((at, partners.get(at).copied().flatten()?)))
            .collect();
        for at in out_of_order(&members) {
            if let Some(slot) = fixed.get_mut(at) {
                *slot = false;
            }
        }
    }
    fixed
}

/// The first of each pair where the second ones do not rise: what is left over from the longest rising row.
fn out_of_order(members: &[(usize, usize)]) -> Vec<usize> {
    // Longest row that ends at each member, and the member before it.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::with_capacity(members.len());
    for (at, (_, second)) in members.iter().enumerate() {
        let before =
            members.iter().zip(&rows).enumerate().take(at).filter(|(_, ((_, other), _))| other < second);
        let best = before
            .map(|(index, (_, (length, _)))| (*length, index))
            .max_by_key(|(length, index)| (*length, std::cmp::Reverse(*index)));
        rows.push(best.map_or((1, None), |(length, index)| (length + 1, Some(index))));
    }
    let last = rows.iter().enumerate().max_by_key(|(at, (length, _))| (*length, std::cmp::Reverse(*at)));
    let mut row = Vec::new();
    let mut next = last.map(|(at, _)| at);
    while let Some(at) = next {
        row.push(at);
        next = rows.get(at).and_then(|(_, before)| *before);
    }
    members.iter().enumerate().filter(|(at, _)| !row.contains(at)).map(|(_, (first, _))| *first).collect()
}

fn settings(
    old: (&Side<'_>, &Flow),
    new: (&Side<'_>, &Flow),
    place: &[(&'static str, EcoString)],
    changes: &mut Vec<Change>,
) {
    let (before, after) = (old.1, new.1);
    if before.title != after.title {
        changes.push(Change::new(Verb::Renamed, "flow", place).is(words::quoted(&after.title)));
    }
    let folder = |side: &Side<'_>, flow: &Flow| words::folder(&side.program, flow.folder);
    let (was, is) = (folder(old.0, before), folder(new.0, after));
    if was != is {
        changes.push(Change::new(Verb::Moved, "flow", place).was(was).is(is));
    }
    let mut set = |what: &'static str, was: String, is: String| {
        if was != is {
            let (was, is) = words::beside(&was, &is);
            changes.push(Change::new(Verb::Changed, what, place).was(was).is(is));
        }
    };
    set("description", words::quoted(&before.description), words::quoted(&after.description));
    set("schedule", words::schedule(before.schedule.as_ref()), words::schedule(after.schedule.as_ref()));
    let security = |flow: &Flow| flow.security.as_deref().unwrap_or("none").to_owned();
    set("security level", security(before), security(after));
    let on = |flow: &Flow| if flow.log { "kept" } else { "not kept" }.to_owned();
    set("history", on(before), on(after));
    let builder = |flow: &Flow| {
        let builder = flow.builder.as_ref().map(crate::compare::sorted);
        builder.map_or_else(|| "none".to_owned(), |builder| words::value(&builder))
    };
    set("declaration", builder(before), builder(after));
    let inside = |flow: &Flow| if flow.is_external() { "outside the pack" } else { "in the pack" }.to_owned();
    set("content", inside(before), inside(after));
}
