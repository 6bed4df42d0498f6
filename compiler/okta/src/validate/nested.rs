//! Rules of bodies stored inside cards: their keys, what they capture, what they give back.

use flowc_value::Value;
use rustc_hash::FxHashSet;

use super::body::{Body, Card};
use super::report::{Path, Report, fields, in_order, is_empty_object, is_uuid, member, text};
use super::rules::*;
use super::{Whole, datum, flow};

/// Keys every inlined body has; those it may have are the keys of a flow, in the same order.
const NEEDED: &[&str] =
    &["id", "uuid", "tree", "methods", "model", "orderings", "security_level", "log", "inheritLog", "group"];

/// Checks all bodies of a card and what they capture.
pub(super) fn check<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let (node, model) = ("node", "model");
    let at_node = at.key(node);
    let at_model = at_node.key(model);
    let takes = ["branch", "tryCatch"].iter().any(|method| card.is("control", method))
        || card.is("list", "asyncEach");
    let mut callables = FxHashSet::default();
    for (input, value) in card.bodies() {
        let inner = Body::new(value);
        callables
            .extend(inner.cards.iter().filter(|card| card.is("control", "callable")).map(|card| card.uuid));
        let (inputs, data) = (at_model.key("inputs"), "data");
        let side = inputs.key(data);
        let field = side.key(input.unwrap_or_default());
        let at_value = field.key("value");
        let policy = at_model.key("policy");
        let error = policy.key("error");
        let at_body = if input.is_some() { at_value.key("data") } else { error.key("flo") };
        report.check(takes, V10, &at_body);
        keys(value, whole, &at_body, report);
        returns(card, &inner, &at_body, report);
        captures(card, &inner, input.is_none(), &at_body, report);
        flow::walk(&inner, whole, &at_body, report);
    }
    let inputs = at_model.key("inputs");
    for (id, input) in fields(card.inputs) {
        if let Some(target) = member(member(input, "metadata"), "wormholeMethodId").as_str()
            && !card.is("control", "callable")
        {
            report.check(callables.contains(target), V20, &inputs.key(id));
        }
    }
}

fn keys<'v>(body: &'v Value, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let Some(object) = body.as_object() else { return };
    let needed = NEEDED.iter().all(|key| object.contains_key(key));
    report.check(needed && in_order(object, flow::KEYS), V01, at);
    let id = text(body, "id");
    report.check(is_uuid(id) && text(body, "uuid") == id, V02, at);
    let off = |key: &str| member(body, key).as_bool() == Some(false);
    report.check(off("log") && off("inheritLog") && member(body, "group").is_null(), V03, at);
    report.check(member(body, "display").get("preview").is_none(), V04, at);
    flow::tree(member(body, "tree"), V05, None, &at.key("tree"), report);
    report.check(is_empty_object(member(body, "model")), V05, &at.key("model"));
    let level = member(body, "security_level");
    report.check(level.is_null() || level.as_str() == Some("high"), V06, at);
    report.check(whole.bodies.insert(id), S01, at);
}

/// The Return of a body gives the owning card its outputs.
fn returns(card: &Card<'_>, inner: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.is("control", "branch") && !card.is("control", "tryCatch") {
        return;
    }
    let mut returns = inner.cards.iter().filter(|card| card.is("control", "return"));
    let first = returns.next();
    report.check(first.is_some(), V28, at);
    report.check(returns.next().is_none(), V30, at);
    let Some(first) = first else { return };
    let keys =
        |side: &Value| fields(side).map(|(_, field)| text(field, "key").to_owned()).collect::<FxHashSet<_>>();
    report.check(keys(first.inputs) == keys(card.outputs), V29, at);
}

fn is_capture(field: &Value) -> bool {
    member(field, "metadata").get("wormholeMethodId").is_some()
}

fn is_hidden_context(field: &Value) -> bool {
    text(field, "group") == "context"
        && member(member(field, "metadata"), "forceHide").as_bool() == Some(true)
}

fn captures(card: &Card<'_>, inner: &Body<'_>, handler: bool, at: &Path<'_>, report: &mut Report) {
    let mut starts = inner.cards.iter().filter(|card| card.is("control", "callable"));
    let (Some(start), None) = (starts.next(), starts.next()) else {
        report.check(false, V21, at);
        return;
    };
    let names_owner = |field: &Value| text(member(field, "metadata"), "wormholeMethodId") == card.uuid;
    for side in [start.inputs, start.outputs] {
        for (id, field) in fields(side).filter(|(_, field)| is_capture(field)) {
            report.check(names_owner(field) && is_hidden_context(field), V22, &at.key(id));
        }
    }
    let outer = || {
        fields(card.inputs)
            .filter(|(_, field)| text(member(field, "metadata"), "wormholeMethodId") == start.uuid)
    };
    let inside = || fields(start.outputs).filter(|(_, field)| is_capture(field));
    let keys_outside: FxHashSet<&str> = outer().map(|(_, field)| text(field, "key")).collect();
    let keys_inside: FxHashSet<&str> = inside().map(|(_, field)| text(field, "key")).collect();
    report.check(keys_outside == keys_inside, V23, at);
    for (id, field) in outer() {
        report.check(is_hidden_context(field) && datum(field).is_null(), V24, &at.key(id));
        let twin = inside().find(|(_, twin)| text(twin, "key") == text(field, "key"));
        let slot = |field: &Value| {
            let value = member(field, "value");
            (member(value, "type").clone(), member(value, "collection").clone())
        };
        report.check(twin.is_none_or(|(_, twin)| slot(twin) == slot(field)), V25, &at.key(id));
    }
    for (id, _) in inside() {
        let uses = fields(member(member(start.value, "pins"), id))
            .map(|(_, list)| super::report::items(list).len())
            .sum::<usize>();
        report.check(uses == 1, V31, &at.key(id));
    }
    let mut own = fields(start.inputs).filter(|(_, field)| !is_capture(field)).map(|(_, field)| field);
    if handler {
        let error = own
            .next()
            .is_some_and(|field| text(field, "group") == "context" && text(field, "key") == "error");
        report.check(error && own.next().is_none(), V26, at);
    } else if card.is("control", "branch") {
        report.check(own.next().is_none(), V27, at);
    }
}
