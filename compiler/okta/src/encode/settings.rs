//! What stands beside the cards: the flow's own keys, folders, tables, connections.

use ecow::EcoString;
use flowc_ir::{Flow, FlowId, Folder, FolderId, Schedule, TableId};
use flowc_value::{Object, Value};
use rustc_hash::FxHashSet;

use super::Writer;
use crate::decode::{COLUMN_KINDS, CRON_FIELDS};
use crate::lock::{LockedBody, LockedCard, LockedFlow};
use crate::model::{
    self, Body, Card, Column, Config, Contents, Group, GroupData, Id, Json, Members, Table, TableData,
};

/// The engine's coercion switches, always the same.
pub(super) fn flags() -> Json {
    Json(Value::object(
        ["auto-transform", "looseBooleans", "looseStrings", "looseNulls"].map(|key| (key, true)),
    ))
}

/// `tree`, a constant.
pub(super) fn tree() -> Json {
    let description = "This flow has been build w/o a tree and uses the newer, async, Addressing module.";
    Json(Value::object([
        ("id", Value::from(2)),
        ("name", Value::text("empty")),
        ("description", Value::text(description)),
    ]))
}

/// The declaration of a connector's own flow; of any other flow an empty one.
fn builder_meta(flow: &Flow, id: &str, ids: &LockedBody) -> Json {
    let start = flow.body().and_then(|body| body.card(body.start));
    let declared = crate::builder::derived(flow);
    if flow.builder.is_none() && start.is_none_or(|start| start.builder.is_none()) {
        return Json(declared);
    }
    let word = crate::ids::short(&format!("{id}/method"));
    let title = flowc_ir::names::name_from_title(&flow.title);
    let key = format!("{}_{word}", camel_case(&title));
    let section = |part: &str, name: &str| {
        let is_return = |card: &&LockedCard| card.card.ends_with(":return") == (part == "outputs");
        let mut cards = ids.cards.iter().filter(is_return);
        let known = cards.find_map(|card| card.sections.get(&crate::builder::section_label(name)));
        known.cloned().unwrap_or_else(|| crate::ids::short(&format!("{id}/{part}/{name}")))
    };
    Json(crate::builder::with_ids(flow.builder.as_ref().unwrap_or(&declared), &key, &section))
}

/// `custom_api_action` as `customApiAction`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &flowc_ir::names::title_from_name(word))
}

/// Whether the platform runs the flow again and again to see what is new (assumed from the word).
fn is_monitor(flow: &Flow) -> bool {
    let start = flow.body().and_then(|body| body.card(body.start));
    let kind = start.and_then(|start| start.builder.as_ref());
    kind.is_some_and(|kind| kind.contains("poll"))
}

fn cron(schedule: &Schedule) -> Json {
    let mut cron = Object::new();
    for (key, field) in CRON_FIELDS.iter().zip(&schedule.fields) {
        cron.insert(*key, field.as_str());
    }
    cron.insert("startDate", "");
    cron.insert("endDate", "");
    cron.insert("recurrence", 0);
    cron.insert("timeZone", schedule.zone.as_str());
    Json(Value::Object(cron))
}

/// Where `display` says how lists call a flow.
pub(crate) const NAME: &str = "eventConnecterName";

/// `display` of a flow.
fn display(body: &Body) -> Json {
    let start = body.methods.first();
    let is = |channel: &str, method: &str| {
        start.is_some_and(|card| card.address == format!("root:kernel:{channel}:0.0.1:{method}"))
    };
    let publishable = is("http", "accept") || is("http", "delegated");
    let mut display = Object::new();
    display.insert("preview", preview(body, ""));
    display.insert(NAME, start.map(|card| card.node.data.name.as_str()).unwrap_or_default());
    display.insert("isCallable", is("control", "callable"));
    display.insert("isPublishable", publishable);
    Json(Value::Object(display))
}

/// Lists a flow's cards in its preview as they stand in the body. `how` is empty, or what a lock says of older exports.
pub(crate) fn set_preview(body: &mut Body, how: &str) {
    let preview = preview(body, how);
    let first = body.methods.first().filter(|_| is(how, "first")).map(|card| card.node.data.name.clone());
    if let Some(display) = body.display.as_mut().and_then(|display| display.0.as_object_mut()) {
        display.insert("preview", preview);
        if let Some(first) = first {
            display.insert(NAME, first.as_str());
        }
    }
}

fn is(how: &str, word: &str) -> bool {
    how.split(' ').any(|other| other == word)
}

/// One entry for each card; of an event flow, the cards of the inlined body.
pub(crate) fn preview(body: &Body, how: &str) -> Value {
    let event = body.methods.iter().find(|card| card.node.model.webhook == Some(true));
    let event = event.filter(|_| body.methods.len() == 2 && !is(how, "outer"));
    let inner = body.methods.iter().flat_map(crate::visit::inlined).next();
    let (body, event) = match (event, inner) {
        (Some(event), Some(inner)) => (inner, Some(event)),
        _ => (body, None),
    };
    let is_start = |card: &Card| card.address == "root:kernel:control:0.0.1:callable";
    let source_of = |card: &Card| body.methods.iter().find(|source| source.uuid == card.node.data.name);
    let entries = body.methods.iter().map(|card| {
        let source =
            (is(how, "sources") && crate::sequence::is_expand(card)).then(|| source_of(card)).flatten();
        let shown = source.unwrap_or(card);
        match event.filter(|_| is_start(shown)) {
            Some(event) => entry(module(event), "", true),
            None if source.is_some() => entry(module(shown), "", true),
            None => entry(module(card), &card.node.key, is_kernel(card)),
        }
    });
    Value::list(entries)
}

