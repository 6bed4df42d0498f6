//! Ops and operands.

use flowc_value::convert::Transform;
use serde::{Deserialize, Serialize};

/// An operand: a slot of the frame (0, 1, …) or a constant of the pool (-1, -2, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Source(i32);

/// What an operand names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// A slot of the frame.
    Slot(u32),
    /// A constant of the pool.
    Constant(u32),
}

impl Source {
    /// A slot; numbers beyond 2 billion do not occur.
    pub fn slot(slot: u32) -> Self {
        Self(i32::try_from(slot).unwrap_or(i32::MAX))
    }

    /// A constant.
    pub fn constant(constant: u32) -> Self {
        Self(!i32::try_from(constant).unwrap_or(i32::MAX))
    }

    /// What it names.
    #[inline]
    pub fn get(self) -> Fixed {
        if self.0 >= 0 {
            Fixed::Slot(self.0.unsigned_abs())
        } else {
            Fixed::Constant((!self.0).unsigned_abs())
        }
    }
}

/// What the platform tells a flow about its own run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Context {
    /// Zero-based number of the item or turn.
    Index,
    /// Who called: `{id, method, name, execution_id, …}`.
    Parent,
    /// The error, where the flow handles one.
    Error,
    /// The id of this run.
    ExecutionId,
    /// The instant of a scheduled run.
    ExecutionTime,
}

/// One instruction; small and copied at once. Indices lead into the plan's tables.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// A value as it is.
    Copy {
        /// From here.
        from: Source,
        /// To this slot.
        to: u32,
    },
    /// A wire with a converter.
    Convert {
        /// From here.
        from: Source,
        /// To this slot.
        to: u32,
        /// How.
        how: Transform,
    },
    /// Fields read on a wire: literal keys, one after the other.
    Field {
        /// From here.
        from: Source,
        /// To this slot.
        to: u32,
        /// The keys, in [`crate::Plan::paths`].
        path: u32,
    },
    /// The card Get with a path that is a literal text.
    Get {
        /// From here.
        from: Source,
        /// To this slot.
        to: u32,
        /// The constant that holds the path.
        path: u32,
    },
    /// The card Compose.
    Compose {
        /// Which [`crate::Template`].
        template: u32,
        /// To this slot.
        to: u32,
    },
    /// The card Construct where no name nests.
    Object {
        /// Which [`crate::Record`].
        record: u32,
        /// To this slot.
        to: u32,
    },
    /// A comparison as a value.
    Compare {
        /// Which [`crate::Condition`].
        condition: u32,
        /// To this slot.
        to: u32,
    },
    /// Goes on at `target` if the condition gives `when`.
    Test {
        /// Which [`crate::Condition`].
        condition: u32,
        /// Where to; behind this op.
        target: u32,
        /// For which answer.
        when: bool,
    },
    /// Goes on at a place behind this op.
    Jump {
        /// Where to.
        target: u32,
    },
    /// A function card.
    Function {
        /// Which [`crate::Function`].
        function: u32,
    },
    /// Ends the routine with values.
    Return {
        /// Which [`crate::Exit`].
        exit: u32,
    },
    /// Ends the routine because a Continue If said no.
    Stop {
        /// Which [`crate::Exit`]; its first value is the message.
        exit: u32,
    },
    /// Ends in an error that the flow asked for.
    Raise {
        /// Which [`crate::Raise`].
        raise: u32,
    },
    /// Fails: nobody outside the platform knows what the card does.
    Refuse {
        /// The constant that holds the message.
        message: u32,
    },
    /// Errors between here and the matching [`Op::EndTry`] go on at `handler`.
    Try {
        /// Where to; behind this op.
        handler: u32,
        /// The slot that takes the error object, if anything reads it.
        error: Option<u32>,
    },
    /// Ends a [`Op::Try`].
    EndTry,
    /// Calls a flow.
    Call {
        /// Which [`crate::Callee`].
        callee: u32,
    },
    /// Runs a flow for each item, key or turn.
    Loop {
        /// Which [`crate::Loop`].
        each: u32,
    },
    /// Asks the host.
    Effect {
        /// Which [`crate::Effect`].
        effect: u32,
    },
    /// Wait For.
    Wait {
        /// How many.
        amount: Source,
        /// Of what: `second`, `minute`, `hour`, `day`.
        unit: Source,
    },
    /// Wait Until.
    WaitUntil {
        /// When.
        date: Source,
    },
    /// Close: answers the caller, the flow goes on.
    Close {
        /// The answer, as a [`crate::Record`].
        record: u32,
    },
}
