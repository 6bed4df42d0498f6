//! JSON objects as structs that lose nothing: unknown keys are kept, the order in which keys stood, and which of
//! the usual ones were missing or null.

use ecow::EcoString;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::Json;

/// Where an object departs from its struct: keys the struct does not know, an order of its own, and members that
/// were missing or null although exports usually have them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(Option<Box<Kept>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Positions of fields, and of extras behind [`EXTRA`], in the order of the text.
    order: Vec<u8>,
    extras: Vec<(EcoString, Json)>,
    /// Fields that were missing, as bits.
    absent: u64,
    /// Fields that were null, as bits.
    null: u64,
}

/// What a field of a struct may hold.
pub(super) trait Member: Default + PartialEq {
    /// Its own JSON form knows null.
    const KNOWS_NULL: bool = false;

    /// Forgets what says nothing: the order of keys, unknown keys that hold nothing, nulls in place of nothing.
    fn settle(&mut self) {}
}

impl Member for EcoString {}
impl Member for bool {}
impl Member for u32 {}
impl Member for (EcoString, EcoString) {}

impl Member for Json {
    const KNOWS_NULL: bool = true;
}

impl<T: Member> Member for Vec<T> {
    fn settle(&mut self) {
        self.iter_mut().for_each(T::settle);
    }
}

impl<T: Member> Member for super::ById<T> {
    fn settle(&mut self) {
        self.values_mut().for_each(T::settle);
    }
}

impl<T: Member> Member for Box<T> {
    fn settle(&mut self) {
        T::settle(self);
    }
}

impl<T: Member> Member for Option<T> {
    const KNOWS_NULL: bool = true;

    fn settle(&mut self) {
        self.iter_mut().for_each(T::settle);
    }
}

impl Member for super::Datum {
    const KNOWS_NULL: bool = true;

    fn settle(&mut self) {
        if let super::Datum::Body(body) = self {
            body.settle();
        }
    }
}

impl Member for Shelf {
    fn settle(&mut self) {
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

/// Notes keys while an object is read.
#[derive(Default)]
pub(super) struct Seen {
    kept: Kept,
    ordered: bool,
}

impl Seen {
    pub fn new() -> Self {
        Self { kept: Kept::default(), ordered: true }
    }

    pub fn field(&mut self, position: u8) {
        if self.kept.order.contains(&position) {
            return;
        }
        self.ordered &= self.kept.order.last().is_none_or(|last| *last < position);
        self.kept.order.push(position);
    }

    pub fn extra(&mut self, key: EcoString, value: Json) {
        self.ordered = false;
        match self.kept.extras.iter_mut().find(|(known, _)| *known == key) {
            Some((_, kept)) => *kept = value,
            None => {
                if let Some(position) =
                    u8::try_from(self.kept.extras.len()).ok().and_then(|n| n.checked_add(EXTRA))
                {
                    self.kept.order.push(position);
                }
                self.kept.extras.push((key, value));
            }
        }
    }

    /// What a member holds that was null.
    pub fn null<T: Member>(&mut self, position: u8) -> Option<T> {
        if T::KNOWS_NULL {
            return Some(T::default());
        }
        self.kept.null |= 1 << position;
        None
    }

    /// What a member holds that exports usually have.
    pub fn due<T: Member>(&mut self, position: u8, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.kept.absent |= (1 << position) & !self.kept.null;
            T::default()
        })
    }

    pub fn finish(self) -> Shelf {
        let departs = !self.ordered || self.kept.absent | self.kept.null != 0;
        Shelf(departs.then(|| Box::new(self.kept)))
    }
}

/// Writes a struct's fields in the order in which they were read.
pub(super) struct Writer<'s, M> {
    pub map: M,
    shelf: &'s Shelf,
    written: u64,
}

impl<'s, M: SerializeMap> Writer<'s, M> {
    pub fn new(map: M, shelf: &'s Shelf) -> Self {
        Self { map, shelf, written: 0 }
    }

    /// Goes through all fields: those of the original order first, then whatever is left in the struct's.
    pub fn write(
        mut self,
        fields: u8,
        mut field: impl FnMut(&mut M, u8) -> Result<(), M::Error>,
    ) -> Result<M::Ok, M::Error> {
        if let Some(kept) = &self.shelf.0 {
            for &position in &kept.order {
                match position.checked_sub(EXTRA) {
                    None => {
                        self.written |= 1 << position;
                        field(&mut self.map, position)?;
                    }
                    Some(extra) => {
                        if let Some((key, value)) = kept.extras.get(usize::from(extra)) {
                            self.map.serialize_entry(key, value)?;
                        }
                    }
                }
            }
        }
        for position in (0..fields).filter(|position| self.written & (1 << position) == 0) {
            field(&mut self.map, position)?;
        }
        let placed = usize::from(u8::MAX - EXTRA) + 1;
        for (key, value) in self.shelf.0.iter().flat_map(|kept| kept.extras.iter().skip(placed)) {
            self.map.serialize_entry(key, value)?;
        }
        self.map.end()
    }
}

