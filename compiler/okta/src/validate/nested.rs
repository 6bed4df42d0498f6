//! Rules of bodies stored inside cards: their keys, what they capture, what they give back.

use rustc_hash::FxHashSet;

use super::body::{Body, Card};
use super::report::{Path, Report, fields, is_empty_object, is_uuid, items, member, text};
use super::rules::*;
use super::tree::Node;
use super::{Whole, datum, flow};

/// Keys every inlined body has.
const NEEDED: &[&str] =
    &["id", "uuid", "tree", "methods", "model", "orderings", "security_level", "log", "inheritLog", "group"];

/// Checks all bodies of a card and what they capture.
pub(super) fn check<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let mut callables = FxHashSet::default();
    for (input, value) in card.bodies() {
        let inner = Body::new(value);
        callables.extend(callables_of(&inner).map(|(_, card)| card.uuid));
        let at_field = at.field("inputs", input.unwrap_or_default());
        let at_body = match input {
            Some(_) => at_field.keys("value.data"),
            None => at.keys("node.model.policy.error.flo"),
        };
        body(card, &inner, input.is_none(), whole, &at_body, report);
        captured(card, &inner, at, &at_body, report);
    }
    for (id, input) in fields(card.inputs) {
        if let Some(target) = member(member(input, "metadata"), "wormholeMethodId").as_str()
            && !card.is("control", "callable")
        {
            let named = callables.contains(target);
            report.check(named, V20, &at.field("inputs", id).keys("metadata.wormholeMethodId"));
        }
    }
}

/// What a body is by itself and to its card.
fn body<'v>(
    card: &Card<'v>,
    inner: &Body<'v>,
    handler: bool,
    whole: &mut Whole<'v>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let takes =
        card.is("control", "branch") || card.is("control", "tryCatch") || card.is("list", "asyncEach");
    report.check(takes, V10, at);
    keys(inner.value, whole, at, report);
    returns(card, inner, at, report);
    received(card, inner, handler, at, report);
    flow::walk(inner, whole, at, report);
}

fn keys<'v>(body: Node<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    report.keys(body, NEEDED, &flow::keys_of_all(), V01, at);
    let id = text(body, "id");
    report.check(is_uuid(id) && text(body, "uuid") == id, V02, &at.key("id"));
    for key in ["log", "inheritLog"] {
        report.check(member(body, key).as_bool() == Some(false), V03, &at.key(key));
    }
    report.check(member(body, "group").is_null(), V03, &at.key("group"));
    report.check(member(body, "display").get("preview").is_none(), V04, &at.keys("display.preview"));
    flow::tree(member(body, "tree"), V05, None, &at.key("tree"), report);
    report.check(is_empty_object(member(body, "model")), V05, &at.key("model"));
    let level = member(body, "security_level");
    report.check(level.is_null() || level.as_str() == Some("high"), V06, &at.key("security_level"));
    report.check(whole.bodies.insert(id), S01, &at.key("id"));
}

/// The Return of a body gives the owning card its outputs.
fn returns(card: &Card<'_>, inner: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.is("control", "branch") && !card.is("control", "tryCatch") {
        return;
    }
    let methods = at.key("methods");
    let mut returns = inner.cards.iter().enumerate().filter(|(_, card)| card.is("control", "return"));
    let Some((index, first)) = returns.next() else {
        report.check(false, V28, &methods);
        return;
    };
    if let Some((second, _)) = returns.next() {
        report.check(false, V30, &methods.index(second));
    }
    let keys = |side: Node<'_>| {
        fields(side).map(|(_, field)| text(field, "key").to_owned()).collect::<FxHashSet<_>>()
    };
    let (given, wanted) = (keys(first.inputs), keys(card.outputs));
    if let Some(key) = given.symmetric_difference(&wanted).min() {
        let at = methods.index(index);
        let at = at.keys("node.model.inputs.data");
        report.broken(V29, &at, format_args!("{}: `{key}` is on one side alone", V29.summary));
    }
}

fn is_capture(field: Node<'_>) -> bool {
    member(field, "metadata").get("wormholeMethodId").is_some()
}

fn is_hidden_context(field: Node<'_>) -> bool {
    text(field, "group") == "context"
        && member(member(field, "metadata"), "forceHide").as_bool() == Some(true)
}

fn callables_of<'b, 'v>(body: &'b Body<'v>) -> impl Iterator<Item = (usize, &'b Card<'v>)> {
    body.cards.iter().enumerate().filter(|(_, card)| card.is("control", "callable"))
}

/// The callable card that starts a body, if there is exactly one, and its place.
fn start<'b, 'v>(body: &'b Body<'v>) -> Option<(usize, &'b Card<'v>)> {
    let mut all = callables_of(body);
    all.next().filter(|_| all.next().is_none())
}

/// What the start card of a body takes.
fn received(card: &Card<'_>, inner: &Body<'_>, handler: bool, at: &Path<'_>, report: &mut Report) {
    let methods = at.key("methods");
    let Some((index, start)) = start(inner) else {
        report.check(false, V21, &methods);
        return;
    };
    let at = methods.index(index);
    for (name, side) in [("inputs", start.inputs), ("outputs", start.outputs)] {
        for (id, field) in fields(side).filter(|(_, field)| is_capture(*field)) {
            let names_owner = text(member(field, "metadata"), "wormholeMethodId") == card.uuid;
            report.check(names_owner && is_hidden_context(field), V22, &at.field(name, id));
        }
    }
    for (id, _) in fields(start.outputs).filter(|(_, field)| is_capture(*field)) {
        let targets = fields(member(member(start.value, "pins"), id));
        let uses: usize = targets.map(|(_, list)| items(list).len()).sum();
        report.check(uses == 1, V31, &at.field("outputs", id));
    }
    let own: Vec<(&str, Node<'_>)> = fields(start.inputs).filter(|(_, field)| !is_capture(*field)).collect();
    if handler {
        let is_error = |field: Node<'_>| text(field, "group") == "context" && text(field, "key") == "error";
        let only = matches!(own.as_slice(), [(_, field)] if is_error(*field));
        report.check(only, V26, &at.keys("node.model.inputs.data"));
    } else if card.is("control", "branch") {
        own.iter().for_each(|(id, _)| _ = report.check(false, V27, &at.field("inputs", id)));
    }
}

/// The captures of a body: inputs of the card outside, fields of the start card inside.
fn captured(card: &Card<'_>, inner: &Body<'_>, at: &Path<'_>, at_body: &Path<'_>, report: &mut Report) {
    let Some((index, start)) = start(inner) else { return };
    let methods = at_body.key("methods");
    let at_start = methods.index(index);
    let outer = || {
        fields(card.inputs)
            .filter(|(_, field)| text(member(*field, "metadata"), "wormholeMethodId") == start.uuid)
    };
    let inside = || fields(start.outputs).filter(|(_, field)| is_capture(*field));
    for (id, field) in outer() {
        let at = at.field("inputs", id);
        let twin = inside().map(|(_, twin)| twin).find(|twin| text(*twin, "key") == text(field, "key"));
        report.check(twin.is_some(), V23, &at);
        report.check(is_hidden_context(field) && datum(field).is_null(), V24, &at);
        let slot = member(field, "value");
        let alike = |twin: Node<'_>| {
            let other = member(twin, "value");
            ["type", "collection"].iter().all(|key| member(other, key) == member(slot, key))
        };
        report.check(twin.is_none_or(alike), V25, &at);
    }
    for (id, field) in inside() {
        let known = outer().any(|(_, other)| text(other, "key") == text(field, "key"));
        report.check(known, V23, &at_start.field("outputs", id));
    }
}
