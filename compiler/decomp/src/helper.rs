//! Cards that call a helper flow for each item, and list cards that compare by themselves.

use ecow::EcoString;
use flowc_ir::{Card, CardId, Datum, FlowId, ItemArgument, Role};
use flowc_syntax::ast::{Arg, CallExpr, Expr, ExprKind, StmtKind};
use flowc_types::Shape;

use crate::expr::{arg, ascribed, block, field, name, path_parts, positional, postfix_base, stmt};
use crate::printer::{Inside, Printer};
use crate::program::flow_name;

/// Beside the name of a flow longer than this nothing else fits on a closure's first line.
const LONG_NAME: usize = 30;

/// A helper-calling card taken apart.
struct Helper {
    flow: FlowId,
    /// Arguments of the helper.
    arguments: Vec<usize>,
    /// Own inputs that are filled, but for the flow.
    own: Vec<usize>,
}

impl<'a> Printer<'a> {
    fn helper(&self, id: CardId, card: &Card) -> Option<Helper> {
        let flo = card.input(None, "flo")?;
        let flow = self.called(card).filter(|_| self.body.wires_into(id, flo).next().is_none())?;
        let filled = self.filled(id, card).into_iter().filter(|at| *at != flo);
        let (arguments, own): (Vec<usize>, Vec<usize>) =
            filled.partition(|at| card.inputs.get(*at).is_some_and(|input| input.role == Role::Author));
        let mapped = arguments.iter().all(|at| {
            card.inputs.get(*at).is_some_and(|input| input.group.is_none() && self.is_mapped(id, *at, input))
        });
        mapped.then_some(Helper { flow, arguments, own })
    }

    /// Whether a helper's argument is as lowering makes it.
    fn is_mapped(&self, id: CardId, at: usize, input: &flowc_ir::Input) -> bool {
        match input.item {
            Some(ItemArgument::Item | ItemArgument::Field(_)) => {
                self.body.wires_into(id, at).next().is_none()
            }
            Some(ItemArgument::Constant) => {
                input.datum != Datum::Untouched || self.body.wires_into(id, at).next().is_some()
            }
            None => false,
        }
    }

    /// `xs.map(x => f(a: x.A))`, `xs.filter(x => x.a == 1)`.
    pub fn helper_call(&mut self, id: CardId, card: &'a Card) -> Option<(Expr, bool)> {
        let signature = self.signature(card).filter(|signature| signature.card.is_some())?;
        if card.address.is("control", "run") {
            return None;
        }
        let (module, method) = signature.name.split_once('.')?;
        if matches!(signature.name.as_str(), "list.filter" | "list.find") {
            return self.comparing(id, card, method);
        }
        let helper = self.helper(id, card)?;
        let receiver = self.method_input(id, card, module);
        // The line up to the called flow's bracket cannot be broken.
        let called = self.cx.program.flows.get(helper.flow.index()).map_or(0, |flow| flow_name(flow).len());
        let inside = if called > LONG_NAME { Inside::None } else { Inside::Short };
        let order: Vec<(usize, Inside)> = receiver
            .into_iter()
            .chain(helper.own.iter().copied().filter(|at| Some(*at) != receiver))
            .map(|at| (at, inside))
            .chain(helper.arguments.iter().map(|at| (*at, Inside::None)))
            .collect();
        self.settle(id, &order);
        let base = match receiver {
            Some(at) => postfix_base(self.operand(id, card, at, None)),
            None => name(module),
        };
        let mut args: Vec<Arg> = Vec::new();
        for at in helper.own.iter().copied().filter(|at| Some(*at) != receiver) {
            let value = self.operand(id, card, at, None);
            let Some(port) = card.inputs.get(at).and_then(|input| self.port_of(card, input)) else {
                continue;
            };
            let first = args.is_empty() && receiver.is_none() && port.key == "list";
            args.push(if first {
                positional(value)
            } else {
                arg(&crate::card::source_name(signature, port), value)
            });
        }
        let method = match signature.name.as_str() {
            "list.filter_custom" => "filter",
            "list.find_custom" => "find",
            "list.sort_custom" => "sort",
            _ => method,
        };
        args.push(positional(self.closure(id, card, &helper)));
        let call = CallExpr { callee: field(base, method), options: None, args };
        Some((self.said(card, ExprKind::Call(Box::new(call)).into()), false))
    }

    fn closure(&mut self, id: CardId, card: &Card, helper: &Helper) -> Expr {
        let (item, call) = self.mapping(id, card, helper);
        let body = block(vec![stmt(StmtKind::Expr(call))]);
        ExprKind::Closure { params: vec![item.into()], body: Box::new(body), braces: false }.into()
    }

