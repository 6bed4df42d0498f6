//! Blocks, statements, error policies.

use ecow::EcoString;
use flowc_text::Span;
use pest::iterators::{Pair, Pairs};

use super::text::{line_content, unwrapped};
use super::{Builder, Rule, error};
use crate::ast::{
    Arg, Binding, Block, BlockSpan, Expr, ExprKind, Name, OnError, Pattern, PatternField, Policy, Retry,
    Stmt, StmtKind, Trivia,
};

impl Builder<'_> {
    pub(super) fn block(&mut self, pair: Pair<'_, Rule>) -> Block {
        let span = self.span(&pair);
        let end = self.base + pair.as_span().end();
        let mut block = Block { span: BlockSpan(span), ..Block::default() };
        if self.enter(1, span) {
            for statement in pair.into_inner() {
                block.stmts.push(self.statement(statement));
            }
        }
        self.leave(1);
        // Between the last statement and the brace.
        let blank_line = self.blank_before(end.saturating_sub(1));
        let comments = self.comments_before(end);
        block.tail = Trivia { blank_line: blank_line && !comments.is_empty(), comments, trailing: None };
        block
    }

    pub(super) fn statement(&mut self, pair: Pair<'_, Rule>) -> Stmt {
        let mut trivia = self.leading(&pair);
        let span = self.span(&pair);
        let end = self.base + pair.as_span().end();
        let (mut docs, mut attrs, mut policy) = (Vec::new(), Vec::new(), None);
        let mut kind = StmtKind::Error(EcoString::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::doc => docs.push(line_content(part.as_str(), "///")),
                Rule::attribute => attrs.push(self.attribute(part)),
                Rule::policy => policy = Some(Box::new(self.policy(part))),
                _ => kind = self.action(part),
            }
        }
        self.finish(&mut trivia, end);
        Stmt { trivia, docs: unwrapped(docs.into_iter()), attrs, kind, policy, span }
    }

    fn action(&mut self, pair: Pair<'_, Rule>) -> StmtKind {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        if rule == Rule::comment {
            return comment(pair);
        }
        let mut parts = pair.into_inner();
        match rule {
            Rule::let_statement => StmtKind::Let(parts.map(|binding| self.binding(binding)).collect()),
            Rule::for_statement => self.for_statement(parts),
            Rule::repeat_statement => self.repeat_statement(parts, span),
            Rule::wait_statement => match parts.next() {
                Some(part) if part.as_rule() == Rule::wait_until => {
                    StmtKind::Wait { amount: self.optional_expression(super::only(part), span), unit: None }
                }
                amount => StmtKind::Wait {
                    amount: self.optional_expression(amount, span),
                    unit: parts.next().map(|unit| self.name(&unit)),
                },
            },
            Rule::continue_statement => StmtKind::ContinueIf {
                condition: self.optional_expression(parts.next(), span),
                otherwise: self.inner_expression(parts.next()),
            },
            Rule::return_statement => self.return_statement(parts.next()),
            Rule::fail_statement => {
                let message = self.optional_expression(parts.next(), span);
                let (mut code, mut condition) = (None, None);
                for part in parts {
                    match part.as_rule() {
                        Rule::fail_code => code = self.inner_expression(Some(part)),
                        _ => condition = self.inner_expression(Some(part)),
                    }
                }
                StmtKind::Fail { message, code, condition }
            }
            Rule::spawn_statement => StmtKind::Spawn(self.optional_expression(parts.next(), span)),
            _ => StmtKind::Expr(self.optional_expression(parts.next(), span)),
        }
    }

    fn for_statement(&mut self, parts: Pairs<'_, Rule>) -> StmtKind {
        let mut item = Name::default();
        let mut list = Expr::from(ExprKind::Null);
        let (mut concurrency, mut ignore_errors) = (None, false);
        let mut body = Box::default();
        for part in parts {
            match part.as_rule() {
                Rule::name => item = self.name(&part),
                Rule::head => list = self.expression(part),
                Rule::concurrency => concurrency = self.inner_expression(Some(part)),
                Rule::ignore_errors => ignore_errors = true,
                Rule::in_word => {}
                _ => body = Box::new(self.block(part)),
            }
        }
        StmtKind::For { item, list, concurrency, ignore_errors, body }
    }

    fn repeat_statement(&mut self, mut parts: Pairs<'_, Rule>, span: Span) -> StmtKind {
        let count = self.optional_expression(parts.next(), span);
        let (mut concurrency, mut body) = (None, Box::default());
        for part in parts {
            match part.as_rule() {
                Rule::concurrency => concurrency = self.inner_expression(Some(part)),
                _ => body = Box::new(self.block(part)),
            }
        }
        StmtKind::Repeat { count, concurrency, body }
    }

    /// `return`, `return { … }`, `return word name: value, …`, `return value`.
    fn return_statement(&mut self, part: Option<Pair<'_, Rule>>) -> StmtKind {
        let (mut form, mut fields, mut value) = (None, Vec::new(), None);
        match part {
            Some(part) if part.as_rule() == Rule::return_form => {
                for part in part.into_inner() {
                    match part.as_rule() {
                        Rule::form_name => form = Some(self.name(&part)),
                        _ => fields.push(self.argument(part)),
                    }
                }
            }
            Some(part) => {
                let expr = self.expression(part);
                match expr.kind {
                    ExprKind::Record(record) => fields = record,
                    _ => value = Some(expr),
                }
            }
            None => {}
        }
        StmtKind::Return { form, fields, value }
    }

    fn binding(&mut self, pair: Pair<'_, Rule>) -> Binding {
        let span = self.span(&pair);
        let mut attrs = Vec::new();
        let mut pattern = Pattern::Record(Vec::new());
        let mut value = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::attribute => attrs.push(self.attribute(part)),
                Rule::pattern => pattern = self.pattern(part),
                Rule::equals => {}
                _ => value = Some(self.expression(part)),
            }
        }
        Binding { attrs, pattern, value: value.unwrap_or_else(|| error::missing(span)) }
    }

    pub(super) fn pattern(&mut self, pair: Pair<'_, Rule>) -> Pattern {
        let mut parts = pair.into_inner();
        match parts.next() {
            Some(part) if part.as_rule() == Rule::name => {
                Pattern::Name { name: self.name(&part), key: parts.next().map(|key| self.text_literal(key)) }
            }
            Some(part) => Pattern::Record(part.into_inner().map(|field| self.pattern_field(field)).collect()),
            None => Pattern::Record(Vec::new()),
        }
    }

    fn pattern_field(&mut self, pair: Pair<'_, Rule>) -> PatternField {
        let mut field = PatternField { attrs: Vec::new(), path: Vec::new(), alias: None, shape: None };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::attribute => field.attrs.push(self.attribute(part)),
                Rule::path => field.path = part.into_inner().map(|name| self.name(&name)).collect(),
                Rule::alias => field.alias = super::only(part).map(|name| self.name(&name)),
                _ => field.shape = Some(self.shape(part)),
            }
        }
        field
    }

    fn policy(&mut self, pair: Pair<'_, Rule>) -> Policy {
        let span = BlockSpan(self.span(&pair));
        let mut policy = Policy { retry: None, on_error: None, span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::retry => policy.retry = Some(self.retry(part)),
                _ => policy.on_error = super::only(part).map(|part| self.on_error(part)),
            }
        }
        policy
    }

    fn retry(&mut self, pair: Pair<'_, Rule>) -> Retry {
        let mut retry = Retry { count: EcoString::new(), every: Vec::new(), condition: None };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => retry.count = part.as_str().into(),
                Rule::every => {
                    for duration in part.into_inner() {
                        let mut parts = duration.into_inner();
                        let number = parts.next().map(|number| number.as_str().into()).unwrap_or_default();
                        let unit = parts.next().map(|unit| self.name(&unit).text).unwrap_or_default();
                        retry.every.push((number, unit));
                    }
                }
                _ => retry.condition = super::only(part).map(|name| self.name(&name)),
            }
        }
        retry
    }

    fn on_error(&mut self, pair: Pair<'_, Rule>) -> OnError {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::on_error_return => OnError::Return(self.inner_expression(Some(pair))),
            Rule::on_error_run => OnError::Run(self.optional_expression(super::only(pair), span)),
            _ => OnError::Stop,
        }
    }

    /// The expression inside a pair that is a word and an expression.
    fn inner_expression(&mut self, pair: Option<Pair<'_, Rule>>) -> Option<Expr> {
        pair.and_then(super::only).map(|inner| self.expression(inner))
    }

    /// The fields or arguments of a bracket.
    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Vec<Arg> {
        pair.into_inner().map(|argument| self.argument(argument)).collect()
    }

    pub(super) fn argument(&mut self, pair: Pair<'_, Rule>) -> Arg {
        let mut trivia = self.leading(&pair);
        let span = self.span(&pair);
        let end = self.base + pair.as_span().end();
        let (mut attrs, mut name, mut value) = (Vec::new(), None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::attribute => attrs.push(self.attribute(part)),
                Rule::argument_name => name = super::only(part).map(|label| self.name(&label)),
                _ => value = Some(self.expression(part)),
            }
        }
        self.finish(&mut trivia, end);
        Arg { trivia, attrs, name, value: value.unwrap_or_else(|| error::missing(span)) }
    }
}

/// `##` lines in front are the title, the others the text.
fn comment(pair: Pair<'_, Rule>) -> StmtKind {
    let lines: Vec<&str> = pair.into_inner().map(|line| line.as_str()).collect();
    let titles = lines.iter().take_while(|line| line.starts_with("##")).count();
    let (title, text) = lines.split_at(titles);
    let joined = |lines: Vec<EcoString>| EcoString::from(lines.join("\n"));
    StmtKind::Comment {
        title: (titles > 0).then(|| joined(unwrapped(title.iter().map(|line| line_content(line, "##"))))),
        text: joined(unwrapped(text.iter().map(|line| line_content(line, "#")))),
    }
}
