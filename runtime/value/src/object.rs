//! Objects: insertion-ordered fields over a shared table of keys.
//!
//! Objects of one shape point to one [`Keys`]; an object that gains or loses a key gets a table of its own.
//! Small tables are searched one by one, larger ones through an index that is built when first needed and is
//! never iterated.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::value::dismantle;
use crate::{Text, Value};

/// Tables up to this size are searched one by one.
const LINEAR: usize = 16;

static NO_FIELDS: LazyLock<Arc<Fields>> = LazyLock::new(Arc::default);

/// The keys of objects of one shape, in order, without repetition.
#[derive(Clone, Default)]
pub struct Keys {
    names: Vec<Text>,
    index: OnceLock<HashMap<Text, usize>>,
}

impl Keys {
    /// A table of these keys; a repeated key keeps its first place.
    pub fn new<K: Into<Text>>(names: impl IntoIterator<Item = K>) -> Arc<Keys> {
        let mut keys = Keys::default();
        for name in names {
            let name = name.into();
            if keys.position(&name).is_none() {
                keys.push(name);
            }
        }
        Arc::new(keys)
    }

    /// A table of keys that are known to differ.
    pub(crate) fn from_distinct(names: Vec<Text>) -> Keys {
        Keys { names, index: OnceLock::new() }
    }

    /// The keys in order.
    pub fn names(&self) -> &[Text] {
        &self.names
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// No keys at all.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The place of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        if self.names.len() <= LINEAR {
            return self.names.iter().position(|name| name == key);
        }
        self.index().get(key.as_bytes()).copied()
    }

    fn index(&self) -> &HashMap<Text, usize> {
        self.index.get_or_init(|| {
            self.names.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect()
        })
    }

    /// Adds a key that is not there yet.
    pub(crate) fn push(&mut self, name: Text) {
        if let Some(index) = self.index.get_mut() {
            index.insert(name.clone(), self.names.len());
        }
        self.names.push(name);
    }

    /// Adds a key unless it is there; then its place is given.
    pub(crate) fn add(&mut self, key: &str) -> Option<usize> {
        let place = self.position(key);
        if place.is_none() {
            self.push(Text::new(key));
        }
        place
    }

    fn remove(&mut self, place: usize) {
        self.names.remove(place);
        self.index = OnceLock::new();
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.names, f)
    }
}

/// Named values in insertion order; cheap to clone, copied only when a shared one is changed.
#[derive(Clone)]
pub struct Object(Arc<Fields>);

/// `values` has exactly one value per key.
#[derive(Clone, Default)]
struct Fields {
    keys: Arc<Keys>,
    values: Vec<Value>,
}

impl Drop for Fields {
    fn drop(&mut self) {
        dismantle(&mut self.values);
    }
}

impl Object {
    /// The empty object.
    pub fn new() -> Self {
        Self(NO_FIELDS.clone())
    }

    /// An object over a shared table of keys. Missing values are null, values beyond the last key are dropped.
    pub fn from_parts(keys: Arc<Keys>, mut values: Vec<Value>) -> Self {
        values.resize(keys.len(), Value::Null);
        Self(Arc::new(Fields { keys, values }))
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.0.values.len()
    }

    /// No fields at all.
    pub fn is_empty(&self) -> bool {
        self.0.values.is_empty()
    }

