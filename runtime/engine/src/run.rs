//! The state of a run: plain data that can be stored between steps.

use flowc_value::{Text, Value};
use serde::{Deserialize, Serialize};

use crate::{Failure, Limits, Outcome};

/// One execution of a flow, with all helpers it calls.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Run {
    /// Slots of all frames, one frame behind the other.
    pub(crate) stack: Vec<Value>,
    /// Flows that wait for each other, the running one last.
    pub(crate) frames: Vec<Frame>,
    /// Loops that are under way, the innermost last: one per frame with [`Entry::Turn`].
    pub(crate) loops: Vec<Turns>,
    /// Blocks of If Error that are under way, the innermost last.
    pub(crate) handlers: Vec<Handler>,
    /// Errors whose error flow runs: one per frame with [`Entry::Policy`].
    pub(crate) errors: Vec<Failure>,
    /// What it waits for.
    pub(crate) waiting: Option<Waiting>,
    /// How it ended.
    pub(crate) outcome: Option<Outcome>,
    /// The instant of the last event.
    pub(crate) now: f64,
    /// State of the random numbers.
    pub(crate) random: u64,
    /// Id of the run.
    pub(crate) execution: Text,
    /// How many frames there have been; numbers helper runs.
    pub(crate) executions: u64,
    /// The next command's id.
    pub(crate) next_id: u64,
    /// What it may do.
    pub(crate) limits: Limits,
    /// What it may still do.
    pub(crate) steps: u64,
    /// Buffers of calls, empty between ops.
    #[serde(skip)]
    pub(crate) operands: Vec<Value>,
    #[serde(skip)]
    pub(crate) results: Vec<Value>,
    #[serde(skip)]
    pub(crate) text: String,
}

impl Run {
    /// A run that has not begun.
    pub fn new() -> Self {
        Self::default()
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// How many flows were run so far, helpers included.
    pub fn executions(&self) -> u64 {
        self.executions
    }

    /// The buffers of an ended run, for the next one.
    pub fn reset(&mut self) {
        let Self { mut stack, mut frames, operands, results, text, .. } = std::mem::take(self);
        stack.clear();
        frames.clear();
        *self = Self { stack, frames, operands, results, text, ..Self::default() };
    }

    pub(crate) fn execution_id(&self, number: u64) -> Text {
        if number <= 1 { self.execution.clone() } else { Text::new(&format!("{}.{number}", self.execution)) }
    }
}

/// A flow that runs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Its code.
    pub routine: u32,
    /// The next op; in a waiting frame the op before is the one that waits.
    pub next: u32,
    /// Its first slot.
    pub base: u32,
    /// Who receives what it hands back.
    pub entry: Entry,
    /// Number of this run of a flow.
    pub execution: u64,
}

/// Who receives what a frame hands back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Entry {
    /// The host.
    Root,
    /// A [`flowc_plan::Callee`].
    Call(u32),
    /// The innermost loop.
    Turn,
    /// Nobody: it handles an error and is followed by it.
    Policy,
}

/// A loop under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Turns {
    /// Which loop.
    pub of: Looping,
    /// The list of items; null for Repeat.
    pub items: Value,
    /// How many turns there are.
    pub count: u32,
    /// The turn that runs.
    pub turn: u32,
    /// What the turns gave, as the kind of loop needs it.
    pub results: Vec<Value>,
    /// The memo of a Reduce.
    pub memo: Value,
}

/// What repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Looping {
    /// A [`flowc_plan::Loop`].
    Loop(u32),
    /// The stream of a [`flowc_plan::Effect`].
    Stream(u32),
}

/// A block of If Error under way.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Handler {
    /// How many frames there were when it began.
    pub depth: u32,
    /// Where to go on.
    pub target: u32,
    /// The slot of the error object.
    pub error: Option<u32>,
}

/// What a run waits for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Waiting {
    /// The host's answer.
    Reply(Asked),
    /// The instant of another attempt.
    Retry(Asked),
    /// The end of a pause.
    Timer(u64),
}

/// A card that the host performs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Id of the command.
    pub id: u64,
    /// Which effect.
    pub effect: u32,
    /// Its inputs, for another attempt.
    pub inputs: Vec<Value>,
    /// Attempts so far.
    pub attempts: u32,
}
