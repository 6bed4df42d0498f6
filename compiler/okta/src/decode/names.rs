//! Names in the source for things that packs only title.

use std::collections::HashSet;

use ecow::{EcoString, eco_format};
use flowc_ir::names::name_from_title;
use flowc_stdlib::signature::Signatures;

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<EcoString>,
}

impl Names {
    /// Names of the modules of cards are taken from the start.
    pub fn new(signatures: &Signatures) -> Self {
        let modules = signatures.iter().filter_map(|signature| signature.name.split_once('.'));
        Self { taken: modules.map(|(module, _)| module.into()).collect() }
    }

    /// A name after a title, unlike all before; `otherwise` where the title has no letter for one.
    pub fn unique(&mut self, title: &str, otherwise: &str) -> EcoString {
        self.unique_beside(title, otherwise, 0)
    }

    /// The same beside something else of that many columns.
    pub fn unique_beside(&mut self, title: &str, otherwise: &str, columns: usize) -> EcoString {
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
