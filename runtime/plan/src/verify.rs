//! Proof that a plan holds together: after it the engine meets no index, slot or jump out of bounds.

use flowc_value::Value;

use crate::{
    Argument, Callee, Condition, Effect, EffectKind, Exit, Feed, Fixed, Function, Loop, LoopKind, OnError,
    Op, Over, Plan, PlanError, Record, Routine, Source, VERSION,
};

/// The most slots that a frame may have.
const MAX_SLOTS: u32 = 1 << 20;

/// Proves that every index, jump target, slot and frame size is in bounds.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify(plan: &Plan) -> Result<(), PlanError> {
    if plan.version != VERSION {
        return fail(format!("version {} instead of {VERSION}", plan.version));
    }
    for flow in &plan.flows {
        for routine in flow.routine.iter().chain(&flow.event) {
            within("routine", *routine, plan.routines.len())?;
        }
    }
    for (index, flow) in plan.flows.iter().enumerate() {
        let belongs = |routine: &u32| {
            plan.routines.get(*routine as usize).is_some_and(|routine| routine.flow as usize == index)
        };
        if !flow.routine.iter().chain(&flow.event).all(belongs) {
            return fail(format!("flow {} has a routine of another flow", flow.name));
        }
    }
    for card in &plan.cards {
        within("flow", card.flow, plan.flows.len())?;
        if let OnError::Run(routine) = card.policy.on_error {
            within("routine", routine, plan.routines.len())?;
        }
        if card.policy.delay.0 > card.policy.delay.1 {
            return fail("a pause between attempts has no length");
        }
    }
    for record in &plan.records {
        whole_record(plan, record)?;
    }
    for routine in &plan.routines {
        Verifier { plan, routine }.routine()?;
    }
    Ok(())
}

fn fail<T>(message: impl Into<String>) -> Result<T, PlanError> {
    Err(PlanError::new(format!("the plan does not hold together: {}", message.into())))
}

fn within(what: &str, index: u32, count: usize) -> Result<(), PlanError> {
    if (index as usize) < count { Ok(()) } else { fail(format!("{what} {index} of {count}")) }
}

fn item<'a, T>(what: &str, items: &'a [T], index: u32) -> Result<&'a T, PlanError> {
    match items.get(index as usize) {
        Some(item) => Ok(item),
        None => fail(format!("{what} {index} of {}", items.len())),
    }
}

/// A record has one value per key.
fn whole_record(plan: &Plan, record: &Record) -> Result<(), PlanError> {
    let keys = item("key table", &plan.keys, record.keys)?;
    if keys.0.len() == record.values.len() {
        Ok(())
    } else {
        fail("an object with more or fewer values than keys")
    }
}

struct Verifier<'a> {
    plan: &'a Plan,
    routine: &'a Routine,
}

