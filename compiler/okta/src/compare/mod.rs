//! Whether two packs say the same: equal up to ids and what flopack.md 11 lists as cosmetic.
//!
//! Each pack is brought into a normal form: ids become names after what they stand for, cosmetics go. What the
//! normal forms differ in is a difference; nothing is compared that is not in them, and everything a pack says is
//! in them unless it is left out on purpose.

mod card;
mod normal;
mod twins;

pub(crate) use twins::sorted;

use std::fmt;

use flowc_stdlib::signature::Signatures;
use flowc_value::{Value, json};

use crate::learn;
use crate::model::Pack;

/// One thing in which two packs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, outermost first: `flow "Notify"`, `card "Compose #2"`, `inputs`, …
    pub place: Vec<String>,
    /// What, in words.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place.join(" / "), self.what)
    }
}

/// What distinguishes two packs.
pub fn compare(a: &Pack, b: &Pack) -> Vec<Difference> {
    let mut signatures = Signatures::system();
    learn(b).into_iter().chain(learn(a)).for_each(|learned| signatures.add(learned));
    let (a, b) = (a.clone().settled(), b.clone().settled());
    let (left, right) = twins::names(&a, &b, &signatures);
    let (left, right) = (normal::pack(&a, &left, &signatures), normal::pack(&b, &right, &signatures));
    let mut differences = Vec::new();
    differ(&left, &right, &mut Vec::new(), &mut differences);
    differences
}

fn differ(left: &Value, right: &Value, place: &mut Vec<String>, found: &mut Vec<Difference>) {
    let mut say = |place: &[String], what: String| found.push(Difference { place: place.to_vec(), what });
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                place.push(key.to_string());
                match b.get(key) {
                    Some(other) => differ(value, other, place, found),
                    None => found.push(Difference {
                        place: place.clone(),
                        what: format!("only in the first: {}", shown(value)),
                    }),
                }
                place.pop();
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(key)) {
                place.push(key.to_string());
                found.push(Difference {
                    place: place.clone(),
                    what: format!("only in the second: {}", shown(value)),
                });
                place.pop();
            }
        }
        (Value::List(a), Value::List(b)) if a.len() == b.len() && a.iter().any(Value::is_container) => {
            for (position, (value, other)) in a.iter().zip(b.iter()).enumerate() {
                place.push(format!("{}", position + 1));
                differ(value, other, place, found);
                place.pop();
            }
        }
        (a, b) if a != b => say(place, format!("{} became {}", shown(a), shown(b))),
        _ => {}
    }
}

/// The beginning of a value.
fn shown(value: &Value) -> String {
    const LENGTH: usize = 120;
    let text = json::to_text(value);
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
