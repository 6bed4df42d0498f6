//! What the passes did.

use std::fmt;

use ecow::EcoString;
use flowc_ir::{Address, BodyId, Card, FlowId, Origin};
use flowc_value::{Value, json};

/// Everything that was changed, in the order in which it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The changes.
    pub changes: Vec<Change>,
}

/// One card that a pass changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Name of the pass.
    pub pass: &'static str,
    /// The flow it lies in.
    pub flow: FlowId,
    /// The body it lies in.
    pub body: BodyId,
    /// Title of the card.
    pub title: EcoString,
    /// Which card it is.
    pub address: Address,
    /// Where the card comes from.
    pub origin: Origin,
    /// What was done to it.
    pub what: What,
}

/// What was done to a card.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Those who read it hold this value instead (one per output that was read).
    Folded(Vec<Value>),
    /// Those who read it read an earlier, equal card instead.
    Merged {
        /// Title of the earlier card.
        title: EcoString,
        /// Where the earlier card comes from.
        origin: Origin,
    },
    /// It is gone: nobody read it.
    Removed,
}

impl Report {
    pub(crate) fn add(&mut self, pass: &'static str, flow: FlowId, body: BodyId, cards: Vec<(Card, What)>) {
        self.changes.extend(cards.into_iter().map(|(card, what)| Change {
            pass,
            flow,
            body,
            title: card.title,
            address: card.address,
            origin: card.origin,
            what,
        }));
    }

    /// How often a pass changed something.
    pub fn count(&self, pass: &str) -> usize {
        self.changes.iter().filter(|change| change.pass == pass).count()
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the card \"{}\" ", self.pass, self.title)?;
        match &self.what {
            What::Folded(values) => {
                let shown: Vec<String> =
                    values.iter().map(|value| json::to_text(value).to_string()).collect();
                write!(f, "always gives {}", shown.join(" and "))
            }
            What::Merged { title, .. } => write!(f, "gives what \"{title}\" gave before"),
            What::Removed => f.write_str("is read by nobody"),
        }
    }
}
