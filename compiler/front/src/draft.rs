//! A card while it is put together: from its signature, what is given to it, to a node of the graph.

use std::sync::Arc;

use ecow::EcoString;
use flowc_ir::{Address, Card, Datum, Input, ItemArgument, Origin, Output, Role};
use flowc_stdlib::signature::{Signature, Subject, adopted, computed, shape_of_literal};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::scope::{CardRef, Lowering, PortRef, Val};

/// A value on its way into an input, with what `as` said about the slot.
#[derive(Clone, Debug)]
pub(crate) struct Operand {
    pub val: Val,
    pub slot: Option<Shape>,
    pub span: Span,
}

/// A card that is not placed yet.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub card: Card,
    pub signature: Arc<Signature>,
    /// Wires to make once the card is placed: input position and source.
    wires: Vec<(usize, PortRef)>,
}

impl Draft {
    /// A card as the platform offers it.
    pub fn new(signature: &Arc<Signature>, span: Span) -> Self {
        let address = match &signature.subject {
            Subject::System(channel, method) => Address::system(channel.clone(), method.clone()),
            Subject::Connector(connector, version, method) => Address::Connector {
                connector: connector.clone(),
                version: version.clone(),
                method: method.clone(),
            },
        };
        let mut card = Card::new(address, signature.title.clone());
        card.origin = Origin::Source(span);
        if let Some(note) = &signature.note {
            card.note = flowc_ir::Note::Text(note.clone());
        }
        for port in signature.inputs.iter().filter(|port| !port.optional) {
            let role = if port.is_option() { Role::Option } else { Role::Own };
            card.inputs.push(Input::new(port.key.clone(), port.shape.clone(), role).grouped(port.group.clone()));
        }
        for port in signature.outputs.iter().filter(|port| !port.optional) {
            card.outputs.push(
                Output::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()),
            );
        }
        Self { card, signature: signature.clone(), wires: Vec::new() }
    }

    /// Fills an own input; one that the platform offers only sometimes is added.
    pub fn own(&mut self, group: Option<&str>, key: &str, operand: Operand, lowering: &mut Lowering<'_>) {
        let signature = self.signature.clone();
        let Some(port) = signature.input(group, key).and_then(|index| signature.inputs.get(index)) else { return };
        let position = self.card.input(group, key).unwrap_or_else(|| {
            let role = if port.is_option() { Role::Option } else { Role::Own };
            self.card.inputs.push(Input::new(key, port.shape.clone(), role).grouped(group.map(EcoString::from)));
            self.card.inputs.len() - 1
        });
        let (mut datum, source, mut literal) = lowering.settle(operand.val, operand.span);
        let shape = operand.slot.unwrap_or_else(|| adopted(port, source.as_ref().map(|(_, shape)| shape), literal.as_ref()));
        fit(&mut datum, &mut literal, source.as_ref(), &shape, operand.span, lowering);
        let untouched = literal.as_ref() == Some(&port.default) && shape == port.shape;
        if let Some(input) = self.card.inputs.get_mut(position) {
            input.datum = if untouched { Datum::Untouched } else { datum };
            input.shape = shape;
        }
        self.wires.extend(source.map(|(port, _)| (position, port)));
    }

    /// Adds a field of the author's. `shape` is what a declaration asks for; `as` wins over it, and without
    /// either the field takes on what is wired or written.
    pub fn field(&mut self, input: Input, shape: Option<Shape>, operand: Operand, lowering: &mut Lowering<'_>) {
        let (mut datum, source, mut literal) = lowering.settle(operand.val, operand.span);
        let shape = operand.slot.or(shape).unwrap_or_else(|| match (&source, &literal) {
            (Some((_, shape)), _) => shape.clone(),
            (None, Some(literal)) => shape_of_literal(literal, &Shape::TEXT),
            (None, None) => Shape::TEXT,
        });
        fit(&mut datum, &mut literal, source.as_ref(), &shape, operand.span, lowering);
        let position = self.card.inputs.len();
        self.card.inputs.push(Input { shape, datum, ..input });
        self.wires.extend(source.map(|(port, _)| (position, port)));
    }

    /// A field of the author's that a list card fills from its items.
    pub fn item_field(&mut self, key: &str, shape: Shape, item: ItemArgument) {
        let input = Input { item: Some(item), ..Input::new(key, shape.clone(), Role::Author) };
        self.card.inputs.push(input.with(Datum::Literal(empty_datum(&shape))));
    }

    /// Takes over the condition of another draft's section as a section of its own, in the order in which the
    /// platform lists an else-if.
    pub fn adopt_group(&mut self, model: Draft, group: &str, renamed: &str, body: flowc_ir::BodyId) {
        for key in ["left-operand", "operator", "right-operand", "inputs", "flo"] {
            let Some(from) = model.card.input(Some(group), key) else { continue };
            let Some(input) = model.card.inputs.get(from) else { continue };
            let mut input = input.clone().grouped(Some(renamed.into()));
            if key == "flo" {
                input.datum = Datum::Body(body);
            }
            let position = self.card.inputs.len();
            self.card.inputs.push(input);
            self.wires.extend(model.wires.iter().filter(|(at, _)| *at == from).map(|(_, port)| (position, port.clone())));
        }
    }

    /// States the types of outputs: of the only own one, or by name from a record; author-made outputs are
    /// set to exactly the record's fields.
    pub fn ascribe(&mut self, shape: &Shape) {
        if self.signature.output_side.extensible {
            if let Some(record) = shape.as_record() {
                self.card.outputs.retain(|output| output.role == Role::Own && output.key != "");
                let own: Vec<EcoString> = self.card.outputs.iter().map(|output| output.key.clone()).collect();
                for (key, field) in &record.fields {
                    if !own.contains(key) {
                        let mut output = Output::new(key.clone(), field.shape.clone(), Role::Author);
                        output.label = field.label.clone();
                        self.card.outputs.push(output);
                    }
                }
            }
        }
        let named: Vec<(EcoString, EcoString)> =
            self.signature.outputs.iter().map(|port| (port.name.clone(), port.key.clone())).collect();
        match (self.card.outputs.as_mut_slice(), shape) {
            ([only], shape) if only.role == Role::Own => only.shape = shape.clone(),
            (outputs, Shape::Record(record)) => {
                for (name, field) in &record.fields {
                    let key = named.iter().find(|(source, _)| source == name).map_or(name, |(_, key)| key);
                    if let Some(output) = outputs.iter_mut().find(|output| output.key == *key) {
                        output.shape = field.shape.clone();
                    }
                }
            }
            _ => {}
        }
    }

    /// The types of the own outputs that follow from the inputs.
    pub fn compute_outputs(&mut self) {
        let inputs: Vec<Shape> = self
            .signature
            .inputs
            .iter()
            .map(|port| match self.card.input(port.group.as_deref(), &port.key) {
                Some(at) => self.card.inputs.get(at).map_or(Shape::ANY, |input| input.shape.clone()),
                None => port.shape.clone(),
            })
            .collect();
        for port in &self.signature.outputs {
            if let Some(at) = self.card.output(port.group.as_deref(), &port.key) {
                if let Some(output) = self.card.outputs.get_mut(at) {
                    output.shape = computed(port, &inputs);
                }
            }
        }
    }

    /// Places the card behind the cursor and makes its wires.
    pub fn place(self, lowering: &mut Lowering<'_>) -> CardRef {
        let placed = lowering.append(self.card);
        for (input, source) in self.wires {
            lowering.wire(&source, placed.card, input);
        }
        lowering.outermost = Some(placed);
        placed
    }
}

