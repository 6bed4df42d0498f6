//! Events: beginning a run, answers of the host, pauses.

use flowc_plan::{Plan, RetryOn, Source};
use flowc_value::{Object, Value, convert};

use crate::limits::{MAX_WAIT, MIN_WAIT};
use crate::machine::{Failed, Machine, Next};
use crate::run::{Asked, Entry, Run, Waiting};
use crate::trace::Trace;
use crate::{Command, Event, Failure, Functions, Outcome, Reply, Start};

/// Takes an event and works until the run waits or ends. Events that it does not wait for change nothing.
pub fn step(plan: &Plan, functions: &dyn Functions, run: &mut Run, event: Event) -> Vec<Command> {
    advance(Machine { plan, functions, run, commands: Vec::new(), trace: None }, event)
}

/// [`step`] with somebody watching.
pub fn step_traced(
    plan: &Plan,
    functions: &dyn Functions,
    run: &mut Run,
    event: Event,
    trace: &mut dyn Trace,
) -> Vec<Command> {
    advance(Machine { plan, functions, run, commands: Vec::new(), trace: Some(trace) }, event)
}

fn advance(mut machine: Machine<'_>, event: Event) -> Vec<Command> {
    let goes_on = match event {
        Event::Start(start) => machine.start(start),
        Event::Reply { id, now, reply } => machine.reply(id, now, reply),
        Event::Wake { id, now } => machine.wake(id, now),
    };
    if goes_on {
        machine.work();
    }
    machine.commands
}

