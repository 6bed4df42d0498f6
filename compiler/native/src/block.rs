//! Containers: If/Else with its Join, If/ElseIf, If Error; their blocks share the frame of the routine.

use ecow::EcoString;
use flowc_ir::{Arms, BodyId, Card, CardId, Datum, OnError, Role, Step};
use flowc_plan::{Op, Source};
use flowc_value::Text;
use rustc_hash::FxHashSet;

use crate::emit::{Emitter, Leave, Scope};
use crate::shape::output_name;

impl<'a> Emitter<'_, 'a> {
    /// If/Else: jumps around its arms, and what each arm gives to the Join.
    pub fn if_else(&mut self, scope: &mut Scope<'a>, arms: &Arms) -> bool {
        let (Some(card), Some(join)) = (scope.body.card(arms.card), scope.body.card(arms.join)) else {
            return true;
        };
        self.enter(card);
        let condition = self.condition(scope, arms.card, None);
        if let Some(result) = card.output(None, "result")
            && let Some(to) = self.output(scope, arms.card, result)
        {
            self.op(Op::Compare { condition, to });
        }
        let test = self.op(Op::Test { condition, target: 0, when: false });
        self.leave(card, scope, arms.card);
        for output in 0..join.outputs.len() {
            self.output(scope, arms.join, output);
        }
        self.enter(join);
        let join_card = self.current();
        let (then_cards, else_cards) = (cards_of(&arms.then), cards_of(&arms.otherwise));
        let then_goes_on = self.arm(scope, &arms.then, arms.join, join_card, &else_cards);
        let jump = then_goes_on.then(|| self.op(Op::Jump { target: 0 }));
        self.land(test);
        let else_goes_on = self.arm(scope, &arms.otherwise, arms.join, join_card, &then_cards);
        if let Some(jump) = jump {
            self.land(jump);
        }
        self.resume(join_card);
        self.leave(join, scope, arms.join);
        then_goes_on || else_goes_on
    }

    /// One arm, then its values for the Join.
    fn arm(
        &mut self,
        scope: &mut Scope<'a>,
        steps: &[Step],
        join: CardId,
        join_card: u32,
        other: &FxHashSet<CardId>,
    ) -> bool {
        if !self.steps(scope, steps) {
            return false;
        }
        self.resume(join_card);
        let Some(card) = scope.body.card(join) else { return true };
        for (output, slot) in card.outputs.iter().enumerate() {
            let to = scope.values.get(&(join, output)).copied();
            let input = card.input(slot.group.as_deref(), &slot.key);
            let (Some(to), Some(input)) = (to.and_then(slot_of), input) else { continue };
            let end = scope.body.wires_into(join, input).find(|end| !other.contains(&end.card));
            let from = match end {
                Some(end) => self.wired(scope, end, join, input),
                // What only the other arm sets is null here (rule `join-unset`).
                None if scope.body.wires_into(join, input).next().is_some() => continue,
                None => self.operand(scope, join, input),
            };
            self.op(Op::Copy { from, to });
        }
        true
    }

    /// If/ElseIf: the block of the first comparison that holds.
    pub fn branch(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) {
        let own = self.current();
        let outputs = self.container_outputs(scope, id, card);
        let mut groups: Vec<Option<&EcoString>> = Vec::new();
        for input in &card.inputs {
            if matches!(input.datum, Datum::Body(_)) && !groups.contains(&input.group.as_ref()) {
                groups.push(input.group.as_ref());
            }
        }
        // The last one runs where none holds; it alone has no comparison.
        let compared =
            |group: &Option<&EcoString>| card.input(group.map(|g| g.as_str()), "operator").is_some();
        groups.sort_by_key(|group| !compared(group));
        let blocks: Vec<_> = groups.into_iter().map(|group| (group, body_in(card, group))).collect();
        let captured: Vec<_> = blocks.iter().map(|(_, body)| self.captures(scope, id, card, *body)).collect();
        let mut ends = Vec::new();
        for ((group, body), captured) in blocks.into_iter().zip(captured) {
            self.resume(own);
            let test = compared(&group).then(|| {
                let condition = self.condition(scope, id, group.map(|group| group.as_str()));
                self.op(Op::Test { condition, target: 0, when: false })
            });
            ends.extend(self.block(body, captured, None, &outputs));
            self.resume(own);
            ends.push(self.op(Op::Jump { target: 0 }));
            if let Some(test) = test {
                self.land(test);
            }
        }
        for end in ends {
            self.land(end);
        }
    }

    /// If Error: a block, and another for its errors.
    pub fn try_catch(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) {
        let own = self.current();
        let outputs = self.container_outputs(scope, id, card);
        let body = body_in(card, None);
        let handler = match card.policy.on_error {
            OnError::Handler(handler) => Some(handler),
            _ => None,
        };
        let captured = self.captures(scope, id, card, body);
        let handler_captured = self.captures(scope, id, card, handler);
        let error = handler.and_then(|handler| self.flow.bodies.get(handler.index())).and_then(|body| {
            let output = body.card(body.start)?.output(Some("context"), "error")?;
            self.planner.reads(body).contains(&(body.start, output)).then_some(output)
        });
        let error = error.map(|output| (output, self.slot()));
        let start = self.op(Op::Try { handler: 0, error: error.map(|(_, slot)| slot) });
        for jump in self.block(body, captured, None, &outputs) {
            self.land(jump);
        }
        self.resume(own);
        self.op(Op::EndTry);
        let end = self.op(Op::Jump { target: 0 });
        self.land(start);
        for jump in self.block(handler, handler_captured, error, &outputs) {
            self.land(jump);
        }
        self.resume(own);
        self.land(end);
    }

    /// Slots of a container's outputs that are read.
    fn container_outputs(&mut self, scope: &mut Scope<'a>, id: CardId, card: &Card) -> Vec<(Text, u32)> {
        let mut outputs = Vec::new();
        for (position, output) in card.outputs.iter().enumerate() {
            if let Some(slot) = self.output(scope, id, position) {
                outputs.push((output_name(output), slot));
            }
        }
        outputs
    }

    /// What a nested body captures and reads: position among the inner start card's outputs, value outside.
    pub fn captures(
        &mut self,
        scope: &Scope<'a>,
        id: CardId,
        card: &Card,
        body: Option<BodyId>,
    ) -> Vec<(usize, Source)> {
        let Some((inner_id, inner)) = body.and_then(|id| Some((id, self.flow.bodies.get(id.index())?)))
        else {
            return Vec::new();
        };
        let outer = card.inputs.iter().enumerate();
        let outer =
            outer.filter(|(_, input)| input.role == Role::Capture(inner_id)).map(|(position, _)| position);
        let start = inner.card(inner.start).map(|card| card.outputs.as_slice()).unwrap_or_default();
        let captured = start.iter().enumerate().filter(|(_, output)| matches!(output.role, Role::Capture(_)));
        let reads = self.planner.reads(inner);
        let pairs: Vec<(usize, usize)> = captured
            .map(|(position, _)| position)
            .zip(outer)
            .filter(|(position, _)| reads.contains(&(inner.start, *position)))
            .collect();
        pairs.into_iter().map(|(position, input)| (position, self.operand(scope, id, input))).collect()
    }

    /// A nested body; gives the jumps to its end.
    fn block(
        &mut self,
        body: Option<BodyId>,
        captured: Vec<(usize, Source)>,
        error: Option<(usize, u32)>,
        outputs: &[(Text, u32)],
    ) -> Vec<usize> {
        let Some(body) = body.and_then(|id| self.flow.bodies.get(id.index())) else { return Vec::new() };
        let mut scope = self.scope(body, Leave::Block { outputs: outputs.to_vec(), jumps: Vec::new() });
        for (position, source) in captured {
            scope.values.insert((body.start, position), source);
        }
        if let Some((position, slot)) = error {
            scope.values.insert((body.start, position), Source::slot(slot));
        }
        if self.steps(&mut scope, &body.steps()) {
            self.end_without_return(&mut scope);
        }
        match scope.exit {
            Leave::Block { jumps, .. } => jumps,
            Leave::Routine => Vec::new(),
        }
    }

    /// Leaves a body with these values.
    pub fn hand_back(&mut self, scope: &mut Scope<'a>, values: Vec<(Text, Source)>, stopped: bool) {
        match &mut scope.exit {
            Leave::Routine => self.exit(values, stopped),
            Leave::Block { outputs, jumps } => {
                for (name, to) in outputs.clone() {
                    if let Some((_, from)) = values.iter().rev().find(|(key, _)| *key == name) {
                        self.op(Op::Copy { from: *from, to });
                    }
                }
                jumps.push(self.op(Op::Jump { target: 0 }));
            }
        }
    }

    fn exit(&mut self, values: Vec<(Text, Source)>, stopped: bool) {
        let mut names: Vec<Text> = Vec::new();
        let mut sources: Vec<Source> = Vec::new();
        for (name, source) in values {
            match names.iter().position(|known| *known == name).and_then(|at| sources.get_mut(at)) {
                Some(place) => *place = source,
                None => {
                    names.push(name);
                    sources.push(source);
                }
            }
        }
        let results = self.planner.plan.routines.get(self.routine as usize).map(|routine| &routine.results);
        let place = |result: &Text| names.iter().position(|name| name == result).map(crate::pools::number);
        let places = results.map(|results| results.iter().map(place).collect()).unwrap_or_default();
        let keys = self.keys(names);
        let exit = flowc_plan::Exit { keys, values: sources, places };
        let exit = crate::pools::push(&mut self.planner.plan.exits, exit);
        self.op(if stopped { Op::Stop { exit } } else { Op::Return { exit } });
    }
}

fn slot_of(source: Source) -> Option<u32> {
    match source.get() {
        flowc_plan::Fixed::Slot(slot) => Some(slot),
        flowc_plan::Fixed::Constant(_) => None,
    }
}

/// The body in the section of a container.
fn body_in(card: &Card, group: Option<&EcoString>) -> Option<BodyId> {
    card.inputs.iter().filter(|input| input.group.as_ref() == group).find_map(|input| match input.datum {
        Datum::Body(body) => Some(body),
        _ => None,
    })
}

/// All cards of an arm.
fn cards_of(steps: &[Step]) -> FxHashSet<CardId> {
    let mut cards = FxHashSet::default();
    for step in steps {
        match step {
            Step::Card(card) => {
                cards.insert(*card);
            }
            Step::If(arms) => {
                cards.extend([arms.card, arms.join]);
                cards.extend(cards_of(&arms.then));
                cards.extend(cards_of(&arms.otherwise));
            }
        }
    }
    cards
}
