//! All statements of a module, wherever they stand: in flows, arms, handlers, loops and closures.

use flowc_syntax::ast::{
    Arg, Attr, Block, Expr, ExprKind, FlowItem, Item, ItemKind, Module, OnError, Stmt, StmtKind,
    TemplatePart, TriggerKind,
};
use flowc_text::Span;

/// A statement, or a declaration around statements.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// From its attributes to its end.
    pub span: Span,
    /// What stands above it.
    pub attrs: &'a [Attr],
    /// The statement, if it is no declaration.
    pub stmt: Option<&'a Stmt>,
}

/// Declarations and statements, each in front of those inside it. Trees are as deep as the parser lets them be.
pub(crate) fn places(module: &Module) -> Vec<Place<'_>> {
    module.items.iter().flat_map(item_places).collect()
}

/// The same of one declaration.
pub(crate) fn item_places(item: &Item) -> Vec<Place<'_>> {
    let mut found = vec![Place { span: item.span, attrs: &item.attrs, stmt: None }];
    if let ItemKind::Flow(flow) = &item.kind {
        walk_flow(flow, &mut found);
    }
    found
}

fn walk_flow<'a>(flow: &'a FlowItem, found: &mut Vec<Place<'a>>) {
    if let Some(TriggerKind::Event { call, .. }) = flow.trigger.as_ref().map(|trigger| &trigger.kind) {
        walk_expr(call, found);
    }
    walk_block(&flow.body, found);
}

fn walk_block<'a>(block: &'a Block, found: &mut Vec<Place<'a>>) {
    for stmt in &block.stmts {
        if !is_else_if(stmt) {
            found.push(Place { span: stmt.span, attrs: &stmt.attrs, stmt: Some(stmt) });
        }
        walk_stmt(stmt, found);
    }
}

/// The `if` behind an `else` is a block of one statement in the tree and none in the text.
fn is_else_if(stmt: &Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::Expr(Expr { kind: ExprKind::If { chained: true, .. }, .. }))
}

fn walk_stmt<'a>(stmt: &'a Stmt, found: &mut Vec<Place<'a>>) {
    let mut all = |exprs: &mut dyn Iterator<Item = &'a Expr>| exprs.for_each(|expr| walk_expr(expr, found));
    match &stmt.kind {
        StmtKind::Comment { .. } | StmtKind::Error(_) => {}
        StmtKind::Let(bindings) => all(&mut bindings.iter().map(|binding| &binding.value)),
        StmtKind::Expr(expr) | StmtKind::Spawn(expr) => walk_expr(expr, found),
        StmtKind::For { list, concurrency, body, .. } => {
            all(&mut std::iter::once(list).chain(concurrency));
            walk_block(body, found);
        }
        StmtKind::Repeat { count, concurrency, body } => {
            all(&mut std::iter::once(count).chain(concurrency));
            walk_block(body, found);
        }
        StmtKind::Wait { amount, .. } => walk_expr(amount, found),
        StmtKind::ContinueIf { condition, otherwise } => {
            all(&mut std::iter::once(condition).chain(otherwise))
        }
        StmtKind::Return { fields, value, .. } => {
            all(&mut fields.iter().map(|field| &field.value).chain(value));
        }
        StmtKind::Fail { message, code, condition } => {
            all(&mut std::iter::once(message).chain(code).chain(condition));
        }
    }
    if let Some(OnError::Return(Some(value)) | OnError::Run(value)) =
        stmt.policy.as_ref().and_then(|policy| policy.on_error.as_ref())
    {
        walk_expr(value, found);
    }
}

fn walk_args<'a>(args: &'a [Arg], found: &mut Vec<Place<'a>>) {
    args.iter().for_each(|arg| walk_expr(&arg.value, found));
}

fn walk_expr<'a>(expr: &'a Expr, found: &mut Vec<Place<'a>>) {
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Error(_) => {}
        ExprKind::Template(parts) => {
            for part in parts {
                if let TemplatePart::Hole(hole) = part {
                    walk_expr(hole, found);
                }
            }
        }
        ExprKind::Prefixed(_, inner)
        | ExprKind::Field(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::IsEmpty(inner, _)
        | ExprKind::As(inner, _)
        | ExprKind::Paren(inner) => walk_expr(inner, found),
        ExprKind::Index(left, right) | ExprKind::Binary(_, left, right) => {
            walk_expr(left, found);
            walk_expr(right, found);
        }
        ExprKind::Call(call) => {
            walk_expr(&call.callee, found);
            walk_args(call.options.as_deref().unwrap_or_default(), found);
            walk_args(&call.args, found);
        }
        ExprKind::List(items) => items.iter().for_each(|item| walk_expr(item, found)),
        ExprKind::Record(fields) => walk_args(fields, found),
        ExprKind::Closure { body, braces: true, .. } => walk_block(body, found),
        ExprKind::Closure { body, braces: false, .. } => {
            body.stmts.iter().for_each(|stmt| walk_stmt(stmt, found))
        }
        ExprKind::If { condition, then, otherwise, .. } => {
            walk_expr(condition, found);
            walk_block(then, found);
            otherwise.iter().for_each(|block| walk_block(block, found));
        }
        ExprKind::Branch { arms, otherwise } => {
            for arm in arms {
                walk_expr(&arm.condition, found);
                walk_block(&arm.body, found);
            }
            otherwise.iter().for_each(|block| walk_block(block, found));
        }
        ExprKind::Try { body, handler, .. } => {
            walk_block(body, found);
            walk_block(handler, found);
        }
        ExprKind::Match { value, arms, otherwise } => {
            walk_expr(value, found);
            for (constant, result) in arms {
                walk_expr(constant, found);
                walk_expr(result, found);
            }
            otherwise.iter().for_each(|otherwise| walk_expr(otherwise, found));
        }
        ExprKind::Where { condition, .. } => {
            condition.iter().for_each(|condition| walk_expr(condition, found))
        }
    }
}
