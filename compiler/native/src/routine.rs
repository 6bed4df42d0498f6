//! Which routines there are, what they take and give: settled before any code, because calls refer to it.

use flowc_ir::{Body, BodyId, Card, CardId, Datum, Flow, FlowId, OnError, Program, Role, Step};
use flowc_plan::{Column, Connection, Context, FlowInput, Param, Plan, Routine, Table, VERSION};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_stdlib::{Control, Run};
use flowc_value::Text;
use flowc_value::json::Wanted;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Options;
use crate::emit::Emitter;
use crate::pools::{Pools, number};
use crate::shape::{self, fields, input_name, output_name, slot_type};

/// A card and one of its outputs.
pub(crate) type Place = (CardId, usize);

/// The plan in the making.
pub(crate) struct Planner<'a> {
    pub program: &'a Program,
    pub signatures: &'a Signatures,
    pub options: Options,
    pub plan: Plan,
    pub pools: Pools,
    pub routines: FxHashMap<(FlowId, BodyId), u32>,
    pub entries: Vec<Entry>,
}

/// What pass one knows of a routine.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub flow: FlowId,
    pub body: BodyId,
    /// Outputs of the start card that are read, with their slots.
    pub reads: Vec<(usize, u32)>,
}

impl<'a> Planner<'a> {
    pub fn new(program: &'a Program, signatures: &'a Signatures, options: Options) -> Self {
        Self {
            program,
            signatures,
            options,
            plan: Plan { version: VERSION, ..Plan::default() },
            pools: Pools::default(),
            routines: FxHashMap::default(),
            entries: Vec::new(),
        }
    }

