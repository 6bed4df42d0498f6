//! Where an object departs from its struct: nothing of it is lost.

use ecow::EcoString;
use flowc_value::{Object, Value};
use serde::Serialize;
use serde::ser::SerializeMap;

use super::Json;
use super::part::{Differences, Extent, Part, set_member};
use super::path::Path;

/// Where an object departs from its struct: keys the struct does not know, an order of its own, and members that
/// were missing or null although exports usually have them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(Option<Box<Kept>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Positions of fields, and of extras behind [`EXTRA`], in the order of the text; none where fields stand in the
    /// struct's order and there are no extras.
    order: Vec<u8>,
    extras: Vec<(EcoString, Json)>,
    /// Fields that were missing, as bits.
    absent: u64,
    /// Fields that were null, as bits.
    null: u64,
}

/// Positions from here on stand for extras. No struct has as many fields, and an object with more unknown
/// keys than fit lists the rest at its end.
const EXTRA: u8 = 64;

impl Shelf {
    /// Keys that the struct does not know, in order.
    pub fn extras(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().flat_map(|kept| kept.extras.iter().map(|(key, value)| (key.as_str(), value)))
    }

    /// Whether nothing departs from the platform's order and keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// A member of an object as it is written.
pub(super) enum Spot<'s> {
    /// In the struct.
    Field(u8),
    /// On the shelf.
    Extra(&'s str, &'s Json),
}

/// What stands under a key.
pub(super) enum There<'v, T> {
    /// Not even the key.
    Nothing,
    /// Null, although such a part is never null.
    Null,
    /// A part.
    Part(&'v T),
}

impl Shelf {
    /// Goes through all members: those of the original order first, then whatever is left in the struct's.
    pub(super) fn in_order<E>(
        &self,
        fields: u8,
        mut visit: impl FnMut(Spot<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut visited, mut placed) = (0_u64, 0);
        for &position in self.0.iter().flat_map(|kept| &kept.order) {
            match position.checked_sub(EXTRA) {
                None => {
                    visited |= 1 << position;
                    visit(Spot::Field(position))?;
                }
                Some(extra) => {
                    placed += 1;
                    if let Some((key, value)) = self.extras().nth(usize::from(extra)) {
                        visit(Spot::Extra(key, value))?;
                    }
                }
            }
        }
        for position in (0..fields).filter(|position| visited & (1 << position) == 0) {
            visit(Spot::Field(position))?;
        }
        self.extras().skip(placed).try_for_each(|(key, value)| visit(Spot::Extra(key, value)))
    }

    /// What stands under a field's key: what was null or missing stays so as long as nothing else takes its place.
    pub(super) fn there<'v, T: Part>(&self, position: u8, value: Option<&'v T>) -> There<'v, T> {
        let (absent, null) = self.0.as_ref().map_or((0, 0), |kept| (kept.absent, kept.null));
        let is = |bits: u64| bits >> position & 1 == 1;
        match value.filter(|value| !(is(absent | null) && **value == T::default())) {
            Some(value) => There::Part(value),
            None if is(null) => There::Null,
            None => There::Nothing,
        }
    }

    /// Writes a member that is there.
    pub(super) fn entry<M: SerializeMap, T: Serialize + Part>(
        &self,
        map: &mut M,
        (position, key): (u8, &'static str),
        value: Option<&T>,
    ) -> Result<(), M::Error> {
        match self.there(position, value) {
            There::Part(value) => map.serialize_entry(key, value),
            There::Null => map.serialize_entry(key, &()),
            There::Nothing => Ok(()),
        }
    }

    /// A key that the struct does not know.
    pub(super) fn extra(&self, key: &str) -> Option<&Json> {
        self.extras().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Notes how unknown keys differ.
    pub(super) fn differ<'p>(&'p self, new: &'p Shelf, found: &mut impl Differences<'p>) {
        let there = |value| match value {
            Some(value) => There::Part(value),
            None => There::Nothing,
        };
        for (key, value) in self.extras() {
            differ(key, There::Part(value), there(new.extra(key)), found);
        }
        for (key, value) in new.extras().filter(|(key, _)| self.extra(key).is_none()) {
            differ(key, There::Nothing, There::Part(value), found);
        }
    }

    /// Sets or drops what lies under a key that the struct does not know; a new one comes last.
    pub(super) fn set(&mut self, fields: u8, key: &str, path: Path<'_>, new: Option<Value>) {
        let known = self.extra(key).map(|Json(value)| (key, value.clone()));
        let mut object = Object::from_iter(known);
        set_member(&mut object, key, path, new);
        let Some(value) = object.remove(key).map(Json) else { return self.forget(key) };
        let kept = self.0.get_or_insert_default();
        match kept.extras.iter_mut().find(|(other, _)| other == key) {
            Some((_, place)) => *place = value,
            None => {
                if kept.order.is_empty() {
                    kept.order = (0..fields).collect();
                }
                kept.order.extend(Kept::spot(kept.extras.len()));
                kept.extras.push((key.into(), value));
            }
        }
    }

    fn forget(&mut self, key: &str) {
        let Some(kept) = &mut self.0 else { return };
        let Some(place) = kept.extras.iter().position(|(known, _)| known == key) else { return };
        kept.extras.remove(place);
        let gone = Kept::spot(place);
        kept.order.retain(|other| Some(*other) != gone);
        kept.order.iter_mut().filter(|other| Some(**other) > gone).for_each(|other| *other -= 1);
    }

    fn mark(&mut self, position: u8, absent: bool, null: bool) {
        if self.0.is_none() && !absent && !null {
            return;
        }
        let kept = self.0.get_or_insert_default();
        let bit = 1 << position;
        kept.absent = if absent { kept.absent | bit } else { kept.absent & !bit };
        kept.null = if null { kept.null | bit } else { kept.null & !bit };
    }

    /// Sets or drops what lies in a member that may be missing, or the member itself.
    pub(super) fn set_opt<T: Part>(
        &mut self,
        position: u8,
        slot: &mut Option<T>,
        path: Path<'_>,
        new: Option<Value>,
    ) {
        match (path.is_here(), new) {
            (true, None) => {
                *slot = None;
                self.mark(position, true, false);
            }
            (true, Some(Value::Null)) if !T::KNOWS_NULL => {
                *slot = None;
                self.mark(position, false, true);
            }
            (true, Some(new)) => {
                if let Some(part) = T::read(new) {
                    *slot = Some(part);
                    self.mark(position, false, false);
                }
            }
            (false, new) => {
                let is_missing = matches!(self.there(position, slot.as_ref()), There::Nothing);
                let made = is_missing.then(|| T::read(Object::new().into())).flatten();
                if made.is_some() {
                    *slot = made;
                    self.mark(position, false, false);
                }
                if let (Some(part), false) = (slot.as_mut(), self.is_null(position)) {
                    part.set(path, new);
                }
            }
        }
    }

    fn is_null(&self, position: u8) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.null >> position & 1 == 1)
    }

    /// The same for a member that exports usually have.
    pub(super) fn set_due<T: Part>(
        &mut self,
        position: u8,
        slot: &mut T,
        path: Path<'_>,
        new: Option<Value>,
    ) {
        let mut taken = Some(std::mem::take(slot));
        self.set_opt(position, &mut taken, path, new);
        *slot = taken.unwrap_or_default();
    }

    /// The same for a member that is always there.
    pub(super) fn set_req<T: Part>(&mut self, _: u8, slot: &mut T, path: Path<'_>, new: Option<Value>) {
        slot.set(path, new);
    }

    /// Forgets what says nothing.
    pub(super) fn settle(&mut self) {
        let Some(kept) = &mut self.0 else { return };
        kept.extras.retain(|(_, value)| !value.says_nothing());
        if kept.extras.is_empty() {
            self.0 = None;
            return;
        }
        let extras = u8::try_from(kept.extras.len()).unwrap_or(u8::MAX - EXTRA).min(u8::MAX - EXTRA);
        **kept = Kept {
            order: (EXTRA..EXTRA + extras).collect(),
            extras: std::mem::take(&mut kept.extras),
            ..Kept::default()
        };
    }
}

