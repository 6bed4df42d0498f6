//! Evaluating a card whose inputs are all known, through its own function.

use flowc_ir::{Card, Datum, Role};
use flowc_stdlib::call::{Call, CallSpec, FieldSpec, Random, SlotType};
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_stdlib::{CardError, Run};
use flowc_types::Shape;
use flowc_value::Value;
use flowc_value::convert::{self, Link};

/// Cards whose evaluation may take any time for inputs of any size: they match regular expressions, or derive the
/// key to a key in as many rounds as that says.
const UNBOUNDED: &[(&str, &str)] = &[("string", "match"), ("string", "replaceAny"), ("crypto", "sign")];

/// What a card would give: one value per output of the card, in its order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome(pub Vec<Value>);

/// Evaluates a card that nothing is wired to. `None` where an input is not known, where flowc does not know the
/// card's fields, or where the evaluation fails: the error belongs to the run.
pub(crate) fn constant(card: &Card, signature: &Signature, wired: bool) -> Option<Outcome> {
    if wired || UNBOUNDED.iter().any(|&(channel, method)| card.address.is(channel, method)) {
        return None;
    }
    let mut call = Prepared::new(card, signature)?;
    let outputs = call.run(signature)?.ok()?;
    call.arrange(card, signature, outputs).map(Outcome)
}

/// A call with its inputs in the order that the function expects.
struct Prepared {
    spec: CallSpec,
    inputs: Vec<Value>,
    fields: Vec<Value>,
}

impl Prepared {
    fn new(card: &Card, signature: &Signature) -> Option<Self> {
        let mut prepared = Self { spec: CallSpec::default(), inputs: Vec::new(), fields: Vec::new() };
        for port in &signature.inputs {
            let input = card.inputs.get(card.input(port.group.as_deref(), &port.key)?)?;
            prepared.spec.inputs.push(slot(&input.shape));
            prepared.inputs.push(known(&input.datum, port)?);
        }
        let own = |group: Option<&str>, key: &str| signature.input(group, key).is_some();
        for input in card.inputs.iter().filter(|input| !own(input.group.as_deref(), &input.key)) {
            let Datum::Literal(value) = &input.datum else { return None };
            if input.role != Role::Author || input.item.is_some() {
                return None;
            }
            prepared.spec.fields.push(FieldSpec {
                group: input.group.clone(),
                key: input.key.clone(),
                slot: slot(&input.shape),
            });
            prepared.fields.push(value.clone());
        }
        for port in &signature.outputs {
            let output = card.output(port.group.as_deref(), &port.key).and_then(|at| card.outputs.get(at));
            prepared.spec.outputs.push(slot(output.map_or(&port.shape, |output| &output.shape)));
        }
        for output in &card.outputs {
            if signature.output(output.group.as_deref(), &output.key).is_none() {
                prepared.spec.results.push(FieldSpec {
                    group: output.group.clone(),
                    key: output.key.clone(),
                    slot: slot(&output.shape),
                });
            }
        }
        Some(prepared)
    }

    fn run(&mut self, signature: &Signature) -> Option<Result<Vec<Value>, CardError>> {
        let Run::Function(function) = signature.card?.run else { return None };
        let mut outputs = vec![Value::Null; self.spec.outputs.len() + self.spec.results.len()];
        let mut call = Call {
            spec: &self.spec,
            inputs: &self.inputs,
            fields: &self.fields,
            outputs: &mut outputs,
            now: 0.0,
            random: &mut Random::new(0),
        };
        Some(function(&mut call).map(|()| outputs))
    }

    /// Results of the function in the order of the card's outputs.
    fn arrange(&self, card: &Card, signature: &Signature, results: Vec<Value>) -> Option<Vec<Value>> {
        let mut added = results.iter().skip(self.spec.outputs.len());
        card.outputs
            .iter()
            .map(|output| match signature.output(output.group.as_deref(), &output.key) {
                Some(own) => results.get(own).cloned(),
                None => added.next().cloned(),
            })
            .collect()
    }
}

/// What an input of the card's own holds before the flow runs.
fn known(datum: &Datum, port: &PortSignature) -> Option<Value> {
    match datum {
        Datum::Literal(value) => Some(value.clone()),
        Datum::Untouched => Some(port.default.clone()),
        Datum::Template(_) | Datum::Flow(_) | Datum::Table(_) | Datum::Body(_) => None,
    }
}

fn slot(shape: &Shape) -> SlotType {
    SlotType { kind: shape.kind(), list: shape.is_list() }
}

/// How a wire goes from one slot to another.
pub(crate) fn link(from: &Shape, to: &Shape) -> Link {
    let kind = |shape: &Shape| flowc_value::Kind::from_platform(shape.kind().platform(), false);
    match (kind(from), kind(to)) {
        (Some(from_kind), Some(to_kind)) => convert::link(from_kind, from.is_list(), to_kind, to.is_list()),
        _ => Link::Refused,
    }
}
