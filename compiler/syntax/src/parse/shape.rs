//! Shapes, parameters and attributes.

use pest::iterators::Pair;

use super::text::{line_content, unwrapped};
use super::{Builder, Rule};
use crate::ast::{Attr, Name, Param, ShapeExpr, ShapeKind, Trivia};

impl Builder<'_> {
    pub(super) fn shape(&mut self, pair: Pair<'_, Rule>) -> ShapeExpr {
        let span = self.span(&pair);
        let fits = self.enter(1, span);
        let kind = match super::only(pair) {
            Some(form) if fits => match form.as_rule() {
                Rule::list_shape => match super::only(form) {
                    Some(item) => ShapeKind::List(Box::new(self.shape(item))),
                    None => ShapeKind::Name(Name::default()),
                },
                Rule::record_shape => self.record_shape(form),
                _ => ShapeKind::Name(super::only(form).map(|name| self.name(&name)).unwrap_or_default()),
            },
            _ => ShapeKind::Name(Name { text: "any".into(), span }),
        };
        self.leave(1);
        ShapeExpr { kind, span }
    }

    fn record_shape(&mut self, pair: Pair<'_, Rule>) -> ShapeKind {
        let (mut fields, mut open) = (Vec::new(), false);
        for field in pair.into_inner() {
            match field.as_rule() {
                Rule::open => open = true,
                _ => fields.push(self.parameter(field)),
            }
        }
        ShapeKind::Record { fields, open }
    }

    pub(super) fn parameters(&mut self, pair: Pair<'_, Rule>) -> Vec<Param> {
        pair.into_inner().map(|parameter| self.parameter(parameter)).collect()
    }

    fn parameter(&mut self, pair: Pair<'_, Rule>) -> Param {
        let mut trivia = self.leading(&pair);
        let end = self.base + pair.as_span().end();
        let mut docs = Vec::new();
        let mut param = Param {
            trivia: Trivia::default(),
            docs: Vec::new(),
            attrs: Vec::new(),
            name: Name::default(),
            key: None,
            optional: false,
            shape: None,
            default: None,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::doc => docs.push(line_content(part.as_str(), "///")),
                Rule::attribute => param.attrs.push(self.attribute(part)),
                Rule::label => param.name = self.name(&part),
                Rule::optional => param.optional = true,
                Rule::text => param.key = Some(self.text_literal(part)),
                Rule::shape => param.shape = Some(self.shape(part)),
                Rule::expression => param.default = Some(self.expression(part)),
                _ => {}
            }
        }
        param.docs = unwrapped(docs.into_iter());
        self.finish(&mut trivia, end);
        Param { trivia, ..param }
    }

    pub(super) fn attribute(&mut self, pair: Pair<'_, Rule>) -> Attr {
        let mut attr = Attr { name: Name::default(), args: Vec::new() };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::label => attr.name = self.name(&part),
                _ => attr.args = part.into_inner().map(|argument| self.expression(argument)).collect(),
            }
        }
        attr
    }

    /// What stands in front of a node.
    pub(super) fn leading(&mut self, pair: &Pair<'_, Rule>) -> Trivia {
        let start = self.base + pair.as_span().start();
        let blank_line = self.blank_before(start);
        Trivia { comments: self.comments_before(start), blank_line, trailing: None }
    }

    /// What is left inside a node, and at the end of its line.
    pub(super) fn finish(&mut self, trivia: &mut Trivia, end: usize) {
        let inside = self.comments_before(end);
        trivia.comments.extend(inside);
        trivia.trailing = self.trailing_comment(end);
    }
}