impl Shelf {
    /// Writes a member that is there; what was null or missing stays so as long as nothing else takes its place.
    pub(super) fn entry<M: SerializeMap, T: Serialize + Member>(
        &self,
        map: &mut M,
        (position, key): (u8, &'static str),
        value: Option<&T>,
    ) -> Result<(), M::Error> {
        let (absent, null) = self.0.as_ref().map_or((0, 0), |kept| (kept.absent, kept.null));
        let is = |bits: u64| bits >> position & 1 == 1;
        match value.filter(|value| !(is(absent | null) && **value == T::default())) {
            Some(value) => map.serialize_entry(key, value),
            None if is(null) => map.serialize_entry(key, &()),
            None => Ok(()),
        }
    }
}

/// `req T` and `due T` are a `T`, `opt T` an `Option<T>`.
macro_rules! slot {
    (opt $ty:ty) => { Option<$ty> };
    ($presence:ident $ty:ty) => { $ty };
}

/// Takes what was read: without a `req` there is no object; a `due` is missed and noted.
macro_rules! taken {
    (req $read:ident $key:literal $seen:ident $at:expr) => {
        $read.ok_or_else(|| serde::de::Error::missing_field($key))?
    };
    (due $read:ident $key:literal $seen:ident $at:expr) => {
        $seen.due($at, $read)
    };
    (opt $read:ident $key:literal $seen:ident $at:expr) => {
        $read
    };
}

/// What is to be written.
macro_rules! present {
    (opt $value:expr) => {
        $value.as_ref()
    };
    ($presence:ident $value:expr) => {
        Some(&$value)
    };
}

/// Reads a value, with a seed where its form depends on what was read before.
macro_rules! next {
    (req $map:ident $seen:ident $at:expr) => {
        Some($map.next_value()?)
    };
    ($presence:ident $map:ident $seen:ident $at:expr) => {
        match $map.next_value()? {
            Some(value) => Some(value),
            None => $seen.null($at),
        }
    };
    ($presence:ident $map:ident $seen:ident $at:expr, $seed:expr) => {
        Some($map.next_value_seed($seed)?)
    };
}

/// Declares structs for JSON objects, their keys in the platform's order.
macro_rules! records {
    ($(
        $(#[$doc:meta])*
        $name:ident {
            $( $(#[$field_doc:meta])* $field:ident $key:literal $presence:ident $ty:ty $([$seed:expr])?; )*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$field_doc])* pub $field: $crate::model::record::slot!($presence $ty), )*
            /// Unknown keys and an order of its own.
            pub shelf: $crate::model::Shelf,
        }

        impl $crate::model::record::Member for $name {
            fn settle(&mut self) {
                $( self.$field.settle(); )*
                self.shelf.settle();
            }
        }

        const _: () = {
            #[expect(non_camel_case_types, reason = "positions are called like the fields")]
            #[repr(u8)]
            enum At { $($field,)* End }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct Fields;
                    impl<'de> serde::de::Visitor<'de> for Fields {
                        type Value = $name;

                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            f.write_str("an object")
                        }

                        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                            use $crate::model::record::{next, taken};
                            $( let mut $field: Option<$ty> = None; )*
                            let mut seen = $crate::model::record::Seen::new();
                            while let Some(key) = map.next_key::<ecow::EcoString>()? {
                                match key.as_str() {
                                    $( $key => {
                                        seen.field(At::$field as u8);
                                        $field = next!($presence map seen (At::$field as u8) $(, $seed)?);
                                    } )*
                                    _ => seen.extra(key, map.next_value()?),
                                }
                            }
                            $( let $field = taken!($presence $field $key seen (At::$field as u8)); )*
                            Ok($name { $( $field, )* shelf: seen.finish() })
                        }
                    }
                    deserializer.deserialize_map(Fields)
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use $crate::model::record::{Writer, present};
                    let map = serializer.serialize_map(None)?;
                    Writer::new(map, &self.shelf).write(At::End as u8, |map, position| {
                        $( if position == At::$field as u8 {
                            return self.shelf.entry(map, (position, $key), present!($presence self.$field));
                        } )*
                        Ok(())
                    })
                }
            }
        };
    )*};
}

pub(super) use {next, present, records, slot, taken};