fn is_kernel(card: &Card) -> bool {
    card.address.starts_with("root:kernel:")
}

fn module(card: &Card) -> &str {
    let at = if is_kernel(card) { 2 } else { 3 };
    card.address.split(':').nth(at).unwrap_or_default()
}

fn entry(module: &str, name: &str, kernel: bool) -> Value {
    let words = [("module", module), ("name", name)].map(|(key, word)| (key, Value::text(word)));
    words.into_iter().chain([("kernel", Value::Bool(kernel))]).collect::<Members>().value()
}

impl Writer<'_> {
    pub(super) fn flow(&self, flow: &Flow, locked: &LockedFlow) -> model::Flow {
        let data = flow.body().zip(locked.body.as_ref()).map(|(body, ids)| {
            let null = || Some(Json::default());
            let mut written = self.body(flow, body, ids, super::body::Surrounding::Flow);
            written.uuid = locked.id.clone();
            written.log = flow.log;
            written.inherit_log = true;
            written.security_level = flow.security.clone();
            written.scheduled = Some(flow.schedule.is_some());
            written.cron = Some(flow.schedule.as_ref().map_or_else(Json::object, cron));
            written.group = flow.folder.and_then(|folder| self.folder_id(folder));
            written.template_name = null();
            written.connector_method_meta = Some(builder_meta(flow, &locked.id, ids));
            written.monitor_flo = Some(is_monitor(flow).into());
            written.action_id = null();
            written.active_version_external_id = null();
            written.display = Some(display(&written));
            Box::new(written)
        });
        model::Flow {
            id: locked.id.clone(),
            name: flow.title.clone(),
            description: flow.description.clone(),
            data,
            ..model::Flow::default()
        }
    }

    /// The id of a flow.
    pub(super) fn flow_id(&self, flow: FlowId) -> Option<Id> {
        let flow = self.program.flows.get(flow.index())?;
        self.lock.flows.get(&flow.name).map(|flow| flow.id.clone())
    }

    /// The id of a table.
    pub(super) fn table_id(&self, table: TableId) -> Option<Id> {
        let table = self.program.tables.get(table.index())?;
        self.lock.tables.get(&table.name).cloned()
    }

    /// The id of a folder.
    fn folder_id(&self, folder: FolderId) -> Option<Id> {
        self.lock.folders.get(self.folders.get(folder.index())?).cloned()
    }

    /// Folders, tables and connections.
    pub(super) fn surroundings(&self, data: &mut Contents) {
        for table in &self.program.tables {
            let Some(id) = self.lock.tables.get(&table.name) else { continue };
            let columns = table.columns.as_ref().map(|columns| TableData {
                class: "simple".into(),
                group_id: table.folder.and_then(|folder| self.folder_id(folder)),
                structure: columns.iter().map(column).collect(),
                ..TableData::default()
            });
            let table = Table {
                id: id.clone(),
                name: table.title.clone(),
                description: Some(table.description.clone()),
                data: columns,
                ..Table::default()
            };
            data.tables.insert(id.clone(), table);
        }
        // A connection that no card uses has no place in a pack.
        let used = self.used_connections();
        for (position, connection) in self.program.connections.iter().enumerate() {
            let Some(id) = self.lock.connections.get(&connection.name).filter(|_| used.contains(&position))
            else {
                continue;
            };
            let config = Config {
                id: id.clone(),
                name: connection.title.clone(),
                module: connection.connector.clone(),
                data: Some(Json::default()),
                ..Config::default()
            };
            data.configs.insert(id.clone(), config);
        }
        self.groups(data);
    }

    fn used_connections(&self) -> FxHashSet<usize> {
        let bodies = self.program.flows.iter().flat_map(|flow| &flow.bodies);
        let cards = bodies.flat_map(|body| body.graph.node_weights());
        cards.filter_map(|card| card.connection).map(flowc_ir::ConnectionId::index).collect()
    }

    fn groups(&self, data: &mut Contents) {
        let mut paths: Vec<(Id, EcoString)> = Vec::new();
        for (folder, source) in self.program.folders.iter().zip(&self.folders) {
            let id = self.lock.folders.get(source).cloned().unwrap_or_default();
            let parent = folder.parent.and_then(|parent| paths.get(parent.index()));
            let path = match parent {
                None => EcoString::new(),
                Some((parent, path)) if path.is_empty() => parent.clone(),
                Some((parent, path)) => ecow::eco_format!("{path}.{parent}"),
            };
            paths.push((id.clone(), path.clone()));
            if !folder.external {
                data.groups.insert(id.clone(), group(folder, id, path));
            }
        }
    }
}

fn group(folder: &Folder, id: Id, path: EcoString) -> Group {
    let data = GroupData {
        name: folder.title.clone(),
        description: Some(folder.description.clone()),
        media_uri: Some(folder.media.clone()),
        path: Some(path),
        ..GroupData::default()
    };
    Group { id, data, ..Group::default() }
}

fn column(column: &flowc_ir::Column) -> Column {
    let word =
        COLUMN_KINDS.into_iter().find(|(_, kind)| *kind == column.kind).map_or("str", |(word, _)| word);
    Column {
        name: column.name.clone(),
        kind: word.into(),
        default: Some(Json(column.default.as_ref().map_or(Value::Null, |text| Value::text(text.as_str())))),
        ..Column::default()
    }
}
