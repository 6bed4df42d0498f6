//! Compose and Formula: texts with holes.

use flowc_ir::{Card, CardId, Datum, Role, TemplatePart};
use flowc_syntax::ast::{self, Expr, ExprKind};
use flowc_types::Shape;
use flowc_value::Value;

use crate::expr::text;
use crate::printer::{Inside, Printer};

impl<'a> Printer<'a> {
    /// `"Hi ${name}"`, `compose "Hi"`, `formula "${a} + 1"`.
    pub fn template(&mut self, id: CardId, card: &Card, word: &str) -> Option<(Expr, bool)> {
        let at = card.input(None, "_text_")?;
        let parts = match &card.inputs.get(at)?.datum {
            Datum::Template(parts) => parts.clone(),
            Datum::Literal(Value::Text(text)) => vec![TemplatePart::Text(text.as_str().into())],
            Datum::Untouched => Vec::new(),
            _ => return None,
        };
        if self.body.wires_into(id, at).next().is_some() {
            return None;
        }
        let hole_shape = if word == "formula" { Shape::NUMBER } else { Shape::TEXT };
        let hole = |number: u32| {
            let key = ecow::eco_format!("{number}");
            card.inputs.iter().position(|input| input.role == Role::Hole && input.key == key)
        };
        let order: Vec<(usize, Inside)> = parts
            .iter()
            .filter_map(|part| match part {
                TemplatePart::Hole(number) => hole(*number).map(|at| (at, Inside::Short)),
                TemplatePart::Text(_) => None,
            })
            .collect();
        let pure = self.settle(id, &order);
        let mut pieces = Vec::new();
        for part in &parts {
            pieces.push(match part {
                TemplatePart::Text(text) => ast::TemplatePart::Text(text.clone()),
                TemplatePart::Hole(number) => {
                    let at = hole(*number)?;
                    ast::TemplatePart::Hole(self.operand(id, card, at, Some(&hole_shape)))
                }
            });
        }
        let plain = match pieces.as_slice() {
            [] => Some(text("")),
            [ast::TemplatePart::Text(only)] => Some(text(only)),
            _ => None,
        };
        let prefixed = |inner: Expr| ExprKind::Prefixed(word.into(), Box::new(inner)).into();
        let expr = match plain {
            Some(plain) => prefixed(plain),
            None if word == "compose" => ExprKind::Template(pieces).into(),
            None => prefixed(ExprKind::Template(pieces).into()),
        };
        Some((expr, pure))
    }
}
