//! Rules of one card: keys, address, constants of its model, error policy, templates.

use flowc_value::Value;
use rustc_hash::FxHashSet;

use super::body::Card;
use super::report::{
    Path, Report, fields, has_keys, in_order, is_empty_object, is_integer, is_natural, is_short_id, is_uuid,
    items, member, text,
};
use super::rules::*;
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
const LATE: &[&str] =
    &["monitor", "webhook", "webhookList", "webhookConditions", "mobile", "partnerChannelKeys"];
const SWITCHES: &[&str] = &["executable", "displayed", "async", "cooperative", "mirrored"];
const POLICIES: &[&str] = &["finish", "return", "flo", "handler"];

/// Checks one card.
pub(super) fn check<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let keys = ["joins", "address", "parents", "uuid", "branches", "node", "pins"];
    report.check(has_keys(card.value, &keys, keys.len()), M01, at);
    address(card, at, report);
    let hexadecimal = card.uuid.len() == 32 && card.uuid.bytes().all(|byte| byte.is_ascii_hexdigit());
    if report.check(is_short_id(card.uuid) || hexadecimal, M05, &at.key("uuid")) {
        report.check(is_short_id(card.uuid), M05e, &at.key("uuid"));
    }
    let node = member(card.value, "node");
    let at_node = at.key("node");
    let keys = ["key", "data", "model"];
    if report.check(keys.iter().all(|key| node.get(key).is_some()), M06, &at_node) {
        report.check(has_keys(node, &keys, keys.len()), M06s, &at_node);
    }
    let same = text(node, "key") == card.method && text(card.model, "key") == card.method;
    report.check(same, M07, &at_node);
    let at_model = at_node.key("model");
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
    let (Some((before, _)), version) = (address.rsplit_once(':'), parts.get(parts.len() - 2)) else { return };
    let above = before.rsplit_once(':').map_or("", |(above, _)| above);
    for (place, address, key) in
        [("version", before, version.copied().unwrap_or_default()), ("channel", above, card.channel)]
    {
        let parent = member(parents, place);
        let at = at.key(place);
        report.check(text(parent, "address") == address && text(parent, "key") == key, M03, &at);
        let data = member(parent, "data");
        let number = data.get("id").is_none_or(|id| !card.system && is_integer(id));
        let known = fields(data).all(|(key, _)| key == "name" || key == "id");
        report.check(number && known && text(data, "name") == key, M04, &at.key("data"));
    }
}

fn model_keys(model: &Value, at: &Path<'_>, report: &mut Report) {
    let Some(object) = model.as_object() else {
        report.check(false, M08, at);
        return;
    };
    let missing = |key: &&&str| !object.contains_key(key);
    let mut needed = MODEL.iter().filter(|key| !OPTIONAL.contains(key) && !LATE.contains(key));
    if let Some(missing) = needed.find(missing) {
        report.broken(M08, at, format_args!("{}: `{missing}` is missing", M08.summary));
    }
    match object.keys().find(|key| !MODEL.contains(&key.as_str())) {
        Some(unknown) => report.broken(M08, at, format_args!("{}: `{unknown}` is unknown", M08.summary)),
        None => {
            report.check(in_order(object, MODEL), M09, at);
        }
    }
    report.check(!LATE.iter().any(|key| missing(&key)), M10, at);
}

fn constants(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let model = card.model;
    report.check(text(model, "type") == "method", M11, &at.key("type"));
    report.check(member(model, "_v").as_number() == Some(2.0), M11, &at.key("_v"));
    for key in ["inlined", "idempotent"] {
        report.check(member(model, key).as_bool() == Some(false), M11, &at.key(key));
    }
    for key in ["monitor", "mobile", "compat"] {
        report.check(model.get(key).is_none_or(|value| value.as_bool() == Some(false)), M11, &at.key(key));
    }
    let none = member(model, "dependencies").as_list().is_some_and(|list| list.is_empty());
    report.check(none, M11, &at.key("dependencies"));
    for key in ["hooks", "runtime"] {
        report.check(is_empty_object(member(model, key)), M11, &at.key(key));
    }
    for key in SWITCHES {
        report.check(member(model, key).as_bool().is_some(), M12, &at.key(key));
    }
    let timeout = member(model, "timeout").as_number().unwrap_or_default();
    report.check([10_000.0, 30_000.0, 90_000.0, 300_000.0].contains(&timeout), M13, &at.key("timeout"));
    let hidden = card.is_expansion() || card.is("control", "noop");
    report.check(hidden || member(model, "displayed").as_bool() != Some(false), M16, &at.key("displayed"));
    webhook(card, at, report);
}

fn webhook(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let switch = |key: &str| card.model.get(key).is_none_or(|value| value.as_bool().is_some());
    let conditions = member(card.model, "webhookConditions");
    let conditions =
        conditions.is_null() || conditions.as_bool() == Some(false) || conditions.as_object().is_some();
    report.check(switch("webhook") && switch("webhookList") && conditions, M17, at);
    let on = ["webhook", "webhookList"].iter().any(|key| member(card.model, key).as_bool() == Some(true));
    report.check(!card.system || !on, M18, at);
}

