//! Free-form parts of a pack: JSON as it stands, without the tags that values carry in plans.

use std::fmt;

use flowc_value::{Object, Text, Value};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::alike;

/// A piece of JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Json(pub Value);

impl Json {
    /// The empty object.
    pub fn object() -> Self {
        Json(Value::Object(Object::new()))
    }

    /// It is `{}` or null.
    pub fn is_blank(&self) -> bool {
        match &self.0 {
            Value::Null => true,
            Value::Object(object) => object.is_empty(),
            _ => false,
        }
    }

    /// It is null, false or `{}`: what the platform writes where nothing is said.
    pub fn says_nothing(&self) -> bool {
        self.is_blank() || self.0 == Value::Bool(false)
    }

    /// The field of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_str()
    }
}

impl<V: Into<Value>> From<V> for Json {
    fn from(value: V) -> Self {
        Json(value.into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Plain(&self.0).serialize(serializer)
    }
}

/// A value written as JSON; depth is bounded by what was read.
struct Plain<'v>(&'v Value);

impl Serialize for Plain<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null | Value::File(_) | Value::Flow(_) => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) if !number.is_finite() => serializer.serialize_unit(),
            Value::Number(number) if number.trunc() == *number && number.abs() < 9e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Date(date) => serializer.serialize_str(&date.to_iso()),
            Value::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.len()))?;
                for item in list {
                    items.serialize_element(&Plain(item))?;
                }
                items.end()
            }
            Value::Object(object) => {
                let mut fields = serializer.serialize_map(Some(object.len()))?;
                for (key, value) in object {
                    fields.serialize_entry(key.as_str(), &Plain(value))?;
                }
                fields.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !alike::is_sharing() {
            return deserializer.deserialize_any(Pieces).map(Json);
        }
        let raw = <&RawValue>::deserialize(deserializer)?;
        // The place in the piece says nothing; that of the piece is added on the way out.
        let reason = |error: serde_json::Error| {
            let text = error.to_string();
            D::Error::custom(text.split(" at line ").next().unwrap_or_default())
        };
        alike::value(raw.get()).map(Json).map_err(reason)
    }
}

/// A value whose pieces are read one by one.
pub(super) struct Piece(pub Value);

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Pieces).map(Piece)
    }
}

pub(super) struct Pieces;

impl<'de> Visitor<'de> for Pieces {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of the platform are doubles")]
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of the platform are doubles")]
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(Text::new(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Piece(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(alike::list(list).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        while let Some((key, Piece(value))) = fields.next_entry()? {
            keys.push(key);
            values.push(value);
        }
        Ok(alike::object(keys, values).into())
    }
}
