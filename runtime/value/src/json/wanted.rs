//! Which parts of a JSON text a flow reads, so that the rest is checked but not built.

use serde::{Deserialize, Serialize};

use crate::Text;

/// The parts of a value that are needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// All of it.
    All,
    /// Of an object these fields; of a list these fields of each item; of anything else all of it.
    Fields(Vec<(Text, Wanted)>),
}

impl Wanted {
    /// Nothing yet; add with [`Wanted::add`].
    pub const fn nothing() -> Self {
        Wanted::Fields(Vec::new())
    }

    /// Adds what a path of keys leads to (the empty path: everything). List indices are not named: a path
    /// goes through lists to the fields of their items.
    pub fn add<'a>(&mut self, path: impl IntoIterator<Item = &'a str>) {
        let mut wanted = self;
        for key in path {
            let Wanted::Fields(fields) = wanted else { return };
            let place = fields.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
                fields.push((Text::new(key), Wanted::nothing()));
                fields.len() - 1
            });
            match fields.get_mut(place) {
                Some((_, next)) => wanted = next,
                None => return,
            }
        }
        *wanted = Wanted::All;
    }

    /// What is needed of a field; none if the field can be passed over.
    pub(super) fn field(&self, key: &str) -> Option<&Wanted> {
        match self {
            Wanted::All => Some(self),
            Wanted::Fields(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, wanted)| wanted),
        }
    }
}
