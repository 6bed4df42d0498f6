//! Cards that call a helper: loops, Map, Filter Custom and their like.
//!
//! A body that only calls a flow is the card over that flow, its arguments are the item mapping. Any other
//! body becomes a generated helper flow; values of the surroundings become its static inputs.

use std::sync::Arc;

use ecow::EcoString;
use flowc_ir::{FlowId, Input, ItemArgument, Role};
use flowc_stdlib::signature::{Signature, Subject};
use flowc_syntax::ast::{Arg, Block, CallExpr, Expr, ExprKind, Name, StmtKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::condition::comparison;
use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Lowering, Val};

/// Whether a card runs a helper flow for its items.
pub(crate) fn takes_helper(signature: &Signature) -> bool {
    signature.input(None, "flo").is_some()
        && !signature.is("control", "spawn")
        && !signature.is("control", "run")
}

/// What a helper-taking card runs: parameters and body of a closure or loop.
pub(crate) struct Work<'e> {
    pub params: Vec<&'e Name>,
    pub body: &'e Block,
    pub span: Span,
    /// The end of a generated helper's name; none = after the card.
    pub purpose: Option<EcoString>,
}

/// What a parameter of a closure stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// A value that the card takes from each item.
    Item(ItemArgument),
    /// The number of the item, which the platform gives.
    Index,
    /// What Reduce has so far, which reaches the helper's input `memo` by itself.
    Memo,
}

/// What the parameters of a closure stand for on a card.
pub(crate) fn given(signature: &Signature, params: usize) -> Vec<Given> {
    let field = |name: &str| Given::Item(ItemArgument::Field(name.into()));
    let item = Given::Item(ItemArgument::Item);
    match &signature.subject {
        Subject::System(channel, _) if channel == "object" && params > 1 => {
            vec![field("key"), field("value"), Given::Index]
        }
        _ if signature.is("list", "reduce") && params > 1 => vec![Given::Memo, item, Given::Index],
        _ if signature.is("control", "times") => vec![Given::Index],
        _ => vec![item, Given::Index],
    }
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
        let is_method = receiver.is_some();
        if receiver.is_some() {
            self.arguments(&mut draft, receiver, &[]);
        }
        let mut work: Option<Work<'_>> = None;
        for (position, arg) in call.args.iter().enumerate() {
            let at = arg.value.span;
            match (&arg.value.kind, &arg.name) {
                (ExprKind::Closure { params, body, .. }, None) => {
                    let before = work.as_ref().map(|work| work.span).or_else(|| draft.given_at(None, "flo"));
                    if let Some(first) = before {
                        self.report(diagnostics::argument_twice("helper_flow", at, first));
                        continue;
                    }
                    let purpose = want.key.as_deref().map(flowc_ir::names::name_from_title);
                    work = Some(Work { params: params.iter().collect(), body, span: at, purpose });
                }
                _ if arg.name.is_none() && position == 0 && !is_method => {
                    let receiver = self.operand(&arg.value);
                    self.arguments(&mut draft, Some(receiver), &[]);
                }
                (_, None) => {
                    let operand = self.operand(&arg.value);
                    match &work {
                        Some(work) => self.report(diagnostics::argument_twice("helper_flow", at, work.span)),
                        None => draft.own(None, "flo", operand, self),
                    }
                }
                (_, Some(_)) => self.arguments(&mut draft, None, std::slice::from_ref(arg)),
            }
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
            ExprKind::Closure { params, body, .. } => Some((params.iter().collect::<Vec<_>>(), &**body)),
            _ => None,
        });
        let form = closure.and_then(|(params, body)| self.form_without_helper(signature, &params, body));
        if let Some((path, comparison)) = form {
            let rest: Vec<Arg> = without_closures(&call.args);
            let mut draft = Draft::new(signature, span);
            self.arguments(&mut draft, receiver, &rest);
            self.compare_items(&mut draft, &path, comparison, span);
            return self.finish(draft, want);
        }
        match self.custom_sibling(signature) {
            Some(custom) => self.call_with_helper(&custom, receiver, call, span, want),
            None => {
                self.report(diagnostics::closure_out_of_place(span));
                Val::Error
            }
        }
    }

    /// What Filter and Find (`x => x.path op value`), Sort and Remove Duplicates (`x => x.path`) say by
    /// themselves.
    fn form_without_helper<'e>(
        &self,
        signature: &Signature,
        params: &[&Name],
        body: &'e Block,
    ) -> Option<(Vec<EcoString>, Option<Comparing<'e>>)> {
        let [only] = body.stmts.as_slice() else { return None };
        let StmtKind::Expr(expr) = &only.kind else { return None };
        let Some(at) = signature.input(None, "operator") else {
            let path = item_path(expr, params.get(..1)?)?;
            let sayable = !path.is_empty() && path.iter().all(|step| !step.contains('.'));
            return sayable.then_some((path, None));
        };
        let (path, operator, right) = path_comparison(expr, params)?;
        let operators = signature.inputs.get(at)?;
        operators
            .choice_pairs()
            .any(|(value, _)| value == operator)
            .then_some((path, Some((operator, right))))
    }

    fn compare_items(
        &mut self,
        draft: &mut Draft,
        path: &[EcoString],
        comparing: Option<Comparing<'_>>,
        span: Span,
    ) {
        let text = |text: &str| Operand { val: Val::Literal(Value::text(text)), slot: None, span };
        if !path.is_empty() {
            draft.own(None, "path", text(&path.join(".")), self);
        }
        let Some((operator, right)) = comparing else { return };
        draft.own(None, "operator", text(operator), self);
        if let Some(right) = right {
            let operand = self.operand(right);
            draft.own(None, "comparison", operand, self);
        }
    }

    /// Filter Custom of Filter, Find Custom of Find.
    fn custom_sibling(&self, signature: &Signature) -> Option<Arc<Signature>> {
        let method = match &signature.subject {
            Subject::System(channel, method) if channel == "list" => match method.as_str() {
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
        if let Some((flow, call)) = self.single_call(&draft.signature, work) {
            self.item_mapping(&mut draft, flow, call, work);
            return self.finish(draft, want);
        }
        self.generated_helper(draft, work, want)
    }

    /// The call that is a closure's whole body, if its arguments are items, their fields, or need no card.
    fn single_call<'e>(&mut self, signature: &Signature, work: &Work<'e>) -> Option<(FlowId, &'e CallExpr)> {
        let [only] = work.body.stmts.as_slice() else { return None };
        let StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) = &only.kind else { return None };
        if !only.is_plain() || call.options.is_some() {
            return None;
        }
        let name = match &call.callee.kind {
            ExprKind::Name(name) if !self.is_variable(&name.text) => name,
            _ => return None,
        };
        let (crate::declare::Symbol::Flow(flow), _) = self.world.symbol(self.module, &name.text)? else {
            return None;
        };
        let given = given(signature, work.params.len());
        let simple = call.args.iter().all(|arg| match mapped(&arg.value, &work.params, &given) {
            Some(Given::Item(_)) => true,
            Some(Given::Memo) => arg.name.as_ref().is_some_and(|name| name.text == "memo"),
            Some(Given::Index) => false,
            None => needs_no_card(&arg.value) && !mentions(&arg.value, &work.params),
        });
        simple.then_some((flow, call))
    }

    fn item_mapping(&mut self, draft: &mut Draft, flow: FlowId, call: &CallExpr, work: &Work<'_>) {
        draft.set_flow(flow);
        let given = given(&draft.signature, work.params.len());
        let mut seen: Vec<(EcoString, Span)> = Vec::new();
        for (position, arg) in call.args.iter().enumerate() {
            let Some((key, group, shape)) = self.flow_input(flow, position, arg) else { continue };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
                self.report(diagnostics::argument_twice(&key, arg.value.span, *first));
                continue;
            }
            seen.push((key.clone(), arg.value.span));
            let from = mapped(&arg.value, &work.params, &given);
            if from != Some(Given::Memo) {
                let input =
                    Input::new(key, shape.clone().unwrap_or(Shape::TEXT), Role::Author).grouped(group);
                self.mapped_argument(draft, input, shape, arg, from);
            }
        }
        let by_itself: &[&str] = if draft.signature.is("list", "reduce") { &["memo"] } else { &[] };
        let given: Vec<EcoString> = seen
            .into_iter()
            .map(|(key, _)| key)
            .chain(by_itself.iter().map(|key| EcoString::from(*key)))
            .collect();
        self.check_flow_arguments(flow, &given, call.callee.span);
    }

    /// `shape` is the type that the flow declares; a field it has not takes on what it is given.
    fn mapped_argument(
        &mut self,
        draft: &mut Draft,
        mut input: Input,
        shape: Option<Shape>,
        arg: &Arg,
        from: Option<Given>,
    ) {
        (input.label, input.description) = self.label(&arg.attrs);
        if let Some(Given::Item(item)) = from {
            if let ExprKind::As(_, written) = &arg.value.kind {
                input.shape = self.world.types.shape(written, self.module, &mut self.diagnostics);
            }
            draft.item_field(input, item);
            return;
        }
        let operand = self.operand(&arg.value);
        input.item = Some(ItemArgument::Constant);
        draft.field(input, shape, operand, self);
    }
}

