//! Rules of one card: keys, address, constants of its model, error policy, templates.

use std::sync::LazyLock;

use flowc_stdlib::card::Evidence;
use flowc_stdlib::signature::{PortSignature, SideSignature};
use flowc_value::Value;
use rustc_hash::FxHashSet;

use super::body::Card;
use super::report::{
    Path, Report, fields, has_keys, in_order, is_integer, is_natural, is_short_id, is_uuid, items, member,
    text,
};
use super::rules::*;
use super::tree::Node;
use super::{Whole, datum, field, is_body};

/// Keys of a model in the platform's order; those of `OPTIONAL` may be absent, those of `LATE` were added with
/// webhooks.
const MODEL: &[&str] = &[
    "type",
    "_v",
    "key",
    "executable",
    "displayed",
    "async",
    "cooperative",
    "mirrored",
    "compat",
    "inlined",
    "dependencies",
    "timeout",
    "idempotent",
    "monitor",
    "webhook",
    "webhookList",
    "webhookConditions",
    "mobile",
    "hooks",
    "policy",
    "metadata",
    "meta",
    "config",
    "partnerChannelKeys",
    "inputs",
    "outputs",
    "runtime",
    "display",
    "comments",
    "enableNewMetadata",
];
const OPTIONAL: &[&str] = &["compat", "display", "comments", "enableNewMetadata"];
const LATE: &[&str] = &["inlined", "monitor", "webhook", "webhookList", "webhookConditions", "mobile"];
/// What has one value in every model that has it, as JSON.
const CONSTANT: [(&str, &str); 11] = [
    ("type", "\"method\""),
    ("_v", "2"),
    ("compat", "false"),
    ("inlined", "false"),
    ("dependencies", "[]"),
    ("idempotent", "false"),
    ("monitor", "false"),
    ("mobile", "false"),
    ("hooks", "{}"),
    ("runtime", "{}"),
    ("enableNewMetadata", "true"),
];
static CONSTANTS: LazyLock<[(&str, &str, Value); 11]> = LazyLock::new(|| {
    CONSTANT.map(|(key, text)| (key, text, flowc_value::json::parse(text).unwrap_or_default()))
});
const TIMEOUTS: &[f64] = &[10_000.0, 30_000.0, 90_000.0, 300_000.0];
const SWITCHES: &[&str] = &["executable", "displayed", "async", "cooperative", "mirrored"];
const POLICIES: &[&str] = &["finish", "return", "flo", "handler"];

/// Checks one card.
pub(super) fn check<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let keys = ["joins", "address", "parents", "uuid", "branches", "node", "pins"];
    report.keys_in_order(card.value, &keys, &[], M01, at);
    address(card, at, report);
    let hexadecimal = card.uuid.len() == 32 && card.uuid.bytes().all(|byte| byte.is_ascii_hexdigit());
    if report.check(is_short_id(card.uuid) || hexadecimal, M05, &at.key("uuid")) {
        report.check(is_short_id(card.uuid), M05e, &at.key("uuid"));
    }
    let node = member(card.value, "node");
    let at_node = at.key("node");
    let keys = ["key", "data", "model"];
    if report.check(keys.iter().all(|key| node.get(key).is_some()), M06, &at_node) {
        report.keys(node, &keys, &[], M06s, &at_node);
    }
    let at_model = at_node.key("model");
    report.check(text(node, "key") == card.method, M07, &at_node.key("key"));
    report.check(text(card.model, "key") == card.method, M07, &at_model.key("key"));
    model_keys(card.model, &at_model, report);
    constants(card, &at_model, report);
    metadata(card, &at_model, report);
    policy(card, whole, &at_model, report);
    connection(card, whole, &at_model, report);
    known_card(card, whole, &at_model, report);
    template(card, &at_model, report);
    references(card, whole, &at_model, report);
    for (side, name) in [("inputs", card.inputs), ("outputs", card.outputs)] {
        field::side(card, side, name, &at_model.key(side), report);
    }
}

