//! The value itself: 16 bytes, cheap to clone, compared in depth.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::{Date, FileRef, FlowRef, Kind, List, Object, Text};

/// What flows between cards.
#[derive(Clone, Default)]
pub enum Value {
    /// Nothing: an unset field, JSON `null`, a path that leads nowhere.
    #[default]
    Null,
    /// True/False.
    Bool(bool),
    /// Number, a JavaScript double.
    Number(f64),
    /// Text.
    Text(Text),
    /// List.
    List(List),
    /// Object.
    Object(Object),
    /// Date & Time: an instant in UTC.
    Date(Date),
    /// File.
    File(Arc<FileRef>),
    /// A reference to a flow.
    Flow(Arc<FlowRef>),
}

const _: () = assert!(size_of::<Value>() == 16);
const _: fn() = || {
    fn shared_between_threads<T: Send + Sync>() {}
    shared_between_threads::<Value>();
};

impl Value {
    /// A text.
    pub fn text(text: impl Into<Text>) -> Self {
        Value::Text(text.into())
    }

    /// A list of these items.
    pub fn list<V: Into<Value>>(items: impl IntoIterator<Item = V>) -> Self {
        Value::List(items.into_iter().collect())
    }

    /// An object of these fields; a repeated key keeps its first place and its last value.
    pub fn object<K: Into<Text>, V: Into<Value>>(fields: impl IntoIterator<Item = (K, V)>) -> Self {
        Value::Object(fields.into_iter().collect())
    }

    /// What it is at run time; never [`Kind::Any`].
    #[inline]
    pub fn kind(&self) -> Kind {
        match self {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
            Value::List(_) => Kind::List,
            Value::Object(_) => Kind::Object,
            Value::Date(_) => Kind::Date,
            Value::File(_) => Kind::File,
            Value::Flow(_) => Kind::Flow,
        }
    }

    /// It is null.
    #[inline]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// It is a list or an object.
    #[inline]
    pub fn is_container(&self) -> bool {
        matches!(self, Value::List(_) | Value::Object(_))
    }

    /// The text, if it is one (no conversion).
    pub fn as_text(&self) -> Option<&Text> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The characters of the text, if it is one (no conversion).
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(Text::as_str)
    }

    /// The number, if it is one (no conversion).
    pub fn as_number(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// The true or false, if it is one (no conversion).
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }

    /// The date, if it is one (no conversion).
    pub fn as_date(&self) -> Option<Date> {
        if let Value::Date(date) = self { Some(*date) } else { None }
    }

    /// The list, if it is one (no conversion).
    pub fn as_list(&self) -> Option<&List> {
        if let Value::List(list) = self { Some(list) } else { None }
    }

    /// The list for changing, if it is one.
    pub fn as_list_mut(&mut self) -> Option<&mut List> {
        if let Value::List(list) = self { Some(list) } else { None }
    }

    /// The object, if it is one (no conversion).
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }

    /// The object for changing, if it is one.
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }

    /// The field of an object under one literal key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The field of an object under one literal key, for changing; copies a shared object first.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.as_object_mut()?.get_mut(key)
    }

    /// The item of a list.
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.as_list()?.get(index)
    }
}

/// Containers nested deeper than this are compared and dropped with a work list instead of the stack.
const DIRECT_DEPTH: u32 = 64;

/// Equal values hash alike; deep down not everything is hashed.
impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash_at(self, HASH_DEPTH, state);
    }
}

/// Levels of lists and objects that take part in a hash.
const HASH_DEPTH: u32 = 8;

fn hash_at<H: Hasher>(value: &Value, depth: u32, state: &mut H) {
    value.kind().hash(state);
    match value {
        Value::Null => {}
        Value::Bool(value) => value.hash(state),
        Value::Number(number) if number.is_nan() => {}
        // 0 and -0 are equal.
        Value::Number(number) => (number + 0.0).to_bits().hash(state),
        Value::Text(text) => text.hash(state),
        Value::Date(date) => date.hash(state),
        Value::File(file) => file.id.hash(state),
        Value::Flow(flow) => flow.id.hash(state),
        Value::List(list) => {
            list.len().hash(state);
            if depth > 0 {
                list.iter().for_each(|item| hash_at(item, depth - 1, state));
            }
        }
        Value::Object(object) => {
            object.len().hash(state);
            if depth > 0 {
                // A sum, because the order of keys does not matter.
                let fields = object.iter().map(|(key, item)| {
                    let mut field = DefaultHasher::new();
                    key.hash(&mut field);
                    hash_at(item, depth - 1, &mut field);
                    field.finish()
                });
                fields.fold(0, u64::wrapping_add).hash(state);
            }
        }
    }
}

/// NaN equals itself here, so equality is reflexive.
impl Eq for Value {}

/// Equality in depth (rule `compare-structures`): same kinds, same content; the order of keys does not matter,
/// NaN equals NaN, and nothing is converted.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        deep_equal(self, other)
    }
}

pub(crate) fn deep_equal(left: &Value, right: &Value) -> bool {
    let mut pending = Vec::new();
    let mut pair = Some((left, right));
    while let Some((left, right)) = pair {
        if !equal_at(left, right, DIRECT_DEPTH, &mut pending) {
            return false;
        }
        pair = pending.pop();
    }
    true
}

