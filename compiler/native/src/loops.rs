//! Cards that run a flow for each item, key or turn.

use flowc_ir::{BodyId, Card, CardId, Datum, Input, ItemArgument, Role};
use flowc_plan::{Argument, EffectKind, Feed, Loop, LoopKind, Op, Over};
use flowc_stdlib::Control;
use flowc_value::{Kind, Text, Value};

use crate::calls::flow_of;
use crate::emit::{Emitter, Scope};
use crate::pools::push;
use crate::shape::{fields, kind};

/// Whether a form runs a flow again and again.
pub(crate) fn is_loop(control: Control) -> bool {
    form(control).is_some()
}

/// What a form does with results, what it goes over, and the key of that input.
fn form(control: Control) -> Option<(LoopKind, Over, &'static str)> {
    Some(match control {
        Control::Each => (LoopKind::Each, Over::List, "list"),
        Control::EachIgnoringErrors => (LoopKind::EachIgnoringErrors, Over::List, "list"),
        Control::Map => (LoopKind::Map, Over::List, "list"),
        Control::Filter => (LoopKind::Filter, Over::List, "list"),
        Control::Find => (LoopKind::Find, Over::List, "list"),
        Control::Sort => (LoopKind::Sort, Over::List, "list"),
        Control::Unique => (LoopKind::Unique, Over::List, "list"),
        Control::Reduce => (LoopKind::Reduce, Over::List, "list"),
        Control::Repeat => (LoopKind::Repeat, Over::Count, "count"),
        Control::ObjectEach => (LoopKind::Each, Over::Object, "object"),
        Control::ObjectMapToList => (LoopKind::Map, Over::Object, "object"),
        Control::ObjectMap => (LoopKind::ObjectMap, Over::Object, "object"),
        _ => return None,
    })
}

impl<'a> Emitter<'_, 'a> {
    /// A loop over a flow or an inlined body.
    pub fn each(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, control: Control) {
        let Some((loop_kind, over, subject)) = form(control) else { return };
        let body = card.inputs.iter().find_map(|input| match input.datum {
            Datum::Body(body) => Some(body),
            _ => None,
        });
        let routine = match (body, flow_of(card)) {
            (Some(body), _) => self.planner.routines.get(&(self.entry.flow, body)).copied(),
            (None, Some(flow)) => self.planner.routine_of(flow),
            (None, None) => {
                self.refuse("no flow is chosen on this card");
                return;
            }
        };
        let Some(routine) = routine else {
            self.effect(scope, id, card, EffectKind::Flow);
            return;
        };
        let subject = self.named(scope, id, None, subject);
        let concurrency = self.named(scope, id, None, "concurrency");
        let memo = (loop_kind == LoopKind::Reduce).then(|| self.named(scope, id, None, "memo"));
        let arguments = match body {
            Some(body) => self.body_arguments(scope, id, card, body, routine),
            None => self.arguments(scope, id, card, routine, loop_kind == LoopKind::Reduce),
        };
        // Find gives the item and its position, the others one value.
        let position = card.output(None, "index").filter(|_| loop_kind == LoopKind::Find);
        let result = (0..card.outputs.len()).find(|at| Some(*at) != position);
        let declared = result.and_then(|at| card.outputs.get(at)).map(|output| kind(&output.shape));
        let each = Loop {
            kind: loop_kind,
            over,
            subject,
            routine,
            arguments,
            memo,
            objects: matches!(declared, Some(Kind::Object | Kind::Any)),
            output: result.and_then(|at| self.output(scope, id, at)),
            position: position.and_then(|at| self.output(scope, id, at)),
            concurrency,
        };
        let each = push(&mut self.planner.plan.loops, each);
        self.op(Op::Loop { each });
    }

    /// Arguments of a helper: author-made inputs named like its own.
    fn arguments(
        &mut self,
        scope: &Scope<'a>,
        id: CardId,
        card: &'a Card,
        routine: u32,
        reduce: bool,
    ) -> Vec<Argument> {
        let signature = self.planner.signature(card);
        let mut arguments = Vec::new();
        let mut own = Vec::new();
        for (position, input) in fields(card) {
            let key = (input.group.as_deref(), input.key.as_str());
            // Reduce has two inputs `memo`: its own first, the argument behind it.
            if signature.is_some_and(|signature| signature.input(key.0, key.1).is_some())
                && !own.contains(&key)
            {
                own.push(key);
                continue;
            }
            let Some(to) = self.param(routine, &input.key) else { continue };
            let feed = if reduce && input.key == "memo" {
                Feed::Memo
            } else {
                self.feed(scope, id, position, input)
            };
            arguments.push(Argument { feed, to });
        }
        if reduce
            && let Some(to) = self.param(routine, "memo")
            && !arguments.iter().any(|argument| argument.to == to)
        {
            arguments.push(Argument { feed: Feed::Memo, to });
        }
        arguments
    }

    fn feed(&mut self, scope: &Scope<'a>, id: CardId, position: usize, input: &Input) -> Feed {
        match &input.item {
            Some(ItemArgument::Item) => Feed::Item,
            Some(ItemArgument::Field(path)) => {
                let path = Value::text(path.as_str());
                Feed::Path(self.planner.pools.constant_at(&mut self.planner.plan, path))
            }
            Some(ItemArgument::Constant) | None => Feed::Same(self.operand(scope, id, position)),
        }
    }

    /// Arguments of an inlined body: fields of the item by section and key, and what it captures.
    fn body_arguments(
        &mut self,
        scope: &Scope<'a>,
        id: CardId,
        card: &'a Card,
        body: BodyId,
        routine: u32,
    ) -> Vec<Argument> {
        let captured = self.captures(scope, id, card, Some(body));
        let reads =
            self.planner.entries.get(routine as usize).map(|entry| entry.reads.clone()).unwrap_or_default();
        let inner = self.flow.bodies.get(body.index());
        let start = inner.and_then(|inner| inner.card(inner.start));
        let mut arguments = Vec::new();
        for (position, to) in reads {
            let Some(output) = start.and_then(|start| start.outputs.get(position)) else { continue };
            if let Some((_, source)) = captured.iter().find(|(capture, _)| *capture == position) {
                arguments.push(Argument { feed: Feed::Same(*source), to });
                continue;
            }
            if matches!(output.role, Role::Capture(_))
                || crate::routine::context(output.group.as_deref(), &output.key).is_some()
            {
                continue;
            }
            let keys =
                output.group.as_deref().into_iter().chain([output.key.as_str()]).map(Text::new).collect();
            let path = self.planner.pools.path(&mut self.planner.plan, keys);
            arguments.push(Argument { feed: Feed::Keys(path), to });
        }
        arguments
    }
}
