//! A card while it is put together: from its signature, what is given to it, to a node of the graph.

use std::sync::Arc;

use ecow::EcoString;
use flowc_ir::{Address, Card, Datum, FlowId, Input, ItemArgument, Origin, Output, Role};
use flowc_stdlib::signature::{PortSignature, Signature, Subject, adopted, computed, shape_of_literal};
use flowc_text::Span;
use flowc_types::{Field, Record, Shape};
use flowc_value::Value;

use crate::diagnostics;
use crate::fit::Slot;
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
    /// Positions of inputs that something was said for, and where.
    given: Vec<(usize, Span)>,
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
            card.inputs
                .push(Input::new(port.key.clone(), port.shape.clone(), role).grouped(port.group.clone()));
        }
        for port in signature.outputs.iter().filter(|port| !port.optional) {
            card.outputs.push(
                Output::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()),
            );
        }
        Self { card, signature: signature.clone(), wires: Vec::new(), given: Vec::new() }
    }

    /// The place of what becomes this card.
    pub fn span(&self) -> Span {
        match self.card.origin {
            Origin::Source(span) => span,
            _ => Span::default(),
        }
    }

    /// Where something was said for an input.
    pub fn given_at(&self, group: Option<&str>, key: &str) -> Option<Span> {
        let is_it = |input: &Input| input.key == key && input.group.as_deref() == group;
        let given = |at: usize| self.card.inputs.get(at).is_some_and(is_it);
        self.given.iter().find(|(at, _)| given(*at)).map(|(_, span)| *span)
    }

    /// Fills an own input; one that the platform offers only sometimes is added. What is given first stands.
    pub fn own(&mut self, group: Option<&str>, key: &str, operand: Operand, lowering: &mut Lowering<'_>) {
        let signature = self.signature.clone();
        let Some(port) = signature.input(group, key).and_then(|index| signature.inputs.get(index)) else {
            return;
        };
        if let Some(first) = self.given_at(group, key) {
            lowering.report(diagnostics::argument_twice(&port.name, operand.span, first));
            return;
        }
        let position = self.card.input(group, key).unwrap_or_else(|| self.add_own(port));
        let failed = matches!(operand.val, Val::Error);
        let Settled { datum, source, literal } = lowering.settle(operand.val, operand.span);
        let shape = operand.slot.unwrap_or_else(|| match failed {
            true => Shape::Error,
            false => adopted(port, source.as_ref().map(|source| &source.shape), literal.as_ref()),
        });
        let slot = Slot { shape: &shape, name: &port.name, span: operand.span };
        let (datum, literal) = lowering.fit(datum, source.as_ref(), literal, &slot);
        let untouched = literal.as_ref() == Some(&port.default) && shape == port.shape;
        self.given.push((position, operand.span));
        if let Some(input) = self.card.inputs.get_mut(position) {
            input.datum = if untouched { Datum::Untouched } else { datum };
            input.shape = shape;
        }
        self.wires.extend(source.map(|source| (position, source.port)));
    }

    /// Adds an own input that the platform offers only sometimes; placing the card puts it where it belongs.
    fn add_own(&mut self, port: &PortSignature) -> usize {
        let role = match port.is_option() {
            true => Role::Option,
            // What a connector adds by its options is not among the fields that it always has.
            false if self.signature.card.is_none() => Role::Dynamic,
            false => Role::Own,
        };
        let input = Input::new(port.key.clone(), port.shape.clone(), role).grouped(port.group.clone());
        self.card.inputs.push(input);
        self.card.inputs.len() - 1
    }

    /// Adds a field of the author's. `shape` is what a declaration asks for; `as` wins over it, and without
    /// either the field takes on what is wired or written.
    pub fn field(
        &mut self,
        input: Input,
        shape: Option<Shape>,
        operand: Operand,
        lowering: &mut Lowering<'_>,
    ) {
        let failed = matches!(operand.val, Val::Error);
        let Settled { datum, source, literal } = lowering.settle(operand.val, operand.span);
        let shape = operand.slot.or(shape).unwrap_or_else(|| match (&source, &literal) {
            (Some(source), _) => source.shape.clone(),
            (None, Some(literal)) => shape_of_literal(literal, &Shape::TEXT),
            (None, None) if failed => Shape::Error,
            (None, None) => Shape::TEXT,
        });
        let slot = Slot { shape: &shape, name: &input.key, span: operand.span };
        let (datum, _) = lowering.fit(datum, source.as_ref(), literal, &slot);
        let position = self.card.inputs.len();
        self.given.push((position, operand.span));
        self.card.inputs.push(Input { shape, datum, ..input });
        self.wires.extend(source.map(|source| (position, source.port)));
    }

    /// A field of the author's that a list card fills from its items.
    pub fn item_field(&mut self, input: Input, item: ItemArgument) {
        let datum = Datum::Literal(empty_datum(&input.shape));
        self.card.inputs.push(Input { item: Some(item), datum, ..input });
    }

    /// The flow that the card calls.
    pub fn set_flow(&mut self, flow: FlowId) {
        if let Some(at) = self.card.input(None, "flo") {
            self.given.push((at, self.span()));
            if let Some(input) = self.card.inputs.get_mut(at) {
                input.datum = Datum::Flow(flow);
            }
        }
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
            // `else` is always the last section; nothing is wired to it.
            let last = self.card.inputs.iter().position(|other| other.group.as_deref() == Some("else"));
            let position = last.unwrap_or(self.card.inputs.len());
            self.card.inputs.insert(position, input);
            self.wires.extend(
                model.wires.iter().filter(|(at, _)| *at == from).map(|(_, port)| (position, port.clone())),
            );
        }
    }

    /// States the types of outputs. A record that names outputs of the card, or sections of them, speaks of
    /// each; where authors may add outputs it says which there are. Anything else is the type of the only one.
    pub fn ascribe(&mut self, shape: &Shape, span: Span, lowering: &mut Lowering<'_>) {
        let open = self.signature.output_side.extensible && self.signature.outputs.is_empty();
        match shape.as_record().filter(|record| open || self.speaks_of_outputs(record)) {
            Some(record) => {
                if open {
                    self.card.outputs.clear();
                }
                for (name, field) in &record.fields {
                    self.ascribe_field(None, name, field);
                }
            }
            None => match self.card.outputs.as_mut_slice() {
                [only] => only.shape = shape.clone(),
                _ => {
                    let known: Vec<EcoString> =
                        self.signature.outputs.iter().map(|port| port.name.clone()).collect();
                    lowering.report(diagnostics::several_outputs(&self.card.title, &known, span));
                }
            },
        }
    }

    /// Whether all fields of a record are outputs of this card, of which there are several, or sections.
    fn speaks_of_outputs(&self, record: &Record) -> bool {
        let ports = &self.signature.outputs;
        let known = |name: &EcoString| {
            ports
                .iter()
                .any(|port| port.name == *name || port.key == *name || port.group.as_ref() == Some(name))
        };
        let grouped = ports.iter().any(|port| port.group.is_some());
        (ports.len() > 1 || grouped) && record.fields.keys().all(known)
    }

    pub fn ascribe_field(&mut self, group: Option<&EcoString>, name: &EcoString, field: &Field) {
        let signature = self.signature.clone();
        let is_group = signature.outputs.iter().any(|port| port.group.as_ref() == Some(name));
        if let (None, true, Some(record)) = (group, is_group, field.shape.as_record()) {
            for (key, field) in &record.fields {
                self.ascribe_field(Some(name), key, field);
            }
            return;
        }
        let in_group = |port: &&PortSignature| group.is_none_or(|group| port.group.as_ref() == Some(group));
        let port =
            signature.outputs.iter().filter(in_group).find(|port| port.key == *name || port.name == *name);
        let (group, key, role) = match port {
            Some(port) => {
                let dynamic = signature.card.is_none() && port.optional;
                (port.group.clone(), port.key.clone(), if dynamic { Role::Dynamic } else { Role::Own })
            }
            // The platform adds fields to connectors' cards; those of its own cards are people's.
            None if matches!(self.card.address, Address::Connector { .. }) => {
                (group.cloned(), name.clone(), Role::Dynamic)
            }
            None => (group.cloned(), name.clone(), Role::Author),
        };
        let at = self.card.output(group.as_deref(), &key).unwrap_or_else(|| {
            self.card.outputs.push(Output::new(key, Shape::ANY, role).grouped(group));
            self.card.outputs.len() - 1
        });
        if let Some(output) = self.card.outputs.get_mut(at) {
            output.shape = field.shape.clone();
            output.label = field.label.clone();
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
            .chain(
                self.card
                    .inputs
                    .iter()
                    .filter(|input| input.role == Role::Author)
                    .map(|input| input.shape.clone()),
            )
            .collect();
        for port in &self.signature.outputs {
            if let Some(at) = self.card.output(port.group.as_deref(), &port.key)
                && let Some(output) = self.card.outputs.get_mut(at)
            {
                output.shape = computed(port, &inputs);
            }
        }
    }

    /// Places the card behind the cursor and makes its wires.
    pub fn place(mut self, lowering: &mut Lowering<'_>) -> CardRef {
        self.sort_fields();
        let span = self.span();
        let given: Vec<usize> = self.given.iter().map(|(at, _)| *at).collect();
        lowering.check_required(&self.signature, &self.card, &given, span);
        let placed = lowering.append(self.card);
        // Captures stand in the order of the fields that read them, in whatever order these were written.
        self.wires.sort_by_key(|(input, _)| *input);
        for (input, source) in self.wires {
            lowering.wire(&source, placed.card, input);
        }
        lowering.outermost = Some(placed);
        placed
    }
}

