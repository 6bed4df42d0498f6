//! Blocks and statements.

use ecow::EcoString;

use super::expression::{argument, brackets, expression, head, if_else, operation, try_catch};
use super::item::{attribute_lines, description};
use super::layout::{Doc, group, indent, joined, nothing, seq, text};
use super::precedence::ends_in_if;
use super::shape::shape;
use super::text::{label, marked, name, quoted, ticked};
use super::trivia::{Entry, clean, comments};
use crate::ast::{
    Arg, Binding, Block, Comment, Expr, ExprKind, Name, OnError, Pattern, PatternField, Policy, Stmt,
    StmtKind, Trivia,
};

/// A block whose statements have lines of their own.
pub(super) fn block(body: &Block) -> Doc {
    if body.stmts.is_empty() && body.tail.comments.is_empty() {
        return text("{}");
    }
    seq([text("{"), indent([Doc::Hard, statements(body)]), Doc::Hard, text("}")])
}

/// A block that may stand on one line: one short value.
pub(super) fn soft_block(body: &Block) -> Doc {
    let [only] = body.stmts.as_slice() else { return block(body) };
    let plain = only.is_plain()
        && only.trivia.comments.is_empty()
        && only.trivia.trailing.is_none()
        && body.tail.comments.is_empty();
    match &only.kind {
        StmtKind::Expr(value) if plain => {
            let doc = value_statement(value);
            if doc.breaks() {
                return block(body);
            }
            seq([text("{"), indent([Doc::Line, doc]), Doc::Line, text("}")])
        }
        _ => block(body),
    }
}

fn statements(body: &Block) -> Doc {
    let mut docs = Vec::new();
    let mut before: Option<&Stmt> = None;
    for stmt in &body.stmts {
        if let Some(before) = before {
            docs.push(Doc::Hard);
            let comment = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Comment { .. });
            // Comments that touch would be one card.
            if stmt.trivia.blank_line || (comment(before) && comment(stmt) && stmt.is_plain()) {
                docs.push(Doc::Hard);
            }
        }
        docs.push(statement(stmt));
        before = Some(stmt);
    }
    if !body.tail.comments.is_empty() {
        if before.is_some() {
            docs.push(Doc::Hard);
            if body.tail.blank_line {
                docs.push(Doc::Hard);
            }
        }
        docs.push(tail_comments(&body.tail));
    }
    Doc::Seq(docs)
}

/// Comments before a closing brace or the end of the file.
pub(super) fn tail_comments(tail: &Trivia) -> Doc {
    let last = tail.comments.len().saturating_sub(1);
    seq(tail.comments.iter().enumerate().map(|(at, comment)| {
        let lines = comment.text.split('\n').map(|line| seq([text("//"), text(clean(line))]));
        let ends = if at == last { 0 } else { 1 + usize::from(comment.apart) };
        seq([joined(lines, || Doc::Hard)].into_iter().chain((0..ends).map(|_| Doc::Hard)))
    }))
}

fn statement(stmt: &Stmt) -> Doc {
    let mut above = stmt.trivia.comments.clone();
    let mut trailing = stmt.trivia.trailing.clone();
    if let StmtKind::Return { form: Some(_), fields, .. } = &stmt.kind {
        // No bracket holds the fields of a form: their comments move in front of the statement.
        for (at, field) in fields.iter().enumerate() {
            above.extend(field.trivia.comments.iter().cloned());
            match &field.trivia.trailing {
                Some(comment) if at + 1 == fields.len() && trailing.is_none() => {
                    trailing = Some(comment.clone())
                }
                other => above.extend(other.clone().map(Comment::from)),
            }
        }
    }
    if let StmtKind::Comment { .. } = stmt.kind {
        above.extend(trailing.take().map(Comment::from));
    }
    let policy = match &stmt.policy {
        Some(policy) if !matches!(stmt.kind, StmtKind::Comment { .. }) => {
            group([indent([Doc::Line, policy_doc(policy)])])
        }
        _ => nothing(),
    };
    let trivia = Trivia { trailing, ..Trivia::default() };
    let doc = seq([description(&stmt.docs), attribute_lines(&stmt.attrs), action(&stmt.kind), policy]);
    seq([comments(&above), Entry { trivia: &trivia, doc }.with_comments()])
}

fn action(kind: &StmtKind) -> Doc {
    match kind {
        StmtKind::Comment { title, text } => comment(title.as_deref(), text),
        StmtKind::Let(bindings) => let_doc(bindings),
        StmtKind::Expr(value) => value_statement(value),
        StmtKind::For { item, list, concurrency, ignore_errors, body } => seq([
            text("for "),
            name(item),
            text(" in "),
            head(list),
            worded(" concurrency ", concurrency.as_ref()),
            text(if *ignore_errors { " on error ignore " } else { " " }),
            block(body),
        ]),
        StmtKind::Repeat { count, concurrency, body } => seq([
            text("repeat "),
            head(count),
            worded(" concurrency ", concurrency.as_ref()),
            text(" "),
            block(body),
        ]),
        StmtKind::Wait { amount, unit: Some(unit) } => {
            seq([text("wait "), head(amount), text(" "), name(unit)])
        }
        StmtKind::Wait { amount, unit: None } => seq([text("wait until "), head(amount)]),
        StmtKind::ContinueIf { condition, otherwise } => {
            let open = otherwise.is_some() && ends_in_if(condition);
            let condition = if open { brackets(operation(condition)) } else { head(condition) };
            let otherwise = otherwise.as_ref().map_or_else(nothing, |otherwise| {
                group([indent([Doc::Line, text("else "), head(otherwise)])])
            });
            seq([text("continue if "), condition, otherwise])
        }
        StmtKind::Return { form, fields, value } => return_doc(form.as_ref(), fields, value.as_ref()),
        StmtKind::Fail { message, code, condition } => seq([
            text("fail "),
            head(message),
            worded(" code ", code.as_ref()),
            worded(" if ", condition.as_ref()),
        ]),
        StmtKind::Spawn(call) => seq([text("spawn "), expression(call)]),
        StmtKind::Error(source) => text(source.clone()),
    }
}

