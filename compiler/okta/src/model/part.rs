//! Parts of a pack as what a patch compares, changes and puts into words, without going through their JSON.
//!
//! What is patched by itself counts for nothing where only the bare part is asked for: the flows of a pack, the cards
//! and orderings of a body, a body inlined into a card.

use ecow::EcoString;
use flowc_value::{Object, Value};

use super::datum::has_cards;
use super::path::Path;
use super::{Body, ById, Datum, Id, Json};

/// How much of a part counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is not patched by itself.
    Bare,
    /// All of it.
    Whole,
}

/// Notes the differences of two parts, by path.
pub(crate) trait Differences<'p> {
    /// How much of the parts counts.
    fn extent(&self) -> Extent;
    /// Goes to what lies under a key, and comes back.
    fn under(&mut self, key: &'p str, visit: impl FnOnce(&mut Self));
    /// Here stands this now, in place of something else.
    fn changed(&mut self, new: Value);
    /// Here stands this now, in place of nothing.
    fn added(&mut self, new: Value);
    /// Here stands nothing any more.
    fn gone(&mut self);
}

/// A part of a pack.
pub(crate) trait Part: Default + PartialEq {
    /// Its own JSON form knows null.
    const KNOWS_NULL: bool = false;

    /// In a list or a table it is patched by itself.
    const BY_ITSELF: bool = false;

    /// Forgets what says nothing: the order of keys, unknown keys that hold nothing, nulls in place of nothing.
    fn settle(&mut self) {}

    /// Gives back room that it grew into and does not need.
    fn fit(&mut self) {}

    /// What it says.
    fn value(&self, extent: Extent) -> Value;

    /// The part that says this; none if no part of its kind can.
    fn read(value: Value) -> Option<Self>;

    /// Notes what makes it say what another says.
    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        if self != new {
            found.changed(new.value(found.extent()));
        }
    }

    /// Sets or drops what lies at a path inside it. What it cannot hold is left out.
    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        if let (true, Some(part)) = (path.is_here(), new.and_then(Self::read)) {
            *self = part;
        }
    }
}

/// Whether two parts say the same.
pub(crate) fn same<T: Part>(one: &T, other: &T, extent: Extent) -> bool {
    let mut difference = Difference { extent, is: false };
    one.differ(other, &mut difference);
    !difference.is
}

/// Whether there is any difference.
struct Difference {
    extent: Extent,
    is: bool,
}

impl<'p> Differences<'p> for Difference {
    fn extent(&self) -> Extent {
        self.extent
    }

    fn under(&mut self, _: &'p str, visit: impl FnOnce(&mut Self)) {
        if !self.is {
            visit(self);
        }
    }

    fn changed(&mut self, _: Value) {
        self.is = true;
    }

    fn added(&mut self, _: Value) {
        self.is = true;
    }

    fn gone(&mut self) {
        self.is = true;
    }
}

impl Part for Json {
    const KNOWS_NULL: bool = true;

    fn value(&self, _: Extent) -> Value {
        self.0.clone()
    }

    fn read(value: Value) -> Option<Self> {
        Some(Json(value))
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        differ_values(&self.0, &new.0, found);
    }

    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        set_value(&mut self.0, path, new);
    }
}

fn differ_values<'p>(old: &'p Value, new: &'p Value, found: &mut impl Differences<'p>) {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        if old != new {
            found.changed(new.clone());
        }
        return;
    };
    if old.is_same(new) {
        return;
    }
    // Most keys have the same place on both sides.
    for (place, (key, value)) in old.iter().enumerate() {
        match new.get_near(place, key) {
            Some(other) => found.under(key, |found| differ_values(value, other, found)),
            None => found.under(key, Differences::gone),
        }
    }
    let mut beside = old.keys();
    for (key, value) in new.iter().filter(|(key, _)| beside.next() != Some(key) && !old.contains_key(key)) {
        found.under(key, |found| found.added(value.clone()));
    }
}

/// The depth is that of the path.
fn set_value(value: &mut Value, path: Path<'_>, new: Option<Value>) {
    let Some((step, rest)) = path.split_first() else {
        if let Some(new) = new {
            *value = new;
        }
        return;
    };
    if let Some(object) = value.as_object_mut() {
        set_member(object, &step, rest, new);
    }
}

/// Sets or drops what lies under a key of an object.
pub(super) fn set_member(object: &mut Object, key: &str, path: Path<'_>, new: Option<Value>) {
    match new {
        None if path.is_here() => _ = object.remove(key),
        Some(new) if path.is_here() => _ = object.insert(key, new),
        new => {
            if !object.contains_key(key) {
                object.insert(key, Object::new());
            }
            if let Some(inner) = object.get_mut(key) {
                set_value(inner, path, new);
            }
        }
    }
}

/// A body inlined into a card is patched by itself, and stays where it is.
impl Part for Datum {
    const KNOWS_NULL: bool = true;

    fn settle(&mut self) {
        if let Datum::Body(body) = self {
            body.settle();
        }
    }

    fn value(&self, extent: Extent) -> Value {
        match self {
            Datum::Literal(Json(value)) => value.clone(),
            Datum::Body(_) if extent == Extent::Bare => Value::Null,
            Datum::Body(body) => body.value(extent),
        }
    }

