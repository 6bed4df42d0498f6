//! What happens when a value meets a place that needs another kind: the platform's conversions.
//!
//! [`row`] and [`verdict`] say which conversions exist, by which rule, and whether they can fail; the checker
//! asks them. The functions here carry the conversions out; a test holds both together. [`wire()`] applies the
//! converters of wires, [`link`] says which one a wire has.

mod table;
mod wire;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

pub use table::{Row, Verdict, row, verdict};
pub use wire::{Converter, Link, Transform, link, wire};

use crate::{Date, FileRef, FlowRef, Kind, List, Object, Text, Value, json, number};

/// A value that cannot become what is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertError {
    /// What the value is.
    pub from: Kind,
    /// What is needed.
    pub to: Kind,
    /// The value itself, shortened, for the message.
    pub shown: String,
    /// What is wrong with a text that should be JSON.
    pub reason: Option<String>,
}

impl ConvertError {
    /// The platform's own words.
    pub const MESSAGE: &'static str = "Invalid type conversion";

    #[cold]
    fn new(value: &Value, to: Kind) -> Self {
        Self { from: value.kind(), to, shown: show(value), reason: None }
    }
}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, shown, reason } = self;
        write!(f, "{}: {} is needed here, not ", Self::MESSAGE, to.word())?;
        match from {
            Kind::Null => f.write_str("null")?,
            _ => write!(f, "the {} {shown}", from.word())?,
        }
        reason.as_ref().map_or(Ok(()), |reason| write!(f, " ({reason})"))
    }
}

impl std::error::Error for ConvertError {}

/// Characters of a value in a message.
const SHOWN: usize = 40;

fn show(value: &Value) -> String {
    let whole = match value {
        Value::Text(_) | Value::List(_) | Value::Object(_) => json::to_text(value),
        scalar => to_text(scalar),
    };
    match whole.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", whole.get(..end).unwrap_or_default()),
        None => whole.as_str().to_owned(),
    }
}

/// As text; every value has one (null is empty, lists and objects are JSON, dates ISO 8601).
pub fn to_text(value: &Value) -> Text {
    match value {
        Value::Null => Text::EMPTY,
        Value::Bool(true) => Text::new("true"),
        Value::Bool(false) => Text::new("false"),
        Value::Number(number) => number::print(*number),
        Value::Text(text) => text.clone(),
        Value::Date(date) => Text::new(&date.to_iso()),
        Value::List(_) | Value::Object(_) => json::to_text(value),
        Value::File(file) => file.id.clone(),
        Value::Flow(flow) => flow.id.clone(),
    }
}

/// Appends what [`to_text`] gives.
pub fn append_text(value: &Value, out: &mut String) {
    match value {
        Value::Text(text) => out.push_str(text),
        other => out.push_str(&to_text(other)),
    }
}

/// As number.
///
/// # Errors
/// Text that is no number; lists, objects, files, flows.
pub fn to_number(value: &Value) -> Result<f64, ConvertError> {
    number_of(value).ok_or_else(|| ConvertError::new(value, Kind::Number))
}

pub(crate) fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(0.0),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Number(number) => Some(*number),
        Value::Text(text) => number::read(text),
        Value::Date(date) => Some(date.as_number()),
        Value::List(_) | Value::Object(_) | Value::File(_) | Value::Flow(_) => None,
    }
}

/// As true or false.
///
/// # Errors
/// Dates, lists, objects, files, flows.
pub fn to_boolean(value: &Value) -> Result<bool, ConvertError> {
    boolean_of(value).ok_or_else(|| ConvertError::new(value, Kind::Boolean))
}

fn boolean_of(value: &Value) -> Option<bool> {
    match value {
        Value::Null => Some(false),
        Value::Bool(value) => Some(*value),
        Value::Number(number) => Some(*number != 0.0 && !number.is_nan()),
        Value::Text(text) => Some(!text.is_empty() && !text.as_bytes().eq_ignore_ascii_case(b"false")),
        _ => None,
    }
}

