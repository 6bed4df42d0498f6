//! Expressions.

use super::item::attributes_inline;
use super::layout::{Doc, flat_width, group, indent, joined, nothing, seq, text};
use super::precedence::{
    AS, COMPARISON, NEGATE, TIGHTEST, binary_level, left_needs_brackets, not_level, prefixed_needs_brackets,
    right_needs_brackets, sign,
};
use super::shape::shape;
use super::statement::{block, soft_block};
use super::text::{label, name, template, text_doc};
use super::trivia::{Entry, bracketed, lined};
use crate::ast::{Arg, BinaryOp, Block, BranchArm, CallExpr, Expr, ExprKind, StmtKind};

/// An expression where one is taken whole.
pub(super) fn expression(expr: &Expr) -> Doc {
    match &expr.kind {
        ExprKind::Closure { params, body, braces } => closure(params, body, *braces),
        ExprKind::Where { mode, condition } => {
            let head = seq([name(mode), text(" where")]);
            match condition {
                Some(condition) => seq([head, text(" "), operation(condition)]),
                None => head,
            }
        }
        _ => operation(expr),
    }
}

/// An expression behind which a word or a block stands: a brace in front would open a block.
pub(super) fn head(expr: &Expr) -> Doc {
    unless_brace(operation(expr))
}

/// Brackets around what would begin with `{` where a brace opens a block.
pub(super) fn unless_brace(doc: Doc) -> Doc {
    if doc.first() == Some('{') { brackets(doc) } else { doc }
}

pub(super) fn brackets(doc: Doc) -> Doc {
    seq([text("("), doc, text(")")])
}

fn bracketed_if(needed: bool, doc: Doc) -> Doc {
    if needed { brackets(doc) } else { doc }
}

/// Anything but a bare closure or search condition.
pub(super) fn operation(expr: &Expr) -> Doc {
    match &expr.kind {
        ExprKind::Closure { .. } | ExprKind::Where { .. } => brackets(expression(expr)),
        ExprKind::Binary(op, left, right) => binary(*op, left, right),
        ExprKind::Not(inner) => seq([text("not "), prefixed(inner, not_level())]),
        ExprKind::Negate(inner) => {
            let doc = prefixed(inner, NEGATE);
            let literal = doc.first().is_some_and(|first| first.is_ascii_digit());
            seq([text("-"), bracketed_if(literal, doc)])
        }
        ExprKind::IsEmpty(inner, negated) => {
            seq([left(inner, COMPARISON), text(if *negated { " is not empty" } else { " is empty" })])
        }
        ExprKind::As(inner, as_shape) => seq([left(inner, AS), text(" as "), shape(as_shape)]),
        ExprKind::Field(..) | ExprKind::Index(..) | ExprKind::Call(_) => chain(expr),
        _ => atom(expr),
    }
}

fn left(expr: &Expr, level: u8) -> Doc {
    bracketed_if(left_needs_brackets(expr, level), expression(expr))
}

fn prefixed(expr: &Expr, level: u8) -> Doc {
    bracketed_if(prefixed_needs_brackets(expr, level), expression(expr))
}

/// Operators of one level in a row are broken together, each in front of its line.
fn binary(op: BinaryOp, left_side: &Expr, right: &Expr) -> Doc {
    let mut links = vec![(op, right)];
    let level = binary_level(op);
    let mut first = left_side;
    while let ExprKind::Binary(inner, inner_left, inner_right) = &first.kind {
        if binary_level(*inner) != level || left_needs_brackets(first, level) {
            break;
        }
        links.push((*inner, inner_right));
        first = inner_left;
    }
    let rest = links.into_iter().rev().map(|(op, right)| {
        let right = bracketed_if(right_needs_brackets(right, level), expression(right));
        seq([Doc::Line, text(sign(op)), text(" "), right])
    });
    let rest = seq(rest);
    group([left(first, level), indent([rest])])
}

