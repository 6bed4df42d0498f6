//! What a lock keeps of what was edited: ids, and what no source says. What the source does say counts alone.

use ecow::EcoString;
use flowc_value::Value;

use super::align::same;
use super::shared::{self, AllShared, Said};
use super::sides;
use super::{Lock, LockedCard};
use crate::model::Pack;

/// When and by what a pack was written; its checksum would be wrong.
const OF_THE_EXPORT: [&str; 3] = ["/version", "/created", "/checksum"];

fn is_of_the_export(path: &str) -> bool {
    OF_THE_EXPORT.iter().any(|part| below(path, part))
}

/// What sources say of things that are no flows.
const SAID: [(&str, &[&str]); 3] = [
    ("/data/tables/", &["name", "description", "data"]),
    ("/data/configs/", &["name", "module"]),
    ("/data/groups/", &["data/name", "data/description", "data/media_uri", "data/path"]),
];

/// What sources say of a flow.
const SAID_OF_FLOWS: [&str; 7] = [
    "/name",
    "/description",
    "/data/cron",
    "/data/scheduled",
    "/data/security_level",
    "/data/log",
    "/data/group",
];

/// A path, or one below it.
fn below(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the source says what stands at a path of a pack.
fn is_said(path: &str) -> bool {
    SAID.iter().any(|(things, members)| {
        let member = path.strip_prefix(things).and_then(|rest| rest.split_once('/'));
        member.is_some_and(|(_, member)| members.iter().any(|said| below(member, said)))
    })
}

/// What remains of a pack's residue and rest once something was edited. `fresh` is what is encoded now.
pub(crate) fn forget_of_edited_pack(lock: &mut Lock, old: &Lock, fresh: &Pack) {
    lock.residue = old.residue.kept(|path, new| {
        // Exports of old do not say where folders lie.
        let says_nothing = new.is_none() && path.ends_with("/path");
        !is_of_the_export(path) && (!is_said(path) || says_nothing || are_same_columns(path, new, fresh))
    });
    let edited = |id: &str| {
        let now = lock.flows.iter().find(|(_, flow)| flow.id == id);
        let before = now.and_then(|(name, flow)| Some((flow, old.flows.get(name)?)));
        before.is_none_or(|(flow, before)| !same(flow.body.as_ref(), before.body.as_ref()))
    };
    lock.rest = old.rest.kept(|path, _| match path.strip_prefix("/data/flos/") {
        Some(rest) => !edited(rest.split('/').next().unwrap_or_default()),
        None => !is_said(path) && !is_of_the_export(path),
    });
}

/// Whether a list of columns has the names and types that the source says of its table.
fn are_same_columns(path: &str, new: Option<&Value>, fresh: &Pack) -> bool {
    let Some(id) = path.strip_prefix("/data/tables/").and_then(|rest| rest.strip_suffix("/data/structure"))
    else {
        return false;
    };
    let said = fresh.data.tables.get(id).and_then(|table| table.data.as_ref()).map(|data| &data.structure);
    let (Some(said), Some(kept)) = (said, new.and_then(Value::as_list)) else { return false };
    let text = |column: &Value, key: &str| column.get(key).and_then(Value::as_str).map(EcoString::from);
    let alike = said.iter().zip(kept).all(|(said, kept)| {
        text(kept, "name").as_ref() == Some(&said.name) && text(kept, "type").as_ref() == Some(&said.kind)
    });
    said.len() == kept.len() && alike
}

/// What remains of an edited flow's residue: what is shown of its cards is made anew.
pub(super) fn residue_of_edited_flow(residue: &EcoString, shared: &AllShared) -> EcoString {
    shared::kept(residue, shared, stays)
}

/// Of a card, what no edit of it touches.
const STAYS_OF_CARDS: [&str; 5] = [
    "/parents",
    "/node/model/partnerChannelKeys",
    "/node/model/display",
    "/node/model/inlined",
    "/node/model/enableNewMetadata",
];

/// The same of a field, as long as its card has the same fields.
const STAYS_OF_FIELDS: [&str; 9] = [
    "ref",
    "flags",
    "value/error",
    "value/available",
    "value/check",
    "metadata/ghost",
    "metadata/collapsed",
    "metadata/index",
    "metadata/choices",
];

/// Whether a difference stays although its flow or card was edited.
pub(super) fn stays(at: &str, said: &Said) -> bool {
    if let Some((_, rest)) = sides::of_any(at) {
        // What the designer marked as wrong may be right by now.
        let marked = below(rest, "value/error") && *said != Said::Nothing;
        return !marked && STAYS_OF_FIELDS.iter().any(|part| below(rest, part));
    }
    if below(at, "/node") || below(at, "/parents") {
        return STAYS_OF_CARDS.iter().any(|part| below(at, part));
    }
    let is_said = SAID_OF_FLOWS.iter().any(|part| below(at, part));
    let is_shown = below(at, "/data/display") && !below(at, "/data/display/collapsedMethods");
    !is_said && (*said == Said::Nothing || !is_shown)
}

/// What remains of an edited card's residue.
pub(super) fn keep_of_edited_card(card: &mut LockedCard, known: &LockedCard, shared: &AllShared) {
    let has_same_fields =
        card.inputs.keys().eq(known.inputs.keys()) && card.outputs.keys().eq(known.outputs.keys());
    let stays = |at: &str, said: &Said| stays(at, said) && (has_same_fields || sides::of_any(at).is_none());
    card.residue = shared::kept(&known.residue, shared, stays);
    if card.heads == known.heads && card.expands == known.expands {
        let hidden = known.hidden.iter().map(|(id, names)| (id.clone(), shared::kept(names, shared, stays)));
        card.hidden = hidden.filter(|(_, names)| !names.is_empty()).collect();
    }
}
