//! Ids of a pack that no thing of the graph has: keys of orderings, dynamic fields, aliases; and the order of cards.

use ecow::{EcoString, eco_format};
use flowc_value::{Object, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ranges::{range, ranges};
use super::restore::{arrange, set_previews};
use super::{ByName, Lock, LockedBody, LockedCard};
use crate::encode::{self, NAME};
use crate::model::{Body, ById, Card, Id, Json, Pack};

/// Notes them, where `fresh` is the same pack without them; gives that with them.
pub(super) fn keep_ids(lock: &mut Lock, pack: &Pack, mut fresh: Pack) -> Pack {
    fn body<'p>(pack: &'p Pack, id: &Id) -> Option<&'p Body> {
        pack.data.flos.get(id).and_then(|flow| flow.data.as_deref())
    }
    for locked in lock.flows.values_mut() {
        let (Some(new), Some(old)) = (body(&fresh, &locked.id), body(pack, &locked.id)) else { continue };
        if let Some(ids) = &mut locked.body {
            keep(ids, new, old);
        }
    }
    arrange(&mut fresh, lock);
    for locked in lock.flows.values_mut() {
        let (Some(new), Some(old)) = (body(&fresh, &locked.id), body(pack, &locked.id)) else { continue };
        let listed = old.display.as_ref().and_then(|display| display.0.get("preview"));
        let as_listed = |how: &&str| listed == Some(&encode::preview(new, how));
        let listing = ["", "sources", "outer"].into_iter().find(as_listed).unwrap_or_default();
        let first = if is_called_like_first(old, new) { "first" } else { "" };
        locked.preview = [listing, first].join(" ").trim().into();
    }
    set_previews(&mut fresh, lock);
    fresh
}

/// Whether lists call the flow by the card that stands first in the pack, not by the one that runs first.
fn is_called_like_first(old: &Body, new: &Body) -> bool {
    let name = |body: &Body| body.display.as_ref().and_then(|display| display.0.get(NAME).cloned());
    let first = new.methods.first().map(|card| Value::text(card.node.data.name.as_str()));
    name(old) != name(new) && name(old) == first
}

fn keep(ids: &mut LockedBody, new: &Body, old: &Body) {
    let written: FxHashMap<&Id, &Card> = new.methods.iter().map(|card| (&card.uuid, card)).collect();
    let original: FxHashMap<&Id, &Card> = old.methods.iter().map(|card| (&card.uuid, card)).collect();
    let order = |body: &Body| body.methods.iter().map(|card| card.uuid.clone()).collect::<Vec<_>>();
    if order(new) != order(old) {
        ids.set_order(&order(old));
    }
    if !keep_keys(ids, new, old) {
        let line = |(key, (from, to)): (&Id, &(Id, Id))| eco_format!("{key} {from} {to}");
        ids.orderings = old.orderings.iter().map(line).collect();
    }
    if let Some(aliases) = aliases(old.display.as_ref()) {
        ids.aliases = aliases;
    }
    for card in &mut ids.cards {
        let (Some(new), Some(old)) = (written.get(&card.id), original.get(&card.id)) else { continue };
        card.meta = ids_of_fields(&new.node.model.meta, &old.node.model.meta).unwrap_or_default();
        let inner: FxHashMap<&Id, &Body> =
            crate::visit::inlined(old).map(|body| (&body.uuid, body)).collect();
        for (ids, new) in card.bodies.iter_mut().zip(crate::visit::inlined(new)) {
            if let Some(old) = inner.get(&new.uuid) {
                keep(ids, new, old);
            }
        }
    }
}

impl LockedBody {
    /// Ids of all cards in order of execution, hidden ones behind the card they belong to.
    fn all_ids(&self) -> Vec<Id> {
        self.cards
            .iter()
            .flat_map(|card| std::iter::once(&card.id).chain(card.hidden_cards()))
            .cloned()
            .collect()
    }

    /// Ids of all cards in the pack's order; none where that is the order of execution.
    pub(super) fn order_of_ids(&self) -> Vec<Id> {
        let all = self.all_ids();
        let ranges = self.order.split(' ').filter_map(range);
        let places = ranges.flat_map(|range| *range.start()..=(*range.end()).min(all.len()));
        places.filter_map(|at| all.get(at)).cloned().collect()
    }

    /// Notes the pack's order; cards that are gone have no place in it.
    pub(super) fn set_order(&mut self, order: &[Id]) {
        let all = self.all_ids();
        let places: FxHashMap<&Id, usize> = all.iter().enumerate().map(|(at, id)| (id, at)).collect();
        let order: Vec<usize> = order.iter().filter_map(|id| places.get(id).copied()).collect();
        self.order = ranges(&order, " ").into();
    }
}

/// Keys of orderings, noted with the card they lead away from; fails where the pack has other pairs.
fn keep_keys(ids: &mut LockedBody, new: &Body, old: &Body) -> bool {
    let mut keys: FxHashMap<&(Id, Id), Vec<&Id>> = FxHashMap::default();
    for (key, pair) in old.orderings.iter().rev() {
        keys.entry(pair).or_default().push(key);
    }
    let mut next: FxHashMap<&Id, EcoString> = FxHashMap::default();
    for pair in new.orderings.values() {
        let Some(key) = keys.get_mut(pair).and_then(Vec::pop) else { return false };
        let line = next.entry(&pair.0).or_default();
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(key);
    }
    if keys.values().any(|keys| !keys.is_empty()) {
        return false;
    }
    for card in &mut ids.cards {
        let all = std::iter::once(&card.id).chain(card.hidden_cards());
        card.next = all.filter_map(|id| next.get(id)).cloned().collect::<Vec<_>>().join(" ").into();
    }
    true
}