/// A value and the fields, items and calls behind it.
fn chain(expr: &Expr) -> Doc {
    let mut links = Vec::new();
    let mut calls = 0;
    let mut at = expr;
    loop {
        at = match &at.kind {
            ExprKind::Field(inner, field) => {
                links.push((true, seq([text("."), label(field)])));
                inner
            }
            ExprKind::Index(inner, index) => {
                links.push((false, seq([text("["), expression(index), text("]")])));
                inner
            }
            ExprKind::Call(call) => {
                calls += 1;
                links.push((false, call_arguments(call)));
                let index = matches!(call.callee.kind, ExprKind::Index(..)) && call.options.is_none();
                if index {
                    links.push((false, brackets(chain(&call.callee))));
                    break;
                }
                &call.callee
            }
            _ => {
                links.push((false, bracketed_if(left_needs_brackets(at, TIGHTEST), expression(at))));
                break;
            }
        };
    }
    links.reverse();
    if calls < 3 {
        return seq(links.into_iter().map(|(_, doc)| doc));
    }
    let mut links = links.into_iter().peekable();
    let base = links.next().map(|(_, doc)| doc);
    // The first field stays with a module or a connection.
    let first = links.next_if(|(is_field, _)| *is_field).map(|(_, doc)| doc);
    let rest = links.map(|(is_field, doc)| if is_field { seq([Doc::Soft, doc]) } else { doc });
    let rest = indent(rest.collect::<Vec<_>>());
    group(base.into_iter().chain(first).chain([rest]))
}

fn call_arguments(call: &CallExpr) -> Doc {
    let options = match &call.options {
        Some(options) => bracketed("[", "]", false, options.iter().map(argument).collect()),
        None => nothing(),
    };
    seq([options, arguments(&call.args)])
}

/// Arguments in round brackets. A last one that has brackets of its own holds the call's.
pub(super) fn arguments(args: &[Arg]) -> Doc {
    if let Some((last, front)) = args.split_last() {
        let holds = match &last.value.kind {
            ExprKind::Closure { body, braces, .. } if *braces || breaks(body) => {
                front.is_empty() || (front.iter().all(is_short) && closure_head(front, body) <= HEAD)
            }
            ExprKind::Record(fields) => !fields.is_empty() && is_narrow(front),
            ExprKind::List(items) => front.is_empty() && !items.is_empty(),
            ExprKind::Text(_) | ExprKind::Template(_) | ExprKind::Prefixed(..) => front.is_empty(),
            _ => false,
        };
        if holds && args.iter().all(|arg| arg.trivia.comments.is_empty() && arg.trivia.trailing.is_none()) {
            return brackets(joined(args.iter().map(|arg| argument(arg).doc), || text(", ")));
        }
    }
    bracketed("(", ")", false, args.iter().map(argument).collect())
}

/// Whether arguments stay on their line in front of a record that is broken.
fn is_narrow(front: &[Arg]) -> bool {
    let docs = || front.iter().map(|arg| argument(arg).doc);
    docs().all(|doc| !doc.breaks()) && docs().map(|doc| flat_width(&doc, HEAD) + 2).sum::<usize>() <= HEAD
}

/// What stands in front of a closure's first bracket takes at most this many columns.
const HEAD: usize = 36;

/// Whether a closure's body has a place where a line may end.
fn breaks(body: &Block) -> bool {
    let [only] = body.stmts.as_slice() else { return true };
    match &only.kind {
        StmtKind::Expr(value) => matches!(
            value.kind,
            ExprKind::Call(_)
                | ExprKind::Binary(..)
                | ExprKind::Record(_)
                | ExprKind::List(_)
                | ExprKind::Text(_)
        ),
        _ => true,
    }
}

/// How wide the arguments in front of a closure and the name of what it calls are.
fn closure_head(front: &[Arg], body: &Block) -> usize {
    let called = match body.stmts.as_slice() {
        [only] => match &only.kind {
            StmtKind::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                flat_width(&expression(&call.callee), HEAD)
            }
            _ => 0,
        },
        _ => 0,
    };
    called + front.iter().map(|arg| flat_width(&argument(arg).doc, HEAD) + 2).sum::<usize>()
}

fn is_short(arg: &Arg) -> bool {
    arg.attrs.is_empty()
        && matches!(
            arg.value.kind,
            ExprKind::Name(_)
                | ExprKind::Number(_)
                | ExprKind::Bool(_)
                | ExprKind::Null
                | ExprKind::Field(..)
        )
}

/// `@label("…") name: value`.
pub(super) fn argument(arg: &Arg) -> Entry<'_> {
    let named = match &arg.name {
        Some(name) => seq([label(name), text(": ")]),
        None => nothing(),
    };
    Entry { trivia: &arg.trivia, doc: seq([attributes_inline(&arg.attrs), named, expression(&arg.value)]) }
}

