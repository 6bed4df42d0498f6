//! Event flows: the platform's form of `on prod.user_created() as event` is an event card, a For Each over
//! its one record, and the real flow as that card's inlined body (flopack.md 6).

use flowc_ir::{Body, BodyId, Datum, Edge, FlowId, Input, Note, Origin, Output, Role};
use flowc_syntax::ast::{Arg, CallExpr, Expr, ExprKind, Item, Name};
use flowc_types::Shape;

use crate::declare::{FieldDecl, FlowDecl, Symbol};
use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::scope::{Boundary, CardRef, Lowering, PortRef, Val};
use crate::start::{StartKind, start_attributes, start_card};
use crate::statement::attribute_text;

impl Lowering<'_> {
    /// Lowers a flow that an event starts.
    pub fn event_flow(&mut self, id: FlowId, decl: &FlowDecl<'_>, call: &Expr, name: &Name) {
        let Some(mut event) = self.event_card(call, decl.item) else { return };
        start_attributes(&mut event.card, decl.item, 1);
        let record = event.card.outputs.iter().find(|output| output.key == "collection");
        let Some(record) = record.map(|output| output.shape.item().clone()) else {
            self.single_event_flow(id, decl, event, name);
            return;
        };
        let (title, note) = (event.card.title.clone(), event.card.note.clone());
        let policy = event.card.policy.clone();
        let Some(flow) = self.program.flows.get_mut(id.index()) else { return };
        flow.bodies.push(Body::new(event.card.clone()));
        flow.bodies.push(Body::new(start_card(StartKind::Event, self.signatures)));
        self.open_frame(id, BodyId(0), Boundary::Flow);
        let keeps_fields = decl.item.attrs.iter().any(|attr| attr.name.text == "fields");
        let slot = if keeps_fields { record.clone() } else { Shape::OBJECT };
        if self.each_record(call, &event, slot.list()).is_none() {
            self.close_frame();
            return;
        }
        // The body is the flow itself: nothing stands around it that it could capture.
        self.open_frame(id, BodyId(1), Boundary::Flow);
        let start = CardRef { frame: 1, card: self.body().start };
        let card = self.card(start);
        card.title = title;
        card.note = note;
        card.policy = policy;
        start_attributes(card, decl.item, 0);
        card.origin = Origin::Source(call.span);
        add_record_fields(card, &record);
        state_types(card, &decl.inputs);
        self.bind_given(&name.text, name.span, Val::Card(start));
        if let Some(output) = self.card(start).output(Some("context"), "execution_id") {
            self.bind_context("execution_id", Val::Port(PortRef { card: start, output, path: Vec::new() }));
        }
        self.flow_body(&decl.flow.body);
        self.close_frame();
    }

    /// An event that comes one by one: its card begins the flow itself.
    fn single_event_flow(&mut self, id: FlowId, decl: &FlowDecl<'_>, event: Draft, name: &Name) {
        let Some(flow) = self.program.flows.get_mut(id.index()) else { return };
        flow.bodies.push(Body::new(event.card));
        self.open_frame(id, BodyId(0), Boundary::Flow);
        let start = CardRef { frame: 0, card: self.body().start };
        self.bind_given(&name.text, name.span, Val::Card(start));
        if let Some(output) = self.card(start).output(Some("context"), "execution_id") {
            self.bind_context("execution_id", Val::Port(PortRef { card: start, output, path: Vec::new() }));
        }
        self.flow_body(&decl.flow.body);
    }

    /// The event card, not yet placed.
    fn event_card(&mut self, call: &Expr, item: &Item) -> Option<Draft> {
        let ExprKind::Call(inner) = &call.kind else {
            self.report(diagnostics::event_needs_call(call.span));
            return None;
        };
        let version = item.attrs.iter().find(|attr| attr.name.text == "version").and_then(attribute_text);
        let (signature, connection) = self.event_signature(inner, call, version.as_deref())?;
        let mut draft = Draft::new(&signature, call.span);
        draft.card.connection = connection;
        self.event_settings(&mut draft, inner);
        Some(draft)
    }

    fn event_signature(
        &mut self,
        call: &CallExpr,
        expr: &Expr,
        version: Option<&str>,
    ) -> Option<(std::sync::Arc<flowc_stdlib::signature::Signature>, Option<flowc_ir::ConnectionId>)> {
        let ExprKind::Field(base, method) = &call.callee.kind else {
            self.report(diagnostics::event_needs_call(expr.span));
            return None;
        };
        let ExprKind::Name(name) = &base.kind else {
            self.report(diagnostics::event_needs_call(expr.span));
            return None;
        };
        let (connector, connection) = match self.world.symbol(self.module, &name.text) {
            Some((Symbol::Connection(connection), _)) => {
                (self.program.connections.get(connection.index())?.connector.clone(), Some(connection))
            }
            None if self.world.is_connector(&name.text) => (name.text.clone(), None),
            _ => {
                let known = self.world.names(self.module);
                self.report(diagnostics::unknown("connection", &name.text, name.span, &known));
                return None;
            }
        };
        match self.signatures.method(&connector, &method.text, version).cloned() {
            Some(signature) if signature.event => Some((signature, connection)),
            Some(_) => {
                self.report(diagnostics::no_event(&connector, method));
                None
            }
            None => {
                let known = self.methods_of(&connector);
                self.report(diagnostics::unknown_method(&connector, method, version, &known));
                None
            }
        }
    }

    /// Options and inputs of an event card. Nothing runs before it, so that they are literals.
    fn event_settings(&mut self, draft: &mut Draft, call: &CallExpr) {
        let mut literals = |settings: &[Arg]| -> Vec<Arg> {
            let is_literal = |setting: &&Arg| {
                let literal = crate::shapes::constant(&setting.value).is_some();
                if !literal {
                    self.report(diagnostics::not_constant(setting.value.span));
                }
                literal
            };
            settings.iter().filter(is_literal).cloned().collect()
        };
        let options = call.options.as_deref().map(&mut literals);
        let args = literals(&call.args);
        self.options(draft, options.as_deref().unwrap_or_default());
        self.arguments(draft, None, &args);
    }

    /// The For Each - Ignore Errors card over the event's record.
    fn each_record(&mut self, call: &Expr, event: &Draft, slot: Shape) -> Option<CardRef> {
        let mut draft = self.draft("list", "asyncEach", call.span)?;
        let start = self.body().start;
        let output = event.card.outputs.iter().position(|output| output.key == "collection")?;
        let port = PortRef { card: CardRef { frame: 0, card: start }, output, path: Vec::new() };
        let list = Operand { val: Val::Port(port), slot: Some(slot), span: call.span };
        draft.own(None, "list", list, self);
        if let Some(input) = draft.card.input(None, "flo").and_then(|at| draft.card.inputs.get_mut(at)) {
            input.datum = Datum::Body(BodyId(1));
        }
        self.frame().cursor = (start, Edge::Next);
        Some(draft.place(self))
    }
}

