//! Why a run fails.

use flowc_value::convert::ConvertError;
use flowc_value::{Object, Text, Value};
use serde::{Deserialize, Serialize};

/// An error of a card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// What went wrong.
    pub message: Text,
    /// `code` of the error object; null where the card gives none (rule `error-code`).
    pub code: Value,
    /// `statusCode`, where it differs from `code`.
    pub status: Value,
    /// The service's answer, where a card that asked one failed.
    pub body: Value,
    /// Further fields of the error object.
    pub details: Vec<(Text, Value)>,
    /// The card that failed, by its place in [`flowc_plan::Plan::cards`]; the engine fills it in.
    pub card: Option<u32>,
    /// The id of the run or helper run that failed; the engine fills it in.
    pub execution: Text,
    /// The run as a whole went beyond its limits: nothing can catch that.
    pub fatal: bool,
}

impl Failure {
    /// An error with nothing but a message.
    pub fn new(message: impl AsRef<str>) -> Self {
        Self { message: Text::new(message.as_ref()), ..Self::default() }
    }

    /// The code to show: `code`, else `statusCode`.
    pub fn code(&self) -> &Value {
        if self.code.is_null() { &self.status } else { &self.code }
    }

    /// The error object that If Error and error flows read (rule `error-object`).
    pub(crate) fn object(&self, method: &str, flow: &str) -> Object {
        let status = if self.status.is_null() { &self.code } else { &self.status };
        let mut object: Object = [
            ("message", Value::Text(self.message.clone())),
            ("code", self.code().clone()),
            ("statusCode", status.clone()),
            ("body", self.body.clone()),
            ("method", Value::text(method)),
            ("flo", Value::text(flow)),
            ("execution", Value::Text(self.execution.clone())),
        ]
        .into_iter()
        .collect();
        for (key, value) in &self.details {
            object.insert(key.clone(), value.clone());
        }
        object
    }
}

impl From<ConvertError> for Box<Failure> {
    #[cold]
    fn from(error: ConvertError) -> Self {
        Box::new(Failure::new(error.to_string()))
    }
}
