//! Start cards: what begins a flow or a nested body, and what it gives.

use ecow::EcoString;
use flowc_ir::{Address, Card, Input, Output, Role};
use flowc_stdlib::signature::Signatures;
use flowc_types::Shape;

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
