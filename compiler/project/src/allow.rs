//! `@allow(CODE, "reason")`: findings that are meant.

use flowc_diag::{Code, Diagnostic, codes};
use flowc_syntax::ast::{Attr, ExprKind};
use flowc_text::Span;

use crate::Module;
use crate::statements::places;

/// A code that an attribute allows.
struct Allowed {
    code: Code,
    /// The item or statement that the attribute stands on.
    around: Span,
    /// The attribute.
    span: Span,
    /// Something was left out for it, or the checker finds fault with the attribute itself.
    spoken_of: bool,
}

/// Findings without those that an `@allow` around them permits, and with those attributes that permit nothing.
pub(crate) fn without_allowed(diagnostics: Vec<Diagnostic>, modules: &[Module]) -> Vec<Diagnostic> {
    let places = modules.iter().flat_map(|module| places(&module.tree));
    let mut allowed: Vec<Allowed> = places
        .flat_map(|place| place.attrs.iter().filter_map(move |attr| allowance(attr, place.span)))
        .collect();
    let mut left = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let span = diagnostic.span();
        let mut around = allowed.iter_mut().filter(|allowed| {
            allowed.code == diagnostic.code && span.is_some_and(|span| contains(allowed.around, span))
        });
        match around.next() {
            Some(allowed) => allowed.spoken_of = true,
            None => left.push(diagnostic),
        }
    }
    let vain = allowed.iter().filter(|allowed| !allowed.spoken_of);
    left.extend(vain.map(|allowed| unused(allowed.code, allowed.span)));
    left
}

fn unused(code: Code, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0805, span, format!("nothing here is reported as {}", code.id))
        .primary("allows what does not occur")
        .help("remove it")
}

/// What an attribute allows; the checker speaks of one that names no code.
fn allowance(attr: &Attr, around: Span) -> Option<Allowed> {
    let code = attr.args.first().filter(|_| attr.name.text == "allow")?;
    let ExprKind::Name(name) = &code.kind else { return None };
    let gives_reason = matches!(attr.args.get(1).map(|reason| &reason.kind), Some(ExprKind::Text(_)));
    let complete = gives_reason && attr.args.len() == 2;
    Some(Allowed {
        code: Code::find(&name.text)?,
        around,
        span: attr.name.span.to(code.span),
        spoken_of: !complete,
    })
}

pub(crate) fn contains(around: Span, inner: Span) -> bool {
    around.file == inner.file && around.start <= inner.start && inner.end <= around.end
}