impl Draft {
    /// Puts fields into the platform's order, in whatever order they were written.
    fn sort_fields(&mut self) {
        let signature = self.signature.clone();
        let mut order: Vec<usize> = (0..self.card.inputs.len()).collect();
        order.sort_by_key(|at| {
            let input = self.card.inputs.get(*at);
            input.map(|input| match input.role {
                // Behind the card's own, though one of those may have the same key (`memo` of Reduce).
                Role::Author => (usize::MAX, 0),
                _ => signature.input_rank(input.group.as_deref(), &input.key),
            })
        });
        let inputs = std::mem::take(&mut self.card.inputs);
        self.card.inputs = order.iter().filter_map(|at| inputs.get(*at).cloned()).collect();
        let moved = |from: usize| order.iter().position(|at| *at == from).unwrap_or(from);
        self.wires.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.given.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.card.outputs.sort_by_key(|output| signature.output_rank(output.group.as_deref(), &output.key));
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

/// What an operand is to an input.
struct Settled {
    datum: Datum,
    source: Option<Source>,
    literal: Option<Value>,
}

/// The port that an input is wired to, with its type.
pub(crate) struct Source {
    pub port: PortRef,
    pub shape: Shape,
}

impl Lowering<'_> {
    fn settle(&mut self, val: Val, span: Span) -> Settled {
        let plain = |datum: Datum| Settled { datum, source: None, literal: None };
        match val {
            Val::Literal(value) => Settled { literal: Some(value.clone()), ..plain(Datum::Literal(value)) },
            Val::Flow(flow) => plain(Datum::Flow(flow)),
            Val::Table(table) => plain(Datum::Table(table)),
            other => match self.single_port(other, span) {
                Some(port) => {
                    let shape = self.shape_of(&port);
                    Settled { source: Some(Source { port, shape }), ..plain(Datum::Untouched) }
                }
                None => plain(Datum::Untouched),
            },
        }
    }
}
