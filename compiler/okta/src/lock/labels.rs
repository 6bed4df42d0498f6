//! Labels that an export repeats at every field of a type: `"Row ID": {…, "displayname": "Row ID"}`.
//!
//! A type without them says the same. A pack has all of a type or none, so that they are one difference.

use std::collections::BTreeMap;

use flowc_value::Value;

use super::patch::{Found, set};
use super::sides::{Sides, entry};
use crate::model::Card;
use crate::model::path::escape;

/// How a path ends that speaks of the labels of all fields of a type that have none.
pub(super) const LABELS: &str = "/value/type/**/displayname";

const TYPE: &str = "/value/type";
const LABEL: &str = "/displayname";

/// Fields of a type without a label, those inside them too: path and key. The depth is bounded by that of the JSON.
fn unlabelled(of: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    for (key, field) in of.as_object().into_iter().flatten() {
        if field.as_object().is_none() {
            continue;
        }
        let path = format!("{path}/{}", escape(key.as_str()));
        if let Some(inner) = field.get("type").filter(|inner| inner.as_object().is_some()) {
            unlabelled(inner, &format!("{path}/type"), found);
        }
        if field.get("displayname").is_none() {
            found.push((path, Value::Text(key.clone())));
        }
    }
}

/// Fields without a label of the type of a card's field, which is given by its path.
fn unlabelled_of(sides: &Sides<'_>, field: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    if let Some(entry) = entry(sides, field) {
        unlabelled(&entry.value.kind.0, &format!("{field}{TYPE}"), &mut found);
    }
    found
}

/// Takes labels together where all fields of a type have their key, or all have null. Gives the other changes, and the
/// fields whose type is labelled so; `true` stands for keys.
pub(super) fn together(sides: &Sides<'_>, changes: Vec<Found>) -> (Vec<Found>, Vec<(String, bool)>) {
    let mut labels: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    for Found { path, new, .. } in &changes {
        if let (Some((field, _)), Some(of), Some(new)) = (
            path.split_once(TYPE),
            path.strip_suffix(LABEL).filter(|path| path.contains("/value/type/")),
            new,
        ) {
            labels.entry(field.to_owned()).or_default().push((of.to_owned(), new.clone()));
        }
    }
    let mut joined: Vec<(String, bool)> = Vec::new();
    for (field, mut said) in labels {
        let all = unlabelled_of(sides, &field);
        let blank: Vec<(String, Value)> = all.iter().map(|(path, _)| (path.clone(), Value::Null)).collect();
        let by_path = |fields: &mut Vec<(String, Value)>| fields.sort_by(|a, b| a.0.cmp(&b.0));
        by_path(&mut said);
        let is = |mut wanted: Vec<(String, Value)>| {
            by_path(&mut wanted);
            wanted == said
        };
        if is(all) {
            joined.push((field, true));
        } else if is(blank) {
            joined.push((field, false));
        }
    }
    let is_joined = |path: &str| {
        let field = path.strip_suffix(LABEL).and_then(|path| path.split_once(TYPE)).map(|(field, _)| field);
        joined.iter().any(|(other, _)| Some(other.as_str()) == field)
    };
    let rest = changes.into_iter().filter(|found| !is_joined(&found.path)).collect();
    (rest, joined)
}

/// Labels all fields of a field's type that have none: with their keys, or with null.
pub(super) fn label(card: &mut Card, field: &str, keys: bool) {
    for (path, key) in unlabelled_of(&super::sides::of(card), field) {
        set(card, &format!("{path}{LABEL}"), Some(if keys { key } else { Value::Null }));
    }
}