fn metadata(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    let metadata = member(card.model, "metadata");
    let id = member(metadata, "id");
    let id = if card.system { id.is_null() } else { is_integer(id) };
    report.check(has_keys(metadata, &["id", "name", "description"], 3) && id, M14, &at.key("metadata"));
    report.check(text(metadata, "name") == card.title(), M15, &at.key("metadata"));
    if let Some(comments) = card.model.get("comments") {
        let comment = has_keys(comments, &["title", "markdown"], 2);
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
        [first, last] => is_natural(first) && is_natural(last),
        _ => false,
    });
    report.check(delay, M32, &at.key("delay"));
    let condition = error.get("retryCondition").is_none_or(|word| word.as_str() == Some("ratelimits"));
    report.check(condition, M33, &at.key("retryCondition"));
    let flow = member(error, "flo");
    let tries = card.is("control", "tryCatch");
    let handler = kind == "handler";
    let whole_handler = is_body(flow) && text(error, "merge") == "join";
    report.check(tries == handler && (!handler || whole_handler), M34, &at);
    if kind == "flo" {
        report.check(flow.as_str().is_some_and(|id| !id.is_empty()), M35, &at.key("flo"));
        if let Some(id) = flow.as_str() {
            report.check(whole.flows.get(id).is_some(), R01, &at.key("flo"));
        }
    }
}

fn connection<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    if let Some(display) = card.model.get("display") {
        let known = fields(display).all(|(key, _)| key == "configRef") && display.as_object().is_some();
        report.check(known, C10, &at.key("display"));
        if let Some(reference) = display.get("configRef") {
            report.check(reference.as_str().is_some_and(is_uuid), C16, &at.key("display"));
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

/// Cards whose sides are not the same on every copy.
const VARYING: &[(&str, &str)] = &[("control", "callable"), ("control", "return"), ("control", "throwIf")];

fn known_card(card: &Card<'_>, whole: &Whole<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.system {
        return;
    }
    let Some(signature) = whole.signatures.of_system(card.channel, card.method) else {
        report.check(false, M40, at);
        return;
    };
    let model = signature.model;
    for (key, expected) in [
        ("executable", model.executable),
        ("async", model.asynchronous),
        ("cooperative", model.cooperative),
        ("mirrored", model.mirrored),
        ("displayed", model.displayed),
    ] {
        let shown = key == "displayed" && card.is("control", "noop");
        report.check(shown || member(card.model, key).as_bool() == Some(expected), M41, &at.key(key));
    }
    let timeout = member(card.model, "timeout").as_number() == Some(f64::from(model.timeout));
    report.check(timeout, M41, &at.key("timeout"));
    let varies = VARYING.iter().any(|(channel, method)| card.is(channel, method));
    for (name, side, ports) in [
        ("inputs", &signature.input_side, &signature.inputs),
        ("outputs", &signature.output_side, &signature.outputs),
    ] {
        let at = at.key(name);
        let stored = member(card.model, name);
        let same = member(stored, "extensible").as_bool() == Some(side.extensible)
            && *member(stored, "rules") == side.rules
            && *member(stored, "groupRules") == side.group_rules;
        report.check(varies || same, M42, &at);
        let data = member(stored, "data");
        for port in ports.iter().filter(|port| !port.optional) {
            let found = fields(data).any(|(_, field)| {
                text(field, "key") == port.key && member(field, "group").as_str() == port.group.as_deref()
            });
            if !found {
                report.broken(M43, &at, format_args!("{}: `{}` is missing", M43.summary, port.key));
            }
        }
    }
}

/// The holes of a template and the inputs that fill them.
fn template(card: &Card<'_>, at: &Path<'_>, report: &mut Report) {
    if !card.is("string", "compose") && !card.is("math", "expression") {
        return;
    }
    let at = at.key("inputs");
    let mut texts = fields(card.inputs).filter(|(_, input)| text(input, "key") == "_text_");
    let (Some((_, template)), None) = (texts.next(), texts.next()) else {
        report.check(false, M50, &at);
        return;
    };
    let template = datum(template).as_str().unwrap_or_default();
    let holes: FxHashSet<&str> = template
        .split("{{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}}"))
        .map(|(hole, _)| hole)
        .collect();
    let keys: FxHashSet<&str> =
        fields(card.inputs).map(|(_, input)| text(input, "key")).filter(|key| *key != "_text_").collect();
    report.check(holes.is_subset(&keys), M51, &at);
    report.check(keys.is_subset(&holes), M52, &at);
}

/// Flows and tables that inputs name.
fn references<'v>(card: &Card<'v>, whole: &mut Whole<'v>, at: &Path<'_>, report: &mut Report) {
    let at = at.key("inputs");
    let handler = member(member(card.model, "policy"), "error");
    whole.referred.extend(member(handler, "flo").as_str());
    for (id, input) in fields(card.inputs) {
        let at = at.key(id);
        let value = member(input, "value");
        let named = datum(input).as_str().unwrap_or_default();
        if named.is_empty() {
            continue;
        }
        if text(value, "type") == "flo" {
            whole.referred.insert(named);
            report.check(whole.flows.get(named).is_some(), R02, &at);
            report.check(whole.is_callable(named) != Some(false), R05, &at);
        }
        let is_table = text(input, "group") == "parameters" && text(input, "key") == "stash";
        if is_table && card.channel == "stash" {
            report.check(whole.tables.get(named).is_some(), R04, &at);
        }
    }
}