fn worded(word: &'static str, value: Option<&Expr>) -> Doc {
    value.map_or_else(nothing, |value| seq([text(word), head(value)]))
}

/// A minus in front would go on with the line before.
fn value_statement(value: &Expr) -> Doc {
    let doc = match &value.kind {
        ExprKind::If { .. } => if_else(value, true),
        ExprKind::Try { body, name, handler } => try_catch(body, name.as_ref(), handler, true),
        _ => expression(value),
    };
    if doc.first() == Some('-') { brackets(doc) } else { doc }
}

fn let_doc(bindings: &[Binding]) -> Doc {
    let last = bindings.len().saturating_sub(1);
    let entries = bindings.iter().enumerate().map(|(at, own)| {
        let comma = if at < last { text(",") } else { nothing() };
        seq([binding(own), comma])
    });
    let entries = Doc::Packed(entries.collect());
    // What breaks in the only one is indented by itself.
    group([text("let "), if last == 0 { entries } else { indent([entries]) }])
}

fn binding(binding: &Binding) -> Doc {
    let pattern = match &binding.pattern {
        Pattern::Name { name: variable, key } => {
            let key = key.as_ref().map_or_else(nothing, |key| seq([text(" "), quoted(&key.text)]));
            seq([name(variable), key])
        }
        Pattern::Record(fields) => {
            let trivia = Trivia::default();
            let entries = fields.iter().map(|field| Entry { trivia: &trivia, doc: pattern_field(field) });
            super::trivia::bracketed("{", "}", true, entries.collect())
        }
    };
    seq([super::item::attributes_inline(&binding.attrs), pattern, text(" = "), expression(&binding.value)])
}

fn pattern_field(field: &PatternField) -> Doc {
    let mut path = field.path.iter();
    let first = path.next().map_or_else(nothing, name);
    let rest = seq(path.map(|step| seq([text("."), label(step)])));
    let alias = field.alias.as_ref().map_or_else(nothing, |alias| seq([text(" as "), name(alias)]));
    let of = field.shape.as_ref().map_or_else(nothing, |of| seq([text(": "), shape(of)]));
    seq([super::item::attributes_inline(&field.attrs), first, rest, alias, of])
}

fn return_doc(form: Option<&Name>, fields: &[Arg], value: Option<&Expr>) -> Doc {
    if let Some(form) = form {
        let fields = fields.iter().map(|field| argument(field).doc);
        let fields = joined(fields, || seq([text(","), Doc::Line]));
        let between =
            if matches!(&fields, Doc::Seq(docs) if docs.is_empty()) { nothing() } else { text(" ") };
        return group([text("return "), name(form), between, Doc::Indent(Box::new(fields))]);
    }
    let value = match value {
        Some(value) => match &value.kind {
            ExprKind::Record(_) => brackets(expression(value)),
            ExprKind::Name(name) if name.text == "raw" || name.text == "status" => text(ticked(&name.text)),
            _ => expression(value),
        },
        None if fields.is_empty() => return text("return"),
        None => super::trivia::bracketed("{", "}", true, fields.iter().map(argument).collect()),
    };
    seq([text("return "), value])
}

/// `##` lines for the title, `#` lines for the text.
fn comment(title: Option<&str>, body: &EcoString) -> Doc {
    let titles = title.iter().flat_map(|title| title.split('\n')).map(|line| marked("##", "## ", line));
    let alone = title.is_some() && body.is_empty();
    let lines = body.split('\n').filter(|_| !alone).map(|line| marked("#", "# ", line));
    joined(titles.chain(lines), || Doc::Hard)
}

fn policy_doc(policy: &Policy) -> Doc {
    let mut docs = Vec::new();
    if let Some(retry) = &policy.retry {
        let mut parts = vec![text("retry")];
        if !retry.count.is_empty() {
            parts.extend([text(" "), text(retry.count.clone())]);
        }
        for (at, (number, unit)) in retry.every.iter().enumerate() {
            parts.push(text(if at == 0 { " every " } else { ".." }));
            parts.extend([text(number.clone()), text(" "), name(&Name::from(unit.clone()))]);
        }
        if let Some(condition) = &retry.condition {
            let word = if condition.text == "error" { text(ticked("error")) } else { name(condition) };
            parts.extend([text(" on "), word]);
        }
        docs.push(Doc::Seq(parts));
    }
    docs.extend(policy.on_error.as_ref().map(|on_error| match on_error {
        OnError::Stop => text("on error stop"),
        OnError::Return(None) => text("on error return"),
        OnError::Return(Some(value)) => seq([text("on error return "), expression(value)]),
        OnError::Run(flow) => seq([text("on error run "), expression(flow)]),
    }));
    joined(docs, || Doc::Line)
}
