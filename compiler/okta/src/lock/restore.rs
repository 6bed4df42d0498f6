//! Giving back what a lock keeps.

use std::collections::HashMap;

use ecow::EcoString;
use flowc_value::Value;
use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::make::value_of;
use super::shared::{self, Said, Shared};
use super::{Kept, Lock, LockedBody, Patch};
use crate::encode;
use crate::ids::fingerprint;
use crate::model::{Body, Card, Contents, Datum, Flow, Id, Json, Pack};

type AllShared = IndexMap<EcoString, Shared>;

/// What the source says of a flow, as one fingerprint.
pub(super) fn fingerprint_of(fresh: &Flow) -> EcoString {
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

/// Puts cards where they stood, and lists them in previews as they stand.
pub(super) fn arrange(pack: &mut Pack, lock: &Lock) {
    for locked in lock.flows.values() {
        let flow = pack.data.flos.get_mut(&locked.id);
        let Some(body) = flow.and_then(|flow| flow.data.as_deref_mut()) else { continue };
        if let Some(ids) = &locked.body {
            arrange_body(ids, body);
        }
        encode::set_preview(body, &locked.preview);
    }
}

fn arrange_body(ids: &LockedBody, body: &mut Body) {
    let places = places(body);
    for locked in &ids.cards {
        let Some(card) = places.get(&locked.id).and_then(|at| body.methods.get_mut(*at)) else { continue };
        for (ids, body) in locked.bodies.iter().zip(crate::visit::inlined_mut(card)) {
            arrange_body(ids, body);
        }
    }
    if !ids.order.is_empty() {
        reorder(&mut body.methods, &ids.order_of_ids());
    }
}

fn places(body: &Body) -> HashMap<Id, usize> {
    body.methods.iter().enumerate().map(|(at, card)| (card.uuid.clone(), at)).collect()
}

/// A pack with what the lock keeps.
pub(crate) fn restore(pack: Pack, lock: &Lock) -> Pack {
    let pack = restored(pack, lock);
    if lock.rest.is_empty() {
        return pack;
    }
    let mut value = value_of(&pack);
    lock.rest.apply(&mut value);
    read(value).unwrap_or(pack)
}

/// The same but for the rest.
pub(super) fn restored(mut pack: Pack, lock: &Lock) -> Pack {
    arrange(&mut pack, lock);
    for locked in lock.flows.values() {
        let Some(flow) = pack.data.flos.get_mut(&locked.id) else { continue };
        if let Some(kept) = &locked.kept {
            flow.clone_from(&kept.flow);
            continue;
        }
        if let (Some(ids), Some(body)) = (&locked.body, flow.data.as_deref_mut()) {
            give_back(ids, body, &lock.shared);
        }
        if !locked.residue.is_empty() {
            let cards = flow.data.as_deref().map(|body| (body.methods.clone(), body.orderings.clone()));
            if let Some(mut patched) = patched(&bare_flow(flow), &locked.residue, &lock.shared) {
                if let (Some(body), Some((methods, orderings))) = (patched.data.as_deref_mut(), cards) {
                    (body.methods, body.orderings) = (methods, orderings);
                }
                *flow = patched;
            }
        }
    }
    if lock.residue.is_empty() {
        return pack;
    }
    let mut value = value_of(&bare_pack(&pack));
    lock.residue.apply(&mut value);
    match read::<Pack>(value) {
        Some(mut patched) => {
            patched.data.flos = std::mem::take(&mut pack.data.flos);
            patched
        }
        None => pack,
    }
}

/// What remains of a pack's residue once something was edited: no word of an older version.
pub(crate) fn residue_of_edited(residue: &Patch) -> Patch {
    residue.additions().without(&["version", "created", "checksum"])
}

/// What remains of an edited flow's residue: what is shown of its cards is made anew.
pub(super) fn residue_of_edited_flow(residue: &EcoString, shared: &AllShared) -> EcoString {
    shared::kept(residue, shared, |at, said| *said != Said::Nothing && !at.starts_with("/data/display"))
}

/// Applies what a lock keeps of a body.
fn give_back(ids: &LockedBody, body: &mut Body, shared: &AllShared) {
    let places = places(body);
    for locked in &ids.cards {
        let own = std::iter::once((&locked.id, &locked.residue)).filter(|(_, names)| !names.is_empty());
        for (id, names) in own.chain(&locked.hidden) {
            if let Some(card) = places.get(id).and_then(|at| body.methods.get_mut(*at)) {
                patch_card(card, names, shared);
            }
        }
        let Some(card) = places.get(&locked.id).and_then(|at| body.methods.get_mut(*at)) else { continue };
        for (ids, body) in locked.bodies.iter().zip(crate::visit::inlined_mut(card)) {
            give_back(ids, body, shared);
            if !ids.residue.is_empty() {
                let cards = (std::mem::take(&mut body.methods), std::mem::take(&mut body.orderings));
                if let Some(patched) = patched(body, &ids.residue, shared) {
                    *body = patched;
                }
                (body.methods, body.orderings) = cards;
            }
        }
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

fn patch_card(card: &mut Card, names: &EcoString, shared: &AllShared) {
    let Some(mut patched) = patched(&bare_card(card), names, shared) else { return };
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

pub(super) fn bare_card(card: &Card) -> Card {
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

pub(super) fn bare_body(body: &Body) -> Body {
    Body { methods: Vec::new(), orderings: Default::default(), ..body.clone() }
}

pub(super) fn bare_flow(flow: &Flow) -> Flow {
    Flow { data: flow.data.as_deref().map(|body| Box::new(bare_body(body))), ..flow.clone() }
}

pub(super) fn bare_pack(pack: &Pack) -> Pack {
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

/// A part with what names say; none if that makes it something else.
fn patched<T: Serialize + DeserializeOwned>(part: &T, names: &EcoString, shared: &AllShared) -> Option<T> {
    let mut value = value_of(part);
    shared::apply(names, shared, &mut value);
    read(value)
}

fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_str(&serde_json::to_string(&Json(value)).ok()?).ok()
}
