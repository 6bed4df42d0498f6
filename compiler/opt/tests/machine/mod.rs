//! A tiny evaluator of bodies, written apart from the passes, and the cards it knows.

use flowc_ir::{Body, Card, CardId, Datum, Step};
use flowc_stdlib::call::{Call, CallSpec, FieldSpec, Random, SlotType};
use flowc_stdlib::signature::{PortSignature, SideSignature, Signature, Signatures, Subject};
use flowc_stdlib::{Card as Definition, CardError, Class, Model, Run, Typing};
use flowc_types::{Kind, Shape};
use flowc_value::convert::{self, Link};
use flowc_value::{Value, path};
use std::collections::HashMap;

/// What a run gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Outputs of the last card that ran, or why the run ended.
    pub result: Result<Vec<Value>, String>,
    /// What effects saw, in order.
    pub effects: Vec<Vec<Value>>,
}

const fn definition(method: &'static str, class: Class, run: Run) -> Definition {
    Definition { name: method, address: ("test", method), title: method, class, run, ..Definition::BLANK }
}

/// Fails for 13, and for what is no number.
static ADD: Definition = definition("add", Class::Pure, Run::Function(add));
/// Joins its texts and those of author-made fields; takes everything.
static TRIM: Definition =
    Definition { address: ("string", "concat"), ..definition("concat", Class::Pure, Run::Function(concat)) };
/// A record of both inputs, and their sum, if they have one.
static PAIR: Definition = definition("pair", Class::Pure, Run::Function(pair));
/// Draws for `a` alone.
static DRAW: Definition = Definition {
    pure_with: Some(|text| text != "a"),
    ..definition("draw", Class::Random, Run::Function(draw))
};
static LOG: Definition = definition("log", Class::Writes, Run::Effect);

fn add(call: &mut Call<'_>) -> Result<(), CardError> {
    let fail = |error: convert::ConvertError| CardError::new(error.to_string());
    let sum = convert::to_number(&call.inputs[0]).map_err(fail)?
        + convert::to_number(&call.inputs[1]).map_err(fail)?;
    if sum == 13.0 {
        return Err(CardError::new("13 brings bad luck"));
    }
    call.outputs[0] = Value::Number(sum);
    Ok(())
}

fn concat(call: &mut Call<'_>) -> Result<(), CardError> {
    let texts = call.inputs.iter().chain(call.fields).map(|value| convert::to_text(value).to_string());
    call.outputs[0] = Value::text(texts.collect::<String>());
    Ok(())
}

fn pair(call: &mut Call<'_>) -> Result<(), CardError> {
    call.outputs[0] = Value::object([("a", call.inputs[0].clone()), ("b", call.inputs[1].clone())]);
    call.outputs[1] = Value::list([call.inputs[1].clone(), call.inputs[0].clone()]);
    Ok(())
}

fn draw(call: &mut Call<'_>) -> Result<(), CardError> {
    let draws = convert::to_text(&call.inputs[0]).as_str() == "a";
    call.outputs[0] = Value::Number(if draws { call.random.next_unit() } else { 3.0 });
    Ok(())
}

/// The platform's cards and ours.
pub fn signatures() -> Signatures {
    let number = |key: &str| port(key, Shape::NUMBER, Value::Number(1.0));
    let text = |key: &str| port(key, Shape::TEXT, Value::text("-"));
    let any = |key: &str| port(key, Shape::ANY, Value::Null);
    let pair = Shape::record([("a", Shape::ANY), ("b", Shape::ANY)]);
    let mut all = Signatures::system();
    all.add(signature(&ADD, vec![number("a"), number("b")], vec![number("output")]));
    all.add(signature(&TRIM, vec![text("string1"), text("string2")], vec![text("output")]));
    all.add(signature(&PAIR, vec![any("a"), any("b")], vec![port("output", pair, Value::Null), any("list")]));
    all.add(signature(&DRAW, vec![text("text")], vec![number("output")]));
    all.add(signature(&LOG, vec![any("value")], vec![any("output")]));
    all
}

fn port(key: &str, shape: Shape, default: Value) -> PortSignature {
    PortSignature {
        group: None,
        key: key.into(),
        name: key.into(),
        label: None,
        shape,
        typing: Typing::Fixed,
        required: false,
        default,
        choices: Value::Null,
        available: Value::Null,
        metadata: Value::Null,
        optional: false,
    }
}

fn signature(
    card: &'static Definition,
    inputs: Vec<PortSignature>,
    outputs: Vec<PortSignature>,
) -> Signature {
    Signature {
        subject: Subject::System(card.address.0.into(), card.address.1.into()),
        name: card.name.into(),
        title: card.title.into(),
        description: "".into(),
        note: None,
        model: Model::PURE,
        event: false,
        plain: false,
        number: None,
        class: card.class,
        inputs,
        outputs,
        input_side: SideSignature::default(),
        output_side: SideSignature::default(),
        meta: Value::Null,
        card: Some(card),
    }
}

