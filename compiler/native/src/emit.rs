//! Code of one routine: cards in order, operands, slots.

use flowc_ir::{Body, Card, CardId, Datum, Delay, Flow, Origin, Role, Step};
use flowc_plan::{OnError, Op, Place, Policy, RetryOn, Source};
use flowc_value::convert::Link;
use flowc_value::{Text, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pools::{number, push};
use crate::routine::{Entry, Planner, last_card};
use crate::shape::{link, output_name};

/// Makes the code of one routine.
pub(crate) struct Emitter<'p, 'a> {
    pub planner: &'p mut Planner<'a>,
    pub flow: &'a Flow,
    pub entry: &'p Entry,
    pub routine: u32,
    code: Vec<Op>,
    cards: Vec<u32>,
    slots: u32,
    /// The card that ops belong to.
    card: u32,
    number: u32,
}

/// One body being emitted: the routine's own or one inlined in it.
pub(crate) struct Scope<'a> {
    pub body: &'a Body,
    pub values: FxHashMap<(CardId, usize), Source>,
    pub reads: FxHashSet<(CardId, usize)>,
    pub exit: Leave,
}

/// What leaving a body means.
pub(crate) enum Leave {
    /// The routine ends.
    Routine,
    /// The block gives its outputs and execution goes on behind the container.
    Block {
        /// Outputs of the container that are read.
        outputs: Vec<(Text, u32)>,
        /// Jumps to the block's end.
        jumps: Vec<usize>,
    },
}

impl<'p, 'a> Emitter<'p, 'a> {
    pub fn new(planner: &'p mut Planner<'a>, flow: &'a Flow, entry: &'p Entry, routine: u32) -> Self {
        Self {
            planner,
            flow,
            entry,
            routine,
            code: Vec::new(),
            cards: Vec::new(),
            slots: number(entry.reads.len()),
            card: 0,
            number: 0,
        }
    }

    /// Ops, their cards, slots of the frame.
    pub fn routine(mut self, body: &'a Body) -> (Vec<Op>, Vec<u32>, u32) {
        let mut scope = self.scope(body, Leave::Routine);
        for (output, slot) in &self.entry.reads {
            scope.values.insert((body.start, *output), Source::slot(*slot));
        }
        if let Some(card) = body.card(body.start) {
            self.enter(card);
            self.leave(card, &scope, body.start);
        }
        let steps = body.steps();
        if self.steps(&mut scope, &steps) {
            self.end_without_return(&mut scope);
        }
        (self.code, self.cards, self.slots)
    }

