//! Conditions of table searches: the stored list of comparisons as `rows where Done == false and Due < today`.

use flowc_ir::{Card, CardId, Datum, Input};
use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_value::Value;

use crate::expr::name;
use crate::literal::literal;
use crate::printer::Printer;

/// The section of the inputs that carry values into a condition.
pub(crate) const OPERANDS: &str = "_expr";

impl<'a> Printer<'a> {
    /// What an input says that takes a search condition; `None` where it says anything else.
    pub fn search(&mut self, id: CardId, card: &Card, input: &Input) -> Option<Expr> {
        let signature = self.signature(card)?;
        let port = signature.inputs.get(signature.input(input.group.as_deref(), &input.key)?)?;
        if port.metadata.get("expr").and_then(Value::as_bool) != Some(true) {
            return None;
        }
        let Datum::Literal(stored) = &input.datum else { return None };
        let comparisons: Vec<Value> = match stored.get("expr").and_then(Value::as_list) {
            Some(list) => list.to_vec(),
            None if stored.as_object()?.is_empty() => Vec::new(),
            None => return None,
        };
        let mut condition: Option<Expr> = None;
        for comparison in &comparisons {
            let (join, one) = self.comparison_of(id, card, comparison)?;
            condition = Some(match condition {
                None if join == BinaryOp::And => one,
                None => return None,
                Some(before) => ExprKind::Binary(join, Box::new(before), Box::new(one)).into(),
            });
        }
        Some(ExprKind::Where { mode: "rows".into(), condition: condition.map(Box::new) }.into())
    }

    /// One stored comparison with the word that joins it to those before.
    fn comparison_of(&mut self, id: CardId, card: &Card, stored: &Value) -> Option<(BinaryOp, Expr)> {
        let text = |key: &str| stored.get(key).and_then(Value::as_str);
        let op = match text("op")? {
            "=" => BinaryOp::Equal,
            "!=" => BinaryOp::NotEqual,
            "<" => BinaryOp::Less,
            ">" => BinaryOp::Greater,
            "<=" => BinaryOp::AtMost,
            ">=" => BinaryOp::AtLeast,
            _ => return None,
        };
        let join = match text("join")? {
            "AND" => BinaryOp::And,
            "OR" => BinaryOp::Or,
            _ => return None,
        };
        let right = match (stored.get("rhs"), stored.get("rhd")) {
            (Some(value), None) => literal(value),
            (None, Some(value)) => {
                let at = card.input(Some(OPERANDS), value.get("outputId")?.as_str()?)?;
                self.operand(id, card, at, None)
            }
            _ => return None,
        };
        let known =
            stored.as_object()?.keys().all(|key| ["lhs", "op", "join", "rhs", "rhd"].contains(&key.as_str()));
        let column = text("lhs").filter(|_| known)?;
        Some((join, ExprKind::Binary(op, Box::new(name(column)), Box::new(right)).into()))
    }
}
