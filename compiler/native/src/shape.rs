//! Declared types in the words of the run time.

use flowc_ir::{Card, Input, Output, Role};
use flowc_plan::SlotType;
use flowc_types::Shape;
use flowc_value::convert::{self, Link};
use flowc_value::{Kind, Text};

/// The kind of a slot, or of its items.
pub(crate) fn kind(shape: &Shape) -> Kind {
    Kind::from_platform(shape.kind().platform(), false).unwrap_or(Kind::Any)
}

/// The kind by which operands compare: lists are lists.
pub(crate) fn compared_kind(shape: &Shape) -> Kind {
    if shape.is_list() { Kind::List } else { kind(shape) }
}

/// The type of a slot.
pub(crate) fn slot_type(shape: &Shape) -> SlotType {
    SlotType { kind: kind(shape), list: shape.is_list() }
}

/// How a wire goes from one slot to another.
pub(crate) fn link(from: &Shape, to: &Shape) -> Link {
    convert::link(kind(from), from.is_list(), kind(to), to.is_list())
}

/// `key` or `group.key`.
pub(crate) fn name(group: Option<&str>, key: &str) -> Text {
    match group {
        Some(group) => Text::new(&format!("{group}.{key}")),
        None => Text::new(key),
    }
}

/// The name of an input.
pub(crate) fn input_name(input: &Input) -> Text {
    name(input.group.as_deref(), &input.key)
}

/// The name of an output.
pub(crate) fn output_name(output: &Output) -> Text {
    name(output.group.as_deref(), &output.key)
}

/// The inputs of a card that are no captures, with their positions.
pub(crate) fn fields(card: &Card) -> impl Iterator<Item = (usize, &Input)> {
    card.inputs.iter().enumerate().filter(|(_, input)| !matches!(input.role, Role::Capture(_)))
}
