//! Giving back what a lock keeps.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::platform::{give_ids, give_ids_of_fields};
use super::shared::{self, AllShared};
use super::{Kept, Lock, LockedBody};
use crate::encode;
use crate::ids::fingerprint;
use crate::model::{Body, Card, Flow, Id, Pack};

/// What the source says of a flow, as one fingerprint.
pub(super) fn fingerprint_of(fresh: &Flow) -> EcoString {
    fingerprint(&serde_json::to_vec(fresh).unwrap_or_default())
}

/// Forgets flows that were kept whole, where the source says something else by now.
pub(crate) fn forget_edited(lock: &mut Lock, fresh: &Pack) {
    for locked in lock.flows.values_mut() {
        let flow = fresh.data.flos.get(&locked.id);
        let same = |kept: &Kept| flow.is_some_and(|flow| fingerprint_of(flow) == kept.source);
        if locked.kept.as_ref().is_some_and(|kept| !same(kept)) {
            locked.kept = None;
        }
    }
}

/// Gives what no thing of the graph has its ids, and puts cards where they stood.
pub(super) fn arrange(pack: &mut Pack, lock: &Lock) {
    for locked in lock.flows.values() {
        let flow = pack.data.flos.get_mut(&locked.id);
        let body = flow.and_then(|flow| flow.data.as_deref_mut());
        if let (Some(ids), Some(body)) = (&locked.body, body) {
            arrange_body(ids, body);
        }
    }
}

/// Lists cards in previews as they stand.
pub(super) fn set_previews(pack: &mut Pack, lock: &Lock) {
    for locked in lock.flows.values() {
        let flow = pack.data.flos.get_mut(&locked.id);
        if let Some(body) = flow.and_then(|flow| flow.data.as_deref_mut()) {
            encode::set_preview(body, &locked.preview);
        }
    }
}

fn arrange_body(ids: &LockedBody, body: &mut Body) {
    let places = places(body);
    for locked in &ids.cards {
        let Some(card) = places.get(&locked.id).and_then(|at| body.methods.get_mut(*at)) else { continue };
        give_ids_of_fields(locked, card);
        for (ids, body) in locked.bodies.iter().zip(crate::visit::inlined_mut(card)) {
            arrange_body(ids, body);
        }
    }
    give_ids(ids, body);
    if !ids.order.is_empty() {
        reorder(&mut body.methods, &ids.order_of_ids());
    }
}

fn places(body: &Body) -> FxHashMap<Id, usize> {
    body.methods.iter().enumerate().map(|(at, card)| (card.uuid.clone(), at)).collect()
}

/// A pack with what the lock keeps.
pub(crate) fn restore(mut pack: Pack, lock: &Lock) -> Pack {
    arrange(&mut pack, lock);
    set_previews(&mut pack, lock);
    give_back(&mut pack, lock);
    give_back_kept(&mut pack, lock);
    lock.rest.apply(&mut pack);
    pack
}

/// Gives back the flows that are kept whole.
pub(super) fn give_back_kept(pack: &mut Pack, lock: &Lock) {
    for locked in lock.flows.values() {
        if let (Some(kept), Some(flow)) = (&locked.kept, pack.data.flos.get_mut(&locked.id)) {
            flow.clone_from(&kept.flow);
        }
    }
}

/// Gives an arranged pack all else but the rest.
pub(super) fn give_back(pack: &mut Pack, lock: &Lock) {
    for locked in lock.flows.values().filter(|locked| locked.kept.is_none()) {
        let Some(flow) = pack.data.flos.get_mut(&locked.id) else { continue };
        if let (Some(ids), Some(body)) = (&locked.body, flow.data.as_deref_mut()) {
            give_back_cards(ids, body, &lock.shared);
        }
        shared::apply(&locked.residue, &lock.shared, flow);
    }
    lock.residue.apply(pack);
}

/// Applies what a lock keeps of a body's cards.
fn give_back_cards(ids: &LockedBody, body: &mut Body, shared: &AllShared) {
    let places = places(body);
    for locked in &ids.cards {
        for (id, names) in std::iter::once((&locked.id, &locked.residue)).chain(&locked.hidden) {
            if let Some(card) = places.get(id).and_then(|at| body.methods.get_mut(*at)) {
                shared::apply(names, shared, card);
            }
        }
        let Some(card) = places.get(&locked.id).and_then(|at| body.methods.get_mut(*at)) else { continue };
        for (ids, body) in locked.bodies.iter().zip(crate::visit::inlined_mut(card)) {
            give_back_cards(ids, body, shared);
            shared::apply(&ids.residue, shared, body);
        }
    }
}

/// Sorts cards as they stood before; a new card follows the one that runs before it.
fn reorder(methods: &mut Vec<Card>, order: &[Id]) {
    let rank: FxHashMap<&Id, usize> = order.iter().enumerate().map(|(at, id)| (id, at + 1)).collect();
    let mut last = 0;
    let mut ranked: Vec<(usize, Card)> = Vec::with_capacity(methods.len());
    for card in methods.drain(..) {
        last = rank.get(&card.uuid).copied().unwrap_or(last);
        ranked.push((last, card));
    }
    // New cards share the rank of an old one, which was written before them.
    ranked.sort_by_key(|(rank, _)| *rank);
    methods.extend(ranked.into_iter().map(|(_, card)| card));
}
