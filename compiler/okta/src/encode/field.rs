//! Fields of a card: type, datum, metadata.

mod builder;
mod datum;

use std::cell::RefCell;

use ecow::EcoString;
use flowc_ir::{Card, CardId, Datum, Input, ItemArgument, Output, Role};
use flowc_stdlib::signature::{PortSignature, Signature, shape_of_literal};
use flowc_types::Shape;
use flowc_value::Value;
use rustc_hash::FxBuildHasher;

use super::Writer;
use super::body::{Scope, Surrounding};
use super::card::Inlined;
use crate::field::{ITEM, OPERANDS};
use crate::lock::{LockedCard, is_else_if, owned_bodies};
use crate::model::alike::list;
use crate::model::{ById, Entry, Id, Json, Members, Slot};
use crate::shape::{empty_datum, taken_on};

/// Types that an author may choose from.
const USUAL: [&str; 9] = ["string", "number", "boolean", "Date", "Array", "object", "file", "flo", "folder"];

/// A card whose fields are written.
pub(super) struct Fields<'w> {
    writer: &'w Writer<'w>,
    scope: &'w Scope<'w>,
    place: usize,
    id: CardId,
    card: &'w Card,
    ids: &'w LockedCard,
    bodies: &'w RefCell<Inlined>,
    signature: Option<&'w Signature>,
}

impl<'w> Fields<'w> {
    pub fn new(
        writer: &'w Writer<'_>,
        scope: &'w Scope<'_>,
        place: usize,
        id: CardId,
        card: &'w Card,
        ids: &'w LockedCard,
        bodies: &'w RefCell<Inlined>,
    ) -> Self {
        let signature = writer.signature(&card.address).map(|signature| &**signature);
        Self { writer, scope, place, id, card, ids, bodies, signature }
    }

    /// The input side's fields.
    pub fn inputs(&self) -> ById<Entry> {
        let mut index = 0;
        let mut entries = ById::with_capacity_and_hasher(self.card.inputs.len(), FxBuildHasher);
        for (position, input) in self.card.inputs.iter().enumerate() {
            let Some((id, random)) = self.scope.input(self.place, position) else { continue };
            if id.is_empty() {
                continue;
            }
            let entry = self.input(position, input, id.clone(), random, &mut index);
            entries.insert(id, entry);
        }
        entries
    }

    /// The output side's fields.
    pub fn outputs(&self) -> ById<Entry> {
        let mut index = 0;
        let mut entries = ById::with_capacity_and_hasher(self.card.outputs.len(), FxBuildHasher);
        for (position, (output, id)) in self.card.outputs.iter().zip(self.ids.outputs.values()).enumerate() {
            entries.insert(id.clone(), self.output(position, output, id.clone(), &mut index));
        }
        entries
    }

    fn is_start(&self) -> bool {
        self.id == self.scope.body.start
    }

    fn is_mirrored(&self) -> bool {
        self.signature.is_some_and(|signature| signature.model.mirrored)
    }

