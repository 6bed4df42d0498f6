//! The loop over ops.

use flowc_plan::{Fixed, Op, Plan, Record, Source, TemplatePart};
use flowc_value::convert;
use flowc_value::{Object, Text, Value, path};

use crate::run::{Handler, Run};
use crate::trace::Trace;
use crate::{Command, Failure, Functions, MAX_SIZE, World};

pub(crate) static NULL: Value = Value::Null;

/// Why a card fails; boxed, because it is rare and large.
pub(crate) type Failed = Box<Failure>;

/// Where the run goes on.
pub(crate) enum Next {
    /// At the op behind.
    On,
    /// At an op of the same routine.
    Jump(u32),
    /// In the last frame, where its `next` says.
    Frame,
    /// Nowhere: it waits or has ended.
    Rest,
}

/// A run at work.
pub(crate) struct Machine<'a> {
    pub plan: &'a Plan,
    pub functions: &'a dyn Functions,
    pub run: &'a mut Run,
    pub commands: Vec<Command>,
    pub trace: Option<&'a mut dyn Trace>,
}

/// A value of a frame or of the pool.
#[inline]
pub(crate) fn read<'v>(plan: &'v Plan, stack: &'v [Value], base: usize, source: Source) -> &'v Value {
    let value = match source.get() {
        Fixed::Slot(slot) => stack.get(base + slot as usize),
        Fixed::Constant(constant) => plan.constants.get(constant as usize),
    };
    value.unwrap_or(&NULL)
}

