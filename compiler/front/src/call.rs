//! Calls: of cards, of flows, of methods on values.

use std::sync::Arc;

use ecow::{EcoString, eco_format};
use flowc_ir::builder::AUTH;
use flowc_ir::{Address, FlowId, Input, Output, Role};
use flowc_stdlib::catalogue::module_of;
use flowc_stdlib::signature::{Signature, Signatures, Subject};
use flowc_stdlib::tables::{SEARCH, TABLES};
use flowc_stdlib::{Availability, Class};
use flowc_syntax::ast::{Arg, CallExpr, Expr, ExprKind, Name};
use flowc_text::Span;
use flowc_types::Shape;

use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Lowering, Val};

/// The signature of a placed card.
pub(crate) fn signature_of<'s>(address: &Address, signatures: &'s Signatures) -> Option<&'s Arc<Signature>> {
    match address {
        Address::System { channel, method } => signatures.of_system(channel, method),
        Address::Connector { connector, version, method } => {
            signatures.of_connector(connector, version, method)
        }
    }
}

/// The effect class of a placed card; a card nobody declared may do anything.
pub(crate) fn class_of(address: &Address, signatures: &Signatures) -> Class {
    signature_of(address, signatures).map_or(Class::Writes, |signature| signature.class)
}

/// What stands before the bracket of a call.
enum Callee {
    Card(Arc<Signature>),
    /// A method on a value, which becomes the first argument.
    Method(Arc<Signature>, Operand),
    Connector(Arc<Signature>, Option<flowc_ir::ConnectionId>),
    Flow(FlowId),
}

/// An argument of a flow call: its field, the type if one is declared, the value.
pub(crate) type FlowArgument = (Input, Option<Shape>, Operand);

