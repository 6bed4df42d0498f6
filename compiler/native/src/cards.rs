//! Which code each card becomes.

use flowc_ir::{Card, CardId, Datum, Role, TemplatePart};
use flowc_plan::{Function, FunctionField, Op, Raise, Record, Source, Template};
use flowc_stdlib::signature::Signature;
use flowc_stdlib::{Control, Run};
use flowc_value::{Text, Value};

use crate::effect::effect_kind;
use crate::emit::{Emitter, Scope};
use crate::pools::push;
use crate::shape::{self, fields, input_name, slot_type};

/// A template as the platform writes it.
pub(crate) fn template_text(parts: &[TemplatePart]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            TemplatePart::Text(part) => text.push_str(part),
            TemplatePart::Hole(hole) => text.push_str(&format!("{{{{{{{hole}}}}}}}")),
        }
    }
    text
}

impl<'a> Emitter<'_, 'a> {
    /// The code of a card; false if nothing behind it runs.
    pub fn card_code(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) -> bool {
        let signature = self.planner.signature(card);
        match signature.and_then(|signature| Some((signature, signature.card?.run))) {
            Some((_, Run::Control(control))) => return self.control(scope, id, card, control),
            Some((signature, Run::Function(_))) => self.function(scope, id, card, signature),
            Some((_, Run::Unknown(reason))) => {
                self.refuse(&format!("{} cannot be run here: {reason}", card.title));
            }
            Some((_, Run::Effect)) | None => self.effect(scope, id, card, effect_kind(card)),
        }
        true
    }

    fn control(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, control: Control) -> bool {
        match control {
            Control::Start | Control::Comment | Control::If | Control::Join => {}
            Control::Assign => self.assign(scope, id, card),
            Control::Return | Control::ReturnRaw => {
                let values = self.named_fields(scope, id, card);
                self.hand_back(scope, values, false);
                return false;
            }
            Control::ContinueIf => self.continue_if(scope, id),
            Control::Branch => self.branch(scope, id, card),
            Control::Try => self.try_catch(scope, id, card),
            Control::Throw => {
                self.raise(scope, id, card);
                return false;
            }
            Control::ThrowIf => {
                let condition = self.condition(scope, id, None);
                let test = self.op(Op::Test { condition, target: 0, when: false });
                self.raise(scope, id, card);
                self.land(test);
            }
            Control::Call => self.call(scope, id, card, false),
            Control::CallAsync => self.call(scope, id, card, true),
            Control::Wait => {
                let amount = self.named(scope, id, None, "delay");
                let unit = self.named(scope, id, None, "unit");
                self.op(Op::Wait { amount, unit });
            }
            Control::WaitUntil => {
                let date = self.named(scope, id, None, "date");
                self.op(Op::WaitUntil { date });
            }
            Control::Close => {
                let values = self.named_fields(scope, id, card);
                let record = self.record(values);
                self.op(Op::Close { record });
            }
            Control::Expand => self.refuse("which fields this card reads is not known"),
            _ => self.each(scope, id, card, control),
        }
        true
    }

    /// Assign gives what it holds: no code at all.
    fn assign(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) {
        for (position, output) in card.outputs.iter().enumerate() {
            let Some(input) = card.input(output.group.as_deref(), &output.key) else { continue };
            let source = self.operand(scope, id, input);
            self.alias(scope, id, position, source);
        }
    }

    /// An output that is a value there is already: no code, unless a trace should see the card.
    fn alias(&mut self, scope: &mut Scope<'a>, id: CardId, output: usize, mut source: Source) {
        if self.planner.options.keep_all {
            let to = self.slot();
            self.op(Op::Copy { from: source, to });
            source = Source::slot(to);
        }
        scope.values.insert((id, output), source);
    }

    fn continue_if(&mut self, scope: &mut Scope<'a>, id: CardId) {
        let condition = self.condition(scope, id, None);
        let test = self.op(Op::Test { condition, target: 0, when: true });
        let message = self.named(scope, id, Some("otherwise"), "message");
        self.hand_back(scope, vec![(Text::new("message"), message)], true);
        self.land(test);
    }

    fn raise(&mut self, scope: &Scope<'a>, id: CardId, card: &'a Card) {
        let signature = self.planner.signature(card);
        let message = self.named(scope, id, None, "message");
        let code = self.named(scope, id, None, "statusCode");
        let mut details = Vec::new();
        for (position, input) in fields(card) {
            let own = signature
                .is_some_and(|signature| signature.input(input.group.as_deref(), &input.key).is_some());
            if !own {
                details.push((input_name(input), self.operand(scope, id, position)));
            }
        }
        let raise = push(&mut self.planner.plan.raises, Raise { message, code, details });
        self.op(Op::Raise { raise });
    }

    /// An object of named values; a repeated name keeps its last value.
    fn record(&mut self, values: Vec<(Text, Source)>) -> u32 {
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
        let keys = self.keys(names);
        push(&mut self.planner.plan.records, Record { keys, values: sources })
    }

    /// A function card: an op of its own where there is one, else a call.
    fn function(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, signature: &'a Signature) {
        let done = match (&card.address, card.outputs.len()) {
            (address, 1) if address.is("string", "compose") => self.compose(scope, id, card),
            (address, 1) if address.is("object", "construct") => self.construct(scope, id, card),
            (address, 1) if address.is("object", "get") => self.get(scope, id, card),
            (address, 1) if address.is("boolean", "compare") => {
                let condition = self.condition(scope, id, None);
                let to = self.output(scope, id, 0).unwrap_or_else(|| self.slot());
                self.op(Op::Compare { condition, to });
                true
            }
            (address, 1) if address.is("control", "assignIf") => self.assign_if(scope, id),
            _ => false,
        };
        if !done {
            self.call_function(scope, id, card, signature);
        }
    }

    fn compose(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) -> bool {
        let Some(position) = card.input(None, "_text_") else { return false };
        let datum = card.inputs.get(position).map(|input| &input.datum);
        if scope.body.wires_into(id, position).next().is_some() {
            return false;
        }
        let parts = match datum {
            Some(Datum::Literal(Value::Text(text))) => {
                let text = self.constant(Value::Text(text.clone()));
                self.alias(scope, id, 0, text);
                return true;
            }
            Some(Datum::Template(parts)) => parts,
            _ => return false,
        };
        let mut template = Template { parts: Vec::new() };
        for part in parts {
            template.parts.push(match part {
                TemplatePart::Text(text) => flowc_plan::TemplatePart::Text(Text::new(text)),
                TemplatePart::Hole(hole) => {
                    let key = ecow::eco_format!("{hole}");
                    let input =
                        card.inputs.iter().position(|input| input.role == Role::Hole && input.key == key);
                    match input {
                        Some(position) => flowc_plan::TemplatePart::Hole(self.operand(scope, id, position)),
                        // A hole that nothing fills stays as it is written.
                        None => flowc_plan::TemplatePart::Text(Text::new(&template_text(
                            std::slice::from_ref(part),
                        ))),
                    }
                }
            });
        }
        if let Some(to) = self.output(scope, id, 0) {
            let template = push(&mut self.planner.plan.templates, template);
            self.op(Op::Compose { template, to });
        }
        true
    }

    /// Construct without dotted names: values over a shared key table.
    fn construct(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) -> bool {
        let plain = |key: &str| !key.contains('.') && !key.bytes().all(|byte| byte.is_ascii_digit());
        if !fields(card).all(|(_, input)| input.group.is_none() && plain(&input.key)) {
            return false;
        }
        let values = self.named_fields(scope, id, card);
        if let Some(to) = self.output(scope, id, 0) {
            let record = self.record(values);
            self.op(Op::Object { record, to });
        }
        true
    }

    /// Get with a literal path.
    fn get(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card) -> bool {
        let path = card.input(None, "path").filter(|at| scope.body.wires_into(id, *at).next().is_none());
        let Some(Datum::Literal(Value::Text(path))) =
            path.and_then(|at| card.inputs.get(at)).map(|input| &input.datum)
        else {
            return false;
        };
        let object = card.input(None, "object").and_then(|at| card.inputs.get(at));
        if object.is_none_or(|object| object.shape.is_list()) {
            return false;
        }
        let from = self.named(scope, id, None, "object");
        let to = self.output(scope, id, 0).unwrap_or_else(|| self.slot());
        let path = self.planner.pools.constant_at(&mut self.planner.plan, Value::Text(path.clone()));
        self.op(Op::Get { from, to, path });
        true
    }

    fn assign_if(&mut self, scope: &mut Scope<'a>, id: CardId) -> bool {
        let condition = self.condition(scope, id, None);
        let yes = self.named(scope, id, None, "valueIfTrue");
        let no = self.named(scope, id, None, "valueIfFalse");
        let to = self.output(scope, id, 0).unwrap_or_else(|| self.slot());
        let test = self.op(Op::Test { condition, target: 0, when: true });
        self.op(Op::Copy { from: no, to });
        let end = self.op(Op::Jump { target: 0 });
        self.land(test);
        self.op(Op::Copy { from: yes, to });
        self.land(end);
        true
    }

    fn call_function(&mut self, scope: &mut Scope<'a>, id: CardId, card: &'a Card, signature: &'a Signature) {
        let address = match &card.address {
            flowc_ir::Address::System { channel, method } => Text::new(&format!("{channel}:{method}")),
            other => Text::new(&other.to_string()),
        };
        let mut function = Function {
            address,
            input_types: Vec::new(),
            fields: Vec::new(),
            output_types: Vec::new(),
            results: Vec::new(),
            operands: Vec::new(),
            outputs: Vec::new(),
        };
        let mut own = Vec::new();
        for port in &signature.inputs {
            let position = card.input(port.group.as_deref(), &port.key);
            let input = position.and_then(|at| card.inputs.get(at));
            function.input_types.push(slot_type(input.map_or(&port.shape, |input| &input.shape)));
            function.operands.push(match position {
                Some(position) => self.operand(scope, id, position),
                None => self.constant(port.default.clone()),
            });
            own.extend(position);
        }
        for (position, input) in fields(card).filter(|(position, _)| !own.contains(position)) {
            function.fields.push(field(input.group.as_deref(), &input.key, &input.shape));
            function.operands.push(self.operand(scope, id, position));
        }
        let mut own = Vec::new();
        for port in &signature.outputs {
            let position = card.output(port.group.as_deref(), &port.key);
            let output = position.and_then(|at| card.outputs.get(at));
            function.output_types.push(slot_type(output.map_or(&port.shape, |output| &output.shape)));
            function.outputs.push(position.and_then(|position| self.output(scope, id, position)));
            own.extend(position);
        }
        for (position, output) in
            card.outputs.iter().enumerate().filter(|(position, _)| !own.contains(position))
        {
            function.results.push(field(output.group.as_deref(), &output.key, &output.shape));
            function.outputs.push(self.output(scope, id, position));
        }
        let function = push(&mut self.planner.plan.functions, function);
        self.op(Op::Function { function });
    }
}

fn field(group: Option<&str>, key: &str, shape: &flowc_types::Shape) -> FunctionField {
    FunctionField { group: group.map(Text::new), key: Text::new(key), slot: shape::slot_type(shape) }
}