impl Machine<'_> {
    fn start(&mut self, start: Start) -> bool {
        if !self.run.frames.is_empty() || self.run.outcome.is_some() {
            return false;
        }
        let run = &mut *self.run;
        run.now = start.now;
        run.random = start.seed;
        run.execution = start.execution.into();
        run.limits = start.limits;
        run.steps = start.limits.steps;
        run.next_id = 1;
        let plan = self.plan;
        let flow = plan.flows.get(start.flow);
        let Some((flow, routine)) = flow.and_then(|flow| Some((flow, flow.routine?))) else {
            self.finish(Outcome::Error(Failure::new("there is no such flow in the plan")));
            return false;
        };
        let base = match self.push(routine, Entry::Root) {
            Ok(base) => base,
            Err(failure) => {
                self.finish(Outcome::Error(*failure));
                return false;
            }
        };
        let input = if flow.event.is_some() {
            // An event card hands its records to a For Each over them (flopack.md 6).
            let record = record(flow, &start.input);
            [("collection", Value::list([record]))].into_iter().collect()
        } else {
            start.input
        };
        let params = plan.routines.get(routine as usize).map(|routine| routine.params.as_slice());
        for param in params.unwrap_or_default() {
            let value = input_field(&input, param.group.as_deref(), &param.key).cloned();
            // Rule `missing-input`.
            self.write(base, param.slot, value.unwrap_or_default());
        }
        self.tell_context(None, None);
        true
    }

    fn reply(&mut self, id: u64, now: f64, reply: Reply) -> bool {
        let asked = match self.run.waiting.take() {
            Some(Waiting::Reply(asked)) if asked.id == id => asked,
            other => {
                self.run.waiting = other;
                return false;
            }
        };
        self.run.now = now;
        let Some(frame) = self.run.frames.last().copied() else { return false };
        let plan = self.plan;
        let effect = plan.effects.get(asked.effect as usize);
        let outcome = match (reply, effect) {
            (Reply::Values(values), Some(effect)) => {
                for (name, slot) in &effect.outputs {
                    let value = named(&values, name).cloned().unwrap_or_default();
                    self.write(frame.base as usize, *slot, value);
                }
                self.tell_resumed();
                Ok(Next::Frame)
            }
            (Reply::Records(records), Some(effect)) => match &effect.stream {
                Some(stream) => self.begin_stream(asked.effect, stream.routine, records),
                None => Err(Box::new(Failure::new("the card does not stream records"))),
            },
            (Reply::Failed { failure, performed }, _) => {
                if performed && self.try_again(&asked, &failure) {
                    return false;
                }
                Err(Box::new(failure))
            }
            (_, None) => Err(Box::new(Failure::new("the effect is missing in the plan"))),
        };
        self.settle(frame.next.wrapping_sub(1), outcome)
    }

    fn settle(&mut self, place: u32, outcome: Result<Next, Failed>) -> bool {
        match outcome {
            Ok(_) => true,
            Err(failure) => self.fail(place, *failure),
        }
    }

    fn wake(&mut self, id: u64, now: f64) -> bool {
        match self.run.waiting.take() {
            Some(Waiting::Timer(timer)) if timer == id => {
                self.run.now = now;
                self.tell_resumed();
                true
            }
            Some(Waiting::Retry(asked)) if asked.id == id => {
                self.run.now = now;
                self.ask(Asked { attempts: asked.attempts + 1, ..asked });
                false
            }
            other => {
                self.run.waiting = other;
                false
            }
        }
    }

    fn id(&mut self) -> u64 {
        let id = self.run.next_id;
        self.run.next_id += 1;
        id
    }

    /// A card that the host performs.
    pub fn perform(&mut self, base: usize, index: u32) -> Result<Next, Failed> {
        let Some(effect) = self.plan.effects.get(index as usize) else {
            return Err(Box::new(Failure::new("the effect is missing in the plan")));
        };
        let inputs = effect.inputs.iter().map(|(_, source)| self.read(base, *source).clone()).collect();
        self.ask(Asked { id: 0, effect: index, inputs, attempts: 0 });
        Ok(Next::Rest)
    }

    fn ask(&mut self, asked: Asked) {
        let id = self.id();
        let inputs = asked.inputs.clone();
        self.commands.push(Command::Perform { id, effect: asked.effect as usize, inputs });
        self.run.waiting = Some(Waiting::Reply(Asked { id, ..asked }));
    }

    /// Waits for another attempt if the card's policy wants one.
    fn try_again(&mut self, asked: &Asked, failure: &Failure) -> bool {
        let effect = self.plan.effects.get(asked.effect as usize);
        let Some(card) = effect.and_then(|effect| self.plan.cards.get(effect.card as usize)) else {
            return false;
        };
        let policy = &card.policy;
        let limited =
            |value: &Value| matches!(convert::to_number(value), Ok(code) if code == 429.0 || code == 504.0);
        let wanted = match policy.retry_on {
            RetryOn::Any => true,
            RetryOn::RateLimit => limited(&failure.code) || limited(&failure.status),
        };
        if asked.attempts >= policy.retry || !wanted || failure.fatal {
            return false;
        }
        let (least, most) = policy.delay;
        #[expect(clippy::cast_precision_loss, reason = "pauses are far below 2^53 milliseconds")]
        let pause = (least + self.draw() % (most - least).saturating_add(1)) as f64;
        let id = self.id();
        self.commands.push(Command::Wait { id, until: self.run.now + pause });
        self.run.waiting = Some(Waiting::Retry(Asked { id, ..asked.clone() }));
        true
    }

    /// A random number of the run, apart from those that cards draw.
    fn draw(&mut self) -> u64 {
        let mixed = self.run.next_id.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ self.run.random;
        mixed ^ (mixed >> 29)
    }

    /// Wait For.
    pub fn wait_for(&mut self, base: usize, amount: Source, unit: Source) -> Result<Next, Failed> {
        let amount = convert::to_number(self.read(base, amount))?;
        let unit = convert::to_text(self.read(base, unit));
        let millis = match unit.as_str() {
            "second" | "seconds" => 1_000.0,
            "minute" | "minutes" => 60_000.0,
            "hour" | "hours" => 3_600_000.0,
            "day" | "days" => 86_400_000.0,
            other => return Err(Box::new(Failure::new(format!("there is no unit {other:?} to wait for")))),
        };
        self.pause(amount * millis)
    }

    /// Wait Until.
    pub fn wait_until(&mut self, base: usize, date: Source) -> Result<Next, Failed> {
        let date = convert::to_date(self.read(base, date))?;
        self.pause(date.as_number() - self.run.now)
    }

    fn pause(&mut self, millis: f64) -> Result<Next, Failed> {
        if millis.is_nan() || millis > MAX_WAIT {
            return Err(Box::new(Failure::new("a flow can wait for 30 days at most")));
        }
        let id = self.id();
        self.commands.push(Command::Wait { id, until: self.run.now + millis.max(MIN_WAIT) });
        self.run.waiting = Some(Waiting::Timer(id));
        Ok(Next::Rest)
    }
}

/// A field by section and key: `group.key`, or nested, or (without section) plain.
fn input_field<'v>(input: &'v Object, group: Option<&str>, key: &str) -> Option<&'v Value> {
    match group {
        None => input.get(key),
        Some(group) => input
            .get(&format!("{group}.{key}"))
            .or_else(|| input.get(group).and_then(|section| section.get(key))),
    }
}

/// A field named `key` or `group.key`; sections may also be objects.
fn named<'v>(values: &'v Object, name: &str) -> Option<&'v Value> {
    values.get(name).or_else(|| {
        let (group, key) = name.split_once('.')?;
        values.get(group)?.get(key)
    })
}

/// One record of an event from the input of a run: sections become objects.
fn record(flow: &flowc_plan::Flow, input: &Object) -> Value {
    let mut record = Object::new();
    for field in &flow.inputs {
        let group = field.group.as_deref();
        let found = input_field(input, group, &field.key).or_else(|| input.get(&field.key));
        let value = found.cloned().unwrap_or_default();
        match group {
            None => {
                record.insert(field.key.clone(), value);
            }
            Some(group) => {
                if record.get(group).is_none() {
                    record.insert(group, Object::new());
                }
                if let Some(Value::Object(section)) = record.get_mut(group) {
                    section.insert(field.key.clone(), value);
                }
            }
        }
    }
    Value::Object(record)
}
