//! Rules of flows: their keys, what starts them, what they show; and the walk into their bodies.

use super::body::{Body, Card};
use super::order::{self, Order};
use super::report::{
    Path, Report, fields, has_keys, in_order, is_empty_object, is_uuid, items, member, text,
};
use super::rules::*;
use super::tree::Node;
use super::{Whole, card, expand, nested, wires};

/// Keys that flows of every version have; these and [`LATER`] stand in the platform's order.
const KEYS: &[&str] = &[
    "id",
    "uuid",
    "display",
    "tree",
    "methods",
    "model",
    "orderings",
    "cron",
    "security_level",
    "log",
    "inheritLog",
    "scheduled",
    "group",
];
/// Keys that came later.
const LATER: &[&str] = &[
    "templateName",
    "templateFlowKey",
    "connector_method_meta",
    "monitor_flo",
    "actionId",
    "active_version_external_id",
    "apiSpecMethod",
    "apiSpecRoute",
    "projectApiSpecId",
];
/// Those of them that are null.
const NULLS: &[&str] =
    &["templateName", "templateFlowKey", "actionId", "apiSpecMethod", "apiSpecRoute", "projectApiSpecId"];
const TREE_TEXT: &str = "This flow has been build w/o a tree and uses the newer, async, Addressing module.";
const CRON: &[&str] = &[
    "seconds",
    "minutes",
    "hours",
    "dayOfTheMonth",
    "month",
    "dayOfTheWeek",
    "startDate",
    "endDate",
    "recurrence",
    "timeZone",
];

/// An entry of `data.flos`.
pub(super) fn entry<'v>(
    id: &'v str,
    entry: Node<'v>,
    whole: &mut Whole<'v>,
    at: &Path<'_>,
    report: &mut Report,
) {
    report.check(is_uuid(id) && text(entry, "id") == id, F01, at);
    report.keys_in_order(entry, &["id", "name", "description", "data"], &[], F02, at);
    report.check(!text(entry, "name").is_empty(), F03, &at.key("name"));
    report.check(member(entry, "description").as_str().is_some(), F03, &at.key("description"));
    let data = member(entry, "data");
    let at = at.key("data");
    if data.is_null() {
        report.check(false, F20, &at);
        return;
    }
    keys(id, data, &at, report);
    schedule(data, &at, report);
    let folder = member(data, "group");
    let known = folder.as_str().is_some_and(|id| whole.groups.get(id).is_some());
    report.check(known || folder.is_null(), F10, &at.key("group"));
    let body = Body::new(data);
    let start = order::start(&body).and_then(|index| body.cards.get(index));
    if let Some(start) = start {
        starting(data, start, &at, report);
    }
    display(data, &body, start, &at, report);
    report.check(whole.bodies.insert(id), S01, &at);
    walk(&body, whole, &at, report);
}

/// Every key a flow may have.
pub(super) fn keys_of_all() -> Vec<&'static str> {
    [KEYS, LATER].concat()
}

fn keys(id: &str, data: Node<'_>, at: &Path<'_>, report: &mut Report) {
    if report.keys(data, KEYS, LATER, F04, at) {
        report.check(data.as_object().is_some_and(|object| in_order(object, &keys_of_all())), F05, at);
    }
    report.check(member(data, "id").is_null(), F06, &at.key("id"));
    report.member(data, "uuid", |uuid| uuid.as_str() == Some(id), F06, at);
    if let Some(stored) = data.get("tree") {
        tree(stored, F07, Some(F07e), &at.key("tree"), report);
    }
    report.member(data, "model", is_empty_object, F08, at);
    report.member(data, "log", |log| log.as_bool().is_some(), F09, at);
    report.member(data, "inheritLog", |inherit| inherit.as_bool() == Some(true), F09, at);
    for key in NULLS {
        report.check(member(data, key).is_null(), F11, &at.key(key));
    }
    let of_connector = is_connectors(data);
    report.member(data, "monitor_flo", |monitor| of_connector || monitor.as_bool() == Some(false), F12, at);
    if let Some(meta) = data.get("connector_method_meta") {
        let at = at.key("connector_method_meta");
        report.keys(meta, &["inputs", "outputs", "options"], &["methodkey"], F13, &at);
    }
}

/// Whether a flow is a connector's own: its start card says so.
fn is_connectors(data: Node<'_>) -> bool {
    let kind = |card: &Node<'_>| {
        let meta = card.get("node").and_then(|node| node.get("model")?.get("meta"));
        meta.is_some_and(|meta| meta.get("type").is_some_and(|kind| kind.get("address").is_some()))
    };
    data.get("methods").and_then(Node::as_list).is_some_and(|cards| cards.iter().any(kind))
}

/// One of the four constants of `tree`.
pub(super) fn tree(tree: Node<'_>, known: Rule, current: Option<Rule>, at: &Path<'_>, report: &mut Report) {
    let id = member(tree, "id").as_number().unwrap_or_default();
    let new = has_keys(tree, &["id", "name", "description"])
        && text(tree, "name") == "empty"
        && text(tree, "description") == TREE_TEXT
        && [1.0, 2.0, 3.0].contains(&id);
    let old = has_keys(tree, &["id", "name"]) && text(tree, "name") == "all" && id == 1.0;
    report.check(new || old, known, at);
    if let (Some(current), true) = (current, new || old) {
        report.check(new && id >= 2.0, current, at);
    }
}

