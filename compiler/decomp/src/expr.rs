//! Small builders of syntax, and what lowering will see in it.

use ecow::EcoString;
use flowc_syntax::ast::{
    Arg, Attr, Block, Expr, ExprKind, Name, ShapeExpr, Stmt, StmtKind, TemplatePart, Trivia,
};
use flowc_text::Span;
use flowc_types::Shape;

use crate::shape::shape_expr;

pub(crate) fn name(text: &str) -> Expr {
    ExprKind::Name(text.into()).into()
}

pub(crate) fn text(text: &str) -> Expr {
    ExprKind::Text(text.into()).into()
}

pub(crate) fn field(base: Expr, name: &str) -> Expr {
    ExprKind::Field(Box::new(base), name.into()).into()
}

pub(crate) fn paren(inner: Expr) -> Expr {
    ExprKind::Paren(Box::new(inner)).into()
}

pub(crate) fn ascribed(inner: Expr, shape: &Shape) -> Expr {
    let shape: ShapeExpr = shape_expr(shape);
    ExprKind::As(Box::new(inner), Box::new(shape)).into()
}

/// `name: value`, or `name` alone where the value is the variable of that name.
pub(crate) fn record_field(name: &str, value: Expr, attrs: Vec<Attr>) -> Arg {
    let short = matches!(&value.kind, ExprKind::Name(variable) if variable.text == name);
    Arg { trivia: Trivia::default(), attrs, name: (!short).then(|| name.into()), value }
}

pub(crate) fn arg(name: &str, value: Expr) -> Arg {
    Arg { trivia: Trivia::default(), attrs: Vec::new(), name: Some(name.into()), value }
}

pub(crate) fn positional(value: Expr) -> Arg {
    Arg { trivia: Trivia::default(), attrs: Vec::new(), name: None, value }
}

pub(crate) fn attribute(name: &str, texts: &[&str]) -> Attr {
    Attr { name: name.into(), args: texts.iter().map(|value| text(value)).collect() }
}

pub(crate) fn stmt(kind: StmtKind) -> Stmt {
    Stmt {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        kind,
        policy: None,
        span: Span::default(),
    }
}

pub(crate) fn block(stmts: Vec<Stmt>) -> Block {
    Block { stmts, ..Block::default() }
}

/// Brackets around an expression that cannot stand before `.`, `[` or `(` by itself.
pub(crate) fn postfix_base(expr: Expr) -> Expr {
    let postfix = matches!(
        expr.kind,
        ExprKind::Name(_)
            | ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::Call(_)
            | ExprKind::Paren(_)
            | ExprKind::List(_)
            | ExprKind::Template(_)
    );
    if postfix { expr } else { paren(expr) }
}

/// Brackets around an expression that cannot be the operand of an operator by itself.
pub(crate) fn operand_of_operator(expr: Expr) -> Expr {
    let loose = matches!(
        expr.kind,
        ExprKind::Binary(..)
            | ExprKind::IsEmpty(..)
            | ExprKind::As(..)
            | ExprKind::Not(_)
            | ExprKind::Negate(_)
            | ExprKind::Prefixed(..)
            | ExprKind::Closure { .. }
            | ExprKind::If { .. }
            | ExprKind::Match { .. }
            | ExprKind::Where { .. }
    );
    if loose { paren(expr) } else { expr }
}

/// Whether lowering takes the expression for a literal: it consists of nothing else.
pub(crate) fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Text(_) => true,
        ExprKind::Paren(inner) | ExprKind::Negate(inner) => is_constant(inner),
        ExprKind::List(items) => items.iter().all(is_constant),
        ExprKind::Record(fields) => {
            fields.iter().all(|field| field.name.is_some() && is_constant(&field.value))
        }
        _ => false,
    }
}

/// About how many columns the expression takes on one line.
pub(crate) fn width(expr: &Expr) -> usize {
    let args = |args: &[Arg]| args.iter().map(arg_width).sum::<usize>();
    match &expr.kind {
        ExprKind::Null | ExprKind::Bool(_) => 5,
        ExprKind::Number(text) | ExprKind::Error(text) => text.len(),
        ExprKind::Text(text) => text.len() + 2,
        ExprKind::Template(parts) => 2 + parts.iter().map(part_width).sum::<usize>(),
        ExprKind::Prefixed(word, inner) => word.text.len() + 1 + width(inner),
        ExprKind::Name(name) => name_width(name),
        ExprKind::Field(base, name) => width(base) + 1 + name_width(name),
        ExprKind::Index(base, index) => width(base) + 2 + width(index),
        ExprKind::Call(call) => {
            let options = call.options.as_deref().map_or(0, |options| 2 + args(options));
            width(&call.callee) + options + 2 + args(&call.args)
        }
        ExprKind::List(items) => 2 + items.iter().map(|item| width(item) + 2).sum::<usize>(),
        ExprKind::Record(fields) => 4 + args(fields),
        ExprKind::Negate(inner) => 1 + width(inner),
        ExprKind::Not(inner) => 4 + width(inner),
        ExprKind::Binary(_, left, right) => width(left) + 4 + width(right),
        ExprKind::IsEmpty(inner, _) => width(inner) + 12,
        ExprKind::As(inner, shape) => width(inner) + 4 + shape_width(shape),
        ExprKind::Paren(inner) => 2 + width(inner),
        ExprKind::Match { value, arms, otherwise } => {
            let arms: usize = arms.iter().map(|(constant, result)| width(constant) + width(result) + 6).sum();
            8 + width(value) + arms + otherwise.as_deref().map_or(0, width)
        }
        ExprKind::Closure { body, .. } => 8 + body.stmts.iter().map(stmt_width).sum::<usize>(),
        ExprKind::Where { condition, .. } => 10 + condition.as_deref().map_or(0, width),
        ExprKind::If { .. } | ExprKind::Branch { .. } | ExprKind::Try { .. } => LONG,
    }
}

/// The width of what never stands on one line.
const LONG: usize = 1_000;

fn stmt_width(stmt: &Stmt) -> usize {
    match &stmt.kind {
        StmtKind::Expr(expr) => width(expr),
        _ => LONG,
    }
}

fn arg_width(arg: &Arg) -> usize {
    arg.name.as_ref().map_or(0, |name| name_width(name) + 2) + width(&arg.value) + 2
}

fn part_width(part: &TemplatePart) -> usize {
    match part {
        TemplatePart::Text(text) => text.len(),
        TemplatePart::Hole(hole) => 3 + width(hole),
    }
}

fn shape_width(shape: &ShapeExpr) -> usize {
    use flowc_syntax::ast::ShapeKind;
    match &shape.kind {
        ShapeKind::Name(name) => name_width(name),
        ShapeKind::List(item) => 6 + shape_width(item),
        ShapeKind::Record { fields, .. } => {
            let field = |param: &flowc_syntax::ast::Param| {
                name_width(&param.name) + 4 + param.shape.as_ref().map_or(0, shape_width)
            };
            4 + fields.iter().map(field).sum::<usize>()
        }
    }
}

fn name_width(name: &Name) -> usize {
    name.text.len()
}

/// Whether a word is an identifier that needs no backticks.
pub(crate) fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The parts of a dotted path; `None` where one of them is empty.
pub(crate) fn path_parts(path: &str) -> Option<Vec<EcoString>> {
    let parts: Vec<EcoString> = path.split('.').map(EcoString::from).collect();
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}