/// What parameters of the flow (`Output: { Details: { a: text } }`) say about the types of what an event brings.
fn state_types(card: &mut flowc_ir::Card, stated: &[FieldDecl]) {
    for field in stated {
        let (group, key) = (field.group.as_deref(), field.key.as_str());
        if let Some(input) = card.input(group, key).and_then(|at| card.inputs.get_mut(at)) {
            input.shape = field.shape.clone();
        }
        if let Some(output) = card.output(group, key).and_then(|at| card.outputs.get_mut(at)) {
            output.shape = field.shape.clone();
        }
    }
    order_as_stated(card, stated);
}

/// A section of which every field is stated stands in the order of the statement.
fn order_as_stated(card: &mut flowc_ir::Card, stated: &[FieldDecl]) {
    let count = |group: &Option<ecow::EcoString>| {
        let said = stated.iter().filter(|field| field.group == *group).count();
        said == card.inputs.iter().filter(|input| input.group == *group).count()
    };
    let place = |group: &Option<ecow::EcoString>, key: &str| {
        let first = card.inputs.iter().position(|input| input.group == *group);
        let among = stated.iter().filter(|field| field.group == *group).position(|field| field.key == *key);
        Some(first? + among?)
    };
    let places: Vec<usize> = card
        .inputs
        .iter()
        .enumerate()
        .map(
            |(at, input)| {
                if count(&input.group) { place(&input.group, &input.key).unwrap_or(at) } else { at }
            },
        )
        .collect();
    let mut sorted: Vec<(usize, Input, Output)> = places
        .into_iter()
        .zip(card.inputs.drain(..).zip(card.outputs.drain(..)))
        .map(|(place, (input, output))| (place, input, output))
        .collect();
    sorted.sort_by_key(|(place, ..)| *place);
    for (_, input, output) in sorted {
        card.inputs.push(input);
        card.outputs.push(output);
    }
}

/// The fields of an event's record as fields of the inner start card: a record of records names sections.
fn add_record_fields(card: &mut flowc_ir::Card, record: &Shape) {
    let Some(record) = record.as_record() else { return };
    let mut add = |group: Option<&ecow::EcoString>, key: &ecow::EcoString, shape: &Shape| {
        let input = Input::new(key.clone(), shape.clone(), Role::Own).grouped(group.cloned());
        card.outputs.push(Output::mirroring(&input));
        card.inputs.push(input);
    };
    for (name, field) in &record.fields {
        match field.shape.as_record() {
            Some(section) => {
                section.fields.iter().for_each(|(key, field)| add(Some(name), key, &field.shape))
            }
            None => add(None, name, &field.shape),
        }
    }
    if matches!(card.note, Note::Comment { .. }) {
        card.note = Note::None;
    }
}
