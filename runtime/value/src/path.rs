//! Paths into values: dotted text (`user.emails.0`) or a list of literal keys.
//!
//! In dotted text a whole number steps into a list, zero-based, and makes one where there is nothing yet (rule
//! `construct-index`); a key that equals the whole text wins (rule `dotted-key`). In a list of keys dots and
//! digits have no meaning, except that a list can only be entered by a number. No walk recurses.

use std::fmt;

use crate::{Object, Text, Value};

/// The largest list index that setting a path fills a list up to.
pub const MAX_INDEX: usize = 1_000_000;

/// A place that cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// An index beyond [`MAX_INDEX`].
    Index(Text),
    /// A key that is no number, in a list.
    KeyInList(Text),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathError::Index(index) => write!(f, "Array index out of bounds: {index}"),
            PathError::KeyInList(key) => {
                write!(f, "\"{key}\" is no position in a list; write a whole number from 0")
            }
        }
    }
}

impl std::error::Error for PathError {}

/// What a dotted path leads to; the empty path leads to the value itself. None if it leads nowhere, which
/// cards treat as null (rule `missing-path`).
pub fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if path.is_empty() {
        return Some(value);
    }
    value.get(path).or_else(|| get_keys(value, path.split('.')))
}

/// What a list of literal keys leads to.
pub fn get_keys<K: AsRef<str>>(value: &Value, keys: impl IntoIterator<Item = K>) -> Option<&Value> {
    keys.into_iter().try_fold(value, |value, key| step(value, key.as_ref()))
}

fn step<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(object) => object.get(key),
        Value::List(list) => list.get(index(key)?),
        _ => None,
    }
}

/// A whole number as it is written for a position: digits without leading zeros.
fn index(key: &str) -> Option<usize> {
    let plain = key.bytes().all(|byte| byte.is_ascii_digit()) && (key == "0" || !key.starts_with('0'));
    if plain { key.parse().ok() } else { None }
}

/// Sets what a dotted path leads to. What is missing on the way is made, a scalar in the way is replaced; the
/// empty path replaces the value itself.
///
/// # Errors
/// A key in a list, an index far beyond its end.
pub fn set(value: &mut Value, path: &str, new: Value) -> Result<(), PathError> {
    if path.is_empty() {
        *value = new;
        return Ok(());
    }
    if let Some(place) = value.get_mut(path) {
        *place = new;
        return Ok(());
    }
    let keys: Vec<&str> = path.split('.').collect();
    *make(value, &keys, true)? = new;
    Ok(())
}

/// Sets what a list of literal keys leads to; only objects are made on the way.
///
/// # Errors
/// As [`set`].
pub fn set_keys<K: AsRef<str>>(value: &mut Value, keys: &[K], new: Value) -> Result<(), PathError> {
    let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
    *make(value, &keys, false)? = new;
    Ok(())
}

/// The place of a path, made where it is missing; `numbers` make lists.
fn make<'v>(value: &'v mut Value, keys: &[&str], numbers: bool) -> Result<&'v mut Value, PathError> {
    let mut place = value;
    for (depth, key) in keys.iter().enumerate() {
        if !place.is_container() {
            // The value itself becomes an object even if its first key is a number.
            let list = numbers && depth > 0 && index(key).is_some();
            *place = if list { Value::from(Vec::new()) } else { Value::Object(Object::new()) };
        }
        place = enter(place, key)?;
    }
    Ok(place)
}

fn enter<'v>(container: &'v mut Value, key: &str) -> Result<&'v mut Value, PathError> {
    let missing = || PathError::KeyInList(Text::new(key));
    match container {
        Value::Object(object) => {
            if !object.contains_key(key) {
                object.insert(key, Value::Null);
            }
            object.get_mut(key).ok_or_else(missing)
        }
        Value::List(list) => {
            let index = index(key).ok_or_else(missing)?;
            if index > MAX_INDEX {
                return Err(PathError::Index(Text::new(key)));
            }
            let items = list.make_mut();
            if items.len() <= index {
                items.resize(index + 1, Value::Null);
            }
            items.get_mut(index).ok_or_else(missing)
        }
        _ => Err(missing()),
    }
}

/// Takes away what a dotted path leads to: a key of an object goes, an item of a list becomes null (rule
/// `unset-item`). Says whether there was anything.
pub fn unset(value: &mut Value, path: &str) -> bool {
    if value.get(path).is_some() {
        return unset_keys(value, &[path]);
    }
    let keys: Vec<&str> = path.split('.').collect();
    unset_keys(value, &keys)
}

/// Takes away what a list of literal keys leads to, as [`unset`].
pub fn unset_keys<K: AsRef<str>>(value: &mut Value, keys: &[K]) -> bool {
    let Some((last, before)) = keys.split_last() else { return false };
    if get_keys(value, keys.iter().map(AsRef::as_ref)).is_none() {
        return false;
    }
    let mut place = value;
    for key in before {
        let Ok(next) = enter(place, key.as_ref()) else { return false };
        place = next;
    }
    match place {
        Value::Object(object) => object.remove(last.as_ref()).is_some(),
        list => enter(list, last.as_ref()).map(|item| *item = Value::Null).is_ok(),
    }
}

