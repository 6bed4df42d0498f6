//! All cards of a pack, those of inlined bodies included.

use crate::model::{Body, Card, Datum, Pack};

/// Calls `see` with every body of a pack, the outer before those inside, in the order of the flows' names: that of
/// their ids is chance.
pub fn bodies<'p>(pack: &'p Pack, mut see: impl FnMut(&'p Body)) {
    let mut flows: Vec<_> = pack.data.flos.values().collect();
    flows.sort_by_key(|flow| &flow.name);
    let mut pending: Vec<&Body> = flows.into_iter().filter_map(|flow| flow.data.as_deref()).rev().collect();
    while let Some(body) = pending.pop() {
        see(body);
        let inner: Vec<&Body> = body.methods.iter().flat_map(inlined).collect();
        pending.extend(inner.into_iter().rev());
    }
}

/// Bodies inlined into a card: those of its inputs, then the handler's.
pub fn inlined(card: &Card) -> impl Iterator<Item = &Body> {
    let model = &card.node.model;
    let handler = model.policy.error.flo.as_ref().and_then(Datum::body);
    model.inputs.data.values().filter_map(|entry| entry.value.data.body()).chain(handler)
}

/// The same, for changing.
pub fn inlined_mut(card: &mut Card) -> impl Iterator<Item = &mut Body> {
    let model = &mut *card.node.model;
    let handler = model.policy.error.flo.iter_mut();
    let inputs = model.inputs.data.values_mut().map(|entry| &mut entry.value.data);
    inputs.chain(handler).filter_map(|datum| match datum {
        Datum::Body(body) => Some(&mut **body),
        Datum::Literal(_) => None,
    })
}
