//! The declaration of a connector's own flow (`connector_method_meta`): what it says follows from the fields of the
//! flow's start and Return cards and from what these note; ids come from elsewhere.

use std::sync::Arc;

use ecow::{EcoString, eco_format};
use flowc_ir::builder::{ACTION, AUTH, CONNECTION, OPTIONS, SELECTED, STATUS, return_of};
use flowc_ir::{Body, Card, Flow, Input};
use flowc_types::{Kind, Shape};
use flowc_value::{Object, Value};

/// The parts of a declaration.
const PARTS: [&str; 3] = ["inputs", "outputs", "options"];

/// What a flow's cards declare, without ids.
pub(crate) fn derived(flow: &Flow) -> Value {
    let mut parts: [Vec<(EcoString, Vec<Value>)>; 3] = Default::default();
    let [inputs, outputs, options] = &mut parts;
    for card in flow.body().into_iter().flat_map(declaring) {
        let is_start = !card.address.is("control", "return");
        for input in &card.inputs {
            let Some(section) = declared_section(card, input) else { continue };
            let part = match (is_start, section.as_str()) {
                (false, _) => &mut *outputs,
                (true, OPTIONS) => &mut *options,
                (true, _) => &mut *inputs,
            };
            add(part, section, declaration(input, is_start));
        }
    }
    Value::object(PARTS.into_iter().zip(parts).map(|(part, groups)| (part, groups_of(groups))))
}

/// Start and Return cards of a flow's own body.
fn declaring(body: &Body) -> impl Iterator<Item = &Card> {
    body.cards_in_order().into_iter().filter_map(|id| body.card(id)).filter(|card| card.builder.is_some())
}

/// The section under which a field is declared; none where its card alone says what it is.
fn declared_section(card: &Card, input: &Input) -> Option<EcoString> {
    let section = input.group.as_ref()?;
    let own = [AUTH, SELECTED, "context"].contains(&section.as_str());
    let status = section == STATUS && card.address.is("control", "return");
    let action = card.builder.as_deref() == Some(&return_of(ACTION));
    (!own && (action || !status)).then(|| section.clone())
}

fn add(part: &mut Vec<(EcoString, Vec<Value>)>, section: EcoString, field: Value) {
    let key = |field: &Value| field.get("_key").cloned();
    match part.iter_mut().find(|(known, _)| *known == section) {
        Some((_, fields)) if fields.iter().any(|known| key(known) == key(&field)) => {}
        Some((_, fields)) => fields.push(field),
        None => part.push((section, vec![field])),
    }
}

fn groups_of(groups: Vec<(EcoString, Vec<Value>)>) -> Value {
    let mut part = Object::new();
    let group = |(section, fields): (EcoString, Vec<Value>)| {
        Value::object([
            ("type", Value::text("static")),
            ("group_name", Value::text(section.as_str())),
            ("fields", Value::list(fields)),
        ])
    };
    if !groups.is_empty() {
        part.insert("groups", Value::list(groups.into_iter().map(group)));
    }
    Value::Object(part)
}

/// A field's declaration: what follows from its name and type, and what is noted beside.
fn declaration(input: &Input, is_start: bool) -> Value {
    let mut field = usual(input, is_start);
    for (key, value) in input.builder.iter().filter_map(Value::as_object).flatten() {
        field.insert(key.clone(), value.clone());
    }
    Value::Object(field)
}

fn usual(input: &Input, is_start: bool) -> Object {
    let mut field = Object::new();
    field.insert("data_type", input.shape.item().kind().platform());
    field.insert("label", input.label.as_ref().unwrap_or(&input.key).as_str());
    if is_start {
        field.insert("required", true);
    }
    field.insert("_key", input.key.as_str());
    if input.shape.is_list() {
        field.insert("collection", true);
    }
    if !is_start && input.shape.item().kind() == Kind::Object {
        field.insert("objectShape", Value::list(Vec::<Value>::new()));
        field.insert("extensible", true);
    }
    field
}

/// Whether a declaration without ids lists nothing.
pub(crate) fn is_blank(meta: &Value) -> bool {
    meta.as_object().is_none_or(|meta| {
        meta.values().all(|part| part.as_object().is_some_and(|part| part.is_empty()) || part.is_null())
    })
}

/// A declaration without ids and without words that say nothing.
pub(crate) fn without_ids(meta: &Value) -> Value {
    let mut meta = meta.as_object().cloned().unwrap_or_default();
    meta.remove("methodkey");
    for part in PARTS {
        let mut object = meta.get(part).and_then(Value::as_object).cloned().unwrap_or_default();
        let groups = object.get("groups").and_then(Value::as_list).cloned().unwrap_or_default();
        object.remove("groups");
        if !groups.is_empty() {
            object.insert("groups", Value::list(groups.iter().map(group_without_ids)));
        }
        meta.insert(part, object);
    }
    Value::Object(meta)
}

fn group_without_ids(group: &Value) -> Value {
    let Some(mut group) = group.as_object().cloned() else { return group.clone() };
    group.remove("id");
    if let Some(fields) = group.get("fields").and_then(Value::as_list).cloned() {
        group.insert("fields", Value::list(fields.iter().map(plain_field)));
    }
    Value::Object(group)
}

/// A field that is no list says so or says nothing.
fn plain_field(field: &Value) -> Value {
    let Some(mut field) = field.as_object().cloned() else { return field.clone() };
    if matches!(field.get("collection"), Some(Value::Bool(false) | Value::Null)) {
        field.remove("collection");
    }
    Value::Object(field)
}

