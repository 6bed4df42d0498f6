//! Conditions of table searches: `rows where Done == false and Due < today`.
//!
//! The platform stores a list of comparisons that are tried from left to right; a value that is known only
//! when the flow runs is an input of the card's own, in the section `_expr`, numbered in order.

use ecow::{EcoString, eco_format};
use flowc_ir::{Input, Role};
use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_types::Shape;
use flowc_value::Value;

use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::scope::{Lowering, Val};

/// The section of the inputs that carry values into a condition.
const OPERANDS: &str = "_expr";

impl Lowering<'_> {
    /// The stored form of a condition; its values become inputs of the card.
    pub fn search(&mut self, draft: &mut Draft, condition: Option<&Expr>) -> Value {
        let mut comparisons = Vec::new();
        if let Some(condition) = condition {
            flatten(condition, "AND", &mut comparisons);
        }
        if comparisons.is_empty() {
            return Value::object(Vec::<(&str, Value)>::new());
        }
        let mut number = 0;
        let mut stored = Vec::new();
        for (join, comparison) in comparisons {
            let Some((column, operator, right)) = column_comparison(comparison) else {
                self.report(diagnostics::no_search_condition(comparison.span));
                continue;
            };
            let mut fields = vec![("lhs", Value::text(column.as_str()))];
            let operand = self.operand(right);
            match operand.val {
                Val::Error => continue,
                Val::Literal(value) => {
                    fields.extend([
                        ("rhs", value),
                        ("op", Value::text(operator)),
                        ("join", Value::text(join)),
                    ]);
                }
                _ => {
                    let key = eco_format!("{number}");
                    number += 1;
                    let value = Value::object([("outputId", Value::text(key.as_str()))]);
                    fields.extend([
                        ("op", Value::text(operator)),
                        ("join", Value::text(join)),
                        ("rhd", value),
                    ]);
                    self.search_operand(draft, key, operand);
                }
            }
            stored.push(Value::object(fields));
        }
        Value::object([("expr", Value::list(stored))])
    }

    /// An input that carries a value into a condition.
    pub fn search_operand(&mut self, draft: &mut Draft, key: EcoString, operand: Operand) {
        let input = Input::new(key, Shape::TEXT, Role::Hole).grouped(Some(OPERANDS.into()));
        draft.field(input, None, operand, self);
    }
}

/// The comparisons in order, each with the word that joins it to those before.
fn flatten<'e>(expr: &'e Expr, join: &'static str, into: &mut Vec<(&'static str, &'e Expr)>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            flatten(left, join, into);
            flatten(right, "AND", into);
        }
        ExprKind::Binary(BinaryOp::Or, left, right) => {
            flatten(left, join, into);
            flatten(right, "OR", into);
        }
        ExprKind::Paren(inner) => flatten(inner, join, into),
        _ => into.push((join, expr)),
    }
}

/// `Column == value` as column, the platform's operator and the value.
fn column_comparison(expr: &Expr) -> Option<(EcoString, &'static str, &Expr)> {
    let ExprKind::Binary(op, left, right) = &expr.kind else { return None };
    let ExprKind::Name(column) = &left.kind else { return None };
    let operator = match op {
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::Greater => ">",
        BinaryOp::AtMost => "<=",
        BinaryOp::AtLeast => ">=",
        _ => return None,
    };
    Some((column.text.clone(), operator, right))
}
