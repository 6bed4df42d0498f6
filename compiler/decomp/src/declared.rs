//! What flows declare: their inputs and outputs, as lowering will read them from the printed source.

use ecow::EcoString;
use flowc_ir::builder::{AUTH, CONNECTION};
use flowc_ir::{Card, Datum, Flow, FlowId, Input, Program, Role};
use flowc_types::Shape;

/// A declared field.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub group: Option<EcoString>,
    pub key: EcoString,
    /// What the source calls it.
    pub name: EcoString,
    pub shape: Shape,
    pub label: Option<EcoString>,
    pub description: Option<EcoString>,
    pub datum: Datum,
    /// What a connector's own flow declares of it beside.
    pub builder: Option<flowc_value::Value>,
}

/// A flow's signature.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlowFields {
    pub inputs: Vec<Field>,
    pub outputs: Vec<Field>,
}

impl Field {
    fn of(input: &Input) -> Self {
        Self {
            group: input.group.clone(),
            key: input.key.clone(),
            name: input.key.clone(),
            shape: input.shape.clone(),
            label: input.label.clone(),
            description: input.description.clone(),
            datum: input.datum.clone(),
            builder: input.builder.clone(),
        }
    }
}

/// The signatures of all flows.
pub(crate) fn declared(program: &Program) -> Vec<FlowFields> {
    let flows = program.flows.iter().enumerate();
    flows
        .map(|(at, flow)| if flow.is_external() { seen(program, FlowId::new(at)) } else { own(flow) })
        .collect()
}

fn own(flow: &Flow) -> FlowFields {
    let Some(body) = flow.body() else { return FlowFields::default() };
    let start = body.card(body.start);
    let mut fields = FlowFields { inputs: start.map(start_inputs).unwrap_or_default(), outputs: Vec::new() };
    // An event flow's own cards lie in its inner body.
    let bodies = if is_event(flow) { flow.bodies.get(1) } else { Some(body) };
    if let Some(body) = bodies {
        for id in body.cards_in_order() {
            let Some(card) = body.card(id).filter(|card| card.address.is("control", "return")) else {
                continue;
            };
            if !crate::builder::is_status(crate::builder::kind(flow), card) {
                add(&mut fields.outputs, author_inputs(card));
            }
        }
    }
    if crate::builder::kind(flow).is_some() {
        crate::builder::name_fields(&mut fields.inputs);
        crate::builder::name_fields(&mut fields.outputs);
    }
    fields
}

/// What a start card declares: the fields that a request brings as they are where their type is stated, and the
/// author's.
fn start_inputs(card: &Card) -> Vec<Field> {
    let stated = |input: &&Input| {
        let usual = if input.key == "headers" { Shape::OBJECT } else { Shape::TEXT };
        input.group.as_deref() == Some("raw") && input.role == Role::Own && input.shape != usual
    };
    let raw = card.inputs.iter().filter(|_| card.address.is("http", "accept")).filter(stated);
    raw.map(Field::of).chain(author_inputs(card)).collect()
}

fn author_inputs(card: &Card) -> Vec<Field> {
    card.inputs.iter().filter(|input| input.role == Role::Author).map(Field::of).collect()
}

fn add(fields: &mut Vec<Field>, further: Vec<Field>) {
    for field in further {
        if !fields.iter().any(|known| known.key == field.key && known.group == field.group) {
            fields.push(field);
        }
    }
}

/// A field of a flow outside the pack. What a connection holds follows from who hands it on.
fn seen_field(field: &mut Field) {
    field.datum = Datum::Untouched;
    if field.group.as_deref() == Some(AUTH) && field.key == CONNECTION {
        (field.shape, field.builder) = (Shape::OBJECT, None);
    }
}

/// The signature of a flow outside the pack, as its callers use it.
fn seen(program: &Program, id: FlowId) -> FlowFields {
    let mut fields = FlowFields::default();
    for body in program.flows.iter().flat_map(|flow| &flow.bodies) {
        for at in body.cards_in_order() {
            let Some(card) = body.card(at) else { continue };
            if !card.inputs.iter().any(|input| input.datum == Datum::Flow(id)) {
                continue;
            }
            let mut inputs = author_inputs(card);
            inputs.iter_mut().for_each(seen_field);
            add(&mut fields.inputs, inputs);
            if card.address.is("control", "spawn") {
                let outputs =
                    card.outputs.iter().filter(|output| output.role == Role::Author).map(|output| Field {
                        group: output.group.clone(),
                        key: output.key.clone(),
                        name: output.key.clone(),
                        shape: output.shape.clone(),
                        label: output.label.clone(),
                        description: output.description.clone(),
                        datum: Datum::Untouched,
                        builder: None,
                    });
                add(&mut fields.outputs, outputs.collect());
            }
        }
    }
    fields
}

/// Whether an event starts the flow: its real cards are the body of the second card.
pub(crate) fn is_event(flow: &Flow) -> bool {
    let Some(body) = flow.body() else { return false };
    let order = body.cards_in_order();
    let [first, second] = order.as_slice() else { return false };
    matches!(body.card(*first).map(|card| &card.address), Some(flowc_ir::Address::Connector { .. }))
        && body.card(*second).is_some_and(|card| {
            card.address.is("list", "asyncEach")
                && card
                    .input(None, "flo")
                    .and_then(|at| card.inputs.get(at))
                    .is_some_and(|input| matches!(input.datum, Datum::Body(_)))
        })
}