/// Orderings of a body with the keys of its lock: all of those, where it keeps pairs of its own and they say the same;
/// else those that it notes with their cards, and derived ones where it has none.
fn with_keys(ids: &LockedBody, fresh: ById<(Id, Id)>) -> ById<(Id, Id)> {
    let known: Vec<(Id, (Id, Id))> = ids
        .orderings
        .iter()
        .filter_map(|line| {
            let mut words = line.split(' ').map(Id::from);
            Some((words.next()?, (words.next()?, words.next()?)))
        })
        .collect();
    let expands: FxHashSet<&Id> =
        ids.cards.iter().flat_map(|card| card.expands.values()).map(|expand| &expand.id).collect();
    fn set<'p>(
        pairs: impl Iterator<Item = &'p (Id, Id)>,
        expands: &FxHashSet<&Id>,
    ) -> FxHashSet<&'p (Id, Id)> {
        pairs.filter(|(from, to)| !(expands.contains(from) && expands.contains(to))).collect()
    }
    if set(fresh.values(), &expands) == set(known.iter().map(|(_, pair)| pair), &expands) {
        return known.into_iter().collect();
    }
    let mut free: FxHashMap<(Id, Id), Vec<Id>> = FxHashMap::default();
    for (key, pair) in known.into_iter().rev() {
        free.entry(pair).or_default().push(key);
    }
    let mut by_card = keys_by_card(&ids.cards, &fresh);
    let keyed = fresh.into_iter().map(|(derived, pair)| {
        let noted = by_card.get_mut(&pair.0).and_then(Vec::pop);
        (free.get_mut(&pair).and_then(Vec::pop).or(noted).unwrap_or(derived), pair)
    });
    keyed.collect()
}

/// Gives a body the ids that no thing of the graph has. Its cards are given theirs.
pub(super) fn give_ids(ids: &LockedBody, body: &mut Body) {
    body.orderings = with_keys(ids, std::mem::take(&mut body.orderings));
    if let Some(display) = display_of(&ids.aliases) {
        body.display = Some(display);
    }
}

/// Gives a card the ids of its bookkeeping.
pub(super) fn give_ids_of_fields(ids: &LockedCard, card: &mut Card) {
    if !ids.meta.is_empty() {
        let meta = &mut card.node.model.meta;
        *meta = with_ids(std::mem::take(meta), &ids.meta);
    }
}

/// Keys of the orderings that lead away from each card of a body.
fn keys_by_card(cards: &[LockedCard], pairs: &ById<(Id, Id)>) -> FxHashMap<Id, Vec<Id>> {
    let mut counts: FxHashMap<&Id, usize> = FxHashMap::default();
    for (from, _) in pairs.values() {
        *counts.entry(from).or_default() += 1;
    }
    let mut keys: FxHashMap<Id, Vec<Id>> = FxHashMap::default();
    for card in cards {
        let mut words = card.next.split(' ').filter(|word| !word.is_empty()).map(Id::from);
        for id in std::iter::once(&card.id).chain(card.hidden_cards()) {
            let count = counts.get(id).copied().unwrap_or_default();
            let mut own: Vec<Id> = words.by_ref().take(count).collect();
            own.reverse();
            keys.insert(id.clone(), own);
        }
    }
    keys
}

/// `aliases` of an inlined body, where it holds nothing else: ids by connector.
fn aliases(display: Option<&Json>) -> Option<ByName<EcoString>> {
    let display = display?.0.as_object().filter(|display| display.len() == 1)?;
    let mut found: ByName<EcoString> = ByName::default();
    for (id, connector) in display.get("aliases")?.as_object()? {
        let ids = found.entry(connector.as_str()?.into()).or_default();
        ids.push_str(if ids.is_empty() { "" } else { " " });
        ids.push_str(id.as_str());
    }
    Some(found)
}

/// `display` of an inlined body that lists aliases.
fn display_of(aliases: &ByName<EcoString>) -> Option<Json> {
    let mut all = Object::new();
    for (connector, ids) in aliases {
        for id in ids.split(' ') {
            all.insert(id, connector.as_str());
        }
    }
    (!aliases.is_empty()).then(|| Json(Value::object([("aliases", Value::Object(all))])))
}

/// Ids in the bookkeeping of dynamic fields, where it says the same but for them.
fn ids_of_fields(new: &Json, old: &Json) -> Option<EcoString> {
    let (new, old) = (new.0.as_object()?, old.0.as_object()?);
    if new == old || new.len() != old.len() {
        return None;
    }
    let mut ids: Vec<&str> = Vec::new();
    for ((_, new), (uuid, old)) in new.iter().zip(old) {
        let id = old.get("id")?.as_str()?;
        if with_id(new, id)? != *old || uuid.as_str().contains(' ') || id.contains(' ') {
            return None;
        }
        ids.extend([uuid.as_str(), id]);
    }
    Some(ids.join(" ").into())
}

fn with_id(field: &Value, id: &str) -> Option<Value> {
    let mut field = field.as_object()?.clone();
    field.insert("id", id);
    Some(Value::Object(field))
}

/// The bookkeeping of dynamic fields with these ids.
fn with_ids(meta: Json, ids: &EcoString) -> Json {
    let words: Vec<&str> = ids.split(' ').collect();
    let Some(fields) = meta.0.as_object().filter(|fields| fields.len() * 2 == words.len()) else {
        return meta;
    };
    let mut renamed = Object::new();
    for (field, pair) in fields.values().zip(words.chunks(2)) {
        if let [uuid, id] = pair
            && let Some(field) = with_id(field, id)
        {
            renamed.insert(*uuid, field);
        }
    }
    Json(Value::Object(renamed))
}
