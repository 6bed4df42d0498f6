//! Making a lock at import: first the ids, then what encoding with them does not give.

use ecow::EcoString;
use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use rustc_hash::{FxHashMap, FxHashSet};

use super::platform::keep_ids;
use super::restore::{fingerprint_of, give_back, give_back_kept};
use super::shared::Sharing;
use super::{Kept, Lock, LockedBody, LockedCard, LockedFlow, Patch, assign};
use crate::encode;
use crate::model::part::{Extent, same};
use crate::model::{Body, Card, Id, Pack};

/// The lock with which encoding this program gives this pack back, value for value. The program is what the pack was
/// decoded to, or what its source is lowered to; `ids` are what decoding found.
pub fn lock(pack: &Pack, ids: Lock, program: &Program, signatures: &Signatures) -> Lock {
    let mut lock = assign(program, Some(&ids));
    drop(ids);
    let fresh = encode::fresh(program, signatures, &lock, "");
    let mut made = keep_ids(&mut lock, pack, fresh);
    keep_residue(&mut lock, pack, &made);
    give_back(&mut made, &lock);
    let unsaid = unsaid(&lock, pack, &made);
    if !unsaid.is_empty() {
        let fresh = encode::fresh(program, signatures, &lock, "");
        for name in unsaid {
            keep_whole(&mut lock, &name, pack, &fresh);
        }
        give_back_kept(&mut made, &lock);
    }
    if !comes_back(&lock, pack, &made) {
        lock.rest = Patch::between(&made, pack, Extent::Whole);
    }
    lock
}

/// Whether what was made says all that the pack says. What had no difference has none by now: it is not compared again.
fn comes_back(lock: &Lock, pack: &Pack, made: &Pack) -> bool {
    let flow_comes_back = |locked: &LockedFlow| {
        let (Some(old), Some(new)) = (pack.data.flos.get(&locked.id), made.data.flos.get(&locked.id)) else {
            return false;
        };
        let says_the_same = locked.residue.is_empty() || same(new, old, Extent::Bare);
        says_the_same
            && match (&locked.body, &old.data, &new.data) {
                (Some(ids), Some(old), Some(new)) => body_comes_back(ids, old, new),
                (_, old, new) => old.is_none() && new.is_none(),
            }
    };
    let known: FxHashSet<&Id> = lock.flows.values().map(|locked| &locked.id).collect();
    same(made, pack, Extent::Bare)
        && pack.data.flos.keys().chain(made.data.flos.keys()).all(|id| known.contains(id))
        && lock.flows.values().all(|locked| locked.kept.is_some() || flow_comes_back(locked))
}

/// The same of a body, whose cards are the same and in the same order.
fn body_comes_back(ids: &LockedBody, old: &Body, new: &Body) -> bool {
    let both = old.methods.iter().zip(&new.methods);
    let both: FxHashMap<&Id, (&Card, &Card)> = both.map(|(old, new)| (&new.uuid, (old, new))).collect();
    let card_comes_back = |id: &Id| both.get(id).is_some_and(|(old, new)| same(*new, *old, Extent::Bare));
    let bodies_come_back = |card: &LockedCard| {
        let Some((old, new)) = both.get(&card.id) else { return false };
        card.bodies.iter().zip(crate::visit::inlined(new)).all(|(ids, new)| {
            let old = crate::visit::inlined(old).find(|old| old.uuid == new.uuid);
            old.is_some_and(|old| {
                (ids.residue.is_empty() || same(new, old, Extent::Bare)) && body_comes_back(ids, old, new)
            })
        })
    };
    both.len() == old.methods.len()
        && ids.cards.iter().all(|card| {
            (card.residue.is_empty() || card_comes_back(&card.id))
                && card.hidden.keys().all(card_comes_back)
                && (card.bodies.is_empty() || bodies_come_back(card))
        })
}

