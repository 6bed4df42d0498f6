//! Constant folding: a card that always gives the same is computed now.

use flowc_ir::{CardId, Datum, Edge, ItemArgument, Role};
use flowc_value::convert::{self, Link};
use flowc_value::{Value, json, path};
use petgraph::Direction;
use petgraph::stable_graph::EdgeIndex;
use petgraph::visit::EdgeRef;

use crate::evaluate::{constant, link};
use crate::report::What;
use crate::{Pass, Scope};

/// Bytes of JSON that a folded value may have: a card can be much shorter than what it gives.
const LARGEST: usize = 4_096;

/// The pass.
pub(crate) const PASS: Pass = Pass {
    name: "fold",
    precondition: "a pure card of which every input is a literal or left alone, which evaluates without error, and \
                   whose values arrive at all its readers without error as what JSON can say",
    law: "each reader holds as a literal what the wire would have brought it, conversions included; the card itself \
          stays, read by nobody",
    run,
};

fn run(scope: &mut Scope<'_>) {
    for card in scope.body.cards_in_order() {
        let Some(arrivals) = arrivals(scope, card) else { continue };
        let mut values: Vec<Value> = Vec::new();
        for Arrival { edge, reader, input, value } in arrivals {
            scope.body.graph.remove_edge(edge);
            if let Some(input) = scope.body.card_mut(reader).and_then(|card| card.inputs.get_mut(input)) {
                if !values.contains(&value) {
                    values.push(value.clone());
                }
                input.datum = Datum::Literal(value);
            }
        }
        scope.note(card, What::Folded(values));
    }
}

/// What a wire would bring to a reader.
struct Arrival {
    edge: EdgeIndex,
    reader: CardId,
    input: usize,
    value: Value,
}

/// What all readers of a card would get; `None` where the card or one of them does not meet the precondition, or
/// nobody reads it.
fn arrivals(scope: &Scope<'_>, id: CardId) -> Option<Vec<Arrival>> {
    let signature = scope.function(id)?;
    let body = &*scope.body;
    let card = body.card(id)?;
    if body.wires_from(id).next().is_none() || scope.is_tied(id) {
        return None;
    }
    let outcome = constant(card, signature, body.wires_to(id).next().is_some())?;
    let edges = body.graph.edges_directed(id, Direction::Outgoing);
    let wires = edges.filter_map(|edge| match edge.weight() {
        Edge::Wire(wire) => Some((edge.id(), edge.target(), wire)),
        _ => None,
    });
    wires
        .map(|(edge, reader, wire)| {
            let output = card.outputs.get(wire.output)?;
            let input = body.card(reader)?.inputs.get(wire.input)?;
            let takes_literals = matches!(input.role, Role::Own | Role::Author | Role::Dynamic)
                && matches!(input.item, None | Some(ItemArgument::Constant))
                && body.wires_into(reader, wire.input).count() == 1;
            let whole = outcome.0.get(wire.output)?;
            let value = path::get_keys(whole, &wire.path)?;
            let from = output.shape.at_path(wire.path.iter().map(|name| name.as_str()))?;
            let value = match link(from, &input.shape) {
                Link::Direct => value.clone(),
                Link::Through(transform) => convert::wire(transform, value).ok()?,
                Link::Refused => return None,
            };
            (takes_literals && sayable(&value)).then_some(Arrival { edge, reader, input: wire.input, value })
        })
        .collect()
}

/// Whether a literal says just this: null (which may also be a missing value), dates, files, and numbers that JSON
/// lacks are left to the run.
fn sayable(value: &Value) -> bool {
    let text = json::to_text(value);
    text.len() <= LARGEST && !value.is_null() && json::parse(&text).is_ok_and(|read| identical(&read, value))
}

/// Equal in every way that a card can see: the order of keys and the sign of zero included.
pub(crate) fn identical(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| identical(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b.iter()).all(|((key, a), (other, b))| key == other && identical(a, b))
        }
        _ => a.kind() == b.kind() && a == b,
    }
}