impl Verifier<'_> {
    fn routine(&self) -> Result<(), PlanError> {
        let Self { plan, routine } = *self;
        within("flow", routine.flow, plan.flows.len())?;
        if routine.slots > MAX_SLOTS {
            return fail(format!("a frame of {} slots", routine.slots));
        }
        if routine.code.len() != routine.cards.len() {
            return fail("a routine whose ops have no cards");
        }
        routine.cards.iter().try_for_each(|card| within("card", *card, plan.cards.len()))?;
        routine.params.iter().try_for_each(|param| self.slot(param.slot))?;
        routine.context.iter().try_for_each(|(_, slot)| self.slot(*slot))?;
        for (place, op) in routine.code.iter().enumerate() {
            self.op(place, op)?;
        }
        match routine.code.last() {
            Some(Op::Return { .. } | Op::Stop { .. } | Op::Raise { .. } | Op::Refuse { .. }) => Ok(()),
            _ => fail("a routine without end"),
        }?;
        for card in &routine.cards {
            let card = item("card", &plan.cards, *card)?;
            card.outputs.iter().try_for_each(|(_, source)| self.source(*source))?;
        }
        Ok(())
    }

    fn slot(&self, slot: u32) -> Result<(), PlanError> {
        within("slot", slot, self.routine.slots as usize)
    }

    fn source(&self, source: Source) -> Result<(), PlanError> {
        match source.get() {
            Fixed::Slot(slot) => self.slot(slot),
            Fixed::Constant(constant) => within("constant", constant, self.plan.constants.len()),
        }
    }

    fn jump(&self, place: usize, target: u32) -> Result<(), PlanError> {
        if target as usize <= place {
            return fail("a jump that does not lead forward");
        }
        within("op", target, self.routine.code.len())
    }

    fn text(&self, constant: u32) -> Result<(), PlanError> {
        match item("constant", &self.plan.constants, constant)? {
            Value::Text(_) => Ok(()),
            _ => fail("a constant that should be text"),
        }
    }

    fn op(&self, place: usize, op: &Op) -> Result<(), PlanError> {
        let plan = self.plan;
        self.own(place, op)?;
        let mut sources = Ok(());
        plan.each_source(op, |source| {
            if sources.is_ok() {
                sources = self.source(source);
            }
        });
        sources
    }

    /// What an op names beside its operands.
    fn own(&self, place: usize, op: &Op) -> Result<(), PlanError> {
        let plan = self.plan;
        match *op {
            Op::Copy { to, .. } | Op::Convert { to, .. } => self.slot(to),
            Op::Field { to, path, .. } => {
                within("path", path, plan.paths.len())?;
                self.slot(to)
            }
            Op::Get { to, path, .. } => {
                self.text(path)?;
                self.slot(to)
            }
            Op::Compose { template, to } => {
                within("template", template, plan.templates.len())?;
                self.slot(to)
            }
            Op::Object { record, to } => {
                within("record", record, plan.records.len())?;
                self.slot(to)
            }
            Op::Compare { condition, to } => {
                condition_holds(item("condition", &plan.conditions, condition)?)?;
                self.slot(to)
            }
            Op::Test { condition, target, .. } => {
                condition_holds(item("condition", &plan.conditions, condition)?)?;
                self.jump(place, target)
            }
            Op::Jump { target } => self.jump(place, target),
            Op::Function { function } => self.function(item("function", &plan.functions, function)?),
            Op::Return { exit } | Op::Stop { exit } => self.exit(item("exit", &plan.exits, exit)?),
            Op::Raise { raise } => within("error", raise, plan.raises.len()),
            Op::Refuse { message } => self.text(message),
            Op::Try { handler, error } => {
                error.map_or(Ok(()), |slot| self.slot(slot))?;
                self.jump(place, handler)
            }
            Op::EndTry | Op::Wait { .. } | Op::WaitUntil { .. } => Ok(()),
            Op::Call { callee } => self.callee(item("call", &plan.callees, callee)?),
            Op::Loop { each } => self.each(item("loop", &plan.loops, each)?),
            Op::Effect { effect } => self.effect(item("effect", &plan.effects, effect)?),
            Op::Close { record } => within("record", record, plan.records.len()),
        }
    }

    fn function(&self, function: &Function) -> Result<(), PlanError> {
        if function.operands.len() != function.input_types.len() + function.fields.len()
            || function.outputs.len() != function.output_types.len() + function.results.len()
        {
            return fail(format!("a call of {} with too many or too few operands", function.address));
        }
        function.outputs.iter().flatten().try_for_each(|slot| self.slot(*slot))
    }

    fn exit(&self, exit: &Exit) -> Result<(), PlanError> {
        let keys = item("key table", &self.plan.keys, exit.keys)?;
        if keys.0.len() != exit.values.len() || exit.places.len() != self.routine.results.len() {
            return fail("a result with more or fewer values than names");
        }
        exit.places.iter().flatten().try_for_each(|place| within("value", *place, exit.values.len()))
    }

    fn callee(&self, callee: &Callee) -> Result<(), PlanError> {
        let routine = item("routine", &self.plan.routines, callee.routine)?;
        callee.arguments.iter().try_for_each(|(_, slot)| within("slot", *slot, routine.slots as usize))?;
        for (place, slot) in &callee.outputs {
            within("result", *place, routine.results.len())?;
            self.slot(*slot)?;
        }
        Ok(())
    }

    fn each(&self, each: &Loop) -> Result<(), PlanError> {
        let routine = item("routine", &self.plan.routines, each.routine)?;
        for Argument { feed, to } in &each.arguments {
            within("slot", *to, routine.slots as usize)?;
            match feed {
                Feed::Item | Feed::Memo | Feed::Same(_) => {}
                Feed::Path(path) => self.text(*path)?,
                Feed::Keys(path) => within("path", *path, self.plan.paths.len())?,
            }
        }
        each.output.iter().chain(&each.position).try_for_each(|slot| self.slot(*slot))?;
        let fits = match each.kind {
            LoopKind::Repeat => each.over == Over::Count,
            LoopKind::ObjectMap => each.over == Over::Object,
            LoopKind::Each | LoopKind::EachIgnoringErrors | LoopKind::Map => each.over != Over::Count,
            _ => each.over == Over::List,
        };
        if fits { Ok(()) } else { fail("a loop over what it cannot go over") }
    }

    fn effect(&self, effect: &Effect) -> Result<(), PlanError> {
        within("card", effect.card, self.plan.cards.len())?;
        if let Some(connection) = effect.connection {
            within("connection", connection, self.plan.connections.len())?;
        }
        if let EffectKind::Table(Some(table)) = effect.kind {
            within("table", table, self.plan.tables.len())?;
        }
        effect.outputs.iter().try_for_each(|(_, slot)| self.slot(*slot))?;
        let Some(stream) = &effect.stream else { return Ok(()) };
        let routine = item("routine", &self.plan.routines, stream.routine)?;
        stream.record.map_or(Ok(()), |slot| within("slot", slot, routine.slots as usize))?;
        match &stream.state {
            Some((slot, record)) => {
                within("slot", *slot, routine.slots as usize)?;
                whole_record(self.plan, record)
            }
            None => Ok(()),
        }
    }
}

/// A comparison has an operator.
fn condition_holds(condition: &Condition) -> Result<(), PlanError> {
    match (condition.operator, condition.computed) {
        (None, None) => fail("a comparison without operator"),
        _ => Ok(()),
    }
}
