//! Expressions; who binds tighter.

use std::sync::LazyLock;

use ecow::{EcoString, eco_format};
use flowc_text::Span;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};

use super::{Builder, Rule, error};
use crate::ast::{
    BinaryOp, Block, BlockSpan, BranchArm, CallExpr, Comment, Expr, ExprKind, Name, Stmt, StmtKind, Trivia,
};

/// Loosest first; see `print/precedence.rs`, which must agree.
static PRATT: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::default))
        .op(left(Rule::or_op))
        .op(left(Rule::xor))
        .op(left(Rule::and_op))
        .op(Op::prefix(Rule::not))
        .op(left(Rule::equal)
            | left(Rule::not_equal)
            | left(Rule::identical)
            | left(Rule::not_identical)
            | left(Rule::at_least)
            | left(Rule::at_most)
            | left(Rule::greater)
            | left(Rule::less)
            | left(Rule::multiple_of)
            | left(Rule::in_op)
            | left(Rule::not_in)
            | left(Rule::has)
            | left(Rule::not_has)
            | Op::postfix(Rule::is_empty)
            | Op::postfix(Rule::is_not_empty))
        .op(left(Rule::add) | left(Rule::subtract))
        .op(left(Rule::multiply) | left(Rule::divide))
        .op(Op::postfix(Rule::as_shape))
        .op(Op::prefix(Rule::negate))
});

fn binary_op(rule: Rule) -> BinaryOp {
    match rule {
        Rule::default => BinaryOp::Default,
        Rule::or_op => BinaryOp::Or,
        Rule::xor => BinaryOp::Xor,
        Rule::and_op => BinaryOp::And,
        Rule::not_equal => BinaryOp::NotEqual,
        Rule::identical => BinaryOp::Identical,
        Rule::not_identical => BinaryOp::NotIdentical,
        Rule::at_least => BinaryOp::AtLeast,
        Rule::at_most => BinaryOp::AtMost,
        Rule::greater => BinaryOp::Greater,
        Rule::less => BinaryOp::Less,
        Rule::multiple_of => BinaryOp::MultipleOf,
        Rule::in_op => BinaryOp::In,
        Rule::not_in => BinaryOp::NotIn,
        Rule::has => BinaryOp::Has,
        Rule::not_has => BinaryOp::NotHas,
        Rule::add => BinaryOp::Add,
        Rule::subtract => BinaryOp::Subtract,
        Rule::multiply => BinaryOp::Multiply,
        Rule::divide => BinaryOp::Divide,
        _ => BinaryOp::Equal,
    }
}

