//! Cards: nodes of the graph with their fields.

use std::fmt;
use std::sync::Arc;

use ecow::{EcoString, eco_format};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::{BodyId, CardId, ConnectionId, FlowId, TableId};

/// Which card it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// A card of the platform's own, version 0.0.1.
    System {
        /// `string`, `list`, `control`, …
        channel: EcoString,
        /// `split`.
        method: EcoString,
    },
    /// A card of a connector.
    Connector {
        /// Key of the connector, `okta`.
        connector: EcoString,
        /// `1.0.674`.
        version: EcoString,
        /// `readUser`.
        method: EcoString,
    },
}

impl Address {
    /// A system card.
    pub fn system(channel: impl Into<EcoString>, method: impl Into<EcoString>) -> Self {
        Address::System { channel: channel.into(), method: method.into() }
    }

    /// The method's key.
    pub fn method(&self) -> &EcoString {
        match self {
            Address::System { method, .. } | Address::Connector { method, .. } => method,
        }
    }

    /// Whether it is this system card.
    pub fn is(&self, wanted_channel: &str, wanted_method: &str) -> bool {
        matches!(self, Address::System { channel, method } if channel == wanted_channel && method == wanted_method)
    }

    /// The address as packs write it; `None` if the text is no address.
    pub fn parse(text: &str) -> Option<Address> {
        let parts: Vec<&str> = text.split(':').collect();
        match *parts.as_slice() {
            ["root", "kernel", channel, "0.0.1", method] => Some(Address::system(channel, method)),
            ["root", "channels", "http", connector, version, method] => Some(Address::Connector {
                connector: connector.into(),
                version: version.into(),
                method: method.into(),
            }),
            _ => None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::System { channel, method } => write!(f, "root:kernel:{channel}:0.0.1:{method}"),
            Address::Connector { connector, version, method } => {
                write!(f, "root:channels:http:{connector}:{version}:{method}")
            }
        }
    }
}

/// A node of the graph.
#[derive(Clone, Debug)]
pub struct Card {
    /// Which card.
    pub address: Address,
    /// Title on the canvas.
    pub title: EcoString,
    /// What a person wrote on it.
    pub note: Note,
    /// The connection it uses.
    pub connection: Option<ConnectionId>,
    /// What happens when it fails.
    pub policy: ErrorPolicy,
    /// What it is in a connector's own flow ([`crate::builder`]).
    pub builder: Option<EcoString>,
    /// Input fields in the platform's order.
    pub inputs: Vec<Input>,
    /// Output fields in the platform's order.
    pub outputs: Vec<Output>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Card {
    /// A card without fields.
    pub fn new(address: Address, title: impl Into<EcoString>) -> Self {
        Self {
            address,
            title: title.into(),
            note: Note::None,
            connection: None,
            policy: ErrorPolicy::default(),
            builder: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
            origin: Origin::None,
        }
    }

    /// Whether an input is an item of list Construct that nobody named: its key is [`item_key`], and packs give it
    /// a random one.
    pub fn is_unnamed_item(&self, input: usize) -> bool {
        let unnamed = |item: &Input| item.key == item_key(input) && item.label.is_none();
        self.address.is("list", "construct") && self.inputs.get(input).is_some_and(unnamed)
    }

    /// The bodies nested in it: those of its inputs, then the handler's.
    pub fn bodies(&self) -> Vec<BodyId> {
        let inputs = self.inputs.iter().filter_map(|input| match input.datum {
            Datum::Body(body) => Some(body),
            _ => None,
        });
        let handler = match self.policy.on_error {
            OnError::Handler(body) => Some(body),
            _ => None,
        };
        inputs.chain(handler).collect()
    }

    /// The position of an input.
    pub fn input(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.key == key && input.group.as_deref() == group)
    }

    /// The text an input holds as the author wrote it, in pieces between its holes; none where anything else is in it.
    pub fn written(&self, group: Option<&str>, key: &str) -> Option<Vec<&str>> {
        match &self.inputs.get(self.input(group, key)?)?.datum {
            Datum::Literal(value) => value.as_str().map(|text| vec![text]),
            Datum::Template(parts) => {
                let texts = parts.iter().filter_map(|part| match part {
                    TemplatePart::Text(text) => Some(text.as_str()),
                    TemplatePart::Hole(_) => None,
                });
                Some(texts.collect())
            }
            _ => None,
        }
    }

    /// The position of an output.
    pub fn output(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.outputs.iter().position(|output| output.key == key && output.group.as_deref() == group)
    }
}

/// `comments` of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Note {
    /// Absent.
    #[default]
    None,
    /// A note, possibly empty.
    Text(EcoString),
    /// The content of a Comment card.
    Comment {
        /// Its title; empty in most packs.
        title: EcoString,
        /// Its markdown.
        markdown: EcoString,
    },
}

/// The key of an item of list Construct that nobody named, by its position.
pub fn item_key(position: usize) -> EcoString {
    eco_format!("item {}", position + 1)
}

