//! What a field holds: a literal, or a body inlined into its card.

use std::fmt;

use flowc_value::Value;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Body, Json, json};

/// What a field holds: a literal, or the body of a card inlined into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// JSON as it stands.
    Literal(Json),
    /// A body.
    Body(Box<Body>),
}

impl Default for Datum {
    fn default() -> Self {
        Datum::Literal(Json::default())
    }
}

impl Datum {
    /// The literal, if it is one.
    pub fn literal(&self) -> Option<&Value> {
        match self {
            Datum::Literal(Json(value)) => Some(value),
            Datum::Body(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.literal().and_then(Value::as_str)
    }

    /// The body, if it is one.
    pub fn body(&self) -> Option<&Body> {
        match self {
            Datum::Literal(_) => None,
            Datum::Body(body) => Some(body),
        }
    }
}

impl<V: Into<Value>> From<V> for Datum {
    fn from(value: V) -> Self {
        Datum::Literal(Json(value.into()))
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Literal(json) => json.serialize(serializer),
            Datum::Body(body) => body.serialize(serializer),
        }
    }
}

/// Whether a value has what bodies have.
pub(super) fn has_cards(value: &Value) -> bool {
    value.get("methods").and_then(Value::as_list).is_some() && value.get("orderings").is_some()
}

/// Reads a datum; an object is a body where the field's type says so. While the type is not read yet, its cards do.
pub(super) struct DatumSeed {
    pub body: Option<bool>,
}

impl<'de> DeserializeSeed<'de> for DatumSeed {
    type Value = Datum;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Datum, D::Error> {
        if self.body == Some(true) {
            return deserializer.deserialize_any(self);
        }
        let json = Json::deserialize(deserializer)?;
        if self.body.is_none() && has_cards(&json.0) {
            let text = serde_json::to_string(&json).map_err(D::Error::custom)?;
            return serde_json::from_str(&text).map(Datum::Body).map_err(D::Error::custom);
        }
        Ok(Datum::Literal(json))
    }
}

impl<'de> Visitor<'de> for DatumSeed {
    type Value = Datum;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or a body")
    }

    fn visit_unit<E>(self) -> Result<Datum, E> {
        Ok(Datum::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Datum, E> {
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Datum, E> {
        json::Pieces.visit_u64(number).map(Datum::from)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Datum, E> {
        json::Pieces.visit_i64(number).map(Datum::from)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Datum, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Datum, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Datum, A::Error> {
        json::Pieces.visit_seq(items).map(Datum::from)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Datum, A::Error> {
        Body::deserialize(MapAccessDeserializer::new(fields)).map(|body| Datum::Body(Box::new(body)))
    }
}
