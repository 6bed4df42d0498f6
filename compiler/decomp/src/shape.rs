//! Shapes as they are written.

use flowc_syntax::ast::{Expr, Param, ShapeExpr, ShapeKind, Trivia};
use flowc_text::Span;
use flowc_types::{Field, Shape};

/// A shape in the notation of the source.
pub fn shape_expr(shape: &Shape) -> ShapeExpr {
    let kind = match shape {
        Shape::One(kind) => ShapeKind::Name(kind.word().into()),
        Shape::Error => ShapeKind::Name("any".into()),
        Shape::List(item) => ShapeKind::List(Box::new(shape_expr(item))),
        Shape::Record(record) => ShapeKind::Record {
            fields: record.fields.iter().map(|(name, field)| record_field(name, field)).collect(),
            open: record.open,
        },
    };
    ShapeExpr { kind, span: Span::default() }
}

fn record_field(name: &str, field: &Field) -> Param {
    let param = param(name, &field.shape, None);
    Param { attrs: crate::attrs::label(field.label.as_deref(), None), optional: field.optional, ..param }
}

/// A declared field; its shape is always said.
pub(crate) fn param(name: &str, shape: &Shape, default: Option<Expr>) -> Param {
    Param {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        name: name.into(),
        key: None,
        optional: false,
        shape: Some(shape_expr(shape)),
        default,
    }
}