    pub fn scope(&self, body: &'a Body, exit: Leave) -> Scope<'a> {
        Scope { body, values: FxHashMap::default(), reads: self.planner.reads(body), exit }
    }

    /// Emits cards in order; false if nothing behind them runs.
    pub fn steps(&mut self, scope: &mut Scope<'a>, steps: &[Step]) -> bool {
        for step in steps {
            let goes_on = match step {
                Step::Card(card) if *card == scope.body.start => true,
                Step::Card(card) => self.step(scope, *card),
                Step::If(arms) => self.if_else(scope, arms),
            };
            if !goes_on {
                return false;
            }
        }
        true
    }

    fn step(&mut self, scope: &mut Scope<'a>, id: CardId) -> bool {
        let Some(card) = scope.body.card(id) else { return true };
        self.enter(card);
        let own = self.card;
        let goes_on = self.card_code(scope, id, card);
        self.card = own;
        self.leave(card, scope, id);
        goes_on
    }

    /// The ops that follow belong to this card.
    pub fn enter(&mut self, card: &Card) {
        let place = match &card.origin {
            Origin::None => Place::None,
            Origin::Source(span) => Place::Source { file: span.file.0, start: span.start, end: span.end },
            Origin::Pack(path) => Place::Pack(Text::new(path)),
        };
        let policy = self.policy(card);
        let entry = flowc_plan::Card {
            address: Text::new(&card.address.to_string()),
            title: Text::new(&card.title),
            flow: self.entry.flow.0,
            number: self.number,
            place,
            policy,
            outputs: Vec::new(),
        };
        self.number += 1;
        self.card = push(&mut self.planner.plan.cards, entry);
    }

    /// Notes which outputs of a finished card have values.
    pub fn leave(&mut self, card: &Card, scope: &Scope<'_>, id: CardId) {
        let outputs = card.outputs.iter().enumerate().filter_map(|(position, output)| {
            if matches!(output.role, Role::Capture(_)) {
                return None;
            }
            Some((output_name(output), *scope.values.get(&(id, position))?))
        });
        let outputs = outputs.collect();
        if let Some(entry) = self.planner.plan.cards.get_mut(self.card as usize) {
            entry.outputs = outputs;
        }
    }

    fn policy(&self, card: &Card) -> Policy {
        // Without a stated pause the platform waits five minutes (documented).
        const PAUSE: u64 = 300_000;
        Policy {
            on_error: self.planner.error_flow(card).map_or(OnError::Stop, OnError::Run),
            retry: card.policy.retry.unwrap_or_default(),
            delay: match card.policy.delay {
                None => (PAUSE, PAUSE),
                Some(Delay::Fixed(pause)) => (pause, pause),
                Some(Delay::Between(least, most)) => (least.min(most), most.max(least)),
            },
            retry_on: match card.policy.condition {
                Some(flowc_ir::Condition::RateLimit) => RetryOn::RateLimit,
                _ => RetryOn::Any,
            },
        }
    }

    /// The card that ops belong to.
    pub fn current(&self) -> u32 {
        self.card
    }

    /// Ops that follow belong to a card entered before.
    pub fn resume(&mut self, card: u32) {
        self.card = card;
    }

    /// Appends an op; its place.
    pub fn op(&mut self, op: Op) -> usize {
        self.code.push(op);
        self.cards.push(self.card);
        self.code.len() - 1
    }

    /// The place of the next op.
    pub fn here(&self) -> u32 {
        number(self.code.len())
    }

    /// Lets a jump lead to the next op.
    pub fn land(&mut self, jump: usize) {
        let here = self.here();
        if let Some(Op::Jump { target } | Op::Test { target, .. } | Op::Try { handler: target, .. }) =
            self.code.get_mut(jump)
        {
            *target = here;
        }
    }

    /// A new slot.
    pub fn slot(&mut self) -> u32 {
        self.slots += 1;
        self.slots - 1
    }

    /// The slot of an output, if something reads it.
    pub fn output(&mut self, scope: &mut Scope<'a>, card: CardId, output: usize) -> Option<u32> {
        if !scope.reads.contains(&(card, output)) {
            return None;
        }
        let slot = self.slot();
        scope.values.insert((card, output), Source::slot(slot));
        Some(slot)
    }

    /// A constant as operand.
    pub fn constant(&mut self, value: Value) -> Source {
        self.planner.pools.constant(&mut self.planner.plan, value)
    }

    /// A key table.
    pub fn keys(&mut self, names: Vec<Text>) -> u32 {
        self.planner.pools.keys(&mut self.planner.plan, names)
    }

    /// What an input holds: the wire with its path and converter, or the datum.
    pub fn operand(&mut self, scope: &Scope<'a>, id: CardId, position: usize) -> Source {
        let wire = scope.body.wires_into(id, position).next();
        match wire {
            Some(end) => self.wired(scope, end, id, position),
            None => self.datum(scope, id, position),
        }
    }

    /// What a wire carries.
    pub fn wired(
        &mut self,
        scope: &Scope<'a>,
        end: flowc_ir::WireEnd<'a>,
        id: CardId,
        position: usize,
    ) -> Source {
        let Some(source) = scope.values.get(&(end.card, end.wire.output)).copied() else {
            // Its card has not run.
            return self.constant(Value::Null);
        };
        let from = scope.body.card(end.card).and_then(|card| card.outputs.get(end.wire.output));
        let to = scope.body.card(id).and_then(|card| card.inputs.get(position));
        let (Some(from), Some(to)) = (from, to) else { return source };
        let path = end.wire.path.iter().map(|key| key.as_str());
        let shape = from.shape.at_path(path.clone()).unwrap_or(&flowc_types::Shape::ANY);
        let mut source = source;
        if !end.wire.path.is_empty() {
            let path = self.planner.pools.path(&mut self.planner.plan, path.map(Text::new).collect());
            let slot = self.slot();
            self.op(Op::Field { from: source, to: slot, path });
            source = Source::slot(slot);
        }
        if let Link::Through(how) = link(shape, &to.shape) {
            let slot = self.slot();
            self.op(Op::Convert { from: source, to: slot, how });
            source = Source::slot(slot);
        }
        source
    }

    fn datum(&mut self, scope: &Scope<'a>, id: CardId, position: usize) -> Source {
        let card = scope.body.card(id);
        let Some((card, input)) = card.and_then(|card| Some((card, card.inputs.get(position)?))) else {
            return self.constant(Value::Null);
        };
        let program = self.planner.program;
        let value = match &input.datum {
            Datum::Literal(value) => value.clone(),
            Datum::Untouched => {
                let signature = self.planner.signature(card);
                let own = signature.and_then(|signature| {
                    signature.inputs.get(signature.input(input.group.as_deref(), &input.key)?)
                });
                own.map(|port| port.default.clone()).unwrap_or_default()
            }
            Datum::Template(parts) => Value::text(crate::cards::template_text(parts)),
            Datum::Flow(flow) => program.flows.get(flow.index()).map(|flow| flow.name.as_str()).into(),
            Datum::Table(table) => program.tables.get(table.index()).map(|table| table.name.as_str()).into(),
            Datum::Body(_) => Value::Null,
        };
        self.constant(value)
    }

    /// The operand of an own input by section and key; null if the card lacks it.
    pub fn named(&mut self, scope: &Scope<'a>, id: CardId, group: Option<&str>, key: &str) -> Source {
        let position = scope.body.card(id).and_then(|card| card.input(group, key));
        match position {
            Some(position) => self.operand(scope, id, position),
            None => self.constant(Value::Null),
        }
    }

    /// The body ends and no Return was met: the outputs of its last card count (rule `no-return`).
    pub fn end_without_return(&mut self, scope: &mut Scope<'a>) {
        let last = last_card(scope.body).and_then(|id| Some((id, scope.body.card(id)?)));
        let outputs = last.map(|(id, card)| {
            let given = card.outputs.iter().enumerate();
            let given = given.filter_map(|(position, output)| {
                Some((output_name(output), *scope.values.get(&(id, position))?))
            });
            given.collect()
        });
        self.hand_back(scope, outputs.unwrap_or_default(), false);
    }
}
