//! Frames: calling flows, handing back results, error flows.

use std::sync::Arc;

use flowc_plan::{Context, Exit};
use flowc_value::{Date, Keys, Object, Text, Value};

use crate::machine::{Failed, Machine, NULL, Next};
use crate::run::{Entry, Frame};
use crate::{Command, Failure, MAX_SIZE, Outcome};

/// What a frame hands back, still in its slots.
pub(crate) struct Given<'a> {
    /// The way out.
    pub exit: &'a Exit,
    /// First slot of the frame.
    pub base: usize,
    /// A Continue If said no.
    pub stopped: bool,
}

impl Machine<'_> {
    /// Makes a frame; its slots are null. Arguments are written by the caller.
    pub fn push(&mut self, routine: u32, entry: Entry) -> Result<usize, Failed> {
        let Some(code) = self.plan.routines.get(routine as usize) else {
            return Err(Box::new(Failure::new("the flow is missing in the plan")));
        };
        if self.run.frames.len() >= self.run.limits.depth as usize {
            return Err(fatal(format!("flows call each other more than {} deep", self.run.limits.depth)));
        }
        self.charge(code.code.len())?;
        let run = &mut *self.run;
        let base = run.stack.len();
        if base + code.slots as usize > MAX_SIZE / size_of::<Value>() {
            return Err(fatal("the flows use more than 100 MB at once"));
        }
        run.stack.resize(base + code.slots as usize, Value::Null);
        run.executions += 1;
        run.frames.push(Frame {
            routine,
            next: 0,
            base: u32::try_from(base).map_err(|_| fatal("the flows use too many values at once"))?,
            entry,
            execution: run.executions,
        });
        Ok(base)
    }

    /// Counts steps.
    pub fn charge(&mut self, steps: usize) -> Result<(), Failed> {
        match self.run.steps.checked_sub(steps as u64) {
            Some(rest) => {
                self.run.steps = rest;
                Ok(())
            }
            None => Err(fatal(format!("the run takes more than {} steps", self.run.limits.steps))),
        }
    }

    /// Fills in what the platform tells a flow about its run, where the flow reads it.
    pub fn tell_context(&mut self, index: Option<u32>, error: Option<&Value>) {
        let Some(frame) = self.run.frames.last().copied() else { return };
        let Some(routine) = self.plan.routines.get(frame.routine as usize) else { return };
        for (context, slot) in &routine.context {
            let value = match context {
                Context::Index => index.into(),
                Context::Parent => self.parent(),
                Context::Error => error.cloned().unwrap_or_default(),
                Context::ExecutionId => Value::Text(self.run.execution_id(frame.execution)),
                Context::ExecutionTime => Date::from_number(self.run.now).map(|date| date.to_iso()).into(),
            };
            self.write(frame.base as usize, *slot, value);
        }
    }

    /// Who called the running frame; null for the first.
    fn parent(&self) -> Value {
        let frames = &self.run.frames;
        let Some(caller) = frames.len().checked_sub(2).and_then(|at| frames.get(at)) else {
            return Value::Null;
        };
        let Some(routine) = self.plan.routines.get(caller.routine as usize) else { return Value::Null };
        let (flow, card) = (
            self.plan.flows.get(routine.flow as usize),
            routine.cards.get(caller.next.wrapping_sub(1) as usize),
        );
        let name = flow.map_or(Text::EMPTY, |flow| flow.name.clone());
        let root = self.run.execution.clone();
        let execution = self.run.execution_id(caller.execution);
        Value::object([
            ("id", Value::Text(name.clone())),
            ("method", Value::Text(card.map_or(Text::EMPTY, |card| self.method(*card)))),
            ("name", Value::Text(flow.map_or(Text::EMPTY, |flow| flow.title.clone()))),
            ("execution_id", Value::Text(execution)),
            ("wf_id", Value::Text(name)),
            ("root_execution_id", Value::Text(root)),
            ("root_wf_id", self.root_name().into()),
        ])
    }

    fn root_name(&self) -> Text {
        let routine =
            self.run.frames.first().and_then(|frame| self.plan.routines.get(frame.routine as usize));
        let flow = routine.and_then(|routine| self.plan.flows.get(routine.flow as usize));
        flow.map_or(Text::EMPTY, |flow| flow.name.clone())
    }

    /// How errors and callers name a card: its flow and its number there.
    pub fn method(&self, card: u32) -> Text {
        let Some(card) = self.plan.cards.get(card as usize) else { return Text::EMPTY };
        let flow = self.plan.flows.get(card.flow as usize).map(|flow| flow.name.as_str()).unwrap_or_default();
        Text::new(&format!("{flow}/{}", card.number))
    }

    /// Calls a flow.
    pub fn call(&mut self, base: usize, index: u32) -> Result<Next, Failed> {
        let plan = self.plan;
        let Some(callee) = plan.callees.get(index as usize) else {
            return Err(Box::new(Failure::new("the call is missing in the plan")));
        };
        let frame = self.push(callee.routine, Entry::Call(index))?;
        for (source, slot) in &callee.arguments {
            let value = self.read(base, *source).clone();
            self.write(frame, *slot, value);
        }
        self.tell_context(None, None);
        Ok(Next::Frame)
    }

    /// A frame ends: what it gives goes to whoever waits for it.
    pub fn hand_back(&mut self, base: usize, exit: u32, stopped: bool) -> Result<Next, Failed> {
        let plan = self.plan;
        let Some(exit) = plan.exits.get(exit as usize) else {
            return Err(Box::new(Failure::new("the result is missing in the plan")));
        };
        if self.trace.is_some() {
            self.tell_exit(base, exit);
        }
        let given = Given { exit, base, stopped };
        match self.run.frames.last().map(|frame| frame.entry) {
            Some(Entry::Call(callee)) => {
                self.run.frames.pop();
                self.drop_handlers();
                let caller = self.run.frames.last().map_or(0, |frame| frame.base as usize);
                let callee = plan.callees.get(callee as usize);
                for (place, slot) in callee.map(|callee| callee.outputs.as_slice()).unwrap_or_default() {
                    let value = self.result(&given, *place as usize).clone();
                    self.write(caller, *slot, value);
                }
                self.run.stack.truncate(base);
                self.tell_resumed();
                Ok(Next::Frame)
            }
            Some(Entry::Turn) => {
                self.drop_handlers_inside();
                self.end_turn(&given)
            }
            Some(Entry::Policy) => {
                self.pop();
                let failure = self.run.errors.pop().unwrap_or_default();
                let place = self.run.frames.last().map_or(0, |frame| frame.next.wrapping_sub(1));
                Ok(if self.unwind(place, failure, true) { Next::Frame } else { Next::Rest })
            }
            Some(Entry::Root) | None => {
                let values = self.object(&given);
                let message = values.values().next().cloned().unwrap_or_default();
                let values = Value::Object(values);
                self.finish(if stopped {
                    Outcome::Stopped { message, values }
                } else {
                    Outcome::Success { output: values }
                });
                Ok(Next::Rest)
            }
        }
    }

    /// Takes the last frame away with its slots and handlers.
    pub fn pop(&mut self) {
        if let Some(frame) = self.run.frames.pop() {
            self.run.stack.truncate(frame.base as usize);
        }
        self.drop_handlers();
    }

    /// Drops handlers of frames that are gone.
    fn drop_handlers(&mut self) {
        let depth = self.run.frames.len();
        while self.run.handlers.last().is_some_and(|handler| handler.depth as usize > depth) {
            self.run.handlers.pop();
        }
    }

    /// Drops handlers of the last frame, which begins anew.
    pub fn drop_handlers_inside(&mut self) {
        let depth = self.run.frames.len();
        while self.run.handlers.last().is_some_and(|handler| handler.depth as usize >= depth) {
            self.run.handlers.pop();
        }
    }

    /// The result under one of the routine's names; null if this way out does not give it (rule
    /// `missing-result`).
    pub fn result(&self, given: &Given<'_>, name: usize) -> &Value {
        let place = given.exit.places.get(name).copied().flatten();
        let source = place.and_then(|place| given.exit.values.get(place as usize));
        source.map_or(&NULL, |source| self.read(given.base, *source))
    }

    /// All results as an object.
    pub fn object(&self, given: &Given<'_>) -> Object {
        let keys: Option<&Arc<Keys>> = self.plan.keys.get(given.exit.keys as usize).map(|keys| &keys.0);
        let values = given.exit.values.iter().map(|source| self.read(given.base, *source).clone()).collect();
        keys.map_or_else(Object::new, |keys| Object::from_parts(keys.clone(), values))
    }

    /// Ends the run.
    pub fn finish(&mut self, outcome: Outcome) {
        let run = &mut *self.run;
        run.frames.clear();
        run.stack.clear();
        run.loops.clear();
        run.handlers.clear();
        run.errors.clear();
        run.outcome = Some(outcome.clone());
        self.commands.push(Command::Finish(outcome));
    }

    /// Tells the watcher that the card on which the last frame waited has its results.
    pub fn tell_resumed(&mut self) {
        if self.trace.is_none() {
            return;
        }
        let Some(frame) = self.run.frames.last().copied() else { return };
        let routine = self.plan.routines.get(frame.routine as usize);
        let card = routine.and_then(|routine| routine.cards.get(frame.next.wrapping_sub(1) as usize));
        self.tell(frame.base as usize, card.copied());
    }

    #[cold]
    fn tell_exit(&mut self, base: usize, exit: &Exit) {
        let Some(frame) = self.run.frames.last().copied() else { return };
        let routine = self.plan.routines.get(frame.routine as usize);
        let card = routine.and_then(|routine| routine.cards.get(frame.next.wrapping_sub(1) as usize));
        let values = self.object(&Given { exit, base, stopped: false });
        if let (Some(trace), Some(card)) = (&mut self.trace, card) {
            let named = values.iter().map(|(key, value)| (key.clone(), value.clone()));
            trace.card(*card as usize, named.collect());
        }
    }

    /// A card failed. False: the run has ended.
    #[cold]
    pub fn fail(&mut self, place: u32, mut failure: Failure) -> bool {
        if let Some(frame) = self.run.frames.last_mut() {
            frame.next = place + 1;
            let execution = frame.execution;
            let routine = self.plan.routines.get(frame.routine as usize);
            failure.card = routine.and_then(|routine| routine.cards.get(place as usize)).copied();
            failure.execution = self.run.execution_id(execution);
        }
        if let (Some(trace), Some(card)) = (&mut self.trace, failure.card) {
            trace.failed(card as usize, &failure);
        }
        self.unwind(place, failure, false)
    }

    /// Looks for whoever handles an error, frame by frame. `handled`: the card's own error flow has run.
    fn unwind(&mut self, mut place: u32, mut failure: Failure, mut handled: bool) -> bool {
        loop {
            if !failure.fatal {
                if !handled && self.run_error_flow(place, &failure) {
                    return true;
                }
                if self.catch(&failure) {
                    return true;
                }
            }
            handled = false;
            let Some(entry) = self.run.frames.last().map(|frame| frame.entry) else { return false };
            match entry {
                Entry::Root => {
                    self.finish(Outcome::Error(failure));
                    return false;
                }
                Entry::Turn if !failure.fatal && self.ignores_errors() => match self.next_turn() {
                    Ok(_) => return true,
                    Err(error) => failure = *error,
                },
                Entry::Turn => {
                    self.run.loops.pop();
                    self.pop();
                }
                Entry::Call(callee) => {
                    self.pop();
                    let detached =
                        self.plan.callees.get(callee as usize).is_some_and(|callee| callee.detached);
                    if detached && !failure.fatal {
                        return true;
                    }
                }
                Entry::Policy => {
                    self.pop();
                    let first = self.run.errors.pop().unwrap_or_default();
                    if !failure.fatal {
                        failure = first;
                        handled = true;
                    }
                }
            }
            place = self.run.frames.last().map_or(0, |frame| frame.next.wrapping_sub(1));
        }
    }

    /// The error object of a failure.
    fn error_object(&self, failure: &Failure) -> Value {
        let method = failure.card.map_or(Text::EMPTY, |card| self.method(card));
        let flow = failure.card.and_then(|card| self.plan.cards.get(card as usize));
        let flow = flow.and_then(|card| self.plan.flows.get(card.flow as usize));
        Value::Object(failure.object(&method, flow.map(|flow| flow.name.as_str()).unwrap_or_default()))
    }

    /// Goes on in the handler of an If Error of the last frame, if there is one.
    fn catch(&mut self, failure: &Failure) -> bool {
        let depth = self.run.frames.len();
        let Some(handler) =
            self.run.handlers.last().copied().filter(|handler| handler.depth as usize == depth)
        else {
            return false;
        };
        self.run.handlers.pop();
        let Some(frame) = self.run.frames.last_mut() else { return false };
        frame.next = handler.target;
        let base = frame.base as usize;
        if let Some(slot) = handler.error {
            let object = self.error_object(failure);
            self.write(base, slot, object);
        }
        true
    }

    /// Starts the error flow of the card that failed, if it has one.
    fn run_error_flow(&mut self, place: u32, failure: &Failure) -> bool {
        let routine = self.run.frames.last().and_then(|frame| self.plan.routines.get(frame.routine as usize));
        let card = routine.and_then(|routine| routine.cards.get(place as usize));
        let policy =
            card.and_then(|card| self.plan.cards.get(*card as usize)).map(|card| &card.policy.on_error);
        let Some(flowc_plan::OnError::Run(routine)) = policy else { return false };
        let object = self.error_object(failure);
        if self.push(*routine, Entry::Policy).is_err() {
            return false;
        }
        self.run.errors.push(failure.clone());
        self.tell_context(None, Some(&object));
        true
    }
}

#[cold]
pub(crate) fn fatal(message: impl AsRef<str>) -> Failed {
    Box::new(Failure { fatal: true, ..Failure::new(message) })
}
