//! JSON objects while they are put together.

use ecow::EcoString;
use flowc_value::{Object, Value};

use super::alike;

/// An object while it is put together.
#[derive(Clone, Default)]
pub(crate) struct Members {
    keys: Vec<EcoString>,
    values: Vec<Value>,
}

impl Members {
    fn with_capacity(count: usize) -> Self {
        Self { keys: Vec::with_capacity(count), values: Vec::with_capacity(count) }
    }

    /// Sets a key: an old one keeps its place, a new one comes last.
    pub fn insert(&mut self, key: &str, value: impl Into<Value>) {
        let at = self.keys.iter().position(|known| known == key);
        match at.and_then(|at| self.values.get_mut(at)) {
            Some(old) => *old = value.into(),
            None => {
                self.keys.push(key.into());
                self.values.push(value.into());
            }
        }
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.keys.iter().any(|known| known == key)
    }

    /// The whole object.
    pub fn value(self) -> Value {
        alike::object(self.keys, self.values).into()
    }
}

impl From<&Object> for Members {
    fn from(object: &Object) -> Self {
        // Those who change an object add some members.
        let mut members = Self::with_capacity(object.len() + 4);
        members.keys.extend(object.keys().map(|key| EcoString::from(key.as_str())));
        members.values.extend(object.values().cloned());
        members
    }
}

impl<'k, V: Into<Value>> FromIterator<(&'k str, V)> for Members {
    fn from_iter<I: IntoIterator<Item = (&'k str, V)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut all = Self::with_capacity(members.size_hint().0);
        members.for_each(|(key, value)| all.insert(key, value));
        all
    }
}