    fn read(value: Value) -> Option<Self> {
        if has_cards(&value) {
            return Body::read(value).map(|body| Datum::Body(Box::new(body)));
        }
        Some(value.into())
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        match (self, new) {
            (Datum::Literal(old), Datum::Literal(new)) => old.differ(new, found),
            (Datum::Body(old), Datum::Body(new)) if found.extent() == Extent::Whole => old.differ(new, found),
            (old, new) => {
                let new = new.value(found.extent());
                if old.value(found.extent()) != new {
                    found.changed(new);
                }
            }
        }
    }

    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        if let Datum::Literal(json) = self {
            json.set(path, new);
        }
    }
}

impl Part for EcoString {
    fn value(&self, _: Extent) -> Value {
        Value::text(self.as_str())
    }

    fn read(value: Value) -> Option<Self> {
        value.as_str().map(EcoString::from)
    }
}

impl Part for bool {
    fn value(&self, _: Extent) -> Value {
        Value::Bool(*self)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Part for u32 {
    fn value(&self, _: Extent) -> Value {
        Value::Number(f64::from(*self))
    }

    fn read(value: Value) -> Option<Self> {
        u32::try_from(crate::decode::whole(value.as_number()?)?).ok()
    }
}

/// An ordering: from and to.
impl Part for (Id, Id) {
    const BY_ITSELF: bool = true;

    fn value(&self, _: Extent) -> Value {
        Value::list([self.0.as_str(), self.1.as_str()])
    }

    fn read(value: Value) -> Option<Self> {
        match value.as_list()?.as_slice() {
            [from, to] => Some((from.as_str()?.into(), to.as_str()?.into())),
            _ => None,
        }
    }
}

impl<T: Part> Part for Option<T> {
    const KNOWS_NULL: bool = true;

    fn settle(&mut self) {
        self.iter_mut().for_each(T::settle);
    }

    fn value(&self, extent: Extent) -> Value {
        self.as_ref().map(|part| part.value(extent)).unwrap_or_default()
    }

    fn read(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        match (self, new) {
            (Some(old), Some(new)) => old.differ(new, found),
            (None, None) => {}
            (_, new) => found.changed(new.value(found.extent())),
        }
    }

    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        match self {
            _ if path.is_here() => *self = new.and_then(T::read),
            Some(part) => part.set(path, new),
            None => {}
        }
    }
}

impl<T: Part> Part for Box<T> {
    fn settle(&mut self) {
        T::settle(self);
    }

    fn value(&self, extent: Extent) -> Value {
        T::value(self, extent)
    }

    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Box::new)
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        T::differ(self, new, found);
    }

    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        T::set(self, path, new);
    }
}

impl<T: Part> Part for ById<T> {
    fn fit(&mut self) {
        self.shrink_to_fit();
    }

    fn settle(&mut self) {
        self.values_mut().for_each(T::settle);
    }

    fn value(&self, extent: Extent) -> Value {
        let all = self.iter().filter(|_| counts::<T>(extent));
        Value::object(all.map(|(id, part)| (id.as_str(), part.value(extent))))
    }

    fn read(value: Value) -> Option<Self> {
        let Value::Object(object) = value else { return None };
        object.into_iter().map(|(key, value)| Some((Id::from(key.as_str()), T::read(value)?))).collect()
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        if !counts::<T>(found.extent()) {
            return;
        }
        // Most have the same place on both sides.
        fn near<'t, T>(parts: &'t ById<T>, at: usize, id: &Id) -> Option<&'t T> {
            let beside = parts.get_index(at).filter(|(other, _)| *other == id).map(|(_, part)| part);
            beside.or_else(|| parts.get(id))
        }
        for (at, (id, part)) in self.iter().enumerate() {
            found.under(id, |found| match near(new, at, id) {
                Some(other) => part.differ(other, found),
                None => found.gone(),
            });
        }
        let added = new.iter().enumerate().filter(|(at, (id, _))| near(self, *at, id).is_none());
        for (_, (id, part)) in added {
            found.under(id, |found| found.added(part.value(found.extent())));
        }
    }

    fn set(&mut self, path: Path<'_>, new: Option<Value>) {
        let Some((id, rest)) = path.split_first() else {
            if let Some(parts) = new.and_then(Self::read) {
                *self = parts;
            }
            return;
        };
        match (self.get_mut(&*id), new) {
            (_, None) if rest.is_here() => _ = self.shift_remove(&*id),
            (_, Some(new)) if rest.is_here() => self.extend(T::read(new).map(|part| (Id::from(id), part))),
            (Some(part), new) => part.set(rest, new),
            (None, new) => {
                let made = T::read(Object::new().into()).map(|mut part| {
                    part.set(rest, new);
                    (Id::from(id), part)
                });
                self.extend(made);
            }
        }
    }
}

/// Lists are replaced whole.
impl<T: Part> Part for Vec<T> {
    fn fit(&mut self) {
        self.shrink_to_fit();
    }

    fn settle(&mut self) {
        self.iter_mut().for_each(T::settle);
    }

    fn value(&self, extent: Extent) -> Value {
        Value::list(self.iter().filter(|_| counts::<T>(extent)).map(|part| part.value(extent)))
    }

    fn read(value: Value) -> Option<Self> {
        value.as_list()?.iter().cloned().map(T::read).collect()
    }

    fn differ<'p>(&'p self, new: &'p Self, found: &mut impl Differences<'p>) {
        let extent = found.extent();
        let alike = || {
            let pairs = self.iter().zip(new);
            self.len() == new.len() && pairs.into_iter().all(|(one, other)| same(one, other, extent))
        };
        if counts::<T>(extent) && !alike() {
            found.changed(new.value(extent));
        }
    }
}

fn counts<T: Part>(extent: Extent) -> bool {
    extent == Extent::Whole || !T::BY_ITSELF
}
