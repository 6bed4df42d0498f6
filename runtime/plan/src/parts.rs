//! The tables that ops lead into.

use std::sync::Arc;

use flowc_value::json::Wanted;
use flowc_value::{Keys, Kind, Operator, Text, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Connection, Context, Effect, Op, Source, Table};

/// Everything the engine needs to run the flows of a project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// [`crate::VERSION`] of the build that made it.
    pub version: u32,
    /// Flows, in the order of the program.
    pub flows: Vec<Flow>,
    /// Code.
    pub routines: Vec<Routine>,
    /// The source map: what a failing or traced op belongs to.
    pub cards: Vec<Card>,
    /// The constant pool.
    pub constants: Vec<Value>,
    /// Key tables of objects.
    pub keys: Vec<KeyTable>,
    /// Literal keys, one after the other: the paths of wires.
    pub paths: Vec<Vec<Text>>,
    /// Texts with holes.
    pub templates: Vec<Template>,
    /// Objects to build.
    pub records: Vec<Record>,
    /// Comparisons.
    pub conditions: Vec<Condition>,
    /// Calls of function cards; the card table is linked to them one by one.
    pub functions: Vec<Function>,
    /// Ends of routines.
    pub exits: Vec<Exit>,
    /// Errors that flows raise.
    pub raises: Vec<Raise>,
    /// Calls of flows.
    pub callees: Vec<Callee>,
    /// Loops over routines.
    pub loops: Vec<Loop>,
    /// Cards that the host performs.
    pub effects: Vec<Effect>,
    /// Tables of the project.
    pub tables: Vec<Table>,
    /// Connection slots.
    pub connections: Vec<Connection>,
}

impl Plan {
    /// The flow of a source name or platform title.
    pub fn flow(&self, name: &str) -> Option<usize> {
        let by_name = self.flows.iter().position(|flow| flow.name == *name);
        by_name.or_else(|| self.flows.iter().position(|flow| flow.title == *name))
    }
}

/// A flow as callers and people know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Name in the source.
    pub name: Text,
    /// Title on the platform.
    pub title: Text,
    /// Its code; none for a flow outside the pack.
    pub routine: Option<u32>,
    /// The routine that receives one record of the event, for a flow that an event starts.
    pub event: Option<u32>,
    /// A schedule starts it.
    pub scheduled: bool,
    /// What its start card takes (of an event: the record's fields).
    pub inputs: Vec<FlowInput>,
    /// The parts of an input that the flow reads: a JSON text needs no more to be built from it.
    pub wanted: Wanted,
}

/// A field of a start card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowInput {
    /// Section.
    pub group: Option<Text>,
    /// Key.
    pub key: Text,
    /// Declared type.
    pub slot: SlotType,
}

impl FlowInput {
    /// `key` or `group.key`, as inputs of a run are named.
    pub fn name(&self) -> Text {
        match &self.group {
            Some(group) => Text::new(&format!("{group}.{}", self.key)),
            None => self.key.clone(),
        }
    }
}

/// Linear code with its frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Routine {
    /// The flow it belongs to.
    pub flow: u32,
    /// The ops; the last one leaves the routine.
    pub code: Vec<Op>,
    /// For each op its card in [`Plan::cards`].
    pub cards: Vec<u32>,
    /// Slots of a frame.
    pub slots: u32,
    /// Inputs that are read, by name.
    pub params: Vec<Param>,
    /// What the platform fills in, where it is read.
    pub context: Vec<(Context, u32)>,
    /// All names under which its exits hand back values.
    pub results: Vec<Text>,
}

/// An input of a routine that something reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Param {
    /// Section.
    pub group: Option<Text>,
    /// Key.
    pub key: Text,
    /// Where it goes.
    pub slot: u32,
}

/// A card of the source map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Platform address.
    pub address: Text,
    /// Title on the canvas.
    pub title: Text,
    /// The flow it stands in.
    pub flow: u32,
    /// Its number in the flow, in order of execution; nested bodies included.
    pub number: u32,
    /// Where it comes from.
    pub place: Place,
    /// What happens when it fails.
    pub policy: Policy,
    /// Its outputs that have a value at run time: `key` or `group.key`.
    pub outputs: Vec<(Text, Source)>,
}

/// Where a card comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// The compiler made it.
    None,
    /// Bytes of a source file.
    Source {
        /// Number of the file in the build's source set.
        file: u32,
        /// First byte.
        start: u32,
        /// Behind the last byte.
        end: u32,
    },
    /// A JSON path in a pack.
    Pack(Text),
}

/// What happens when a card fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// In the end.
    pub on_error: OnError,
    /// Further attempts.
    pub retry: u32,
    /// Milliseconds between attempts: at least, at most.
    pub delay: (u64, u64),
    /// Which failures are tried again.
    pub retry_on: RetryOn,
}

/// What happens when a card has failed for good.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum OnError {
    /// The flow ends in the error (also policy `return`, rule `error-policy`).
    #[default]
    Stop,
    /// This routine runs, then the flow ends in the error.
    Run(u32),
}

/// Which failures are tried again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RetryOn {
    /// All.
    #[default]
    Any,
    /// Status 429 and 504.
    RateLimit,
}

/// The declared type of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotType {
    /// Kind of the value or of a list's items.
    pub kind: Kind,
    /// Whether it is a list.
    pub list: bool,
}

