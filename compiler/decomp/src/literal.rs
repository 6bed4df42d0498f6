//! Literals as they are written.

use flowc_syntax::ast::{Expr, ExprKind};
use flowc_value::Value;

use crate::expr::{arg, text};

/// A literal; it comes back from lowering as the same value.
pub(crate) fn literal(value: &Value) -> Expr {
    match value {
        Value::Null | Value::File(_) | Value::Flow(_) => ExprKind::Null.into(),
        Value::Bool(value) => ExprKind::Bool(*value).into(),
        Value::Number(number) => ExprKind::Number(flowc_value::number::print(*number).as_str().into()).into(),
        Value::Text(value) => text(value.as_str()),
        Value::Date(date) => text(date.to_iso().as_str()),
        Value::List(items) => ExprKind::List(items.iter().map(literal).collect()).into(),
        Value::Object(object) => {
            ExprKind::Record(object.iter().map(|(key, value)| arg(key.as_str(), literal(value))).collect())
                .into()
        }
    }
}
