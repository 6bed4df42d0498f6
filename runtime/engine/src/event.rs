//! What goes into a run and what comes out of it.

use flowc_value::{Object, Value};
use serde::{Deserialize, Serialize};

use crate::{Failure, Limits};

/// What happened in the world. Every event carries the instant, in milliseconds since 1970 UTC.
#[derive(Clone, Debug)]
pub enum Event {
    /// The run begins.
    Start(Start),
    /// What became of [`Command::Perform`].
    Reply {
        /// Its id.
        id: u64,
        /// The instant.
        now: f64,
        /// What came of it.
        reply: Reply,
    },
    /// The instant of [`Command::Wait`] has come.
    Wake {
        /// Its id.
        id: u64,
        /// The instant.
        now: f64,
    },
}

/// How a run begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// The flow, by its place in [`flowc_plan::Plan::flows`].
    pub flow: usize,
    /// Its input by `key` or `group.key`; of an event flow the fields of one record.
    pub input: Object,
    /// The instant.
    pub now: f64,
    /// Where the run's random numbers begin.
    pub seed: u64,
    /// The run's id (`execution_id`).
    pub execution: String,
    /// How much it may do.
    pub limits: Limits,
}

/// What came of a card that the host performed.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Outputs by `key` or `group.key`; what is missing is null.
    Values(Object),
    /// The records of a streaming card: its helper runs for each.
    Records(Vec<Value>),
    /// It failed.
    Failed {
        /// The error.
        failure: Failure,
        /// Something really ran, so the card's policy may try again (rule `error-retry`).
        performed: bool,
    },
}

/// What the world must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Perform [`flowc_plan::Plan::effects`]`[effect]` and answer with [`Event::Reply`].
    Perform {
        /// To name in the answer.
        id: u64,
        /// Which effect; names of inputs, card, connection and table stand there.
        effect: usize,
        /// Its inputs, in the order of [`flowc_plan::Effect::inputs`].
        inputs: Vec<Value>,
    },
    /// Wake the run at an instant with [`Event::Wake`].
    Wait {
        /// To name in the answer.
        id: u64,
        /// The instant in milliseconds.
        until: f64,
    },
    /// Answer the HTTP caller; no reply is expected.
    Answer {
        /// The fields of the Close card by `key` or `group.key`.
        answer: Object,
    },
    /// The run has ended.
    Finish(Outcome),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// With what Return gave, or the outputs of the last card.
    Success {
        /// The values, an object.
        output: Value,
    },
    /// A Continue If said no.
    Stopped {
        /// Its message.
        message: Value,
        /// What it hands back: the object `{message}`.
        values: Value,
    },
    /// An error that nothing caught.
    Error(Failure),
}
