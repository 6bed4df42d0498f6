//! What Clear Empty and Filter leave of an object.

use flowc_value::{Object, Text, Value};

/// Without the keys whose value is null, empty text or an empty object; lists stay (rule
/// `clear-empty-lists`).
pub(super) fn without_empty(mut object: Object) -> Object {
    object.retain(|_, value| !is_empty(value));
    object
}

/// The same on every level of objects. An object that becomes empty stays.
pub(super) fn cleared(object: Object) -> Object {
    let mut open = vec![Open { key: Text::EMPTY, rest: fields(object), done: Object::new() }];
    let mut closed = Object::new();
    while let Some(mut level) = open.pop() {
        match level.rest.next() {
            Some((key, Value::Object(inner))) => {
                open.push(level);
                open.push(Open { key, rest: fields(inner), done: Object::new() });
            }
            Some((key, value)) => {
                level.done.insert(key, value);
                open.push(level);
            }
            None => match open.last_mut() {
                Some(outer) => drop(outer.done.insert(level.key, level.done)),
                None => closed = level.done,
            },
        }
    }
    closed
}

/// An object that is being cleared: its key in the one around it, what is left to do, what is done.
struct Open {
    key: Text,
    rest: std::vec::IntoIter<(Text, Value)>,
    done: Object,
}

fn fields(object: Object) -> std::vec::IntoIter<(Text, Value)> {
    object.into_iter().filter(|(_, value)| !is_empty(value)).collect::<Vec<_>>().into_iter()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}
