//! Where a stored type must be said: only where it differs from what lowering derives.

use flowc_ir::{Body, Card, CardId, Datum, Input, Role, Wire};
use flowc_stdlib::signature::{PortSignature, Signature, adopted, computed, shape_of_literal};
use flowc_types::{Kind, Shape};
use flowc_value::Value;

/// The type of the port at the other end of an input's wire.
pub(crate) fn source_shape(body: &Body, card: CardId, input: usize) -> Option<Shape> {
    let end = body.wires_into(card, input).next()?;
    Some(port_shape(body, end.card, end.wire))
}

/// The type at the source of a wire.
pub(crate) fn port_shape(body: &Body, source: CardId, wire: &Wire) -> Shape {
    let output = body.card(source).and_then(|card| card.outputs.get(wire.output));
    let shape = output.and_then(|output| output.shape.at_path(wire.path.iter().map(ecow::EcoString::as_str)));
    shape.cloned().unwrap_or(Shape::ANY)
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
        .chain(card.inputs.iter().filter(|input| input.role == Role::Author).map(|input| input.shape.clone()))
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

/// What an unfilled field of this type stores.
pub(crate) fn empty_datum(shape: &Shape) -> Value {
    if shape.is_list() {
        return Value::list(Vec::<Value>::new());
    }
    match shape.kind() {
        Kind::Text | Kind::Date => Value::text(""),
        Kind::Number => Value::Number(0.0),
        Kind::Boolean => Value::Bool(false),
        Kind::Object => Value::object(Vec::<(&str, Value)>::new()),
        Kind::File | Kind::Flow | Kind::Any => Value::Null,
    }
}
