//! The normal form of packs, flows and bodies.

use flowc_stdlib::signature::Signatures;
use flowc_value::{Object, Value};

use super::card::{Names, Scope};
use crate::decode;
use crate::field;
use crate::lock::LockedBody;
use crate::model::part::{Extent, Part};
use crate::model::{Body, ById, Group, Id, Json, Pack};
use crate::sequence::is_expand;

/// Names of flows, tables, connections and folders by id.
pub(super) struct Things {
    pub names: ById<String>,
}

impl Things {
    /// Names as titles give them; twins have one name.
    pub fn of(pack: &Pack) -> Self {
        let data = &pack.data;
        let groups = data.groups.values();
        let folders =
            groups.map(|group| (&group.id, format!("folder {:?}", folder_path(group, &data.groups))));
        let flows = data.flos.values().map(|flow| (&flow.id, format!("flow {:?}", flow.name.as_str())));
        let tables =
            data.tables.values().map(|table| (&table.id, format!("table {:?}", table.name.as_str())));
        let configs = data.configs.values();
        let connections = configs.map(|config| {
            (&config.id, format!("connection {:?}", format!("{} ({})", config.name, config.module)))
        });
        let all = folders.chain(flows).chain(tables).chain(connections);
        Things { names: all.map(|(id, name)| (id.clone(), name)).collect() }
    }

    /// The name of an id; one that names nothing in the pack is only said to be there.
    pub fn name(&self, id: Option<&Id>, what: &str) -> Value {
        id.map_or(Value::Null, |id| match self.names.get(id) {
            Some(name) => Value::text(name.as_str()),
            None => Value::from(format!("{what} outside the pack")),
        })
    }
}

fn folder_path(group: &Group, groups: &ById<Group>) -> String {
    let above = group.data.path.iter().flat_map(|path| path.split('.'));
    let names = above.filter_map(|id| groups.get(id)).chain([group]).map(|group| group.data.name.as_str());
    names.collect::<Vec<_>>().join("/")
}

/// The normal form of a pack.
pub(super) fn pack(pack: &Pack, things: &Things, signatures: &Signatures) -> Value {
    let mut form = Object::new();
    form.insert("flags", pack.flags.as_ref().map_or(Value::Null, |flags| flags.0.clone()));
    extras(
        &mut form,
        Pack { data: Default::default(), ..pack.clone() }.value(Extent::Whole),
        &["type", "version", "created", "flags", "data", "checksum"],
    );
    for (id, value) in self::things(pack, things, signatures) {
        form.insert(things.names.get(&id).map(String::as_str).unwrap_or_default(), value);
    }
    Value::Object(form)
}

/// The normal forms of a pack's flows, tables, connections and folders.
pub(super) fn things(pack: &Pack, things: &Things, signatures: &Signatures) -> Vec<(Id, Value)> {
    let ids = decode::decode(pack, signatures).ids;
    let mut forms = Vec::new();
    for (flow, locked) in pack.data.flos.values().zip(ids.flows.values()) {
        let mut value = Object::new();
        value.insert("name", flow.name.as_str());
        value.insert("description", flow.description.as_str());
        match (&flow.data, &locked.body) {
            (Some(body), Some(ids)) => {
                let scope = Scope { things, signatures, owner: None };
                value.insert("cards", cards(body, ids, &scope));
                settings(&mut value, body, things);
            }
            _ => _ = value.insert("outside the pack", true),
        }
        forms.push((flow.id.clone(), Value::Object(value)));
    }
    for table in pack.data.tables.values() {
        let mut value = as_object(table.value(Extent::Whole));
        value.retain(|key, value| {
            key.as_str() != "id" && (key.as_str() != "description" || value.as_str() != Some(""))
        });
        if let (Some(data), Some(table)) = (value.get_mut("data").and_then(Value::as_object_mut), &table.data)
        {
            data.insert("group_id", things.name(table.group_id.as_ref(), "folder"));
        }
        forms.push((table.id.clone(), Value::Object(value)));
    }
    for config in pack.data.configs.values() {
        let mut value = as_object(config.value(Extent::Whole));
        value.retain(|key, value| key.as_str() != "id" && !value.is_null());
        forms.push((config.id.clone(), Value::Object(value)));
    }
    for group in pack.data.groups.values() {
        let mut value = as_object(group.data.value(Extent::Whole));
        // The folders above are in the name.
        value.remove("path");
        value.retain(|key, value| key.as_str() == "name" || value.as_str() != Some(""));
        forms.push((group.id.clone(), Value::Object(value)));
    }
    forms
}

