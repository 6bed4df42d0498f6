//! Tables: the sections of their cards, and searches of them: which input takes the condition, which word stands for which set of results, and what
//! outputs that set has.
//!
//! Declarations are learned from packs and may know of only one set; that the Tables connector gives the columns
//! of one row, or a list of rows, is the same for all of them.

use std::sync::Arc;

use ecow::EcoString;
use flowc_value::Value;

use crate::signature::{PortSignature, Signature, Signatures, Subject};

/// The key of the Tables connector.
pub const TABLES: &str = "stash";

/// The section of a table's card that holds the columns of its table.
pub const COLUMNS: &str = "Fields";

/// The name by which every table is searched, whatever the declared card is called.
pub const SEARCH: &str = "search";

/// A set of results that a search can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultSet<'s> {
    /// The first word of its label: `all` for "All matching rows".
    pub word: EcoString,
    /// The option that asks for it.
    pub option: &'s PortSignature,
    /// What the option stores.
    pub value: EcoString,
}

impl ResultSet<'_> {
    /// The sections of outputs that it comes in; none where no pack has shown them.
    pub fn sections(&self) -> &'static [&'static str] {
        match self.value.as_str() {
            "one" => &[COLUMNS, "Row"],
            "all" | "all-new" => &["Result"],
            _ => &[],
        }
    }
}

impl Signature {
    /// The input that takes a search condition.
    pub fn condition(&self) -> Option<&PortSignature> {
        self.inputs.iter().find(|port| port.takes_condition())
    }

    /// The sets of results that a search can be asked for; a word that two of them begin with names neither.
    pub fn result_sets(&self) -> Vec<ResultSet<'_>> {
        if self.condition().is_none() {
            return Vec::new();
        }
        let options = self.inputs.iter().filter(|port| port.is_option());
        let sets: Vec<ResultSet<'_>> = options
            .flat_map(|option| {
                option.choice_pairs().map(move |(value, label)| ResultSet {
                    word: first_word(&label),
                    option,
                    value,
                })
            })
            .collect();
        let is_only = |set: &ResultSet<'_>| sets.iter().filter(|other| other.word == set.word).count() == 1;
        sets.iter().filter(|set| !set.word.is_empty() && is_only(set)).cloned().collect()
    }
}

impl PortSignature {
    /// Whether it takes a search condition.
    pub fn takes_condition(&self) -> bool {
        self.metadata.get("expr").and_then(Value::as_bool) == Some(true)
    }
}

impl Signatures {
    /// The card that searches tables; without a version the newest of those that their names lead to.
    pub fn table_search(&self, version: Option<&str>) -> Option<&Arc<Signature>> {
        let mut newest: Option<(&Arc<Signature>, Vec<u64>)> = None;
        for signature in self.iter().filter(|signature| !signature.result_sets().is_empty()) {
            let Subject::Connector(connector, its, _) = &signature.subject else { continue };
            let meant = match version {
                Some(version) => version == its,
                None => self
                    .method(connector, &signature.name, None)
                    .is_some_and(|usual| usual.subject == signature.subject),
            };
            if connector != TABLES || !meant {
                continue;
            }
            let numbers = crate::signature::numbers(its);
            if newest.as_ref().is_none_or(|(_, known)| *known < numbers) {
                newest = Some((signature, numbers));
            }
        }
        newest.map(|(signature, _)| signature)
    }
}

fn first_word(label: &str) -> EcoString {
    let word: String = label.chars().take_while(char::is_ascii_alphanumeric).collect();
    word.to_ascii_lowercase().into()
}
