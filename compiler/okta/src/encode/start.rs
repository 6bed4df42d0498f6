//! Start and Return cards by where they stand: what authors may add to them.

use ecow::EcoString;
use flowc_ir::Card;
use flowc_ir::builder::{AUTH, OPTIONS, SELECTED, STATUS, is_action, is_helper};
use flowc_value::{Object, Value, json};

use super::body::Surrounding;
use crate::model::{Json, Model, Side};

/// Rules of one side of a callable where they differ from those of its signature: `rules`, `groupRules` (empty =
/// absent).
struct Rules {
    inputs: Option<&'static str>,
    outputs: Option<(&'static str, &'static str)>,
}

const ANY: &str = r#"{"*":{"types":["*"],"collection":"*"}}"#;
/// What Connector Builder lets authors choose from.
const CHOICE: &str =
    r#"{"*":{"types":["string","number","boolean","Date","Array","object","file","flo"],"collection":"*"}}"#;
const SINGLE: &str = r#"{"*":{"collection":false}}"#;

fn rules(surrounding: &Surrounding<'_>, scheduled: bool) -> Rules {
    match surrounding {
        Surrounding::Flow if scheduled => Rules {
            inputs: None,
            outputs: Some((ANY, r#"{"context":{"extensible":false},"null":{"extensible":false}}"#)),
        },
        Surrounding::Flow => Rules { inputs: None, outputs: None },
        Surrounding::Card { event: true, .. } => Rules {
            inputs: Some(SINGLE),
            outputs: Some((
                SINGLE,
                r#"{"context":{"extensible":false},"null":{"extensible":false},"*":{"extensible":false}}"#,
            )),
        },
        Surrounding::Card { .. } => Rules { inputs: None, outputs: Some((ANY, "")) },
    }
}

/// Puts the rules of its place into a callable's sides.
pub(super) fn set_rules(
    inputs: &mut Side,
    outputs: &mut Side,
    surrounding: &Surrounding<'_>,
    scheduled: bool,
) {
    let rules = rules(surrounding, scheduled);
    if let Some(text) = rules.inputs {
        inputs.rules = parsed(text);
    }
    if let Some((rules, groups)) = rules.outputs {
        outputs.rules = parsed(rules);
        outputs.group_rules = parsed(groups);
    }
}

fn parsed(text: &str) -> Option<Json> {
    (!text.is_empty()).then(|| Json(json::parse(text).unwrap_or(Value::Null)))
}

/// Puts the rules of a connector's own flow into its start or Return card. Those of kinds that no pack shows are
/// assumed to be like an action's.
pub(super) fn set_builder_rules(card: &Card, model: &mut Model) {
    let kind = card.builder.as_deref().unwrap_or_default();
    if card.address.is("control", "return") {
        set_return_rules(card, &mut model.inputs);
    } else {
        set_start_rules(card, kind, model);
    }
}

fn set_return_rules(card: &Card, inputs: &mut Side) {
    inputs.rules = parsed(CHOICE);
    let sections = sections(card);
    inputs.extensible = sections.is_empty();
    inputs.group_rules = if sections == [STATUS] {
        parsed(r#"{"*":{"extensible":false}}"#)
    } else if sections.is_empty() {
        None
    } else {
        let rules =
            sections.into_iter().enumerate().map(|(at, section)| (section.to_string(), rule(Some(at))));
        Some(Json(Value::object(rules)))
    };
}

fn set_start_rules(card: &Card, kind: &str, model: &mut Model) {
    model.inputs.rules = parsed(SINGLE);
    let mut groups = Object::new();
    groups.insert(AUTH, rule(Some(1)));
    // Kinds that no pack shows go by what they hold.
    let sections = sections(card);
    let bare = !is_helper(kind) && !is_action(kind) && sections.iter().all(|section| section == AUTH);
    let has_own = card.inputs.iter().any(|input| input.group.is_none());
    if is_helper(kind) || bare && has_own {
        model.outputs.rules = parsed(CHOICE);
        groups.insert("*", Value::object([("extensible", true)]));
    } else {
        model.outputs.extensible = false;
        model.outputs.rules = parsed(SINGLE);
        groups.insert("*", rule(None));
        let mut inputs = 3;
        for section in sections {
            match section.as_str() {
                AUTH | SELECTED | "context" => {}
                OPTIONS => _ = groups.insert(OPTIONS, rule(Some(2))),
                _ => {
                    groups.insert(section.as_str(), rule(Some(inputs)));
                    inputs += 1;
                }
            }
        }
    }
    model.outputs.group_rules = Some(Json(Value::Object(groups)));
    if bare
        && !has_own
        && let Some(rules) = model.inputs.group_rules.as_mut().and_then(|rules| rules.0.as_object_mut())
    {
        ["null", AUTH].into_iter().for_each(|group| _ = rules.insert(group, closed()));
    }
}

fn closed() -> Value {
    Value::object([("extensible", false)])
}

/// A section that only its dialog changes, at a place among the sections.
fn rule(index: Option<usize>) -> Value {
    let mut rule = Object::new();
    rule.insert("readOnly", true);
    rule.insert("extensible", false);
    if let Some(index) = index {
        rule.insert("index", index);
    }
    Value::Object(rule)
}

/// The sections of a card's fields in order.
fn sections(card: &Card) -> Vec<EcoString> {
    let mut sections: Vec<EcoString> = Vec::new();
    for section in card.inputs.iter().filter_map(|input| input.group.as_ref()) {
        if !sections.contains(section) {
            sections.push(section.clone());
        }
    }
    sections
}
