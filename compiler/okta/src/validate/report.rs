//! What was found, and where: places are only put into words for rules that are broken.

use std::fmt;

use flowc_value::Value;

use super::rules::{Level, Rule};
use super::tree::{Fields, Node};

/// A rule that a pack breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The place as a JSON path: `$.data.flos["…"].data.methods[3]`.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

/// A place in the pack, as a chain of steps that live on the stack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
    /// Several keys, with dots between them.
    Keys(&'static str),
    /// A field of a card: `inputs` or `outputs`, and its id.
    Field(&'a str, &'a str),
}

impl<'a> Path<'a> {
    pub const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    pub fn key(&'a self, key: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    pub fn index(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Index(index) }
    }

    /// Several steps at once: `node.model`.
    pub fn keys(&'a self, keys: &'static str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Keys(keys) }
    }

    /// A field of a card, from the card.
    pub fn field(&'a self, side: &'a str, id: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Field(side, id) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(path) = at {
            steps.push(path.step);
            at = path.parent;
        }
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => f.write_str("$")?,
                Step::Key(key) => write_key(f, key)?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Keys(keys) => write!(f, ".{keys}")?,
                Step::Field(side, id) => {
                    write!(f, ".node.model.{side}.data")?;
                    write_key(f, id)?;
                }
            }
        }
        Ok(())
    }
}

fn write_key(f: &mut fmt::Formatter<'_>, key: &str) -> fmt::Result {
    if is_word(key) {
        write!(f, ".{key}")
    } else {
        write!(f, "[{}]", flowc_value::json::to_text(&Value::text(key)))
    }
}

fn is_word(key: &str) -> bool {
    key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Collects what is found, up to the level that was asked for.
pub(super) struct Report {
    level: Level,
    pub found: Vec<Violation>,
}

impl Report {
    pub fn new(level: Level) -> Self {
        Self { level, found: Vec::new() }
    }

    /// Reports a broken rule.
    pub fn broken(&mut self, rule: Rule, at: &Path<'_>, message: impl fmt::Display) {
        if rule.level <= self.level {
            self.found.push(Violation { rule, path: at.to_string(), message: message.to_string() });
        }
    }

    /// Reports a rule unless it holds, in the rule's own words.
    pub fn check(&mut self, holds: bool, rule: Rule, at: &Path<'_>) -> bool {
        if !holds {
            self.broken(rule, at, rule.summary);
        }
        holds
    }

    /// Reports a rule unless it holds for the member of a key; one that is missing breaks the rule of keys alone.
    pub fn member(
        &mut self,
        value: Node<'_>,
        key: &'static str,
        holds: impl FnOnce(Node<'_>) -> bool,
        rule: Rule,
        at: &Path<'_>,
    ) {
        if let Some(member) = value.get(key) {
            self.check(holds(member), rule, &at.key(key));
        }
    }

    /// Reports a rule, and which key breaks it, unless the value is an object with all keys that are needed and none
    /// but these and those it may have.
    pub fn keys(
        &mut self,
        value: Node<'_>,
        needed: &[&str],
        may: &[&str],
        rule: Rule,
        at: &Path<'_>,
    ) -> bool {
        let Some(object) = value.as_object() else { return self.check(false, rule, at) };
        let missing = needed.iter().find(|key| !object.contains_key(key));
        if let Some(missing) = missing {
            self.broken(rule, at, format_args!("{}: `{missing}` is missing", rule.summary));
        }
        // Most objects have known keys alone, which counting shows.
        let further = may.iter().filter(|key| !needed.contains(key));
        let known = needed.iter().chain(further).filter(|key| object.contains_key(key)).count();
        let is_known = |key: &str| needed.contains(&key) || may.contains(&key);
        let unknown = object.keys().find(|key| known < object.len() && !is_known(key));
        if let Some(unknown) = unknown {
            self.broken(rule, &at.key(unknown), format_args!("{}: `{unknown}` is unknown", rule.summary));
        }
        missing.is_none() && unknown.is_none()
    }

    /// The same where keys must stand in order, too: first those that are needed, then those that may be there.
    pub fn keys_in_order(
        &mut self,
        value: Node<'_>,
        needed: &[&str],
        may: &[&str],
        rule: Rule,
        at: &Path<'_>,
    ) -> bool {
        let order = [needed, may].concat();
        self.keys(value, needed, may, rule, at)
            && self.check(value.as_object().is_some_and(|object| in_order(object, &order)), rule, at)
    }
}

/// The fields of an object; none of anything else.
pub(super) fn fields<'v>(value: Node<'v>) -> impl Iterator<Item = (&'v str, Node<'v>)> {
    value.as_object().unwrap_or_default().iter()
}

/// The items of a list; none of anything else.
pub(super) fn items<'v>(value: Node<'v>) -> &'v [Node<'v>] {
    value.as_list().unwrap_or_default()
}

/// The member of a key, or null.
pub(super) fn member<'v>(value: Node<'v>, key: &str) -> Node<'v> {
    value.get(key).unwrap_or(Node::Null)
}

/// The text of a key, or the empty text.
pub(super) fn text<'v>(value: Node<'v>, key: &str) -> &'v str {
    member(value, key).as_str().unwrap_or_default()
}

/// Whether it is an object without fields.
pub(super) fn is_empty_object(value: Node<'_>) -> bool {
    value.as_object().is_some_and(Fields::is_empty)
}

/// Whether an object has exactly these keys.
pub(super) fn has_keys(value: Node<'_>, keys: &[&str]) -> bool {
    let all = value.as_object().is_some_and(|object| object.len() == keys.len());
    all && keys.iter().all(|key| value.get(key).is_some())
}

/// Whether all keys of an object are among these and stand in this order.
pub(super) fn in_order(object: Fields<'_>, keys: &[&str]) -> bool {
    let mut rest = keys.iter();
    object.keys().all(|key| rest.any(|known| *known == key))
}

/// A uuid in lower case.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

/// An id as the designer makes them, of 7 to 14 characters.
pub(super) fn is_short_id(text: &str) -> bool {
    (7..=14).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// A whole number from 0.
pub(super) fn is_natural(value: Node<'_>) -> bool {
    value.as_number().is_some_and(|number| number >= 0.0 && number.fract() == 0.0)
}

/// A whole number.
pub(super) fn is_integer(value: Node<'_>) -> bool {
    value.as_number().is_some_and(|number| number.fract() == 0.0)
}
