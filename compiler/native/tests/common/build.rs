//! Small programs by hand: flows of cards in a line, with fields named as the platform names them.

use flowc_ir::{
    Address, Arms, Body, BodyId, Card, CardId, Datum, Edge, Flow, FlowId, Input, ItemArgument, OnError,
    Origin, Output, Program, Role, TemplatePart,
};
use flowc_stdlib::signature::Signatures;
use flowc_types::Shape;
use flowc_value::json;

/// What an input holds.
#[derive(Clone)]
pub enum In {
    /// JSON text.
    Json(&'static str),
    /// An output of a card, and a path in it.
    Out(CardId, &'static str, Vec<&'static str>),
    /// Outputs of several cards, into a Join.
    Either(Vec<(CardId, &'static str)>),
    /// A flow.
    Flow(u32),
    /// A nested body.
    Body(u32),
    /// The item of a loop.
    Item,
    /// A field of the item.
    Field(&'static str),
    /// Text with holes.
    Template(&'static str, Vec<(CardId, &'static str)>),
}

/// JSON text.
pub fn j(text: &'static str) -> In {
    In::Json(text)
}

/// An output.
pub fn out(card: CardId, key: &'static str) -> In {
    In::Out(card, key, Vec::new())
}

/// A program in the making.
pub struct Build {
    pub program: Program,
    pub signatures: Signatures,
}

impl Build {
    pub fn new() -> Self {
        Self { program: Program::default(), signatures: Signatures::system() }
    }

    /// A helper flow with inputs; context fields are there. Flows are numbered from 0.
    pub fn flow(&mut self, name: &str, inputs: &[&str]) -> Line<'_> {
        self.program.flows.push(Flow {
            name: name.into(),
            title: name.into(),
            description: "".into(),
            folder: None,
            bodies: vec![Body::new(start(inputs))],
            schedule: None,
            security: None,
            log: true,
            builder: None,
            origin: Origin::None,
        });
        let flow = self.program.flows.last_mut().expect("the flow");
        let cursor = (flow.bodies[0].start, Edge::Next);
        Line { flow, signatures: &self.signatures, body: 0, cursor }
    }

    /// The plan.
    pub fn plan(&self) -> flowc_plan::Plan {
        let planned = flowc_native::plan(&self.program, &self.signatures);
        assert!(planned.diagnostics.is_empty(), "{:?}", planned.diagnostics);
        planned.plan
    }
}

fn start(inputs: &[&str]) -> Card {
    let mut card = Card::new(Address::system("control", "callable"), "Helper Flow");
    for key in ["index", "parent", "error", "execution_id"] {
        add_field(&mut card, Some("context"), key, Role::Own);
    }
    for key in inputs {
        add_field(&mut card, None, key, Role::Author);
    }
    card
}

fn add_field(card: &mut Card, group: Option<&str>, key: &str, role: Role) {
    let input = Input::new(key, Shape::ANY, role).grouped(group.map(Into::into));
    card.outputs.push(Output::mirroring(&input));
    card.inputs.push(input);
}

/// Cards of one body, one behind the other.
pub struct Line<'b> {
    flow: &'b mut Flow,
    signatures: &'b Signatures,
    body: usize,
    cursor: (CardId, Edge),
}

impl Line<'_> {
    pub fn start(&self) -> CardId {
        self.flow.bodies[self.body].start
    }

    /// A card `channel:method` with inputs (`key` or `group/key`) and author-made outputs (`key` or `key:type`).
    pub fn card(&mut self, address: &str, inputs: &[(&'static str, In)], outputs: &[&str]) -> CardId {
        let (channel, method) = address.split_once(':').expect("channel:method");
        let mut card = Card::new(Address::system(channel, method), method);
        if let Some(signature) = self.signatures.of_system(channel, method) {
            for port in &signature.inputs {
                card.inputs.push(
                    Input::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()),
                );
            }
            for port in &signature.outputs {
                card.outputs.push(
                    Output::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()),
                );
            }
        }
        self.place(card, inputs, outputs)
    }