impl Builder<'_> {
    /// `expression`, `head` or `operation`.
    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut pair = pair;
        while matches!(pair.as_rule(), Rule::expression | Rule::head | Rule::match_value) {
            match super::only(pair) {
                Some(inner) => pair = inner,
                None => return error::missing(span),
            }
        }
        match pair.as_rule() {
            Rule::closure => self.closure(pair),
            Rule::search => self.search(pair),
            _ => self.operation(pair),
        }
    }

    pub(super) fn optional_expression(&mut self, pair: Option<Pair<'_, Rule>>, span: Span) -> Expr {
        match pair {
            Some(pair) => self.expression(pair),
            None => error::missing(span),
        }
    }

    fn operation(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let pairs = pair.into_inner();
        let levels = 1 + pairs.len() / 2;
        let fits = self.enter(levels, span);
        let expr = if fits { self.pratt(pairs) } else { error::missing(span) };
        self.leave(levels);
        expr
    }

    fn pratt(&mut self, pairs: Pairs<'_, Rule>) -> Expr {
        let this = std::cell::RefCell::new(self);
        PRATT
            .map_primary(|operand| this.borrow_mut().operand(operand))
            .map_prefix(|op, inner| {
                let span = this.borrow().span(&op).to(inner.span);
                match (op.as_rule(), inner.kind) {
                    (Rule::not, kind) => {
                        Expr { kind: ExprKind::Not(Box::new(Expr { kind, span: inner.span })), span }
                    }
                    // A sign belongs to the literal.
                    (_, ExprKind::Number(number)) if !number.starts_with('-') => {
                        Expr { kind: ExprKind::Number(eco_format!("-{number}")), span }
                    }
                    (_, kind) => {
                        Expr { kind: ExprKind::Negate(Box::new(Expr { kind, span: inner.span })), span }
                    }
                }
            })
            .map_postfix(|inner, op| {
                let span = inner.span.to(this.borrow().span(&op));
                let inner = Box::new(inner);
                let kind = match op.as_rule() {
                    Rule::is_empty => ExprKind::IsEmpty(inner, false),
                    Rule::is_not_empty => ExprKind::IsEmpty(inner, true),
                    _ => match super::only(op) {
                        Some(shape) => ExprKind::As(inner, Box::new(this.borrow_mut().shape(shape))),
                        None => ExprKind::Paren(inner),
                    },
                };
                Expr { kind, span }
            })
            .map_infix(|left, op, right| {
                let span = left.span.to(right.span);
                let kind = ExprKind::Binary(binary_op(op.as_rule()), Box::new(left), Box::new(right));
                Expr { kind, span }
            })
            .parse(pairs)
    }

    /// An atom and the fields, items and calls behind it.
    pub(super) fn operand(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let levels = parts.len().saturating_sub(1);
        let fits = self.enter(levels, span);
        let expr = match parts.next() {
            Some(atom) if fits => {
                let expr = self.atom(atom);
                self.tails(expr, parts)
            }
            _ => error::missing(span),
        };
        self.leave(levels);
        expr
    }

    fn tails(&mut self, mut expr: Expr, parts: Pairs<'_, Rule>) -> Expr {
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            let mut span = expr.span.to(self.span(&part));
            let kind = match part.as_rule() {
                Rule::field => match super::only(part) {
                    Some(label) => ExprKind::Field(Box::new(expr), self.name(&label)),
                    None => ExprKind::Paren(Box::new(expr)),
                },
                Rule::bracket => {
                    let options = self.arguments(part);
                    match parts.next_if(|next| next.as_rule() == Rule::arguments) {
                        Some(next) => {
                            span = expr.span.to(self.span(&next));
                            let args = self.arguments(next);
                            ExprKind::Call(Box::new(CallExpr { callee: expr, options: Some(options), args }))
                        }
                        None => {
                            let mut options = options.into_iter();
                            match (options.next(), options.next()) {
                                (Some(item), None) if item.name.is_none() && item.attrs.is_empty() => {
                                    ExprKind::Index(Box::new(expr), Box::new(item.value))
                                }
                                _ => {
                                    self.report(error::bad_index(span));
                                    ExprKind::Error(EcoString::new())
                                }
                            }
                        }
                    }
                }
                _ => {
                    let args = self.arguments(part);
                    ExprKind::Call(Box::new(CallExpr { callee: expr, options: None, args }))
                }
            };
            expr = Expr { kind, span };
        }
        expr
    }

    fn atom(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::number => ExprKind::Number(pair.as_str().into()),
            Rule::constant => match pair.as_str() {
                "null" => ExprKind::Null,
                word => ExprKind::Bool(word == "true"),
            },
            Rule::text => self.text(pair),
            Rule::list => ExprKind::List(pair.into_inner().map(|item| self.expression(item)).collect()),
            Rule::record => ExprKind::Record(self.arguments(pair)),
            Rule::parens => ExprKind::Paren(Box::new(self.optional_expression(super::only(pair), span))),
            Rule::if_expression => self.if_expression(pair.into_inner(), span),
            Rule::branch => self.branch(pair.into_inner(), span),
            Rule::try_expression => self.try_expression(pair.into_inner()),
            Rule::match_expression => self.match_expression(pair.into_inner(), span),
            _ => self.word(pair.into_inner()),
        };
        Expr { kind, span }
    }

    fn word(&mut self, mut parts: Pairs<'_, Rule>) -> ExprKind {
        let name = parts.next().map(|name| self.name(&name)).unwrap_or_default();
        match parts.next() {
            None => ExprKind::Name(name),
            Some(part) => {
                let span = self.span(&part);
                let text = Expr { kind: self.text(part), span };
                ExprKind::Prefixed(name, Box::new(text))
            }
        }
    }

    fn search(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let mode = parts.next().and_then(super::only).map(|name| self.name(&name)).unwrap_or_default();
        let condition = parts.next().map(|condition| Box::new(self.expression(condition)));
        Expr { kind: ExprKind::Where { mode, condition }, span }
    }

    fn closure(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let params: Vec<Name> = match parts.next() {
            Some(names) => names.into_inner().map(|name| self.name(&name)).collect(),
            None => Vec::new(),
        };
        let fits = self.enter(1, span);
        let kind = match parts.next() {
            Some(body) if fits && body.as_rule() == Rule::block => {
                ExprKind::Closure { params, body: Box::new(self.block(body)), braces: true }
            }
            Some(body) if fits => {
                let value = self.expression(body);
                ExprKind::Closure { params, body: Box::new(block_of(value)), braces: false }
            }
            _ => ExprKind::Error(EcoString::new()),
        };
        self.leave(1);
        Expr { kind, span }
    }

    fn if_expression(&mut self, mut parts: Pairs<'_, Rule>, span: Span) -> ExprKind {
        let levels = parts.len().saturating_sub(2);
        if !self.enter(levels, span) {
            self.leave(levels);
            return ExprKind::Error(EcoString::new());
        }
        let mut arms = Vec::new();
        let condition = self.optional_expression(parts.next(), span);
        let then = parts.next().map(|block| self.block(block)).unwrap_or_default();
        arms.push((condition, then, span));
        let mut otherwise = None;
        for part in parts {
            let start = self.span(&part);
            match part.as_rule() {
                Rule::else_if => {
                    let mut parts = part.into_inner();
                    let condition = self.optional_expression(parts.next(), span);
                    let then = parts.next().map(|block| self.block(block)).unwrap_or_default();
                    // The whole of an `else if` reaches to the end of the chain.
                    arms.push((condition, then, Span { end: span.end, ..start }));
                }
                _ => otherwise = Some(Box::new(self.block(part))),
            }
        }
        self.leave(levels);
        let mut chained = false;
        let mut kind = ExprKind::Error(EcoString::new());
        while let Some((condition, then, span)) = arms.pop() {
            let (condition, then) = (Box::new(condition), Box::new(then));
            kind = ExprKind::If { condition, then, otherwise: otherwise.take(), chained };
            if !arms.is_empty() {
                otherwise = Some(Box::new(block_of(Expr { kind, span })));
                kind = ExprKind::Null;
                chained = true;
            }
        }
        kind
    }

    fn branch(&mut self, parts: Pairs<'_, Rule>, span: Span) -> ExprKind {
        let (mut arms, mut otherwise) = (Vec::new(), None);
        for part in parts {
            let mut trivia = self.leading(&part);
            let end = self.base + part.as_span().end();
            match part.as_rule() {
                Rule::branch_arm => {
                    let mut parts = part.into_inner().filter(|part| part.as_rule() != Rule::arrow);
                    let condition = self.optional_expression(parts.next(), span);
                    let body = parts.next().map(|block| self.block(block)).unwrap_or_default();
                    self.finish(&mut trivia, end);
                    arms.push(BranchArm { trivia, condition, body });
                }
                _ => {
                    let mut body = super::only(part).map(|block| self.block(block)).unwrap_or_default();
                    // The arm has no place for comments of its own: they move into its block.
                    self.finish(&mut trivia, end);
                    let moved = trivia.comments.into_iter().chain(trivia.trailing.map(Comment::from));
                    match body.stmts.first_mut() {
                        Some(first) => {
                            first.trivia.comments.splice(0..0, moved);
                        }
                        None => {
                            body.tail.comments.splice(0..0, moved);
                        }
                    }
                    otherwise = Some(Box::new(body));
                }
            }
        }
        ExprKind::Branch { arms, otherwise }
    }

    fn try_expression(&mut self, mut parts: Pairs<'_, Rule>) -> ExprKind {
        let body = Box::new(parts.next().map(|block| self.block(block)).unwrap_or_default());
        let (mut name, mut handler) = (None, Box::default());
        for part in parts {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                _ => handler = Box::new(self.block(part)),
            }
        }
        ExprKind::Try { body, name, handler }
    }

    fn match_expression(&mut self, mut parts: Pairs<'_, Rule>, span: Span) -> ExprKind {
        let value = Box::new(self.optional_expression(parts.next(), span));
        let (mut arms, mut otherwise) = (Vec::new(), None);
        for part in parts {
            let place = self.span(&part);
            let mut sides = part.into_inner().filter(|side| side.as_rule() != Rule::arrow);
            let left = sides.next();
            let is_else = left.as_ref().is_some_and(|left| left.as_rule() == Rule::match_else);
            if otherwise.is_some() {
                self.report(error::else_not_last(place));
            }
            if is_else {
                otherwise = Some(Box::new(self.optional_expression(sides.next(), span)));
            } else {
                let left = self.optional_expression(left, span);
                arms.push((left, self.optional_expression(sides.next(), span)));
            }
        }
        ExprKind::Match { value, arms, otherwise }
    }
}

/// A block that is one expression.
fn block_of(value: Expr) -> Block {
    let span = value.span;
    let stmt = Stmt {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        kind: StmtKind::Expr(value),
        policy: None,
        span,
    };
    Block { stmts: vec![stmt], tail: Trivia::default(), span: BlockSpan(span) }
}