/// Notes how a member differs.
pub(super) fn differ<'p, T: Part>(
    key: &'p str,
    old: There<'p, T>,
    new: There<'p, T>,
    found: &mut impl Differences<'p>,
) {
    let extent = found.extent();
    match (old, new) {
        (There::Nothing, There::Nothing) | (There::Null, There::Null) => {}
        (There::Part(old), There::Part(new)) => found.under(key, |found| old.differ(new, found)),
        (_, There::Nothing) => found.under(key, Differences::gone),
        (There::Nothing, There::Null) => found.under(key, |found| found.added(Value::Null)),
        (There::Nothing, There::Part(new)) => found.under(key, |found| found.added(new.value(extent))),
        (_, There::Null) => found.under(key, |found| found.changed(Value::Null)),
        (There::Null, There::Part(new)) => found.under(key, |found| found.changed(new.value(extent))),
    }
}

impl Kept {
    /// What stands for an extra in the order.
    fn spot(extra: usize) -> Option<u8> {
        u8::try_from(extra).ok().and_then(|number| number.checked_add(EXTRA))
    }
}

/// Notes keys while an object is read.
#[derive(Default)]
pub(super) struct Seen {
    kept: Kept,
    /// Fields that were met, as bits.
    met: u64,
}

impl Seen {
    pub fn field(&mut self, position: u8) {
        let bit = 1_u64 << position;
        if self.met & bit != 0 {
            return;
        }
        if self.kept.order.is_empty() && self.met >= bit {
            self.list();
        }
        if !self.kept.order.is_empty() {
            self.kept.order.push(position);
        }
        self.met |= bit;
    }

    /// So far all stood in the struct's order.
    fn list(&mut self) {
        self.kept.order = (0..EXTRA).filter(|position| self.met >> position & 1 == 1).collect();
    }

    pub fn extra(&mut self, key: EcoString, value: Json) {
        match self.kept.extras.iter_mut().find(|(known, _)| *known == key) {
            Some((_, kept)) => *kept = value,
            None => {
                if self.kept.order.is_empty() {
                    self.list();
                }
                self.kept.order.extend(Kept::spot(self.kept.extras.len()));
                self.kept.extras.push((key, value));
            }
        }
    }

    /// What a member holds that was null.
    pub fn null<T: Part>(&mut self, position: u8) -> Option<T> {
        if T::KNOWS_NULL {
            return Some(T::default());
        }
        self.kept.null |= 1 << position;
        None
    }

    /// What a member holds that exports usually have.
    pub fn due<T: Part>(&mut self, position: u8, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.kept.absent |= (1 << position) & !self.kept.null;
            T::default()
        })
    }

    pub fn finish(self) -> Shelf {
        let departs = !self.kept.order.is_empty() || self.kept.absent | self.kept.null != 0;
        Shelf(departs.then(|| Box::new(self.kept)))
    }
}

/// Puts a member into words.
pub(super) fn insert<T: Part>(object: &mut Object, key: &'static str, there: There<'_, T>, extent: Extent) {
    match there {
        There::Part(part) => _ = object.insert(key, part.value(extent)),
        There::Null => _ = object.insert(key, Value::Null),
        There::Nothing => {}
    }
}
