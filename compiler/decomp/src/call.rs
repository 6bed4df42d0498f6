//! Calls of flows, Lookup, and what a call says about its card.

use ecow::EcoString;
use flowc_ir::{Address, Card, CardId, Datum, FlowId, Role};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_stdlib::tables::TABLES;
use flowc_syntax::ast::{Attr, CallExpr, Expr, ExprKind};

use crate::card::outputs_record;
use crate::declared::Field;
use crate::expr::{ascribed, attribute, name, text};
use crate::printer::{Inside, Printer};
use crate::program::flow_name;

/// `@version` of a connector's card that is not the last declared one.
pub(crate) fn version(card: &Card, signature: Option<&Signature>, signatures: &Signatures) -> Option<Attr> {
    let Address::Connector { connector, version, .. } = &card.address else { return None };
    let usual = signatures.method(connector, &signature?.name, None)?;
    match &usual.subject {
        flowc_stdlib::signature::Subject::Connector(_, last, _) if last != version => {
            Some(attribute("version", &[version]))
        }
        _ => None,
    }
}

/// A connection of the connector that a card without a connection could be taken to use.
pub(crate) fn mistakable<'p>(
    card: &Card,
    program: &'p flowc_ir::Program,
) -> Option<&'p flowc_ir::Connection> {
    let Address::Connector { connector, .. } = &card.address else { return None };
    let unconnected = card.connection.is_none() && connector != TABLES;
    program.connections.iter().find(|connection| unconnected && connection.name == *connector)
}

impl<'a> Printer<'a> {
    /// The flow that a card calls.
    pub fn called(&self, card: &Card) -> Option<FlowId> {
        let at = card.input(None, "flo")?;
        match card.inputs.get(at)?.datum {
            Datum::Flow(flow) => Some(flow),
            _ => None,
        }
    }

    /// The input of a called flow that an argument fills.
    pub fn parameter(&self, flow: FlowId, group: Option<&EcoString>, key: &str) -> Option<Field> {
        let inputs = &self.cx.declared.get(flow.index())?.inputs;
        inputs.iter().find(|field| field.key == *key && field.group.as_ref() == group).cloned()
    }

    /// `f(a: x)`: Call Flow.
    pub fn call_flow(&mut self, id: CardId, card: &'a Card) -> Option<(Expr, bool)> {
        let (call, flow) = self.flow_call(id, card)?;
        let outputs =
            self.cx.declared.get(flow.index()).map(|fields| fields.outputs.as_slice()).unwrap_or_default();
        let same = outputs.len() == card.outputs.len()
            && outputs.iter().zip(&card.outputs).all(|(field, output)| {
                field.key == output.key && field.shape == output.shape && field.label == output.label
            });
        if same {
            return Some((call, false));
        }
        let record = outputs_record(card.outputs.iter().map(|output| (output, output.shape.clone())));
        Some((ascribed(call, &record), false))
    }

    /// The call itself, for Call Flow and Call Flow Async.
    pub fn flow_call(&mut self, id: CardId, card: &Card) -> Option<(Expr, FlowId)> {
        let flow = self.called(card)?;
        let fields: Vec<(usize, Inside)> = card
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| input.role == Role::Author)
            .map(|(at, _)| (at, Inside::Any))
            .collect();
        if fields.iter().any(|(at, _)| self.is_untouched(id, card, *at)) {
            return None;
        }
        let flow_item = self.cx.program.flows.get(flow.index())?;
        self.settle(id, &fields);
        let mut args: Vec<flowc_syntax::ast::Arg> = self.no_connection(flow, card).into_iter().collect();
        for (at, _) in &fields {
            let Some(input) = card.inputs.get(*at) else { continue };
            let known = self.parameter(flow, input.group.as_ref(), &input.key);
            if input.group.is_some() {
                let first = args.is_empty();
                args.extend(self.section_arguments(id, card, *at, known.as_ref(), first));
                continue;
            }
            let value = self.operand(id, card, *at, known.as_ref().map(|field| &field.shape));
            let attrs = crate::attrs::label(input.label.as_deref(), input.description.as_deref());
            args.push(flowc_syntax::ast::Arg { attrs, ..crate::expr::arg(&input.key, value) });
        }
        let call = CallExpr { callee: name(flow_name(flow_item)), options: None, args };
        Some((ExprKind::Call(Box::new(call)).into(), flow))
    }

    /// `match x { "a" => 1, else => 2 }`: Lookup.
    pub fn lookup(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let (value, otherwise) = (card.input(None, "key")?, card.input(None, "else")?);
        let options: Vec<usize> = (0..card.inputs.len())
            .filter(|at| card.inputs.get(*at).is_some_and(|input| input.role == Role::Author))
            .collect();
        let plain = options.iter().all(|at| {
            card.inputs.get(*at).is_some_and(|input| input.group.as_deref() == Some("options"))
                && !self.is_untouched(id, card, *at)
        });
        if !plain || options.is_empty() || options.len() + 2 != card.inputs.len() {
            return None;
        }
        let order: Vec<(usize, Inside)> = std::iter::once(&value)
            .chain(&options)
            .chain([&otherwise])
            .map(|at| (*at, Inside::Any))
            .collect();
        let pure = self.settle(id, &order);
        let key = self.operand(id, card, value, None);
        let mut arms = Vec::new();
        for at in options {
            let key: EcoString = card.inputs.get(at).map(|input| input.key.clone()).unwrap_or_default();
            arms.push((text(&key), self.operand(id, card, at, None)));
        }
        let says_else = !self.is_untouched(id, card, otherwise);
        let otherwise = says_else.then(|| Box::new(self.operand(id, card, otherwise, None)));
        Some((ExprKind::Match { value: Box::new(key), arms, otherwise }.into(), pure))
    }
}
