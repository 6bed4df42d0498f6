//! Checks on what is lowered: inputs left empty, circles of calls.

use ecow::EcoString;
use flowc_ir::{Card, Datum, FlowId, Input, Origin};
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_text::Span;
use flowc_value::Value;
use rustc_hash::FxHashSet;

use crate::diagnostics;
use crate::scope::Lowering;

impl Lowering<'_> {
    /// Inputs that must be filled and are not.
    pub fn check_required(&mut self, signature: &Signature, card: &Card, given: &[usize], span: Span) {
        let own = |port: &PortSignature| {
            let ports = signature.card.map_or(&[][..], |card| card.inputs);
            ports.iter().find(|own| own.group == port.group.as_deref() && own.key == port.key)
        };
        let missing: Vec<EcoString> = signature
            .inputs
            .iter()
            .filter(|port| port.required && is_blank(&port.default))
            .filter(|port| own(port).is_none_or(|own| !own.may_be_empty))
            .filter(|port| match card.input(port.group.as_deref(), &port.key) {
                Some(at) => {
                    let untouched = card.inputs.get(at).is_none_or(|input| input.datum == Datum::Untouched);
                    untouched && !given.contains(&at)
                }
                None => !port.optional,
            })
            .map(|port| port.name.clone())
            .collect();
        if !missing.is_empty() {
            self.report(diagnostics::missing_arguments(
                &format!("the card {}", signature.name),
                &missing,
                span,
            ));
        }
    }

    /// What can only be seen once all flows are lowered: flows that call each other in a circle.
    pub fn check_program(&mut self) {
        let calls: Vec<Vec<(FlowId, Span)>> = self.program.flows.iter().map(calls_of).collect();
        let mut reported: FxHashSet<FlowId> = FxHashSet::default();
        for start in 0..calls.len() {
            let start = FlowId::new(start);
            let Some((circle, span)) = circle_through(start, &calls) else { continue };
            if circle.iter().any(|flow| reported.contains(flow)) {
                continue;
            }
            let titles: Vec<EcoString> = circle
                .iter()
                .filter_map(|flow| self.program.flows.get(flow.index()))
                .map(|flow| flow.title.clone())
                .collect();
            reported.extend(circle);
            self.report(diagnostics::endless_calls(&titles, span));
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(number) => *number == 0.0,
        _ => false,
    }
}

/// The flows that a flow calls, with the places of the calls.
fn calls_of(flow: &flowc_ir::Flow) -> Vec<(FlowId, Span)> {
    let inputs_of = |card: &Card| -> Vec<(FlowId, Span)> {
        let span = match card.origin {
            Origin::Source(span) => span,
            _ => Span::default(),
        };
        let target = |input: &Input| match input.datum {
            Datum::Flow(flow) => Some((flow, span)),
            _ => None,
        };
        card.inputs.iter().filter_map(target).collect()
    };
    let cards = flow.bodies.iter().flat_map(|body| body.graph.node_weights());
    cards.flat_map(inputs_of).collect()
}

/// A circle of calls that leads from a flow back to it, and the place of its first call.
fn circle_through(start: FlowId, calls: &[Vec<(FlowId, Span)>]) -> Option<(Vec<FlowId>, Span)> {
    let mut came_from: Vec<Option<(FlowId, Span)>> = vec![None; calls.len()];
    let mut queue = vec![start];
    let mut at = 0;
    while let Some(&flow) = queue.get(at) {
        at += 1;
        for &(target, span) in calls.get(flow.index()).into_iter().flatten() {
            if target == start {
                return Some(path_back(start, flow, span, &came_from));
            }
            if let Some(slot) = came_from.get_mut(target.index()).filter(|slot| slot.is_none()) {
                *slot = Some((flow, span));
                queue.push(target);
            }
        }
    }
    None
}

fn path_back(
    start: FlowId,
    last: FlowId,
    closing: Span,
    came_from: &[Option<(FlowId, Span)>],
) -> (Vec<FlowId>, Span) {
    let mut circle = vec![last];
    let mut first_call = closing;
    let mut flow = last;
    while flow != start {
        let Some(&Some((before, span))) = came_from.get(flow.index()) else { break };
        circle.push(before);
        first_call = span;
        flow = before;
    }
    circle.reverse();
    (circle, first_call)
}
