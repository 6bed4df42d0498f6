//! Residue that many things have in common: said once, named where it is so.
//!
//! An export of 2022 lacks a key at every field, and a hundred cards lack the same keys. Each such fact stands once in
//! the lock, under a name made from what it says, so that it is the same in every build; a card only lists the names.
//! `k3F` says it of the card or of all fields of a side, `k3F:0,4-6` of those at these places.

use std::ops::RangeInclusive;

use ecow::{EcoString, eco_format};
use flowc_value::Value;
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ByName;
use super::edited::stays;
use super::labels;
use super::patch::{Found, changes, set};
use super::ranges::{range, ranges};
use super::sides::{self, Sided, Sides};
use crate::ids::short;
use crate::model::Json;
use crate::model::part::{Extent, Part};
use crate::model::path::escape;

/// Differences that go together: what stands at which place, by path. On the page `[value]` is that, `null` says
/// that nothing stands there, `"key"` the field's own key, `{"each": [a, b]}` a value for each field in turn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shared(IndexMap<String, Said, FxBuildHasher>);

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// This.
    Value(Value),
    /// The key of the field.
    Key,
    /// A value for each field in turn.
    Each(Vec<Value>),
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Said::Nothing => serializer.serialize_none(),
            Said::Value(value) => [Json(value.clone())].serialize(serializer),
            Said::Key => serializer.serialize_str("key"),
            Said::Each(values) => {
                Json(Value::object([("each", Value::list(values.iter().cloned()))])).serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Json(said) = Json::deserialize(deserializer)?;
        match (&said, said.at(0)) {
            (Value::Null, _) => Ok(Said::Nothing),
            (Value::List(_), Some(value)) => Ok(Said::Value(value.clone())),
            (Value::Text(word), _) if word.as_str() == "key" => Ok(Said::Key),
            _ => match said.get("each").and_then(Value::as_list) {
                Some(values) => Ok(Said::Each(values.to_vec())),
                None => Err(D::Error::custom(
                    "what stands at a place is [value], null, \"key\" or {\"each\": […]}",
                )),
            },
        }
    }
}

impl Shared {
    /// Where, and what stands there.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Said)> {
        self.0.iter().map(|(at, said)| (at.as_str(), said))
    }
}

/// Shared differences by name.
pub(super) type AllShared = ByName<Shared>;

/// Names of shared differences, with a blank between.
pub(super) type Names = EcoString;

/// A difference of one thing: place, what stands there, the fields it is about as they are written behind a name.
type One = (String, Said);

/// Things that have a difference, and which of their fields.
type Uses = Vec<(usize, String)>;

/// Collects what things of one pack have in common.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    /// Each difference with the things that have it.
    known: Vec<(One, Uses)>,
    places: FxHashMap<String, Vec<usize>>,
    things: usize,
}

impl Sharing {
    /// Notes all that makes `from` into `to`; gives a word that [`Sharing::finish`] turns into names.
    pub fn between<T: Part + Sided>(&mut self, from: &T, to: &T) -> Names {
        let sides = from.sides();
        let mut found: Vec<(One, Vec<usize>)> = Vec::new();
        let (changes, labelled) = labels::together(&sides, leaves(changes(from, to, Extent::Bare)));
        let of_labels = labelled.iter().map(|(field, keys)| {
            let ((at, _), place) = generalized(&sides, &format!("{field}{}", labels::LABELS), None);
            ((at, if *keys { Said::Key } else { Said::Value(Value::Null) }), place)
        });
        let changes = changes.into_iter().map(|found| generalized(&sides, &found.path, found.new));
        for (one, place) in changes.chain(of_labels) {
            match found.iter_mut().find(|(known, _)| *known == one && place.is_some()) {
                Some((_, places)) => places.extend(place),
                None => found.push((one, place.into_iter().collect())),
            }
        }
        let found = in_turn(found);
        if found.is_empty() {
            return Names::new();
        }
        let thing = self.things;
        self.things += 1;
        for (one, places) in found {
            let count = sides::count(&sides, &one.0);
            let listed = if count == Some(places.len()) { String::new() } else { ranges(&places, ",") };
            self.note(one, (thing, listed));
        }
        eco_format!("{thing}")
    }