fn equal_at<'a>(
    left: &'a Value,
    right: &'a Value,
    depth: u32,
    pending: &mut Vec<(&'a Value, &'a Value)>,
) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Number(left), Value::Number(right)) => left == right || (left.is_nan() && right.is_nan()),
        (Value::Text(left), Value::Text(right)) => left == right,
        (Value::Date(left), Value::Date(right)) => left == right,
        (Value::File(left), Value::File(right)) => left == right,
        (Value::Flow(left), Value::Flow(right)) => left.id == right.id,
        (Value::List(first), Value::List(second)) => {
            first.is_same(second)
                || first.len() == second.len()
                    && if depth == 0 {
                        pending.extend(first.iter().zip(second.iter()));
                        true
                    } else {
                        first.iter().zip(second.iter()).all(|(a, b)| equal_at(a, b, depth - 1, pending))
                    }
        }
        (Value::Object(first), Value::Object(second)) => {
            first.is_same(second)
                || first.len() == second.len()
                    && first.iter().enumerate().all(|(place, (key, a))| match second.get_near(place, key) {
                        None => false,
                        Some(b) if depth == 0 => {
                            pending.push((a, b));
                            true
                        }
                        Some(b) => equal_at(a, b, depth - 1, pending),
                    })
        }
        _ => false,
    }
}

/// Drops what values contain; what nests deeper than the stack should bear waits in a work list. Containers
/// that other values share only lose one owner.
pub(crate) fn dismantle(values: &mut [Value]) {
    let mut pending = Vec::new();
    dismantle_at(values, DIRECT_DEPTH, &mut pending);
    while let Some(mut values) = pending.pop() {
        dismantle_at(&mut values, DIRECT_DEPTH, &mut pending);
    }
}

fn dismantle_at(values: &mut [Value], depth: u32, pending: &mut Vec<Vec<Value>>) {
    for value in values {
        if !value.is_container() {
            continue;
        }
        let children = match std::mem::take(value) {
            Value::List(list) => list.into_unshared(),
            Value::Object(object) => object.into_unshared(),
            _ => None,
        };
        if let Some(mut children) = children {
            match depth.checked_sub(1) {
                Some(depth) => dismantle_at(&mut children, depth, pending),
                None => pending.push(children),
            }
        }
    }
}

/// Debug output stops at this depth.
const DEBUG_DEPTH: usize = 32;

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_debug(self, f, DEBUG_DEPTH)
    }
}

fn write_debug(value: &Value, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Number(number) => write!(f, "{number}"),
        Value::Text(text) => write!(f, "{text:?}"),
        Value::Date(date) => write!(f, "{date:?}"),
        Value::File(file) => write!(f, "file({:?})", file.name),
        Value::Flow(flow) => write!(f, "flow({:?})", flow.id),
        Value::List(_) | Value::Object(_) if depth == 0 => f.write_str("…"),
        Value::List(list) => {
            f.write_str("[")?;
            for (place, item) in list.iter().enumerate() {
                f.write_str(if place > 0 { ", " } else { "" })?;
                write_debug(item, f, depth - 1)?;
            }
            f.write_str("]")
        }
        Value::Object(object) => {
            f.write_str("{")?;
            for (place, (key, item)) in object.iter().enumerate() {
                write!(f, "{}{key:?}: ", if place > 0 { ", " } else { "" })?;
                write_debug(item, f, depth - 1)?;
            }
            f.write_str("}")
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(f64::from(number))
    }
}

/// Lengths and positions; exact below 2^53.
impl From<usize> for Value {
    #[expect(clippy::cast_precision_loss, reason = "lengths in memory are below 2^53")]
    fn from(number: usize) -> Self {
        Value::Number(number as f64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(Text::new(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text.into())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::Text(text)
    }
}

impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        Value::Text(text.clone())
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Value::Date(date)
    }
}

impl From<List> for Value {
    fn from(list: List) -> Self {
        Value::List(list)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::List(items.into())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object)
    }
}

impl From<FileRef> for Value {
    fn from(file: FileRef) -> Self {
        Value::File(Arc::new(file))
    }
}

impl From<FlowRef> for Value {
    fn from(flow: FlowRef) -> Self {
        Value::Flow(Arc::new(flow))
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize, inner: Value) -> Value {
        (0..depth).fold(inner, |inner, turn| {
            if turn % 2 == 0 { Value::list([inner]) } else { Value::object([("a", inner)]) }
        })
    }

    #[test]
    fn depth_does_not_overflow_the_stack() {
        let (left, right) = (nested(300_000, Value::from(1)), nested(300_000, Value::from(1)));
        assert_eq!(left, right);
        assert!(left != nested(300_000, Value::from(2)));
        assert!(format!("{left:?}").contains('…'));
    }

    #[test]
    fn equality_goes_by_content() {
        let left = Value::object([("a", Value::from(1)), ("b", Value::list(["x"]))]);
        let right = Value::object([("b", Value::list(["x"])), ("a", Value::from(1))]);
        assert_eq!(left, right);
        assert_ne!(left, Value::object([("a", 1)]));
        let hash = |value: &Value| {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(&left), hash(&right));
        assert_ne!(hash(&left), hash(&Value::object([("a", 1)])));
        assert_eq!(hash(&Value::from(0.0)), hash(&Value::from(-0.0)));
        hash(&nested(300_000, Value::Null));
        assert_eq!(Value::from(f64::NAN), Value::from(f64::NAN));
        assert_ne!(Value::from(1), Value::from("1"));
    }
}
