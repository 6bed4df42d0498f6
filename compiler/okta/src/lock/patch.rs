//! The difference between two pieces of JSON, and applying it.

use flowc_value::{Object, Value};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::model::Json;

/// What to set and what to drop, by path. Lists are replaced whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Patch(IndexMap<String, Change>);

/// One change. On the page: `[value]` sets, `null` drops.
type Change = Option<(Json,)>;

impl Patch {
    /// Nothing differs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All changes: where, and what is set there; nothing where it is dropped.
    pub fn changes(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
        self.0.iter().map(|(path, change)| (path.as_str(), change.as_ref().map(|(Json(value),)| value)))
    }

    /// What makes `from` into `to`.
    pub fn between(from: &Value, to: &Value) -> Patch {
        let mut patch = Patch::default();
        differ(from, to, &mut String::new(), &mut patch.0);
        patch
    }

    /// Changes a value. Paths that lead nowhere are made.
    pub fn apply(&self, value: &mut Value) {
        for (path, change) in &self.0 {
            match change {
                Some((Json(new),)) => set(value, path, Some(new.clone())),
                None => set(value, path, None),
            }
        }
    }

    /// Without the changes under these first steps.
    #[must_use]
    pub fn without(&self, steps: &[&str]) -> Patch {
        let first = |path: &str| unescape(path.trim_start_matches('/').split('/').next().unwrap_or_default());
        self.kept(|path, _| !steps.contains(&first(path).as_str()))
    }

    /// Only what it sets.
    #[must_use]
    pub fn additions(&self) -> Patch {
        self.kept(|_, change| change.is_some())
    }

    fn kept(&self, keeps: impl Fn(&str, &Change) -> bool) -> Patch {
        let kept = self.0.iter().filter(|(path, change)| keeps(path, change));
        Patch(kept.map(|(path, change)| (path.clone(), change.clone())).collect())
    }
}

fn differ(from: &Value, to: &Value, path: &mut String, changes: &mut IndexMap<String, Change>) {
    let (Value::Object(old), Value::Object(new)) = (from, to) else {
        if from != to {
            changes.insert(path.clone(), Some((Json(to.clone()),)));
        }
        return;
    };
    let length = path.len();
    let under = |key: &str, path: &mut String, run: &mut dyn FnMut(&mut String)| {
        path.push('/');
        path.push_str(&escape(key));
        run(path);
        path.truncate(length);
    };
    for (key, value) in old {
        under(key, path, &mut |path| match new.get(key) {
            Some(other) => differ(value, other, path, changes),
            None => _ = changes.insert(path.clone(), None),
        });
    }
    for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(key)) {
        under(key, path, &mut |path| _ = changes.insert(path.clone(), Some((Json(value.clone()),))));
    }
}

/// A key as a step of a path.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A step of a path as a key.
pub(super) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// Sets or drops what stands at a path.
pub(super) fn set(value: &mut Value, path: &str, new: Option<Value>) {
    let mut steps = path.split('/').skip(1).map(unescape).peekable();
    let mut place = value;
    while let Some(step) = steps.next() {
        let Some(object) = place.as_object_mut() else { return };
        if steps.peek().is_none() && new.is_none() {
            object.remove(&step);
            return;
        }
        if !object.contains_key(&step) {
            object.insert(step.as_str(), Object::new());
        }
        let Some(next) = object.get_mut(&step) else { return };
        place = next;
    }
    if let Some(new) = new {
        *place = new;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_makes_one_into_the_other() {
        let json = |text: &str| flowc_value::json::parse(text).unwrap();
        for (from, to) in [
            (r#"{"a":1,"b":{"c":[1,2],"d~/e":null}}"#, r#"{"b":{"c":[1],"d~/e":{},"f":null},"g":2}"#),
            (r#"{"a":{"b":1}}"#, r#"{"a":{}}"#),
            ("1", "{}"),
            ("{}", r#"{"a":{"b":{"c":1}}}"#),
        ] {
            let mut value = json(from);
            let patch = Patch::between(&value, &json(to));
            let text = serde_json::to_string(&patch).unwrap();
            let patch: Patch = serde_json::from_str(&text).unwrap();
            patch.apply(&mut value);
            assert_eq!(value, json(to), "{text}");
        }
    }
}