pub(super) fn as_object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// Adds what an object says under keys that are not among the known.
fn extras(form: &mut Object, value: Value, known: &[&str]) {
    for (key, value) in &as_object(value) {
        if !known.contains(&key.as_str()) {
            form.insert(key.clone(), value.clone());
        }
    }
}

/// Keys of a flow that are compared elsewhere or never.
const FLOW_KEYS: [&str; 9] = [
    "id",
    "uuid",
    "display",
    "tree",
    "methods",
    "orderings",
    "group",
    "connector_method_meta",
    "active_version_external_id",
];

/// A flow's own keys.
fn settings(form: &mut Object, body: &Body, things: &Things) {
    let bare = Body { methods: Vec::new(), orderings: Default::default(), ..body.clone() };
    let mut rest = as_object(bare.value(Extent::Whole));
    // Keys that later versions add say nothing while they are null, false or empty.
    rest.retain(|key, value| !FLOW_KEYS.contains(&key.as_str()) && !says_nothing(value));
    extras(form, Value::Object(rest), &[]);
    form.insert("folder", things.name(body.group.as_ref(), "folder"));
    let callable = body.display.as_ref().and_then(|display| display.get("isCallable")).cloned();
    form.insert("isCallable", callable.unwrap_or(Value::Bool(false)));
    if let Some(meta) = decode::builder(body) {
        let meta = crate::builder::without_ids(&meta);
        if !crate::builder::is_blank(&meta) {
            form.insert("connector_method_meta", meta);
        }
    }
}

pub(super) fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// Cards of a body by name, their order and orderings.
pub(super) fn cards(body: &Body, ids: &LockedBody, scope: &Scope<'_>) -> Value {
    let names = Names::new(body, ids, scope);
    let mut form = Object::new();
    let mut order: Vec<Value> = Vec::new();
    for card in &ids.cards {
        order.push(Value::from(names.of(&card.id)));
    }
    form.insert("order", order);
    let wired = crate::decode::wired(body);
    for card in &body.methods {
        let locked = ids.cards.iter().find(|locked| locked.id == card.uuid);
        form.insert(format!("card {}", names.of(&card.uuid)), names.card(card, locked, &wired, scope));
    }
    let expands: Vec<&Id> =
        body.methods.iter().filter(|card| is_expand(card)).map(|card| &card.uuid).collect();
    let mut pairs = Object::new();
    for (from, to) in body.orderings.values() {
        if !(expands.contains(&from) && expands.contains(&to)) {
            pairs.insert(format!("{} before {}", names.of(from), names.of(to)), true);
        }
    }
    form.insert("orderings", pairs);
    if body.id.is_some() {
        let bare = Body { methods: Vec::new(), orderings: Default::default(), ..body.clone() };
        let mut rest = as_object(bare.value(Extent::Whole));
        let known = [
            "id",
            "uuid",
            "display",
            "tree",
            "methods",
            "orderings",
            "security_level",
            "connector_method_meta",
        ];
        rest.retain(|key, value| !known.contains(&key.as_str()) && !says_nothing(value));
        form.insert("settings", rest);
    }
    Value::Object(form)
}

/// A record type without labels that say nothing.
pub(super) fn record(kind: &Json) -> Value {
    fn clean(value: &mut Value, depth: usize) {
        let Some(fields) = value.as_object_mut().filter(|_| depth < 64) else { return };
        let keys: Vec<String> = fields.keys().map(|key| key.to_string()).collect();
        for key in keys {
            let Some(field) = fields.get_mut(&key).and_then(Value::as_object_mut) else { continue };
            let label = field.get("displayname");
            if label.is_some_and(|label| label.is_null() || label.as_str() == Some(&key)) {
                field.remove("displayname");
            }
            if let Some(inner) = field.get_mut("type") {
                clean(inner, depth + 1);
            }
        }
    }
    let mut value = kind.0.clone();
    clean(&mut value, 0);
    value
}

/// The fields whose place says something, section by section in the order of their index. How sections are
/// mixed is never seen.
pub(super) fn field_order(
    side: &crate::model::Side,
    names: &Names,
    has_place: impl Fn(&crate::model::Entry) -> bool,
) -> Value {
    let entries = field::by_index(side).into_iter();
    let placed = entries.filter(|entry| has_place(entry) && field::index(entry).is_finite());
    let mut sections: Vec<(&str, Vec<Value>)> = Vec::new();
    for entry in placed {
        let section = entry.group.as_deref().unwrap_or_default();
        let name = Value::from(names.of(&entry.id));
        match sections.iter_mut().find(|(known, _)| *known == section) {
            Some((_, fields)) => fields.push(name),
            None => sections.push((section, vec![name])),
        }
    }
    Value::object(sections)
}
