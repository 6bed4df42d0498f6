//! Plans as text: one JSON object whose bytes depend on the plan alone.

use std::fmt;

use serde::Deserialize;

use crate::{Plan, VERSION, verify};

/// A plan that cannot be used (diagnostic F0901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    /// What does not hold.
    pub message: String,
}

impl PlanError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PlanError {}

/// Read before the rest, so that a plan of another version says so.
#[derive(Deserialize)]
struct Header {
    version: Option<u32>,
}

impl Plan {
    /// The plan as text. (Nothing in a plan can fail to become JSON: literals were JSON before.)
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A plan from its text, verified.
    ///
    /// # Errors
    /// Where the text is no plan, has another version, or does not hold together.
    pub fn from_text(text: &str) -> Result<Plan, PlanError> {
        let unreadable = |error: serde_json::Error| PlanError::new(format!("this is no plan: {error}"));
        let header: Header = serde_json::from_str(text).map_err(unreadable)?;
        match header.version {
            Some(VERSION) => {}
            Some(other) => {
                return Err(PlanError::new(format!(
                    "the plan has version {other}, this build reads version {VERSION}: build it again"
                )));
            }
            None => return Err(PlanError::new("this is no plan: it has no version")),
        }
        let plan: Plan = serde_json::from_str(text).map_err(unreadable)?;
        verify(&plan)?;
        Ok(plan)
    }
}
