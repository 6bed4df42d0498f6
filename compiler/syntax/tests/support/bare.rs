//! Trees without brackets.

use flowc_syntax::ast::*;

/// Takes all brackets out.
pub fn bare(module: &Module) -> Module {
    let mut module = module.clone();
    for item in &mut module.items {
        attrs(&mut item.attrs);
        match &mut item.kind {
            ItemKind::Table { columns, .. } => params(columns),
            ItemKind::Type { shape: of, .. } => shape(of),
            ItemKind::Flow(flow) | ItemKind::ExternFlow(flow) => {
                params(&mut flow.params);
                flow.outputs.iter_mut().for_each(|outputs| params(outputs));
                match flow.trigger.as_mut().map(|trigger| &mut trigger.kind) {
                    Some(TriggerKind::Connector { groups, .. }) => params(groups),
                    Some(TriggerKind::Api { settings, groups }) => {
                        args(settings);
                        params(groups);
                    }
                    Some(TriggerKind::Delegated(fields) | TriggerKind::Hook(fields)) => params(fields),
                    Some(TriggerKind::Event { call, .. }) => expr(call),
                    _ => {}
                }
                block(&mut flow.body);
            }
            _ => {}
        }
    }
    module
}

fn attrs(attrs: &mut [Attr]) {
    attrs.iter_mut().flat_map(|attr| &mut attr.args).for_each(expr);
}

fn params(params: &mut [Param]) {
    for param in params {
        attrs(&mut param.attrs);
        param.shape.iter_mut().for_each(shape);
        param.default.iter_mut().for_each(expr);
    }
}

fn shape(shape_expr: &mut ShapeExpr) {
    match &mut shape_expr.kind {
        ShapeKind::Name(_) => {}
        ShapeKind::List(item) => shape(item),
        ShapeKind::Record { fields, .. } => params(fields),
    }
}

fn args(args: &mut [Arg]) {
    for arg in args {
        attrs(&mut arg.attrs);
        expr(&mut arg.value);
    }
}

fn block(block: &mut Block) {
    block.stmts.iter_mut().for_each(stmt);
}

fn stmt(stmt: &mut Stmt) {
    attrs(&mut stmt.attrs);
    match &mut stmt.kind {
        StmtKind::Let(bindings) => {
            for binding in bindings {
                attrs(&mut binding.attrs);
                expr(&mut binding.value);
                if let Pattern::Record(fields) = &mut binding.pattern {
                    for field in fields {
                        attrs(&mut field.attrs);
                        field.shape.iter_mut().for_each(shape);
                    }
                }
            }
        }
        StmtKind::Expr(value) | StmtKind::Spawn(value) | StmtKind::Wait { amount: value, .. } => expr(value),
        StmtKind::For { list: value, concurrency, body, .. }
        | StmtKind::Repeat { count: value, concurrency, body } => {
            expr(value);
            concurrency.iter_mut().for_each(expr);
            block(body);
        }
        StmtKind::ContinueIf { condition, otherwise } => {
            expr(condition);
            otherwise.iter_mut().for_each(expr);
        }
        StmtKind::Return { fields, value, .. } => {
            args(fields);
            value.iter_mut().for_each(expr);
        }
        StmtKind::Fail { message, code, condition } => {
            expr(message);
            code.iter_mut().chain(condition).for_each(expr);
        }
        StmtKind::Comment { .. } | StmtKind::Error(_) => {}
    }
    if let Some(OnError::Return(Some(value)) | OnError::Run(value)) =
        stmt.policy.as_mut().and_then(|policy| policy.on_error.as_mut())
    {
        expr(value);
    }
}

fn expr(value: &mut Expr) {
    while let ExprKind::Paren(inner) = &mut value.kind {
        *value = std::mem::replace(inner, ExprKind::Null.into());
    }
    match &mut value.kind {
        ExprKind::Template(parts) => {
            for part in parts {
                if let TemplatePart::Hole(hole) = part {
                    expr(hole);
                }
            }
        }
        ExprKind::Prefixed(_, inner)
        | ExprKind::Field(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::IsEmpty(inner, _) => expr(inner),
        ExprKind::As(inner, of) => {
            expr(inner);
            shape(of);
        }
        ExprKind::Index(a, b) | ExprKind::Binary(_, a, b) => {
            expr(a);
            expr(b);
        }
        ExprKind::Call(call) => {
            expr(&mut call.callee);
            call.options.iter_mut().for_each(|options| args(options));
            args(&mut call.args);
        }
        ExprKind::List(items) => items.iter_mut().for_each(expr),
        ExprKind::Record(fields) => args(fields),
        ExprKind::Closure { body, .. } => block(body),
        ExprKind::If { condition, then, otherwise, .. } => {
            expr(condition);
            block(then);
            otherwise.iter_mut().for_each(|otherwise| block(otherwise));
        }
        ExprKind::Branch { arms, otherwise } => {
            for arm in arms {
                expr(&mut arm.condition);
                block(&mut arm.body);
            }
            otherwise.iter_mut().for_each(|otherwise| block(otherwise));
        }
        ExprKind::Try { body, handler, .. } => {
            block(body);
            block(handler);
        }
        ExprKind::Match { value, arms, otherwise } => {
            expr(value);
            for (left, right) in arms {
                expr(left);
                expr(right);
            }
            otherwise.iter_mut().for_each(|otherwise| expr(otherwise));
        }
        ExprKind::Where { condition, .. } => condition.iter_mut().for_each(|condition| expr(condition)),
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Paren(_)
        | ExprKind::Error(_) => {}
    }
}