    /// A card of a connector.
    pub fn effect(&mut self, method: &str, inputs: &[(&'static str, In)], outputs: &[&str]) -> CardId {
        let address =
            Address::Connector { connector: "demo".into(), version: "1".into(), method: method.into() };
        self.place(Card::new(address, method), inputs, outputs)
    }

    fn place(&mut self, mut card: Card, inputs: &[(&'static str, In)], outputs: &[&str]) -> CardId {
        let mut wires: Vec<(CardId, &str, Vec<&str>, usize)> = Vec::new();
        for (name, what) in inputs {
            let (group, key) = name.split_once('/').map_or((None, *name), |(group, key)| (Some(group), key));
            // A repeated name is a field of the author's beside the card's own.
            let taken = inputs
                .iter()
                .take_while(|(other, held)| other != name || !same(held, what))
                .any(|(other, _)| other == name);
            let position = card.input(group, key).filter(|_| !taken).unwrap_or_else(|| {
                card.inputs.push(Input::new(key, Shape::ANY, Role::Author).grouped(group.map(Into::into)));
                card.inputs.len() - 1
            });
            let input = &mut card.inputs[position];
            match what {
                In::Json(text) => input.datum = Datum::Literal(json::parse(text).expect("JSON")),
                In::Out(from, key, path) => {
                    if group.is_none() && key_is_operand(name) {
                        input.shape = Shape::ANY;
                    }
                    wires.push((*from, key, path.clone(), position));
                }
                In::Either(sources) => {
                    wires.extend(sources.iter().map(|(from, key)| (*from, *key, Vec::new(), position)));
                }
                In::Flow(flow) => input.datum = Datum::Flow(FlowId(*flow)),
                In::Body(body) => input.datum = Datum::Body(BodyId(*body)),
                In::Item => input.item = Some(ItemArgument::Item),
                In::Field(path) => input.item = Some(ItemArgument::Field((*path).into())),
                In::Template(text, holes) => {
                    input.datum = Datum::Template(template(text));
                    for (hole, (from, key)) in holes.iter().enumerate() {
                        card.inputs.push(Input::new(format!("{hole}"), Shape::TEXT, Role::Hole));
                        wires.push((*from, key, Vec::new(), card.inputs.len() - 1));
                    }
                }
            }
        }
        for output in outputs {
            let (key, shape) = match output.split_once(':') {
                Some((key, "text")) => (key, Shape::TEXT),
                Some((key, "object list")) => (key, Shape::OBJECT.list()),
                Some((key, "text list")) => (key, Shape::TEXT.list()),
                _ => (*output, Shape::ANY),
            };
            match card.output(None, key) {
                Some(own) => card.outputs[own].shape = shape,
                None => card.outputs.push(Output::new(key, shape, Role::Author)),
            }
        }
        let body = &mut self.flow.bodies[self.body];
        let id = body.append(self.cursor.0, self.cursor.1.clone(), card);
        for (from, key, path, position) in wires {
            let (group, key) = key.split_once('/').map_or((None, key), |(group, key)| (Some(group), key));
            let source = body.card(from).expect("the source");
            let output = source.output(group, key).unwrap_or_else(|| panic!("{key} of {}", source.title));
            body.wire((from, output), path.into_iter().map(Into::into).collect(), (id, position));
        }
        self.cursor = (id, Edge::Next);
        id
    }

    /// If/Else on an If card placed last: each arm gives the outputs of cards for the Join's fields.
    pub fn arms(
        &mut self,
        owner: CardId,
        then: impl FnOnce(&mut Self) -> Vec<CardId>,
        otherwise: impl FnOnce(&mut Self) -> Vec<CardId>,
        fields: &[&'static str],
    ) -> Arms {
        self.cursor = (owner, Edge::Arm(true));
        let from_then = then(self);
        self.cursor = (owner, Edge::Arm(false));
        let from_else = otherwise(self);
        self.cursor = (owner, Edge::Join);
        let from = |key: &'static str| {
            let has = |id: &&CardId| {
                self.flow.bodies[self.body].card(**id).is_some_and(|card| card.output(None, key).is_some())
            };
            let sources = [from_then.iter().find(has), from_else.iter().find(has)];
            sources.into_iter().flatten().map(|id| (*id, key)).collect::<Vec<_>>()
        };
        let inputs: Vec<(&'static str, In)> =
            fields.iter().map(|key| (*key, In::Either(from(key)))).collect();
        let join = self.card("control:join", &inputs, fields);
        Arms { card: owner, then: Vec::new(), otherwise: Vec::new(), join }
    }

    /// A nested body of the container placed last (or next): captures are `(name, value outside)`.
    pub fn block(
        &mut self,
        owner: CardId,
        handler: bool,
        captures: &[(&'static str, CardId, &'static str)],
        cards: impl FnOnce(&mut Self),
    ) -> u32 {
        let id = BodyId(u32::try_from(self.flow.bodies.len()).expect("few bodies"));
        let mut card = Card::new(Address::system("control", "callable"), "Helper Flow");
        if handler {
            add_field(&mut card, Some("context"), "error", Role::Own);
        }
        let body = &mut self.flow.bodies[self.body];
        for (name, from, key) in captures {
            add_field(&mut card, Some("context"), name, Role::Capture(id));
            let outer = body.card_mut(owner).expect("the owner");
            outer
                .inputs
                .push(Input::new(*name, Shape::ANY, Role::Capture(id)).grouped(Some("context".into())));
            let position = outer.inputs.len() - 1;
            let output = body.card(*from).and_then(|card| card.output(None, key)).expect("an output");
            body.wire((*from, output), Vec::new(), (owner, position));
        }
        if handler {
            body.card_mut(owner).expect("the owner").policy.on_error = OnError::Handler(id);
        }
        self.flow.bodies.push(Body::new(card));
        let outside = (self.body, self.cursor.clone());
        self.body = id.index();
        self.cursor = (self.start(), Edge::Next);
        cards(self);
        (self.body, self.cursor) = outside;
        id.0
    }

    /// Gives an input a nested body.
    pub fn hold(&mut self, owner: CardId, group: Option<&str>, body: u32) {
        let card = self.flow.bodies[self.body].card_mut(owner).expect("the owner");
        let position = card.input(group, "flo").expect("an input for the body");
        card.inputs[position].datum = Datum::Body(BodyId(body));
    }

    /// Changes a card.
    pub fn change(&mut self, card: CardId, change: impl FnOnce(&mut Card)) {
        change(self.flow.bodies[self.body].card_mut(card).expect("the card"));
    }
}

fn same(left: &In, right: &In) -> bool {
    std::ptr::eq(left, right)
}

fn key_is_operand(name: &str) -> bool {
    name.ends_with("-operand")
}

/// `Hello {0}!` as parts.
fn template(text: &str) -> Vec<TemplatePart> {
    let mut parts = Vec::new();
    for piece in text.split_inclusive('}') {
        match piece.split_once('{') {
            Some((before, hole)) => {
                parts.push(TemplatePart::Text(before.into()));
                parts.push(TemplatePart::Hole(hole.trim_end_matches('}').parse().expect("a number")));
            }
            None => parts.push(TemplatePart::Text(piece.into())),
        }
    }
    parts
}

/// An output field that start cards hand on.
pub fn given(card: &mut Card, group: Option<&str>, key: &str) {
    add_field(card, group, key, Role::Own);
}
