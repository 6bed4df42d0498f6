//! Types of fields as declaration files write them.

use std::fmt;
use std::sync::Arc;

use ecow::EcoString;
use flowc_stdlib::Typing;
use flowc_types::{Field, Kind, Record, Shape};
use indexmap::IndexMap;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::is_false;

/// `"text"`, `{"list": "text"}`, `{"fields": {"id": {"type": "text"}}}`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Type {
    Word(EcoString),
    List {
        list: Box<Type>,
    },
    Record {
        fields: IndexMap<EcoString, FieldEntry>,
        #[serde(default, skip_serializing_if = "is_false")]
        open: bool,
    },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldEntry {
    #[serde(rename = "type")]
    shape: Type,
    #[serde(default, skip_serializing_if = "is_false")]
    optional: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<EcoString>,
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

/// The forms that a type has.
struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = Type;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a type: \"text\", {\"list\": …} or {\"fields\": {…}}")
    }

    fn visit_str<E>(self, word: &str) -> Result<Type, E> {
        Ok(Type::Word(word.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Type, A::Error> {
        let (mut list, mut fields, mut open) = (None, None, false);
        while let Some(key) = members.next_key::<EcoString>()? {
            match key.as_str() {
                "list" => list = Some(members.next_value()?),
                "fields" => fields = Some(members.next_value()?),
                "open" => open = members.next_value()?,
                other => return Err(A::Error::unknown_field(other, &["list", "fields", "open"])),
            }
        }
        match (list, fields) {
            (Some(list), None) => Ok(Type::List { list }),
            (None, Some(fields)) => Ok(Type::Record { fields, open }),
            _ => Err(A::Error::custom("a type has one of `list` and `fields`")),
        }
    }
}

/// How a slot's type is decided. Lists of admitted kinds belong to system cards alone.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Follows {
    #[default]
    Fixed,
    Adopts,
    AdoptsAll,
    Like(u8),
    ItemOf(u8),
    ListOf(u8),
}

impl Type {
    pub fn of(shape: &Shape) -> Type {
        match shape {
            Shape::One(kind) => Type::Word(kind.word().into()),
            Shape::Error => Type::Word(Kind::Any.word().into()),
            Shape::List(item) => Type::List { list: Box::new(Type::of(item)) },
            Shape::Record(record) => {
                let entry = |field: &Field| FieldEntry {
                    shape: Type::of(&field.shape),
                    optional: field.optional,
                    label: field.label.clone(),
                };
                let fields = record.fields.iter().map(|(key, field)| (key.clone(), entry(field))).collect();
                Type::Record { fields, open: record.open }
            }
        }
    }

    /// The depth is bounded by that of the JSON it was read from.
    pub fn shape(self) -> Result<Shape, String> {
        match self {
            Type::Word(word) => Kind::from_word(&word).map(Shape::One).ok_or_else(|| {
                let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
                format!("`{word}` is no type; there are {}", known.join(", "))
            }),
            Type::List { list } => Ok(list.shape()?.list()),
            Type::Record { fields, open } => {
                let field = |(key, entry): (EcoString, FieldEntry)| {
                    let FieldEntry { shape, optional, label } = entry;
                    Ok((key, Field { shape: shape.shape()?, optional, label }))
                };
                let fields = fields.into_iter().map(field).collect::<Result<_, String>>()?;
                Ok(Shape::Record(Arc::new(Record { fields, open })))
            }
        }
    }
}

impl Follows {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
    pub const fn is_fixed(&self) -> bool {
        matches!(self, Follows::Fixed)
    }

    pub const fn of(typing: Typing) -> Follows {
        match typing {
            Typing::Fixed => Follows::Fixed,
            Typing::Adopts(_) => Follows::Adopts,
            Typing::AdoptsAll(_) => Follows::AdoptsAll,
            Typing::Like(index) => Follows::Like(index),
            Typing::ItemOf(index) => Follows::ItemOf(index),
            Typing::ListOf(index) => Follows::ListOf(index),
        }
    }

    pub const fn typing(self) -> Typing {
        match self {
            Follows::Fixed => Typing::Fixed,
            Follows::Adopts => Typing::Adopts(&[]),
            Follows::AdoptsAll => Typing::AdoptsAll(&[]),
            Follows::Like(index) => Typing::Like(index),
            Follows::ItemOf(index) => Typing::ItemOf(index),
            Follows::ListOf(index) => Typing::ListOf(index),
        }
    }
}
