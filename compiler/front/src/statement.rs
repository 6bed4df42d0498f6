//! Statements: what each line of a body becomes.

use ecow::{EcoString, eco_format};
use flowc_ir::{Address, Card, Condition, Delay, ErrorPolicy, Input, Note, OnError, Origin, Role};
use flowc_syntax::ast::{
    self, Arg, Binding, Block, Expr, ExprKind, Name, Pattern, Policy, Retry, Stmt, StmtKind,
};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::closure::Work;
use crate::diagnostics;
use crate::distinct::{Distinct, check_attributes};
use crate::draft::Operand;
use crate::expression::Want;
use crate::scope::{Boundary, Lowering, PortRef, Val};

impl Lowering<'_> {
    /// One statement.
    pub fn statement(&mut self, stmt: &Stmt) {
        if let (Some(ended), false) = (self.frame().ended, matches!(stmt.kind, StmtKind::Comment { .. })) {
            self.report(diagnostics::unreachable(stmt.span, ended));
            self.frame().ended = None;
        }
        self.outermost = None;
        let known = self.diagnostics.len();
        self.statement_attributes(stmt);
        match &stmt.kind {
            StmtKind::Comment { title, text } => self.comment(title.as_ref(), text, stmt.span),
            StmtKind::Let(bindings) => self.let_statement(bindings, stmt),
            StmtKind::Expr(expr) => {
                let mut want = Want { discarded: true, ..Want::default() };
                let before = self.body().graph.node_count();
                let val = self.value(expr, &mut want);
                if self.body().graph.node_count() == before && !matches!(val, Val::Error) {
                    self.report(diagnostics::nothing_happens(expr.span));
                }
            }
            StmtKind::For { item, list, concurrency, ignore_errors, body } => {
                let method = if *ignore_errors { "asyncEach" } else { "each" };
                self.for_loop(method, item, list, concurrency.as_ref(), body, stmt.span);
            }
            StmtKind::Repeat { count, concurrency, body } => {
                self.repeat(count, concurrency.as_ref(), body, stmt.span);
            }
            StmtKind::Wait { amount, unit } => self.wait(amount, unit.as_ref(), stmt.span),
            StmtKind::ContinueIf { condition, otherwise } => {
                self.continue_if(condition, otherwise.as_ref(), stmt.span);
            }
            StmtKind::Return { form, fields, value } => {
                self.return_statement(form.as_ref(), fields, value.as_ref(), stmt.span);
            }
            StmtKind::Fail { message, code, condition } => {
                self.fail(message, code.as_ref(), condition.as_ref(), stmt.span);
            }
            StmtKind::Spawn(call) => self.spawn(call),
            StmtKind::Error(_) => {}
        }
        self.decorate(stmt, known);
    }

    /// What must be known before the statement is lowered: what it allows, which version its card has.
    pub fn statement_attributes(&mut self, stmt: &Stmt) {
        self.version = None;
        check_attributes(&stmt.attrs, &mut self.diagnostics);
        for attr in &stmt.attrs {
            match attr.name.text.as_str() {
                "allow" => self.allow(attr),
                "version" => match (attribute_text(attr), outermost_call(&stmt.kind)) {
                    (Some(version), Some(call)) => self.version = Some((call.span, version)),
                    _ => self.report(diagnostics::bad_attribute(&attr.name, "@version(\"1.0.2\")")),
                },
                _ => {}
            }
        }
    }

    /// `@allow(CODE, "reason")`: whether it names a code and a reason. What it allows is left out once all
    /// findings of the project are known.
    pub fn allow(&mut self, attr: &ast::Attr) {
        match attr.args.as_slice() {
            [Expr { kind: ExprKind::Name(code), .. }, Expr { kind: ExprKind::Text(_), .. }] => {
                if flowc_diag::Code::find(&code.text).is_none() {
                    let known: Vec<EcoString> =
                        flowc_diag::codes::ALL.iter().map(|code| code.id.into()).collect();
                    self.report(diagnostics::unknown("code", &code.text, code.span, &known));
                }
            }
            _ => self.report(diagnostics::bad_attribute(&attr.name, "@allow(F0804, \"the reason\")")),
        }
    }

    pub(crate) fn policy(&mut self, policy: &Policy) -> ErrorPolicy {
        let mut lowered = ErrorPolicy::default();
        if let Some(retry) = &policy.retry {
            self.retry(retry, &mut lowered, policy.span.0);
        }
        lowered.on_error = match &policy.on_error {
            None | Some(ast::OnError::Stop) => OnError::Stop,
            Some(ast::OnError::Return(None)) => OnError::Return,
            Some(ast::OnError::Return(Some(values))) => {
                self.report(diagnostics::error_return_with_values(values.span));
                OnError::Return
            }
            Some(ast::OnError::Run(flow)) => match self.value(flow, &mut Want::default()) {
                Val::Flow(flow) => OnError::Run(flow),
                Val::Error => OnError::Stop,
                _ => {
                    self.report(diagnostics::not_a_flow(flow.span));
                    OnError::Stop
                }
            },
        };
        lowered
    }

    fn retry(&mut self, retry: &Retry, into: &mut ErrorPolicy, span: Span) {
        into.retry = retry.count.parse().ok();
        let mut delays = retry.every.iter().map(|(number, unit)| milliseconds(number, unit));
        into.delay = match (delays.next(), delays.next()) {
            (Some(Some(low)), Some(Some(high))) => Some(Delay::Between(low, high)),
            (Some(Some(fixed)), None) => Some(Delay::Fixed(fixed)),
            (None, _) => None,
            _ => {
                self.report(diagnostics::bad_duration(span));
                None
            }
        };
        into.condition = retry.condition.as_ref().map(|name| match name.text.as_str() {
            "rate_limit" => Condition::RateLimit,
            other => Condition::Other(other.into()),
        });
    }

    fn comment(&mut self, title: Option<&EcoString>, text: &EcoString, span: Span) {
        let mut card = Card::new(Address::system("control", "comment"), "Comment");
        if let Some(signature) = self.signatures.of_system("control", "comment") {
            card.title = signature.title.clone();
        }
        card.note = Note::Comment { title: title.cloned().unwrap_or_default(), markdown: text.clone() };
        card.origin = Origin::Source(span);
        self.outermost = Some(self.append(card));
    }

    /// `let`: names what a card gives; of things that are no cards it is one Assign card.
    fn let_statement(&mut self, bindings: &[Binding], stmt: &Stmt) {
        let mut assigned: Vec<(&Binding, &Name, Input, Operand)> = Vec::new();
        let mut keys = Distinct::default();
        for binding in bindings {
            let (name, key) = match &binding.pattern {
                Pattern::Name { name, key } => (name, key),
                Pattern::Record(fields) => {
                    let operand = self.operand(&binding.value);
                    self.destructure(fields, operand.val, binding.value.span);
                    continue;
                }
            };
            let label = key.as_ref().map(|key| &key.text);
            let key = label.unwrap_or(&name.text);
            let mut want = Want { key: Some(key.clone()), ..Want::default() };
            let before = self.body().graph.node_count();
            let val = self.value(&binding.value, &mut want);
            if matches!(val, Val::Error) {
                self.bind(&name.text, name.span, Val::Error);
                continue;
            }
            if self.body().graph.node_count() > before {
                if bindings.len() > 1 {
                    self.report(diagnostics::one_card_per_let(binding.value.span));
                }
                if let Some(label) = label {
                    self.name_output(&val, label);
                }
                self.bind(&name.text, name.span, val);
                continue;
            }
            if let Some(first) = keys.before(key, name.span) {
                self.report(diagnostics::field_twice(key, name.span, first));
                if !assigned.iter().any(|(_, other, ..)| other.text == name.text) {
                    self.bind(&name.text, name.span, Val::Error);
                }
                continue;
            }
            let mut input = Input::new(key.clone(), Shape::TEXT, Role::Author);
            (input.label, input.description) = self.label(&binding.attrs);
            let operand = Operand { val, slot: want.ascribed, span: binding.value.span };
            assigned.push((binding, name, input, operand));
        }
        self.assign(assigned, stmt.span);
    }

    fn assign(&mut self, fields: Vec<(&Binding, &Name, Input, Operand)>, span: Span) {
        if fields.is_empty() {
            return;
        }
        let Some(mut draft) = self.draft("control", "let", span) else { return };
        let names: Vec<&Name> = fields.iter().map(|(_, name, ..)| *name).collect();
        for (_, _, input, operand) in fields {
            draft.field(input, None, operand, self);
        }
        self.mirror(&mut draft);
        let card = draft.place(self);
        for (output, name) in names.into_iter().enumerate() {
            self.bind(&name.text, name.span, Val::Port(PortRef { card, output, path: Vec::new() }));
        }
    }

    fn for_loop(
        &mut self,
        method: &str,
        item: &Name,
        list: &Expr,
        concurrency: Option<&Expr>,
        body: &Block,
        span: Span,
    ) {
        let list = self.operand(list);
        let Some(mut draft) = self.draft("list", method, span) else { return };
        draft.own(None, "list", list, self);
        if let Some(concurrency) = concurrency {
            let operand = self.operand(concurrency);
            draft.own(None, "concurrency", operand, self);
        }
        let work = Work { params: vec![item], body, span, purpose: Some(eco_format!("each_{}", item.text)) };
        self.run_work(draft, &work, &mut Want::default());
    }

    fn repeat(&mut self, count: &Expr, concurrency: Option<&Expr>, body: &Block, span: Span) {
        let count = self.operand(count);
        let Some(mut draft) = self.draft("control", "times", span) else { return };
        draft.own(None, "count", count, self);
        if let Some(concurrency) = concurrency {
            let operand = self.operand(concurrency);
            draft.own(None, "concurrency", operand, self);
        }
        let work = Work { params: Vec::new(), body, span, purpose: Some("repeat".into()) };
        self.run_work(draft, &work, &mut Want::default());
    }

    fn wait(&mut self, amount: &Expr, unit: Option<&Name>, span: Span) {
        let operand = self.operand(amount);
        let Some(unit) = unit else {
            let Some(mut draft) = self.draft("control", "until", span) else { return };
            let port = draft.signature.inputs.first().map(|port| (port.group.clone(), port.key.clone()));
            if let Some((group, key)) = port {
                draft.own(group.as_deref(), &key, operand, self);
            }
            draft.place(self);
            return;
        };
        let word = unit.text.trim_end_matches('s');
        if !["second", "minute", "hour", "day"].contains(&word) {
            let known = ["seconds", "minutes", "hours", "days"].map(EcoString::from);
            self.report(diagnostics::unknown("unit", &unit.text, unit.span, &known));
        }
        let Some(mut draft) = self.draft("control", "wait", span) else { return };
        draft.own(None, "delay", operand, self);
        let unit = Operand { val: Val::Literal(Value::text(word)), slot: None, span: unit.span };
        draft.own(None, "unit", unit, self);
        draft.place(self);
    }

    fn continue_if(&mut self, condition: &Expr, otherwise: Option<&Expr>, span: Span) {
        let condition = self.condition(condition);
        let message = otherwise.map(|otherwise| self.operand(otherwise));
        let Some(mut draft) = self.draft("control", "continueIf", span) else { return };
        self.compare_on(&mut draft, None, condition);
        if let Some(message) = message {
            draft.own(Some("otherwise"), "message", message, self);
        }
        draft.place(self);
    }

    fn return_statement(&mut self, form: Option<&Name>, fields: &[Arg], value: Option<&Expr>, span: Span) {
        if let Boundary::Nested(_) = self.frame().boundary {
            self.report(diagnostics::return_in_block(span));
            return;
        }
        match form.map(|form| form.text.as_str()) {
            Some("raw") => self.return_with("returnRaw", fields, span),
            Some("status") => self.return_status(fields, span),
            Some(other) => {
                let known = ["raw".into(), "status".into()];
                let at = form.map_or(span, |form| form.span);
                self.report(diagnostics::unknown("form of return", other, at, &known));
            }
            None => self.return_values(fields, value, span),
        }
        self.frame().ended = Some(span);
    }

    fn return_values(&mut self, fields: &[Arg], value: Option<&Expr>, span: Span) {
        if let Some(value) = value {
            self.operand(value);
            self.report(diagnostics::return_needs_record(value.span));
            return;
        }
        let operands = self.return_operands(fields);
        let Some(mut draft) = self.draft("control", "return", span) else { return };
        let declared = self.declared_outputs.clone();
        let is_flow = matches!(self.frame().boundary, Boundary::Flow);
        let mut keys = Distinct::default();
        for (mut input, operand) in operands {
            let field = declared.iter().find(|field| {
                field.group == input.group && (field.name == input.key || field.key == input.key)
            });
            if let Some(field) = field.filter(|_| is_flow) {
                input.key = field.key.clone();
                input.description = input.description.or_else(|| field.description.clone());
                input.label = input.label.or_else(|| field.label.clone());
                input.builder = field.builder_notes();
            } else if is_flow && !declared.is_empty() {
                let known: Vec<EcoString> = declared.iter().map(|field| field.key.clone()).collect();
                self.report(diagnostics::undeclared_output(&input.key, operand.span, &known));
            }
            if let Some(first) = keys.before(&input.key, operand.span) {
                self.report(diagnostics::field_twice(&input.key, operand.span, first));
                continue;
            }
            let shape = field.filter(|_| is_flow).map(|field| field.shape.clone());
            draft.field(input, shape, operand, self);
        }
        self.finish_return(draft);
    }

    fn return_with(&mut self, method: &str, fields: &[Arg], span: Span) {
        let Some(mut draft) = self.draft("control", method, span) else { return };
        self.arguments(&mut draft, None, fields);
        self.mirror(&mut draft);
        draft.place(self);
    }

    /// `fail "message" code 400 if …`: Return Error If, or Return Error without a condition.
    fn fail(&mut self, message: &Expr, code: Option<&Expr>, condition: Option<&Expr>, span: Span) {
        let condition_parts = condition.map(|condition| self.condition(condition));
        let message = self.operand(message);
        let code = code.map(|code| self.operand(code));
        let method = if condition.is_some() { "throwIf" } else { "throw" };
        let Some(mut draft) = self.draft("control", method, span) else { return };
        if let Some(condition) = condition_parts {
            self.compare_on(&mut draft, None, condition);
        }
        draft.own(None, "message", message, self);
        if let Some(code) = code {
            draft.own(None, "statusCode", code, self);
        }
        self.mirror(&mut draft);
        draft.place(self);
        if condition.is_none() {
            self.frame().ended = Some(span);
        }
    }
}

