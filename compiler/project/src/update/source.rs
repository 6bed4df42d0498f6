//! Where things of a program stand in the source, and what people called them there.

use std::collections::HashMap;
use std::ops::Range;

use ecow::EcoString;
use flowc_decomp::Variables;
use flowc_ir::{Card, Datum, Flow, Origin};
use flowc_okta::lock::Place as CardPlace;
use flowc_syntax::ast::{Binding, Expr, ExprKind, Item, ItemKind, Pattern, Stmt, StmtKind};
use flowc_text::Span;

use crate::allow::contains;
use crate::statements::{Place, item_places};
use crate::{Checked, Module};

/// An item by its module and its position there.
pub(super) type ItemAt = (usize, usize);

/// Where a flow stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub at: ItemAt,
    /// The item declares the flow; else the flow is the helper of a closure in it.
    pub own: bool,
    pub span: Span,
}

/// Where each flow of a program stands, by position.
pub(super) fn stands(checked: &Checked) -> Vec<Option<Stand>> {
    let stand = |flow: &Flow| {
        let Origin::Source(span) = flow.origin else { return None };
        let module = checked.project.modules.iter().position(|module| module.file == span.file)?;
        let items = &checked.project.modules.get(module)?.tree.items;
        let item = items.iter().position(|item| contains(item.span, span))?;
        Some(Stand { at: (module, item), own: items.get(item)?.span == span, span })
    };
    checked.program.flows.iter().map(stand).collect()
}

/// The item at a place.
pub(super) fn item(modules: &[Module], (module, item): ItemAt) -> Option<&Item> {
    modules.get(module)?.tree.items.get(item)
}

/// What an item declares: a word for the kind of thing and its name.
pub(super) fn declares(item: &Item) -> Option<(&'static str, &EcoString)> {
    match &item.kind {
        ItemKind::Connection { name, .. } => Some(("connection", &name.text)),
        ItemKind::Table { name, .. } => Some(("table", &name.text)),
        ItemKind::Type { name, .. } => Some(("type", &name.text)),
        ItemKind::Flow(flow) | ItemKind::ExternFlow(flow) => Some(("flow", &flow.name.text)),
        ItemKind::Use { .. } | ItemKind::Error(_) => None,
    }
}

/// The text of an item with the comments that stand before it and at its end. `gap` leaves out comments that a
/// blank line parts from it.
pub(super) fn region(text: &str, items: &[Item], at: usize, gap: bool) -> Range<usize> {
    let line_end =
        |from: usize| text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| from + end);
    let span = |at: usize| items.get(at).map(|item| item.span.range()).unwrap_or_default();
    let own = span(at);
    let before = at.checked_sub(1).map_or(0, |before| line_end(span(before).end).min(own.start));
    let between = text.get(before..own.start).unwrap_or_default();
    let mut start = before + between.len() - between.trim_start().len();
    if gap {
        let near = between.rfind("\n\n").map_or(start, |blank| before + blank + 2);
        start = if at == 0 && near <= start { own.start } else { start.max(near) };
    }
    start..line_end(own.end)
}

/// Where a card stands.
pub(super) fn span_of(flow: &Flow, (body, id): CardPlace) -> Option<Span> {
    match flow.bodies.get(body.index())?.card(id)?.origin {
        Origin::Source(span) => Some(span),
        _ => None,
    }
}

/// What the values of a flow's cards are called in an item. `cards` are in order of execution.
pub(super) fn variables(flow: &Flow, item: &Item, cards: &[CardPlace]) -> HashMap<CardPlace, Variables> {
    let places = item_places(item);
    let statements: Vec<&Place<'_>> = places.iter().filter(|place| place.stmt.is_some()).collect();
    let mut of_statement: HashMap<Span, Vec<CardPlace>> = HashMap::new();
    for card in cards {
        let Some(span) = span_of(flow, *card) else { continue };
        let around = statements.iter().map(|place| place.span).filter(|around| contains(*around, span));
        if let Some(innermost) = around.min_by_key(|span| span.end - span.start) {
            of_statement.entry(innermost).or_default().push(*card);
        }
    }
    let mut named = HashMap::new();
    for place in statements {
        let (Some(stmt), Some(cards)) = (place.stmt, of_statement.get(&place.span)) else { continue };
        name_values(flow, stmt, cards, &mut named);
    }
    named
}

fn name_values(flow: &Flow, stmt: &Stmt, cards: &[CardPlace], named: &mut HashMap<CardPlace, Variables>) {
    let card = |(body, id): CardPlace| flow.bodies.get(body.index())?.card(id);
    let outer = cards.iter().map(|(body, _)| *body).min();
    let last = cards.iter().rev().find(|(body, _)| Some(*body) == outer).copied();
    let calls = |place: &&CardPlace| card(**place).is_some_and(calls_helper);
    let calling: Vec<CardPlace> = cards.iter().filter(calls).copied().collect();
    if let (&[calling], Some(item)) = (calling.as_slice(), item_name(stmt)) {
        named.entry(calling).or_default().item = Some(item.clone());
    }
    let (Some(place), StmtKind::Let(bindings)) = (last, &stmt.kind) else { return };
    let Some(card) = card(place) else { return };
    let given = named.entry(place).or_default();
    match bindings.as_slice() {
        _ if card.address.is("control", "let") => {
            for (input, binding) in card.inputs.iter().zip(bindings) {
                if let Pattern::Name { name, .. } = &binding.pattern {
                    given.fields.insert(input.key.clone(), name.text.clone());
                }
            }
        }
        [Binding { pattern: Pattern::Name { name, .. }, .. }] => given.value = Some(name.text.clone()),
        [Binding { pattern: Pattern::Record(fields), .. }] if card.address.is("object", "pick") => {
            for (output, field) in card.outputs.iter().zip(fields) {
                let variable = field.alias.as_ref().or(field.path.last());
                given.fields.extend(variable.map(|name| (output.key.clone(), name.text.clone())));
            }
        }
        _ => {}
    }
}

fn calls_helper(card: &Card) -> bool {
    card.inputs.iter().any(|input| matches!(input.datum, Datum::Flow(_)))
}

/// What the item of a statement's only loop or closure is called.
fn item_name(stmt: &Stmt) -> Option<&EcoString> {
    match &stmt.kind {
        StmtKind::For { item, .. } => Some(&item.text),
        StmtKind::Let(bindings) => match bindings.as_slice() {
            [only] => closure_item(&only.value),
            _ => None,
        },
        StmtKind::Expr(expr) => closure_item(expr),
        _ => None,
    }
}

fn closure_item(expr: &Expr) -> Option<&EcoString> {
    match &expr.kind {
        ExprKind::Closure { params, .. } => params.first().map(|name| &name.text),
        ExprKind::As(inner, _) | ExprKind::Paren(inner) | ExprKind::Field(inner, _) => closure_item(inner),
        ExprKind::Call(call) => {
            call.args.iter().find_map(|arg| closure_item(&arg.value)).or_else(|| closure_item(&call.callee))
        }
        _ => None,
    }
}

/// What a flow's parameters are called, by platform key.
pub(super) fn parameters(item: &Item) -> Vec<(EcoString, EcoString)> {
    let flow = super::merge::flow(&item.kind);
    let params = flow.map(|flow| flow.params.as_slice()).unwrap_or_default();
    let renamed = params.iter().filter_map(|param| Some((param.key.as_ref()?.text.clone(), &param.name)));
    renamed.map(|(key, name)| (key, name.text.clone())).collect()
}