    fn note(&mut self, one: One, of: (usize, String)) {
        let known = self.places.get(&one.0).map(Vec::as_slice).unwrap_or_default();
        let at = known.iter().find(|at| self.known.get(**at).is_some_and(|(other, _)| *other == one));
        match at.and_then(|at| self.known.get_mut(*at)) {
            Some((_, uses)) => uses.push(of),
            None => {
                self.places.entry(one.0.clone()).or_default().push(self.known.len());
                self.known.push((one, vec![of]));
            }
        }
    }

    /// Differences that the same things have go by one name. Gives all names in the order of what they say, and those
    /// of each thing.
    pub fn finish(self) -> (ByName<Shared>, Vec<Names>) {
        let mut groups: IndexMap<(Fate, Uses), Shared, FxBuildHasher> = IndexMap::default();
        for ((at, said), uses) in self.known {
            groups.entry((fate(&at, &said), uses)).or_default().0.insert(at, said);
        }
        let mut named: ByName<Shared> = ByName::default();
        let mut names: Vec<Names> = vec![Names::new(); self.things];
        for ((_, uses), shared) in groups {
            let name = name(&named, &shared);
            for (thing, places) in uses {
                let Some(line) = names.get_mut(thing) else { continue };
                let blank = if line.is_empty() { "" } else { " " };
                let colon = if places.is_empty() { "" } else { ":" };
                line.push_str(&eco_format!("{blank}{name}{colon}{places}"));
            }
            named.insert(name, shared);
        }
        let first = |shared: &Shared| shared.0.keys().next().cloned();
        named.sort_by(|name, a, other, b| (first(a), name).cmp(&(first(b), other)));
        (named, names)
    }
}

/// What becomes of a difference in time: only those of one fate go by one name.
#[derive(PartialEq, Eq, Hash)]
enum Fate {
    Id,
    StaysWhenEdited,
    GoesWhenEdited,
}

fn fate(at: &str, said: &Said) -> Fate {
    match is_id(at, said) {
        true => Fate::Id,
        false if stays(at, said) => Fate::StaysWhenEdited,
        false => Fate::GoesWhenEdited,
    }
}

fn name(taken: &AllShared, shared: &Shared) -> EcoString {
    let letters = short(&serde_json::to_string(shared).unwrap_or_default());
    // Another of the same name is next to impossible; then the name gets longer.
    let names = (NAME..=letters.len()).filter_map(|length| letters.get(..length));
    names.into_iter().find(|name| !taken.contains_key(*name)).map_or(letters.clone(), EcoString::from)
}

/// Letters of a name: packs have some dozens.
const NAME: usize = 3;

/// Numbers and ids of the platform that no thing of the graph has: whose tenant and which catalogue a card came from.
const IDS: [&str; 6] = [
    "/parents/version/data/id",
    "/parents/channel/data/id",
    "/node/model/partnerChannelKeys",
    "/node/model/metadata/id",
    "/node/model/display/configRef",
    // The end of a wire that is gone.
    "/inputs/*/metadata/ghost/id",
];

/// The number of a flow's version, where it has one.
const VERSION: &str = "/data/active_version_external_id";

fn is_id(at: &str, said: &Said) -> bool {
    IDS.contains(&at) || (at == VERSION && matches!(said, Said::Value(Value::Text(_))))
}

impl Shared {
    /// Whether it says nothing but ids.
    pub(super) fn is_ids(&self) -> bool {
        self.0.iter().all(|(at, said)| is_id(at, said))
    }
}

/// All differences, objects that are new taken apart: what differs in them is little.
fn leaves(changes: Vec<Found>) -> Vec<Found> {
    let mut leaves = Vec::with_capacity(changes.len());
    for found in changes {
        match found.new {
            Some(new) if found.added => take_apart(found.path, new, &mut leaves),
            new => leaves.push(Found { new, ..found }),
        }
    }
    leaves
}

/// The depth is bounded by that of the JSON it was read from.
fn take_apart(path: String, value: Value, leaves: &mut Vec<Found>) {
    match value.as_object().filter(|object| !object.is_empty()) {
        Some(object) => {
            for (key, value) in object {
                take_apart(format!("{path}/{}", escape(key.as_str())), value.clone(), leaves);
            }
        }
        None => leaves.push(Found { path, new: Some(value), added: true }),
    }
}

