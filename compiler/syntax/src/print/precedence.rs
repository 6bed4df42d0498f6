//! Who binds tighter, and where brackets must stand; agrees with the Pratt parser of `parse/expression.rs`.

use crate::ast::{BinaryOp, Expr, ExprKind};

/// Closures and search conditions stand alone.
pub(super) const LOOSEST: u8 = 0;
const NOT: u8 = 5;
pub(super) const COMPARISON: u8 = 6;
pub(super) const AS: u8 = 9;
pub(super) const NEGATE: u8 = 10;
pub(super) const TIGHTEST: u8 = 11;

pub(super) fn binary_level(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Default => 1,
        BinaryOp::Or => 2,
        BinaryOp::Xor => 3,
        BinaryOp::And => 4,
        BinaryOp::Add | BinaryOp::Subtract => 7,
        BinaryOp::Multiply | BinaryOp::Divide => 8,
        _ => COMPARISON,
    }
}

fn level(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Closure { .. } | ExprKind::Where { .. } => LOOSEST,
        ExprKind::Binary(op, ..) => binary_level(*op),
        ExprKind::Not(_) => NOT,
        ExprKind::IsEmpty(..) => COMPARISON,
        ExprKind::As(..) => AS,
        ExprKind::Negate(_) => NEGATE,
        _ => TIGHTEST,
    }
}

/// Whether an expression with an operator of this level behind it needs brackets.
pub(super) fn left_needs_brackets(expr: &Expr, operator: u8) -> bool {
    level(expr) < operator || reaches_on(expr, operator)
}

/// Whether an expression behind an operator of this level needs brackets. A sign or `not` may follow any.
pub(super) fn right_needs_brackets(expr: &Expr, operator: u8) -> bool {
    !matches!(expr.kind, ExprKind::Not(_) | ExprKind::Negate(_)) && level(expr) <= operator
}

/// Whether an operand behind a sign or `not` needs brackets.
pub(super) fn prefixed_needs_brackets(expr: &Expr, operator: u8) -> bool {
    !matches!(expr.kind, ExprKind::Not(_) | ExprKind::Negate(_)) && level(expr) < operator
}

/// The level of `not`.
pub(super) const fn not_level() -> u8 {
    NOT
}

/// Whether the expression ends in a `not` that would take an operator of this level behind it.
fn reaches_on(expr: &Expr, operator: u8) -> bool {
    match &expr.kind {
        ExprKind::Not(_) => NOT < operator,
        ExprKind::Negate(inner) => !prefixed_needs_brackets(inner, NEGATE) && reaches_on(inner, operator),
        ExprKind::Binary(op, _, right) => {
            !right_needs_brackets(right, binary_level(*op)) && reaches_on(right, operator)
        }
        _ => false,
    }
}

/// Whether it ends in an `if` without `else`, which would take an `else` behind it.
pub(super) fn ends_in_if(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::If { otherwise: None, .. } => true,
        ExprKind::If { otherwise: Some(block), chained: true, .. } => match block.stmts.as_slice() {
            [crate::ast::Stmt { kind: crate::ast::StmtKind::Expr(inner), .. }] => ends_in_if(inner),
            _ => false,
        },
        ExprKind::Binary(_, _, inner) | ExprKind::Not(inner) | ExprKind::Negate(inner) => ends_in_if(inner),
        _ => false,
    }
}

/// The sign of an operator.
pub(super) fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Default => "??",
        BinaryOp::Or => "or",
        BinaryOp::Xor => "xor",
        BinaryOp::And => "and",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Identical => "===",
        BinaryOp::NotIdentical => "!==",
        BinaryOp::AtLeast => ">=",
        BinaryOp::AtMost => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::Less => "<",
        BinaryOp::MultipleOf => "%",
        BinaryOp::In => "in",
        BinaryOp::NotIn => "not in",
        BinaryOp::Has => "has",
        BinaryOp::NotHas => "not has",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
    }
}
