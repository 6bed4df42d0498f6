//! Cards that the host performs.

use flowc_ir::{Address, Card, CardId, Datum, Role};
use flowc_plan::{Effect, EffectKind, Op, Record, Stream};
use flowc_stdlib::tables::TABLES;
use flowc_value::Text;

use crate::calls::flow_of;
use crate::emit::{Emitter, Scope};
use crate::pools::push;
use crate::shape::output_name;

/// What a card is to the host, by its address.
pub(crate) fn effect_kind(card: &Card) -> EffectKind {
    match &card.address {
        Address::Connector { connector, .. } if connector == TABLES => {
            EffectKind::Table(card.inputs.iter().find_map(|input| match input.datum {
                Datum::Table(table) => Some(table.0),
                _ => None,
            }))
        }
        Address::Connector { .. } => EffectKind::Connector,
        Address::System { channel, .. } if channel == "http" => EffectKind::Http,
        Address::System { .. } => EffectKind::System,
    }
}

impl<'a> Emitter<'_, 'a> {
    /// A command to the host.
    pub fn effect(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, kind: EffectKind) {
        let inputs = self.named_fields(scope, id, card);
        let stream = if kind == EffectKind::Flow { None } else { self.stream(scope, id, card) };
        let mut outputs = Vec::new();
        for (position, output) in card.outputs.iter().enumerate() {
            outputs.extend(self.output(scope, id, position).map(|slot| (output_name(output), slot)));
        }
        let effect = Effect {
            card: self.current(),
            kind,
            connection: card.connection.map(|connection| connection.0),
            inputs,
            outputs,
            stream,
        };
        let effect = push(&mut self.planner.plan.effects, effect);
        self.op(Op::Effect { effect });
    }

    /// The helper of a streaming card takes `Record` and `State`; what the author added beside the flow is the state.
    fn stream(&mut self, scope: &Scope<'a>, id: CardId, card: &'a Card) -> Option<Stream> {
        let chosen = card.inputs.iter().find(|input| matches!(input.datum, Datum::Flow(_)))?;
        let routine = self.planner.routine_of(flow_of(card)?)?;
        let mut names = Vec::new();
        let mut values = Vec::new();
        for (position, input) in card.inputs.iter().enumerate() {
            let key = Text::new(&input.key);
            let added =
                input.group == chosen.group && input.role == Role::Author && !std::ptr::eq(input, chosen);
            if added && !names.contains(&key) {
                names.push(key);
                values.push(self.operand(scope, id, position));
            }
        }
        let keys = self.keys(names);
        let state = self.param(routine, "State").map(|slot| (slot, Record { keys, values }));
        Some(Stream { routine, record: self.param(routine, "Record"), state })
    }
}