/// An operator and the value that items are compared with.
type Comparing<'e> = (&'static str, Option<&'e Expr>);

/// What of an item an argument is, if it is nothing else.
fn mapped(value: &Expr, params: &[&Name], given: &[Given]) -> Option<Given> {
    let path = item_path(value, params)?;
    let name = first_name(value)?;
    let given = given.get(params.iter().position(|param| param.text == *name)?)?;
    match (given, path.as_slice()) {
        (given, []) => Some(given.clone()),
        (Given::Item(ItemArgument::Item), [field]) => Some(Given::Item(ItemArgument::Field(field.clone()))),
        _ => None,
    }
}

fn first_name(expr: &Expr) -> Option<&EcoString> {
    match &expr.kind {
        ExprKind::Name(name) => Some(&name.text),
        ExprKind::Field(inner, _) | ExprKind::As(inner, _) => first_name(inner),
        _ => None,
    }
}

/// Whether an expression is a literal, a name, or fields of one.
fn needs_no_card(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(_) => true,
        ExprKind::Field(inner, _) | ExprKind::As(inner, _) | ExprKind::Paren(inner) => needs_no_card(inner),
        _ => crate::shapes::constant(expr).is_some(),
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
fn path_comparison<'e>(
    expr: &'e Expr,
    params: &[&Name],
) -> Option<(Vec<EcoString>, &'static str, Option<&'e Expr>)> {
    let (left, operator, right) = comparison(expr)?;
    let path = item_path(left, params.get(..1)?)?;
    if path.iter().any(|step| step.contains('.')) || right.is_some_and(|right| mentions(right, params)) {
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
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Error(_) => {
            false
        }
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
