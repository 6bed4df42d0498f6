//! Cards that are statements of their own.

use ecow::EcoString;
use flowc_ir::{Card, CardId, Note, Role};
use flowc_syntax::ast::{Arg, Binding, Pattern, StmtKind, Trivia};

use crate::builder::Sections;
use crate::expr::arg;
use crate::helper::head;
use crate::printer::{Inside, Printer};

impl<'a> Printer<'a> {
    /// Prints a card that is a statement; `false` where it is a value or needs its explicit form.
    pub fn statement_card(&mut self, id: CardId, card: &'a Card) -> bool {
        let flowc_ir::Address::System { channel, method } = &card.address else { return false };
        match (channel.as_str(), method.as_str()) {
            ("control", "comment") => self.comment(card),
            ("control", "let") => self.assign(id, card),
            ("control", "return") => self.return_values(id, card),
            ("control", "returnRaw") => self.return_raw(id, card),
            ("control", "throw" | "throwIf") => self.fail(id, card),
            ("control", "continueIf") => self.continue_if(id, card),
            ("control", "wait") => self.wait(id, card),
            ("control", "until") => self.wait_until(id, card),
            ("control", "run") => self.spawn(id, card),
            ("control", "times") | ("list", "each" | "asyncEach") => self.loop_statement(id, card),
            ("control", "branch") => self.branch(id, card),
            ("control", "tryCatch") => self.try_catch(id, card),
            ("object", "pick") => self.get_multiple(id, card),
            _ => false,
        }
    }

    fn comment(&mut self, card: &Card) -> bool {
        let (title, text) = match &card.note {
            Note::Comment { title, markdown } => (title.clone(), markdown.clone()),
            Note::Text(text) => (EcoString::new(), text.clone()),
            Note::None => (EcoString::new(), EcoString::new()),
        };
        let after_comment =
            self.stmts.last().is_some_and(|stmt| matches!(stmt.kind, StmtKind::Comment { .. }));
        self.push(card, StmtKind::Comment { title: Some(title).filter(|title| !title.is_empty()), text });
        if let (Some(last), true) = (self.stmts.last_mut(), after_comment) {
            last.trivia = Trivia { blank_line: true, ..Trivia::default() };
        }
        true
    }

    /// `let a = x, b "Key" = y`: Assign.
    fn assign(&mut self, id: CardId, card: &Card) -> bool {
        let plain = card.inputs.iter().enumerate().all(|(at, input)| {
            input.role == Role::Author && input.group.is_none() && !self.is_untouched(id, card, at)
        });
        let mirrors = card.inputs.len() == card.outputs.len()
            && card.inputs.iter().zip(&card.outputs).all(|(input, output)| {
                (&input.key, &input.shape, &input.label) == (&output.key, &output.shape, &output.label)
            });
        if !plain || !mirrors || card.inputs.is_empty() {
            return false;
        }
        let order: Vec<(usize, Inside)> = (0..card.inputs.len()).map(|at| (at, Inside::None)).collect();
        self.settle(id, &order);
        self.flush_all();
        let values: Vec<_> = order.iter().map(|(at, _)| self.operand(id, card, *at, None)).collect();
        let mut bindings = Vec::new();
        for ((at, input), value) in card.inputs.iter().enumerate().zip(values) {
            let variable = self.fresh_field(id, &input.key, &input.key);
            self.denoted.insert((id, at), crate::expr::name(&variable).into());
            bindings.push(Binding {
                attrs: crate::attrs::label(input.label.as_deref(), input.description.as_deref()),
                pattern: Pattern::Name {
                    key: (variable != input.key).then(|| input.key.clone().into()),
                    name: variable.into(),
                },
                value,
            });
        }
        self.push(card, StmtKind::Let(bindings));
        true
    }

    fn return_values(&mut self, id: CardId, card: &Card) -> bool {
        let plain = card
            .inputs
            .iter()
            .enumerate()
            .all(|(at, input)| input.role == Role::Author && !self.is_untouched(id, card, at));
        let Some(sections) = self.return_sections(card).filter(|_| plain) else { return false };
        let order: Vec<(usize, Inside)> = (0..card.inputs.len()).map(|at| (at, Inside::Any)).collect();
        self.settle(id, &order);
        let declared = self.own_outputs();
        let fields = self.fields(id, card, &order, |input| {
            declared.iter().find(|field| field.key == input.key && field.group == input.group).cloned()
        });
        let (form, fields) = match sections {
            Sections::None => (None, fields),
            Sections::Status => (Some("status".into()), Self::by_name(fields)),
            Sections::Named => (None, self.sectioned(card, fields)),
        };
        self.push(card, StmtKind::Return { form, fields, value: None });
        true
    }