/// Keys shared by all objects of one shape.
#[derive(Clone, Debug)]
pub struct KeyTable(pub Arc<Keys>);

impl PartialEq for KeyTable {
    fn eq(&self, other: &Self) -> bool {
        self.0.names() == other.0.names()
    }
}

impl Serialize for KeyTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.names().iter().map(Text::as_str))
    }
}

impl<'de> Deserialize<'de> for KeyTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Text>::deserialize(deserializer).map(|names| KeyTable(Keys::new(names)))
    }
}

/// A text with holes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Its pieces in order.
    pub parts: Vec<TemplatePart>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TemplatePart {
    /// Text as it stands.
    Text(Text),
    /// A value as text.
    Hole(Source),
}

/// An object to build: one value per key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its key table.
    pub keys: u32,
    /// Its values.
    pub values: Vec<Source>,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The operator, where it is a literal.
    #[serde(with = "operator")]
    pub operator: Option<Operator>,
    /// The operator's text, where it is not.
    pub computed: Option<Source>,
    /// Left operand.
    pub left: Source,
    /// Declared kind of the left operand; [`Kind::List`] for lists.
    pub left_kind: Kind,
    /// Right operand.
    pub right: Source,
    /// Declared kind of the right operand.
    pub right_kind: Kind,
}

/// Operators by their words.
mod operator {
    use flowc_value::{Operator, Text};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(operator: &Option<Operator>, serializer: S) -> Result<S::Ok, S::Error> {
        operator.map(Operator::name).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Operator>, D::Error> {
        let word = Option::<Text>::deserialize(deserializer)?;
        let unknown = |word: &Text| D::Error::custom(format!("unknown operator {word:?}"));
        word.map(|word| Operator::from_name(&word).ok_or_else(|| unknown(&word))).transpose()
    }
}

/// A call of a function card: what is constant for it, its operands, its results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// Channel and method, `list:at`.
    pub address: Text,
    /// Declared types of the card's own inputs.
    pub input_types: Vec<SlotType>,
    /// Author-made inputs.
    pub fields: Vec<FunctionField>,
    /// Declared types of the card's own outputs.
    pub output_types: Vec<SlotType>,
    /// Author-made outputs.
    pub results: Vec<FunctionField>,
    /// Own inputs, then author-made ones.
    pub operands: Vec<Source>,
    /// Own outputs, then author-made ones: the slot of each, where something reads it.
    pub outputs: Vec<Option<u32>>,
}

/// An author-made field of a function card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunctionField {
    /// Section.
    pub group: Option<Text>,
    /// Key.
    pub key: Text,
    /// Declared type.
    pub slot: SlotType,
}

/// A way out of a routine, with what it hands back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// Names of the values.
    pub keys: u32,
    /// The values.
    pub values: Vec<Source>,
    /// For each of [`Routine::results`] the place among `values`.
    pub places: Vec<Option<u32>>,
}

/// An error that a flow asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Raise {
    /// Its message.
    pub message: Source,
    /// Its status code.
    pub code: Source,
    /// Further fields of the error object.
    pub details: Vec<(Text, Source)>,
}

/// A call of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Callee {
    /// What runs.
    pub routine: u32,
    /// Arguments that the flow reads: value and slot of the new frame.
    pub arguments: Vec<(Source, u32)>,
    /// Results that somebody reads: place in [`Routine::results`] and slot.
    pub outputs: Vec<(u32, u32)>,
    /// Nobody waits for it: its errors are ignored (rule `async-inline`).
    pub detached: bool,
}

/// The cards that run a flow for each item, key or turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoopKind {
    /// For Each.
    Each,
    /// For Each - Ignore Errors.
    EachIgnoringErrors,
    /// Map; also Map to List of an object.
    Map,
    /// Filter Custom.
    Filter,
    /// Find Custom.
    Find,
    /// Sort Custom.
    Sort,
    /// Unique Custom.
    Unique,
    /// Reduce.
    Reduce,
    /// Repeat.
    Repeat,
    /// Map of an object.
    ObjectMap,
}

/// What a loop goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// The items of a list.
    List,
    /// The keys of an object, as `{key, value}`.
    Object,
    /// Turns from 0.
    Count,
}

/// A loop over a routine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loop {
    /// What becomes of the results.
    pub kind: LoopKind,
    /// What it goes over.
    pub over: Over,
    /// The list, object or count.
    pub subject: Source,
    /// What runs.
    pub routine: u32,
    /// Arguments that the routine reads.
    pub arguments: Vec<Argument>,
    /// The first memo of a Reduce.
    pub memo: Option<Source>,
    /// Map: results are whole objects, also of one field (rules `map-object`, `map-scalar`).
    pub objects: bool,
    /// The slot of the result (Find: the item).
    pub output: Option<u32>,
    /// Find: the slot of the position.
    pub position: Option<u32>,
    /// The platform runs so many at once; the engine one after the other, in the order of the items.
    pub concurrency: Source,
}

/// An argument of a loop's routine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// What it is.
    pub feed: Feed,
    /// The slot of the new frame.
    pub to: u32,
}

/// What a loop hands to its routine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Feed {
    /// The whole item.
    Item,
    /// A field of the item by a dotted path: the constant that holds it.
    Path(u32),
    /// A field of the item by literal keys, in [`Plan::paths`].
    Keys(u32),
    /// The same for every item.
    Same(Source),
    /// The memo so far.
    Memo,
}
