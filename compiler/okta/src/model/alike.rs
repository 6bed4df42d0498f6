//! What is alike stands in memory once: most cards of a kind hold the same JSON, letter for letter. What is made of a
//! pack meets what was read of it, so that it is known to be the same without a look inside.

use std::cell::RefCell;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use ecow::EcoString;
use flowc_types::{Record, Shape};
use flowc_value::{Keys, List, Object, Text, Value};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use super::json::Piece;

thread_local! {
    /// Visitors have no place to carry what was met before.
    static MET: RefCell<Option<Met>> = const { RefCell::new(None) };
}

/// What was met.
#[derive(Default)]
struct Met {
    /// Pieces of text with what they say, by their hash: another text of the same hash is not remembered.
    texts: FxHashMap<u64, (Box<str>, Value)>,
    /// Key tables of objects.
    tables: FxHashMap<Vec<EcoString>, Arc<Keys>>,
    /// Objects and lists by hash.
    values: FxHashMap<u64, Vec<Value>>,
    /// What stored types say, by place in memory.
    shapes: FxHashMap<usize, (Object, Shape)>,
    /// How records are stored, by place in memory.
    kinds: FxHashMap<usize, (Arc<Record>, Value)>,
}

/// Does something with packs; what is alike in all that is read and made meanwhile shares its memory. JSON is read from
/// texts alone.
pub fn sharing<T>(work: impl FnOnce() -> T) -> T {
    if is_sharing() {
        return work();
    }
    MET.set(Some(Met::default()));
    let _end = End;
    work()
}

/// Forgets what was met, also where the work does not come to its end.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        MET.set(None);
    }
}

/// Whether something is read that way.
pub(super) fn is_sharing() -> bool {
    MET.with_borrow(Option::is_some)
}

/// Longer texts hardly come twice.
const MAX_TEXT: usize = 1024;