    fn port(&self, input: bool, role: Role, group: Option<&str>, key: &str) -> Option<&'w PortSignature> {
        let signature = self.signature?;
        if matches!(role, Role::Author | Role::Hole | Role::Capture(_)) {
            return None;
        }
        let group = match group {
            Some(group) if is_else_if(self.card, group) => Some("if"),
            group => group,
        };
        if input {
            signature.inputs.get(signature.input(group, key)?)
        } else {
            signature.outputs.get(signature.output(group, key)?)
        }
    }

    fn group(&self, group: Option<&EcoString>) -> Option<EcoString> {
        group.map(|group| self.ids.sections.get(group).unwrap_or(group).clone())
    }

    fn input(&self, position: usize, input: &Input, id: Id, random: Id, index: &mut usize) -> Entry {
        let port = self.port(true, input.role, input.group.as_deref(), &input.key);
        let wired = self.scope.body.wires_into(self.id, position).next().is_some();
        let mut metadata = self.metadata(port, input.role, input.group.as_deref(), true);
        let key = match input.role {
            Role::Capture(body) => {
                metadata.insert("forceHide", true);
                metadata.insert("wormholeMethodId", self.other_end(body));
                if self.is_start() {
                    self.scope.passed_in(self.capture_number(position, true))
                } else {
                    random
                }
            }
            Role::Hole if input.group.is_some() => self.operand(&input.key).1,
            Role::Hole => random,
            _ if self.card.is_unnamed_item(position) => random,
            _ => input.key.clone(),
        };
        let operand = input.group.as_deref() == Some(OPERANDS);
        if operand {
            metadata.insert("forceHide", true);
            metadata.insert("method", self.operand(&input.key).0.as_str());
        }
        if let Some(port) = port {
            name_and_choices(&mut metadata, port, None);
            self.columns(&mut metadata, port);
        } else if self.card.is_unnamed_item(position) {
            metadata.insert("displayname", ITEM);
        } else {
            author_words(&mut metadata, &input.key, input.label.as_ref(), input.description.as_ref());
        }
        if !matches!(input.role, Role::Capture(_)) && !operand {
            metadata.insert("index", *index);
            *index += 1;
        }
        let shape = self.input_shape(position, input);
        let designed =
            !self.is_start() && (port.is_none() || self.signature.is_none_or(|s| s.card.is_none()));
        self.builder_words(&mut metadata, input.group.as_ref(), &input.key);
        let (kind, collection) = self.kind(&shape);
        let value = Slot {
            error: Some(false.into()),
            proxy: match &input.item {
                Some(item) => Some(proxy(item, &input.key)),
                None => designed.then(|| false.into()),
            },
            check: (designed || input.item.is_some()).then(|| false.into()),
            kind: Json(kind),
            collection,
            data: match self.blank_connection(input.group.as_ref(), &input.key) {
                Some(blank) => blank.into(),
                None => self.datum(input, port, wired, &shape),
            },
            available: Some(Json(self.available(
                port,
                input.role,
                input.item.is_some(),
                input.group.as_deref(),
            ))),
            ..Slot::default()
        };
        Entry {
            id,
            group: self.group(input.group.as_ref()),
            key,
            value,
            required: Some(port.is_some_and(|port| port.required)),
            reference: Some(false.into()),
            metadata: Json(metadata.value()),
            flags: Some(if input.role == Role::Option { "p" } else { "d" }.into()),
            ..Entry::default()
        }
    }

    fn output(&self, position: usize, output: &Output, id: Id, index: &mut usize) -> Entry {
        let port = self.port(false, output.role, output.group.as_deref(), &output.key);
        let mut metadata = self.metadata(port, output.role, output.group.as_deref(), false);
        let mut key = output.key.clone();
        if let Role::Capture(body) = output.role {
            metadata.insert("forceHide", true);
            metadata.insert("wormholeMethodId", self.other_end(body));
            key = self.scope.passed_in(self.capture_number(position, false));
        } else {
            match (port, output.role) {
                (Some(port), _) => name_and_choices(&mut metadata, port, output.label.as_ref()),
                (None, _) => {
                    author_words(
                        &mut metadata,
                        &output.key,
                        output.label.as_ref(),
                        output.description.as_ref(),
                    );
                }
            }
            metadata.insert("index", *index);
            *index += 1;
        }
        self.builder_words(&mut metadata, output.group.as_ref(), &output.key);
        let repeated = self.is_mirrored() && !self.is_start();
        let shape = match self.card.inputs.get(position) {
            Some(input) if repeated && output.shape == input.shape => self.input_shape(position, input),
            _ => output.shape.clone(),
        };
        let (kind, collection) = self.kind(&shape);
        let used = !self.scope.uses.of(self.id, position).is_empty();
        let datum = match (port, output.role) {
            (_, Role::Capture(_)) => Value::Null,
            (Some(port), _) if port.shape == output.shape => port.default.clone(),
            _ => empty_datum(&output.shape),
        };
        // A mirrored card repeats the literal too.
        let wired = self.scope.body.wires_into(self.id, position).next().is_some();
        let literal = self.card.inputs.get(position).filter(|_| repeated && !wired);
        let datum = match literal.map(|input| &input.datum) {
            Some(Datum::Literal(literal)) => literal.clone(),
            _ if repeated && wired => empty_datum(&shape),
            _ => datum,
        };
        let datum = self.blank_connection(output.group.as_ref(), &output.key).unwrap_or(datum);
        let value = Slot {
            error: Some(false.into()),
            kind: Json(kind),
            collection,
            data: datum.into(),
            available: Some(Json(self.available(port, output.role, false, output.group.as_deref()))),
            ..Slot::default()
        };
        Entry {
            id,
            group: self.group(output.group.as_ref()),
            key,
            value,
            reference: Some(collection.into()),
            metadata: Json(metadata.value()),
            flags: (self.is_mirrored() && !self.is_start()).then(|| "d".into()),
            used: used.then(|| true.into()),
            ..Entry::default()
        }
    }

    /// The number of a start card's field among what is passed in.
    fn capture_number(&self, position: usize, input: bool) -> usize {
        if input {
            Scope::capture_number(self.card.inputs.iter().map(|input| input.role), position)
        } else {
            Scope::capture_number(self.card.outputs.iter().map(|output| output.role), position)
        }
    }

    /// The card at the other end of what is passed into a body.
    fn other_end(&self, body: flowc_ir::BodyId) -> Value {
        let inner = owned_bodies(self.card).into_iter().position(|owned| owned == body);
        let start = inner.and_then(|at| self.ids.bodies.get(at)).and_then(|body| body.cards.first());
        match (start, self.scope.surrounding) {
            (Some(start), _) => Value::text(start.id.as_str()),
            (None, Surrounding::Card { owner, .. }) => Value::text(owner.as_str()),
            (None, Surrounding::Flow) => Value::Null,
        }
    }

    fn metadata(
        &self,
        port: Option<&PortSignature>,
        role: Role,
        group: Option<&str>,
        input: bool,
    ) -> Members {
        let mut metadata =
            port.and_then(|port| port.metadata.as_object()).map(Members::from).unwrap_or_default();
        // Fields of a join and options of Lookup are added by the designer itself.
        let made =
            role == Role::Author && !self.card.address.is("control", "join") && group != Some("options");
        if made {
            let called = self.card.address.is("control", "spawn") || self.card.address.is("control", "run");
            // Dialogs make the sections of a connector's own flows.
            if group.is_none() || self.card.builder.is_none() && !called {
                metadata.insert("custom", true);
            }
            if input && called {
                metadata.insert("transient", true);
            }
        }
        metadata
    }

    /// A field that chooses among a table's columns offers those of the card's table.
    fn columns(&self, metadata: &mut Members, port: &PortSignature) {
        let plain = port
            .choices
            .as_list()
            .is_some_and(|choices| choices.iter().any(|choice| choice.as_str().is_some()));
        let table = self.card.inputs.iter().find_map(|input| match input.datum {
            Datum::Table(table) => self.writer.program.tables.get(table.index()),
            _ => None,
        });
        if let Some(columns) =
            table.and_then(|table| table.columns.as_ref()).filter(|_| plain && !port.is_option())
        {
            metadata.insert(
                "choices",
                list(columns.iter().map(|column| Value::text(column.name.as_str())).collect()),
            );
        }
    }

    /// Types to choose from: those of the field, those that the side's rules allow.
    fn available(&self, port: Option<&PortSignature>, role: Role, item: bool, group: Option<&str>) -> Value {
        let none = || Value::list(Vec::<Value>::new());
        if let Some(port) = port {
            return port.available.clone();
        }
        let called = self.card.address.is("control", "spawn") || self.card.address.is("control", "run");
        if item || called || matches!(role, Role::Capture(_) | Role::Own) {
            return none();
        }
        let of_group = self
            .signature
            .and_then(|signature| signature.output_side.group_rules.get(group?))
            .and_then(|rule| rule.get("type"))
            .filter(|types| types.as_list().is_some());
        let of_side = self
            .signature
            .and_then(|signature| signature.input_side.rules.get("*"))
            .and_then(|rule| rule.get("types"))
            .filter(|types| types.at(0).and_then(Value::as_str) != Some("*"));
        let start = self.is_start().then_some(()).and(of_group);
        let types = start.or(of_side).cloned();
        types.unwrap_or_else(|| list(USUAL.map(Value::text).into()).into())
    }

    /// The type that an input stores.
    fn input_shape(&self, position: usize, input: &Input) -> Shape {
        let Some(end) = self.scope.body.wires_into(self.id, position).next() else {
            return match &input.datum {
                Datum::Flow(_) | Datum::Body(_) => Shape::One(flowc_types::Kind::Flow),
                Datum::Literal(value) if input.shape == Shape::ANY => shape_of_literal(value, &Shape::OBJECT),
                _ => input.shape.clone(),
            };
        };
        let output = self.scope.body.card(end.card).and_then(|card| card.outputs.get(end.wire.output));
        let path = end.wire.path.iter().map(EcoString::as_str);
        let source = output.and_then(|output| output.shape.at_path(path));
        source.map_or_else(|| input.shape.clone(), |source| taken_on(&input.shape, source))
    }
}

