//! One run from start to end: every command of the engine is answered here.

use std::collections::BTreeSet;

use flowc_engine::{Command, Event, Failure, Limits, Outcome, Reply, Run, Start, Trace, step, step_traced};
use flowc_plan::{Effect, EffectKind, Flow, Place, Plan};
use flowc_stdlib::catalogue;
use flowc_value::{Date, Object, Text, Value, compare, json};

use crate::functions::Linked;
use crate::mocks::{self, Answer, Mocks};
use crate::tables::{Given, Tables};

/// What is run.
#[derive(Debug)]
pub struct Request {
    /// The flow, by its place in the plan.
    pub flow: usize,
    /// Its input by `key` or `group.key`, groups also as objects.
    pub input: Object,
    /// The instant at which it starts; pauses move it on.
    pub now: Date,
    /// Where random numbers begin.
    pub seed: u64,
    /// What cards that leave the machine answer.
    pub mocks: Mocks,
    /// Keep a line per card.
    pub trace: bool,
}

/// How a run went.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub outcome: Outcome,
    /// What would have left the machine, in order.
    pub effects: Vec<Performed>,
    /// The mock that was missing: an entry to add.
    pub missing: Option<String>,
    /// What happened, one JSON object each, if a trace was asked for.
    pub trace: Vec<String>,
}

/// A card that leaves the machine.
#[derive(Debug)]
pub struct Performed {
    /// Its address.
    pub card: Text,
    /// Its inputs by `key` or `group.key`.
    pub inputs: Object,
    /// What came of it: `mocked` or `failed`.
    pub outcome: &'static str,
}

/// Runs a flow.
///
/// # Errors
/// A plan that does not fit this build, or mocks that do not fit the plan; nothing was run then.
pub fn run(plan: &Plan, request: Request) -> Result<Ended, String> {
    let functions = Linked::new(plan)?;
    let tables = Tables::new(plan, request.mocks.tables(), request.now)?;
    let flow = plan.flows.get(request.flow).ok_or("the plan has no such flow")?;
    let mut host = Host {
        plan,
        mocks: request.mocks,
        tables,
        now: request.now,
        effects: Vec::new(),
        missing: None,
        trace: request.trace.then(|| Lines { plan, lines: Vec::new(), ran: BTreeSet::new() }),
    };
    let start = Start {
        flow: request.flow,
        input: named(flow, &request.input),
        now: request.now.as_number(),
        seed: request.seed,
        execution: format!("run-{}", request.seed),
        limits: Limits::default(),
    };
    let outcome = host.drive(&functions, Event::Start(start));
    let trace = host.trace.map(Lines::whole).unwrap_or_default();
    Ok(Ended { outcome, effects: host.effects, missing: host.missing, trace })
}

/// The input by the full names of the start card's fields; what it does not declare stays as it was given.
fn named(flow: &Flow, given: &Object) -> Object {
    let declared = flow.inputs.iter().filter_map(|input| {
        let name = input.name();
        mocks::output(given, &name).map(|value| (name.clone(), value.clone()))
    });
    let mut input: Object = declared.collect();
    for (key, value) in given {
        if !input.contains_key(key) {
            input.insert(key.clone(), value.clone());
        }
    }
    input
}

struct Host<'p> {
    plan: &'p Plan,
    mocks: Mocks,
    tables: Tables,
    now: Date,
    effects: Vec<Performed>,
    missing: Option<String>,
    trace: Option<Lines<'p>>,
}

impl Host<'_> {
    fn drive(&mut self, functions: &Linked, first: Event) -> Outcome {
        let mut run = Run::new();
        let mut event = Some(first);
        while let Some(next) = event.take() {
            let commands = match &mut self.trace {
                Some(trace) => step_traced(self.plan, functions, &mut run, next, trace),
                None => step(self.plan, functions, &mut run, next),
            };
            for command in commands {
                match command {
                    Command::Perform { id, effect, inputs } => {
                        let reply = self.perform(effect, inputs);
                        event = Some(Event::Reply { id, now: self.now.as_number(), reply });
                    }
                    Command::Wait { id, until } => {
                        self.now = Date::from_number(until).unwrap_or(self.now).max(self.now);
                        event = Some(Event::Wake { id, now: self.now.as_number() });
                    }
                    // The caller of an endpoint is answered at once; nobody waits here.
                    Command::Answer { .. } => {}
                    Command::Finish(outcome) => return outcome,
                }
            }
        }
        Outcome::Error(Failure::new("the run waits for something that never comes"))
    }

    fn perform(&mut self, effect: usize, inputs: Vec<Value>) -> Reply {
        let Some(effect) = self.plan.effects.get(effect) else {
            return failed(Failure::new("the plan has no such effect"));
        };
        let address =
            self.plan.cards.get(effect.card as usize).map(|card| card.address.clone()).unwrap_or_default();
        let inputs: Object = effect.inputs.iter().map(|(name, _)| name.clone()).zip(inputs).collect();
        match (self.mocks.answer(&address, &inputs), effect.kind) {
            (Some(answer), kind) => {
                let reply = answered(answer, effect);
                if !matches!(kind, EffectKind::Table(_)) {
                    let outcome = if matches!(reply, Reply::Failed { .. }) { "failed" } else { "mocked" };
                    self.effects.push(Performed { card: address, inputs, outcome });
                }
                reply
            }
            (None, EffectKind::Table(table)) => self.table(&address, table, &inputs, effect),
            (None, _) => {
                self.missing.get_or_insert_with(|| missing(&address, &inputs, effect));
                let mut failure =
                    Failure::new(format!("no mock answers for {}", mocks::short_name(&address)));
                failure.fatal = true;
                self.effects.push(Performed { card: address, inputs, outcome: "failed" });
                failed(failure)
            }
        }
    }

    fn table(&mut self, address: &str, table: Option<u32>, inputs: &Object, effect: &Effect) -> Reply {
        let method = address.rsplit(':').next().unwrap_or_default();
        match self.tables.perform(method, table, inputs, effect.stream.is_some(), self.now) {
            Ok(Given::Values(values)) => Reply::Values(values),
            Ok(Given::Records(records)) => Reply::Records(records),
            Err(failure) => failed(failure),
        }
    }
}

