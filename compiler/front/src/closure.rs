//! Cards that call a helper: loops, Map, Filter Custom and their like.
//!
//! A body that only calls a flow is the card over that flow, its arguments are the item mapping. Any other
//! body becomes a generated helper flow; values of the surroundings become its static inputs.

use std::sync::Arc;

use ecow::{EcoString, eco_format};
use flowc_ir::{
    Body, BodyId, Datum, Edge, Flow, FlowId, Input, ItemArgument, Origin, Output, Role,
};
use flowc_stdlib::signature::Signature;
use flowc_syntax::ast::{Arg, Block, CallExpr, Expr, ExprKind, Name, StmtKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::condition::comparison;
use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Boundary, Frame, Lowering, PortRef, Val};
use crate::start::{StartKind, start_card};

/// Whether a card runs a helper flow for its items.
pub(crate) fn takes_helper(signature: &Signature) -> bool {
    signature.input(None, "flo").is_some() && !signature.is("control", "spawn") && !signature.is("control", "run")
}

/// What a helper-taking card runs: parameters and body of a closure or loop.
pub(crate) struct Work<'e> {
    pub params: Vec<&'e Name>,
    pub body: &'e Block,
    pub span: Span,
}

impl Lowering<'_> {
    /// `xs.map(concurrency: 5, x => …)`, `list.filter_custom(xs, helper)`.
    pub fn call_with_helper(
        &mut self,
        signature: &Arc<Signature>,
        receiver: Option<Operand>,
        call: &CallExpr,
        span: Span,
        want: &mut Want,
    ) -> Val {
        let mut draft = Draft::new(signature, span);
        let mut receiver = receiver;
        let mut work = None;
        for (position, arg) in call.args.iter().enumerate() {
            match (&arg.value.kind, &arg.name) {
                (ExprKind::Closure { params, body, .. }, None) => {
                    work = Some(Work { params: params.iter().collect(), body, span: arg.value.span });
                }
                _ if arg.name.is_none() && position == 0 && receiver.is_none() => {
                    receiver = Some(self.operand(&arg.value));
                }
                (_, None) => {
                    let operand = self.operand(&arg.value);
                    draft.own(None, "flo", operand, self);
                }
                (_, Some(_)) => self.arguments(&mut draft, None, std::slice::from_ref(arg)),
            }
        }
        if let Some(receiver) = receiver {
            self.arguments(&mut draft, Some(receiver), &[]);
        }
        match work {
            Some(work) => self.run_work(draft, &work, want),
            None => {
                self.mirror(&mut draft);
                self.finish(draft, want)
            }
        }
    }

    /// `xs.filter(x => …)`, `xs.find(x => …)`: the card that compares by itself where it can say the
    /// condition, otherwise its Custom sibling with a helper.
    pub fn call_comparing(
        &mut self,
        signature: &Arc<Signature>,
        receiver: Option<Operand>,
        call: &CallExpr,
        span: Span,
        want: &mut Want,
    ) -> Val {
        let closure = call.args.iter().find_map(|arg| match &arg.value.kind {
            ExprKind::Closure { params, body, .. } => {
                Some(Work { params: params.iter().collect(), body, span: arg.value.span })
            }
            _ => None,
        });
        let custom = match closure.as_ref().map(path_comparison) {
            Some(Some((path, operator, right))) => {
                let rest: Vec<Arg> = without_closures(&call.args);
                let mut draft = Draft::new(signature, span);
                self.arguments(&mut draft, receiver, &rest);
                self.compare_items(&mut draft, &path, operator, right, span);
                return self.finish(draft, want);
            }
            _ => self.custom_sibling(signature),
        };
        match custom {
            Some(custom) => self.call_with_helper(&custom, receiver, call, span, want),
            None => {
                self.report(diagnostics::closure_out_of_place(span));
                Val::Error
            }
        }
    }

    fn compare_items(
        &mut self,
        draft: &mut Draft,
        path: &[EcoString],
        operator: &str,
        right: Option<&Expr>,
        span: Span,
    ) {
        let text = |text: &str| Operand { val: Val::Literal(Value::text(text)), slot: None, span };
        if !path.is_empty() {
            draft.own(None, "path", text(&path.join(".")), self);
        }
        draft.own(None, "operator", text(operator), self);
        if let Some(right) = right {
            let operand = self.operand(right);
            draft.own(None, "comparison", operand, self);
        }
    }

    /// Filter Custom of Filter, Find Custom of Find.
    fn custom_sibling(&self, signature: &Signature) -> Option<Arc<Signature>> {
        let method = match &signature.subject {
            flowc_stdlib::signature::Subject::System(channel, method) if channel == "list" => match method.as_str() {
                "filterBy" => "filter",
                "findBy" => "find",
                "sortBy" => "sort",
                "uniqueBy" => "unique",
                _ => return None,
            },
            _ => return None,
        };
        self.signatures.of_system("list", method).cloned()
    }

    /// Places a helper-taking card over its work.
    pub fn run_work(&mut self, mut draft: Draft, work: &Work<'_>, want: &mut Want) -> Val {
        if let Some((flow, call)) = self.single_call(work) {
            self.item_mapping(&mut draft, flow, call, work);
            return self.finish(draft, want);
        }
        self.generated_helper(draft, work, want)
    }

    /// The call that is a closure's whole body, if its arguments are items, their fields, or constants.
    fn single_call<'e>(&mut self, work: &Work<'e>) -> Option<(FlowId, &'e CallExpr)> {
        let [only] = work.body.stmts.as_slice() else { return None };
        let StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) = &only.kind else { return None };
        if !only.attrs.is_empty() || only.policy.is_some() || call.options.is_some() {
            return None;
        }
        let name = match &call.callee.kind {
            ExprKind::Name(name) if self.variable(&name.text).is_none() => name,
            _ => return None,
        };
        let (crate::declare::Symbol::Flow(flow), _) = self.world.symbol(self.module, &name.text)? else {
            return None;
        };
        let simple = call.args.iter().all(|arg| {
            item_path(&arg.value, &work.params).is_some_and(|path| path.len() <= 1)
                || !mentions(&arg.value, &work.params)
        });
        simple.then_some((flow, call))
    }

    fn item_mapping(&mut self, draft: &mut Draft, flow: FlowId, call: &CallExpr, work: &Work<'_>) {
        if let Some(input) = draft.card.input(None, "flo").and_then(|at| draft.card.inputs.get_mut(at)) {
            input.datum = Datum::Flow(flow);
        }
        let inputs = self.world.flow(flow).map(|decl| decl.inputs.clone()).unwrap_or_default();
        let title = self.program.flows.get(flow.index()).map(|flow| flow.title.clone()).unwrap_or_default();
        for (position, arg) in call.args.iter().enumerate() {
            let field = match &arg.name {
                Some(name) => inputs.iter().find(|field| field.key == name.text || field.name == name.text),
                None => inputs.get(position),
            };
            let (key, shape) = match (field, &arg.name) {
                (Some(field), _) => (field.key.clone(), field.shape.clone()),
                (None, Some(name)) => {
                    let known: Vec<EcoString> = inputs.iter().map(|field| field.key.clone()).collect();
                    self.report(diagnostics::unknown_flow_input(&title, name, &known));
                    (name.text.clone(), Shape::TEXT)
                }
                (None, None) => {
                    self.report(diagnostics::too_many_arguments(&title, inputs.len(), arg.value.span));
                    continue;
                }
            };
            self.mapped_argument(draft, &key, shape, arg, work);
        }
    }

    fn mapped_argument(&mut self, draft: &mut Draft, key: &str, shape: Shape, arg: &Arg, work: &Work<'_>) {
        let (label, description) = self.label(&arg.attrs);
        let (value, slot) = match &arg.value.kind {
            ExprKind::As(inner, written) => {
                (&**inner, Some(self.world.types.shape(written, self.module, &mut self.diagnostics)))
            }
            _ => (&arg.value, None),
        };
        let item = item_path(value, &work.params).map(|path| match path.first() {
            Some(field) => ItemArgument::Field(field.clone()),
            None => ItemArgument::Item,
        });
        match item {
            Some(item) => draft.item_field(key, slot.unwrap_or(shape), item),
            None => {
                let operand = self.operand(&arg.value);
                let input = Input {
                    item: Some(ItemArgument::Constant),
                    ..Input::new(key, Shape::TEXT, Role::Author)
                };
                draft.field(input, Some(shape), operand, self);
            }
        }
        if let Some(input) = draft.card.inputs.last_mut() {
            (input.label, input.description) = (label, description);
        }
    }

    /// A helper of its own for a closure that does more than call one flow.
    fn generated_helper(&mut self, mut draft: Draft, work: &Work<'_>, want: &mut Want) -> Val {
        let list_item = draft.card.inputs.first().map_or(Shape::ANY, |input| input.shape.item().clone());
        let flow = self.new_helper(&draft.card.title, work.span);
        if let Some(input) = draft.card.input(None, "flo").and_then(|at| draft.card.inputs.get_mut(at)) {
            input.datum = Datum::Flow(flow);
        }
        for param in &work.params {
            draft.item_field(&param.text, list_item.clone(), ItemArgument::Item);
        }
        draft.compute_outputs();
        if let Some(shape) = want.ascribed.take() {
            draft.ascribe(&shape);
        }
        let placed = draft.place(self);
        self.open_helper(flow, placed.card, work, &list_item);
        let value = self.block(work.body, true);
        self.return_from_helper(value, work.span);
        self.frames.pop();
        self.outermost = Some(placed);
        self.result_of(placed)
    }

    fn new_helper(&mut self, purpose: &str, span: Span) -> FlowId {
        let id = FlowId::new(self.program.flows.len());
        let outer = self.frames.first().map_or(0, |frame| frame.flow.index());
        let outer = self.program.flows.get(outer);
        let (name, title, folder) = outer
            .map(|flow| (flow.name.clone(), flow.title.clone(), flow.folder))
            .unwrap_or_default();
        let word = flowc_ir::names::name_from_title(purpose);
        let base = eco_format!("{name}_{word}");
        let mut unique = base.clone();
        let mut number = 2;
        while self.program.flows.iter().any(|flow| flow.name == unique) {
            unique = eco_format!("{base}_{number}");
            number += 1;
        }
        let suffix = if number > 2 { eco_format!(" {}", number - 1) } else { EcoString::new() };
        self.program.flows.push(Flow {
            title: eco_format!("{title} / {purpose}{suffix}"),
            name: unique,
            description: EcoString::new(),
            folder,
            bodies: vec![Body::new(start_card(StartKind::Helper, self.signatures))],
            schedule: None,
            security: None,
            log: true,
            builder: None,
            origin: Origin::Source(span),
        });
        id
    }

    fn open_helper(&mut self, flow: FlowId, owner: flowc_ir::CardId, work: &Work<'_>, item: &Shape) {
        let Some(body) = self.program.flows.get_mut(flow.index()).and_then(|flow| flow.bodies.first_mut()) else {
            return;
        };
        let start = body.start;
        let mut ports = Vec::new();
        if let Some(card) = body.card_mut(start) {
            for param in &work.params {
                let input = Input::new(param.text.clone(), item.clone(), Role::Author);
                card.outputs.push(Output::mirroring(&input));
                ports.push(card.outputs.len() - 1);
                let datum = Datum::Literal(crate::draft::empty_datum(&input.shape));
                card.inputs.push(input.with(datum));
            }
        }
        self.frames.push(Frame {
            flow,
            body: BodyId(0),
            cursor: (start, Edge::Next),
            boundary: Boundary::Helper(owner),
            scopes: vec![Default::default()],
            ended: None,
        });
        let frame = self.depth();
        for (param, output) in work.params.iter().zip(ports) {
            let card = crate::scope::CardRef { frame, card: start };
            self.bind(&param.text, param.span, Val::Port(PortRef { card, output, path: Vec::new() }));
        }
    }

    /// The Return of a generated helper: a record gives its fields, any other value one field.
    fn return_from_helper(&mut self, value: Option<crate::container::Results>, span: Span) {
        let Some(results) = value.filter(|results| !results.is_empty()) else { return };
        let Some(mut draft) = self.draft("control", "return", span) else { return };
        for (key, operand) in results.named("result") {
            draft.field(Input::new(key, Shape::TEXT, Role::Author), None, operand, self);
        }
        self.mirror(&mut draft);
        draft.place(self);
    }
}

