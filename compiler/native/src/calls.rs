//! Call Flow and Call Flow Async.

use flowc_ir::{Card, CardId, Datum, FlowId};
use flowc_plan::{Callee, EffectKind, Op, Source};
use flowc_value::{Text, Value};

use crate::emit::{Emitter, Scope};
use crate::pools::{number, push};
use crate::shape::{fields, output_name};

/// The flow that a card calls.
pub(crate) fn flow_of(card: &Card) -> Option<FlowId> {
    card.inputs.iter().find_map(|input| match input.datum {
        Datum::Flow(flow) => Some(flow),
        _ => None,
    })
}

impl<'a> Emitter<'_, 'a> {
    /// A call of one flow.
    pub fn call(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, detached: bool) {
        let Some(flow) = flow_of(card) else {
            self.refuse("no flow is chosen on this card");
            return;
        };
        let Some(routine) = self.planner.routine_of(flow) else {
            self.effect(scope, id, card, EffectKind::Flow);
            return;
        };
        let mut arguments = Vec::new();
        for (position, input) in fields(card) {
            if matches!(input.datum, Datum::Flow(_)) {
                continue;
            }
            if let Some(slot) = self.param(routine, &input.key) {
                arguments.push((self.operand(scope, id, position), slot));
            }
        }
        let mut outputs = Vec::new();
        for (position, output) in card.outputs.iter().enumerate() {
            let place = self.result(routine, &output_name(output));
            match place {
                Some(place) => {
                    outputs.extend(self.output(scope, id, position).map(|slot| (place, slot)));
                }
                None => {
                    // Rule `missing-result`.
                    let null = self.constant(Value::Null);
                    scope.values.insert((id, position), null);
                }
            }
        }
        let callee = push(&mut self.planner.plan.callees, Callee { routine, arguments, outputs, detached });
        self.op(Op::Call { callee });
    }

    /// The slot of a routine's input, if it reads it.
    pub fn param(&self, routine: u32, key: &str) -> Option<u32> {
        let routine = self.planner.plan.routines.get(routine as usize)?;
        let same = |param: &&flowc_plan::Param| param.key == *key;
        let param = routine.params.iter().filter(same).min_by_key(|param| param.group.is_some())?;
        Some(param.slot)
    }

    fn result(&self, routine: u32, name: &Text) -> Option<u32> {
        let routine = self.planner.plan.routines.get(routine as usize)?;
        routine.results.iter().position(|result| result == name).map(number)
    }

    /// An op that fails with a message.
    pub fn refuse(&mut self, message: &str) {
        let message = self.planner.pools.constant_at(&mut self.planner.plan, Value::text(message));
        self.op(Op::Refuse { message });
    }

    /// All fields of a card as named values.
    pub fn named_fields(&mut self, scope: &Scope<'a>, id: CardId, card: &'a Card) -> Vec<(Text, Source)> {
        let mut values = Vec::new();
        for (position, input) in fields(card) {
            values.push((crate::shape::input_name(input), self.operand(scope, id, position)));
        }
        values
    }
}
