//! Loops: a flow for each item, key or turn, on one frame that begins anew each time.

use std::collections::HashSet;
use std::sync::LazyLock;

use flowc_plan::{Feed, Loop, LoopKind, Over};
use flowc_value::compare::sort_order;
use flowc_value::{Keys, List, Object, Value, convert, path};
use rustc_hash::FxBuildHasher;

use crate::Failure;
use crate::call::Given;
use crate::limits::{MAX_REPEAT, MAX_TURNS};
use crate::machine::{Failed, Machine, NULL, Next, read};
use crate::run::{Entry, Looping, Turns};

/// The keys of an item of an object's loop.
static PAIR: LazyLock<std::sync::Arc<Keys>> = LazyLock::new(|| Keys::new(["key", "value"]));

impl Machine<'_> {
    /// A card that runs a flow for each item.
    pub fn begin_loop(&mut self, base: usize, index: u32) -> Result<Next, Failed> {
        let plan = self.plan;
        let Some(each) = plan.loops.get(index as usize) else {
            return Err(Box::new(Failure::new("the loop is missing in the plan")));
        };
        let subject = self.read(base, each.subject);
        let (items, count) = match each.over {
            Over::List => {
                let items = convert::to_list(subject)?;
                let count = items.len();
                (Value::List(items), count)
            }
            Over::Object => {
                let object = convert::to_object(subject)?;
                (Value::List(pairs(&object)), object.len())
            }
            Over::Count => (Value::Null, turns(subject)?),
        };
        let memo = each.memo.map_or(Value::Null, |source| self.read(base, source).clone());
        self.begin(Looping::Loop(index), each.routine, items, count, memo)
    }

    /// The helper of a streaming card, record by record.
    pub fn begin_stream(&mut self, effect: u32, routine: u32, records: Vec<Value>) -> Result<Next, Failed> {
        let count = records.len();
        self.begin(Looping::Stream(effect), routine, records.into(), count, Value::Null)
    }

    fn begin(
        &mut self,
        of: Looping,
        routine: u32,
        items: Value,
        count: usize,
        memo: Value,
    ) -> Result<Next, Failed> {
        if count > MAX_TURNS {
            return Err(Box::new(Failure::new(format!(
                "a flow takes at most {MAX_TURNS} steps, the list has {count} items"
            ))));
        }
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let turns = Turns { of, items, count, turn: 0, results: Vec::new(), memo };
        if count == 0 {
            let base = self.run.frames.last().map_or(0, |frame| frame.base as usize);
            self.end_loop(base, turns);
            return Ok(Next::Frame);
        }
        self.push(routine, Entry::Turn)?;
        self.run.loops.push(turns);
        self.feed();
        Ok(Next::Frame)
    }

    /// Writes the arguments of the turn into the last frame.
    fn feed(&mut self) {
        let plan = self.plan;
        let run = &mut *self.run;
        let (Some(frame), Some(turns)) = (run.frames.last().copied(), run.loops.last()) else { return };
        let caller = run
            .frames
            .len()
            .checked_sub(2)
            .and_then(|at| run.frames.get(at))
            .map_or(0, |frame| frame.base as usize);
        let item = turns.items.at(turns.turn as usize).unwrap_or(&NULL);
        let base = frame.base as usize;
        match turns.of {
            Looping::Loop(each) => {
                let arguments = plan.loops.get(each as usize).map(|each| each.arguments.as_slice());
                for argument in arguments.unwrap_or_default() {
                    let value = match &argument.feed {
                        Feed::Item => item,
                        Feed::Memo => &turns.memo,
                        Feed::Same(source) => read(plan, &run.stack, caller, *source),
                        Feed::Path(path) => {
                            let path = plan.constants.get(*path as usize).and_then(Value::as_str);
                            path::get(item, path.unwrap_or_default()).unwrap_or(&NULL)
                        }
                        Feed::Keys(keys) => plan
                            .paths
                            .get(*keys as usize)
                            .and_then(|keys| path::get_keys(item, keys))
                            .unwrap_or(&NULL),
                    };
                    let value = value.clone();
                    if let Some(slot) = run.stack.get_mut(base + argument.to as usize) {
                        *slot = value;
                    }
                }
            }
            Looping::Stream(effect) => {
                let stream = plan.effects.get(effect as usize).and_then(|effect| effect.stream.as_ref());
                let (item, Some(stream)) = (item.clone(), stream) else { return };
                if let Some(slot) = stream.record {
                    self.write(base, slot, item);
                }
                if let Some((slot, record)) = &stream.state {
                    let state = Value::Object(self.record(caller, Some(record)));
                    self.write(base, *slot, state);
                }
            }
        }
        let index = self.run.loops.last().map(|turns| turns.turn);
        self.tell_context(index, None);
    }

    /// A turn has handed back its results.
    pub fn end_turn(&mut self, given: &Given<'_>) -> Result<Next, Failed> {
        let each = match self.run.loops.last().map(|turns| turns.of) {
            Some(Looping::Loop(each)) => self.plan.loops.get(each as usize),
            _ => None,
        };
        let Some(each) = each else { return self.next_turn() };
        let values = &given.exit.values;
        match each.kind {
            LoopKind::Each | LoopKind::EachIgnoringErrors | LoopKind::Repeat => {}
            LoopKind::Map => {
                let value = if each.objects { Value::Object(self.object(given)) } else { self.single(given) };
                self.keep(value);
            }
            LoopKind::Sort | LoopKind::Unique => {
                let value = self.single(given);
                self.keep(value);
            }
            LoopKind::Filter | LoopKind::Find => {
                // A turn that Continue If stopped says no.
                let first = values.first().map_or(&NULL, |source| self.read(given.base, *source));
                let holds = !given.stopped && convert::to_boolean(first).unwrap_or(true);
                if holds {
                    return self.found(each.kind);
                }
            }
            LoopKind::Reduce => {
                let memo = self.single(given);
                if let Some(turns) = self.run.loops.last_mut() {
                    turns.memo = memo;
                }
            }
            LoopKind::ObjectMap => {
                let object = self.object(given);
                if let (Some(key), Some(value)) = (object.get("key"), object.get("value")) {
                    let key = Value::Text(convert::to_text(key));
                    let value = value.clone();
                    self.keep(key);
                    self.keep(value);
                }
            }
        }
        self.next_turn()
    }

    /// The one value of a turn; of several fields their object (rules `map-scalar`, `reduce-memo`).
    fn single(&self, given: &Given<'_>) -> Value {
        match given.exit.values.as_slice() {
            [] => Value::Null,
            [only] => self.read(given.base, *only).clone(),
            _ => Value::Object(self.object(given)),
        }
    }

    fn keep(&mut self, value: Value) {
        if let Some(turns) = self.run.loops.last_mut() {
            turns.results.push(value);
        }
    }

    /// Filter keeps the item of the turn, Find is done with it.
    fn found(&mut self, kind: LoopKind) -> Result<Next, Failed> {
        if let Some(turns) = self.run.loops.last_mut() {
            let item = turns.items.at(turns.turn as usize).cloned().unwrap_or_default();
            turns.results.push(item);
            if kind == LoopKind::Find {
                turns.count = turns.turn;
            }
        }
        self.next_turn()
    }

    /// Whether errors of turns do not end the innermost loop.
    pub fn ignores_errors(&self) -> bool {
        match self.run.loops.last().map(|turns| turns.of) {
            Some(Looping::Loop(each)) => self
                .plan
                .loops
                .get(each as usize)
                .is_some_and(|each| each.kind == LoopKind::EachIgnoringErrors),
            _ => false,
        }
    }

    /// Begins the next turn on the last frame, or ends the loop.
    pub fn next_turn(&mut self) -> Result<Next, Failed> {
        let run = &mut *self.run;
        let (Some(turns), Some(frame)) = (run.loops.last_mut(), run.frames.last_mut()) else {
            return Ok(Next::Rest);
        };
        turns.turn += 1;
        if turns.turn < turns.count {
            run.executions += 1;
            frame.execution = run.executions;
            frame.next = 0;
            let (base, routine) = (frame.base as usize, frame.routine);
            if let Some(slots) = run.stack.get_mut(base..) {
                slots.fill(Value::Null);
            }
            self.drop_handlers_inside();
            let steps = self.plan.routines.get(routine as usize).map_or(0, |routine| routine.code.len());
            self.charge(steps)?;
            self.feed();
            return Ok(Next::Frame);
        }
        self.pop();
        let caller = self.run.frames.last().map_or(0, |frame| frame.base as usize);
        if let Some(turns) = self.run.loops.pop() {
            self.end_loop(caller, turns);
        }
        Ok(Next::Frame)
    }

    /// Writes what a loop gives into the slots of its flow.
    fn end_loop(&mut self, base: usize, turns: Turns) {
        let plan = self.plan;
        if let Looping::Loop(index) = turns.of
            && let Some(each) = plan.loops.get(index as usize)
        {
            self.loop_results(base, each, turns);
        }
        self.tell_resumed();
    }

    fn loop_results(&mut self, base: usize, each: &Loop, turns: Turns) {
        let Turns { items, turn, results, memo, .. } = turns;
        let list = if let Value::List(list) = items { list } else { List::new() };
        let value = match each.kind {
            LoopKind::Each | LoopKind::EachIgnoringErrors | LoopKind::Repeat => return,
            LoopKind::Map | LoopKind::Filter => Value::List(results.into()),
            LoopKind::Find => {
                // Rule `find-none`.
                let position = if results.is_empty() { -1.0 } else { f64::from(turn - 1) };
                if let Some(slot) = each.position {
                    self.write(base, slot, Value::Number(position));
                }
                results.into_iter().next().unwrap_or_default()
            }
            LoopKind::Sort => {
                let mut keyed: Vec<(Value, Value)> = results.into_iter().zip(list).collect();
                keyed.sort_by(|(left, _), (right, _)| sort_order(left, right));
                Value::List(keyed.into_iter().map(|(_, item)| item).collect())
            }
            LoopKind::Unique => {
                let mut seen = HashSet::with_capacity_and_hasher(results.len(), FxBuildHasher);
                let kept = list.iter().zip(&results).filter(|(_, value)| seen.insert(*value));
                Value::List(kept.map(|(item, _)| item.clone()).collect())
            }
            LoopKind::Reduce => memo,
            LoopKind::ObjectMap => {
                let mut object = Object::new();
                let mut results = results.into_iter();
                while let (Some(Value::Text(key)), Some(value)) = (results.next(), results.next()) {
                    object.insert(key, value);
                }
                Value::Object(object)
            }
        };
        if let Some(slot) = each.output {
            self.write(base, slot, value);
        }
    }
}

fn pairs(object: &Object) -> List {
    let pair = |(key, value): (&flowc_value::Text, &Value)| {
        Value::Object(Object::from_parts(PAIR.clone(), vec![Value::Text(key.clone()), value.clone()]))
    };
    object.iter().map(pair).collect()
}

/// How often a Repeat runs: whole, not negative, at most 10,000.
fn turns(count: &Value) -> Result<usize, Failed> {
    let count = convert::to_number(count)?;
    if count > MAX_REPEAT {
        return Err(Box::new(Failure::new(format!(
            "Repeat runs a flow at most {MAX_REPEAT} times, not {count}"
        ))));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10,000")]
    Ok(count.max(0.0) as usize)
}