fn address(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let address = text(card.value, "address");
    let parts: Vec<&str> = address.split(':').collect();
    let form = match parts.as_slice() {
        ["root", "kernel", channel, "0.0.1", method] => !channel.is_empty() && !method.is_empty(),
        ["root", "channels", "http", connector, version, method] => {
            let numbers = version
                .split('.')
                .all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
            !connector.is_empty() && !method.is_empty() && numbers && version.split('.').count() == 3
        }
        _ => false,
    };
    if !report.check(form, M02, &at.key("address")) {
        return;
    }
    let parents = member(card.value, "parents");
    let at = at.key("parents");
    report.keys(parents, &["version", "channel"], &[], M03, &at);
    let (Some((before, _)), version) = (address.rsplit_once(':'), parts.get(parts.len() - 2)) else { return };
    let above = before.rsplit_once(':').map_or("", |(above, _)| above);
    for (place, address, key) in
        [("version", before, version.copied().unwrap_or_default()), ("channel", above, card.channel)]
    {
        let parent = member(parents, place);
        let at = at.key(place);
        report.check(text(parent, "address") == address, M03, &at.key("address"));
        report.check(text(parent, "key") == key, M03, &at.key("key"));
        let data = member(parent, "data");
        let number = data.get("id").is_none_or(|id| !card.system && is_integer(id));
        let known = fields(data).all(|(key, _)| key == "name" || key == "id");
        report.check(number && known && text(data, "name") == key, M04, &at.key("data"));
    }
}

fn model_keys(model: Node<'_>, at: &Path<'_>, report: &mut Report) {
    let may = [OPTIONAL, LATE].concat();
    let needed: Vec<&str> = MODEL.iter().copied().filter(|key| !may.contains(key)).collect();
    if report.keys(model, &needed, &may, M08, at) {
        report.check(model.as_object().is_some_and(|object| in_order(object, MODEL)), M09, at);
    }
    report.check(LATE.iter().all(|key| model.get(key).is_some()), M10, at);
}

fn constants(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let model = card.model;
    for (key, text, constant) in &*CONSTANTS {
        if model.get(key).is_some_and(|value| value != *constant) {
            report.broken(M11, &at.key(key), format_args!("{}: `{key}` is {text}", M11.summary));
        }
    }
    for key in SWITCHES {
        report.member(model, key, |switch| switch.as_bool().is_some(), M12, at);
    }
    let usual = |timeout: Node<'_>| timeout.as_number().is_some_and(|ms| TIMEOUTS.contains(&ms));
    report.member(model, "timeout", usual, M13, at);
    let hidden = card.is_expansion() || card.is("control", "noop");
    report.check(hidden || member(model, "displayed").as_bool() != Some(false), M16, &at.key("displayed"));
    webhook(card, at, report);
}

fn webhook(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    for key in ["webhook", "webhookList"] {
        let switch = card.model.get(key);
        report.check(switch.is_none_or(|switch| switch.as_bool().is_some()), M17, &at.key(key));
        let on = switch.and_then(Node::as_bool) == Some(true);
        report.check(!card.system || !on, M18, &at.key(key));
    }
    let conditions = member(card.model, "webhookConditions");
    let form =
        conditions.is_null() || conditions.as_bool() == Some(false) || conditions.as_object().is_some();
    report.check(form, M17, &at.key("webhookConditions"));
}

fn metadata(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let metadata = member(card.model, "metadata");
    let id = member(metadata, "id");
    let id = if card.system { id.is_null() } else { is_integer(id) };
    let at_metadata = at.key("metadata");
    report.keys(metadata, &["id", "name", "description"], &[], M14, &at_metadata);
    report.check(id, M14, &at_metadata.key("id"));
    report.check(text(metadata, "name") == card.title(), M15, &at_metadata.key("name"));
    if let Some(comments) = card.model.get("comments") {
        let comment = has_keys(comments, &["title", "markdown"]);
        report.check(comments.as_str().is_some() || comments.is_null() || comment, M19, &at.key("comments"));
    }
}

