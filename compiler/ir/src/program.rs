//! A whole project: flows and what they refer to.

use ecow::EcoString;
use flowc_types::Kind;
use flowc_value::Value;

use crate::{Body, Origin};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position it stands for.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of a position; positions beyond 4 billion do not occur.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )*};
}

ids! {
    /// A flow of [`Program::flows`].
    FlowId;
    /// A body of [`Flow::bodies`]; the flow's own body is 0.
    BodyId;
    /// A table of [`Program::tables`].
    TableId;
    /// A connection of [`Program::connections`].
    ConnectionId;
    /// A folder of [`Program::folders`].
    FolderId;
}

/// Everything that one pack holds.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Flows, in the order of their declaration.
    pub flows: Vec<Flow>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Connection slots.
    pub connections: Vec<Connection>,
    /// Folders; a folder stands behind its parent.
    pub folders: Vec<Folder>,
}

/// One flow.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Name in the source, unique in the program (`module.flow` where two modules share a name).
    pub name: EcoString,
    /// Title on the platform.
    pub title: EcoString,
    /// Description on the platform.
    pub description: EcoString,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// Bodies: the flow's own first, then those of If/ElseIf, If Error and event cards. Empty for a flow
    /// outside the pack, which is only referred to.
    pub bodies: Vec<Body>,
    /// Set for scheduled flows.
    pub schedule: Option<Schedule>,
    /// `security_level`: `open`, `medium`, `high`.
    pub security: Option<EcoString>,
    /// Execution history is kept.
    pub log: bool,
    /// The declaration of a connector's own flow without ids, where the fields of its cards do not say it.
    pub builder: Option<Value>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Flow {
    /// Whether only its name is known.
    pub fn is_external(&self) -> bool {
        self.bodies.is_empty()
    }

    /// The flow's own body.
    pub fn body(&self) -> Option<&Body> {
        self.bodies.first()
    }
}

/// When a scheduled flow starts: the platform's six cron fields and its zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// `seconds minutes hours dayOfTheMonth month dayOfTheWeek`.
    pub fields: [EcoString; 6],
    /// IANA zone name.
    pub zone: EcoString,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name in the source.
    pub name: EcoString,
    /// Name on the platform.
    pub title: EcoString,
    /// Description on the platform.
    pub description: EcoString,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// Columns; none for a table outside the pack.
    pub columns: Option<Vec<Column>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: EcoString,
    /// Text, number, true/false, date or file.
    pub kind: Kind,
    /// The default as the platform stores it (text, or none).
    pub default: Option<EcoString>,
}

/// A connection slot that cards of one connector use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Name in the source.
    pub name: EcoString,
    /// Name on the platform.
    pub title: EcoString,
    /// Key of the connector.
    pub connector: EcoString,
}

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Name of the source directory; empty for the root of the pack.
    pub name: EcoString,
    /// Name on the platform.
    pub title: EcoString,
    /// Description on the platform.
    pub description: EcoString,
    /// Address of its picture.
    pub media: EcoString,
    /// The folder around it.
    pub parent: Option<FolderId>,
    /// The folder lies outside the pack: flows name it, nothing describes it.
    pub external: bool,
}