    /// The value of a key (literally: dots have no meaning here).
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.values.get(self.0.keys.position(key)?)
    }

    /// The value of a key for changing; copies a shared object first.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let place = self.0.keys.position(key)?;
        self.fields().values.get_mut(place)
    }

    /// The value of a key that most likely has this place.
    pub fn get_near(&self, place: usize, key: &Text) -> Option<&Value> {
        match self.0.keys.names.get(place) {
            Some(near) if near == key => self.at(place),
            _ => self.get(key),
        }
    }

    /// There is such a key, whatever its value.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.keys.position(key).is_some()
    }

    /// Sets a key: an old one keeps its place and gives back its value, a new one comes last.
    pub fn insert(&mut self, key: impl Into<Text>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        let place = self.0.keys.position(&key);
        let fields = self.fields();
        if let Some(old) = place.and_then(|place| fields.values.get_mut(place)) {
            return Some(std::mem::replace(old, value));
        }
        Arc::make_mut(&mut fields.keys).push(key);
        fields.values.push(value);
        None
    }

    /// Takes a key out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let place = self.0.keys.position(key)?;
        let fields = self.fields();
        Arc::make_mut(&mut fields.keys).remove(place);
        Some(fields.values.remove(place))
    }

    /// Keeps only the fields for which this holds.
    pub fn retain(&mut self, mut keeps: impl FnMut(&Text, &Value) -> bool) {
        *self = self.iter().filter(|(key, value)| keeps(key, value)).collect();
    }

    /// The keys in order.
    pub fn keys(&self) -> std::slice::Iter<'_, Text> {
        self.0.keys.names.iter()
    }

    /// The values in order.
    pub fn values(&self) -> std::slice::Iter<'_, Value> {
        self.0.values.iter()
    }

    /// The values in order, for changing; copies a shared object first.
    pub fn values_mut(&mut self) -> std::slice::IterMut<'_, Value> {
        self.fields().values.iter_mut()
    }

    /// Keys with values, in order.
    pub fn iter(&self) -> Iter<'_> {
        self.keys().zip(self.values())
    }

    /// The shared table of keys, to build further objects of this shape or to remember places.
    pub fn key_table(&self) -> &Arc<Keys> {
        &self.0.keys
    }

    /// The value at a place of the key table.
    pub fn at(&self, place: usize) -> Option<&Value> {
        self.0.values.get(place)
    }

    fn fields(&mut self) -> &mut Fields {
        Arc::make_mut(&mut self.0)
    }

    /// The values, if no other value shares them.
    pub(crate) fn into_unshared(self) -> Option<Vec<Value>> {
        Arc::into_inner(self.0).map(|mut fields| std::mem::take(&mut fields.values))
    }

    /// Both are the very same object in memory.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Where in memory it is: no other object is there as long as this one lives.
    pub fn place(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}

/// Keys with values, in order.
pub type Iter<'a> = std::iter::Zip<std::slice::Iter<'a, Text>, std::slice::Iter<'a, Value>>;

impl Default for Object {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Into<Text>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut object = Object::new();
        object.extend(fields);
        object
    }
}

impl<K: Into<Text>, V: Into<Value>> Extend<(K, V)> for Object {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, fields: I) {
        let mut fields = fields.into_iter().peekable();
        if fields.peek().is_none() {
            return;
        }
        let own = self.fields();
        let keys = Arc::make_mut(&mut own.keys);
        for (key, value) in fields {
            let (key, value) = (key.into(), value.into());
            match keys.position(&key).and_then(|place| own.values.get_mut(place)) {
                Some(old) => *old = value,
                None => {
                    keys.push(key);
                    own.values.push(value);
                }
            }
        }
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a Text, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Object {
    type Item = (Text, Value);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<Text>, std::vec::IntoIter<Value>>;

    fn into_iter(self) -> Self::IntoIter {
        let keys = self.0.keys.names.clone();
        let values = match Arc::try_unwrap(self.0) {
            Ok(mut fields) => std::mem::take(&mut fields.values),
            Err(shared) => shared.values.clone(),
        };
        keys.into_iter().zip(values)
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        crate::value::deep_equal(&Value::Object(self.clone()), &Value::Object(other.clone()))
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Value::Object(self.clone()), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_insertion_order_and_places() {
        let mut object: Object = [("b", 1.0), ("a", 2.0), ("b", 3.0)].into_iter().collect();
        assert_eq!(object.keys().map(Text::as_str).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(object.get("b"), Some(&Value::Number(3.0)));
        assert_eq!(object.remove("b"), Some(Value::Number(3.0)));
        object.insert("b", 4.0);
        object.insert("c", 5.0);
        object.retain(|key, _| key != "c");
        assert_eq!(object.keys().map(Text::as_str).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn large_objects_find_their_keys() {
        let mut object = Object::new();
        for number in 0..1000 {
            object.insert(format!("key {number}"), f64::from(number));
        }
        for number in (0..1000).step_by(3) {
            assert!(object.remove(&format!("key {number}")).is_some());
        }
        for number in 0..1000 {
            let expected = (number % 3 != 0).then(|| Value::Number(f64::from(number)));
            assert_eq!(object.get(&format!("key {number}")).cloned(), expected);
        }
    }

    #[test]
    fn changing_a_copy_leaves_the_original() {
        let original: Object = [("a", 1.0)].into_iter().collect();
        let mut copy = original.clone();
        copy.insert("b", 2.0);
        copy.insert("a", 3.0);
        assert_eq!(copy.clone().into_iter().collect::<Object>(), copy);
        assert_eq!(original.len(), 1);
        assert_eq!(original.get("a"), Some(&Value::Number(1.0)));
    }

    #[test]
    fn shares_key_tables() {
        let keys = Keys::new(["a", "b", "a"]);
        let object = Object::from_parts(keys.clone(), vec![Value::Null]);
        assert_eq!(object.len(), 2);
        assert!(Arc::ptr_eq(object.clone().key_table(), &keys));
    }
}
