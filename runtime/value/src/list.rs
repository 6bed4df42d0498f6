//! Lists: shared, copied only when a shared one is changed.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use crate::Value;
use crate::value::dismantle;

static NO_ITEMS: LazyLock<Arc<Items>> = LazyLock::new(Arc::default);

/// A list of values that is cheap to clone; reads like a slice.
#[derive(Clone)]
pub struct List(Arc<Items>);

impl Default for List {
    fn default() -> Self {
        Self(NO_ITEMS.clone())
    }
}

#[derive(Clone, Default)]
struct Items(Vec<Value>);

impl Drop for Items {
    fn drop(&mut self) {
        dismantle(&mut self.0);
    }
}

impl List {
    /// The empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The items as a slice.
    #[inline]
    pub fn as_slice(&self) -> &[Value] {
        &self.0.0
    }

    /// The items for changing; copies them first if another value shares them.
    pub fn make_mut(&mut self) -> &mut Vec<Value> {
        &mut Arc::make_mut(&mut self.0).0
    }

    /// The items; copies only if another value shares them.
    pub fn into_vec(self) -> Vec<Value> {
        match Arc::try_unwrap(self.0) {
            Ok(mut items) => std::mem::take(&mut items.0),
            Err(shared) => shared.0.clone(),
        }
    }

    /// The items, if no other value shares them.
    pub(crate) fn into_unshared(self) -> Option<Vec<Value>> {
        Arc::into_inner(self.0).map(|mut items| std::mem::take(&mut items.0))
    }

    /// Both are the very same list in memory.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for List {
    type Target = [Value];

    #[inline]
    fn deref(&self) -> &[Value] {
        self.as_slice()
    }
}

impl From<Vec<Value>> for List {
    fn from(items: Vec<Value>) -> Self {
        if items.is_empty() { Self::default() } else { Self(Arc::new(Items(items))) }
    }
}

impl<V: Into<Value>> FromIterator<V> for List {
    fn from_iter<I: IntoIterator<Item = V>>(items: I) -> Self {
        items.into_iter().map(Into::into).collect::<Vec<Value>>().into()
    }
}

impl IntoIterator for List {
    type Item = Value;
    type IntoIter = std::vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a List {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        crate::value::deep_equal(&Value::List(self.clone()), &Value::List(other.clone()))
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Value::List(self.clone()), f)
    }
}
