//! Rules of expansions, the hidden cards behind reading fields of a record.

use rustc_hash::{FxHashMap, FxHashSet};

use super::body::{Body, Card};
use super::datum;
use super::report::{Path, Report, fields, items, member, text};
use super::rules::*;

/// Checks all expansions of one body.
pub(super) fn check(body: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    let methods = at.key("methods");
    for (index, card) in body.cards.iter().enumerate().filter(|(_, card)| card.is_expansion()) {
        let at = methods.index(index);
        let source = source(card, body, &at, report);
        let pairs = outputs(card, &at, report);
        if let Some(source) = source {
            orderings(index, source, pairs, body, &at, report);
        }
    }
}

/// The card an expansion reads from.
fn source(card: &Card<'_>, body: &Body<'_>, at: &Path<'_>, report: &mut Report) -> Option<usize> {
    let mut inputs = fields(card.inputs);
    let (Some((id, input)), None) = (inputs.next(), inputs.next()) else {
        report.check(false, X01, &at.keys("node.model.inputs.data"));
        return None;
    };
    let at_input = at.field("inputs", id);
    report.check(text(input, "key") == "object", X01, &at_input.key("key"));
    let metadata = member(input, "metadata");
    let (method, output) = (text(metadata, "srcMethodId"), text(metadata, "srcOutputId"));
    let source = body.at.get(method).copied();
    let wired = source.and_then(|index| body.cards.get(index)).is_some_and(|source| {
        let pins = member(member(member(source.value, "pins"), output), card.uuid);
        items(pins).iter().any(|pin| text(*pin, "input") == id)
    });
    report.check(wired, X02, &at_input);
    let hidden = member(card.model, "displayed").as_bool() == Some(false);
    report.check(card.title() == method, X03, &at.keys("node.data.name"));
    report.check(hidden, X03, &at.keys("node.model.displayed"));
    for (id, field) in fields(card.outputs) {
        let other = member(field, "metadata");
        let path = items(member(other, "path"));
        let names = !path.is_empty() && path.iter().all(|step| step.as_str().is_some());
        let same = text(other, "srcMethodId") == method && text(other, "srcOutputId") == output;
        report.check(names && same, X05, &at.field("outputs", id).key("metadata"));
    }
    source
}

/// Pairs of key and value; how many there are.
fn outputs(card: &Card<'_>, at: &Path<'_>, report: &mut Report) -> usize {
    let mut groups: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (_, field) in fields(card.outputs) {
        groups.entry(text(field, "group")).or_default().push(text(field, "key"));
    }
    let paired = groups.values_mut().all(|keys| {
        keys.sort_unstable();
        keys.as_slice() == ["key", "value"]
    });
    report.check(paired, X06, &at.keys("node.model.outputs.data"));
    let pins = member(card.value, "pins");
    for (id, field) in fields(card.outputs) {
        let uses: usize = fields(member(pins, id)).map(|(_, list)| items(list).len()).sum();
        let is_key = text(field, "key") == "key";
        let at = at.field("outputs", id);
        report.check(uses == usize::from(!is_key), X12, &at);
        if is_key {
            let same = datum(field) == member(member(field, "metadata"), "path");
            report.check(same, X07, &at.keys("value.data"));
        }
    }
    groups.len()
}

fn orderings(index: usize, source: usize, pairs: usize, body: &Body<'_>, at: &Path<'_>, report: &mut Report) {
    let count = |from: usize, to: usize| body.pairs.iter().filter(|&&pair| pair == (from, to)).count();
    let before: FxHashSet<usize> = body
        .pairs
        .iter()
        .filter(|&&(from, to)| to == index && from != index)
        .map(|&(from, _)| from)
        .collect();
    report.check(before.contains(&source), X04, at);
    report.check(count(source, index) == 1, X09, at);
    let followers = |from: usize| -> FxHashSet<usize> {
        let after = body.pairs.iter().filter(|&&(first, to)| first == from && to != from);
        after.map(|&(_, to)| to).filter(|&to| !body.is_expansion(to)).collect()
    };
    let (own, expected) = (followers(index), followers(source));
    report.check(own == expected, X08, at);
    let copies = count(index, index) == pairs && own.iter().all(|&to| count(index, to) == pairs);
    report.check(copies, X10, at);
    let name = |at: usize| body.cards.get(at).map(Card::title);
    let siblings = body
        .pairs
        .iter()
        .filter(|&&(from, to)| from == index && to != index && body.is_expansion(to))
        .all(|&(_, to)| name(to) == name(index));
    report.check(siblings, X11, at);
}
