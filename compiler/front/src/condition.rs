//! Comparisons: on the card that decides by them, or as a Compare card.

use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_text::Span;
use flowc_value::Value;

use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Lowering, Val};

/// A comparison taken apart: what it puts into the fields `value a`, `comparison` and `value b`.
pub(crate) struct Condition {
    /// Values by the keys of these fields; one that nothing is put into is left out.
    fields: Vec<(&'static str, Operand)>,
    pub span: Span,
}

/// The fields of a comparing card: their names in the source and their keys.
const FIELDS: [(&str, &str); 3] = [("value_a", LEFT), ("comparison", OPERATOR), ("value_b", RIGHT)];
const LEFT: &str = "left-operand";
const OPERATOR: &str = "operator";
const RIGHT: &str = "right-operand";

/// `({ value_a: x, comparison: "is empty", value_b: "old" })`: the fields one by one, where no operator says them.
fn stated(expr: &Expr) -> Option<Vec<(&'static str, &Expr)>> {
    match &expr.kind {
        ExprKind::Paren(inner) => stated(inner),
        ExprKind::Record(fields) if !fields.is_empty() => fields
            .iter()
            .map(|field| {
                let name = field.name.as_ref()?;
                let (_, key) = FIELDS.into_iter().find(|(known, _)| name.text == *known)?;
                Some((key, &field.value))
            })
            .collect(),
        _ => None,
    }
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
        let span = expr.span;
        let literal = |value: Value| Operand { val: Val::Literal(value), slot: None, span };
        if let Some(fields) = stated(expr) {
            let fields = fields.into_iter().map(|(key, value)| (key, self.operand(value))).collect();
            return Condition { fields, span };
        }
        let (left, operator, right) = match comparison(expr) {
            Some((left, operator, right)) => {
                let left = self.operand(left);
                (left, operator, right.map(|right| self.operand(right)))
            }
            None => (self.operand(expr), "==", Some(literal(Value::Bool(true)))),
        };
        let fields = [(LEFT, left), (OPERATOR, literal(Value::text(operator)))];
        Condition { fields: fields.into_iter().chain(right.map(|right| (RIGHT, right))).collect(), span }
    }

    /// Fills the three fields of a comparing card.
    pub fn compare_on(&mut self, draft: &mut Draft, group: Option<&str>, condition: Condition) {
        for (key, value) in condition.fields {
            draft.own(group, key, value, self);
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