/// How a list card fills a helper's input.
fn proxy(item: &ItemArgument, key: &str) -> Json {
    let path = match item {
        ItemArgument::Item => Value::text(""),
        ItemArgument::Field(field) => Value::text(field.as_str()),
        ItemArgument::Constant => Value::Null,
    };
    let dest = Members::from_iter([("key", Value::text(key)), ("group", Value::Null)]).value();
    let dynamic = Value::Bool(*item != ItemArgument::Constant);
    Json(Members::from_iter([("dynamic", dynamic), ("path", path), ("dest", dest)]).value())
}

/// Label and choices of an own field; a name that a person gave stands beside an empty description.
fn name_and_choices(metadata: &mut Members, port: &PortSignature, given: Option<&EcoString>) {
    if let Some(label) = given.or(port.label.as_ref()) {
        metadata.insert("displayname", label.as_str());
    }
    if given.is_some() {
        metadata.insert("description", "");
    }
    if !port.choices.is_null() {
        metadata.insert("choices", port.choices.clone());
    }
}

/// Label and description of an author's field.
fn author_words(
    metadata: &mut Members,
    key: &str,
    label: Option<&EcoString>,
    description: Option<&EcoString>,
) {
    if label.is_some() || description.is_some() {
        metadata.insert("displayname", label.map_or(key, EcoString::as_str));
        metadata.insert("description", description.map(EcoString::as_str).unwrap_or_default());
    }
}
