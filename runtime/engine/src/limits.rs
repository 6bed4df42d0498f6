//! How much a run may do.

use serde::{Deserialize, Serialize};

/// Bounds of one run. Reaching one is an error that nothing catches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Ops of all flows of the run together, counted by whole routines.
    pub steps: u64,
    /// Flows that wait for each other.
    pub depth: u32,
}

impl Default for Limits {
    /// The platform allows a flow 2,000,000 steps (old documentation) and counts each helper run for itself; a
    /// loop over a million items with a helper of 20 cards must pass, and recursion that branches must end in
    /// seconds: 200 million. No limit of depth is documented; 100,000 frames are bounded by [`MAX_SIZE`] anyway.
    fn default() -> Self {
        Self { steps: 200_000_000, depth: 100_000 }
    }
}

/// Bytes of a text, of the items of a list that a card builds, and of the slots of all frames: the platform's
/// 100 MB of working memory (documented), so that doubling a text again and again ends in an error.
pub const MAX_SIZE: usize = 100_000_000;

/// The most turns of one loop: the platform's 2,000,000 steps per flow.
pub(crate) const MAX_TURNS: usize = 2_000_000;

/// The most turns of a Repeat (documented).
pub(crate) const MAX_REPEAT: f64 = 10_000.0;

/// The longest pause: 30 days (documented), in milliseconds.
pub(crate) const MAX_WAIT: f64 = 30.0 * 86_400_000.0;

/// The shortest pause: a second (documented), in milliseconds.
pub(crate) const MIN_WAIT: f64 = 1_000.0;
