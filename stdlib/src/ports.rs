//! Fields and rules that several modules' cards have alike.

use flowc_types::Kind;

use crate::card::{Port, Typing};
use crate::choices::OPERATORS;

/// What a condition compares.
const OPERANDS: Typing = Typing::Adopts(&[Kind::Object, Kind::Text, Kind::Number, Kind::Date, Kind::Boolean]);

/// The first operand of a condition.
pub(crate) const VALUE_A: Port = operand("left-operand").named("value_a").label("value a");

/// How a condition compares.
pub(crate) const COMPARISON: Port =
    Port::text("operator").named("comparison").label("comparison").default(r#""==""#).choices(OPERATORS);

/// The second operand of a condition.
pub(crate) const VALUE_B: Port = operand("right-operand").named("value_b").label("value b");

/// The rules of a condition's operands.
pub(crate) const OPERAND_RULES: &str = r#"{
    "left-operand":{"types":["object","string","number","Date","boolean"]},
    "right-operand":{"types":["object","string","number","Date","boolean"]}
}"#;

/// A list of anything.
pub(crate) const LIST: Port = any_list(Port::object("list").list().required());

/// A list with the type of the first input.
pub(crate) const LIST_AS_GIVEN: Port =
    Port::object("list").list().typing(Typing::Like(0)).default("null").available(r#"["*"]"#);

/// The rules of [`LIST`].
pub(crate) const LIST_RULES: &str = r#"{"list":{"collection":true,"types":["*"]}}"#;

/// The helper flow that a card runs.
pub(crate) const HELPER_FLOW: Port = Port::flow("flo").named("helper_flow").label("Helper Flow").required();

/// The context of a helper flow that runs once for each item.
pub(crate) const ITEM_CONTEXT: &str =
    r#"{"context":{"extensible":true,"reserved":{"index":"number"},"type":"object"}}"#;

/// How many runs of a helper flow go on at once.
pub(crate) const fn concurrency(default: &'static str) -> Port {
    Port::number("concurrency").required().default(default).metadata(r#"{"min":1,"max":200}"#)
}

/// A list field that takes on what its items are.
pub(crate) const fn any_list(port: Port) -> Port {
    port.typing(Typing::Adopts(&[])).available(r#"["*"]"#)
}

const fn operand(key: &'static str) -> Port {
    Port::text(key).typing(OPERANDS).available(r#"["object","string","number","Date","boolean"]"#)
}