    /// What the flow being printed declares as its outputs.
    fn own_outputs(&self) -> Vec<crate::declared::Field> {
        let id = self.cx.flow_id();
        id.and_then(|id| self.cx.declared.get(id.index()))
            .map(|fields| fields.outputs.clone())
            .unwrap_or_default()
    }

    fn return_raw(&mut self, id: CardId, card: &Card) -> bool {
        let filled = self.filled(id, card);
        if filled.iter().any(|at| card.inputs.get(*at).is_none_or(|input| input.role != Role::Own)) {
            return false;
        }
        let order: Vec<(usize, Inside)> = filled.iter().map(|at| (*at, Inside::Any)).collect();
        self.settle(id, &order);
        let fields: Vec<Arg> = filled.into_iter().filter_map(|at| self.own_argument(id, card, at)).collect();
        self.push(card, StmtKind::Return { form: Some("raw".into()), fields, value: None });
        true
    }

    fn own_argument(&mut self, id: CardId, card: &Card, at: usize) -> Option<Arg> {
        let value = self.operand(id, card, at, None);
        let port = self.port_of(card, card.inputs.get(at)?)?;
        Some(arg(&crate::card::source_name(self.signature(card)?, port), value))
    }

    /// `fail "message" code 400 if …`: Return Error, Return Error If.
    fn fail(&mut self, id: CardId, card: &Card) -> bool {
        let (Some(message), Some(code)) = (card.input(None, "message"), card.input(None, "statusCode"))
        else {
            return false;
        };
        let conditional = card.address.is("control", "throwIf");
        let comparison = self.comparison(id, card, None);
        if conditional != comparison.is_some() || card.inputs.len() != if conditional { 5 } else { 2 } {
            return false;
        }
        let mut order = comparison.map(|comparison| comparison.order()).unwrap_or_default();
        order.extend([(message, Inside::Any), (code, Inside::Any)]);
        self.settle(id, &order);
        let condition = comparison.map(|comparison| head(self.condition(id, card, comparison)));
        let said = !self.is_untouched(id, card, code);
        let message = head(self.operand(id, card, message, None));
        let code = said.then(|| head(self.operand(id, card, code, None)));
        self.push(card, StmtKind::Fail { message, code, condition });
        true
    }

    fn continue_if(&mut self, id: CardId, card: &Card) -> bool {
        let Some(comparison) = self.comparison(id, card, None) else { return false };
        let message = card.input(Some("otherwise"), "message");
        if card.inputs.len() != 3 + usize::from(message.is_some()) {
            return false;
        }
        let mut order = comparison.order();
        order.extend(message.map(|at| (at, Inside::Any)));
        self.settle(id, &order);
        let condition = head(self.condition(id, card, comparison));
        let said = message.filter(|at| !self.is_untouched(id, card, *at));
        let otherwise = said.map(|at| head(self.operand(id, card, at, None)));
        self.push(card, StmtKind::ContinueIf { condition, otherwise });
        true
    }

    fn wait(&mut self, id: CardId, card: &Card) -> bool {
        let (Some(delay), Some(unit)) = (card.input(None, "delay"), card.input(None, "unit")) else {
            return false;
        };
        let Some(word) =
            self.plain_text(id, card, unit).filter(|word| ["second", "minute", "hour", "day"].contains(word))
        else {
            return false;
        };
        self.settle(id, &[(delay, Inside::Any)]);
        let amount = head(self.operand(id, card, delay, None));
        let one = matches!(&amount.kind, flowc_syntax::ast::ExprKind::Number(number) if number == "1");
        let unit = if one { word.into() } else { ecow::eco_format!("{word}s") };
        self.push(card, StmtKind::Wait { amount, unit: Some(unit.into()) });
        true
    }

    fn wait_until(&mut self, id: CardId, card: &Card) -> bool {
        if card.inputs.len() != 1 {
            return false;
        }
        self.settle(id, &[(0, Inside::Any)]);
        let amount = head(self.operand(id, card, 0, None));
        self.push(card, StmtKind::Wait { amount, unit: None });
        true
    }

    /// `spawn f(a: x)`: Call Flow Async.
    fn spawn(&mut self, id: CardId, card: &Card) -> bool {
        let Some((call, _)) = self.flow_call(id, card) else { return false };
        self.push(card, StmtKind::Spawn(call));
        true
    }
}
