//! One card on its own: named values in, an object of its outputs out.
//!
//! Owns how values given by name find their fields, as `flowc card NAME --input` and the conformance rows give
//! them. Flows are executed elsewhere; there every value has its place already.

use std::fmt;

use ecow::EcoString;
use flowc_types::{Kind, Shape};
use flowc_value::{Object, Value};
use indexmap::IndexMap;

use crate::call::{Call, CallSpec, CardError, FieldSpec, Prepared, Random, SlotType};
use crate::card::{Card, Port, Run};
use crate::catalogue::nearest;
use crate::signature::{Signature, Signatures, adopted, computed, shape_of_literal};

/// What a card is evaluated with.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Values by platform key, label, or name in the source; `group.key` where a section decides. Other names
    /// are author-made fields if the card takes such.
    pub inputs: IndexMap<EcoString, Value>,
    /// Declared types of inputs and author-made outputs by the same names, where the value does not show it.
    pub types: IndexMap<EcoString, SlotType>,
    /// Keys of author-made outputs.
    pub results: Vec<EcoString>,
    /// Milliseconds since 1970 UTC.
    pub now: f64,
    /// Where random cards draw from.
    pub random: Random,
}

impl Evaluation {
    /// With these inputs, at a time, drawing from a seed.
    pub fn new(inputs: IndexMap<EcoString, Value>, now: f64, seed: u64) -> Self {
        Self { inputs, types: IndexMap::new(), results: Vec::new(), now, random: Random::new(seed) }
    }
}