fn failed(failure: Failure) -> Reply {
    Reply::Failed { failure, performed: false }
}

fn answered(answer: Answer, effect: &Effect) -> Reply {
    match answer {
        Answer::Returns(returns) => {
            let outputs = effect.outputs.iter().map(|(name, _)| name.clone());
            let found = outputs.filter_map(|name| {
                let value = mocks::output(&returns, &name)?.clone();
                Some((name, value))
            });
            Reply::Values(found.collect())
        }
        Answer::Fails(failure) => failed(failure),
        Answer::Streams(records) => Reply::Records(records),
    }
}

/// The entry to add to the mocks: the card as it was called and the outputs that the flow reads.
fn missing(address: &str, inputs: &Object, effect: &Effect) -> String {
    let given = inputs
        .iter()
        .filter(|(_, value)| !compare::is_empty(value) && **value != Value::Object(Object::new()));
    let when = Value::Object(given.map(|(name, value)| (name.clone(), value.clone())).collect());
    let entry = match effect.stream {
        Some(_) => ("streams", Value::list([Value::object::<Text, Value>([])])),
        None => {
            let outputs = effect.outputs.iter().map(|(name, _)| (name.clone(), Value::Null));
            ("returns", Value::Object(outputs.collect()))
        }
    };
    let card = Value::text(mocks::short_name(address));
    json::to_text(&Value::object([("card", card), ("when", when), entry])).to_string()
}

/// Writes a line per card.
struct Lines<'p> {
    plan: &'p Plan,
    lines: Vec<String>,
    /// Addresses of the cards so far.
    ran: BTreeSet<&'p str>,
}

impl<'p> Lines<'p> {
    /// All lines, and a last one with the decisions that no document of the platform backs and on which the cards
    /// that ran rest.
    fn whole(self) -> Vec<String> {
        let cards = self.ran.iter().filter_map(|address| catalogue().at_address(address));
        let rules: BTreeSet<&str> = cards.flat_map(|card| card.assumed.iter().copied()).collect();
        let mut lines = self.lines;
        if !rules.is_empty() {
            let rules = Value::list(rules.into_iter().map(Value::text));
            lines.push(json::to_text(&Value::object([("assumed", rules)])).to_string());
        }
        lines
    }

    fn line(&mut self, card: usize, more: (&str, Value)) {
        let plan: &'p Plan = self.plan;
        let Some(card) = plan.cards.get(card) else { return };
        self.ran.insert(&card.address);
        let flow = self.plan.flows.get(card.flow as usize).map(|flow| flow.name.clone()).unwrap_or_default();
        let line = Value::object([
            ("flow", Value::Text(flow)),
            ("number", Value::Number(f64::from(card.number))),
            ("card", Value::Text(card.address.clone())),
            ("title", Value::Text(card.title.clone())),
            more,
        ]);
        self.lines.push(json::to_text(&line).to_string());
    }
}

impl Trace for Lines<'_> {
    fn card(&mut self, card: usize, outputs: Vec<(Text, Value)>) {
        self.line(card, ("outputs", Value::Object(outputs.into_iter().collect())));
    }

    fn failed(&mut self, card: usize, failure: &Failure) {
        self.line(card, ("failed", Value::Text(failure.message.clone())));
    }
}

impl Ended {
    /// The result as the contract states it: one JSON object. `span` says where in the source a place lies.
    pub fn to_json(&self, plan: &Plan, span: impl Fn(&Place) -> Value) -> String {
        let (status, output, message, error) = match &self.outcome {
            Outcome::Success { output } => ("success", output.clone(), Value::Null, Value::Null),
            Outcome::Stopped { message, values } => ("stopped", values.clone(), message.clone(), Value::Null),
            Outcome::Error(failure) => {
                let message = Value::Text(failure.message.clone());
                ("error", Value::Object(Object::new()), message, error(plan, failure, span))
            }
        };
        let effects = self.effects.iter().map(|effect| {
            Value::object([
                ("card", Value::Text(effect.card.clone())),
                ("inputs", Value::Object(effect.inputs.clone())),
                ("outcome", Value::text(effect.outcome)),
            ])
        });
        let result = Value::object([
            ("status", Value::text(status)),
            ("output", output),
            ("message", message),
            ("error", error),
            ("effects", Value::list(effects)),
        ]);
        json::to_text(&result).to_string()
    }
}

fn error(plan: &Plan, failure: &Failure, span: impl Fn(&Place) -> Value) -> Value {
    let card = failure.card.and_then(|card| plan.cards.get(card as usize));
    let flow = card.and_then(|card| plan.flows.get(card.flow as usize));
    Value::object([
        ("message", Value::Text(failure.message.clone())),
        ("code", failure.code().clone()),
        ("card", card.map_or(Value::Null, |card| Value::Text(card.address.clone()))),
        ("flow", flow.map_or(Value::Null, |flow| Value::Text(flow.name.clone()))),
        ("span", card.map_or(Value::Null, |card| span(&card.place))),
    ])
}
