//! A flow: trigger, start card, body.

use ecow::EcoString;
use flowc_ir::{Body, BodyId, Datum, FlowId, Input, Origin, Output, Role};
use flowc_syntax::ast::{Block, Item, ItemKind, TriggerKind};
use flowc_value::Value;

use crate::builder;
use crate::declare::{FieldDecl, FlowDecl};
use crate::diagnostics;
use crate::distinct::check_attributes;
use crate::draft::empty_datum;
use crate::scope::{Boundary, CardRef, Lowering, PortRef, Val};
use crate::shapes::constant;
use crate::start::{StartKind, start_attributes, start_card};

impl Lowering<'_> {
    /// Lowers one declared flow.
    pub fn flow(&mut self, id: FlowId, decl: &FlowDecl<'_>) {
        self.module = decl.module;
        self.declared_outputs = decl.outputs.clone().unwrap_or_default();
        self.declared_inputs.clone_from(&decl.inputs);
        self.connector = builder::kind(decl.flow);
        self.outermost = None;
        let kind = match decl.flow.trigger.as_ref().map(|trigger| &trigger.kind) {
            None | Some(TriggerKind::Hook(_)) => StartKind::Helper,
            Some(TriggerKind::Schedule { .. }) => StartKind::Scheduled,
            Some(TriggerKind::Api { .. }) => StartKind::Api,
            Some(TriggerKind::Delegated(_)) => StartKind::Delegated,
            Some(TriggerKind::Connector { .. }) => StartKind::Connector,
            Some(TriggerKind::Manual) => StartKind::Manual,
            Some(TriggerKind::Event { call, name }) => {
                self.attributes(id, decl.item);
                self.event_flow(id, decl, call, name);
                return;
            }
        };
        self.attributes(id, decl.item);
        self.trigger_settings(id, decl);
        let mut start = start_card(kind, self.signatures);
        if let Some(kind) = &self.connector {
            start.title = flowc_ir::builder::start_title(kind);
            start.builder = Some(kind.clone());
        }
        start_attributes(&mut start, decl.item, 0);
        start.origin =
            Origin::Source(decl.flow.trigger.as_ref().map_or(decl.flow.name.span, |trigger| trigger.span));
        if let Some(flow) = self.program.flows.get_mut(id.index()) {
            flow.bodies.push(Body::new(start));
        }
        self.open_frame(id, BodyId(0), Boundary::Flow);
        let start = CardRef { frame: 0, card: self.body().start };
        self.add_inputs(start, &decl.inputs);
        self.bind_start(start, &decl.inputs);
        self.flow_body(&decl.flow.body);
    }

    /// The statements of a flow, and the end of its frames.
    pub fn flow_body(&mut self, body: &Block) {
        self.open_scope(body);
        for stmt in &body.stmts {
            self.statement(stmt);
        }
        self.close_frame();
    }

    /// The author's fields of a start card.
    pub fn add_inputs(&mut self, start: CardRef, fields: &[FieldDecl]) {
        let card = self.card(start);
        for field in fields {
            // A field of the platform's own (`raw: { body: object }`) is there already; its type is stated.
            if let (Some(input), Some(output)) = (
                card.input(field.group.as_deref(), &field.key),
                card.output(field.group.as_deref(), &field.key),
            ) {
                if let Some(input) = card.inputs.get_mut(input) {
                    input.shape = field.shape.clone();
                    input.datum = Datum::Literal(empty_datum(&field.shape));
                }
                card.outputs
                    .get_mut(output)
                    .into_iter()
                    .for_each(|output| output.shape = field.shape.clone());
                continue;
            }
            let mut input =
                Input::new(field.key.clone(), field.shape.clone(), Role::Author).grouped(field.group.clone());
            (input.label, input.description) = (field.label.clone(), field.description.clone());
            input.builder = field.builder_notes();
            let default = field.default.clone().unwrap_or_else(|| empty_datum(&field.shape));
            card.outputs.push(Output::mirroring(&input));
            card.inputs.push(input.with(Datum::Literal(default)));
        }
    }

    /// Names for what the start card gives: the author's fields, sections, and the platform's own.
    fn bind_start(&mut self, start: CardRef, fields: &[FieldDecl]) {
        let outputs = self.card(start).outputs.clone();
        let sections = self.connector.is_some();
        for (position, output) in outputs.iter().enumerate() {
            let port = Val::Port(PortRef { card: start, output: position, path: Vec::new() });
            let field = fields.iter().find(|field| field.key == output.key && field.group == output.group);
            match (field, output.group.as_deref()) {
                (Some(field), None) => self.bind_given(&field.name, field.span, port),
                (Some(field), Some("inputs")) if !sections => self.bind_given(&field.name, field.span, port),
                (None, Some("context")) => self.bind_context(&output.key, port),
                (_, Some(group)) => {
                    let name = flowc_ir::names::name_from_title(group);
                    self.bind_context(&name, Val::Group(start, group.into()));
                }
                (None, None) => {}
            }
        }
    }

    fn trigger_settings(&mut self, id: FlowId, decl: &FlowDecl<'_>) {
        let Some(trigger) = &decl.flow.trigger else { return };
        let mut schedule = None;
        let mut security = None;
        match &trigger.kind {
            TriggerKind::Schedule { cron, zone } => {
                schedule = crate::schedule::schedule(cron, zone.as_ref(), &mut self.diagnostics);
            }
            TriggerKind::Api { settings, .. } => {
                for setting in settings {
                    security = self.security(setting).or(security);
                }
            }
            TriggerKind::Delegated(_) => security = Some("high".into()),
            TriggerKind::Event { .. }
            | TriggerKind::Connector { .. }
            | TriggerKind::Hook(_)
            | TriggerKind::Manual => {}
        }
        if let Some(flow) = self.program.flows.get_mut(id.index()) {
            flow.schedule = schedule;
            flow.security = security;
        }
    }

    fn security(&mut self, setting: &flowc_syntax::ast::Arg) -> Option<EcoString> {
        use flowc_syntax::ast::ExprKind;
        let name = setting.name.as_ref()?;
        if name.text != "security" {
            self.report(diagnostics::unknown("setting", &name.text, name.span, &["security".into()]));
            return None;
        }
        match &setting.value.kind {
            ExprKind::Name(word) => match word.text.as_str() {
                "token" => Some("medium".into()),
                "open" => Some("open".into()),
                other => {
                    let known = ["open".into(), "token".into()];
                    self.report(diagnostics::unknown("security level", other, word.span, &known));
                    None
                }
            },
            ExprKind::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Attributes of declarations; those of flows are only looked at for being said twice.
    pub fn item_attributes(&mut self, item: &Item) {
        check_attributes(&item.attrs, &mut self.diagnostics);
        if matches!(item.kind, ItemKind::Flow(_)) {
            return;
        }
        for attr in &item.attrs {
            match (attr.name.text.as_str(), &item.kind) {
                ("allow", _) => self.allow(attr),
                ("external", ItemKind::Table { .. }) => {}
                _ => self.report(diagnostics::unknown_attribute(&attr.name)),
            }
        }
    }

    /// `@log(false)` and the like on the flow.
    fn attributes(&mut self, id: FlowId, item: &Item) {
        for attr in &item.attrs {
            let value = match attr.args.as_slice() {
                [only] => constant(only),
                _ => None,
            };
            let Some(flow) = self.program.flows.get_mut(id.index()) else { return };
            match (attr.name.text.as_str(), value) {
                ("log", Some(Value::Bool(log))) => flow.log = log,
                ("security", Some(Value::Text(level))) => flow.security = Some(level.as_str().into()),
                ("builder", Some(value)) => flow.builder = Some(value),
                ("log", _) => self.report(diagnostics::bad_attribute(&attr.name, "@log(false)")),
                ("security", _) => self.report(diagnostics::bad_attribute(&attr.name, "@security(\"high\")")),
                ("builder", _) => self.report(diagnostics::bad_attribute(&attr.name, "@builder({ … })")),
                ("allow", _) => self.allow(attr),
                ("title" | "note" | "retry" | "fields", _) => {}
                ("version", Some(Value::Text(_))) if is_event(item) => {}
                _ => self.report(diagnostics::unknown_attribute(&attr.name)),
            }
        }
    }
}

/// Whether an event of a connector starts the flow: its card has a version.
fn is_event(item: &Item) -> bool {
    let ItemKind::Flow(flow) = &item.kind else { return false };
    matches!(flow.trigger.as_ref().map(|trigger| &trigger.kind), Some(TriggerKind::Event { .. }))
}