/// A declaration with ids: `section` gives that of a group by its part and name.
pub(crate) fn with_ids(meta: &Value, key: &str, section: &dyn Fn(&str, &str) -> EcoString) -> Value {
    let mut meta = meta.as_object().cloned().unwrap_or_default();
    for part in PARTS {
        let Some(mut object) = meta.get(part).and_then(Value::as_object).cloned() else { continue };
        let Some(groups) = object.get("groups").and_then(Value::as_list).cloned() else { continue };
        let named = groups.iter().map(|group| {
            let name = group.get("group_name").and_then(Value::as_str).unwrap_or_default();
            let mut with = Object::new();
            with.insert("id", section(part, name).as_str());
            for (key, value) in group.as_object().into_iter().flatten() {
                with.insert(key.clone(), value.clone());
            }
            Value::Object(with)
        });
        object.insert("groups", Value::list(named));
        meta.insert(part, object);
    }
    meta.insert("methodkey", key);
    Value::Object(meta)
}

/// The connection on its way into blocks has its parameters in the same order.
fn order_connections(flow: &mut Flow) {
    let start = flow.body().and_then(|body| body.card(body.start));
    let connection = start.and_then(|start| start.inputs.get(start.input(Some(AUTH), CONNECTION)?));
    let Some(shape) = connection.map(|connection| connection.shape.clone()) else { return };
    for card in flow.bodies.iter_mut().flat_map(|body| body.graph.node_weights_mut()) {
        let inputs = card.inputs.iter_mut().map(|input| &mut input.shape);
        let shapes = inputs.chain(card.outputs.iter_mut().map(|output| &mut output.shape));
        shapes.filter(|other| **other == shape).for_each(|other| other.clone_from(&shape));
    }
}

/// Notes on a flow's cards what its declaration says of their fields, and on the flow what they cannot say.
pub(crate) fn note(flow: &mut Flow, meta: Option<Value>) {
    // A connector's own flow may have none all the same.
    let meta = without_ids(&meta.unwrap_or_default());
    order_connections(flow);
    let Some(body) = flow.bodies.first_mut() else { return };
    for id in body.cards_in_order() {
        let Some(card) = body.card_mut(id).filter(|card| card.builder.is_some()) else { continue };
        let is_start = !card.address.is("control", "return");
        let sections: Vec<_> = card.inputs.iter().map(|input| declared_section(card, input)).collect();
        for (input, section) in card.inputs.iter_mut().zip(sections) {
            let declared = section.and_then(|section| declared_field(&meta, &section, &input.key, is_start));
            let Some(declared) = declared else { continue };
            let usual = usual(input, is_start);
            let more: Object = declared
                .iter()
                .filter(|(key, value)| usual.get(key.as_str()) != Some(*value))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            input.builder = (!more.is_empty()).then_some(Value::Object(more));
        }
    }
    flow.builder = (derived(flow) != meta).then_some(meta);
}

fn declared_field<'m>(meta: &'m Value, section: &str, key: &str, is_start: bool) -> Option<&'m Object> {
    let part = match (is_start, section) {
        (false, _) => "outputs",
        (true, OPTIONS) => "options",
        (true, _) => "inputs",
    };
    let groups = meta.get(part)?.get("groups")?.as_list()?;
    let group =
        groups.iter().find(|group| group.get("group_name").and_then(Value::as_str) == Some(section))?;
    let fields = group.get("fields")?.as_list()?;
    fields.iter().find(|field| field.get("_key").and_then(Value::as_str) == Some(key))?.as_object()
}

/// Sections of a start or Return card that packs give an id.
pub(crate) fn sections(card: &Card) -> Vec<EcoString> {
    let mut sections: Vec<EcoString> = Vec::new();
    if card.builder.is_some() {
        for section in card.inputs.iter().filter_map(|input| declared_section(card, input)) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
    }
    sections
}

/// What a lock calls the id of a section.
pub(crate) fn section_label(section: &str) -> EcoString {
    eco_format!("key of {section}")
}

/// A connection's type with its parameters in the order of the dialog that asks for them.
pub(crate) fn in_dialog_order(shape: Shape, schema: &Value) -> Shape {
    let Some(record) = shape.as_record() else { return shape };
    let index = |key: &str| schema.get("authparams")?.get(key)?.get("index")?.as_number();
    let mut record = record.clone();
    record.fields.sort_by(|a, _, b, _| {
        let place = |key: &str| index(key).unwrap_or(f64::INFINITY);
        place(a).total_cmp(&place(b))
    });
    Shape::Record(Arc::new(record))
}

/// The type of a connection, where a start card says how its connector authenticates.
pub(crate) fn connection_type(schema: &Value) -> Option<Value> {
    let params = schema.get("authparams")?.as_object()?;
    Some(Value::object(params.iter().map(|(key, param)| {
        let mut metadata = Object::new();
        let label = param.get("displayname").cloned().unwrap_or_else(|| Value::text(key.as_str()));
        metadata.insert("displayname", label);
        metadata.insert("custom", true);
        metadata.insert("index", param.get("index").cloned().unwrap_or_default());
        let field = Value::object([
            ("type", Value::text("string")),
            ("collection", Value::Bool(false)),
            ("available", Value::list([Value::text("string")])),
            ("required", Value::Bool(false)),
            ("metadata", Value::Object(metadata)),
        ]);
        (key.as_str(), field)
    })))
}
