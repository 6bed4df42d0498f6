//! Declarations.

use std::ops::Range;

use pest::iterators::{Pair, Pairs};

use super::text::{line_content, unwrapped};
use super::{Builder, Rule};
use crate::ast::{Block, Comment, ConnectorKind, FlowItem, Item, ItemKind, Name, Trigger, TriggerKind};

impl Builder<'_> {
    pub(super) fn item(&mut self, pairs: Pairs<'_, Rule>, range: &Range<usize>) -> Item {
        let mut item = self.error_item(range);
        let mut docs = Vec::new();
        for part in pairs.flat_map(Pair::into_inner) {
            match part.as_rule() {
                Rule::doc => docs.push(line_content(part.as_str(), "///")),
                Rule::attribute => item.attrs.push(self.attribute(part)),
                Rule::EOI => {}
                _ => {
                    // Comments between documentation and declaration move in front of both.
                    let start = self.base + part.as_span().start();
                    item.trivia.comments = self.comments_before(start);
                    let (kind, inside) = self.declaration(part);
                    item.kind = kind;
                    item.trivia.comments.extend(inside);
                }
            }
        }
        item.docs = unwrapped(docs.into_iter());
        item
    }

    /// A declaration, and comments of its head, which has no place for them.
    fn declaration(&mut self, pair: Pair<'_, Rule>) -> (ItemKind, Vec<Comment>) {
        let mut comments = Vec::new();
        let rule = pair.as_rule();
        let mut parts = pair.into_inner();
        let kind = match rule {
            Rule::use_item => self.use_item(parts),
            Rule::connection_item => ItemKind::Connection {
                name: self.next_name(&mut parts),
                connector: self.next_name(&mut parts),
                title: parts.next().map(|title| self.text_literal(title)),
            },
            Rule::table_item => {
                let name = self.next_name(&mut parts);
                let (mut title, mut columns) = (None, Vec::new());
                for part in parts {
                    match part.as_rule() {
                        Rule::text => title = Some(self.text_literal(part)),
                        _ => columns = self.parameters(part),
                    }
                }
                ItemKind::Table { name, title, columns }
            }
            Rule::type_item => {
                let name = self.next_name(&mut parts);
                match parts.find(|part| part.as_rule() == Rule::shape) {
                    Some(shape) => ItemKind::Type { name, shape: self.shape(shape) },
                    None => ItemKind::Error(name.text),
                }
            }
            Rule::extern_item => ItemKind::ExternFlow(Box::new(self.flow(parts, &mut comments))),
            _ => ItemKind::Flow(Box::new(self.flow(parts, &mut comments))),
        };
        (kind, comments)
    }

    fn next_name(&mut self, parts: &mut Pairs<'_, Rule>) -> Name {
        parts.next().map(|name| self.name(&name)).unwrap_or_default()
    }

    fn use_item(&mut self, parts: Pairs<'_, Rule>) -> ItemKind {
        let (mut path, mut names) = (Vec::new(), Vec::new());
        for part in parts {
            let into = if part.as_rule() == Rule::module_path { &mut path } else { &mut names };
            for name in part.into_inner() {
                into.push(self.name(&name));
            }
        }
        ItemKind::Use { path, names }
    }

    pub(super) fn flow(&mut self, parts: Pairs<'_, Rule>, comments: &mut Vec<Comment>) -> FlowItem {
        let mut flow = FlowItem {
            trigger: None,
            name: Name::default(),
            title: None,
            params: Vec::new(),
            outputs: None,
            body: Block::default(),
        };
        for part in parts {
            match part.as_rule() {
                Rule::trigger | Rule::outside => flow.trigger = self.trigger(part),
                Rule::signature => self.signature(part, &mut flow),
                _ => {
                    let start = self.base + part.as_span().start();
                    comments.extend(self.comments_before(start));
                    flow.body = self.block(part);
                }
            }
        }
        flow
    }

    fn signature(&mut self, pair: Pair<'_, Rule>, flow: &mut FlowItem) {
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => flow.name = self.name(&part),
                Rule::text => flow.title = Some(self.text_literal(part)),
                Rule::parameters => flow.params = self.parameters(part),
                _ => flow.outputs = Some(self.parameters(part)),
            }
        }
    }

    fn trigger(&mut self, pair: Pair<'_, Rule>) -> Option<Trigger> {
        let span = self.span(&pair);
        let form = super::only(pair)?;
        let rule = form.as_rule();
        let mut parts = form.into_inner();
        let kind = match rule {
            Rule::schedule => TriggerKind::Schedule {
                cron: self.text_literal(parts.next()?),
                zone: parts.next().map(|zone| self.text_literal(zone)),
            },
            Rule::api => {
                let (mut settings, mut groups) = (Vec::new(), Vec::new());
                for part in parts {
                    match part.as_rule() {
                        Rule::arguments => settings = self.arguments(part),
                        _ => groups = self.parameters(part),
                    }
                }
                TriggerKind::Api { settings, groups }
            }
            Rule::connector => {
                let kind = parts.next()?;
                let kind = match kind.as_rule() {
                    Rule::text => ConnectorKind::Address(self.text_literal(kind)),
                    _ => ConnectorKind::Word(self.name(&kind)),
                };
                let groups = parts.next().map(|groups| self.parameters(groups)).unwrap_or_default();
                TriggerKind::Connector { kind, groups }
            }
            Rule::delegated | Rule::hook => {
                let params = parts.next().map(|params| self.parameters(params)).unwrap_or_default();
                if rule == Rule::hook { TriggerKind::Hook(params) } else { TriggerKind::Delegated(params) }
            }
            Rule::event => {
                let call = self.operand(parts.next()?);
                let name =
                    parts.next().and_then(super::only).map(|name| self.name(&name)).unwrap_or_default();
                TriggerKind::Event { call, name }
            }
            _ => TriggerKind::Manual,
        };
        Some(Trigger { kind, span })
    }
}
