//! JSON objects as structs that lose nothing: unknown keys are kept, and the order in which keys stood.

use ecow::EcoString;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::Json;

/// Where an object departs from its struct: keys the struct does not know, and an order of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf(Option<Box<Kept>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    /// Positions of fields, and of extras behind [`EXTRA`], in the order of the text.
    order: Vec<u8>,
    extras: Vec<(EcoString, Json)>,
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

    pub fn finish(self) -> Shelf {
        Shelf((!self.ordered).then(|| Box::new(self.kept)))
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

/// Writes a field if it is there.
pub(super) fn entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

/// `req T` is a `T`, `opt T` an `Option<T>`.
macro_rules! slot {
    (req $ty:ty) => { $ty };
    (opt $ty:ty) => { Option<$ty> };
}

/// Takes what was read.
macro_rules! taken {
    (req $read:ident $key:literal) => {
        $read.ok_or_else(|| serde::de::Error::missing_field($key))?
    };
    (opt $read:ident $key:literal) => {
        $read
    };
}

/// What is to be written.
macro_rules! present {
    (req $value:expr) => {
        Some(&$value)
    };
    (opt $value:expr) => {
        $value.as_ref()
    };
}

/// Reads a value, with a seed where its form depends on what was read before.
macro_rules! next {
    ($map:ident) => {
        $map.next_value()?
    };
    ($map:ident $seed:expr) => {
        $map.next_value_seed($seed)?
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
                                        $field = Some(next!(map $($seed)?));
                                        seen.field(At::$field as u8);
                                    } )*
                                    _ => seen.extra(key, map.next_value()?),
                                }
                            }
                            Ok($name { $( $field: taken!($presence $field $key), )* shelf: seen.finish() })
                        }
                    }
                    deserializer.deserialize_map(Fields)
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use $crate::model::record::{Writer, entry, present};
                    let map = serializer.serialize_map(None)?;
                    Writer::new(map, &self.shelf).write(At::End as u8, |map, position| {
                        $( if position == At::$field as u8 {
                            return entry(map, $key, present!($presence self.$field));
                        } )*
                        Ok(())
                    })
                }
            }
        };
    )*};
}

pub(super) use {next, present, records, slot, taken};
