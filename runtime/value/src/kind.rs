//! The kinds of values that conversions and comparisons tell apart.

use serde::{Deserialize, Serialize};

/// What a value is at run time, or what a slot declares. [`Kind::Any`] is only ever declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Nothing.
    Null,
    /// True/False.
    Boolean,
    /// Number.
    Number,
    /// Text.
    Text,
    /// Date & Time.
    Date,
    /// A list of anything.
    List,
    /// Object.
    Object,
    /// File.
    File,
    /// A reference to a flow.
    Flow,
    /// No declaration: whatever is there.
    Any,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 10] = [
        Kind::Null,
        Kind::Boolean,
        Kind::Number,
        Kind::Text,
        Kind::Date,
        Kind::List,
        Kind::Object,
        Kind::File,
        Kind::Flow,
        Kind::Any,
    ];

    /// The word of the language and of messages.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::Text => "text",
            Kind::Date => "date",
            Kind::List => "list",
            Kind::Object => "object",
            Kind::File => "file",
            Kind::Flow => "flow",
            Kind::Any => "any",
        }
    }

    /// The kind of a slot of a pack from its `type` and `collection` (a record type is `"object"`).
    pub fn from_platform(word: &str, collection: bool) -> Option<Kind> {
        let kind = match word {
            "string" => Kind::Text,
            "number" => Kind::Number,
            "boolean" => Kind::Boolean,
            "Date" => Kind::Date,
            "object" => Kind::Object,
            "Array" => Kind::List,
            "file" => Kind::File,
            "flo" => Kind::Flow,
            "*" => Kind::Any,
            _ => return None,
        };
        Some(if collection { Kind::List } else { kind })
    }
}