/// Notes what else the pack says of flows, bodies and cards, and of itself.
fn keep_residue(lock: &mut Lock, pack: &Pack, made: &Pack) {
    let mut sharing = Sharing::default();
    for locked in lock.flows.values_mut() {
        let (Some(old), Some(new)) = (pack.data.flos.get(&locked.id), made.data.flos.get(&locked.id)) else {
            continue;
        };
        locked.residue = sharing.between(new, old);
        if let (Some(ids), Some(old), Some(new)) = (&mut locked.body, &old.data, &new.data) {
            keep(ids, new, old, &mut sharing);
        }
    }
    let (shared, names) = sharing.finish();
    lock.shared = shared;
    // Each thing was given a number so far.
    lock.each_names_mut(&mut |line| {
        *line = line.parse().ok().and_then(|thing: usize| names.get(thing).cloned()).unwrap_or_default();
    });
    lock.residue = Patch::between(made, pack, Extent::Bare);
}

/// Flows, by name, that do not come back by their cards.
fn unsaid(lock: &Lock, pack: &Pack, made: &Pack) -> Vec<EcoString> {
    let is_unsaid = |locked: &LockedFlow| {
        let (old, new) = (pack.data.flos.get(&locked.id)?, made.data.flos.get(&locked.id)?);
        Some(match (&old.data, &new.data) {
            (Some(old), Some(new)) => !has_same_cards(old, new),
            (old, new) => old.is_none() != new.is_none(),
        })
    };
    let unsaid = lock.flows.iter().filter(|(_, locked)| is_unsaid(locked) == Some(true));
    unsaid.map(|(name, _)| name.clone()).collect()
}

fn keep_whole(lock: &mut Lock, name: &EcoString, pack: &Pack, fresh: &Pack) {
    let Some(locked) = lock.flows.get_mut(name) else { return };
    if let (Some(old), Some(made)) = (pack.data.flos.get(&locked.id), fresh.data.flos.get(&locked.id)) {
        locked.kept = Some(Kept { source: fingerprint_of(made), flow: old.clone() });
    }
}

/// Whether two bodies have the same cards in the same order: all else is patched card by card.
fn has_same_cards(old: &Body, new: &Body) -> bool {
    let ids = |body: &Body| body.methods.iter().map(|card| card.uuid.clone()).collect::<Vec<_>>();
    let olds: Vec<&Body> = old.methods.iter().flat_map(crate::visit::inlined).collect();
    let news: Vec<&Body> = new.methods.iter().flat_map(crate::visit::inlined).collect();
    ids(old) == ids(new)
        && old.orderings == new.orderings
        && olds.len() == news.len()
        && news.iter().all(|new| olds.iter().any(|old| old.uuid == new.uuid && has_same_cards(old, new)))
}

/// Notes what the pack says of a body's cards.
fn keep(ids: &mut LockedBody, new: &Body, old: &Body, sharing: &mut Sharing) {
    let written: FxHashMap<&Id, &Card> = new.methods.iter().map(|card| (&card.uuid, card)).collect();
    let original: FxHashMap<&Id, &Card> = old.methods.iter().map(|card| (&card.uuid, card)).collect();
    let mut residue_of = |id: &Id| {
        let (new, old) = (written.get(id)?, original.get(id)?);
        Some(sharing.between(*new, *old)).filter(|names| !names.is_empty())
    };
    for card in &mut ids.cards {
        card.residue = residue_of(&card.id).unwrap_or_default();
        card.hidden = card.hidden_cards().filter_map(|id| Some((id.clone(), residue_of(id)?))).collect();
    }
    for card in &mut ids.cards {
        let (Some(new), Some(old)) = (written.get(&card.id), original.get(&card.id)) else { continue };
        let inner: FxHashMap<&Id, &Body> =
            crate::visit::inlined(old).map(|body| (&body.uuid, body)).collect();
        for (ids, new) in card.bodies.iter_mut().zip(crate::visit::inlined(new)) {
            if let Some(old) = inner.get(&new.uuid) {
                ids.residue = sharing.between(new, *old);
                keep(ids, new, old, sharing);
            }
        }
    }
}
