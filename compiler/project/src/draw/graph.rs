//! What both notations draw: nodes and arrows of a program.

use flowc_ir::{Arms, Body, BodyId, Card, CardId, Datum, Flow, FlowId, OnError, Program, Step};

/// A frame with nodes and frames in it: a flow, or a body nested in one of its cards.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub id: String,
    pub label: String,
    pub nodes: Vec<Node>,
    pub arrows: Vec<Arrow>,
    pub inner: Vec<Frame>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub id: String,
    pub label: String,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Card,
    Start,
    Choice,
    Note,
    /// Only a place where arrows meet.
    Join,
}

#[derive(Debug)]
pub(super) struct Arrow {
    pub from: String,
    pub to: String,
    pub label: &'static str,
    /// Data or control leaves the frame: a call.
    pub dotted: bool,
}

/// All flows, or one of them with arrows to the flows it calls.
pub(super) fn frames(program: &Program, only: Option<FlowId>) -> Vec<Frame> {
    let chosen = |index: usize| only.is_none_or(|only| only.index() == index);
    let called: Vec<FlowId> = match only.and_then(|only| program.flows.get(only.index())) {
        Some(flow) => flow.bodies.iter().flat_map(|body| body.graph.node_weights()).flat_map(calls).collect(),
        None => Vec::new(),
    };
    program
        .flows
        .iter()
        .enumerate()
        .filter_map(|(index, flow)| {
            let is_called = called.iter().any(|called| called.index() == index);
            (chosen(index) || is_called).then(|| Drawing { flow, number: index }.frame(chosen(index)))
        })
        .collect()
}

/// The node of a flow's start card, to which calls lead.
fn start_node(flow: usize) -> String {
    format!("f{flow}")
}

fn calls(card: &Card) -> impl Iterator<Item = FlowId> {
    let inputs = card.inputs.iter().filter_map(|input| match input.datum {
        Datum::Flow(flow) => Some(flow),
        _ => None,
    });
    let on_error = match card.policy.on_error {
        OnError::Run(flow) => Some(flow),
        _ => None,
    };
    inputs.chain(on_error)
}

struct Drawing<'a> {
    flow: &'a Flow,
    number: usize,
}

impl Drawing<'_> {
    /// The flow with its cards, or as one node where only its name is wanted.
    fn frame(&self, whole: bool) -> Frame {
        let id = start_node(self.number);
        let title = self.flow.title.to_string();
        match self.flow.body().filter(|_| whole) {
            Some(body) => {
                let mut frame =
                    Frame { id: format!("flow{}", self.number), label: title, ..Frame::default() };
                self.body(body, 0, &mut frame);
                frame
            }
            None => {
                let node = Node { id, label: title, form: Form::Start };
                Frame { nodes: vec![node], ..Frame::default() }
            }
        }
    }

    fn id(&self, body: usize, card: CardId, start: CardId) -> String {
        match (body, card == start) {
            (0, true) => start_node(self.number),
            _ => format!("f{}b{body}c{}", self.number, card.index()),
        }
    }

    fn body(&self, body: &Body, number: usize, frame: &mut Frame) {
        self.steps(body, number, &body.steps(), Vec::new(), frame);
    }

    /// Draws steps behind what `ends` names (with the label of the first arrow) and gives their own ends.
    fn steps(
        &self,
        body: &Body,
        number: usize,
        steps: &[Step],
        mut ends: Vec<(String, &'static str)>,
        frame: &mut Frame,
    ) -> Vec<(String, &'static str)> {
        for step in steps {
            let card = match step {
                Step::Card(card) => *card,
                Step::If(arms) => arms.card,
            };
            let id = self.id(number, card, body.start);
            for (from, label) in ends {
                frame.arrows.push(Arrow { from, to: id.clone(), label, dotted: false });
            }
            self.card(body, number, card, frame);
            ends = match step {
                Step::Card(_) => vec![(id, "")],
                Step::If(arms) => self.arms(body, number, arms, &id, frame),
            };
        }
        ends
    }

    fn arms(
        &self,
        body: &Body,
        number: usize,
        arms: &Arms,
        id: &str,
        frame: &mut Frame,
    ) -> Vec<(String, &'static str)> {
        let join = self.id(number, arms.join, body.start);
        let then = self.steps(body, number, &arms.then, vec![(id.to_owned(), "yes")], frame);
        let otherwise = self.steps(body, number, &arms.otherwise, vec![(id.to_owned(), "no")], frame);
        frame.nodes.push(Node { id: join.clone(), label: String::new(), form: Form::Join });
        for (from, label) in then.into_iter().chain(otherwise) {
            frame.arrows.push(Arrow { from, to: join.clone(), label, dotted: false });
        }
        vec![(join, "")]
    }

    fn card(&self, body: &Body, number: usize, id: CardId, frame: &mut Frame) {
        let Some(card) = body.card(id) else { return };
        let name = self.id(number, id, body.start);
        let nested = nested(card);
        let form = match () {
            () if id == body.start => Form::Start,
            () if card.address.is("control", "comment") => Form::Note,
            () if body.successor(id, &flowc_ir::Edge::Join).is_some() => Form::Choice,
            () => Form::Card,
        };
        frame.nodes.push(Node { id: name.clone(), label: label(card), form });
        for flow in calls(card) {
            let to = start_node(flow.index());
            frame.arrows.push(Arrow { from: name.clone(), to, label: "calls", dotted: true });
        }
        for (inner, word) in nested {
            let Some(content) = self.flow.bodies.get(inner.index()).filter(|_| inner.index() > number) else {
                continue;
            };
            let id = format!("flow{}body{}", self.number, inner.index());
            let mut around = Frame { id, label: word, ..Frame::default() };
            self.body(content, inner.index(), &mut around);
            let to = self.id(inner.index(), content.start, content.start);
            frame.arrows.push(Arrow { from: name.clone(), to, label: "", dotted: false });
            frame.inner.push(around);
        }
    }
}

/// Bodies that a card owns, each with the word of its group. A body stands behind its owner, so that drawing ends.
fn nested(card: &Card) -> Vec<(BodyId, String)> {
    let mut bodies: Vec<(BodyId, String)> = card
        .inputs
        .iter()
        .filter_map(|input| match input.datum {
            Datum::Body(body) => {
                Some((body, input.group.as_deref().unwrap_or(input.key.as_str()).to_owned()))
            }
            _ => None,
        })
        .collect();
    if let OnError::Handler(body) = card.policy.on_error {
        bodies.push((body, "catch".to_owned()));
    }
    bodies
}

/// What a node says: a comment its text, another card its title.
fn label(card: &Card) -> String {
    match &card.note {
        flowc_ir::Note::Comment { title, markdown } => {
            let text = if title.is_empty() { markdown } else { title };
            text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
        }
        _ => card.title.to_string(),
    }
}