impl Lowering<'_> {
    /// A call as an expression.
    pub fn call(&mut self, call: &CallExpr, span: Span, want: &mut Want) -> Val {
        let Some(callee) = self.callee(call, span) else {
            self.check_arguments(call);
            return Val::Error;
        };
        match callee {
            Callee::Flow(flow) => self.call_flow(flow, "spawn", call, span, want),
            Callee::Card(signature) => self.call_card(&signature, None, None, call, span, want),
            Callee::Method(signature, receiver) => {
                self.call_card(&signature, Some(receiver), None, call, span, want)
            }
            Callee::Connector(signature, connection) => {
                self.call_card(&signature, None, connection, call, span, want)
            }
        }
    }

    /// `spawn f(…)`: Call Flow Async.
    pub fn spawn(&mut self, spawned: &Expr) {
        let ExprKind::Call(call) = &spawned.kind else {
            self.report(diagnostics::spawn_needs_call(spawned.span));
            return;
        };
        match self.callee(call, spawned.span) {
            Some(Callee::Flow(flow)) => {
                self.call_flow(flow, "run", call, spawned.span, &mut Want::default());
                return;
            }
            Some(
                Callee::Card(signature) | Callee::Method(signature, _) | Callee::Connector(signature, _),
            ) => {
                self.report(diagnostics::spawn_of_card(&signature.title, call.callee.span));
            }
            None => {}
        }
        self.check_arguments(call);
    }

    /// The arguments of what cannot be called are looked at all the same, for their own errors.
    fn check_arguments(&mut self, call: &CallExpr) {
        for arg in &call.args {
            if !matches!(arg.value.kind, ExprKind::Closure { .. }) {
                self.operand(&arg.value);
            }
        }
    }

    fn callee(&mut self, call: &CallExpr, span: Span) -> Option<Callee> {
        match &call.callee.kind {
            ExprKind::Name(name) => match self.value(&call.callee, &mut Want::default()) {
                Val::Flow(flow) => Some(Callee::Flow(flow)),
                Val::Error => None,
                _ => {
                    self.report(diagnostics::not_callable(&name.text, name.span));
                    None
                }
            },
            ExprKind::Field(base, method) => self.member_callee(base, method, span),
            _ => {
                self.report(diagnostics::not_callable("this", call.callee.span));
                None
            }
        }
    }

    fn member_callee(&mut self, base: &Expr, method: &Name, call: Span) -> Option<Callee> {
        let mut want = Want::default();
        let val = self.value(base, &mut want);
        match val {
            Val::Error => None,
            Val::Module(module) => self.module_callee(&module, method),
            Val::Connection(connection) => {
                let connector = self.program.connections.get(connection.index())?.connector.clone();
                self.connector_callee(&connector, Some(connection), method, call)
            }
            Val::Connector(connector) => self.connector_callee(&connector, None, method, call),
            Val::Table(_) => self.table_callee(val, method, call),
            val => {
                let operand = Operand { val, slot: want.ascribed, span: base.span };
                self.method_callee(operand, method)
            }
        }
    }

    fn module_callee(&mut self, module: &EcoString, method: &Name) -> Option<Callee> {
        use crate::declare::Symbol;
        if let Some((Symbol::Module(target), _)) = self.world.symbol(self.module, module) {
            if let Some(Symbol::Flow(flow)) = self.world.member(target, &method.text) {
                return Some(Callee::Flow(flow));
            }
            self.report(diagnostics::unknown("flow", &method.text, method.span, &self.world.names(target)));
            return None;
        }
        if let Some(signature) = self.signatures.named(&eco_format!("{module}.{}", method.text)) {
            return Some(Callee::Card(signature.clone()));
        }
        let known: Vec<EcoString> = self
            .signatures
            .iter()
            .filter_map(|signature| signature.name.split_once('.'))
            .filter(|(owner, _)| owner == module)
            .map(|(_, card)| card.into())
            .collect();
        self.report(diagnostics::unknown("card", &method.text, method.span, &known));
        None
    }

    fn connector_callee(
        &mut self,
        connector: &str,
        connection: Option<flowc_ir::ConnectionId>,
        method: &Name,
        call: Span,
    ) -> Option<Callee> {
        let version =
            self.version.as_ref().filter(|(of, _)| *of == call).map(|(_, version)| version.as_str());
        if let Some(signature) = self.signatures.method(connector, &method.text, version) {
            return Some(Callee::Connector(signature.clone(), connection));
        }
        let known = self.methods_of(connector);
        self.report(diagnostics::unknown_method(connector, method, version, &known));
        None
    }

    /// Names of a connector's declared methods.
    pub fn methods_of(&self, connector: &str) -> Vec<EcoString> {
        self.signatures
            .iter()
            .filter(|signature| matches!(&signature.subject, Subject::Connector(key, ..) if key == connector))
            .map(|signature| signature.name.clone())
            .collect()
    }

    /// `table.create_row(…)`: the Tables connector with that table as its option.
    fn table_callee(&mut self, table: Val, method: &Name, call: Span) -> Option<Callee> {
        let version =
            self.version.as_ref().filter(|(of, _)| *of == call).map(|(_, version)| version.as_str());
        let declared = self.signatures.method(TABLES, &method.text, version);
        let searches = || self.signatures.table_search(version).filter(|_| method.text == SEARCH);
        let Some(signature) = declared.or_else(searches).cloned() else {
            let known = self.methods_of(TABLES);
            self.report(diagnostics::unknown_method(TABLES, method, None, &known));
            return None;
        };
        let signature = match &table {
            Val::Table(id) => self.with_columns(&signature, *id),
            _ => signature,
        };
        let operand = Operand { val: table, slot: None, span: method.span };
        Some(Callee::Method(signature, operand))
    }

    /// `xs.length()`: the card of the module named after the value's stored type.
    fn method_callee(&mut self, receiver: Operand, method: &Name) -> Option<Callee> {
        let mut receiver = receiver;
        if !matches!(receiver.val, Val::Port(_) | Val::Literal(_)) {
            receiver.val = Val::Port(self.single_port(receiver.val, receiver.span)?);
        }
        let shape = receiver.slot.clone().unwrap_or_else(|| match &receiver.val {
            Val::Port(port) => self.shape_of(port),
            Val::Literal(value) => flowc_stdlib::signature::shape_of_literal(value, &Shape::ANY),
            _ => Shape::ANY,
        });
        if shape == Shape::Error {
            return None;
        }
        let module = module_of(&shape);
        if let Some(signature) = self.signatures.named(&eco_format!("{module}.{}", method.text)) {
            return Some(Callee::Method(signature.clone(), receiver));
        }
        let homes: Vec<EcoString> = self
            .signatures
            .iter()
            .filter(|signature| signature.name.split_once('.').is_some_and(|(_, card)| card == method.text))
            .map(|signature| signature.name.clone())
            .collect();
        self.report(diagnostics::no_method(&shape, module, method, &homes));
        None
    }

    /// A card with its options and arguments.
    pub fn call_card(
        &mut self,
        signature: &Arc<Signature>,
        receiver: Option<Operand>,
        connection: Option<flowc_ir::ConnectionId>,
        call: &CallExpr,
        span: Span,
        want: &mut Want,
    ) -> Val {
        if let Some(form) = own_form(signature) {
            self.report(diagnostics::own_form(&signature.name, form, span));
            return Val::Error;
        }
        let builder_only = |card: &flowc_stdlib::Card| card.availability == Availability::ConnectorBuilder;
        if self.connector.is_none() && signature.card.is_some_and(builder_only) {
            self.report(diagnostics::builder_only(&signature.name, span));
        }
        if crate::closure::takes_helper(signature) {
            return self.call_with_helper(signature, receiver, call, span, want);
        }
        if call.args.iter().any(|arg| matches!(arg.value.kind, ExprKind::Closure { .. })) {
            return self.call_comparing(signature, receiver, call, span, want);
        }
        let mut draft = Draft::new(signature, span);
        draft.card.connection = connection;
        self.options(&mut draft, call.options.as_deref().unwrap_or_default());
        let table = receiver.as_ref().and_then(|receiver| match receiver.val {
            Val::Table(table) => Some(table),
            _ => None,
        });
        self.arguments(&mut draft, receiver, &call.args);
        self.mirror(&mut draft);
        draft.compute_outputs();
        if let Some(table) = table.filter(|_| call.args.first().is_some_and(|first| first.name.is_none())) {
            self.search_outputs(&mut draft, table, want);
        }
        self.place_as_said(draft, want)
    }

    /// A mirrored card repeats its inputs as outputs.
    pub fn mirror(&mut self, draft: &mut Draft) {
        if draft.signature.model.mirrored {
            draft.card.outputs = draft.card.inputs.iter().map(Output::mirroring).collect();
        }
    }

    /// Call Flow (`spawn` on the platform) or Call Flow Async (`run`).
    pub fn call_flow(
        &mut self,
        flow: FlowId,
        method: &str,
        call: &CallExpr,
        span: Span,
        want: &mut Want,
    ) -> Val {
        let arguments = self.flow_arguments(flow, call);
        let Some(mut draft) = self.draft("control", method, span) else { return Val::Error };
        draft.set_flow(flow);
        for (input, shape, operand) in arguments {
            draft.field(input, shape, operand, self);
        }
        if method == "spawn" {
            let outputs = self.world.flow(flow).and_then(|decl| decl.outputs.clone()).unwrap_or_default();
            for field in outputs {
                let mut output = Output::new(field.key, field.shape, Role::Author).grouped(field.group);
                (output.label, output.description) = (field.label, field.description);
                draft.card.outputs.push(output);
            }
        }
        self.finish(draft, want);
        match self.outermost {
            Some(placed) if method == "spawn" => Val::Card(placed),
            _ => Val::Nothing,
        }
    }

    /// The arguments of a flow call: each with its field and the type that the flow declares for it.
    fn flow_arguments(&mut self, flow: FlowId, call: &CallExpr) -> Vec<FlowArgument> {
        let mut result: Vec<FlowArgument> = Vec::new();
        let world = self.world;
        let inputs = world.flow(flow).map(|decl| decl.inputs.as_slice()).unwrap_or_default();
        let of_section = |section: &str| {
            call.args.iter().any(|arg| arg.name.as_ref().is_some_and(|name| name.text == section))
        };
        if !of_section(AUTH) {
            result.extend(self.implied_connection(inputs, call.callee.span));
        }
        for (position, arg) in call.args.iter().enumerate() {
            if let Some((section, fields)) = self.section_arguments(inputs, arg) {
                result.extend(fields.iter().filter_map(|field| self.section_field(inputs, &section, field)));
                continue;
            }
            let operand = self.operand(&arg.value);
            let Some((key, group, shape)) = self.flow_input(flow, position, arg) else { continue };
            let before = result.iter().find(|(input, ..)| input.key == key && input.group == group);
            if let Some((.., first)) = before {
                self.report(diagnostics::argument_twice(&key, arg.value.span, first.span));
                continue;
            }
            let mut input = Input::new(key, Shape::TEXT, Role::Author).grouped(group);
            (input.label, input.description) = self.label(&arg.attrs);
            result.push((input, shape, operand));
        }
        let given: Vec<EcoString> = result.iter().map(|(input, ..)| input.key.clone()).collect();
        self.check_flow_arguments(flow, &given, call.callee.span);
        result
    }

    /// The input of a flow that an argument fills: key, section, declared type.
    pub fn flow_input(
        &mut self,
        flow: FlowId,
        position: usize,
        arg: &Arg,
    ) -> Option<(EcoString, Option<EcoString>, Option<Shape>)> {
        let world = self.world;
        let inputs = world.flow(flow).map(|decl| decl.inputs.as_slice()).unwrap_or_default();
        let field = match &arg.name {
            Some(name) => inputs.iter().find(|field| field.key == name.text || field.name == name.text),
            None => inputs.iter().filter(|field| field.group.as_deref() != Some(AUTH)).nth(position),
        };
        if let Some(field) = field {
            return Some((field.key.clone(), field.group.clone(), Some(field.shape.clone())));
        }
        let title = self.program.flows.get(flow.index()).map(|flow| flow.title.clone()).unwrap_or_default();
        let declared = world.flow(flow).map(|decl| decl.flow.name.span).unwrap_or_default();
        match &arg.name {
            Some(name) => {
                let known: Vec<EcoString> = inputs.iter().map(|field| field.key.clone()).collect();
                self.report(diagnostics::unknown_flow_input(&title, name, &known, declared));
                Some((name.text.clone(), None, None))
            }
            None => {
                self.report(diagnostics::too_many_arguments(&title, inputs.len(), arg.value.span, declared));
                None
            }
        }
    }

    /// Inputs that a flow declares and a call does not give. Those marked `?` and those with a default may go.
    pub fn check_flow_arguments(&mut self, flow: FlowId, given: &[EcoString], span: Span) {
        let world = self.world;
        let Some(decl) = world.flow(flow) else { return };
        let missing: Vec<EcoString> = decl
            .inputs
            .iter()
            .filter(|field| !field.optional && field.default.is_none() && !given.contains(&field.key))
            .map(|field| field.name.clone())
            .collect();
        if !missing.is_empty() {
            let title =
                self.program.flows.get(flow.index()).map(|flow| flow.title.clone()).unwrap_or_default();
            self.report(diagnostics::missing_arguments(&format!("the flow \"{title}\""), &missing, span));
        }
    }
}

/// How a card is written that is no call: it has arms, begins or ends a flow, or is no card on the canvas.
fn own_form(signature: &Signature) -> Option<&'static str> {
    let Subject::System(channel, method) = &signature.subject else { return None };
    Some(match (channel.as_str(), method.as_str()) {
        ("control", "if" | "join") => "if condition { … } else { … }",
        ("control", "branch") => "branch { condition => { … } else => { … } }",
        ("control", "tryCatch") => "try { … } catch error { … }",
        ("control", "return") => "return { name: value }",
        ("control", "returnRaw") => "return raw statusCode: 200, body: value",
        ("control", "comment") => "# a comment",
        ("control", "callable") => "flow name (input: text) { … }",
        ("control", "noop") => "on manual",
        ("http", "accept") => "on api(security: token)",
        ("http", "delegated") => "on delegated (name: text)",
        ("object", "expand") => "value.field",
        _ => return None,
    })
}