/// As date.
///
/// # Errors
/// Null, text that is no date, numbers outside the range of dates, everything else that is no date.
pub fn to_date(value: &Value) -> Result<Date, ConvertError> {
    date_of(value).ok_or_else(|| ConvertError::new(value, Kind::Date))
}

pub(crate) fn date_of(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Text(text) => Date::parse(text),
        Value::Number(number) => Date::from_number(*number),
        _ => None,
    }
}

/// As list: one value that is no text counts as a list of one, text is read as JSON.
///
/// # Errors
/// Text that is no JSON.
pub fn to_list(value: &Value) -> Result<List, ConvertError> {
    match value {
        Value::Null => Ok(List::new()),
        Value::List(list) => Ok(list.clone()),
        Value::Text(_) => match parsed(value, Kind::List)? {
            Value::Null => Ok(List::new()),
            Value::List(list) => Ok(list),
            single => Ok(vec![single].into()),
        },
        single => Ok(vec![single.clone()].into()),
    }
}

/// As object; text is read as JSON.
///
/// # Errors
/// Text that is no JSON of an object, and every other value that is neither object nor null.
pub fn to_object(value: &Value) -> Result<Object, ConvertError> {
    match value {
        Value::Null => Ok(Object::new()),
        Value::Object(object) => Ok(object.clone()),
        Value::Text(_) => match parsed(value, Kind::Object)? {
            Value::Null => Ok(Object::new()),
            Value::Object(object) => Ok(object),
            _ => Err(ConvertError::new(value, Kind::Object)),
        },
        other => Err(ConvertError::new(other, Kind::Object)),
    }
}

/// A text read as JSON; empty text is null (rule `json-empty`).
fn parsed(value: &Value, to: Kind) -> Result<Value, ConvertError> {
    match value {
        Value::Text(text) if crate::text::trim(text).is_empty() => Ok(Value::Null),
        Value::Text(text) => json::parse(text).map_err(|error| ConvertError {
            reason: Some(error.to_string()),
            ..ConvertError::new(value, to)
        }),
        other => Ok(other.clone()),
    }
}

/// As file.
///
/// # Errors
/// Everything that is no file.
pub fn to_file(value: &Value) -> Result<Arc<FileRef>, ConvertError> {
    match value {
        Value::File(file) => Ok(file.clone()),
        other => Err(ConvertError::new(other, Kind::File)),
    }
}

/// As reference to a flow; text is its id.
///
/// # Errors
/// Everything else.
pub fn to_flow(value: &Value) -> Result<Arc<FlowRef>, ConvertError> {
    match value {
        Value::Flow(flow) => Ok(flow.clone()),
        Value::Text(id) => Ok(Arc::new(FlowRef { id: id.clone(), name: Text::EMPTY })),
        other => Err(ConvertError::new(other, Kind::Flow)),
    }
}

/// As a declared kind; [`Kind::Any`] leaves it as it is.
///
/// # Errors
/// As the function of the kind; [`Kind::Null`] takes nothing but null.
pub fn convert(value: &Value, to: Kind) -> Result<Cow<'_, Value>, ConvertError> {
    if to == Kind::Any || value.kind() == to {
        return Ok(Cow::Borrowed(value));
    }
    let converted = match to {
        Kind::Text => Value::Text(to_text(value)),
        Kind::Number => Value::Number(to_number(value)?),
        Kind::Boolean => Value::Bool(to_boolean(value)?),
        Kind::Date => Value::Date(to_date(value)?),
        Kind::List => Value::List(to_list(value)?),
        Kind::Object => Value::Object(to_object(value)?),
        Kind::File => Value::File(to_file(value)?),
        Kind::Flow => Value::Flow(to_flow(value)?),
        Kind::Null | Kind::Any => return Err(ConvertError::new(value, to)),
    };
    Ok(Cow::Owned(converted))
}

#[cfg(test)]
mod tests;
