//! Labels that an export repeats at every field of a type: `"Row ID": {…, "displayname": "Row ID"}`.
//!
//! A type without them says the same. A pack has all of a type or none, so that they are one difference.

use std::collections::BTreeMap;

use flowc_value::Value;

use super::patch::{escape, set};

/// How a path ends that speaks of the labels of all fields of a type that have none.
pub(super) const LABELS: &str = "/value/type/**/displayname";

/// Changes: where, and what is set there or nothing.
pub(super) type Changes = Vec<(String, Option<Value>)>;

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

fn type_of<'v>(card: &'v Value, field: &str) -> Option<&'v Value> {
    super::shared::at(card, &format!("{field}{TYPE}"))
}

/// Takes labels together where all fields of a type have their key, or all have null. Gives the other changes, and the
/// fields whose type is labelled so; `true` stands for keys.
pub(super) fn together(from: &Value, changes: Changes) -> (Changes, Vec<(String, bool)>) {
    let mut labels: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    for (path, new) in &changes {
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
        let mut all = Vec::new();
        if let Some(of) = type_of(from, &field) {
            unlabelled(of, &format!("{field}{TYPE}"), &mut all);
        }
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
    let rest = changes.into_iter().filter(|(path, _)| !is_joined(path)).collect();
    (rest, joined)
}

/// Labels all fields of a field's type that have none: with their keys, or with null.
pub(super) fn label(card: &mut Value, field: &str, keys: bool) {
    let mut all = Vec::new();
    if let Some(of) = type_of(card, field) {
        unlabelled(of, &format!("{field}{TYPE}"), &mut all);
    }
    for (path, key) in all {
        set(card, &format!("{path}{LABEL}"), Some(if keys { key } else { Value::Null }));
    }
}
