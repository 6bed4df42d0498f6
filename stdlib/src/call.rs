//! What an evaluation function sees: the values of its inputs and the places of its outputs.

use flowc_types::Kind;
use flowc_value::Value;

/// The stored type of a slot, as the interpreter needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotType {
    /// Kind of the value or of a list's items.
    pub kind: Kind,
    /// Whether it is a list.
    pub list: bool,
}

/// An author-made field of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSpec {
    /// Section title.
    pub group: Option<ecow::EcoString>,
    /// Platform key.
    pub key: ecow::EcoString,
    /// Stored type.
    pub slot: SlotType,
}

/// What is constant for one card of one flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallSpec {
    /// Stored types of the card's own inputs, in the order of `Card::inputs`.
    pub inputs: Vec<SlotType>,
    /// Author-made inputs, in order.
    pub fields: Vec<FieldSpec>,
    /// Stored types of the card's own outputs, in the order of `Card::outputs`.
    pub outputs: Vec<SlotType>,
    /// Author-made outputs, in order.
    pub results: Vec<FieldSpec>,
}

/// One evaluation. `inputs` and `fields` hold what arrived (an input left alone holds its default datum);
/// the function fills `outputs` (own outputs first, author-made ones behind them), preset to null.
#[derive(Debug)]
pub struct Call<'a> {
    /// Names and types that are constant for the card.
    pub spec: &'a CallSpec,
    /// Values of the own inputs, in the order of `Card::inputs`.
    pub inputs: &'a [Value],
    /// Values of the author-made inputs, in the order of `spec.fields`.
    pub fields: &'a [Value],
    /// Results: own outputs, then `spec.results`.
    pub outputs: &'a mut [Value],
    /// The instant of the run in milliseconds since 1970 UTC, for cards that read the clock.
    pub now: f64,
    /// The run's random numbers, for cards that draw.
    pub random: &'a mut Random,
}

/// A small deterministic generator (splitmix64), seeded per run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Random {
    state: u64,
}

impl Random {
    /// A generator that always draws the same numbers for the same seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0.0..1.0`, as `Math.random()` draws it.
    pub fn next_unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
        let bits = (self.next_bits() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }

    /// The state, to store a run.
    pub const fn state(&self) -> u64 {
        self.state
    }
}

/// Why a card failed.
#[derive(Clone, Debug, PartialEq)]
pub struct CardError {
    /// What the flow's error object says.
    pub message: String,
    /// The status code, where the card gives one.
    pub code: Option<f64>,
}

impl CardError {
    /// An error without a status code.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: None }
    }
}