    pub fn plan(mut self) -> Plan {
        self.surroundings();
        let program = self.program;
        for (index, flow) in program.flows.iter().enumerate() {
            self.flow(FlowId::new(index), flow);
        }
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get(index).cloned() else { continue };
            let Some(flow) = program.flows.get(entry.flow.index()) else { continue };
            let Some(body) = flow.bodies.get(entry.body.index()) else { continue };
            let (code, cards, slots) = Emitter::new(&mut self, flow, &entry, number(index)).routine(body);
            if let Some(routine) = self.plan.routines.get_mut(index) {
                (routine.code, routine.cards, routine.slots) = (code, cards, slots);
            }
        }
        let wanted: Vec<Wanted> =
            self.plan.flows.iter().map(|flow| crate::wanted::wanted(&self.plan, flow)).collect();
        for (flow, wanted) in self.plan.flows.iter_mut().zip(wanted) {
            flow.wanted = wanted;
        }
        self.plan
    }

    fn surroundings(&mut self) {
        let text = |text: &str| Text::new(text);
        self.plan.connections.extend(self.program.connections.iter().map(|connection| Connection {
            name: text(&connection.name),
            title: text(&connection.title),
            connector: text(&connection.connector),
        }));
        self.plan.tables.extend(self.program.tables.iter().map(|table| Table {
            name: text(&table.name),
            title: text(&table.title),
            columns: table.columns.as_ref().map(|columns| {
                let column = |column: &flowc_ir::Column| Column {
                    name: text(&column.name),
                    kind: shape::kind(&flowc_types::Shape::One(column.kind)),
                    default: column.default.as_deref().map(Text::new),
                };
                columns.iter().map(column).collect()
            }),
        }));
    }

    /// Announces a flow with its routines.
    fn flow(&mut self, id: FlowId, flow: &Flow) {
        let routine = flow.body().map(|body| self.announce(id, BodyId(0), body));
        let mut event = None;
        for body in &flow.bodies {
            for card in body.graph.node_weights() {
                let is_loop = self.signature(card).and_then(|signature| signature.card).is_some_and(
                    |card| matches!(card.run, Run::Control(control) if crate::loops::is_loop(control)),
                );
                let inner = card.inputs.iter().find_map(|input| match input.datum {
                    Datum::Body(body) => Some(body),
                    _ => None,
                });
                let Some((inner, body)) =
                    inner.filter(|_| is_loop).and_then(|id| Some((id, flow.bodies.get(id.index())?)))
                else {
                    continue;
                };
                let routine = self.announce(id, inner, body);
                event = event.or(Some((routine, body)));
            }
        }
        let starts_by_event = flow.body().is_some_and(|body| {
            body.card(body.start)
                .is_some_and(|card| matches!(card.address, flowc_ir::Address::Connector { .. }))
        });
        let event = event.filter(|_| starts_by_event);
        let entry = event.map(|(_, body)| body).or(flow.body());
        self.plan.flows.push(flowc_plan::Flow {
            name: Text::new(&flow.name),
            title: Text::new(&flow.title),
            routine,
            event: event.map(|(routine, _)| routine),
            scheduled: flow.schedule.is_some(),
            inputs: entry.map(inputs).unwrap_or_default(),
            wanted: Wanted::All,
        });
    }

    /// A routine with its parameters and the names of its results.
    fn announce(&mut self, flow: FlowId, id: BodyId, body: &Body) -> u32 {
        let mut routine = Routine {
            flow: flow.0,
            code: Vec::new(),
            cards: Vec::new(),
            slots: 0,
            params: Vec::new(),
            context: Vec::new(),
            results: self.results(body),
        };
        let mut reads = Vec::new();
        let read = self.reads(body);
        let outputs = body.card(body.start).map(|card| card.outputs.as_slice()).unwrap_or_default();
        for (position, output) in outputs.iter().enumerate() {
            if !read.contains(&(body.start, position)) {
                continue;
            }
            let slot = number(reads.len());
            reads.push((position, slot));
            let context = context(output.group.as_deref(), &output.key);
            match (output.role, context) {
                (Role::Capture(_), _) => {}
                (_, Some(context)) => routine.context.push((context, slot)),
                _ => routine.params.push(Param {
                    group: output.group.as_deref().map(Text::new),
                    key: Text::new(&output.key),
                    slot,
                }),
            }
        }
        routine.slots = number(reads.len());
        self.plan.routines.push(routine);
        self.entries.push(Entry { flow, body: id, reads });
        let index = number(self.plan.routines.len() - 1);
        self.routines.insert((flow, id), index);
        index
    }

    /// Outputs that something reads.
    pub fn reads(&self, body: &Body) -> FxHashSet<Place> {
        let mut read = FxHashSet::default();
        for card in body.graph.node_indices() {
            read.extend(body.wires_from(card).map(|end| (card, end.wire.output)));
            let outputs = body.card(card).map_or(0, |card| card.outputs.len());
            if self.options.keep_all || last_card(body) == Some(card) {
                read.extend((0..outputs).map(|output| (card, output)));
            }
        }
        read
    }

    /// The signature of a card.
    pub fn signature(&self, card: &Card) -> Option<&'a Signature> {
        let found = match &card.address {
            flowc_ir::Address::System { channel, method } => self.signatures.of_system(channel, method),
            flowc_ir::Address::Connector { connector, version, method } => {
                self.signatures.of_connector(connector, version, method)
            }
        };
        found.map(|signature| &**signature)
    }

    /// Which of the interpreter's forms a card is.
    pub fn control(&self, card: &Card) -> Option<Control> {
        match self.signature(card)?.card?.run {
            Run::Control(control) => Some(control),
            _ => None,
        }
    }

    /// All names under which a body hands back values.
    fn results(&self, body: &Body) -> Vec<Text> {
        let mut names = Vec::new();
        let mut add = |name: Text| {
            if !names.contains(&name) {
                names.push(name);
            }
        };
        for id in body.cards_in_order() {
            let Some(card) = body.card(id) else { continue };
            match self.control(card) {
                Some(Control::Return | Control::ReturnRaw) => {
                    fields(card).for_each(|(_, input)| add(input_name(input)));
                }
                Some(Control::ContinueIf) => add(Text::new("message")),
                _ => {}
            }
        }
        if let Some(card) = last_card(body).and_then(|id| body.card(id)) {
            card.outputs.iter().for_each(|output| add(output_name(output)));
        }
        names
    }

    /// The routine of a flow; none for a flow outside the pack.
    pub fn routine_of(&self, flow: FlowId) -> Option<u32> {
        self.routines.get(&(flow, BodyId(0))).copied()
    }

    /// The error flow of a card.
    pub fn error_flow(&self, card: &Card) -> Option<u32> {
        match card.policy.on_error {
            OnError::Run(flow) => self.routine_of(flow),
            _ => None,
        }
    }
}

/// What a start card takes from whoever starts the flow.
fn inputs(body: &Body) -> Vec<FlowInput> {
    let outputs = body.card(body.start).map(|card| card.outputs.as_slice()).unwrap_or_default();
    let own = outputs.iter().filter(|output| {
        !matches!(output.role, Role::Capture(_)) && context(output.group.as_deref(), &output.key).is_none()
    });
    own.map(|output| FlowInput {
        group: output.group.as_deref().map(Text::new),
        key: Text::new(&output.key),
        slot: slot_type(&output.shape),
    })
    .collect()
}

/// The fields that the platform fills in.
pub(crate) fn context(group: Option<&str>, key: &str) -> Option<Context> {
    match (group?, key) {
        ("context", "index") => Some(Context::Index),
        ("context", "parent") => Some(Context::Parent),
        ("context", "error") => Some(Context::Error),
        ("context", "execution_id") => Some(Context::ExecutionId),
        ("context", "execution_time") => Some(Context::ExecutionTime),
        _ => None,
    }
}

/// The last card of a body, whose outputs are the result where no Return is (rule `no-return`).
pub(crate) fn last_card(body: &Body) -> Option<CardId> {
    let steps = body.steps();
    let counts = |id: &CardId| {
        *id != body.start && body.card(*id).is_some_and(|card| !card.address.is("control", "comment"))
    };
    let card = |step: &Step| match step {
        Step::Card(card) => Some(*card).filter(counts),
        Step::If(arms) => Some(arms.join),
    };
    steps.iter().rev().find_map(card)
}
