//! What lies outside a run: cards that the host performs, tables, connections.

use flowc_value::{Kind, Text};
use serde::{Deserialize, Serialize};

use crate::{Record, Source};

/// What the host performs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The card, with its address.
    pub card: u32,
    /// What it is to the host.
    pub kind: EffectKind,
    /// The connection slot it uses.
    pub connection: Option<u32>,
    /// Inputs by `key` or `group.key`, in the platform's order.
    pub inputs: Vec<(Text, Source)>,
    /// Outputs that somebody reads, by `key` or `group.key`.
    pub outputs: Vec<(Text, u32)>,
    /// The flow that takes the records of a streaming card.
    pub stream: Option<Stream>,
}

/// What an effect is to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EffectKind {
    /// A card of a connector.
    Connector,
    /// A card of a table.
    Table(Option<u32>),
    /// An HTTP request.
    Http,
    /// A call of a flow outside the pack.
    Flow,
    /// Another card of the platform.
    System,
}

/// The helper of a streaming card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stream {
    /// What runs for each record.
    pub routine: u32,
    /// The slot of the new frame that takes the record.
    pub record: Option<u32>,
    /// The slot of the new frame that takes the state, and the state.
    pub state: Option<(u32, Record)>,
}

/// A table of the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Name in the source.
    pub name: Text,
    /// Name on the platform.
    pub title: Text,
    /// Columns; none for a table outside the pack.
    pub columns: Option<Vec<Column>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: Text,
    /// Its type.
    pub kind: Kind,
    /// Its default as the platform stores it.
    pub default: Option<Text>,
}

/// A connection slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    /// Name in the source.
    pub name: Text,
    /// Name on the platform.
    pub title: Text,
    /// Key of the connector.
    pub connector: Text,
}
