//! The difference between two pieces of JSON, and applying it.

use flowc_value::Value;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::model::Json;
use crate::model::part::{Differences, Extent, Part};
use crate::model::path::{Path, escape};

/// What to set and what to drop, by path. Lists are replaced whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Patch(IndexMap<String, Change, FxBuildHasher>);

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

    /// What makes one part into another of its kind.
    pub(crate) fn between<T: Part>(from: &T, to: &T, extent: Extent) -> Patch {
        let changes = changes(from, to, extent).into_iter();
        Patch(changes.map(|change| (change.path, change.new.map(|value| (Json(value),)))).collect())
    }

    /// Changes a part. Paths that lead nowhere are made, what the part cannot hold is left out.
    pub(crate) fn apply(&self, part: &mut impl Part) {
        for (path, new) in self.changes() {
            set(part, path, new.cloned());
        }
    }

    /// Only the changes that are to stay: by where, and what is set there or nothing.
    #[must_use]
    pub(super) fn kept(&self, stays: impl Fn(&str, Option<&Value>) -> bool) -> Patch {
        let kept =
            self.0.iter().filter(|(path, change)| stays(path, change.as_ref().map(|(Json(value),)| value)));
        Patch(kept.map(|(path, change)| (path.clone(), change.clone())).collect())
    }
}

/// A difference of two parts.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Where.
    pub path: String,
    /// What stands there now, if anything.
    pub new: Option<Value>,
    /// Nothing stood there.
    pub added: bool,
}

/// All differences of two parts.
pub(super) fn changes<T: Part>(from: &T, to: &T, extent: Extent) -> Vec<Found> {
    let mut search = Search { extent, steps: Vec::new(), found: Vec::new() };
    from.differ(to, &mut search);
    search.found
}

struct Search<'p> {
    extent: Extent,
    /// To where the search is.
    steps: Vec<&'p str>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn note(&mut self, new: Option<Value>, added: bool) {
        let mut path = String::with_capacity(self.steps.iter().map(|step| step.len() + 1).sum());
        for step in &self.steps {
            path.push('/');
            path.push_str(&escape(step));
        }
        self.found.push(Found { path, new, added });
    }
}

impl<'p> Differences<'p> for Search<'p> {
    fn extent(&self) -> Extent {
        self.extent
    }

    fn under(&mut self, key: &'p str, visit: impl FnOnce(&mut Self)) {
        self.steps.push(key);
        visit(self);
        self.steps.pop();
    }

    fn changed(&mut self, new: Value) {
        self.note(Some(new), false);
    }

    fn added(&mut self, new: Value) {
        self.note(Some(new), true);
    }

    fn gone(&mut self) {
        self.note(None, false);
    }
}

/// Sets or drops what stands at a path.
pub(super) fn set(part: &mut impl Part, path: &str, new: Option<Value>) {
    part.set(Path::new(path), new);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_makes_one_into_the_other() {
        let json = |text: &str| Json(flowc_value::json::parse(text).unwrap());
        for (from, to) in [
            (r#"{"a":1,"b":{"c":[1,2],"d~/e":null}}"#, r#"{"b":{"c":[1],"d~/e":{},"f":null},"g":2}"#),
            (r#"{"a":{"b":1}}"#, r#"{"a":{}}"#),
            ("1", "{}"),
            ("{}", r#"{"a":{"b":{"c":1}}}"#),
        ] {
            let mut value = json(from);
            let patch = Patch::between(&value, &json(to), Extent::Whole);
            let text = serde_json::to_string(&patch).unwrap();
            let patch: Patch = serde_json::from_str(&text).unwrap();
            patch.apply(&mut value);
            assert_eq!(value, json(to), "{text}");
        }
    }
}
