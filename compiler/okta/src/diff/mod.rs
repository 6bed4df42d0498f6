//! What changed between two packs, in the words of flows, cards and wires.
//!
//! Both packs are decoded, so ids, array order and cosmetics are gone before anything is compared. Cards are paired
//! first, then pairs are compared: a card that stands elsewhere has moved, one with another title was renamed.
//! What the graph does not hold is asked of [`crate::compare`]: two packs without a change here are equal there.

mod card;
mod flow;
mod pairing;
mod things;
mod words;

use std::fmt;

use ecow::EcoString;
use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use flowc_value::{Object, Value};

use crate::compare::compare;
use crate::model::Pack;
use crate::{decode, learn};

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Only the second pack has it.
    Added,
    /// Only the first pack has it.
    Removed,
    /// It stands elsewhere.
    Moved,
    /// It is called otherwise.
    Renamed,
    /// It says something else.
    Changed,
}

impl Verb {
    /// `added`, `removed`, …
    pub const fn word(self) -> &'static str {
        match self {
            Verb::Added => "added",
            Verb::Removed => "removed",
            Verb::Moved => "moved",
            Verb::Renamed => "renamed",
            Verb::Changed => "changed",
        }
    }
}

/// One change. Its line names the flow, the card, the thing; what it was and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub verb: Verb,
    /// To what: `flow`, `card`, `wire`, `value`, `input`, `column`, …
    pub what: &'static str,
    /// Titles from the outside in, each with what it is: `("flow", "Notify")`, `("card", "Compose")`.
    pub place: Vec<(&'static str, EcoString)>,
    /// What it was, or where.
    pub was: Option<String>,
    /// What it is, or where.
    pub is: Option<String>,
}

impl Change {
    fn new(verb: Verb, what: &'static str, place: &[(&'static str, EcoString)]) -> Self {
        Self { verb, what, place: place.to_vec(), was: None, is: None }
    }

    /// The change as JSON: `change`, `what`, the titles under what they are titles of, `was`, `is`.
    pub fn to_value(&self) -> Value {
        let mut form = Object::new();
        form.insert("change", self.verb.word());
        form.insert("what", self.what);
        for (what, title) in &self.place {
            form.insert(*what, title.as_str());
        }
        for (key, text) in [("was", &self.was), ("is", &self.is)] {
            if let Some(text) = text {
                form.insert(key, text.as_str());
            }
        }
        form.insert("line", self.to_string());
        Value::Object(form)
    }

    fn was(self, was: impl Into<String>) -> Self {
        Self { was: Some(was.into()), ..self }
    }

    fn is(self, is: impl Into<String>) -> Self {
        Self { is: Some(is.into()), ..self }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (what, title)) in self.place.iter().enumerate() {
            let between = if at == 0 { "" } else { ", " };
            write!(f, "{between}{what} {}", words::quoted(title))?;
        }
        // The last step of the place says already what it is.
        if self.place.last().is_none_or(|(what, _)| *what != self.what) {
            write!(f, ", {}", self.what)?;
        }
        match (self.verb, &self.was, &self.is) {
            (Verb::Added, _, Some(is)) => write!(f, " added: {is}"),
            (Verb::Removed, Some(was), _) => write!(f, " removed: {was}"),
            (Verb::Moved, Some(was), Some(is)) => write!(f, " moved: was {was}, is {is}"),
            (Verb::Renamed, _, Some(is)) => write!(f, " renamed to {is}"),
            (Verb::Changed, Some(was), Some(is)) => write!(f, ": was {was}, is {is}"),
            (Verb::Changed, None, Some(is)) => write!(f, ": {is}"),
            (verb, ..) => write!(f, " {}", verb.word()),
        }
    }
}

/// One of the two packs.
struct Side<'p> {
    pack: &'p Pack,
    program: Program,
}

/// For each newer flow, table and connection the place of the older one that it was.
#[derive(Debug, Default)]
struct Twins {
    flows: Vec<Option<usize>>,
    tables: Vec<Option<usize>>,
    connections: Vec<Option<usize>>,
}

/// What changed from one pack to another.
pub fn diff(a: &Pack, b: &Pack) -> Vec<Change> {
    let mut signatures = Signatures::system();
    learn(b).into_iter().chain(learn(a)).for_each(|learned| signatures.add(learned));
    let side = |pack| Side { pack, program: decode(pack, &signatures).program };
    let (old, new) = (side(a), side(b));
    let mut changes = things::changes(&old, &new);
    for difference in compare(a, b) {
        let outer = difference.place.first().map(String::as_str).unwrap_or_default();
        let told = |change: &Change| {
            let place = change.place.first().map(|(what, title)| format!("{what} {title:?}"));
            let renamed =
                change.verb == Verb::Renamed && change.is.as_deref().is_some_and(|is| outer.ends_with(is));
            renamed || place.is_some_and(|place| outer.starts_with(&place))
        };
        // Things under another name have been told apart already, with everything in them.
        let elsewhere = changes.iter().any(|change| change.verb == Verb::Renamed && change.place.len() == 1);
        if !elsewhere && !changes.iter().any(told) {
            let place: Vec<&str> = difference.place.iter().skip(1).map(String::as_str).collect();
            let what = format!("{} {}", place.join(" / "), difference.what);
            changes.push(Change::new(Verb::Changed, "detail", &[("pack", outer.into())]).is(what));
        }
    }
    changes
}
