//! What is alike in a pack stands in memory once: most cards of a kind hold the same JSON.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use ecow::EcoString;
use flowc_value::{Keys, Object, Text, Value};
use rustc_hash::{FxHashMap, FxHasher};

thread_local! {
    /// Visitors have no place to carry what was met before.
    static MET: RefCell<Option<Met>> = const { RefCell::new(None) };
}

/// Key tables and objects that were met.
#[derive(Default)]
struct Met {
    tables: FxHashMap<Vec<EcoString>, Arc<Keys>>,
    objects: FxHashMap<u64, Vec<Object>>,
}

/// Reads something whose alike objects share their memory.
pub(crate) fn sharing<T>(read: impl FnOnce() -> T) -> T {
    MET.set(Some(Met::default()));
    let read = read();
    MET.set(None);
    read
}

/// The object of these fields.
pub(super) fn object(keys: Vec<EcoString>, values: Vec<Value>) -> Object {
    MET.with_borrow_mut(|met| match met {
        Some(met) => met.object(keys, values),
        None => plain(keys, values),
    })
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
        let met = self.objects.entry(hasher.finish()).or_default();
        let is_it = |met: &&Object| {
            Arc::ptr_eq(met.key_table(), &keys)
                && met.values().zip(&values).all(|(one, other)| are_identical(one, other))
        };
        if let Some(met) = met.iter().find(is_it) {
            return met.clone();
        }
        values.shrink_to_fit();
        let object = Object::from_parts(keys, values);
        if met.len() < MAX_LIKE {
            met.push(object.clone());
        }
        object
    }
}

/// Levels of a value that take part in its hash.
const LEVELS: usize = 2;

/// Objects of one hash that are remembered: hostile text costs no more than its own size.
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
        (Value::List(one), Value::List(other)) => {
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
