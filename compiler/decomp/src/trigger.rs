//! What starts a flow.

use ecow::{EcoString, eco_format};
use flowc_ir::{Card, CardId, Schedule};
use flowc_syntax::ast::{Expr, ExprKind, Param, ShapeExpr, ShapeKind, TextLit, Trigger, TriggerKind, Trivia};
use flowc_text::Span;

use crate::declared::Field;
use crate::expr::{arg, text};
use crate::printer::Printer;

/// The kinds of start cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Helper,
    Scheduled,
    Api,
    Delegated,
    Connector,
    Manual,
    Event,
}

impl Start {
    /// What a start card begins; `None` for a card that begins nothing.
    pub fn of(card: &Card, scheduled: bool) -> Option<Start> {
        if card.builder.is_some() {
            return Some(Start::Connector);
        }
        let starts = [
            (("http", "accept"), Start::Api),
            (("http", "delegated"), Start::Delegated),
            (("control", "noop"), Start::Manual),
            (("control", "callable"), if scheduled { Start::Scheduled } else { Start::Helper }),
        ];
        let found = starts.into_iter().find(|((channel, method), _)| card.address.is(channel, method));
        found
            .map(|(_, start)| start)
            .or_else(|| matches!(card.address, flowc_ir::Address::Connector { .. }).then_some(Start::Event))
    }
}

fn lit(text: &str) -> TextLit {
    text.into()
}

/// `on schedule "0 9 * * *" in "Zone"`; seconds are only said when they are not `00`.
fn schedule(schedule: &Schedule) -> TriggerKind {
    let [seconds, rest @ ..] = &schedule.fields;
    let rest = rest.join(" ");
    let cron: EcoString = if seconds == "00" { rest.into() } else { eco_format!("{seconds} {rest}") };
    TriggerKind::Schedule { cron: lit(&cron), zone: Some(lit(&schedule.zone)) }
}

impl<'a> Printer<'a> {
    /// The line `on …`, if the flow has one. `params` are the declared inputs that it takes over.
    pub fn trigger(
        &mut self,
        start: Start,
        params: Vec<(Field, Param)>,
        event: Option<CardId>,
    ) -> Option<Trigger> {
        let kind = match start {
            Start::Helper => return None,
            Start::Scheduled => schedule(self.cx.flow.schedule.as_ref()?),
            Start::Api => TriggerKind::Api { settings: self.security(), groups: grouped(params) },
            Start::Delegated => TriggerKind::Delegated(params.into_iter().map(|(_, param)| param).collect()),
            Start::Connector => {
                return crate::builder::kind(self.cx.flow)
                    .map(|kind| crate::builder::trigger(kind, grouped(params)));
            }
            Start::Manual => TriggerKind::Manual,
            Start::Event => {
                let id = event?;
                let (call, _) = self.explicit(id, self.card(id)?);
                let call = match call.kind {
                    ExprKind::As(inner, _) => *inner,
                    kind => kind.into(),
                };
                TriggerKind::Event { call, name: "event".into() }
            }
        };
        Some(Trigger { kind, span: Span::default() })
    }

    /// `security: token`.
    fn security(&self) -> Vec<flowc_syntax::ast::Arg> {
        let Some(level) = &self.cx.flow.security else { return Vec::new() };
        let value: Expr = match level.as_str() {
            "medium" => crate::expr::name("token"),
            "open" => crate::expr::name("open"),
            other => text(other),
        };
        vec![arg("security", value)]
    }
}

/// `body: { … }, query: { … }`: fields by section.
pub(crate) fn grouped(params: Vec<(Field, Param)>) -> Vec<Param> {
    let mut groups: Vec<(EcoString, Vec<Param>)> = Vec::new();
    for (field, param) in params {
        let group = field.group.unwrap_or_default();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, fields)) => fields.push(param),
            None => groups.push((group, vec![param])),
        }
    }
    let group = |(name, fields): (EcoString, Vec<Param>)| Param {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        name: name.into(),
        key: None,
        optional: false,
        shape: Some(ShapeExpr { kind: ShapeKind::Record { fields, open: false }, span: Span::default() }),
        default: None,
    };
    groups.into_iter().map(group).collect()
}