/// Makes a literal what its slot stores, and checks that a wire can go into it.
fn fit(
    datum: &mut Datum,
    literal: &mut Option<Value>,
    source: Option<&(PortRef, Shape)>,
    slot: &Shape,
    span: Span,
    lowering: &mut Lowering<'_>,
) {
    if let Some(value) = literal.take() {
        let value = lowering.fitting(value, slot, span);
        *datum = Datum::Literal(value.clone());
        *literal = Some(value);
    }
    if let Some((_, shape)) = source {
        lowering.check_wire(shape, slot, span);
    }
}

/// What an unfilled or wired field of this type stores.
pub(crate) fn empty_datum(shape: &Shape) -> Value {
    use flowc_types::Kind;
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

impl Lowering<'_> {
    /// What an operand is to an input: its datum, the port to wire with its type, the literal.
    fn settle(&mut self, val: Val, span: Span) -> (Datum, Option<(PortRef, Shape)>, Option<Value>) {
        match val {
            Val::Literal(value) => (Datum::Literal(value.clone()), None, Some(value)),
            Val::Flow(flow) => (Datum::Flow(flow), None, None),
            Val::Table(table) => (Datum::Table(table), None, None),
            other => match self.single_port(other, span) {
                Some(port) => {
                    let shape = self.shape_of(&port);
                    (Datum::Untouched, Some((port, shape)), None)
                }
                None => (Datum::Untouched, None, None),
            },
        }
    }
}
