//! What must have a name of its own among its kin: fields of records, inputs and outputs of flows, columns.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::Input;
use flowc_syntax::ast::{Arg, Attr, Expr, ExprKind, Name, Param};
use flowc_text::Span;
use rustc_hash::FxHashMap;

use crate::diagnostics;
use crate::draft::Operand;
use crate::scope::Lowering;

/// Names so far, with their places.
#[derive(Debug, Default)]
pub(crate) struct Distinct(FxHashMap<EcoString, Span>);

impl Distinct {
    /// Where the name stood before; a new one is noted.
    pub fn before(&mut self, name: &EcoString, span: Span) -> Option<Span> {
        let first = self.0.get(name).copied();
        if first.is_none() {
            self.0.insert(name.clone(), span);
        }
        first
    }
}

/// The fields of a declaration. One whose name or platform key stood before is reported and left out.
pub(crate) fn declared<'p>(
    what: &str,
    params: &'p [Param],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'p Param> {
    let (mut names, mut keys) = (Distinct::default(), Distinct::default());
    let mut is_new = |param: &&Param| {
        let (name, span) = (&param.name.text, param.name.span);
        let key = param.key.as_ref().map_or(name, |key| &key.text);
        let doubled = match (names.before(name, span), keys.before(key, span)) {
            (Some(first), _) => Some((name, first)),
            (None, Some(first)) => Some((key, first)),
            (None, None) => None,
        };
        if let Some((name, first)) = doubled {
            diagnostics.push(diagnostics::duplicate(what, name, span, first));
        }
        doubled.is_none()
    };
    params.iter().filter(&mut is_new).collect()
}

/// The name of a record's field: written before it, or the name that is its value.
pub(crate) fn field_name(field: &Arg) -> Option<&Name> {
    match (&field.name, &field.value.kind) {
        (Some(name), _) | (None, ExprKind::Name(name)) => Some(name),
        _ => None,
    }
}

/// The fields of a record. One whose name stood before is reported and left out.
fn once<'e>(fields: &'e [Arg], diagnostics: &mut Vec<Diagnostic>) -> Vec<&'e Arg> {
    let mut names = Distinct::default();
    let mut is_new = |field: &&Arg| {
        let Some(name) = field_name(field) else { return true };
        let first = names.before(&name.text, name.span);
        diagnostics.extend(first.map(|first| diagnostics::field_twice(&name.text, name.span, first)));
        first.is_none()
    };
    fields.iter().filter(&mut is_new).collect()
}

/// Looks through a literal for fields that are given twice.
pub(crate) fn check_literal(literal: &Expr, diagnostics: &mut Vec<Diagnostic>) {
    match &literal.kind {
        ExprKind::Record(fields) => {
            once(fields, diagnostics);
            fields.iter().for_each(|field| check_literal(&field.value, diagnostics));
        }
        ExprKind::List(items) => items.iter().for_each(|item| check_literal(item, diagnostics)),
        ExprKind::Paren(inner) => check_literal(inner, diagnostics),
        _ => {}
    }
}

/// Attributes that may stand more than once: each speaks of another finding or output.
const REPEATABLE: [&str; 2] = ["allow", "output"];

/// Reports attributes that are said twice of one thing.
pub(crate) fn check_attributes(attrs: &[Attr], diagnostics: &mut Vec<Diagnostic>) {
    let mut names = Distinct::default();
    for name in attrs.iter().map(|attr| &attr.name).filter(|name| !REPEATABLE.contains(&name.text.as_str())) {
        let first = names.before(&name.text, name.span);
        diagnostics.extend(first.map(|first| diagnostics::attribute_twice(name, first)));
    }
}

impl Lowering<'_> {
    /// The fields of a record with their values, each name once.
    pub fn named_operands(&mut self, fields: &[Arg]) -> Vec<(Input, Operand)> {
        let fields = once(fields, &mut self.diagnostics);
        fields.into_iter().filter_map(|field| self.named_operand(field)).collect()
    }
}
