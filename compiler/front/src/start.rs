//! Start cards: what begins a flow or a nested body, and what it gives.

use ecow::EcoString;
use flowc_ir::{Address, Card, Condition, Delay, ErrorPolicy, Input, Note, Output, Role};
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast::{Attr, Item};
use flowc_types::Shape;
use flowc_value::Value;

use crate::shapes::constant;

/// What a start card begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartKind {
    /// A helper flow.
    Helper,
    /// A scheduled flow.
    Scheduled,
    /// An API endpoint.
    Api,
    /// A delegated flow.
    Delegated,
    /// A flow of a connector itself.
    Connector,
    /// A flow without a trigger.
    Manual,
    /// A body of If/ElseIf or If Error.
    Block,
    /// The handler of If Error.
    Handler,
    /// The body of an event flow.
    Event,
}

impl StartKind {
    /// Channel, method and default title.
    const fn card(self) -> (&'static str, &'static str, &'static str) {
        match self {
            StartKind::Helper
            | StartKind::Block
            | StartKind::Handler
            | StartKind::Event
            | StartKind::Connector => ("control", "callable", "Helper Flow"),
            StartKind::Scheduled => ("control", "callable", "Scheduled Flow"),
            StartKind::Api => ("http", "accept", "API Endpoint"),
            StartKind::Delegated => ("http", "delegated", "Delegated Flow"),
            StartKind::Manual => ("control", "noop", "Noop"),
        }
    }
}

/// The fields that the platform fills by itself: section, key, type (flopack.md 6).
pub fn context_outputs(kind: StartKind) -> Vec<(Option<EcoString>, EcoString, Shape)> {
    let context = |key: &str, shape: Shape| (Some("context".into()), key.into(), shape);
    let error = || {
        Shape::record([
            ("message", Shape::TEXT),
            ("method", Shape::TEXT),
            ("flo", Shape::NUMBER),
            ("execution", Shape::TEXT),
        ])
    };
    let execution = || context("execution_id", Shape::TEXT);
    match kind {
        StartKind::Helper => vec![
            context("index", Shape::NUMBER),
            context(
                "parent",
                Shape::record(
                    ["id", "method", "name", "execution_id", "wf_id", "root_execution_id", "root_wf_id"]
                        .map(|key| (key, Shape::TEXT)),
                ),
            ),
            context("error", error()),
            execution(),
        ],
        StartKind::Scheduled => vec![context("execution_time", Shape::TEXT), execution()],
        StartKind::Api => {
            let raw = |key: &str, shape: Shape| (Some("raw".into()), key.into(), shape);
            vec![
                raw("headers", Shape::OBJECT),
                raw("body", Shape::TEXT),
                raw("query", Shape::TEXT),
                execution(),
            ]
        }
        StartKind::Delegated => {
            vec![(Some("user context".into()), "okta-user-id".into(), Shape::TEXT), execution()]
        }
        StartKind::Manual | StartKind::Block | StartKind::Connector => Vec::new(),
        StartKind::Handler => vec![context("error", error())],
        StartKind::Event => vec![execution()],
    }
}

/// A start card with the platform's own fields; the author's follow.
pub(crate) fn start_card(kind: StartKind, signatures: &Signatures) -> Card {
    let (channel, method, title) = kind.card();
    let title = match kind {
        StartKind::Scheduled
        | StartKind::Block
        | StartKind::Handler
        | StartKind::Event
        | StartKind::Connector
        | StartKind::Helper => title,
        _ => signatures.of_system(channel, method).map_or(title, |signature| signature.title.as_str()),
    };
    let mut card = Card::new(Address::system(channel, method), title);
    for (group, key, shape) in context_outputs(kind) {
        let input = Input::new(key, shape, Role::Own).grouped(group);
        card.outputs.push(Output::mirroring(&input));
        card.inputs.push(input);
    }
    card
}

/// `@title`, `@note` and `@retry` of a start card, which has no statement of its own. An event's flow has two, the
/// one that people see and the event itself: what is said once is said of both.
pub(crate) fn start_attributes(card: &mut Card, item: &Item, place: usize) {
    for attr in &item.attrs {
        let said = attr.args.get(place).or_else(|| attr.args.first()).and_then(constant);
        match (attr.name.text.as_str(), said) {
            ("title", Some(Value::Text(title))) => card.title = title.as_str().into(),
            ("note", Some(Value::Text(note))) => card.note = Note::Text(note.as_str().into()),
            ("note", _) => card.note = Note::None,
            ("retry", _) => card.policy = start_policy(attr),
            _ => {}
        }
    }
}

/// `@retry(0, 60000)`: attempts and the pause between them, which some start cards carry; the pause may have an end
/// too, and a text says on what. `null` stands for attempts that are not stated.
fn start_policy(attr: &Attr) -> ErrorPolicy {
    let (mut numbers, mut condition) = (Vec::new(), None);
    for value in attr.args.iter().filter_map(constant) {
        match value {
            Value::Number(number) => numbers.push(number.to_string().parse::<u64>().ok()),
            Value::Text(word) if word.as_str() == "ratelimits" => condition = Some(Condition::RateLimit),
            Value::Text(word) => condition = Some(Condition::Other(word.as_str().into())),
            _ => numbers.push(None),
        }
    }
    let number = |at: usize| numbers.get(at).copied().flatten();
    let delay = match (number(1), number(2)) {
        (Some(low), Some(high)) => Some(Delay::Between(low, high)),
        (fixed, _) => fixed.map(Delay::Fixed),
    };
    ErrorPolicy {
        retry: number(0).and_then(|count| u32::try_from(count).ok()),
        delay,
        condition,
        ..ErrorPolicy::default()
    }
}