/// Fields that differ in one thing, but none like another, take what they say in turn; of words two are enough, as
/// hardly any word comes twice.
fn in_turn(found: Vec<(One, Vec<usize>)>) -> Vec<(One, Vec<usize>)> {
    let is_value = |(_, said): &One, places: &[usize]| matches!(said, Said::Value(_)) && !places.is_empty();
    let many: Vec<String> = {
        let mut counts: IndexMap<&str, usize, FxBuildHasher> = IndexMap::default();
        for (one, _) in found.iter().filter(|(one, places)| is_value(one, places)) {
            *counts.entry(&one.0).or_default() +=
                if matches!(one.1, Said::Value(Value::Text(_))) { 2 } else { 1 };
        }
        counts.into_iter().filter(|(_, count)| *count > 2).map(|(at, _)| at.to_owned()).collect()
    };
    let mut merged: IndexMap<String, Vec<(usize, Value)>, FxBuildHasher> = IndexMap::default();
    let mut rest = Vec::new();
    for (one, places) in found {
        match &one {
            (at, Said::Value(value)) if many.contains(at) && !places.is_empty() => {
                let values = places.into_iter().map(|place| (place, value.clone()));
                merged.entry(at.clone()).or_default().extend(values);
            }
            _ => rest.push((one, places)),
        }
    }
    rest.extend(merged.into_iter().map(|(at, mut values)| {
        values.sort_by_key(|(place, _)| *place);
        let (places, values) = values.into_iter().unzip();
        ((at, Said::Each(values)), places)
    }));
    rest
}

/// The difference as it may be said of other things too, and the place of the field that it is about.
fn generalized(sides: &Sides<'_>, path: &str, new: Option<Value>) -> (One, Option<usize>) {
    let (at, place, key) = match sides::generalized(sides, path) {
        Some((at, place, key)) => (at, Some(place), key),
        None => (path.to_owned(), None, None),
    };
    let said = if new.is_some() && new == key { Said::Key } else { new.map_or(Said::Nothing, Said::Value) };
    ((at, said), place)
}

/// Applies what names say to a thing.
pub(super) fn apply<T: Part + Sided>(names: &Names, shared: &AllShared, thing: &mut T) {
    let words = names.split(' ').filter(|word| !word.is_empty());
    let said = |word: &str| shared.get(word.split(':').next().unwrap_or_default());
    let speaks_of_fields = |shared: &Shared| shared.0.keys().any(|at| sides::of_any(at).is_some());
    let any_field = words.clone().filter_map(said).any(speaks_of_fields);
    // Places are those of the fields before anything is applied.
    let before = if any_field { sides::fields(&thing.sides()) } else { Vec::new() };
    for word in words {
        let (name, places) = word.split_once(':').unwrap_or((word, ""));
        let listed: Vec<RangeInclusive<usize>> = places.split(',').filter_map(range).collect();
        for (at, said) in shared.get(name).into_iter().flat_map(Shared::iter) {
            let Some((side, rest)) = sides::of_any(at) else {
                set(thing, at, said.of(None, 0));
                continue;
            };
            let fields = before.get(side).into_iter().flatten();
            let is_named = |place| listed.is_empty() || listed.iter().any(|range| range.contains(&place));
            let named = fields.enumerate().filter(|(place, _)| is_named(*place));
            let Some(card) = thing.card() else { continue };
            let is_of_labels = labels::LABELS.strip_prefix('/') == Some(rest);
            let inside = at.get(at.len() - rest.len() - 1..).unwrap_or_default();
            for (turn, (_, (id, key))) in named.enumerate() {
                if is_of_labels {
                    labels::label(card, &sides::path(side, id), *said == Said::Key);
                } else if let Some(field) = sides::field_mut(card, side, id) {
                    set(field, inside, said.of(key.as_ref(), turn));
                }
            }
        }
    }
}

impl Said {
    fn of(&self, key: Option<&Value>, turn: usize) -> Option<Value> {
        match self {
            Said::Nothing => None,
            Said::Value(value) => Some(value.clone()),
            Said::Key => key.cloned(),
            Said::Each(values) => values.get(turn).cloned(),
        }
    }
}

/// Names without those that say something of which `stays` says no.
pub(super) fn kept(names: &Names, shared: &AllShared, stays: impl Fn(&str, &Said) -> bool) -> Names {
    let stays = |word: &&str| {
        let name = word.split(':').next().unwrap_or_default();
        shared.get(name).is_some_and(|shared| shared.iter().all(|(at, said)| stays(at, said)))
    };
    names.split(' ').filter(stays).collect::<Vec<_>>().join(" ").into()
}
