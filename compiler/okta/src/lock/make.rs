//! Making a lock at import: first the ids, then what encoding with them does not give.

use std::collections::HashMap;

use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use flowc_value::Value;
use serde::Serialize;

use super::platform::keep_ids;
use super::restore::{arrange, bare_body, bare_card, bare_flow, bare_pack, fingerprint_of, restored};
use super::shared::Sharing;
use super::{Kept, Lock, LockedBody, Patch, assign};
use crate::decode::{self, Known};
use crate::encode;
use crate::model::{Body, Card, Id, Json, Pack};

/// The lock with which encoding this program gives this pack back, value for value. The program is what the
/// pack was decoded to, or what its source is lowered to.
pub fn lock(pack: &Pack, program: &Program, signatures: &Signatures) -> Lock {
    lock_known(pack, program, signatures, &Known::default())
}

/// The same where the program has other names than decoding would give.
pub fn lock_known(pack: &Pack, program: &Program, signatures: &Signatures, known: &Known) -> Lock {
    let ids = decode::ids(pack, signatures, known);
    let mut lock = assign(program, Some(&ids));
    let derived = encode::fresh(program, signatures, &lock, "");
    keep_ids(&mut lock, pack, &derived);
    let fresh = encode::fresh(program, signatures, &lock, "");
    let mut arranged = fresh.clone();
    arrange(&mut arranged, &lock);
    let mut sharing = Sharing::default();
    for locked in lock.flows.values_mut() {
        let (Some(old), Some(new)) = (pack.data.flos.get(&locked.id), arranged.data.flos.get(&locked.id))
        else {
            continue;
        };
        locked.residue = between(&mut sharing, &bare_flow(new), &bare_flow(old));
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
    lock.residue = patch(&bare_pack(&fresh), &bare_pack(pack));
    // The lock now says more than it did when the fresh pack was written.
    let fresh = encode::fresh(program, signatures, &lock, "");
    keep_unsaid(&mut lock, pack, &fresh);
    lock.rest = patch(&restored(fresh, &lock), pack);
    lock
}

/// Keeps flows whole that do not come back by their cards.
fn keep_unsaid(lock: &mut Lock, pack: &Pack, fresh: &Pack) {
    let restored = restored(fresh.clone(), lock);
    for locked in lock.flows.values_mut() {
        let (Some(old), Some(new)) = (pack.data.flos.get(&locked.id), restored.data.flos.get(&locked.id))
        else {
            continue;
        };
        let same = match (&old.data, &new.data) {
            (Some(old), Some(new)) => has_same_cards(old, new),
            (old, new) => old.is_none() == new.is_none(),
        };
        if let (false, Some(made)) = (same, fresh.data.flos.get(&locked.id)) {
            locked.kept = Some(Kept { source: fingerprint_of(made), flow: old.clone() });
        }
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
    let written: HashMap<&Id, &Card> = new.methods.iter().map(|card| (&card.uuid, card)).collect();
    let original: HashMap<&Id, &Card> = old.methods.iter().map(|card| (&card.uuid, card)).collect();
    let mut residue_of = |id: &Id| {
        let (new, old) = (written.get(id)?, original.get(id)?);
        Some(between(sharing, &bare_card(new), &bare_card(old))).filter(|names| !names.is_empty())
    };
    for card in &mut ids.cards {
        card.residue = residue_of(&card.id).unwrap_or_default();
        card.hidden = card.hidden_cards().filter_map(|id| Some((id.clone(), residue_of(id)?))).collect();
    }
    for card in &mut ids.cards {
        let (Some(new), Some(old)) = (written.get(&card.id), original.get(&card.id)) else { continue };
        let inner: HashMap<&Id, &Body> = crate::visit::inlined(old).map(|body| (&body.uuid, body)).collect();
        for (ids, new) in card.bodies.iter_mut().zip(crate::visit::inlined(new)) {
            if let Some(old) = inner.get(&new.uuid) {
                ids.residue = between(sharing, &bare_body(new), &bare_body(old));
                keep(ids, new, old, sharing);
            }
        }
    }
}

/// A part of a pack as free JSON.
pub(crate) fn value_of(part: &impl Serialize) -> Value {
    let text = serde_json::to_string(part).unwrap_or_default();
    serde_json::from_str::<Json>(&text).map(|json| json.0).unwrap_or_default()
}

fn patch(from: &Pack, to: &Pack) -> Patch {
    Patch::between(&value_of(from), &value_of(to))
}

fn between<T: Serialize>(sharing: &mut Sharing, from: &T, to: &T) -> ecow::EcoString {
    sharing.between(&value_of(from), &value_of(to))
}