/// When the flow runs by itself.
fn schedule(data: Node<'_>, at: &Path<'_>, report: &mut Report) {
    let (Some(stored), Some(cron)) = (data.get("scheduled"), data.get("cron")) else { return };
    let Some(scheduled) = stored.as_bool() else {
        report.check(false, F14, &at.key("scheduled"));
        return;
    };
    report.check(is_empty_object(cron) != scheduled, F14, &at.key("cron"));
    if scheduled && !is_empty_object(cron) {
        let at = at.key("cron");
        report.keys(cron, CRON, &[], F15, &at);
        for (key, value) in fields(cron).filter(|(key, _)| CRON.contains(key)) {
            let fits =
                if key == "recurrence" { value.as_number().is_some() } else { value.as_str().is_some() };
            report.check(fits, F15, &at.key(key));
        }
    }
}

/// What starts the flow decides over schedule and security.
fn starting(data: Node<'_>, start: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    report.check(start.can_start(), F17, at);
    let scheduled = member(data, "scheduled").as_bool() == Some(true);
    report.check(!scheduled || start.is("control", "callable"), F16, &at.key("scheduled"));
    let level = member(data, "security_level");
    let fits = match level.as_str() {
        None => level.is_null() && !start.is("http", "delegated"),
        Some("high") => start.is_published(),
        Some("open" | "medium") => start.is("http", "accept"),
        Some(_) => false,
    };
    report.check(fits, F18, &at.key("security_level"));
}

fn display(data: Node<'_>, body: &Body<'_>, start: Option<&Card<'_>>, at: &Path<'_>, report: &mut Report) {
    let display = member(data, "display");
    let at = at.key("display");
    let may = ["eventConnecterName", "isPublishable", "collapsedMethods"];
    report.keys(display, &["preview", "isCallable"], &may, D01, &at);
    let Some(start) = start else { return };
    let callable = start.is("control", "callable");
    report.check(member(display, "isCallable").as_bool() == Some(callable), D02, &at.key("isCallable"));
    if let Some(publishable) = display.get("isPublishable") {
        let expected = Some(start.is_published());
        report.check(publishable.as_bool() == expected, D03, &at.key("isPublishable"));
    }
    if let Some(shown) = display.get("eventConnecterName") {
        let first = body.cards.first().map_or("", Card::title);
        let shown = shown.as_str().unwrap_or_default();
        let at = at.key("eventConnecterName");
        if report.check(shown == start.title() || shown == first, D04, &at) {
            report.check(shown == start.title(), D04s, &at);
        }
    }
    let current = display.get("isPublishable").is_some() && display.get("eventConnecterName").is_some();
    report.check(current, D07, &at);
    if let Some(shown) = display.get("preview") {
        preview(shown, body, start, &at.key("preview"), report);
    }
}

fn preview(preview: Node<'_>, body: &Body<'_>, start: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    report.check(preview.as_list().is_some(), D05, at);
    let entries = items(preview);
    for (index, &entry) in entries.iter().enumerate() {
        let form = has_keys(entry, &["module", "name", "kernel"])
            && ["module", "name"].iter().all(|key| member(entry, key).as_str().is_some())
            && member(entry, "kernel").as_bool().is_some();
        report.check(form, D05, &at.index(index));
    }
    let lists = |shown: &Body<'_>| {
        entries.len() == shown.cards.len()
            && entries.iter().zip(&shown.cards).all(|(entry, card)| previews(*entry, card, shown, start))
    };
    let inner = || {
        let other = body.cards.iter().find(|card| card.is("list", "asyncEach"))?;
        let (_, inner) = other.bodies().next()?;
        Some(lists(&Body::new(inner)))
    };
    report.check(lists(body) || (!start.system && inner() == Some(true)), D06, at);
}

/// Whether an entry of the preview stands for a card. Old exports show an expansion as its source card's module,
/// and the start card of an event's body as the event's connector.
fn previews(entry: Node<'_>, card: &Card<'_>, body: &Body<'_>, start: &Card<'_>) -> bool {
    let shown = (text(entry, "module"), text(entry, "name"), member(entry, "kernel").as_bool() == Some(true));
    if shown == (card.channel, card.method, card.system) {
        return true;
    }
    let outer = if start.system { "control" } else { start.channel };
    let module = |card: &Card<'_>| {
        if card.is("control", "callable") { outer.to_owned() } else { card.channel.to_owned() }
    };
    let stand_in = if card.is_expansion() {
        body.card(card.title())
    } else {
        Some(card).filter(|card| card.is("control", "callable"))
    };
    shown.1.is_empty() && shown.2 && stand_in.is_some_and(|source| module(source) == shown.0)
}

/// Everything inside a body, nested bodies included.
pub(super) fn walk<'v>(body: &Body<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    report.check(!body.cards.is_empty(), S02, &at.key("methods"));
    let order = Order::new(body);
    order::check(body, &order, at, report);
    order::ids(body, at, report);
    wires::check(body, &order, at, report);
    expand::check(body, at, report);
    let methods = at.key("methods");
    for (index, card) in body.cards.iter().enumerate() {
        let at = methods.index(index);
        card::check(card, whole, &at, report);
        nested::check(card, whole, &at, report);
    }
}