/// What a card's field is to the author.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A field of the card's own (of its definition or declaration).
    Own,
    /// A field the author added.
    #[default]
    Author,
    /// A hole of a template; its key is the hole's number from 0, in the order of the text.
    Hole,
    /// A connector method's option (group `parameters`).
    Option,
    /// A field that a connector adds at design time, by its options.
    Dynamic,
    /// A value passed into a nested body: on the owning card the input, on the body's start card the output
    /// (and the input that mirrors it).
    Capture(BodyId),
}

/// What an input holds when nothing is wired to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Datum {
    /// As the card offers it; for a wired input, nothing.
    #[default]
    Untouched,
    /// A literal; null differs from an untouched input.
    Literal(Value),
    /// The text of a Compose or Formula card; its holes are inputs of the same card.
    Template(Vec<TemplatePart>),
    /// A flow called by this card.
    Flow(FlowId),
    /// A table.
    Table(TableId),
    /// A nested body of the same flow.
    Body(BodyId),
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// Text as it stands.
    Text(EcoString),
    /// The text of the hole with this number: the input with [`Role::Hole`] and that key.
    Hole(u32),
}

/// How a list card fills a helper's input (`value.proxy`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemArgument {
    /// The whole item.
    Item,
    /// A field of the item.
    Field(EcoString),
    /// The same value for every item: wired or literal.
    Constant,
}

/// An input field.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Section.
    pub group: Option<EcoString>,
    /// Key.
    pub key: EcoString,
    /// Stored type.
    pub shape: Shape,
    /// What it holds.
    pub datum: Datum,
    /// Whose field it is.
    pub role: Role,
    /// Label of an author-made field, where it differs from the key.
    pub label: Option<EcoString>,
    /// Description of an author-made field; never empty.
    pub description: Option<EcoString>,
    /// How a list card feeds it.
    pub item: Option<ItemArgument>,
    /// What a connector's own flow declares of it beyond name and type: the connector's way to authenticate for
    /// its connection, members of the declaration for anything else.
    pub builder: Option<Value>,
}

/// An output field.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Section.
    pub group: Option<EcoString>,
    /// Key.
    pub key: EcoString,
    /// Stored type.
    pub shape: Shape,
    /// Whose field it is.
    pub role: Role,
    /// Label, where it differs from the key. On own fields only a name a person gave.
    pub label: Option<EcoString>,
    /// Description of an author-made field; never empty.
    pub description: Option<EcoString>,
}

impl Input {
    /// An author-made or own field without section.
    pub fn new(key: impl Into<EcoString>, shape: Shape, role: Role) -> Self {
        Self {
            group: None,
            key: key.into(),
            shape,
            datum: Datum::Untouched,
            role,
            label: None,
            description: None,
            item: None,
            builder: None,
        }
    }

    /// With what it holds.
    #[must_use]
    pub fn with(self, datum: Datum) -> Self {
        Self { datum, ..self }
    }

    /// In a section.
    #[must_use]
    pub fn grouped(self, group: Option<EcoString>) -> Self {
        Self { group, ..self }
    }
}

impl Output {
    /// A field without section.
    pub fn new(key: impl Into<EcoString>, shape: Shape, role: Role) -> Self {
        Self { group: None, key: key.into(), shape, role, label: None, description: None }
    }

    /// In a section.
    #[must_use]
    pub fn grouped(self, group: Option<EcoString>) -> Self {
        Self { group, ..self }
    }

    /// The output of a mirrored card that repeats this input.
    pub fn mirroring(input: &Input) -> Self {
        Self {
            group: input.group.clone(),
            key: input.key.clone(),
            shape: input.shape.clone(),
            role: input.role,
            label: input.label.clone(),
            description: input.description.clone(),
        }
    }
}

/// `policy.error` (flopack.md 3.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorPolicy {
    /// What happens in the end.
    pub on_error: OnError,
    /// Attempts, where stated.
    pub retry: Option<u32>,
    /// Pause before another attempt, where stated.
    pub delay: Option<Delay>,
    /// When to try again, where stated.
    pub condition: Option<Condition>,
}

/// What happens when a card has failed for good.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum OnError {
    /// The flow halts.
    #[default]
    Stop,
    /// The error goes back to the caller.
    Return,
    /// A helper runs.
    Run(FlowId),
    /// The `catch` body of an If Error card runs.
    Handler(BodyId),
}

/// Milliseconds between attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Always the same.
    Fixed(u64),
    /// Between these.
    Between(u64, u64),
}

/// When a failed card is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `ratelimits`.
    RateLimit,
    /// Another word of the platform.
    Other(EcoString),
}

/// Where a node comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The compiler made it.
    #[default]
    None,
    /// A place in the source.
    Source(Span),
    /// A JSON path in a pack.
    Pack(Arc<str>),
}

/// A place in a body: a card and one of its inputs or outputs.
pub type Port = (CardId, usize);
