//! Declarations, attributes, descriptions.

use super::expression::{argument, brackets, expression, operation};
use super::layout::{Doc, group, indent, joined, nothing, seq, text};
use super::shape::{fields, parameters, shape};
use super::statement::{block, tail_comments};
use super::text::{label, marked, name, quoted};
use super::trivia::{Entry, bracketed, comments};
use crate::ast::{
    Attr, ConnectorKind, ExprKind, FlowItem, Item, ItemKind, Module, Name, TextLit, Trigger, TriggerKind,
    Trivia,
};

/// A whole file.
pub(super) fn module(module: &Module) -> Doc {
    let mut docs = Vec::new();
    let mut before: Option<&Item> = None;
    for item in &module.items {
        if let Some(before) = before {
            docs.push(Doc::Hard);
            if item.trivia.blank_line || !may_touch(before, item) {
                docs.push(Doc::Hard);
            }
        }
        docs.push(item_doc(item));
        before = Some(item);
    }
    if !module.tail.comments.is_empty() {
        if before.is_some() {
            docs.extend([Doc::Hard, Doc::Hard]);
        }
        docs.push(tail_comments(&module.tail));
    }
    if !docs.is_empty() {
        docs.push(Doc::Hard);
    }
    Doc::Seq(docs)
}

/// Lines of one kind may stand without a blank line between them.
fn may_touch(a: &Item, b: &Item) -> bool {
    let plain = |item: &Item| item.docs.is_empty() && item.attrs.is_empty();
    plain(a)
        && plain(b)
        && matches!(
            (&a.kind, &b.kind),
            (ItemKind::Use { .. }, ItemKind::Use { .. })
                | (ItemKind::Connection { .. }, ItemKind::Connection { .. })
                | (ItemKind::Error(_), _)
                | (_, ItemKind::Error(_))
        )
}

fn item_doc(item: &Item) -> Doc {
    let trivia = Trivia { trailing: item.trivia.trailing.clone(), ..Trivia::default() };
    let doc = seq([description(&item.docs), attribute_lines(&item.attrs), declaration(&item.kind)]);
    seq([comments(&item.trivia.comments), Entry { trivia: &trivia, doc }.with_comments()])
}

/// `///` lines, each with its line end.
pub(super) fn description(docs: &[ecow::EcoString]) -> Doc {
    let lines = docs.iter().flat_map(|line| line.split('\n'));
    seq(lines.flat_map(|line| [marked("///", "/// ", line), Doc::Hard]))
}

/// Attributes above what they speak of: on one line, or each on its own.
pub(super) fn attribute_lines(attrs: &[Attr]) -> Doc {
    if attrs.is_empty() {
        return nothing();
    }
    seq([group([joined(attrs.iter().map(attribute), || Doc::Line)]), Doc::Hard])
}

/// Attributes in front of what they belong to.
pub(super) fn attributes_inline(attrs: &[Attr]) -> Doc {
    seq(attrs.iter().flat_map(|attr| [attribute(attr), text(" ")]))
}

fn attribute(attr: &Attr) -> Doc {
    let args = match attr.args.as_slice() {
        [] => nothing(),
        // A text alone opens in the attribute's line.
        [only] if matches!(only.kind, ExprKind::Text(_)) => seq([text("("), expression(only), text(")")]),
        args => {
            let trivia = Trivia::default();
            let entries = args.iter().map(|arg| Entry { trivia: &trivia, doc: expression(arg) });
            bracketed("(", ")", false, entries.collect())
        }
    };
    seq([text("@"), label(&attr.name), args])
}

fn title(title: Option<&TextLit>) -> Doc {
    title.map_or_else(nothing, |title| seq([text(" "), quoted(&title.text)]))
}

fn declaration(kind: &ItemKind) -> Doc {
    match kind {
        ItemKind::Use { path, names } => use_doc(path, names),
        ItemKind::Connection { name: own, connector, title: shown } => {
            seq([text("connection "), label(own), text(": "), label(connector), title(shown.as_ref())])
        }
        ItemKind::Table { name: own, title: shown, columns } => {
            seq([text("table "), name(own), title(shown.as_ref()), text(" "), fields(columns)])
        }
        ItemKind::Type { name: own, shape: of } => seq([text("type "), name(own), text(" = "), shape(of)]),
        ItemKind::Flow(flow) => seq([
            flow.trigger.as_ref().map_or_else(nothing, |on| seq([trigger(on), Doc::Hard])),
            signature(flow),
            text(" "),
            block(&flow.body),
        ]),
        ItemKind::ExternFlow(flow) => seq([
            flow.trigger.as_ref().map_or_else(nothing, |on| seq([trigger(on), Doc::Hard])),
            text("extern "),
            signature(flow),
        ]),
        ItemKind::Error(source) => text(source.clone()),
    }
}

fn use_doc(path: &[Name], names: &[Name]) -> Doc {
    let path = joined(path.iter().map(label), || text("."));
    let trivia = Trivia::default();
    let names = match names {
        [] => nothing(),
        _ => {
            let entries = names.iter().map(|name| Entry { trivia: &trivia, doc: label(name) });
            seq([text(" "), bracketed("{", "}", true, entries.collect())])
        }
    };
    seq([text("use "), path, names])
}

fn signature(flow: &FlowItem) -> Doc {
    let params = if flow.params.is_empty() { nothing() } else { seq([text(" "), parameters(&flow.params)]) };
    let outputs = flow
        .outputs
        .as_ref()
        .map_or_else(nothing, |outputs| group([indent([Doc::Line, text("-> "), fields(outputs)])]));
    seq([text("flow "), name(&flow.name), title(flow.title.as_ref()), params, outputs])
}

fn trigger(trigger: &Trigger) -> Doc {
    let groups = |params: &[crate::ast::Param]| {
        if params.is_empty() { nothing() } else { seq([text(" "), parameters(params)]) }
    };
    let kind = match &trigger.kind {
        TriggerKind::Schedule { cron, zone } => {
            let zone = zone.as_ref().map_or_else(nothing, |zone| seq([text(" in "), quoted(&zone.text)]));
            seq([text("schedule "), quoted(&cron.text), zone])
        }
        TriggerKind::Api { settings, groups: declared } => {
            let held = if settings.is_empty() && declared.is_empty() {
                nothing()
            } else {
                bracketed("(", ")", false, settings.iter().map(argument).collect())
            };
            seq([text("api"), held, groups(declared)])
        }
        TriggerKind::Connector { kind, groups: declared } => {
            let kind = match kind {
                ConnectorKind::Word(word) => label(word),
                ConnectorKind::Address(address) => quoted(&address.text),
            };
            seq([text("connector("), kind, text(")"), groups(declared)])
        }
        TriggerKind::Delegated(params) => seq([text("delegated"), groups(params)]),
        TriggerKind::Hook(params) => seq([text("hook"), groups(params)]),
        TriggerKind::Event { call, name: event } => {
            let operand = matches!(call.kind, ExprKind::Call(_) | ExprKind::Field(..) | ExprKind::Name(_));
            let doc = operation(call);
            let doc = if operand { doc } else { brackets(doc) };
            seq([doc, text(" as "), name(event)])
        }
        TriggerKind::Manual => text("manual"),
    };
    seq([text("on "), kind])
}
