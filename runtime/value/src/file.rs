//! References that only the host can follow: files and flows.

use serde::Serialize;

use crate::Text;

/// A file that the host keeps; its content never enters a flow's values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileRef {
    /// The host's name for the content.
    pub id: Text,
    /// File name with extension.
    pub name: Text,
    /// Media type (`text/csv`).
    pub media_type: Text,
    /// Bytes, where known.
    pub size: Option<u64>,
}

/// A flow that a value names (inputs of type `flo`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FlowRef {
    /// The flow's id in its pack or plan.
    pub id: Text,
    /// Its title, for messages.
    pub name: Text,
}