fn policy(card: &Card<'_>, whole: &mut Whole<'_>, at: &Path<'_>, report: &mut Report) {
    let at = at.key("policy");
    let policy = member(card.model, "policy");
    let error = member(policy, "error");
    let kind = text(error, "type");
    let keys = ["type", "delay", "retry", "retryCondition", "flo", "merge"];
    let known =
        fields(policy).all(|(key, _)| key == "error") && fields(error).all(|(key, _)| keys.contains(&key));
    report.check(known && POLICIES.contains(&kind), M30, &at);
    let at = at.key("error");
    report.check(error.get("retry").is_none_or(is_natural), M31, &at.key("retry"));
    let delay = error.get("delay").is_none_or(|delay| match items(delay) {
        [] => is_natural(delay),
        [first, last] => is_natural(*first) && is_natural(*last),
        _ => false,
    });
    report.check(delay, M32, &at.key("delay"));
    let condition = error.get("retryCondition").is_none_or(|word| word.as_str() == Some("ratelimits"));
    report.check(condition, M33, &at.key("retryCondition"));
    let flow = member(error, "flo");
    let tries = card.is("control", "tryCatch");
    let handler = kind == "handler";
    report.check(tries == handler, M34, &at.key("type"));
    report.check(!handler || is_body(flow), M34, &at.key("flo"));
    report.check(!handler || text(error, "merge") == "join", M34, &at.key("merge"));
    if kind == "flo" {
        report.check(flow.as_str().is_some_and(|id| !id.is_empty()), M35, &at.key("flo"));
        if let Some(id) = flow.as_str() {
            report.check(whole.flows.get(id).is_some(), R01, &at.key("flo"));
        }
    }
}

fn connection<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    if let Some(display) = card.model.get("display") {
        let at = at.key("display");
        if !display.is_null() {
            report.keys(display, &[], &["configRef"], C10, &at);
        }
        if let Some(reference) = display.get("configRef") {
            report.check(reference.as_str().is_some_and(is_uuid), C16, &at.key("configRef"));
        }
    }
    let keys = member(card.model, "partnerChannelKeys");
    report.check(keys.is_null() || is_integer(keys), C14, &at.key("partnerChannelKeys"));
    let config = member(card.model, "config");
    let at = at.key("config");
    if card.system {
        report.check(config.is_null(), C11, &at);
        return;
    }
    report.check(card.channel != "stash" || config.is_null(), C15, &at);
    if config.is_null() {
        return;
    }
    let id = config.as_str().unwrap_or_default();
    whole.connections.insert(id);
    match whole.configs.get(id) {
        Some(found) => {
            report.check(text(found, "module") == card.channel, C13, &at);
        }
        None => {
            report.check(false, C12, &at);
        }
    }
}

/// What is not the same on every copy of a card: method of `control`, side, key.
const VARYING: &[(&str, &str, &str)] = &[
    ("callable", "inputs", "rules"),
    ("callable", "inputs", "groupRules"),
    ("callable", "outputs", "extensible"),
    ("callable", "outputs", "rules"),
    ("callable", "outputs", "groupRules"),
    ("return", "inputs", "extensible"),
    ("return", "inputs", "rules"),
    ("return", "inputs", "groupRules"),
    ("throwIf", "inputs", "extensible"),
];

fn known_card(card: &Card<'_>, whole: &Whole<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.system {
        return;
    }
    let Some(signature) = whole.signatures.of_system(card.channel, card.method) else {
        report.check(false, M40, at);
        return;
    };
    // Of a card that no pack has shown nobody knows how the platform stores it.
    if !signature.card.is_some_and(|card| card.evidence.contains(&Evidence::Pack)) {
        return;
    }
    let model = signature.model;
    for (key, expected) in [
        ("executable", Value::Bool(model.executable)),
        ("async", Value::Bool(model.asynchronous)),
        ("cooperative", Value::Bool(model.cooperative)),
        ("mirrored", Value::Bool(model.mirrored)),
        ("displayed", Value::Bool(model.displayed)),
        ("timeout", Value::Number(f64::from(model.timeout))),
    ] {
        let shown = key == "displayed" && card.is("control", "noop");
        if !shown && card.model.get(key).is_some_and(|value| value != expected) {
            let expected = flowc_value::json::to_text(&expected);
            report.broken(M41, &at.key(key), format_args!("{}: `{key}` is {expected}", M41.summary));
        }
    }
    own_side(card, "inputs", &signature.input_side, &signature.inputs, at, report);
    own_side(card, "outputs", &signature.output_side, &signature.outputs, at, report);
}

