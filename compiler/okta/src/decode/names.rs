//! Names in the source for things that packs only title.

use ecow::{EcoString, eco_format};
use flowc_ir::names::name_from_title;
use flowc_stdlib::signature::Signatures;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Id;

/// What a project calls the things of a pack already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names of flows, tables and connections by platform id.
    pub names: FxHashMap<Id, EcoString>,
    /// Directories of folders by platform id.
    pub folders: FxHashMap<Id, EcoString>,
    /// Further names that nothing new may have.
    pub taken: FxHashSet<EcoString>,
}

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: FxHashSet<EcoString>,
    known: FxHashMap<Id, EcoString>,
}

impl Names {
    /// Names of the modules of cards and those of a project are taken from the start.
    pub fn new(signatures: &Signatures, known: &Known) -> Self {
        let modules = signatures.iter().filter_map(|signature| signature.name.split_once('.'));
        let mut taken: FxHashSet<EcoString> = modules.map(|(module, _)| module.into()).collect();
        for name in known.names.values() {
            // Where two modules share a name, the graph puts the module in front.
            taken.extend([name.clone(), name.rsplit('.').next().unwrap_or_default().into()]);
        }
        taken.extend(known.taken.iter().cloned());
        Self { taken, known: known.names.clone() }
    }

    /// The name of the thing of this id: the known one, or a new one after its title.
    pub fn of(&mut self, id: &Id, title: &str, otherwise: &str) -> EcoString {
        self.of_beside(id, title, otherwise, 0)
    }

    /// The same beside something else of that many columns.
    pub fn of_beside(&mut self, id: &Id, title: &str, otherwise: &str, columns: usize) -> EcoString {
        let known = self.known.get(id).cloned();
        known.unwrap_or_else(|| self.unique_beside(title, otherwise, columns))
    }

    /// A name after a title, unlike all before; `otherwise` where the title has no letter for one.
    pub fn unique(&mut self, title: &str, otherwise: &str) -> EcoString {
        self.unique_beside(title, otherwise, 0)
    }

    /// The same beside something else of that many columns.
    fn unique_beside(&mut self, title: &str, otherwise: &str, columns: usize) -> EcoString {
        let base = Some(shortened(name_from_title(title), title.chars().count() + columns))
            .filter(|name| !name.is_empty());
        let base = base.unwrap_or_else(|| otherwise.into());
        let mut name = base.clone();
        let mut number = 2;
        while !self.taken.insert(name.clone()) {
            name = eco_format!("{base}_{number}");
            number += 1;
        }
        name
    }
}

/// A title may be a sentence; a name is not.
const LONGEST: usize = 44;
/// Name and title stand on one line.
const LINE: usize = 104;

/// A name of whole words that is not too long beside what stands on its line.
pub(crate) fn shortened(name: EcoString, beside: usize) -> EcoString {
    let longest = LINE.saturating_sub(beside).clamp(16, LONGEST);
    if name.len() <= longest {
        return name;
    }
    let start = name.get(..=longest).unwrap_or(&name);
    let end = start.rfind('_').filter(|end| *end > 0).unwrap_or(longest);
    name.get(..end).map_or(name.clone(), EcoString::from)
}
