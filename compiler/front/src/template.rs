//! Texts with holes: Compose and Formula.

use ecow::EcoString;
use flowc_ir::{Datum, Input, Role, TemplatePart};
use flowc_syntax::ast::{self, BinaryOp, Expr, ExprKind, Name};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::diagnostics;
use crate::draft::Operand;
use crate::expression::Want;
use crate::scope::{Lowering, Val};

enum Piece<'e> {
    Text(EcoString),
    Hole(&'e Expr),
}

impl Lowering<'_> {
    /// `"Hi ${name}"`: Compose.
    pub fn compose(&mut self, parts: &[ast::TemplatePart], span: Span, want: &mut Want) -> Val {
        self.template("string", "compose", pieces(parts), Shape::TEXT, span, want)
    }

    /// `compose "…"`, `formula "…"`.
    pub fn prefixed(&mut self, word: &Name, inner: &Expr, want: &mut Want) -> Val {
        let (channel, method, shape) = match word.text.as_str() {
            "compose" => ("string", "compose", Shape::TEXT),
            "formula" => ("math", "expression", Shape::NUMBER),
            other => {
                let known = ["compose".into(), "formula".into()];
                self.report(diagnostics::unknown("word before a text", other, word.span, &known));
                return Val::Error;
            }
        };
        let parts = match &inner.kind {
            ExprKind::Text(text) => vec![Piece::Text(text.clone())],
            ExprKind::Template(parts) => pieces(parts),
            _ => vec![Piece::Hole(inner)],
        };
        self.template(channel, method, parts, shape, inner.span, want)
    }

    /// Compound arithmetic: one Formula whose text is the expression.
    pub fn formula_of(&mut self, expr: &Expr, want: &mut Want) -> Val {
        let mut parts = Vec::new();
        write_formula(expr, &mut parts);
        self.template("math", "expression", parts, Shape::NUMBER, expr.span, want)
    }

    fn template(
        &mut self,
        channel: &str,
        method: &str,
        parts: Vec<Piece<'_>>,
        hole: Shape,
        span: Span,
        want: &mut Want,
    ) -> Val {
        let mut datum = Vec::new();
        let mut operands: Vec<Operand> = Vec::new();
        for part in parts {
            match part {
                Piece::Text(text) => match datum.last_mut() {
                    Some(TemplatePart::Text(before)) => before.push_str(&text),
                    _ => datum.push(TemplatePart::Text(text)),
                },
                Piece::Hole(expr) => {
                    datum.push(TemplatePart::Hole(u32::try_from(operands.len()).unwrap_or(u32::MAX)));
                    operands.push(self.operand(expr));
                }
            }
        }
        let Some(mut draft) = self.draft(channel, method, span) else { return Val::Error };
        let text = draft.card.input(None, "_text_");
        for (number, operand) in operands.into_iter().enumerate() {
            let input = Input::new(ecow::eco_format!("{number}"), hole.clone(), Role::Hole);
            draft.field(input, Some(hole.clone()), operand, self);
        }
        if let Some(input) = text.and_then(|at| draft.card.inputs.get_mut(at)) {
            input.datum = match datum.as_slice() {
                [] => Datum::Literal(Value::text("")),
                [TemplatePart::Text(text)] => Datum::Literal(Value::text(text.as_str())),
                _ => Datum::Template(datum),
            };
        }
        self.finish(draft, want)
    }
}

fn pieces(parts: &[ast::TemplatePart]) -> Vec<Piece<'_>> {
    parts
        .iter()
        .map(|part| match part {
            ast::TemplatePart::Text(text) => Piece::Text(text.clone()),
            ast::TemplatePart::Hole(expr) => Piece::Hole(expr),
        })
        .collect()
}

fn write_formula<'e>(expr: &'e Expr, parts: &mut Vec<Piece<'e>>) {
    match &expr.kind {
        ExprKind::Number(text) => parts.push(Piece::Text(text.clone())),
        ExprKind::Paren(inner) => {
            parts.push(Piece::Text("(".into()));
            write_formula(inner, parts);
            parts.push(Piece::Text(")".into()));
        }
        ExprKind::Negate(inner) => {
            parts.push(Piece::Text("-".into()));
            write_formula(inner, parts);
        }
        ExprKind::Binary(op, left, right) if arithmetic_sign(*op).is_some() => {
            write_formula(left, parts);
            parts.push(Piece::Text(ecow::eco_format!(" {} ", arithmetic_sign(*op).unwrap_or_default())));
            write_formula(right, parts);
        }
        _ => parts.push(Piece::Hole(expr)),
    }
}

fn arithmetic_sign(op: BinaryOp) -> Option<&'static str> {
    Some(match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        _ => return None,
    })
}
