//! Written shapes, parameters and constants.

use std::cell::RefCell;
use std::sync::Arc;

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_syntax::ast::{Expr, ExprKind, Param, ShapeExpr, ShapeKind};
use flowc_types::{Field, Kind, Record, Shape};
use flowc_value::Value;
use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use crate::declare::FieldDecl;
use crate::diagnostics;
use crate::distinct::{check_literal, declared};

/// Named types of all modules.
#[derive(Debug, Default)]
pub(crate) struct Types<'a> {
    named: IndexMap<(usize, EcoString), (usize, Option<&'a ShapeExpr>)>,
    /// What named types stand for, so that each is looked at once; `None` while that is under way.
    known: RefCell<FxHashMap<(usize, EcoString), Option<Shape>>>,
}

/// Written shapes nest no deeper than this.
const MAX_DEPTH: usize = 64;

impl<'a> Types<'a> {
    pub fn declare(&mut self, module: usize, name: EcoString, shape: &'a ShapeExpr) {
        self.named.entry((module, name)).or_insert((module, Some(shape)));
    }

    /// A type of another module under the same name.
    pub fn import(&mut self, module: usize, name: EcoString, from: usize) {
        self.named.entry((module, name)).or_insert((from, None));
    }

    fn get(&self, module: usize, name: &str) -> Option<(usize, &'a ShapeExpr)> {
        match self.named.get(&(module, name.into()))? {
            (home, Some(shape)) => Some((*home, shape)),
            (from, None) if *from != module => self.get(*from, name),
            _ => None,
        }
    }

    /// Looks at every named type, used or not.
    pub fn check(&self, diagnostics: &mut Vec<Diagnostic>) {
        for ((_, name), (home, shape)) in &self.named {
            if let Some(shape) = shape {
                self.named(name, *home, shape, shape, 0, diagnostics);
            }
        }
    }

    fn names(&self, module: usize) -> Vec<EcoString> {
        let kinds = Kind::ALL.into_iter().map(|kind| EcoString::from(kind.word()));
        let named = self.named.keys().filter(|(home, _)| *home == module).map(|(_, name)| name.clone());
        kinds.chain(named).collect()
    }

    /// The shape behind what is written.
    pub fn shape(&self, written: &ShapeExpr, module: usize, diagnostics: &mut Vec<Diagnostic>) -> Shape {
        self.resolve(written, module, 0, diagnostics)
    }

    fn resolve(
        &self,
        written: &ShapeExpr,
        module: usize,
        depth: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Shape {
        if depth > MAX_DEPTH {
            diagnostics.push(diagnostics::endless_type(written.span));
            return Shape::Error;
        }
        match &written.kind {
            ShapeKind::Name(name) => match (Kind::from_word(&name.text), self.get(module, &name.text)) {
                (Some(kind), _) => Shape::One(kind),
                (None, Some((home, shape))) => {
                    self.named(&name.text, home, shape, written, depth, diagnostics)
                }
                (None, None) => {
                    diagnostics.push(diagnostics::unknown(
                        "type",
                        &name.text,
                        written.span,
                        &self.names(module),
                    ));
                    Shape::Error
                }
            },
            ShapeKind::List(item) => self.resolve(item, module, depth + 1, diagnostics).list(),
            ShapeKind::Record { fields, open } => {
                let fields: flowc_types::Fields = declared("field", fields, diagnostics)
                    .into_iter()
                    .map(|param| {
                        let shape = match &param.shape {
                            Some(shape) => self.resolve(shape, module, depth + 1, diagnostics),
                            None => Shape::TEXT,
                        };
                        let label = attribute_text(param, "label").into_iter().next();
                        let key = param.key.as_ref().map_or(&param.name.text, |key| &key.text);
                        (key.clone(), Field { shape, optional: param.optional, label })
                    })
                    .collect();
                if fields.is_empty() && *open {
                    return Shape::OBJECT;
                }
                Shape::Record(Arc::new(Record { fields, open: *open }))
            }
        }
    }
}

impl Types<'_> {
    fn named(
        &self,
        name: &EcoString,
        home: usize,
        shape: &ShapeExpr,
        written: &ShapeExpr,
        depth: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Shape {
        let key = (home, name.clone());
        let known = self.known.borrow().get(&key).cloned();
        match known {
            Some(Some(shape)) => return shape,
            Some(None) => {
                diagnostics.push(diagnostics::endless_type(written.span));
                return Shape::Error;
            }
            None => {}
        }
        self.known.borrow_mut().insert(key.clone(), None);
        let shape = self.resolve(shape, home, depth + 1, diagnostics);
        self.known.borrow_mut().insert(key, Some(shape.clone()));
        shape
    }
}

/// The texts in an attribute of a field.
fn attribute_text(param: &Param, name: &str) -> Vec<EcoString> {
    let attr = param.attrs.iter().find(|attr| attr.name.text == name);
    let args = attr.map(|attr| attr.args.as_slice()).unwrap_or_default();
    args.iter()
        .filter_map(|arg| match &arg.kind {
            ExprKind::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// A declared field; one without a shape is text.
pub(crate) fn field(
    param: &Param,
    group: Option<&str>,
    types: &Types<'_>,
    module: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> FieldDecl {
    let shape = param.shape.as_ref().map_or(Shape::TEXT, |shape| types.shape(shape, module, diagnostics));
    let default = param.default.as_ref().and_then(|default| {
        let value = constant(default);
        check_literal(default, diagnostics);
        if value.is_none() {
            diagnostics.push(diagnostics::not_constant(default.span));
        }
        value
    });
    FieldDecl {
        name: param.name.text.clone(),
        group: group.map(EcoString::from),
        key: param.key.as_ref().map_or_else(|| param.name.text.clone(), |key| key.text.clone()),
        shape,
        label: attribute_text(param, "label").into_iter().next(),
        description: (!param.docs.is_empty()).then(|| param.docs.join("\n").into()),
        optional: param.optional,
        default,
        builder: crate::builder::noted(param, diagnostics),
        span: param.name.span,
    }
}

/// The fields of a group parameter (`body: { a: text }`).
pub(crate) fn group_fields(group: &Param) -> &[Param] {
    match group.shape.as_ref().map(|shape| &shape.kind) {
        Some(ShapeKind::Record { fields, .. }) => fields,
        _ => &[],
    }
}

/// The value of an expression made of nothing but literals.
pub(crate) fn constant(expr: &Expr) -> Option<Value> {
    Some(match &expr.kind {
        ExprKind::Null => Value::Null,
        ExprKind::Bool(value) => Value::Bool(*value),
        ExprKind::Number(text) => Value::Number(text.parse().ok()?),
        ExprKind::Text(text) => Value::text(text.as_str()),
        ExprKind::Paren(inner) => return constant(inner),
        ExprKind::Negate(inner) => match constant(inner)? {
            Value::Number(number) => Value::Number(-number),
            _ => return None,
        },
        ExprKind::List(items) => Value::list(items.iter().map(constant).collect::<Option<Vec<Value>>>()?),
        ExprKind::Record(fields) => {
            let fields: Option<Vec<(&str, Value)>> = fields
                .iter()
                .map(|field| Some((field.name.as_ref()?.text.as_str(), constant(&field.value)?)))
                .collect();
            Value::object(fields?)
        }
        _ => return None,
    })
}
