//! Shapes as they are written.

use flowc_syntax::ast::{Attr, Expr, ExprKind, Param, ShapeExpr, ShapeKind, Trivia};
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
    let attrs = field.label.iter().map(|label| label_attr(label, None)).collect();
    Param {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs,
        name: name.into(),
        key: None,
        optional: field.optional,
        shape: Some(shape_expr(&field.shape)),
        default: None,
    }
}

/// `@label("name", "description")`.
pub(crate) fn label_attr(label: &str, description: Option<&str>) -> Attr {
    let text = |text: &str| Expr::from(ExprKind::Text(text.into()));
    Attr {
        name: "label".into(),
        args: std::iter::once(text(label)).chain(description.map(text)).collect(),
    }
}
