//! The card table: how the engine calls function cards without knowing them.

use flowc_value::Value;

/// What a function card may ask of the world, all of it given by events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct World {
    /// The instant in milliseconds since 1970 UTC.
    pub now: f64,
    /// State of the run's random numbers; a card that draws moves it on.
    pub random: u64,
}

/// The functions behind [`flowc_plan::Plan::functions`], linked once per plan.
pub trait Functions {
    /// Evaluates one call: `operands` are the own inputs and the author-made ones behind them; `outputs` (own,
    /// then author-made) come in as null.
    ///
    /// # Errors
    /// What the card says.
    fn call(
        &self,
        function: usize,
        operands: &[Value],
        outputs: &mut [Value],
        world: &mut World,
    ) -> Result<(), FunctionError>;
}

/// Why a function card failed.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionError {
    /// What the flow's error object says.
    pub message: String,
    /// The status code, where the card gives one.
    pub code: Option<f64>,
}