/// The text that an attribute is given.
pub(crate) fn attribute_text(attr: &ast::Attr) -> Option<EcoString> {
    match attr.args.as_slice() {
        [Expr { kind: ExprKind::Text(text), .. }] => Some(text.clone()),
        _ => None,
    }
}

/// `@note("text")`, or `@note()` for a card that has lost its usual note.
pub(crate) fn note_of(attr: &ast::Attr) -> Note {
    attribute_text(attr).map_or(Note::None, Note::Text)
}

/// The call that becomes the statement's outermost card.
fn outermost_call(kind: &StmtKind) -> Option<&Expr> {
    let mut expr = match kind {
        StmtKind::Expr(expr) | StmtKind::Spawn(expr) => expr,
        StmtKind::Let(bindings) => &bindings.first()?.value,
        _ => return None,
    };
    loop {
        expr = match &expr.kind {
            ExprKind::Call(_) => return Some(expr),
            ExprKind::As(inner, _) | ExprKind::Paren(inner) | ExprKind::Field(inner, _) => inner,
            _ => return None,
        };
    }
}

/// A number with a unit in milliseconds.
fn milliseconds(number: &str, unit: &str) -> Option<u64> {
    let factor: u64 = match unit.trim_end_matches('s') {
        "m" => 1,
        "" => 1_000,
        "sec" | "second" => 1_000,
        "min" | "minute" => 60_000,
        "h" | "hour" => 3_600_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
