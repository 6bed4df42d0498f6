//! The dataflow graph of a flow: where source and packs meet.
//!
//! Source is lowered to it and packs are decoded to it; encoder, native planner and decompiler start from
//! it. It says everything that has meaning on the platform (order, wires, literals, types, titles, notes,
//! policies) and nothing else: no ids, no cosmetics, no syntax.
//!
//! Invariants:
//! - A body is one petgraph graph. Nodes are cards; [`Edge::Wire`] is data from an output to an input,
//!   all other edges are order.
//! - From [`Body::start`] the order edges give one sequence; the arms of an If are sequences of their own
//!   that end at its Join ([`Body::steps`]).
//! - Wires stay inside their body. A value of an enclosing body enters through a capture: an input with
//!   [`Role::Capture`] on the card that owns the inner body, paired with an output of the inner start card.
//! - What packs name at random is named in order here: holes of a template `0`, `1`, …; the groups of an
//!   If/ElseIf `if`, `elseif 1`, `elseif 2`, …, `else`. Hidden cards of the platform (expand cards, arm heads)
//!   do not occur: a path on a wire and [`Edge::Arm`] say the same.
//! - Slot types are always stated; nothing here is inferred.

mod body;
pub mod builder;
mod card;
mod dump;
pub mod names;
mod program;

pub use body::{Arms, Body, Edge, Step, Wire, WireEnd};
pub use card::{
    Address, Card, Condition, Datum, Delay, ErrorPolicy, Input, ItemArgument, Note, OnError, Origin, Output,
    Port, Role, TemplatePart, item_key,
};
pub use dump::dump;
pub use petgraph::stable_graph::NodeIndex as CardId;
pub use program::{
    BodyId, Column, Connection, ConnectionId, Flow, FlowId, Folder, FolderId, Program, Schedule, Table,
    TableId,
};
