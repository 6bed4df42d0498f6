//! The two sides of a card: paths that speak of any of their fields, and of one.

use flowc_value::Value;

use crate::model::path::{escape, unescape};
use crate::model::{Body, Card, Entry, Flow, Id, Side};

/// Inputs and outputs of a card; none of what is no card.
pub(super) type Sides<'c> = Option<[&'c Side; 2]>;

/// The sides of a card: how paths begin that speak of each of their fields, and where these lie.
const PATHS: [(&str, &str); 2] =
    [("/inputs/*/", "/node/model/inputs/data/"), ("/outputs/*/", "/node/model/outputs/data/")];

pub(super) fn of(card: &Card) -> Sides<'_> {
    Some([&card.node.model.inputs, &card.node.model.outputs])
}

/// A path that speaks of any field, and the place of the one it spoke of, with its key.
pub(super) fn generalized(sides: &Sides<'_>, path: &str) -> Option<(String, usize, Option<Value>)> {
    PATHS.iter().zip(sides.iter().flatten()).find_map(|((star, prefix), side)| {
        let (id, rest) = path.strip_prefix(prefix)?.split_once('/')?;
        let (place, _, entry) = side.data.get_full(unescape(id).as_ref())?;
        Some(([*star, rest].concat(), place, key(entry)))
    })
}

fn key(entry: &Entry) -> Option<Value> {
    (!entry.key.is_empty()).then(|| Value::text(entry.key.as_str()))
}

/// How many fields the side has that a path speaks of.
pub(super) fn count(sides: &Sides<'_>, path: &str) -> Option<usize> {
    let mut both = PATHS.iter().zip(sides.iter().flatten());
    both.find(|((star, _), _)| path.starts_with(star)).map(|(_, side)| side.data.len())
}

/// The field that a path leads to.
pub(super) fn entry<'c>(sides: &Sides<'c>, path: &str) -> Option<&'c Entry> {
    PATHS.iter().zip(sides.iter().flatten()).find_map(|((_, prefix), side)| {
        let id = path.strip_prefix(prefix)?;
        side.data.get(unescape(id).as_ref())
    })
}

/// The fields of a side, each with its key.
pub(super) type Fields = Vec<(Id, Option<Value>)>;

/// The fields of both sides.
pub(super) fn fields(sides: &Sides<'_>) -> Vec<Fields> {
    let fields = |side: &&Side| side.data.iter().map(|(id, entry)| (id.clone(), key(entry))).collect();
    sides.iter().flatten().map(fields).collect()
}

/// A field of a side to change.
pub(super) fn field_mut<'c>(card: &'c mut Card, side: usize, id: &Id) -> Option<&'c mut Entry> {
    let model = &mut card.node.model;
    let side = if side == 0 { &mut model.inputs } else { &mut model.outputs };
    side.data.get_mut(id)
}

/// The path of a field of a side.
pub(super) fn path(side: usize, id: &Id) -> String {
    let prefix = PATHS.get(side).map(|(_, prefix)| *prefix).unwrap_or_default();
    format!("{prefix}{}", escape(id))
}

/// The side whose fields a path speaks of, and the path inside a field.
pub(super) fn of_any(path: &str) -> Option<(usize, &str)> {
    PATHS.iter().enumerate().find_map(|(side, (star, _))| Some((side, path.strip_prefix(star)?)))
}

/// What a lock keeps residue of.
pub(super) trait Sided {
    /// Its sides.
    fn sides(&self) -> Sides<'_> {
        None
    }

    /// It, if it is a card.
    fn card(&mut self) -> Option<&mut Card> {
        None
    }
}

impl Sided for Flow {}
impl Sided for Body {}

impl Sided for Card {
    fn sides(&self) -> Sides<'_> {
        of(self)
    }

    fn card(&mut self) -> Option<&mut Card> {
        Some(self)
    }
}
