//! The callable card by where it stands: what authors may add to it.

use flowc_value::{Value, json};

use super::body::Surrounding;
use crate::model::{Json, Side};

/// Rules of one side of a callable where they differ from those of its signature: `rules`, `groupRules` (empty =
/// absent).
struct Rules {
    inputs: Option<&'static str>,
    outputs: Option<(&'static str, &'static str)>,
}

const ANY: &str = r#"{"*":{"types":["*"],"collection":"*"}}"#;
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
    let parsed = |text: &str| (!text.is_empty()).then(|| Json(json::parse(text).unwrap_or(Value::Null)));
    let rules = rules(surrounding, scheduled);
    if let Some(text) = rules.inputs {
        inputs.rules = parsed(text);
    }
    if let Some((rules, groups)) = rules.outputs {
        outputs.rules = parsed(rules);
        outputs.group_rules = parsed(groups);
    }
}
