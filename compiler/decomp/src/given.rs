//! Names that people gave to values: they stay where the cards stay.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;
use flowc_ir::{BodyId, CardId, FlowId};

/// What a source that says the same flows calls things.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Variables by the card that gives them.
    pub variables: HashMap<(FlowId, BodyId, CardId), Variables>,
    /// Parameters of flows by platform key.
    pub parameters: HashMap<(FlowId, EcoString), EcoString>,
    /// Names that no variable may have.
    pub reserved: HashSet<EcoString>,
}

/// What one card's values are called.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// The card's value as a whole, or the part of it that all readers read.
    pub value: Option<EcoString>,
    /// Single fields by key, of Assign and Get Multiple.
    pub fields: HashMap<EcoString, EcoString>,
    /// The item of a loop or closure.
    pub item: Option<EcoString>,
}
