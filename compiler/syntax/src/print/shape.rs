//! Shapes, parameters.

use super::expression::expression;
use super::item::{attributes_inline, description};
use super::layout::{Doc, nothing, seq, text};
use super::text::{label, quoted};
use super::trivia::{Entry, bracketed};
use crate::ast::{Param, ShapeExpr, ShapeKind, Trivia};

pub(super) fn shape(shape_expr: &ShapeExpr) -> Doc {
    match &shape_expr.kind {
        ShapeKind::Name(name) => label(name),
        ShapeKind::List(item) => seq([text("list<"), shape(item), text(">")]),
        ShapeKind::Record { fields, open } => {
            let trivia = Trivia::default();
            let mut entries: Vec<Entry<'_>> = fields.iter().map(parameter).collect();
            if *open {
                entries.push(Entry { trivia: &trivia, doc: text("..") });
            }
            bracketed("{", "}", true, entries)
        }
    }
}

/// Parameters in round brackets.
pub(super) fn parameters(params: &[Param]) -> Doc {
    bracketed("(", ")", false, params.iter().map(parameter).collect())
}

/// Columns, outputs.
pub(super) fn fields(params: &[Param]) -> Doc {
    bracketed("{", "}", true, params.iter().map(parameter).collect())
}

fn parameter(param: &Param) -> Entry<'_> {
    let docs = description(&param.docs);
    let force = if param.docs.is_empty() { nothing() } else { Doc::Force };
    let key = param.key.as_ref().map_or_else(nothing, |key| seq([text(" "), quoted(&key.text)]));
    let of = param.shape.as_ref().map_or_else(nothing, |of| seq([text(": "), shape(of)]));
    let default = param.default.as_ref().map_or_else(nothing, |value| seq([text(" = "), expression(value)]));
    let optional = if param.optional { text("?") } else { nothing() };
    let doc =
        seq([force, docs, attributes_inline(&param.attrs), label(&param.name), optional, key, of, default]);
    Entry { trivia: &param.trivia, doc }
}
