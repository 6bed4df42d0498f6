//! Making a lock at import, and giving back what it kept.

use std::collections::HashMap;

use ecow::EcoString;
use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use flowc_value::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Kept, Lock, LockedBody, Patch, assign};
use crate::decode::{self, Known};
use crate::encode;
use crate::ids::fingerprint;
use crate::model::{Body, Card, Contents, Datum, Flow, Id, Json, Pack};

/// The lock with which encoding this program gives this pack back, value for value. The program is what the
/// pack was decoded to, or what its source is lowered to.
pub fn lock(pack: &Pack, program: &Program, signatures: &Signatures) -> Lock {
    lock_known(pack, program, signatures, &Known::default())
}

/// The same where the program has other names than decoding would give.
pub fn lock_known(pack: &Pack, program: &Program, signatures: &Signatures, known: &Known) -> Lock {
    let ids = decode::ids(pack, signatures, known);
    let mut lock = assign(program, Some(&ids));
    let fresh = encode::fresh(program, signatures, &lock, "");
    for locked in lock.flows.values_mut() {
        let (Some(old), Some(new)) = (pack.data.flos.get(&locked.id), fresh.data.flos.get(&locked.id)) else {
            continue;
        };
        locked.residue = between(&bare_flow(new), &bare_flow(old));
        if let (Some(ids), Some(old), Some(new)) = (&mut locked.body, &old.data, &new.data) {
            keep(ids, new, old);
        }
    }
    lock.residue = between(&bare_pack(&fresh), &bare_pack(pack));
    // The lock now says more than it did when the fresh pack was written.
    let fresh = encode::fresh(program, signatures, &lock, "");
    keep_unsaid(&mut lock, pack, &fresh);
    lock.rest = between(&restored(fresh, &lock), pack);
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

/// What the source says of a flow, as one fingerprint.
fn fingerprint_of(fresh: &Flow) -> EcoString {
    fingerprint(&serde_json::to_string(fresh).unwrap_or_default())
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

/// A pack with what the lock keeps.
pub(crate) fn restore(pack: Pack, lock: &Lock) -> Pack {
    let pack = restored(pack, lock);
    (!lock.rest.is_empty()).then(|| patched(&pack, &lock.rest)).flatten().unwrap_or(pack)
}

/// The same but for the rest.
fn restored(mut pack: Pack, lock: &Lock) -> Pack {
    for locked in lock.flows.values() {
        let Some(flow) = pack.data.flos.get_mut(&locked.id) else { continue };
        if let Some(kept) = &locked.kept {
            flow.clone_from(&kept.flow);
            continue;
        }
        if let (Some(ids), Some(body)) = (&locked.body, flow.data.as_deref_mut()) {
            give_back(ids, body);
        }
        if !locked.residue.is_empty() {
            let cards = flow.data.as_deref().map(|body| (body.methods.clone(), body.orderings.clone()));
            if let Some(mut patched) = patched(&bare_flow(flow), &locked.residue) {
                if let (Some(body), Some((methods, orderings))) = (patched.data.as_deref_mut(), cards) {
                    (body.methods, body.orderings) = (methods, orderings);
                }
                *flow = patched;
            }
        }
    }
    if let Some(mut patched) =
        (!lock.residue.is_empty()).then(|| patched(&bare_pack(&pack), &lock.residue)).flatten()
    {
        patched.data.flos = std::mem::take(&mut pack.data.flos);
        return patched;
    }
    pack
}

/// What remains of a pack's or a flow's residue once something was edited: no word of an older version.
pub(crate) fn residue_of_edited(residue: &Patch) -> Patch {
    residue.additions().without(&["version", "created", "checksum"])
}

/// What remains of an edited flow's residue: what is shown of its cards is made anew.
pub(crate) fn residue_of_edited_flow(residue: &Patch) -> Patch {
    residue.additions().without_prefix("/data/display")
}

/// Notes what the pack says of a body's cards, their order and orderings.
fn keep(ids: &mut LockedBody, new: &Body, old: &Body) {
    let written: HashMap<&Id, &Card> = new.methods.iter().map(|card| (&card.uuid, card)).collect();
    let original: HashMap<&Id, &Card> = old.methods.iter().map(|card| (&card.uuid, card)).collect();
    let order = |body: &Body| body.methods.iter().map(|card| card.uuid.clone()).collect::<Vec<_>>();
    if order(new) != order(old) {
        ids.order = order(old);
    }
    let line = |(key, (from, to)): (&Id, &(Id, Id))| ecow::eco_format!("{key} {from} {to}");
    if new.orderings != old.orderings {
        ids.orderings = old.orderings.iter().map(line).collect();
    }
    for card in &mut ids.cards {
        let hidden = card.heads.iter().chain(card.expands.values().map(|expand| &expand.id));
        let all: Vec<Id> = std::iter::once(&card.id).chain(hidden).cloned().collect();
        for id in all {
            let (Some(new), Some(old)) = (written.get(&id), original.get(&id)) else { continue };
            let patch = between(&bare_card(new), &bare_card(old));
            if !patch.is_empty() {
                card.residue.insert(id, patch);
            }
        }
        let (Some(new), Some(old)) = (written.get(&card.id), original.get(&card.id)) else { continue };
        let inner: HashMap<&Id, &Body> = crate::visit::inlined(old).map(|body| (&body.uuid, body)).collect();
        for (ids, new) in card.bodies.iter_mut().zip(crate::visit::inlined(new)) {
            if let Some(old) = inner.get(&new.uuid) {
                ids.residue = between(&bare_body(new), &bare_body(old));
                keep(ids, new, old);
            }
        }
    }
}

/// Applies what a lock keeps of a body.
fn give_back(ids: &LockedBody, body: &mut Body) {
    let places: HashMap<Id, usize> =
        body.methods.iter().enumerate().map(|(at, card)| (card.uuid.clone(), at)).collect();
    for locked in &ids.cards {
        for (id, residue) in &locked.residue {
            if let Some(card) = places.get(id).and_then(|at| body.methods.get_mut(*at)) {
                patch_card(card, residue);
            }
        }
        let Some(card) = places.get(&locked.id).and_then(|at| body.methods.get_mut(*at)) else { continue };
        let inner = crate::visit::inlined_mut(card);
        for (ids, body) in locked.bodies.iter().zip(inner) {
            give_back(ids, body);
            if !ids.residue.is_empty() {
                let cards = (std::mem::take(&mut body.methods), std::mem::take(&mut body.orderings));
                if let Some(patched) = patched(body, &ids.residue) {
                    *body = patched;
                }
                (body.methods, body.orderings) = cards;
            }
        }
    }
    if !ids.order.is_empty() {
        reorder(&mut body.methods, &ids.order);
    }
}

/// Sorts cards as they stood before; a new card follows the one that runs before it.
fn reorder(methods: &mut Vec<Card>, order: &[Id]) {
    let rank: HashMap<&Id, usize> = order.iter().enumerate().map(|(at, id)| (id, at + 1)).collect();
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

fn patch_card(card: &mut Card, residue: &Patch) {
    let Some(mut patched) = patched(&bare_card(card), residue) else { return };
    for (id, entry) in &mut card.node.model.inputs.data {
        let target = patched.node.model.inputs.data.get_mut(id);
        if let (Datum::Body(_), Some(target)) = (&entry.value.data, target) {
            target.value.data = std::mem::take(&mut entry.value.data);
        }
    }
    if let Some(Datum::Body(_)) = &card.node.model.policy.error.flo {
        patched.node.model.policy.error.flo = card.node.model.policy.error.flo.take();
    }
    *card = patched;
}

fn bare_card(card: &Card) -> Card {
    let mut bare = card.clone();
    for entry in bare.node.model.inputs.data.values_mut() {
        if matches!(entry.value.data, Datum::Body(_)) {
            entry.value.data = Datum::default();
        }
    }
    let policy = &mut bare.node.model.policy.error;
    if matches!(policy.flo, Some(Datum::Body(_))) {
        policy.flo = Some(Datum::default());
    }
    bare
}

fn bare_body(body: &Body) -> Body {
    Body { methods: Vec::new(), orderings: Default::default(), ..body.clone() }
}

fn bare_flow(flow: &Flow) -> Flow {
    Flow { data: flow.data.as_deref().map(|body| Box::new(bare_body(body))), ..flow.clone() }
}

fn bare_pack(pack: &Pack) -> Pack {
    let data = &pack.data;
    let contents = Contents {
        flos: Default::default(),
        configs: data.configs.clone(),
        tables: data.tables.clone(),
        groups: data.groups.clone(),
        project_overview: data.project_overview.clone(),
        shelf: data.shelf.clone(),
    };
    Pack {
        kind: pack.kind.clone(),
        version: pack.version.clone(),
        created: pack.created.clone(),
        flags: pack.flags.clone(),
        data: contents,
        checksum: pack.checksum.clone(),
        shelf: pack.shelf.clone(),
    }
}

/// A part of a pack as free JSON.
pub(crate) fn value_of(part: &impl Serialize) -> Value {
    let text = serde_json::to_string(part).unwrap_or_default();
    serde_json::from_str::<Json>(&text).map(|json| json.0).unwrap_or_default()
}

fn between<T: Serialize>(from: &T, to: &T) -> Patch {
    Patch::between(&value_of(from), &value_of(to))
}

/// A part with a patch applied; none if the patch makes it something else.
fn patched<T: Serialize + DeserializeOwned>(part: &T, patch: &Patch) -> Option<T> {
    let mut value = value_of(part);
    patch.apply(&mut value);
    serde_json::from_str(&serde_json::to_string(&Json(value)).ok()?).ok()
}