/// Runs a body.
pub fn evaluate(body: &Body, signatures: &Signatures) -> Outcome {
    let mut machine = Machine {
        body,
        signatures,
        values: HashMap::new(),
        random: Random::new(7),
        last: Vec::new(),
        effects: Vec::new(),
    };
    let result = machine.steps(&body.steps());
    Outcome { result: result.map(|()| machine.last), effects: machine.effects }
}

struct Machine<'a> {
    body: &'a Body,
    signatures: &'a Signatures,
    values: HashMap<CardId, Vec<Value>>,
    random: Random,
    last: Vec<Value>,
    effects: Vec<Vec<Value>>,
}

impl Machine<'_> {
    fn steps(&mut self, steps: &[Step]) -> Result<(), String> {
        for step in steps {
            match step {
                Step::Card(card) => self.card(*card)?,
                Step::If(arms) => {
                    let card = &self.body.graph[arms.card];
                    let inputs = self.inputs(arms.card, card)?;
                    let holds = convert::to_text(&inputs[0]) == convert::to_text(&inputs[1]);
                    self.steps(if holds { &arms.then } else { &arms.otherwise })?;
                    self.card(arms.join)?;
                }
            }
        }
        Ok(())
    }

    fn card(&mut self, id: CardId) -> Result<(), String> {
        let card = &self.body.graph[id];
        let inputs = self.inputs(id, card)?;
        if card.address.is("control", "comment") {
            return Ok(());
        }
        let mut outputs = vec![Value::Null; card.outputs.len()];
        if card.address.is("control", "join") || id == self.body.start {
            outputs.clone_from(&inputs);
        } else {
            let signature = self.signature(card);
            match signature.card.map(|card| card.run) {
                Some(Run::Effect) => self.effects.push(inputs),
                Some(Run::Function(function)) => {
                    let own = signature.inputs.len();
                    let slot = |shape: &Shape| SlotType { kind: shape.kind(), list: shape.is_list() };
                    let field = |input: &flowc_ir::Input| FieldSpec {
                        group: None,
                        key: input.key.clone(),
                        slot: slot(&input.shape),
                    };
                    let spec = CallSpec {
                        inputs: card.inputs.iter().take(own).map(|input| slot(&input.shape)).collect(),
                        fields: card.inputs.iter().skip(own).map(field).collect(),
                        outputs: card.outputs.iter().map(|output| slot(&output.shape)).collect(),
                        results: Vec::new(),
                        ..CallSpec::default()
                    };
                    let (own, fields) = inputs.split_at(own);
                    let random = &mut self.random;
                    let mut call =
                        Call { spec: &spec, inputs: own, fields, outputs: &mut outputs, now: 0.0, random };
                    function(&mut call).map_err(|error| error.message)?;
                }
                _ => return Err(format!("{} does not run here", card.title)),
            }
        }
        self.last.clone_from(&outputs);
        self.values.insert(id, outputs);
        Ok(())
    }

    fn signature(&self, card: &Card) -> &Signature {
        let flowc_ir::Address::System { channel, method } = &card.address else { panic!("a system card") };
        self.signatures.of_system(channel, method).expect("a known card")
    }

    fn inputs(&self, id: CardId, card: &Card) -> Result<Vec<Value>, String> {
        (0..card.inputs.len()).map(|input| self.input(id, card, input)).collect()
    }

    fn input(&self, id: CardId, card: &Card, input: usize) -> Result<Value, String> {
        let slot = &card.inputs[input];
        let ran = self.body.wires_into(id, input).find_map(|end| Some((end, self.values.get(&end.card)?)));
        if let Some((end, values)) = ran {
            let from = &self.body.graph[end.card].outputs[end.wire.output].shape;
            let from = from.at_path(end.wire.path.iter().map(|name| name.as_str())).unwrap_or(&Shape::ANY);
            let value = path::get_keys(&values[end.wire.output], &end.wire.path).unwrap_or(&Value::Null);
            return match link(from, &slot.shape) {
                Link::Direct => Ok(value.clone()),
                Link::Through(transform) => {
                    convert::wire(transform, value).map_err(|error| error.to_string())
                }
                Link::Refused => Err("refused".to_owned()),
            };
        }
        Ok(match &slot.datum {
            Datum::Literal(value) => value.clone(),
            _ => self.signature(card).inputs.get(input).map_or(Value::Null, |port| port.default.clone()),
        })
    }
}

/// How a wire goes between two types.
pub fn link(from: &Shape, to: &Shape) -> Link {
    let kind = |shape: &Shape| match shape.kind() {
        Kind::Text => flowc_value::Kind::Text,
        Kind::Number => flowc_value::Kind::Number,
        Kind::Boolean => flowc_value::Kind::Boolean,
        Kind::Date => flowc_value::Kind::Date,
        Kind::Object => flowc_value::Kind::Object,
        Kind::File => flowc_value::Kind::File,
        Kind::Flow => flowc_value::Kind::Flow,
        Kind::Any => flowc_value::Kind::Any,
    };
    convert::link(kind(from), from.is_list(), kind(to), to.is_list())
}
