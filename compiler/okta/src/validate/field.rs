//! Rules of input and output fields.

use rustc_hash::FxHashSet;

use super::body::Card;
use super::report::{Path, Report, fields, has_keys, is_natural, is_short_id, member, text};
use super::rules::*;
use super::tree::Node;

const TYPES: &[&str] = &["string", "number", "boolean", "object", "Date", "file", "flo"];
/// What a value may have beside its type, list flag and datum.
const VALUE: &[&str] = &["error", "proxy", "check", "available"];

/// Checks one side of a card.
pub(super) fn side(card: &Card<'_>, name: &str, data: Node<'_>, at: &Path<'_>, report: &mut Report) {
    let stored = member(card.model, name);
    if report.keys(stored, &["extensible", "data"], &["rules", "groupRules"], I01, at) {
        report.check(member(stored, "extensible").as_bool().is_some(), I01, &at.key("extensible"));
        report.check(data.as_object().is_some(), I01, &at.key("data"));
    }
    let is_input = name == "inputs";
    let mut seen = FxHashSet::default();
    let mut indices = Vec::new();
    let at = at.key("data");
    for (id, field) in fields(data) {
        let at = at.key(id);
        entry(id, field, card, is_input, &at, report);
        value(field, is_input, &at, report);
        let unique = seen.insert((member(field, "group").as_str(), text(field, "key")));
        let memo = card.is("list", "reduce") && text(field, "key") == "memo";
        if is_input {
            report.check(unique || memo, I09, &at.key("key"));
        } else {
            report.check(unique, I10, &at.key("key"));
        }
        if let Some(index) = member(field, "metadata").get("index") {
            report.check(is_natural(index), I11, &at.keys("metadata.index"));
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
    let stored = |side| -> Vec<(Option<&str>, &str)> {
        fields(side).map(|(_, field)| (member(field, "group").as_str(), text(field, "key"))).collect()
    };
    let by_index = |side| {
        let mut all: Vec<(f64, Option<&str>, &str)> = fields(side)
            .map(|(_, field)| {
                let index = member(member(field, "metadata"), "index").as_number().unwrap_or(f64::MAX);
                (index, member(field, "group").as_str(), text(field, "key"))
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all.into_iter().map(|(_, group, key)| (group, key)).collect::<Vec<_>>()
    };
    let (inputs, outputs) = (stored(card.inputs), stored(card.outputs));
    if report.check(outputs.iter().all(|output| inputs.contains(output)), M20, at) {
        report.check(inputs == outputs && by_index(card.inputs) == by_index(card.outputs), M20e, at);
    }
}

fn entry(id: &str, field: Node<'_>, card: &Card<'_>, is_input: bool, at: &Path<'_>, report: &mut Report) {
    if is_input {
        let needed = ["id", "group", "key", "value", "required", "ref", "metadata", "flags"];
        report.keys(field, &needed, &["_used"], I02, at);
    } else {
        let needed = ["id", "group", "key", "value", "ref", "metadata"];
        report.keys(field, &needed, &["flags", "_used"], I02, at);
    }
    let hexadecimal = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    report.check(text(field, "id") == id && (is_short_id(id) || hexadecimal), I03, at);
    let group = member(field, "group");
    report.member(field, "key", |key| key.as_str().is_some(), I04, at);
    report.check(group.is_null() || group.as_str().is_some(), I04, &at.key("group"));
    report.member(field, "metadata", |metadata| metadata.as_object().is_some(), I05, at);
    let flags = text(field, "flags");
    let at_flags = at.key("flags");
    if is_input {
        report.member(field, "required", |required| required.as_bool().is_some(), I06, at);
        let option = group.as_str() == Some("parameters");
        if field.get("flags").is_some() && report.check(matches!(flags, "d" | "p"), I06, &at_flags) {
            report.check((flags == "p") == option, I07, &at_flags);
        }
    } else {
        let repeated = flags == "d" && card.is_mirrored();
        report.check(field.get("flags").is_none() || repeated, I08, &at_flags);
    }
    report.check(field.get("_used").is_none_or(|used| used.as_bool() == Some(true)), W07, &at.key("_used"));
}

fn value(field: Node<'_>, is_input: bool, at: &Path<'_>, report: &mut Report) {
    let value = member(field, "value");
    let at_value = at.key("value");
    let list = member(value, "collection").as_bool();
    let expected = !is_input && list == Some(true);
    report.member(field, "ref", |reference| reference.as_bool() == Some(expected), I31, at);
    let at = at_value;
    report.keys(value, &["type", "collection", "data"], VALUE, I20, &at);
    report.member(value, "collection", |list| list.as_bool().is_some(), I21, &at);
    report.member(value, "type", is_type, I22, &at);
    let known = list.is_some() && is_type(member(value, "type"));
    let data = member(value, "data");
    if list == Some(true) {
        report.check(data.is_null() || data.as_list().is_some(), I23, &at.key("data"));
    } else {
        report.check(!known || fits(member(value, "type"), data), I26, &at.key("data"));
    }
    let error = value.get("error");
    if report.check(error.is_none_or(|error| error.as_bool().is_some()), I24, &at.key("error")) {
        report.check(error.is_none_or(|error| error.as_bool() == Some(false)), I24s, &at.key("error"));
    }
    let available = member(value, "available");
    report.check(available.is_null() || available.as_list().is_some(), I25, &at.key("available"));
    let check = value.get("check");
    report.check(check.is_none_or(|check| check.as_bool() == Some(false)), I27, &at.key("check"));
    if let Some(proxy) = value.get("proxy") {
        self::proxy(proxy, &at.key("proxy"), report);
    }
}

/// How a list card fills a helper's input.
fn proxy(proxy: Node<'_>, at: &Path<'_>, report: &mut Report) {
    if proxy.as_bool() == Some(false) {
        return;
    }
    if !report.keys(proxy, &["dynamic", "path", "dest"], &[], I28, at) {
        return;
    }
    let Some(dynamic) = member(proxy, "dynamic").as_bool() else {
        report.check(false, I28, &at.key("dynamic"));
        return;
    };
    report.check(member(proxy, "path").as_str().is_some() == dynamic, I29, &at.key("path"));
    let dest = member(proxy, "dest");
    let group = member(dest, "group");
    let form = member(dest, "key").as_str().is_some() && (group.is_null() || group.as_str().is_some());
    report.check(form && has_keys(dest, &["key", "group"]), I30, &at.key("dest"));
}

/// A type's name, or a record of typed fields.
fn is_type(kind: Node<'_>) -> bool {
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
fn fits(kind: Node<'_>, data: Node<'_>) -> bool {
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
