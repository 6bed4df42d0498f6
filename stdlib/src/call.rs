//! What an evaluation function sees: the values of its inputs and the places of its outputs.

use std::any::Any;
use std::sync::Arc;

use flowc_types::{Kind, Shape};
use flowc_value::convert::{self, ConvertError};
use flowc_value::{Date, List, Object, Text, Value};

/// The stored type of a slot, as the interpreter needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotType {
    /// Kind of the value or of a list's items.
    pub kind: Kind,
    /// Whether it is a list.
    pub list: bool,
}

impl SlotType {
    /// The stored type of a shape.
    pub fn of(shape: &Shape) -> Self {
        Self { kind: shape.kind(), list: shape.is_list() }
    }

    /// The kind that conversions and comparisons go by.
    pub const fn value_kind(self) -> flowc_value::Kind {
        use flowc_value::Kind as Stored;
        match self.kind {
            _ if self.list => Stored::List,
            Kind::Text => Stored::Text,
            Kind::Number => Stored::Number,
            Kind::Boolean => Stored::Boolean,
            Kind::Date => Stored::Date,
            Kind::Object => Stored::Object,
            Kind::File => Stored::File,
            Kind::Flow => Stored::Flow,
            Kind::Any => Stored::Any,
        }
    }

    /// The kind of the value, or of a list's items.
    pub const fn item_kind(self) -> flowc_value::Kind {
        SlotType { list: false, ..self }.value_kind()
    }
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
#[derive(Clone, Debug, Default)]
pub struct CallSpec {
    /// Stored types of the card's own inputs, in the order of `Card::inputs`.
    pub inputs: Vec<SlotType>,
    /// Author-made inputs, in order.
    pub fields: Vec<FieldSpec>,
    /// Stored types of the card's own outputs, in the order of `Card::outputs`.
    pub outputs: Vec<SlotType>,
    /// Author-made outputs, in order.
    pub results: Vec<FieldSpec>,
    /// What [`crate::Card::prepare`] made of inputs that are constant.
    pub prepared: Prepared,
}

/// What a card made of constant inputs before it is called: a pattern that is read once, for instance.
#[derive(Clone, Debug, Default)]
pub struct Prepared(Option<Arc<dyn Made>>);

/// What can be kept beside a plan.
trait Made: Any + Send + Sync + std::fmt::Debug {}

impl<T: Any + Send + Sync + std::fmt::Debug> Made for T {}

impl Prepared {
    /// With something made.
    pub(crate) fn new<T: Any + Send + Sync + std::fmt::Debug>(made: T) -> Self {
        Self(Some(Arc::new(made)))
    }

    /// Whether anything was made.
    pub fn is_made(&self) -> bool {
        self.0.is_some()
    }

    /// What was made, if it is one of these.
    pub(crate) fn get<T: Any>(&self) -> Option<&T> {
        let made: &dyn Any = self.0.as_deref()?;
        made.downcast_ref()
    }
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

/// Arguments as a card needs them: whatever arrived is converted by the platform's rules.
impl Call<'_> {
    /// What arrived at an own input; null where there is none.
    pub fn input(&self, index: usize) -> &Value {
        self.inputs.get(index).unwrap_or(&Value::Null)
    }

    /// An own input as text; everything has one.
    pub fn text(&self, index: usize) -> Text {
        convert::to_text(self.input(index))
    }

    /// An own input as number (null is 0).
    ///
    /// # Errors
    /// Invalid type conversion.
    pub fn number(&self, index: usize) -> Result<f64, CardError> {
        Ok(convert::to_number(self.input(index))?)
    }

    /// An own input as number; none where it is null or empty text.
    ///
    /// # Errors
    /// Invalid type conversion.
    pub fn given_number(&self, index: usize) -> Result<Option<f64>, CardError> {
        match self.input(index) {
            Value::Null => Ok(None),
            Value::Text(text) if text.is_empty() => Ok(None),
            value => Ok(Some(convert::to_number(value)?)),
        }
    }

    /// An own input as true or false (null is false).
    ///
    /// # Errors
    /// Invalid type conversion.
    pub fn boolean(&self, index: usize) -> Result<bool, CardError> {
        Ok(convert::to_boolean(self.input(index))?)
    }

    /// An own input as date.
    ///
    /// # Errors
    /// Invalid type conversion, also of null.
    pub fn date(&self, index: usize) -> Result<Date, CardError> {
        Ok(convert::to_date(self.input(index))?)
    }

    /// An own input as list (null is the empty list).
    ///
    /// # Errors
    /// Invalid type conversion.
    pub fn list(&self, index: usize) -> Result<List, CardError> {
        Ok(convert::to_list(self.input(index))?)
    }

    /// An own input as object (null is the empty object).
    ///
    /// # Errors
    /// Invalid type conversion.
    pub fn object(&self, index: usize) -> Result<Object, CardError> {
        Ok(convert::to_object(self.input(index))?)
    }

    /// The kind that an own input's slot is declared to have.
    pub fn declared(&self, index: usize) -> flowc_value::Kind {
        self.spec.inputs.get(index).map_or(flowc_value::Kind::Any, |slot| slot.value_kind())
    }

    /// The author-made inputs with what arrived at them, in order.
    pub fn author_fields(&self) -> impl Iterator<Item = (&FieldSpec, &Value)> {
        self.spec.fields.iter().zip(self.fields)
    }

    /// Fills an output.
    pub fn set(&mut self, index: usize, value: impl Into<Value>) {
        if let Some(place) = self.outputs.get_mut(index) {
            *place = value.into();
        }
    }
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

impl From<ConvertError> for CardError {
    fn from(error: ConvertError) -> Self {
        Self::new(error.to_string())
    }
}

impl std::fmt::Display for CardError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CardError {}