impl Machine<'_> {
    #[inline]
    pub fn read(&self, base: usize, source: Source) -> &Value {
        read(self.plan, &self.run.stack, base, source)
    }

    #[inline]
    pub fn write(&mut self, base: usize, slot: u32, value: Value) {
        if let Some(place) = self.run.stack.get_mut(base + slot as usize) {
            *place = value;
        }
    }

    /// Works until the run waits or has ended.
    pub fn work(&mut self) {
        if self.trace.is_some() { self.frames::<true>() } else { self.frames::<false>() }
    }

    fn frames<const TRACE: bool>(&mut self) {
        let plan = self.plan;
        loop {
            let Some(frame) = self.run.frames.last() else { return };
            let Some(routine) = plan.routines.get(frame.routine as usize) else { return };
            let (base, mut place) = (frame.base as usize, frame.next);
            loop {
                let next = match routine.code.get(place as usize) {
                    Some(op) => self.op(op, base, place),
                    None => Err(Box::new(Failure::new("the flow's code ends without a result"))),
                };
                match next {
                    Ok(Next::On) => {
                        let at = place as usize;
                        if TRACE && routine.cards.get(at) != routine.cards.get(at + 1) {
                            self.tell(base, routine.cards.get(at).copied());
                        }
                        place += 1;
                    }
                    Ok(Next::Jump(target)) => {
                        if TRACE {
                            self.tell(base, routine.cards.get(place as usize).copied());
                        }
                        place = target;
                    }
                    Ok(Next::Frame) => break,
                    Ok(Next::Rest) => return,
                    Err(failure) => {
                        if self.fail(place, *failure) {
                            break;
                        }
                        return;
                    }
                }
            }
        }
    }

    /// Tells the watcher what a card gave.
    #[cold]
    pub fn tell(&mut self, base: usize, card: Option<u32>) {
        let Some(card) = card.map(|card| card as usize) else { return };
        let (Some(trace), Some(known)) = (&mut self.trace, self.plan.cards.get(card)) else { return };
        let stack = &self.run.stack;
        let outputs = known
            .outputs
            .iter()
            .map(|(name, source)| (name.clone(), read(self.plan, stack, base, *source).clone()));
        trace.card(card, outputs.collect());
    }

    #[inline]
    fn op(&mut self, op: &Op, base: usize, place: u32) -> Result<Next, Failed> {
        match *op {
            Op::Copy { from, to } => {
                let value = self.read(base, from).clone();
                self.write(base, to, value);
            }
            Op::Convert { from, to, how } => {
                let value = convert::wire(how, self.read(base, from))?;
                self.write(base, to, value);
            }
            Op::Field { from, to, path } => {
                let keys = self.plan.paths.get(path as usize).map(Vec::as_slice).unwrap_or_default();
                let value = path::get_keys(self.read(base, from), keys).unwrap_or(&NULL).clone();
                self.write(base, to, value);
            }
            Op::Get { from, to, path } => {
                let value = self.get(base, from, path)?;
                self.write(base, to, value);
            }
            Op::Compose { template, to } => {
                let value = self.compose(base, template)?;
                self.write(base, to, value);
            }
            Op::Object { record, to } => {
                let value = Value::Object(self.record(base, self.plan.records.get(record as usize)));
                self.write(base, to, value);
            }
            Op::Compare { condition, to } => {
                let answer = self.condition(base, condition)?;
                self.write(base, to, Value::Bool(answer));
            }
            Op::Test { condition, target, when } => {
                if self.condition(base, condition)? == when {
                    return Ok(Next::Jump(target));
                }
            }
            Op::Jump { target } => return Ok(Next::Jump(target)),
            Op::Function { function } => self.function(base, function)?,
            Op::Try { handler, error } => {
                let depth = u32::try_from(self.run.frames.len()).unwrap_or(u32::MAX);
                self.run.handlers.push(Handler { depth, target: handler, error });
            }
            Op::EndTry => {
                let depth = self.run.frames.len();
                if self.run.handlers.last().is_some_and(|handler| handler.depth as usize == depth) {
                    self.run.handlers.pop();
                }
            }
            Op::Close { record } => {
                let answer = self.record(base, self.plan.records.get(record as usize));
                self.commands.push(Command::Answer { answer });
            }
            _ => return self.steer(op, base, place),
        }
        Ok(Next::On)
    }

    /// Ops that leave the straight line.
    fn steer(&mut self, op: &Op, base: usize, place: u32) -> Result<Next, Failed> {
        if let Some(frame) = self.run.frames.last_mut() {
            frame.next = place + 1;
        }
        match *op {
            Op::Return { exit } => self.hand_back(base, exit, false),
            Op::Stop { exit } => self.hand_back(base, exit, true),
            Op::Call { callee } => self.call(base, callee),
            Op::Loop { each } => self.begin_loop(base, each),
            Op::Effect { effect } => self.perform(base, effect),
            Op::Wait { amount, unit } => self.wait_for(base, amount, unit),
            Op::WaitUntil { date } => self.wait_until(base, date),
            Op::Raise { raise } => Err(self.raise(base, raise)),
            Op::Refuse { message } => {
                let message = self.plan.constants.get(message as usize).unwrap_or(&NULL);
                Err(Box::new(Failure::new(convert::to_text(message).as_str())))
            }
            _ => Ok(Next::On),
        }
    }

    fn get(&self, base: usize, from: Source, path: u32) -> Result<Value, Failed> {
        let path = self.plan.constants.get(path as usize).and_then(Value::as_str).unwrap_or_default();
        let object = self.read(base, from);
        if object.is_container() {
            return Ok(path::get(object, path).unwrap_or(&NULL).clone());
        }
        let object = Value::Object(convert::to_object(object)?);
        Ok(path::get(&object, path).unwrap_or(&NULL).clone())
    }

    fn compose(&mut self, base: usize, template: u32) -> Result<Value, Failed> {
        let parts = self.plan.templates.get(template as usize).map(|found| found.parts.as_slice());
        let mut text = std::mem::take(&mut self.run.text);
        text.clear();
        for part in parts.unwrap_or_default() {
            match part {
                TemplatePart::Text(part) => text.push_str(part),
                TemplatePart::Hole(source) => convert::append_text(self.read(base, *source), &mut text),
            }
            if text.len() > MAX_SIZE {
                return Err(too_large());
            }
        }
        let value = Value::Text(Text::new(&text));
        self.run.text = text;
        Ok(value)
    }

    /// An object over a key table of the plan.
    pub fn record(&self, base: usize, record: Option<&Record>) -> Object {
        let keys = record.and_then(|record| self.plan.keys.get(record.keys as usize));
        let (Some(record), Some(keys)) = (record, keys) else { return Object::new() };
        let values = record.values.iter().map(|source| self.read(base, *source).clone()).collect();
        Object::from_parts(keys.0.clone(), values)
    }

    fn condition(&self, base: usize, condition: u32) -> Result<bool, Failed> {
        let Some(condition) = self.plan.conditions.get(condition as usize) else {
            return Err(Box::new(Failure::new("the comparison is missing in the plan")));
        };
        let operator = match (condition.operator, condition.computed) {
            (Some(operator), _) => operator,
            (None, computed) => {
                let word =
                    computed.map(|source| convert::to_text(self.read(base, source))).unwrap_or(Text::EMPTY);
                flowc_value::Operator::from_name(&word)
                    .ok_or_else(|| Failure::new(format!("\"{word}\" is no comparison")))?
            }
        };
        let (left, right) = (self.read(base, condition.left), self.read(base, condition.right));
        Ok(flowc_value::compare(operator, left, condition.left_kind, right, condition.right_kind))
    }

    fn function(&mut self, base: usize, index: u32) -> Result<(), Failed> {
        let plan = self.plan;
        let Some(function) = plan.functions.get(index as usize) else {
            return Err(Box::new(Failure::new("the card is missing in the plan")));
        };
        let run = &mut *self.run;
        run.operands.clear();
        for source in &function.operands {
            run.operands.push(read(plan, &run.stack, base, *source).clone());
        }
        run.results.clear();
        run.results.resize(function.outputs.len(), Value::Null);
        let mut world = World { now: run.now, random: run.random };
        let done = self.functions.call(index as usize, &run.operands, &mut run.results, &mut world);
        run.random = world.random;
        run.operands.clear();
        done.map_err(|error| Box::new(Failure { code: error.code.into(), ..Failure::new(error.message) }))?;
        for (slot, value) in function.outputs.iter().zip(run.results.drain(..)) {
            let Some(slot) = slot else { continue };
            if is_too_large(&value) {
                return Err(too_large());
            }
            if let Some(place) = run.stack.get_mut(base + *slot as usize) {
                *place = value;
            }
        }
        Ok(())
    }

    fn raise(&self, base: usize, raise: u32) -> Failed {
        let Some(raise) = self.plan.raises.get(raise as usize) else {
            return Box::new(Failure::new("the error is missing in the plan"));
        };
        let code = match self.read(base, raise.code) {
            Value::Text(text) if text.is_empty() => Value::Null,
            Value::Text(text) => {
                convert::to_number(&Value::Text(text.clone())).map_or(Value::Null, Value::Number)
            }
            other => other.clone(),
        };
        let details =
            raise.details.iter().map(|(key, source)| (key.clone(), self.read(base, *source).clone()));
        let message = convert::to_text(self.read(base, raise.message));
        Box::new(Failure { code, details: details.collect(), ..Failure::new(message.as_str()) })
    }
}

#[cold]
pub(crate) fn too_large() -> Failed {
    Box::new(Failure { fatal: true, ..Failure::new("a value grows beyond the 100 MB that a flow may use") })
}

#[inline]
fn is_too_large(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.len() > MAX_SIZE,
        Value::List(list) => list.len() > MAX_SIZE / size_of::<Value>(),
        _ => false,
    }
}