fn without_closures(args: &[Arg]) -> Vec<Arg> {
    args.iter().filter(|arg| !matches!(arg.value.kind, ExprKind::Closure { .. })).cloned().collect()
}

/// `x.a.b` as a path from the closure's item.
pub(crate) fn item_path(expr: &Expr, params: &[&Name]) -> Option<Vec<EcoString>> {
    match &expr.kind {
        ExprKind::Name(name) if params.iter().any(|param| param.text == name.text) => Some(Vec::new()),
        ExprKind::Field(base, name) => {
            let mut path = item_path(base, params)?;
            path.push(name.text.clone());
            Some(path)
        }
        ExprKind::As(inner, _) => item_path(inner, params),
        _ => None,
    }
}

/// `x => x.path op value`, where the value does not depend on the item.
pub(crate) fn path_comparison<'e>(work: &Work<'e>) -> Option<(Vec<EcoString>, &'static str, Option<&'e Expr>)> {
    let [only] = work.body.stmts.as_slice() else { return None };
    let StmtKind::Expr(expr) = &only.kind else { return None };
    let (left, operator, right) = comparison(expr)?;
    let path = item_path(left, &work.params)?;
    if path.iter().any(|step| step.contains('.')) || right.is_some_and(|right| mentions(right, &work.params)) {
        return None;
    }
    Some((path, operator, right))
}

