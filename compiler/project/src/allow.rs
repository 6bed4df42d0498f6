//! `@allow(CODE, "reason")`: findings that are meant.

use flowc_diag::Diagnostic;
use flowc_syntax::ast::{Attr, ExprKind};
use flowc_text::Span;

use crate::Module;
use crate::statements::{Place, places};

/// Findings without those that an `@allow` around them permits.
pub(crate) fn without_allowed(diagnostics: Vec<Diagnostic>, modules: &[Module]) -> Vec<Diagnostic> {
    let allowed: Vec<(Span, &str)> =
        modules.iter().flat_map(|module| allowances(places(&module.tree))).collect();
    if allowed.is_empty() {
        return diagnostics;
    }
    let is_allowed = |diagnostic: &Diagnostic| {
        let Some(span) = diagnostic.span() else { return false };
        allowed.iter().any(|(around, code)| *code == diagnostic.code.id && contains(*around, span))
    };
    diagnostics.into_iter().filter(|diagnostic| !is_allowed(diagnostic)).collect()
}

fn allowances(places: Vec<Place<'_>>) -> impl Iterator<Item = (Span, &str)> {
    places
        .into_iter()
        .flat_map(|place| place.attrs.iter().filter_map(move |attr| Some((place.span, code(attr)?))))
}

/// The code that an attribute allows.
fn code(attr: &Attr) -> Option<&str> {
    if attr.name.text != "allow" {
        return None;
    }
    match &attr.args.first()?.kind {
        ExprKind::Name(name) => Some(&name.text),
        _ => None,
    }
}

pub(crate) fn contains(around: Span, inner: Span) -> bool {
    around.file == inner.file && around.start <= inner.start && inner.end <= around.end
}
