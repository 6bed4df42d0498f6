//! Rules of wires, converters and joins.

use flowc_value::Kind;
use flowc_value::convert::{Link, Transform, link};
use rustc_hash::FxHashMap;

use super::body::{Body, Card};
use super::datum;
use super::order::Order;
use super::report::{Path, Report, fields, has_keys, is_empty_object, items, member, text};
use super::rules::*;
use super::tree::Node;

/// Checks all wires of one body.
pub(super) fn check(body: &Body<'_>, order: &Order, at: &Path<'_>, report: &mut Report) {
    let methods = at.key("methods");
    let mut arrivals: FxHashMap<(usize, &str), usize> = FxHashMap::default();
    for (index, card) in body.cards.iter().enumerate() {
        let at = methods.index(index);
        let at = at.key("pins");
        for (output, targets) in fields(member(card.value, "pins")) {
            let at = at.key(output);
            let source = member(card.outputs, output);
            report.check(source.as_object().is_some(), W01, &at);
            for (target, list) in fields(targets) {
                let at = at.key(target);
                report.check(!items(list).is_empty(), W03, &at);
                let Some(&to) = body.at.get(target) else {
                    report.check(false, W02, &at);
                    continue;
                };
                // Where the order runs in a circle, everything does.
                report.check(!order.is_acyclic() || order.runs_after(index, to), W04, &at);
                for (number, &pin) in items(list).iter().enumerate() {
                    let at = at.index(number);
                    if let Some(found) = wire(output, source, pin, body.cards.get(to), &at, report) {
                        *arrivals.entry((to, found)).or_insert(0) += 1;
                    }
                }
            }
        }
        used(card, &methods.index(index), report);
        joins(card, &methods.index(index), report);
    }
    for (index, card) in body.cards.iter().enumerate() {
        let at = methods.index(index);
        for (id, input) in fields(card.inputs) {
            let count = arrivals.get(&(index, id)).copied().unwrap_or_default();
            let at = at.field("inputs", id);
            report.check(count <= 1 || card.is("control", "join"), W06, &at);
            report.check(count == 0 || is_empty_datum(input), W12, &at.keys("value.data"));
        }
    }
}

/// One pin; the input it ends at, if there is one.
fn wire<'v>(
    output: &str,
    source: Node<'_>,
    pin: Node<'v>,
    target: Option<&Card<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<&'v str> {
    let id = text(pin, "input");
    let input = target.map(|card| member(card.inputs, id));
    let found = input.is_some_and(|input| input.as_object().is_some());
    let whole = report.keys(pin, &["input", "transform"], &[], W05, at);
    if !report.check(found, W05, &at.key("input")) || !whole {
        return None;
    }
    if source.is_null() {
        return Some(id);
    }
    let (from, to) = (slot(source), slot(input?));
    // What has no known type breaks the rule of types.
    if [from.0, to.0].contains(&Kind::Any) {
        return Some(id);
    }
    let transform = member(pin, "transform");
    let wanted = link(from.0, from.1, to.0, to.1);
    if transform.is_null() {
        if from != to {
            report.broken(W20, at, format_args!("{}: {}", W20.summary, words(wanted)));
        }
        return Some(id);
    }
    let at = at.key("transform");
    let body = member(transform, output);
    if !report.check(body.as_object().is_some() && fields(transform).count() == 1, W21, &at) {
        return Some(id);
    }
    let at = at.key(output);
    let known = report.keys(body, &["forceWrapArray", "dest"], &["convert"], W22, &at);
    let form = member(body, "forceWrapArray").as_bool().is_some() && text(body, "dest") == output;
    if known && report.check(form, W22, &at) && !is_converter(body, wanted) {
        report.broken(W23, &at, format_args!("{}: {}", W23.summary, words(wanted)));
    }
    Some(id)
}

/// What a wire between two slots needs.
fn words(wanted: Link) -> String {
    match wanted {
        Link::Through(Transform { convert, force_wrap_array }) => {
            let name = convert.map_or("no converter", |converter| converter.name());
            format!("here {name} with forceWrapArray {force_wrap_array}")
        }
        Link::Direct => "here none".to_owned(),
        Link::Refused => "no converter leads from one type to the other".to_owned(),
    }
}

fn is_converter(stored: Node<'_>, wanted: Link) -> bool {
    let Link::Through(Transform { convert, force_wrap_array }) = wanted else { return false };
    let forced = member(stored, "forceWrapArray").as_bool() == Some(force_wrap_array);
    // Two old packs force a list without naming a converter.
    let named = member(stored, "convert").as_str();
    forced && (named == convert.map(|converter| converter.name()) || (named.is_none() && force_wrap_array))
}

/// Kind and list flag of a field; records count as objects.
fn slot(field: Node<'_>) -> (Kind, bool) {
    let value = member(field, "value");
    let kind = match member(value, "type").as_str() {
        Some("string") => Kind::Text,
        Some("number") => Kind::Number,
        Some("boolean") => Kind::Boolean,
        Some("Date") => Kind::Date,
        Some("file") => Kind::File,
        Some("flo") => Kind::Flow,
        Some("object") | None => Kind::Object,
        Some(_) => Kind::Any,
    };
    (kind, member(value, "collection").as_bool() == Some(true))
}

fn is_empty_datum(field: Node<'_>) -> bool {
    match datum(field) {
        Node::Null => true,
        Node::Bool(value) => !value,
        Node::Number(number) => number == 0.0,
        Node::Text(text) => text.is_empty(),
        Node::List(list) => list.is_empty(),
        object => is_empty_object(object),
    }
}

fn used(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let pins = member(card.value, "pins");
    for (id, output) in fields(card.outputs) {
        let wired = fields(member(pins, id)).next().is_some();
        let marked = member(output, "_used").as_bool() == Some(true);
        report.check(wired == marked, W08, &at.field("outputs", id).key("_used"));
    }
}

fn joins(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let at = at.key("joins");
    let joins = member(card.value, "joins");
    let merges = card.is("control", "join");
    report.check(card.value.get("joins").is_none_or(|joins| joins.as_object().is_some()), W09, &at);
    for (input, links) in fields(joins) {
        let at = at.key(input);
        let stale = items(links).is_empty();
        report.check(!stale, W13, &at);
        // What is left of a link says nothing, on whatever card it lies.
        if !report.check(stale || merges, W09, &at) {
            continue;
        }
        let source = member(card.inputs, input);
        report.check(stale || source.as_object().is_some(), W10, &at);
        for &link in items(links) {
            let form = has_keys(link, &["output", "transform"]) && member(link, "transform").is_null();
            let target = member(card.outputs, text(link, "output"));
            report.check(form && target.as_object().is_some(), W10, &at);
            report.check(text(target, "key") == text(source, "key"), W11, &at);
        }
    }
}
