//! The wording of what is said or declared twice.

use flowc_diag::{Diagnostic, codes};
use flowc_syntax::ast::Name;
use flowc_text::Span;

pub(crate) fn duplicate(what: &str, name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::F0202, span, format!("the {what} `{name}` is declared twice"))
        .primary("declared again")
        .why(first, "first declared here")
        .help("give one of them another name; a later value does not replace an earlier one")
}

pub(crate) fn duplicate_in_project(what: &str, other: &str, name: &Name, first: Span) -> Diagnostic {
    let title = format!("another module declares a {other} `{}` already", name.text);
    Diagnostic::new(codes::F0202, name.span, title)
        .primary(format!("the {what} has the same name"))
        .why(first, format!("the {other} is declared here"))
        .help("give one of them another name, or declare it once: tables and connections are known in every module")
}

pub(crate) fn field_twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::F0202, span, format!("the field `{name}` is given twice"))
        .primary("given again")
        .why(first, "first given here")
        .help("leave one of them out, or give it another name; a later value does not replace an earlier one")
}

pub(crate) fn attribute_twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::new(codes::F0202, name.span, format!("`@{}` is said twice", name.text))
        .primary("said again")
        .why(first, "first said here")
        .help("leave one of them out; a later one does not replace an earlier one")
}

pub(crate) fn match_arm_twice(constant: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::F0202, span, format!("this `match` has two arms for \"{constant}\""))
        .primary("never reached")
        .why(first, "the first one is here")
        .help("leave one of them out")
}