/// What a text says that is one JSON value.
pub(super) fn value(text: &str) -> Result<Value, serde_json::Error> {
    let read = || serde_json::from_str(text).map(|Piece(value)| value);
    match text.as_bytes() {
        b"null" => return Ok(Value::Null),
        b"true" => return Ok(Value::Bool(true)),
        b"false" => return Ok(Value::Bool(false)),
        [b'"' | b'{' | b'[', ..] if text.len() <= MAX_TEXT => {}
        _ => return read(),
    }
    let hash = FxBuildHasher.hash_one(text);
    let known = MET.with_borrow(|met| {
        let (known, value) = met.as_ref()?.texts.get(&hash)?;
        (**known == *text).then(|| value.clone())
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let value = read()?;
    MET.with_borrow_mut(|met| {
        let texts = met.as_mut().map(|met| &mut met.texts);
        texts.map(|texts| texts.entry(hash).or_insert_with(|| (text.into(), value.clone())));
    });
    Ok(value)
}

/// The object of these fields.
pub(crate) fn object(keys: Vec<EcoString>, values: Vec<Value>) -> Object {
    MET.with_borrow_mut(|met| match met {
        Some(met) => met.object(keys, values),
        None => plain(keys, values),
    })
}

/// The list of these items.
pub(crate) fn list(items: Vec<Value>) -> List {
    MET.with_borrow_mut(|met| match met {
        Some(met) => met.list(items),
        None => items.into(),
    })
}

/// What a stored type says, which is read unless it was met.
pub(crate) fn shape(stored: &Object, read: impl FnOnce() -> Shape) -> Shape {
    let known = |met: &Met| met.shapes.get(&stored.place()).map(|(_, shape)| shape.clone());
    if let Some(known) = MET.with_borrow(|met| met.as_ref().and_then(known)) {
        return known;
    }
    let shape = read();
    MET.with_borrow_mut(|met| {
        let shapes = met.as_mut().map(|met| &mut met.shapes);
        shapes.map(|shapes| shapes.insert(stored.place(), (stored.clone(), shape.clone())));
    });
    shape
}

/// How a record is stored, which is made unless it was met.
pub(crate) fn kind(record: &Arc<Record>, make: impl FnOnce() -> Value) -> Value {
    let place = Arc::as_ptr(record).addr();
    let known = |met: &Met| met.kinds.get(&place).map(|(_, kind)| kind.clone());
    if let Some(known) = MET.with_borrow(|met| met.as_ref().and_then(known)) {
        return known;
    }
    let kind = make();
    MET.with_borrow_mut(|met| {
        let kinds = met.as_mut().map(|met| &mut met.kinds);
        kinds.map(|kinds| kinds.insert(place, (record.clone(), kind.clone())));
    });
    kind
}

fn plain(keys: Vec<EcoString>, values: Vec<Value>) -> Object {
    keys.into_iter().map(|key| Text::new(&key)).zip(values).collect()
}

impl Met {
    fn object(&mut self, names: Vec<EcoString>, mut values: Vec<Value>) -> Object {
        let keys = match self.tables.get(&names) {
            Some(keys) => keys.clone(),
            None => {
                let keys = Keys::new(names.iter().map(|name| Text::new(name)));
                if keys.len() != names.len() {
                    // A key came twice.
                    return plain(names, values);
                }
                self.tables.insert(names, keys.clone());
                keys
            }
        };
        let mut hasher = FxHasher::default();
        Arc::as_ptr(&keys).hash(&mut hasher);
        values.iter().for_each(|value| hash(value, LEVELS, &mut hasher));
        let met = self.values.entry(hasher.finish()).or_default();
        let mut objects = met.iter().filter_map(Value::as_object);
        let is_it = |met: &&Object| {
            Arc::ptr_eq(met.key_table(), &keys)
                && met.values().zip(&values).all(|(one, other)| are_identical(one, other))
        };
        if let Some(known) = objects.find(is_it) {
            return known.clone();
        }
        values.shrink_to_fit();
        let object = Object::from_parts(keys, values);
        remember(met, object.clone().into());
        object
    }

    fn list(&mut self, mut items: Vec<Value>) -> List {
        let mut hasher = FxHasher::default();
        items.iter().for_each(|item| hash(item, LEVELS, &mut hasher));
        let met = self.values.entry(hasher.finish()).or_default();
        let mut lists = met.iter().filter_map(Value::as_list);
        let is_it = |met: &&List| {
            met.len() == items.len() && met.iter().zip(&items).all(|(one, other)| are_identical(one, other))
        };
        if let Some(known) = lists.find(is_it) {
            return known.clone();
        }
        items.shrink_to_fit();
        let list = List::from(items);
        remember(met, list.clone().into());
        list
    }
}

fn remember(met: &mut Vec<Value>, value: Value) {
    if met.len() < MAX_LIKE {
        met.push(value);
    }
}

/// Levels of a value that take part in its hash.
const LEVELS: usize = 2;

/// Values of one hash that are remembered: hostile text costs no more than its own size.
const MAX_LIKE: usize = 16;

fn hash(value: &Value, levels: usize, hasher: &mut FxHasher) {
    match value {
        Value::Object(object) => {
            Arc::as_ptr(object.key_table()).hash(hasher);
            if levels > 0 {
                object.values().for_each(|value| hash(value, levels - 1, hasher));
            }
        }
        Value::List(list) => {
            list.len().hash(hasher);
            if levels > 0 {
                list.iter().for_each(|value| hash(value, levels - 1, hasher));
            }
        }
        scalar => scalar.hash(hasher),
    }
}

/// Whether two values are the same to the last key and in the same order. The depth is that of the text, as are the
/// tables: those of objects inside were met before.
fn are_identical(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => one.is_same(other),
        (Value::List(one), Value::List(other)) if !one.is_same(other) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| are_identical(one, other))
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Json;

    #[test]
    fn what_is_alike_stands_in_memory_once() {
        let text = r#"[{"a":{"b":1,"c":[]}},{"a":{"b":1,"c":[]}},{"a":{"c":[],"b":1}},{"b":1,"b":2}]"#;
        let json: Json = sharing(|| serde_json::from_str(text)).unwrap();
        let at = |place| json.0.at(place).and_then(Value::as_object).unwrap();
        assert!(at(0).is_same(at(1)));
        assert!(!at(0).is_same(at(2)));
        let plain: Json = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&json).unwrap(), serde_json::to_string(&plain).unwrap());
    }
}
