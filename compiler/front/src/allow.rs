//! `@allow(F0804, "the reason")`: findings that are meant.

use ecow::EcoString;
use flowc_diag::{Code, Diagnostic};
use flowc_syntax::ast::{Attr, ExprKind};
use flowc_text::Span;

use crate::diagnostics;

/// One allowed code in the item or statement that the attribute stands on.
#[derive(Clone, Debug)]
pub(crate) struct Allow {
    code: Code,
    /// What it speaks of.
    scope: Span,
    /// Where it stands.
    span: Span,
}

impl Allow {
    /// Reads the attribute; `Err` says what is wrong with it.
    pub fn read(attr: &Attr, scope: Span) -> Result<Allow, Diagnostic> {
        let [code, reason] = attr.args.as_slice() else {
            return Err(diagnostics::bad_attribute(&attr.name, "@allow(F0804, \"the reason\")"));
        };
        let (ExprKind::Name(name), ExprKind::Text(_)) = (&code.kind, &reason.kind) else {
            return Err(diagnostics::bad_attribute(&attr.name, "@allow(F0804, \"the reason\")"));
        };
        match Code::find(&name.text) {
            Some(code) => Ok(Allow { code, scope, span: attr.name.span.to(name.span) }),
            None => {
                let known: Vec<EcoString> = flowc_diag::codes::ALL.iter().map(|code| code.id.into()).collect();
                Err(diagnostics::unknown("code", &name.text, name.span, &known))
            }
        }
    }

    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let inside = |span: Span| {
            span.file == self.scope.file && self.scope.start <= span.start && span.end <= self.scope.end
        };
        diagnostic.code == self.code && diagnostic.span().is_some_and(inside)
    }
}

/// Leaves out what is allowed, speaks of what is allowed in vain, and puts the rest in source order.
pub(crate) fn filter(diagnostics: Vec<Diagnostic>, allows: &[Allow]) -> Vec<Diagnostic> {
    let mut used = vec![false; allows.len()];
    let mut left: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let mut allowed = false;
        for (allow, used) in allows.iter().zip(&mut used) {
            if allow.covers(&diagnostic) {
                (allowed, *used) = (true, true);
            }
        }
        if !allowed {
            left.push(diagnostic);
        }
    }
    let vain = allows.iter().zip(used).filter(|(_, used)| !used);
    left.extend(vain.map(|(allow, _)| diagnostics::unused_allow(allow.code, allow.span)));
    left.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.file, span.start, span.end)));
    left.dedup();
    left
}
