//! Rules of input and output fields.

use flowc_value::Value;
use rustc_hash::FxHashSet;

use super::body::Card;
use super::report::{Path, Report, fields, is_natural, is_short_id, member, text};
use super::rules::*;

const TYPES: &[&str] = &["string", "number", "boolean", "object", "Date", "file", "flo"];
const INPUT: &[&str] = &["id", "group", "key", "value", "required", "ref", "metadata", "flags", "_used"];
const OUTPUT: &[&str] = &["id", "group", "key", "value", "ref", "metadata", "flags", "_used"];
const VALUE: &[&str] = &["error", "proxy", "check", "type", "collection", "data", "available"];

/// Checks one side of a card.
pub(super) fn side(card: &Card<'_>, name: &str, data: &Value, at: &Path<'_>, report: &mut Report) {
    let stored = member(card.model, name);
    let known = ["extensible", "rules", "groupRules", "data"];
    let keys = fields(stored).all(|(key, _)| known.contains(&key));
    let whole = member(stored, "extensible").as_bool().is_some() && data.as_object().is_some();
    report.check(keys && whole, I01, at);
    let is_input = name == "inputs";
    let mut seen = FxHashSet::default();
    let mut indices = Vec::new();
    let at = at.key("data");
    for (id, field) in fields(data) {
        let at = at.key(id);
        entry(id, field, card, is_input, &at, report);
        value(field, is_input, card, &at, report);
        let unique = seen.insert((member(field, "group").as_str(), text(field, "key")));
        let memo = card.is("list", "reduce") && text(field, "key") == "memo";
        if is_input {
            report.check(unique || memo, I09, &at);
        } else {
            report.check(unique, I10, &at);
        }
        if let Some(index) = member(field, "metadata").get("index") {
            report.check(is_natural(index), I11, &at);
            indices.push(index.as_number().unwrap_or(-1.0));
        }
    }
    if card.system {
        indices.sort_by(f64::total_cmp);
        let dense = indices.iter().zip(0_u32..).all(|(index, wanted)| *index == f64::from(wanted));
        report.check(dense, I12, &at);
    }
    if !is_input && card.is_mirrored() {
        mirrored(card, &at, report);
    }
}

fn mirrored(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let names = |side| {
        let mut all: Vec<(f64, Option<&str>, &str)> = fields(side)
            .map(|(_, field)| {
                let index = member(member(field, "metadata"), "index").as_number().unwrap_or(f64::MAX);
                (index, member(field, "group").as_str(), text(field, "key"))
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all.into_iter().map(|(_, group, key)| (group, key)).collect::<Vec<_>>()
    };
    let (inputs, outputs) = (names(card.inputs), names(card.outputs));
    if report.check(outputs.iter().all(|output| inputs.contains(output)), M20, at) {
        report.check(inputs == outputs, M20e, at);
    }
}

fn entry(id: &str, field: &Value, card: &Card<'_>, is_input: bool, at: &Path<'_>, report: &mut Report) {
    let allowed = if is_input { INPUT } else { OUTPUT };
    let needed: &[&str] = if is_input {
        &["id", "group", "key", "value", "required", "ref", "metadata", "flags"]
    } else {
        &["id", "group", "key", "value", "ref", "metadata"]
    };
    let whole = needed.iter().all(|key| field.get(key).is_some());
    report.check(whole && fields(field).all(|(key, _)| allowed.contains(&key)), I02, at);
    let hexadecimal = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    report.check(text(field, "id") == id && (is_short_id(id) || hexadecimal), I03, at);
    let group = member(field, "group");
    let named = member(field, "key").as_str().is_some() && (group.is_null() || group.as_str().is_some());
    report.check(named, I04, at);
    report.check(member(field, "metadata").as_object().is_some(), I05, at);
    let flags = text(field, "flags");
    if is_input {
        let required = member(field, "required").as_bool().is_some();
        report.check(required && matches!(flags, "d" | "p"), I06, at);
        report.check((flags == "p") == (group.as_str() == Some("parameters")), I07, at);
    } else {
        report.check(field.get("flags").is_none() || (flags == "d" && card.is_mirrored()), I08, at);
    }
    report.check(field.get("_used").is_none_or(|used| used.as_bool() == Some(true)), W07, at);
}

fn value(field: &Value, is_input: bool, card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let value = member(field, "value");
    let at = at.key("value");
    let whole = ["type", "collection", "data"].iter().all(|key| value.get(key).is_some());
    report.check(whole && fields(value).all(|(key, _)| VALUE.contains(&key)), I20, &at);
    let collection = member(value, "collection");
    report.check(collection.as_bool().is_some(), I21, &at);
    let list = collection.as_bool() == Some(true);
    report.check(is_type(member(value, "type")), I22, &at);
    let data = member(value, "data");
    if list {
        report.check(data.is_null() || data.as_list().is_some(), I23, &at);
    } else {
        report.check(fits(member(value, "type"), data), I26, &at);
    }
    let error = value.get("error");
    if report.check(error.is_none_or(|error| error.as_bool().is_some()), I24, &at) {
        report.check(error.is_none_or(|error| error.as_bool() == Some(false)), I24s, &at);
    }
    let available = member(value, "available");
    report.check(available.is_null() || available.as_list().is_some(), I25, &at);
    report.check(value.get("check").is_none_or(|check| check.as_bool() == Some(false)), I27, &at);
    if let Some(proxy) = value.get("proxy") {
        self::proxy(proxy, &at.key("proxy"), report);
    }
    let reference = member(field, "ref").as_bool();
    let expected = !is_input && list;
    report.check(reference == Some(expected) || card.is_expansion(), I31, &at);
}

/// How a list card fills a helper's input.
fn proxy(proxy: &Value, at: &Path<'_>, report: &mut Report) {
    if proxy.as_bool() == Some(false) {
        return;
    }
    let keys = ["dynamic", "path", "dest"];
    let known =
        fields(proxy).all(|(key, _)| keys.contains(&key)) && keys.iter().all(|key| proxy.get(key).is_some());
    if !report.check(known && member(proxy, "dynamic").as_bool().is_some(), I28, at) {
        return;
    }
    let path = member(proxy, "path");
    let dynamic = member(proxy, "dynamic").as_bool() == Some(true);
    report.check(path.as_str().is_some() == dynamic, I29, at);
    let dest = member(proxy, "dest");
    let group = member(dest, "group");
    let form = member(dest, "key").as_str().is_some() && (group.is_null() || group.as_str().is_some());
    report.check(form && fields(dest).all(|(key, _)| key == "key" || key == "group"), I30, at);
}

/// A type's name, or a record of typed fields.
fn is_type(kind: &Value) -> bool {
    match kind.as_str() {
        Some(word) => TYPES.contains(&word),
        None => {
            kind.as_object().is_some()
                && fields(kind).all(|(_, field)| {
                    is_type(member(field, "type")) && member(field, "collection").as_bool().is_some()
                })
        }
    }
}

/// Whether a single literal fits its type.
fn fits(kind: &Value, data: &Value) -> bool {
    if data.is_null() {
        return true;
    }
    match kind.as_str() {
        Some("string" | "Date" | "file") => data.as_str().is_some(),
        Some("number") => data.as_number().is_some(),
        Some("boolean") => data.as_bool().is_some(),
        Some("flo") => data.as_str().is_some() || data.as_object().is_some(),
        Some("object") | None => data.as_object().is_some(),
        Some(_) => true,
    }
}