fn atom(expr: &Expr) -> Doc {
    match &expr.kind {
        ExprKind::Bool(true) => text("true"),
        ExprKind::Bool(false) => text("false"),
        ExprKind::Number(number) => text(number.clone()),
        ExprKind::Text(value) => text_doc(value),
        ExprKind::Template(parts) => template(parts),
        ExprKind::Prefixed(word, inner) => seq([name(word), text(" "), expression(inner)]),
        ExprKind::Name(word) => name(word),
        ExprKind::List(items) => {
            let trivia = crate::ast::Trivia::default();
            let items = items.iter().map(|item| Entry { trivia: &trivia, doc: expression(item) });
            bracketed("[", "]", false, items.collect())
        }
        ExprKind::Record(fields) => bracketed("{", "}", true, fields.iter().map(argument).collect()),
        ExprKind::Paren(inner) => brackets(expression(inner)),
        ExprKind::If { .. } => if_else(expr, false),
        ExprKind::Branch { arms, otherwise } => branch(arms, otherwise.as_deref()),
        ExprKind::Try { body, name, handler } => try_catch(body, name.as_ref(), handler, false),
        ExprKind::Match { value, arms, otherwise } => match_arms(value, arms, otherwise.as_deref()),
        ExprKind::Error(source) => text(source.clone()),
        _ => text("null"),
    }
}

fn closure(params: &[crate::ast::Name], body: &Block, braces: bool) -> Doc {
    let params = match params {
        [only] => name(only),
        _ => brackets(joined(params.iter().map(name), || text(", "))),
    };
    let single = match body.stmts.as_slice() {
        [only] if !braces && only.is_plain() => match &only.kind {
            StmtKind::Expr(value) => Some(value),
            _ => None,
        },
        _ => None,
    };
    let body = match single {
        Some(value) => unless_brace(expression(value)),
        None => soft_block(body),
    };
    group([params, text(" => "), body])
}

/// As a statement its blocks always have lines of their own.
pub(super) fn if_else(expr: &Expr, statement: bool) -> Doc {
    let arm = |body: &Block| if statement { block(body) } else { soft_block(body) };
    let mut docs = Vec::new();
    let mut next = Some(expr);
    while let Some(Expr { kind: ExprKind::If { condition, then, otherwise, chained }, .. }) = next.take() {
        docs.extend([text("if "), head(condition), text(" "), arm(then)]);
        let Some(otherwise) = otherwise else { break };
        docs.push(text(" else "));
        next = only_if(otherwise).filter(|_| *chained);
        if next.is_none() {
            docs.push(arm(otherwise));
        }
    }
    group(docs)
}

/// The `if` of an `else if`.
fn only_if(body: &Block) -> Option<&Expr> {
    let [only] = body.stmts.as_slice() else { return None };
    match &only.kind {
        StmtKind::Expr(expr) if matches!(expr.kind, ExprKind::If { .. }) => Some(expr),
        _ => None,
    }
}

pub(super) fn try_catch(
    body: &Block,
    error: Option<&crate::ast::Name>,
    handler: &Block,
    statement: bool,
) -> Doc {
    let arm = |body: &Block| if statement { block(body) } else { soft_block(body) };
    let error = error.map_or_else(nothing, |error| seq([text(" "), name(error)]));
    group([text("try "), arm(body), text(" catch"), error, text(" "), arm(handler)])
}

fn branch(arms: &[BranchArm], otherwise: Option<&Block>) -> Doc {
    let mut lines = Vec::new();
    for arm in arms {
        lines.push(Doc::Hard);
        let doc = seq([head(&arm.condition), text(" => "), group([soft_block(&arm.body)])]);
        lines.push(Entry { trivia: &arm.trivia, doc }.with_comments());
    }
    if let Some(otherwise) = otherwise {
        lines.extend([Doc::Hard, text("else => "), group([soft_block(otherwise)])]);
    }
    if lines.is_empty() {
        return text("branch {}");
    }
    seq([text("branch {"), indent(lines), Doc::Hard, text("}")])
}

fn match_arms(value: &Expr, arms: &[(Expr, Expr)], otherwise: Option<&Expr>) -> Doc {
    let trivia = crate::ast::Trivia::default();
    let arm = |left: Doc, right: &Expr| Entry {
        trivia: &trivia,
        doc: seq([left, text(" => "), unless_brace(expression(right))]),
    };
    let entries = arms.iter().map(|(left, right)| arm(operation(left), right));
    let entries = entries.chain(otherwise.map(|right| arm(text("else"), right)));
    seq([text("match "), head(value), text(" "), lined("{", "}", true, entries.collect())])
}