/// Why a card gave no outputs.
#[derive(Clone, Debug, PartialEq)]
pub enum EvaluateError {
    /// It has no such input; the names that look alike.
    NoInput(EcoString, Vec<EcoString>),
    /// It is no function of its inputs: it steers a flow or acts on the world.
    NotAlone,
    /// Nobody outside the platform knows what it does.
    Unknown(&'static str),
    /// It failed as it fails in a flow.
    Failed(CardError),
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvaluateError::NoInput(name, near) => {
                write!(f, "the card has no input `{name}`")?;
                match near.first() {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
            EvaluateError::NotAlone => {
                f.write_str("the card steers a flow or acts on the world: it has no result on its own")
            }
            EvaluateError::Unknown(reason) => write!(f, "the card cannot be evaluated: {reason}"),
            EvaluateError::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EvaluateError {}

/// Evaluates a card. Inputs that are not given hold their defaults, slots that adopt types adopt those of the
/// values; the outputs come by platform key (`group.key` within a section).
///
/// # Errors
/// A name that is no input, a card that is no function of its inputs, or the card's own failure.
pub fn evaluate(card: &'static Card, evaluation: Evaluation) -> Result<Object, EvaluateError> {
    let function = match card.run {
        Run::Function(function) => function,
        Run::Unknown(reason) => return Err(EvaluateError::Unknown(reason)),
        Run::Control(_) | Run::Effect => return Err(EvaluateError::NotAlone),
    };
    let all = Signatures::system();
    let Some(signature) = all.of_system(card.address.0, card.address.1) else {
        return Err(EvaluateError::Unknown("it is not in the catalogue"));
    };
    let Evaluation { inputs, types, results, now, mut random } = evaluation;
    let places = place(card, &inputs)?;
    let (spec, values, fields) = arguments(signature, &places, inputs, &types, &results);
    let mut outputs = vec![Value::Null; spec.outputs.len() + spec.results.len()];
    let mut call = Call {
        spec: &spec,
        inputs: &values,
        fields: &fields,
        outputs: &mut outputs,
        now,
        random: &mut random,
    };
    function(&mut call).map_err(EvaluateError::Failed)?;
    let own = card.outputs.iter().map(|port| full_name(port.group, port.key));
    Ok(own.chain(results.iter().map(EcoString::to_string)).zip(outputs).collect())
}

/// Where a named input goes.
enum Place {
    Own(usize),
    Field(FieldSpec),
}

/// The own input of a name: a platform key, a label, a name in the source, alone or behind its section.
fn own_input(card: &Card, name: &str) -> Option<usize> {
    let by = |matches: &dyn Fn(&Port) -> bool| card.inputs.iter().position(matches);
    by(&|port| full_name(port.group, port.key) == name)
        .or_else(|| by(&|port| port.key == name))
        .or_else(|| by(&|port| port.label == Some(name)))
        .or_else(|| by(&|port| port.name == name || full_name(port.group, port.name) == name))
}

fn full_name(group: Option<&str>, key: &str) -> String {
    group.map_or_else(|| key.to_owned(), |group| format!("{group}.{key}"))
}

fn place(card: &Card, inputs: &IndexMap<EcoString, Value>) -> Result<Vec<Place>, EvaluateError> {
    inputs
        .keys()
        .map(|name| own_input(card, name).map_or_else(|| field(card, name), |own| Ok(Place::Own(own))))
        .collect()
}

/// An author-made field, where the card takes such: in one of its sections or at large.
fn field(card: &Card, name: &EcoString) -> Result<Place, EvaluateError> {
    let slot = SlotType { kind: Kind::Any, list: false };
    let groups = flowc_value::json::parse(card.input_side.group_rules).unwrap_or_default();
    if let Some((group, key)) = name.split_once('.')
        && groups.get(group).is_some()
    {
        return Ok(Place::Field(FieldSpec { group: Some(group.into()), key: key.into(), slot }));
    }
    if card.input_side.extensible {
        return Ok(Place::Field(FieldSpec { group: None, key: name.clone(), slot }));
    }
    let known = card.inputs.iter().map(|port| port.name);
    Err(EvaluateError::NoInput(name.clone(), nearest(name, known).into_iter().map(EcoString::from).collect()))
}

/// The constants of the call, the values of own inputs and those of author-made ones.
fn arguments(
    signature: &Signature,
    places: &[Place],
    inputs: IndexMap<EcoString, Value>,
    types: &IndexMap<EcoString, SlotType>,
    results: &[EcoString],
) -> (CallSpec, Vec<Value>, Vec<Value>) {
    let mut values: Vec<Value> = signature.inputs.iter().map(|port| port.default.clone()).collect();
    let mut shapes: Vec<Shape> = signature.inputs.iter().map(|port| port.shape.clone()).collect();
    let mut declared: Vec<Option<SlotType>> = vec![None; values.len()];
    let (mut specs, mut fields) = (Vec::new(), Vec::new());
    for (place, (name, value)) in places.iter().zip(inputs) {
        match place {
            Place::Own(own) => {
                if let (Some(shape), Some(port)) = (shapes.get_mut(*own), signature.inputs.get(*own)) {
                    *shape = adopted(port, None, Some(&value));
                }
                set(&mut declared, *own, types.get(&name).copied());
                set(&mut values, *own, value);
            }
            Place::Field(spec) => {
                let slot = types.get(&name).copied();
                let slot = slot.unwrap_or_else(|| SlotType::of(&shape_of_literal(&value, &Shape::TEXT)));
                specs.push(FieldSpec { slot, ..spec.clone() });
                fields.push(value);
            }
        }
    }
    let slots =
        shapes.iter().zip(declared).map(|(shape, declared)| declared.unwrap_or_else(|| SlotType::of(shape)));
    let any = SlotType { kind: Kind::Any, list: false };
    let spec = CallSpec {
        inputs: slots.collect(),
        fields: specs,
        outputs: signature.outputs.iter().map(|port| SlotType::of(&computed(port, &shapes))).collect(),
        results: results
            .iter()
            .map(|key| FieldSpec {
                group: None,
                key: key.clone(),
                slot: types.get(key).copied().unwrap_or(any),
            })
            .collect(),
        prepared: Prepared::default(),
    };
    (spec, values, fields)
}

fn set<T>(places: &mut [T], index: usize, new: T) {
    if let Some(place) = places.get_mut(index) {
        *place = new;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_names_are_refused_with_a_neighbour() {
        let card = crate::catalogue().named("text.trim").unwrap();
        let inputs = IndexMap::from([("txt".into(), Value::from("a"))]);
        let error = evaluate(card, Evaluation::new(inputs, 0.0, 0)).unwrap_err();
        assert_eq!(error.to_string(), "the card has no input `txt`; did you mean `text`?");
    }

    #[test]
    fn cards_that_steer_are_refused() {
        let card = crate::catalogue().named("control.if_else").unwrap();
        let error = evaluate(card, Evaluation::new(IndexMap::new(), 0.0, 0)).unwrap_err();
        assert_eq!(error, EvaluateError::NotAlone);
    }
}
