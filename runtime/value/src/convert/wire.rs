//! The converters that the designer puts on wires between slots of unlike types (flopack.md section 4).
//!
//! Which one a wire has follows from the declared types alone ([`link`]). At run time it meets the value, which
//! need not be of the declared type ([`wire`]): null passes (`null-kept`), text passes `stringify`
//! (`stringify-text`), lists pass `wrapArray` (`wrap-list`).

use serde::{Deserialize, Serialize};

use super::{ConvertError, date_of, number_of, parsed, to_text};
use crate::{Kind, Value, number};

/// A converter by its name in packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Converter {
    /// Object or list to text.
    Stringify,
    /// Text to object.
    Parse,
    /// Number to text.
    ToString,
    /// Text to number.
    ParseFloat,
    /// Text to date.
    DateTime,
    /// Date to text.
    IsoString,
    /// True/false to text.
    BooleanToString,
    /// One value to a list of it.
    WrapArray,
}

impl Converter {
    /// Every converter with its name in packs.
    pub const ALL: [(Converter, &'static str); 8] = [
        (Converter::Stringify, "stringify"),
        (Converter::Parse, "parse"),
        (Converter::ToString, "toString"),
        (Converter::ParseFloat, "parseFloat"),
        (Converter::DateTime, "dateTime"),
        (Converter::IsoString, "isoString"),
        (Converter::BooleanToString, "booleanToString"),
        (Converter::WrapArray, "wrapArray"),
    ];

    /// The converter of a name in packs.
    pub fn from_name(name: &str) -> Option<Converter> {
        Converter::ALL.into_iter().find(|(_, word)| *word == name).map(|(converter, _)| converter)
    }

    /// Its name in packs.
    pub const fn name(self) -> &'static str {
        match self {
            Converter::Stringify => "stringify",
            Converter::Parse => "parse",
            Converter::ToString => "toString",
            Converter::ParseFloat => "parseFloat",
            Converter::DateTime => "dateTime",
            Converter::IsoString => "isoString",
            Converter::BooleanToString => "booleanToString",
            Converter::WrapArray => "wrapArray",
        }
    }

    /// The converter between single values of unlike kinds.
    const fn between(from: Kind, to: Kind) -> Option<Converter> {
        Some(match (from, to) {
            (Kind::Object, Kind::Text) => Converter::Stringify,
            (Kind::Text, Kind::Object) => Converter::Parse,
            (Kind::Number, Kind::Text) => Converter::ToString,
            (Kind::Text, Kind::Number) => Converter::ParseFloat,
            (Kind::Text, Kind::Date) => Converter::DateTime,
            (Kind::Date, Kind::Text) => Converter::IsoString,
            (Kind::Boolean, Kind::Text) => Converter::BooleanToString,
            _ => return None,
        })
    }
}

/// What a wire does to its value: `transform` in packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Transform {
    /// `convert`; two old packs have none here.
    pub convert: Option<Converter>,
    /// `forceWrapArray`: what comes out is wrapped into a list.
    pub force_wrap_array: bool,
}

/// How two slots can be wired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// As they are.
    Direct,
    /// With a converter.
    Through(Transform),
    /// Not at all: the designer refuses it.
    Refused,
}

/// How a wire goes from a slot to another, by kind (of the items, for lists) and list flag; record types count
/// as [`Kind::Object`].
pub fn link(from: Kind, from_list: bool, to: Kind, to_list: bool) -> Link {
    let through =
        |convert, force_wrap_array| Link::Through(Transform { convert: Some(convert), force_wrap_array });
    match (from_list, to_list) {
        _ if from == Kind::Any || to == Kind::Any => Link::Direct,
        _ if from == to && from_list == to_list => Link::Direct,
        (false, true) if from == to => through(Converter::WrapArray, false),
        (false, _) => {
            Converter::between(from, to).map_or(Link::Refused, |converter| through(converter, to_list))
        }
        (true, false) if from == Kind::Text && to == Kind::Text => through(Converter::Stringify, false),
        (true, _) => Link::Refused,
    }
}

/// Carries a value through a wire.
///
/// # Errors
/// Where the converter cannot read the value.
pub fn wire(transform: Transform, value: &Value) -> Result<Value, ConvertError> {
    let convert = |value: &Value| match transform.convert {
        Some(converter) => apply(converter, value),
        None => Ok(value.clone()),
    };
    match value {
        Value::Null => Ok(Value::Null),
        Value::List(items) if transform.force_wrap_array => {
            items.iter().map(convert).collect::<Result<Vec<_>, _>>().map(Value::from)
        }
        single => {
            let converted = convert(single)?;
            let wrap = transform.force_wrap_array && !matches!(converted, Value::List(_));
            Ok(if wrap { Value::list([converted]) } else { converted })
        }
    }
}

fn apply(converter: Converter, value: &Value) -> Result<Value, ConvertError> {
    Ok(match (converter, value) {
        (_, Value::Null) => Value::Null,
        (Converter::WrapArray, Value::List(_)) => value.clone(),
        (Converter::WrapArray, single) => Value::list([single]),
        (
            Converter::Stringify | Converter::ToString | Converter::IsoString | Converter::BooleanToString,
            value,
        ) => Value::Text(to_text(value)),
        (Converter::Parse, value) => parsed(value, Kind::Object)?,
        (Converter::ParseFloat, value) => {
            Value::Number(float_of(value).ok_or_else(|| ConvertError::new(value, Kind::Number))?)
        }
        (Converter::DateTime, Value::Text(text)) if crate::text::trim(text).is_empty() => Value::Null,
        (Converter::DateTime, value) => {
            Value::Date(date_of(value).ok_or_else(|| ConvertError::new(value, Kind::Date))?)
        }
    })
}

/// `parseFloat` for text (empty text is 0, rule `null-number`), the usual conversion for the rest.
fn float_of(value: &Value) -> Option<f64> {
    match value {
        Value::Text(text) if crate::text::trim(text).is_empty() => Some(0.0),
        Value::Text(text) => number::read_prefix(text),
        other => number_of(other),
    }
}