/// Whether an expression uses one of these names.
pub(crate) fn mentions(expr: &Expr, params: &[&Name]) -> bool {
    let any = |exprs: &[Expr]| exprs.iter().any(|expr| mentions(expr, params));
    let args = |args: &[Arg]| args.iter().any(|arg| mentions(&arg.value, params));
    match &expr.kind {
        ExprKind::Name(name) => params.iter().any(|param| param.text == name.text),
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Error(_) => false,
        ExprKind::Template(parts) => parts.iter().any(|part| match part {
            flowc_syntax::ast::TemplatePart::Hole(hole) => mentions(hole, params),
            flowc_syntax::ast::TemplatePart::Text(_) => false,
        }),
        ExprKind::Prefixed(_, inner)
        | ExprKind::Field(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::IsEmpty(inner, _)
        | ExprKind::As(inner, _)
        | ExprKind::Paren(inner) => mentions(inner, params),
        ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => mentions(a, params) || mentions(b, params),
        ExprKind::Call(call) => mentions(&call.callee, params) || args(&call.args),
        ExprKind::List(items) => any(items),
        ExprKind::Record(fields) => args(fields),
        // Blocks are never simple arguments.
        ExprKind::Closure { .. }
        | ExprKind::If { .. }
        | ExprKind::Branch { .. }
        | ExprKind::Try { .. }
        | ExprKind::Match { .. }
        | ExprKind::Where { .. } => true,
    }
}
