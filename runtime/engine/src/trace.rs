//! Watching a run card by card.

use flowc_value::{Text, Value};

use crate::Failure;

/// Told what each card gave. A run without one pays nothing for it.
pub trait Trace {
    /// A card has run; `card` is its place in [`flowc_plan::Plan::cards`], outputs are named `key` or
    /// `group.key`. Outputs that nothing reads have no value unless the plan was made to keep them.
    fn card(&mut self, card: usize, outputs: Vec<(Text, Value)>);

    /// A card has failed.
    fn failed(&mut self, card: usize, failure: &Failure);
}
