//! The lock: which ids the platform gave to what, and what a fresh build would not say the same way.
//!
//! Bodies are sequences of cards, so that an insertion leaves the ids of everything else alone. What cannot be
//! derived is residue: a patch from what encoding gives (with these ids) to what stood in the pack. It counts
//! for what is unchanged; an edited card keeps its ids and loses its residue.

mod align;
mod edited;
mod labels;
mod make;
mod pairs;
mod patch;
mod platform;
mod ranges;
mod restore;
mod shared;
mod sides;
mod text;
mod weight;
mod words;

use ecow::EcoString;
use flowc_diag::{Diagnostic, codes};
use flowc_ir::Program;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::decode::Known;
use crate::model::{Flow, Id};

pub(crate) use align::{
    assign, field_label, folder_paths, input_labels, is_else_if, output_labels, owned_bodies,
};
pub(crate) use edited::forget_of_edited_pack;
pub use make::lock;
pub(crate) use pairs::common;
pub use pairs::{Pairs, Place, pairs};
pub use patch::Patch;
pub(crate) use restore::{forget_edited, restore};
pub use shared::{Said, Shared};
pub use weight::Residue;

/// Things by name, in order.
pub type ByName<T> = IndexMap<EcoString, T, FxBuildHasher>;

/// Version of the form of a lock.
const FORM: u32 = 3;

/// Ids and residue of one project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    /// The form of this file.
    pub form: u32,
    /// Fingerprint of the whole program that the residue belongs to.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub program: EcoString,
    /// Flows by name.
    pub flows: ByName<LockedFlow>,
    /// Tables by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tables: ByName<Id>,
    /// Connections by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub connections: ByName<Id>,
    /// Folders by path in the source.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub folders: ByName<Id>,
    /// What else the pack says, flows aside.
    #[serde(default, skip_serializing_if = "Patch::is_empty")]
    pub residue: Patch,
    /// What residue of flows, bodies and cards says, by the names that they list.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub shared: ByName<Shared>,
    /// What all this does not bring back: what nobody understands. It counts as long as nothing is edited.
    #[serde(default, skip_serializing_if = "Patch::is_empty")]
    pub rest: Patch,
}

/// A flow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LockedFlow {
    /// Its UUID.
    pub id: Id,
    /// Its body; absent for a flow outside the pack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<LockedBody>,
    /// How its preview lists cards, where not as exports do today: `sources` shows a card that reads fields as one
    /// of its source, `outer` shows the two cards of an event flow. `first`: lists call the flow by the card that stands
    /// first in the pack.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub preview: EcoString,
    /// What else the pack says of it, cards and orderings aside.
    #[serde(default, rename = "also", skip_serializing_if = "EcoString::is_empty")]
    pub residue: EcoString,
    /// The whole flow, where its source cannot say all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
}

/// A flow as the pack holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Fingerprint of what the source says of the flow: once it says something else, the flow is made from it.
    pub source: EcoString,
    /// The flow.
    pub flow: Flow,
}

/// A body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LockedBody {
    /// UUID of an inlined body.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub id: Id,
    /// Cards in order of execution, hidden ones left out.
    pub cards: Vec<LockedCard>,
    /// All cards in the pack's order, where it is not the order of execution: places in that, hidden cards behind the
    /// card they belong to; `3-5` stands for 3 4 5.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub order: EcoString,
    /// Orderings as `key from to`, where the pack has others than follow from the cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orderings: Vec<EcoString>,
    /// Ids that the pack's `aliases` lists, by connector.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub aliases: ByName<EcoString>,
    /// What else the pack says of it, where it is inlined.
    #[serde(default, rename = "also", skip_serializing_if = "EcoString::is_empty")]
    pub residue: EcoString,
}

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LockedCard {
    /// Address.
    pub card: EcoString,
    /// Title.
    pub title: EcoString,
    /// Fingerprint of its content and its wires.
    pub hash: EcoString,
    /// Short id.
    pub id: Id,
    /// Ids of inputs by section and key; a random key follows behind a space. One that the pack lacks has none.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub inputs: ByName<EcoString>,
    /// Ids of outputs.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub outputs: ByName<EcoString>,
    /// Sections of else-ifs.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub sections: ByName<Id>,
    /// Arm heads of an If.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heads: Vec<Id>,
    /// Expansions by output.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub expands: ByName<LockedExpand>,
    /// Keys of the orderings that lead away from it and its hidden cards, in order.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub next: EcoString,
    /// Ids in its bookkeeping of dynamic fields, in order.
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    pub meta: EcoString,
    /// What else the pack says of it.
    #[serde(default, rename = "also", skip_serializing_if = "EcoString::is_empty")]
    pub residue: EcoString,
    /// What else the pack says of its hidden cards, by their ids.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub hidden: ByName<EcoString>,
    /// Bodies in the order of the inputs that hold them, the handler last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<LockedBody>,
}

/// A hidden card that reads fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LockedExpand {
    /// Short id.
    pub id: Id,
    /// Id of its input.
    pub input: Id,
    /// One for each field used: section, id of the key, id of the value.
    pub pairs: Vec<(Id, Id, Id)>,
}

/// What a project calls things already: the names that its lock has ids for.
pub fn known(lock: &Lock, program: &Program) -> Known {
    let things = lock.tables.iter().chain(&lock.connections);
    let things = things.chain(lock.flows.iter().map(|(name, flow)| (name, &flow.id)));
    let mut known =
        Known { names: things.map(|(name, id)| (id.clone(), name.clone())).collect(), ..Known::default() };
    for (folder, path) in program.folders.iter().zip(folder_paths(program)) {
        if let Some(id) = lock.folders.get(&path) {
            known.folders.insert(id.clone(), folder.name.clone());
        }
    }
    known
}

impl LockedCard {
    /// The cards that the platform hides behind it.
    pub(crate) fn hidden_cards(&self) -> impl Iterator<Item = &Id> {
        self.heads.iter().chain(self.expands.values().map(|expand| &expand.id))
    }
}

impl Lock {
    /// Flows, by name, of which the lock keeps more than the source says.
    pub fn kept(&self) -> impl Iterator<Item = &EcoString> {
        self.flows.iter().filter(|(_, flow)| flow.kept.is_some()).map(|(name, _)| name)
    }

    /// Reads `flow.lock`.
    ///
    /// # Errors
    /// F0005 where the text is no lock of this form.
    #[expect(clippy::result_large_err, reason = "read once for a project")]
    pub fn read(text: &str) -> Result<Lock, Diagnostic> {
        let lock: Lock = serde_json::from_str(text).map_err(|error| {
            Diagnostic::global(codes::F0005, format!("flow.lock cannot be read: {error}"))
        })?;
        if lock.form != FORM {
            let title = format!("flow.lock has form {}, this version reads form {FORM}", lock.form);
            let help = "`flowc import --force` writes the project and its lock anew from the pack";
            return Err(Diagnostic::global(codes::F0005, title).help(help));
        }
        Ok(lock)
    }

    /// The text of `flow.lock`: the same for the same lock, a line for each card.
    pub fn to_text(&self) -> String {
        text::in_lines(&serde_json::to_string(self).unwrap_or_default())
    }
}
