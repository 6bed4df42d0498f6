//! Expressions: what each form becomes.

use ecow::EcoString;
use flowc_ir::{Input, Role, item_key};
use flowc_syntax::ast::{Arg, BinaryOp, Expr, ExprKind};
use flowc_types::Shape;
use flowc_value::Value;

use crate::diagnostics;
use crate::distinct::{check_literal, field_name};
use crate::draft::{Draft, Operand};
use crate::scope::{Lowering, PortRef, Val};
use crate::shapes::constant;

/// What is known about the place an expression stands in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Want {
    /// What `as` says. A card takes it for its output; what is left over speaks of the slot.
    pub ascribed: Option<Shape>,
    /// The key of a container's only output.
    pub key: Option<EcoString>,
    /// Nobody reads the value.
    pub discarded: bool,
}

impl Lowering<'_> {
    /// An expression as the operand of a card.
    pub fn operand(&mut self, expr: &Expr) -> Operand {
        let mut want = Want::default();
        let val = self.value(expr, &mut want);
        Operand { val, slot: want.ascribed, span: expr.span }
    }

    /// An expression that only becomes a card if it must.
    pub fn value(&mut self, expr: &Expr, want: &mut Want) -> Val {
        if let Some(value) = constant(expr) {
            check_literal(expr, &mut self.diagnostics);
            return Val::Literal(value);
        }
        match &expr.kind {
            ExprKind::As(inner, shape) => {
                let shape = self.world.types.shape(shape, self.module, &mut self.diagnostics);
                want.ascribed = Some(shape);
                self.value(inner, want)
            }
            ExprKind::Paren(inner) => {
                let mut own = Want { key: want.key.clone(), ..Want::default() };
                let val = self.value(inner, &mut own);
                want.ascribed = want.ascribed.take().or(own.ascribed);
                val
            }
            ExprKind::Name(name) => self.name(name),
            ExprKind::Field(..) | ExprKind::Index(..) => self.access(expr, want),
            ExprKind::Call(call) => self.call(call, expr.span, want),
            ExprKind::Template(parts) => self.compose(parts, expr.span, want),
            ExprKind::Prefixed(word, inner) => self.prefixed(word, inner, want),
            ExprKind::List(items) => self.list(items, expr, want),
            ExprKind::Record(fields) => self.record(fields, expr, want),
            ExprKind::Negate(inner) => {
                let zero = Operand { val: Val::Literal(Value::Number(0.0)), slot: None, span: expr.span };
                let right = self.operand(inner);
                self.two_operands("math", "subtract", zero, right, expr, want)
            }
            ExprKind::Not(inner) => self.not(inner, expr, want),
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, expr, want),
            ExprKind::IsEmpty(..) => self.comparison_card(expr, want),
            ExprKind::If { .. } => self.if_else(expr, want),
            ExprKind::Branch { arms, otherwise } => self.branch(arms, otherwise.as_deref(), expr, want),
            ExprKind::Try { body, name, handler } => self.try_catch(body, name.as_ref(), handler, expr, want),
            ExprKind::Match { value, arms, otherwise } => {
                self.lookup(value, arms, otherwise.as_deref(), expr, want)
            }
            ExprKind::Closure { .. } => {
                self.report(diagnostics::closure_out_of_place(expr.span));
                Val::Error
            }
            ExprKind::Where { .. } => {
                self.report(diagnostics::where_out_of_place(expr.span));
                Val::Error
            }
            ExprKind::Error(_) => Val::Error,
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Text(_) => Val::Error,
        }
    }

    fn name(&mut self, name: &flowc_syntax::ast::Name) -> Val {
        if let Some(val) = self.read_variable(&name.text) {
            return val;
        }
        match self.world.symbol(self.module, &name.text) {
            Some((crate::declare::Symbol::Flow(flow), _)) => return Val::Flow(flow),
            Some((crate::declare::Symbol::Table(table), _)) => return Val::Table(table),
            Some((crate::declare::Symbol::Connection(connection), _)) => return Val::Connection(connection),
            Some((crate::declare::Symbol::Module(_), _)) => return Val::Module(name.text.clone()),
            Some((crate::declare::Symbol::Type, _)) | None => {}
        }
        if self.world.is_card_module(&name.text) {
            return Val::Module(name.text.clone());
        }
        if self.world.is_connector(&name.text) {
            return Val::Connector(name.text.clone());
        }
        if let Some(given) = self.given_later(&name.text) {
            self.report(diagnostics::used_too_early(&name.text, name.span, given));
            return Val::Error;
        }
        if ["compose", "formula"].contains(&name.text.as_str()) {
            self.report(diagnostics::text_expected(&name.text, name.span));
            return Val::Error;
        }
        let mut known = self.variable_names();
        known.extend(self.world.names(self.module));
        self.report(diagnostics::unknown("name", &name.text, name.span, &known));
        Val::Error
    }

    /// `[a, b]` of which one part is no literal: list Construct.
    fn list(&mut self, items: &[Expr], expr: &Expr, want: &mut Want) -> Val {
        let operands: Vec<Operand> = items.iter().map(|item| self.operand(item)).collect();
        let Some(mut draft) = self.draft("list", "construct", expr.span) else { return Val::Error };
        for (number, operand) in operands.into_iter().enumerate() {
            draft.field(Input::new(item_key(number), Shape::TEXT, Role::Author), None, operand, self);
        }
        self.finish(draft, want)
    }

    /// `{ a: x }` of which one part is no literal: object Construct.
    fn record(&mut self, fields: &[Arg], expr: &Expr, want: &mut Want) -> Val {
        let operands = self.named_operands(fields);
        let Some(mut draft) = self.draft("object", "construct", expr.span) else { return Val::Error };
        for (input, operand) in operands {
            draft.field(input, None, operand, self);
        }
        self.finish(draft, want)
    }

    /// A field of a record literal: its input and its value.
    pub fn named_operand(&mut self, field: &Arg) -> Option<(Input, Operand)> {
        let Some(name) = field_name(field) else {
            self.report(diagnostics::field_without_name(field.value.span));
            return None;
        };
        let operand = self.operand(&field.value);
        let mut input = Input::new(name.text.clone(), Shape::TEXT, Role::Author);
        (input.label, input.description) = self.label(&field.attrs);
        Some((input, operand))
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, expr: &Expr, want: &mut Want) -> Val {
        match op {
            BinaryOp::Default => self.default_operator(left, right, expr, want),
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => self.logic(op, expr, want),
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide => {
                self.arithmetic(op, left, right, expr, want)
            }
            _ => self.comparison_card(expr, want),
        }
    }

    /// `not x`: Not.
    fn not(&mut self, inner: &Expr, expr: &Expr, want: &mut Want) -> Val {
        let operand = self.operand(inner);
        let Some(mut draft) = self.draft("boolean", "not", expr.span) else { return Val::Error };
        let signature = draft.signature.clone();
        if let Some(port) = signature.inputs.first() {
            draft.own(port.group.as_deref(), &port.key, operand, self);
        }
        self.finish(draft, want)
    }

    /// `a + b` is a Number card; compound arithmetic is one Formula.
    fn arithmetic(&mut self, op: BinaryOp, left: &Expr, right: &Expr, expr: &Expr, want: &mut Want) -> Val {
        if [left, right].into_iter().any(is_arithmetic) {
            return self.formula_of(expr, want);
        }
        let method = match op {
            BinaryOp::Add => "add",
            BinaryOp::Subtract => "subtract",
            BinaryOp::Multiply => "multiply",
            _ => "divide",
        };
        let left = self.operand(left);
        let right = self.operand(right);
        let result = self.two_operands("math", method, left, right, expr, want);
        match result {
            // Divide also gives a percentage; the operator means the number.
            Val::Card(card) => Val::Port(PortRef { card, output: 0, path: Vec::new() }),
            other => other,
        }
    }

    /// A card whose first two own inputs are the operands.
    pub fn two_operands(
        &mut self,
        channel: &str,
        method: &str,
        left: Operand,
        right: Operand,
        expr: &Expr,
        want: &mut Want,
    ) -> Val {
        let Some(mut draft) = self.draft(channel, method, expr.span) else { return Val::Error };
        let signature = draft.signature.clone();
        for (port, operand) in signature.inputs.iter().zip([left, right]) {
            draft.own(port.group.as_deref(), &port.key, operand, self);
        }
        self.finish(draft, want)
    }

    /// `a and b and c` without brackets is one card with three inputs.
    fn logic(&mut self, op: BinaryOp, expr: &Expr, want: &mut Want) -> Val {
        let mut parts = Vec::new();
        flatten(op, expr, &mut parts);
        let mut operands = Vec::new();
        for (position, part) in parts.iter().enumerate() {
            let before = self.body().graph.node_count();
            operands.push(self.operand(part));
            if position > 0 {
                self.check_eager(before, part.span, sign(op));
            }
        }
        let Some(mut draft) = self.draft("boolean", sign(op), expr.span) else { return Val::Error };
        let signature = draft.signature.clone();
        let mut ports = signature.inputs.iter();
        for (position, operand) in operands.into_iter().enumerate() {
            match ports.next() {
                Some(port) => draft.own(port.group.as_deref(), &port.key, operand, self),
                None => {
                    let key = ecow::eco_format!("input {}", position + 1);
                    draft.field(
                        Input::new(key, Shape::BOOLEAN, Role::Author),
                        Some(Shape::BOOLEAN),
                        operand,
                        self,
                    );
                }
            }
        }
        self.finish(draft, want)
    }

    /// `a ?? b`: Assign If that gives `a` unless it is empty.
    fn default_operator(&mut self, left: &Expr, right: &Expr, expr: &Expr, want: &mut Want) -> Val {
        let left = self.operand(left);
        let before = self.body().graph.node_count();
        let right = self.operand(right);
        self.check_eager(before, right.span, "??");
        let Some(mut draft) = self.draft("control", "assignIf", expr.span) else { return Val::Error };
        draft.own(None, "left-operand", left.clone(), self);
        let empty = Operand { val: Val::Literal(Value::text("is empty")), slot: None, span: expr.span };
        draft.own(None, "operator", empty, self);
        draft.own(None, "valueIfTrue", right, self);
        draft.own(None, "valueIfFalse", left, self);
        self.finish(draft, want)
    }

    /// Expressions are eager: a card with effects to the right of a short-cutting operator would run always.
    pub fn check_eager(&mut self, before: usize, span: flowc_text::Span, operator: &str) {
        let signatures = self.signatures;
        let cards = self.body().graph.node_weights().skip(before);
        let effect = cards.into_iter().find(|card| !is_harmless(&card.address, signatures));
        if let Some(title) = effect.map(|card| card.title.clone()) {
            self.report(diagnostics::eager(operator, &title, span));
        }
    }

    /// A card of the platform's own, ready to be filled.
    pub fn draft(&mut self, channel: &str, method: &str, span: flowc_text::Span) -> Option<Draft> {
        match self.signatures.of_system(channel, method) {
            Some(signature) => Some(Draft::new(signature, span)),
            None => {
                self.report(diagnostics::card_not_defined(channel, method, span));
                None
            }
        }
    }

    /// Places a card; its outputs get the types that follow from its inputs, then what `as` said.
    pub fn finish(&mut self, mut draft: Draft, want: &mut Want) -> Val {
        draft.compute_outputs();
        self.place_as_said(draft, want)
    }

    /// Places a card whose outputs have their types, but for what `as` says.
    pub fn place_as_said(&mut self, mut draft: Draft, want: &mut Want) -> Val {
        if let Some(shape) = want.ascribed.take() {
            let span = draft.span();
            draft.ascribe(&shape, span, self);
        }
        let placed = draft.place(self);
        self.result_of(placed)
    }

    /// The value of a placed card: its only own output, or the card with its outputs.
    pub fn result_of(&mut self, placed: crate::scope::CardRef) -> Val {
        let outputs: Vec<(Role, bool)> =
            self.card(placed).outputs.iter().map(|output| (output.role, output.group.is_some())).collect();
        let failed = self.card(placed).inputs.iter().any(|input| input.shape == Shape::Error);
        match outputs.as_slice() {
            // What the card would have given may hang on what was wrong with it.
            [] if failed => Val::Error,
            [] if !self.gives_more(placed) => Val::Nothing,
            [(Role::Own, false)] => Val::Port(PortRef { card: placed, output: 0, path: Vec::new() }),
            _ => Val::Card(placed),
        }
    }
}

/// Whether a card may run although its value is not needed: it changes nothing and asks nobody.
fn is_harmless(address: &flowc_ir::Address, signatures: &flowc_stdlib::signature::Signatures) -> bool {
    use flowc_stdlib::Class;
    let steers = ["if", "join", "let", "comment"].iter().any(|method| address.is("control", method));
    steers || matches!(crate::call::class_of(address, signatures), Class::Pure | Class::Clock | Class::Random)
}

const fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::And => "and",
        BinaryOp::Or => "or",
        _ => "xor",
    }
}

fn is_arithmetic(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) | ExprKind::Negate(inner) => is_arithmetic(inner),
        ExprKind::Binary(op, ..) => {
            matches!(op, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide)
        }
        _ => false,
    }
}

fn flatten<'e>(op: BinaryOp, expr: &'e Expr, into: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary(inner, left, right) if *inner == op => {
            flatten(op, left, into);
            into.push(right);
        }
        _ => into.push(expr),
    }
}
