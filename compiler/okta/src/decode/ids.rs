//! The ids of a pack, laid out as the lock holds them.

use ecow::{EcoString, eco_format};
use flowc_ir::BodyId;
use rustc_hash::FxHashMap;

use super::Decoder;
use super::card::{Draft, Scope};
use super::wires::Link;
use crate::field;
use crate::lock::{
    Lock, LockedBody, LockedCard, LockedExpand, LockedFlow, folder_paths, input_labels, output_labels,
    owned_bodies,
};
use crate::model::{self, Id};
use crate::sequence::Sequence;

/// A card's own ids; those of hidden cards follow in [`add_hidden`].
pub(super) fn card_ids(
    draft: &Draft<'_>,
    scope: &Scope<'_, '_>,
    bodies: &mut FxHashMap<BodyId, LockedBody>,
) -> LockedCard {
    let mut ids = LockedCard {
        card: scope.card.address.clone(),
        title: draft.card.title.clone(),
        id: scope.card.uuid.clone(),
        sections: scope.sections.iter().map(|(group, name)| (name.clone(), Id::from(*group))).collect(),
        bodies: owned_bodies(&draft.card).iter().filter_map(|body| bodies.remove(body)).collect(),
        ..LockedCard::default()
    };
    for section in crate::builder::sections(&draft.card) {
        let mut of_section =
            draft.inputs.iter().flatten().filter(|entry| entry.group.as_ref() == Some(&section));
        if let Some(key) = of_section.find_map(|entry| field::section_key(entry)) {
            ids.sections.insert(crate::builder::section_label(&section), key.into());
        }
    }
    ids.sections.sort_keys();
    field_ids(&mut ids, draft);
    ids
}

/// The ids of a card's fields in their present order.
pub(super) fn field_ids(ids: &mut LockedCard, draft: &Draft<'_>) {
    let inputs = input_labels(&draft.card).into_iter().zip(&draft.inputs).map(|((label, random), entry)| {
        let id = match entry {
            Some(entry) if random => eco_format!("{} {}", entry.id, entry.key),
            Some(entry) => entry.id.clone(),
            None => Id::new(),
        };
        (label, id)
    });
    ids.inputs = inputs.collect();
    let outputs = output_labels(&draft.card).into_iter().zip(&draft.outputs);
    ids.outputs = outputs.map(|(label, entry)| (label, entry.id.clone())).collect();
}

/// Adds the ids of arm heads and expansions to the cards they belong to.
pub(super) fn add_hidden(cards: &mut [LockedCard], body: &model::Body, order: &Sequence, links: &[Link<'_>]) {
    let id = |place: usize| body.methods.get(place).map(|card| card.uuid.clone());
    for arms in order.ifs() {
        let owner = id(arms.card);
        if let Some(card) = cards.iter_mut().find(|card| Some(&card.id) == owner.as_ref()) {
            card.heads = arms.heads.iter().filter_map(|head| id(*head)).collect();
        }
    }
    for link in links {
        let (Some(pick), Some(card)) = (&link.pick, cards.get_mut(link.from.0)) else { continue };
        let Some((label, _)) = card.outputs.get_index(link.from.1) else { continue };
        let label: EcoString = label.clone();
        let input = pick.expand.node.model.inputs.data.keys().next().cloned().unwrap_or_default();
        let expand = card.expands.entry(label).or_insert_with(|| LockedExpand {
            id: pick.expand.uuid.clone(),
            input,
            pairs: Vec::new(),
        });
        let group = pick.value.group.clone().unwrap_or_default();
        let mut outputs = pick.expand.node.model.outputs.data.values();
        let key = outputs.find(|entry| entry.key == "key" && entry.group == pick.value.group);
        let key = key.map(|entry| entry.id.clone()).unwrap_or_default();
        expand.pairs.push((group, key, pick.value.id.clone()));
    }
}

impl Decoder<'_> {
    /// All ids, by the names that decoding gave.
    pub(super) fn lock(&self, mut bodies: Vec<Option<LockedBody>>) -> Lock {
        let mut lock = Lock::default();
        let data = &self.pack.data;
        for ((flow, id), body) in self.program.flows.iter().zip(data.flos.keys()).zip(&mut bodies) {
            let locked = LockedFlow { id: id.clone(), body: body.take(), ..LockedFlow::default() };
            lock.flows.insert(flow.name.clone(), locked);
        }
        let tables = self.program.tables.iter().map(|table| table.name.clone());
        lock.tables = tables.zip(data.tables.keys().cloned()).collect();
        let connections = self.program.connections.iter().map(|connection| connection.name.clone());
        lock.connections = connections.zip(data.configs.keys().cloned()).collect();
        let paths = folder_paths(&self.program);
        let mut folders: Vec<(usize, &str)> =
            self.folders.iter().map(|(id, folder)| (folder.index(), *id)).collect();
        folders.sort_unstable();
        lock.folders = paths.into_iter().zip(folders.into_iter().map(|(_, id)| id.into())).collect();
        lock
    }
}
