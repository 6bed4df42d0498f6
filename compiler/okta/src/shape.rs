//! Types of slots: shapes from what packs store, and back.

use std::sync::Arc;

use ecow::EcoString;
use flowc_types::{Field, Fields, Kind, Record, Shape};
use flowc_value::Value;

use crate::model::{Members, alike};

/// Records nest no deeper than this.
const MAX_DEPTH: usize = 64;

/// The shape behind `value.type` and `value.collection`.
pub fn read_shape(kind: &Value, list: bool) -> Shape {
    read(kind, list, 0)
}

fn read(kind: &Value, list: bool, depth: usize) -> Shape {
    let item = match kind {
        Value::Text(word) => Shape::One(Kind::from_platform(word).unwrap_or(Kind::Any)),
        Value::Object(fields) if depth < MAX_DEPTH => alike::shape(fields, || {
            let fields: Fields = fields
                .iter()
                .map(|(key, field)| {
                    let list = field.get("collection").and_then(Value::as_bool).unwrap_or_default();
                    let shape = read(field.get("type").unwrap_or(&Value::Null), list, depth + 1);
                    let label = field
                        .get("displayname")
                        .and_then(Value::as_str)
                        .filter(|label| *label != key.as_str());
                    (key.as_str().into(), Field { label: label.map(Into::into), ..Field::new(shape) })
                })
                .collect();
            Shape::Record(Arc::new(Record { fields, open: false }))
        }),
        Value::Object(_) => Shape::OBJECT,
        _ => Shape::ANY,
    };
    if list { item.list() } else { item }
}

/// What packs store as `value.type`, with the list flag beside it.
pub fn write_shape(shape: &Shape) -> (Value, bool) {
    match shape {
        Shape::List(item) => (write_item(item), true),
        other => (write_item(other), false),
    }
}

fn write_item(shape: &Shape) -> Value {
    match shape {
        Shape::Record(record) if !record.open => alike::kind(record, || {
            let field = |(key, field): (&EcoString, &Field)| {
                let (kind, list) = write_shape(&field.shape);
                let mut stored = Members::from_iter([("type", kind), ("collection", list.into())]);
                if let Some(label) = &field.label {
                    stored.insert("displayname", label.as_str());
                }
                (key.clone(), stored.value())
            };
            let (keys, values) = record.fields.iter().map(field).unzip();
            alike::object(keys, values).into()
        }),
        // Lists of lists do not exist on slots, nor does a type for anything.
        other => Value::text(stored_kind(other).platform()),
    }
}

/// The kind that a slot of this type stores: one that may hold anything is an object's, as the designer makes it.
pub fn stored_kind(shape: &Shape) -> Kind {
    match shape.kind() {
        Kind::Any => Kind::Object,
        kind => kind,
    }
}

/// The type of an input with a wire from a slot of this type: one that takes anything takes on what it gets.
pub fn taken_on(input: &Shape, source: &Shape) -> Shape {
    match (input.kind(), input.is_list(), source.is_list()) {
        (Kind::Any, true, false) => source.clone().list(),
        (Kind::Any, ..) => source.clone(),
        _ => input.clone(),
    }
}

/// What a slot of this type stores while nothing fills it.
pub fn empty_datum(shape: &Shape) -> Value {
    if shape.is_list() {
        return Value::list(Vec::<Value>::new());
    }
    match shape.kind() {
        Kind::Text | Kind::Date => Value::text(""),
        Kind::Number => Value::Number(0.0),
        Kind::Boolean => Value::Bool(false),
        Kind::Object => Value::Object(flowc_value::Object::new()),
        Kind::File | Kind::Flow | Kind::Any => Value::Null,
    }
}