    /// The name of the item and the call that a closure or loop makes with it.
    fn mapping(&mut self, id: CardId, card: &Card, helper: &Helper) -> (EcoString, Expr) {
        let scope = self.names.clone();
        let whole = helper.arguments.iter().find_map(|at| {
            let input = card.inputs.get(*at)?;
            (input.item == Some(ItemArgument::Item)).then(|| input.key.clone())
        });
        let item = self.fresh_item(id, whole.as_deref().unwrap_or("item"));
        let mut args = Vec::new();
        for at in &helper.arguments {
            let Some(input) = card.inputs.get(*at) else { continue };
            let declared =
                self.parameter(helper.flow, input.group.as_ref(), &input.key).map(|field| field.shape);
            let item_type = declared.as_ref().unwrap_or(&Shape::TEXT);
            let value = match &input.item {
                Some(ItemArgument::Item) => self.item_value(name(&item), input, item_type),
                Some(ItemArgument::Field(key)) => self.item_value(field(name(&item), key), input, item_type),
                _ => self.operand(id, card, *at, declared.as_ref()),
            };
            let attrs = crate::attrs::label(input.label.as_deref(), input.description.as_deref());
            args.push(Arg { attrs, ..arg(&input.key, value) });
        }
        self.names = scope;
        let callee = self.cx.program.flows.get(helper.flow.index()).map_or("", flow_name);
        let call = CallExpr { callee: name(callee), options: None, args };
        (item, ExprKind::Call(Box::new(call)).into())
    }

    fn item_value(&self, value: Expr, input: &flowc_ir::Input, declared: &Shape) -> Expr {
        if input.shape == *declared { value } else { ascribed(value, &input.shape) }
    }

    /// `xs.filter(x => x.a == 1)`: Filter and Find that compare by themselves.
    fn comparing(&mut self, id: CardId, card: &Card, method: &str) -> Option<(Expr, bool)> {
        let at = |key: &str| card.input(None, key);
        let (list, operator, path, right) = (at("list")?, at("operator")?, at("path")?, at("comparison")?);
        let path = if self.is_untouched(id, card, path) {
            Vec::new()
        } else {
            path_parts(self.plain_text(id, card, path)?)?
        };
        let form = crate::condition::operator(self.plain_text(id, card, operator)?)?;
        if form.is_unary() && !self.is_untouched(id, card, right) {
            return None;
        }
        let receiver = self.method_input(id, card, "list");
        let pure = self.settle(id, &[(list, Inside::Any), (right, Inside::None)]);
        let scope = self.names.clone();
        let list = self.operand(id, card, list, None);
        let item = self.fresh_item(id, "item");
        let left = path.iter().fold(name(&item), |at, part| field(at, part));
        let condition = form.applied(left, |printer: &mut Self| printer.operand(id, card, right, None), self);
        self.names = scope;
        let body = block(vec![stmt(StmtKind::Expr(condition))]);
        let closure =
            ExprKind::Closure { params: vec![item.into()], body: Box::new(body), braces: false }.into();
        let (base, args) = match receiver {
            Some(_) => (postfix_base(list), vec![positional(closure)]),
            None => (name("list"), vec![positional(list), positional(closure)]),
        };
        let call = CallExpr { callee: field(base, method), options: None, args };
        Some((self.said(card, ExprKind::Call(Box::new(call)).into()), pure))
    }

    /// `for row in xs { f(a: row.A) }`, `repeat 3 { f() }`. `false` where the card needs its explicit form.
    pub fn loop_statement(&mut self, id: CardId, card: &'a Card) -> bool {
        let Some(helper) = self.helper(id, card) else { return false };
        let (Some(over), Some(concurrency)) =
            (card.input(None, "list").or_else(|| card.input(None, "count")), card.input(None, "concurrency"))
        else {
            return false;
        };
        if helper.own.iter().any(|at| *at != over && *at != concurrency) {
            return false;
        }
        let order: Vec<(usize, Inside)> = [(over, Inside::Any), (concurrency, Inside::Any)]
            .into_iter()
            .chain(helper.arguments.iter().map(|at| (*at, Inside::None)))
            .collect();
        self.settle(id, &order);
        let list = head(self.operand(id, card, over, None));
        let stated = !self.is_untouched(id, card, concurrency);
        let concurrency = stated.then(|| head(self.operand(id, card, concurrency, None)));
        let (item, call) = self.mapping(id, card, &helper);
        let body = Box::new(block(vec![stmt(StmtKind::Expr(call))]));
        let kind = if card.address.is("control", "times") {
            StmtKind::Repeat { count: list, concurrency, body }
        } else {
            let ignore_errors = card.address.is("list", "asyncEach");
            StmtKind::For { item: item.into(), list, concurrency, ignore_errors, body }
        };
        self.push(card, kind);
        true
    }
}

/// Brackets around a record, which would open a block here.
pub(crate) fn head(expr: Expr) -> Expr {
    if matches!(expr.kind, ExprKind::Record(_)) { crate::expr::paren(expr) } else { expr }
}
