//! Values in plans, locks and mocks: JSON with a tag where JSON has no such kind.
//!
//! A date is `{"$date": "2016-…Z"}`, a file `{"$file": {…}}`, a flow `{"$flow": {…}}`, a number that JSON lacks
//! `{"$number": "NaN"}`. An object whose only key is one of these tags, or whose first key is `$object`, is
//! written `{"$object": {…}}`, so every value reads back as it was. (What flows see as JSON is [`crate::json`].)

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::{Date, FileRef, FlowRef, Object, Text, Value, json, number};

const TAGS: [&str; 5] = ["$date", "$file", "$flow", "$number", "$object"];

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested { value: self, depth: json::MAX_DEPTH }.serialize(serializer)
    }
}

/// A value with the levels that may still follow.
struct Nested<'v> {
    value: &'v Value,
    depth: usize,
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => serialize_number(*number, serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Date(date) => tagged(serializer, "$date", &date.to_iso()),
            Value::File(file) => tagged(serializer, "$file", &**file),
            Value::Flow(flow) => tagged(serializer, "$flow", &**flow),
            Value::List(list) => {
                let depth = self.deeper()?;
                let mut items = serializer.serialize_seq(Some(list.len()))?;
                for value in list {
                    items.serialize_element(&Nested { value, depth })?;
                }
                items.end()
            }
            Value::Object(object) => {
                let fields = Fields { object, depth: self.deeper()? };
                let first = object.keys().next().map(Text::as_str);
                let ambiguous = first == Some("$object")
                    || object.len() == 1 && first.is_some_and(|key| TAGS.contains(&key));
                if ambiguous { tagged(serializer, "$object", &fields) } else { fields.serialize(serializer) }
            }
        }
    }
}

impl Nested<'_> {
    fn deeper<E: serde::ser::Error>(&self) -> Result<usize, E> {
        self.depth.checked_sub(1).ok_or_else(|| E::custom("lists and objects nest too deep to be stored"))
    }
}

/// The fields of an object as they are.
struct Fields<'v> {
    object: &'v Object,
    depth: usize,
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(Some(self.object.len()))?;
        for (key, value) in self.object {
            fields.serialize_entry(key.as_str(), &Nested { value, depth: self.depth })?;
        }
        fields.end()
    }
}

fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    tag: &str,
    content: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(tag, content)?;
    map.end()
}

#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn serialize_number<S: Serializer>(number: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if !number.is_finite() {
        return tagged(serializer, "$number", number::print(number).as_str());
    }
    let negative_zero = number == 0.0 && number.is_sign_negative();
    if number.trunc() == number && number.abs() < 9e15 && !negative_zero {
        serializer.serialize_i64(number as i64)
    } else {
        serializer.serialize_f64(number)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values { outermost_is_tagged: true })
    }
}

/// What stands behind `$object`: a value whose own tag, if it seems to have one, is a key.
struct Untagged(Value);

impl<'de> Deserialize<'de> for Untagged {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values { outermost_is_tagged: false }).map(Untagged)
    }
}

struct Values {
    outermost_is_tagged: bool,
}

impl<'de> Visitor<'de> for Values {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of the platform are doubles")]
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of the platform are doubles")]
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Value>()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Object::new();
        while let Some(key) = fields.next_key::<Text>()? {
            if key == "$object" && object.is_empty() && self.outermost_is_tagged {
                let Untagged(inner) = fields.next_value()?;
                let Some(next) = fields.next_key::<Text>()? else {
                    return Ok(if inner.as_object().is_some() {
                        inner
                    } else {
                        Value::object([(key, inner)])
                    });
                };
                object.insert(key, untag(inner));
                object.insert(next, fields.next_value::<Value>()?);
            } else {
                object.insert(key, fields.next_value::<Value>()?);
            }
        }
        let object = Value::Object(object);
        Ok(if self.outermost_is_tagged { untag(object) } else { object })
    }
}

/// The value that a tagged object stands for; every other value, and a tag with senseless content, is itself.
fn untag(value: Value) -> Value {
    let tagged = value.as_object().filter(|object| object.len() == 1).and_then(|object| object.iter().next());
    let read = tagged.and_then(|(tag, content)| match tag.as_str() {
        "$date" => content.as_str().and_then(Date::parse).map(Value::Date),
        "$number" => content.as_str().and_then(special_number).map(Value::Number),
        "$file" => content.as_object().map(|file| {
            let text = |key| file.get(key).and_then(Value::as_text).cloned().unwrap_or_default();
            let size = file.get("size").and_then(Value::as_number).and_then(whole);
            Value::from(FileRef { id: text("id"), name: text("name"), media_type: text("media_type"), size })
        }),
        "$flow" => content.as_object().map(|flow| {
            let text = |key| flow.get(key).and_then(Value::as_text).cloned().unwrap_or_default();
            Value::from(FlowRef { id: text("id"), name: text("name") })
        }),
        _ => None,
    });
    read.unwrap_or(value)
}

fn special_number(word: &str) -> Option<f64> {
    match word {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and in range"
)]
fn whole(number: f64) -> Option<u64> {
    (number.trunc() == number && (0.0..9e15).contains(&number)).then_some(number as u64)
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl Visitor<'_> for Texts {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Text, E> {
                Ok(Text::new(text))
            }
        }
        deserializer.deserialize_str(Texts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round_trip(value: &Value) -> Value {
        serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
    }

    #[test]
    fn kinds_that_json_lacks_are_tagged() {
        let file =
            FileRef { id: "f".into(), name: "a.csv".into(), media_type: "text/csv".into(), size: Some(3) };
        let rows: [(Value, &str); 8] = [
            (1.into(), "1"),
            (Date::EPOCH.into(), r#"{"$date":"1970-01-01T00:00:00.000Z"}"#),
            (f64::NEG_INFINITY.into(), r#"{"$number":"-Infinity"}"#),
            (FlowRef { id: "w".into(), name: "".into() }.into(), r#"{"$flow":{"id":"w","name":""}}"#),
            (file.into(), r#"{"$file":{"id":"f","name":"a.csv","media_type":"text/csv","size":3}}"#),
            (Value::object([("$date", 1)]), r#"{"$object":{"$date":1}}"#),
            (
                Value::object([("$object", Value::object([("$date", "x")]))]),
                r#"{"$object":{"$object":{"$object":{"$date":"x"}}}}"#,
            ),
            (Value::object([("$object", 1), ("b", 2)]), r#"{"$object":{"$object":1,"b":2}}"#),
        ];
        for (value, text) in rows {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(round_trip(&value), value);
        }
    }

    #[test]
    fn too_deep_is_an_error() {
        let deep = (0..100_000).fold(Value::Null, |inner, _| Value::list([inner]));
        assert!(serde_json::to_string(&deep).is_err());
    }

    proptest! {
        #[test]
        fn every_value_reads_back(value in tricky()) {
            prop_assert_eq!(round_trip(&value), value);
        }
    }

    fn tricky() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<f64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            "[a-z$]{0,3}".prop_map(Value::from),
            (-8_640_000_000_000_000_i64..=8_640_000_000_000_000)
                .prop_map(|millis| Date::from_millis(millis).unwrap().into()),
        ];
        let key = prop_oneof![prop::sample::select(TAGS.to_vec()), Just("a"), Just("")];
        leaf.prop_recursive(4, 30, 3, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..3).prop_map(Value::object),
            ]
        })
    }
}