/// The object of fields whose names may be dotted: `{"user.email": x}` gives `{"user": {"email": x}}`.
///
/// # Errors
/// As [`set`].
pub fn construct<K: AsRef<str>>(fields: impl IntoIterator<Item = (K, Value)>) -> Result<Object, PathError> {
    let mut root = Value::Object(Object::new());
    for (name, value) in fields {
        let keys: Vec<&str> = name.as_ref().split('.').collect();
        *make(&mut root, &keys, true)? = value;
    }
    match root {
        Value::Object(object) => Ok(object),
        _ => Ok(Object::new()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json;

    fn value(text: &str) -> Value {
        json::parse(text).unwrap()
    }

    #[test]
    fn gets() {
        let data = value(r#"{"a":{"b":[{"c":1},null]},"x.y":2,"x":{"y":3},"0":4,"":5}"#);
        let rows = [
            ("a.b.0.c", Some("1")),
            ("a.b.1", Some("null")),
            ("a.b.2", None),
            ("a.b.-1", None),
            ("a.b.00", None),
            ("a.b.c", None),
            ("a.b.0.c.d", None),
            ("x.y", Some("2")),
            ("0", Some("4")),
            ("nothing", None),
            ("a.", None),
        ];
        for (path, expected) in rows {
            assert_eq!(get(&data, path), expected.map(value).as_ref(), "{path}");
        }
        assert_eq!(get(&data, ""), Some(&data));
        assert_eq!(get(&value("[[1]]"), "0.0"), Some(&1.into()));
        assert_eq!(get(&value("[7]"), "0"), Some(&7.into()));
        assert_eq!(get_keys(&data, ["x", "y"]), Some(&3.into()));
        assert_eq!(get_keys(&data, ["x.y"]), Some(&2.into()));
    }

    #[test]
    fn sets() {
        let rows = [
            ("null", "a.b", r#"{"a":{"b":9}}"#),
            ("{}", "a.1.b", r#"{"a":[null,{"b":9}]}"#),
            ("{}", "0.a", r#"{"0":{"a":9}}"#),
            (r#"{"a.b":1}"#, "a.b", r#"{"a.b":9}"#),
            (r#"{"a":"text"}"#, "a.b", r#"{"a":{"b":9}}"#),
            (r#"{"a":[1,2]}"#, "a.0", r#"{"a":[9,2]}"#),
            ("[1]", "2", "[1,null,9]"),
            ("1", "", "9"),
        ];
        for (before, path, after) in rows {
            let mut data = value(before);
            assert_eq!(set(&mut data, path, 9.into()), Ok(()));
            assert_eq!(json::to_text(&data), after, "{before} {path}");
        }
        let mut data = value(r#"{"a":[]}"#);
        assert_eq!(set(&mut data, "a.b", 9.into()), Err(PathError::KeyInList("b".into())));
        assert_eq!(set(&mut data, "a.9999999999", 9.into()), Err(PathError::Index("9999999999".into())));
        let mut data = value("{}");
        set_keys(&mut data, &["a.b", "0"], 9.into()).unwrap();
        assert_eq!(json::to_text(&data), r#"{"a.b":{"0":9}}"#);
    }

    #[test]
    fn unsets() {
        let rows = [
            (r#"{"a":{"b":1,"c":2}}"#, "a.b", true, r#"{"a":{"c":2}}"#),
            (r#"{"a":[1,2]}"#, "a.0", true, r#"{"a":[null,2]}"#),
            (r#"{"a.b":1,"a":{"b":2}}"#, "a.b", true, r#"{"a":{"b":2}}"#),
            (r#"{"a":1}"#, "b.c", false, r#"{"a":1}"#),
            (r#"{"a":[]}"#, "a.3", false, r#"{"a":[]}"#),
        ];
        for (before, path, found, after) in rows {
            let mut data = value(before);
            assert_eq!(unset(&mut data, path), found);
            assert_eq!(json::to_text(&data), after, "{before} {path}");
        }
    }

    #[test]
    fn constructs() {
        let fields =
            [("user.email", 1), ("user.name", 2), ("commands.0.type", 3), ("commands.0.value", 4), ("0", 5)];
        let object = construct(fields.map(|(name, number)| (name, Value::from(number)))).unwrap();
        let expected = r#"{"user":{"email":1,"name":2},"commands":[{"type":3,"value":4}],"0":5}"#;
        assert_eq!(json::to_text(&object.into()), expected);
    }

    #[test]
    fn long_paths_do_not_overflow_the_stack() {
        let path = vec!["a"; 200_000].join(".");
        let mut data = Value::Null;
        set(&mut data, &path, 1.into()).unwrap();
        assert_eq!(get(&data, &path), Some(&1.into()));
        assert!(unset(&mut data, &path));
    }

    proptest! {
        #[test]
        fn what_is_set_is_found(paths in prop::collection::vec("[a-c0-2](\\.[a-c0-2]){0,4}", 1..6)) {
            let mut data = Value::Object(Object::new());
            for path in &paths {
                if set(&mut data, path, path.as_str().into()).is_ok() {
                    prop_assert_eq!(get(&data, path), Some(&Value::from(path.as_str())));
                }
            }
        }
    }
}
