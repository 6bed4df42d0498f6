//! Bodies inlined into cards, and the order of the values that are passed into them.

use ecow::EcoString;
use flowc_ir::{Body, BodyId};
use rustc_hash::FxHashMap;

use super::Decoder;
use super::card::{Draft, Scope};
use super::wires::Link;
use crate::field::{self, Place};
use crate::lock::LockedBody;
use crate::model::{self, Entry};

/// The order in which the values passed into a body are used there, by capture key.
pub(super) type Uses = FxHashMap<BodyId, Vec<EcoString>>;

impl<'p> Decoder<'p> {
    /// Decodes the bodies of a card: ids are given as the source lists the arms (the last one last), contents
    /// follow in the platform's order.
    pub(super) fn inlined(
        &mut self,
        scope: &mut Scope<'p, '_>,
        bodies: &mut Vec<Option<Body>>,
    ) -> (Uses, FxHashMap<BodyId, LockedBody>, Option<BodyId>) {
        let model = &scope.card.node.model;
        let mut found: Vec<(bool, Option<&'p str>, String, &'p model::Body)> = Vec::new();
        for entry in field::by_index(&model.inputs) {
            if let Some(body) = entry.value.data.body() {
                let path = format!("{}.node.model.inputs.data.{}.value.data", scope.path, entry.id);
                found.push((entry.group.as_deref() == Some("else"), Some(&entry.id), path, body));
            }
        }
        if let Some(body) = model.policy.error.flo.as_ref().and_then(model::Datum::body) {
            found.push((false, None, format!("{}.node.model.policy.error.flo", scope.path), body));
        }
        let mut numbered = found.iter().enumerate().collect::<Vec<_>>();
        numbered.sort_by_key(|(_, (last, ..))| *last);
        let mut ids = vec![BodyId(0); found.len()];
        for (at, _) in numbered {
            if let Some(id) = ids.get_mut(at) {
                *id = BodyId::new(bodies.len());
            }
            bodies.push(None);
        }
        let mut uses = Uses::default();
        let mut locked = FxHashMap::default();
        let mut handler = None;
        for ((_, input, path, body), id) in found.into_iter().zip(ids) {
            match input {
                Some(input) => _ = scope.inlined.insert(input, id),
                None => handler = Some(id),
            }
            let starts = body.methods.iter().filter(|card| card.node.key == "callable");
            scope.owned.extend(starts.map(|start| (start.uuid.as_str(), id)));
            let (keys, ids) = self.body(body, id, &path, bodies);
            uses.insert(id, keys);
            locked.insert(id, ids);
        }
        (uses, locked, handler)
    }
}

/// The key of an input that takes what is passed in.
fn captured(entry: Option<&Entry>) -> Option<&EcoString> {
    entry.filter(|entry| field::place(entry) == Place::Capture).map(|entry| &entry.key)
}

/// Puts the captures of an owning card into the order of their use inside, body after body.
pub(super) fn order_owner(draft: &mut Draft<'_>, scope: &Scope<'_, '_>, uses: &Uses) {
    let mut order: FxHashMap<&str, usize> = FxHashMap::default();
    for (_, body) in &scope.owned {
        for key in uses.get(body).into_iter().flatten() {
            let place = order.len();
            order.entry(key).or_insert(place);
        }
    }
    let mut pairs: Vec<_> = draft.inputs.drain(..).zip(draft.card.inputs.drain(..)).collect();
    pairs.sort_by_key(|(entry, _)| {
        captured(*entry).map_or(0, |key| 1 + order.get(key.as_str()).copied().unwrap_or(order.len()))
    });
    (draft.inputs, draft.card.inputs) = pairs.into_iter().unzip();
}

/// Puts what a start card passes on into the order of use; gives the keys in that order.
pub(super) fn order_start(draft: &mut Draft<'_>, links: &mut [Link<'_>]) -> Vec<EcoString> {
    let first_use = |output: usize| {
        let ends = links.iter().filter(|link| link.from == (0, output)).map(|link| link.to);
        ends.min().unwrap_or((usize::MAX, usize::MAX))
    };
    let mut outputs: Vec<(usize, (usize, usize))> =
        (0..draft.outputs.len()).map(|output| (output, first_use(output))).collect();
    let is_capture =
        |at: usize| draft.outputs.get(at).is_some_and(|entry| field::place(entry) == Place::Capture);
    outputs.sort_by_key(|(output, used)| if is_capture(*output) { (1, *used) } else { (0, (0, 0)) });
    let mut place = vec![0; outputs.len()];
    for (new, (old, _)) in outputs.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    for link in links.iter_mut().filter(|link| link.from.0 == 0) {
        link.from.1 = place.get(link.from.1).copied().unwrap_or(link.from.1);
    }
    let mut pairs: Vec<_> = draft.outputs.drain(..).zip(draft.card.outputs.drain(..)).enumerate().collect();
    pairs.sort_by_key(|(old, _)| place.get(*old).copied().unwrap_or(*old));
    (draft.outputs, draft.card.outputs) = pairs.into_iter().map(|(_, pair)| pair).unzip();
    let keys: Vec<EcoString> = draft
        .outputs
        .iter()
        .filter(|entry| field::place(entry) == Place::Capture)
        .map(|entry| entry.key.clone())
        .collect();
    let mut inputs: Vec<_> = draft.inputs.drain(..).zip(draft.card.inputs.drain(..)).collect();
    inputs.sort_by_key(|(entry, _)| {
        let place = |key| 1 + keys.iter().position(|other| other == key).unwrap_or(keys.len());
        captured(*entry).map_or(0, place)
    });
    (draft.inputs, draft.card.inputs) = inputs.into_iter().unzip();
    keys
}
