//! JSON objects as structs that lose nothing: unknown keys are kept, the order in which keys stood, and which of
//! the usual ones were missing or null.

use std::fmt;

use ecow::EcoString;
use flowc_value::Value;
use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::part::Part;

pub(super) use super::shelf::{Seen, Spot, differ, insert};

/// Finds the places of keys, which mostly come in the struct's order.
pub(super) struct Keys {
    keys: &'static [&'static str],
    next: usize,
}

impl Keys {
    pub fn new(keys: &'static [&'static str]) -> Self {
        Self { keys, next: 0 }
    }

    /// The place of a key that the struct knows.
    pub fn place(&mut self, key: &str) -> Option<usize> {
        let (before, behind) = self.keys.split_at_checked(self.next)?;
        let found = |keys: &[&str]| keys.iter().position(|known| *known == key);
        let place = found(behind).map(|place| place + self.next).or_else(|| found(before))?;
        self.next = place + 1;
        Some(place)
    }
}

/// A key that was read.
pub(super) struct Key {
    /// Its place in the struct.
    pub place: Option<usize>,
    /// It, where the struct does not know it.
    pub unknown: EcoString,
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        let place = self.place(key);
        Ok(Key { place, unknown: if place.is_none() { key.into() } else { EcoString::new() } })
    }
}

/// What a member holds that is part of a value; none where it cannot.
pub(super) fn read<T: Part>(seen: &mut Seen, position: u8, value: Value) -> Option<Option<T>> {
    if value.is_null() && !T::KNOWS_NULL {
        return Some(seen.null(position));
    }
    T::read(value).map(Some)
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

/// Takes what a value held.
macro_rules! held {
    (req $read:ident $seen:ident $at:expr) => {
        $read?
    };
    (due $read:ident $seen:ident $at:expr) => {
        $seen.due($at, $read)
    };
    (opt $read:ident $seen:ident $at:expr) => {
        $read
    };
}

/// Sets what lies at a path.
macro_rules! set {
    (req $shelf:expr, $at:expr, $slot:expr, $path:ident, $new:ident) => {
        $shelf.set_req($at, &mut $slot, $path, $new)
    };
    (due $shelf:expr, $at:expr, $slot:expr, $path:ident, $new:ident) => {
        $shelf.set_due($at, &mut $slot, $path, $new)
    };
    (opt $shelf:expr, $at:expr, $slot:expr, $path:ident, $new:ident) => {
        $shelf.set_opt($at, &mut $slot, $path, $new)
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
        $name:ident $(by itself $by_itself:literal)? {
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

        const _: () = {
            #[expect(non_camel_case_types, reason = "positions are called like the fields")]
            #[repr(u8)]
            enum At { $($field,)* End }

            const KEYS: &[&str] = &[$($key,)*];
            const PLACES: &[At] = &[$(At::$field,)*];

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
                            let mut seen = $crate::model::record::Seen::default();
                            let mut keys = $crate::model::record::Keys::new(KEYS);
                            while let Some(key) = map.next_key_seed(&mut keys)? {
                                match key.place.and_then(|place| PLACES.get(place)) {
                                    $( Some(At::$field) => {
                                        seen.field(At::$field as u8);
                                        $field = next!($presence map seen (At::$field as u8) $(, $seed)?);
                                    } )*
                                    _ => seen.extra(key.unknown, map.next_value()?),
                                }
                            }
                            $(
                                let mut $field = taken!($presence $field $key seen (At::$field as u8));
                                $crate::model::part::Part::fit(&mut $field);
                            )*
                            Ok($name { $( $field, )* shelf: seen.finish() })
                        }
                    }
                    deserializer.deserialize_map(Fields)
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use $crate::model::record::{Spot, present};
                    use serde::ser::SerializeMap;
                    let mut map = serializer.serialize_map(None)?;
                    if self.shelf.is_empty() {
                        $( self.shelf.entry(&mut map, (At::$field as u8, $key), present!($presence self.$field))?; )*
                        return map.end();
                    }
                    self.shelf.in_order(At::End as u8, |spot| match spot {
                        $( Spot::Field(position) if position == At::$field as u8 => {
                            self.shelf.entry(&mut map, (position, $key), present!($presence self.$field))
                        } )*
                        Spot::Field(_) => Ok(()),
                        Spot::Extra(key, value) => map.serialize_entry(key, value),
                    })?;
                    map.end()
                }
            }

            impl $crate::model::part::Part for $name {
                $( const BY_ITSELF: bool = $by_itself; )?

                fn settle(&mut self) {
                    $( self.$field.settle(); )*
                    self.shelf.settle();
                }

                fn value(&self, extent: $crate::model::part::Extent) -> flowc_value::Value {
                    use $crate::model::record::{Spot, insert, present};
                    let mut object = flowc_value::Object::new();
                    if self.shelf.is_empty() {
                        $(
                            let there = self.shelf.there(At::$field as u8, present!($presence self.$field));
                            insert(&mut object, $key, there, extent);
                        )*
                        return object.into();
                    }
                    let _: Result<(), ()> = self.shelf.in_order(At::End as u8, |spot| {
                        match spot {
                            $( Spot::Field(position) if position == At::$field as u8 => {
                                let there = self.shelf.there(position, present!($presence self.$field));
                                insert(&mut object, $key, there, extent);
                            } )*
                            Spot::Field(_) => {}
                            Spot::Extra(key, value) => _ = object.insert(key, value.value(extent)),
                        }
                        Ok(())
                    });
                    object.into()
                }

                fn read(value: flowc_value::Value) -> Option<Self> {
                    use $crate::model::record::{held, read};
                    let flowc_value::Value::Object(object) = value else { return None };
                    $( let mut $field: Option<$ty> = None; )*
                    let mut seen = $crate::model::record::Seen::default();
                    let mut keys = $crate::model::record::Keys::new(KEYS);
                    for (key, value) in object {
                        match keys.place(key.as_str()).and_then(|place| PLACES.get(place)) {
                            $( Some(At::$field) => {
                                seen.field(At::$field as u8);
                                $field = read(&mut seen, At::$field as u8, value)?;
                            } )*
                            _ => seen.extra(key.as_str().into(), $crate::model::Json(value)),
                        }
                    }
                    $( let $field = held!($presence $field seen (At::$field as u8)); )*
                    Some($name { $( $field, )* shelf: seen.finish() })
                }

                fn differ<'p>(&'p self, new: &'p Self, found: &mut impl $crate::model::part::Differences<'p>) {
                    use $crate::model::record::{differ, present};
                    $( {
                        let old = self.shelf.there(At::$field as u8, present!($presence self.$field));
                        let new = new.shelf.there(At::$field as u8, present!($presence new.$field));
                        differ($key, old, new, found);
                    } )*
                    self.shelf.differ(&new.shelf, found);
                }

                fn set(&mut self, path: $crate::model::path::Path<'_>, new: Option<flowc_value::Value>) {
                    use $crate::model::record::set;
                    let Some((key, rest)) = path.split_first() else {
                        if let Some(part) = new.and_then(Self::read) {
                            *self = part;
                        }
                        return;
                    };
                    match &*key {
                        $( $key => set!($presence self.shelf, (At::$field as u8), self.$field, rest, new), )*
                        key => self.shelf.set(At::End as u8, key, rest, new),
                    }
                }
            }
        };
    )*};
}

pub(super) use {held, next, present, records, set, slot, taken};
