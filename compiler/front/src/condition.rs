//! Comparisons: on the card that decides by them, or as a Compare card.

use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_text::Span;
use flowc_value::Value;

use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Lowering, Val};

/// A comparison taken apart: `value a`, operator, `value b`.
pub(crate) struct Condition {
    pub left: Operand,
    pub operator: &'static str,
    /// `None` for `is empty`.
    pub right: Option<Operand>,
    pub span: Span,
}

/// The platform's word for a comparing operator; `None` for one that does not compare.
pub(crate) fn platform_operator(op: BinaryOp) -> Option<&'static str> {
    Some(match op {
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
        BinaryOp::NotHas => "doesn't have",
        _ => return None,
    })
}

/// The operands and the platform's operator of a comparison.
pub(crate) fn comparison(expr: &Expr) -> Option<(&Expr, &'static str, Option<&Expr>)> {
    match &expr.kind {
        ExprKind::Binary(op, left, right) => Some((left, platform_operator(*op)?, Some(right))),
        ExprKind::IsEmpty(inner, negated) => {
            Some((inner, if *negated { "is not empty" } else { "is empty" }, None))
        }
        _ => None,
    }
}

impl Lowering<'_> {
    /// A condition for a card that has the three fields itself. What is no comparison is compared with true.
    pub fn condition(&mut self, expr: &Expr) -> Condition {
        if let Some((left, operator, right)) = comparison(expr) {
            let left = self.operand(left);
            let right = right.map(|right| self.operand(right));
            return Condition { left, operator, right, span: expr.span };
        }
        let left = self.operand(expr);
        let yes = Operand { val: Val::Literal(Value::Bool(true)), slot: None, span: expr.span };
        Condition { left, operator: "==", right: Some(yes), span: expr.span }
    }

    /// Fills the three fields of a comparing card.
    pub fn compare_on(&mut self, draft: &mut Draft, group: Option<&str>, condition: Condition) {
        let Condition { left, operator, right, span } = condition;
        draft.own(group, "left-operand", left, self);
        let operator = Operand { val: Val::Literal(Value::text(operator)), slot: None, span };
        draft.own(group, "operator", operator, self);
        if let Some(right) = right {
            draft.own(group, "right-operand", right, self);
        }
    }

    /// A comparison whose result is a value: Compare.
    pub fn comparison_card(&mut self, expr: &Expr, want: &mut Want) -> Val {
        let condition = self.condition(expr);
        let Some(mut draft) = self.draft("boolean", "compare", expr.span) else { return Val::Error };
        self.compare_on(&mut draft, None, condition);
        self.finish(draft, want)
    }
}
