//! Where a stored type must be said: only where it differs from what lowering derives.

use flowc_ir::{Body, Card, CardId, Datum, Input, Role};
use flowc_stdlib::signature::{PortSignature, Signature, adopted, computed, shape_of_literal};
use flowc_types::Shape;
use flowc_value::Value;

/// The type of the port at the other end of an input's wire.
pub(crate) fn source_shape(body: &Body, card: CardId, input: usize) -> Option<Shape> {
    let end = body.wires_into(card, input).next()?;
    let output = body.card(end.card)?.outputs.get(end.wire.output)?;
    let shape = output.shape.at_path(end.wire.path.iter().map(ecow::EcoString::as_str));
    Some(shape.cloned().unwrap_or(Shape::ANY))
}

/// The literal of an input, as lowering sees it.
pub(crate) fn literal(input: &Input, port: Option<&PortSignature>) -> Option<Value> {
    match &input.datum {
        Datum::Literal(value) => Some(value.clone()),
        Datum::Untouched => port.map(|port| port.default.clone()),
        _ => None,
    }
}

/// What `as` must say about a slot; `None` where lowering derives the stored type. `declared` is what a called
/// flow or the flow's own outputs ask for.
pub(crate) fn slot_ascription(
    input: &Input,
    port: Option<&PortSignature>,
    source: Option<&Shape>,
    declared: Option<&Shape>,
) -> Option<Shape> {
    let written = match &input.datum {
        Datum::Literal(value) => Some(value),
        _ => None,
    };
    let derived = match (port, declared) {
        (Some(port), _) => match (&input.datum, source) {
            (Datum::Untouched, None) => port.shape.clone(),
            _ => adopted(port, source, written),
        },
        (None, Some(declared)) => declared.clone(),
        (None, None) => match (source, written) {
            (Some(source), _) => source.clone(),
            (None, Some(value)) => shape_of_literal(value, &Shape::TEXT),
            (None, None) => Shape::TEXT,
        },
    };
    (derived != input.shape).then(|| input.shape.clone())
}

/// What `as` must say about a card's own outputs: by position, `None` where derived.
pub(crate) fn output_ascriptions(card: &Card, signature: &Signature) -> Vec<Option<Shape>> {
    let inputs: Vec<Shape> = signature
        .inputs
        .iter()
        .map(|port| match card.input(port.group.as_deref(), &port.key) {
            Some(at) => card.inputs.get(at).map_or(Shape::ANY, |input| input.shape.clone()),
            None => port.shape.clone(),
        })
        .collect();
    card.outputs
        .iter()
        .map(|output| {
            let port = signature.output(output.group.as_deref(), &output.key);
            let port = port.and_then(|at| signature.outputs.get(at)).filter(|_| output.role == Role::Own)?;
            let derived = computed(port, &inputs);
            (derived != output.shape).then(|| output.shape.clone())
        })
        .collect()
}