/// One side of a system card against what every copy has there.
fn own_side(
    card: &Card<'_>,
    name: &str,
    side: &SideSignature,
    ports: &[PortSignature],
    at: &Path<'_>,
    report: &mut Report,
) {
    let at = at.key(name);
    let stored = member(card.model, name);
    for (key, expected) in [
        ("extensible", &Value::Bool(side.extensible)),
        ("rules", &side.rules),
        ("groupRules", &side.group_rules),
    ] {
        let varies = card.channel == "control" && VARYING.contains(&(card.method, name, key));
        if !varies && member(stored, key) != *expected {
            let expected = flowc_value::json::to_text(expected);
            report.broken(M42, &at.key(key), format_args!("{}: `{key}` is {expected}", M42.summary));
        }
    }
    let data = member(stored, "data");
    for port in ports.iter().filter(|port| !port.optional) {
        let found = fields(data).any(|(_, field)| {
            text(field, "key") == port.key && member(field, "group").as_str() == port.group.as_deref()
        });
        // Export Flow of today gives a file's content, name and size instead.
        let replaced = card.is("utility", "exportFlo") && name == "outputs";
        if !found && !replaced {
            report.broken(M43, &at.key("data"), format_args!("{}: `{}` is missing", M43.summary, port.key));
        }
    }
}

/// The holes of a template and the inputs that fill them.
fn template(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.is("string", "compose") && !card.is("math", "expression") {
        return;
    }
    let at = at.keys("inputs.data");
    let mut texts = fields(card.inputs).filter(|(_, input)| text(*input, "key") == "_text_");
    let (Some((id, template)), None) = (texts.next(), texts.next()) else {
        report.check(false, M50, &at);
        return;
    };
    let template = datum(template).as_str().unwrap_or_default();
    let ends = template.split("{{{").skip(1).filter_map(|rest| rest.split_once("}}}"));
    let holes: FxHashSet<&str> = ends.map(|(hole, _)| hole).collect();
    let inputs = || fields(card.inputs).filter(|(_, input)| text(*input, "key") != "_text_");
    let filled: FxHashSet<&str> = inputs().map(|(_, input)| text(input, "key")).collect();
    if let Some(hole) = holes.iter().filter(|hole| !filled.contains(**hole)).min() {
        let message = format_args!("{}: {hole} has none", M51.summary);
        report.broken(M51, &at.key(id).keys("value.data"), message);
    }
    for (id, input) in inputs() {
        report.check(holes.contains(text(input, "key")), M52, &at.key(id));
    }
}

/// Flows and tables that inputs name.
fn references<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let at = at.keys("inputs.data");
    let handler = member(member(card.model, "policy"), "error");
    whole.referred.extend(member(handler, "flo").as_str());
    for (id, input) in fields(card.inputs) {
        let at = at.key(id);
        let at = at.keys("value.data");
        let value = member(input, "value");
        let named = datum(input).as_str().unwrap_or_default();
        if named.is_empty() {
            continue;
        }
        if text(value, "type") == "flo" {
            whole.referred.insert(named);
            report.check(whole.flows.get(named).is_some(), R02, &at);
            // Export Flow takes any flow and calls none.
            let any = member(member(input, "metadata"), "includeAllFlows").as_bool() == Some(true);
            report.check(any || whole.is_callable(named) != Some(false), R05, &at);
        }
        let is_table = text(input, "group") == "parameters" && text(input, "key") == "stash";
        if is_table && card.channel == "stash" {
            report.check(whole.tables.get(named).is_some(), R04, &at);
        }
    }
}
