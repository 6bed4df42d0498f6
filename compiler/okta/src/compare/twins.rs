//! Things of one name: which one of the second pack is which one of the first.
//!
//! Titles need not differ, and the order in which a pack lists things says nothing. So twins are told apart by what
//! they hold and who uses them; only those that are left go by order.

use std::collections::HashMap;

use flowc_stdlib::signature::Signatures;
use flowc_value::{Value, json};

use super::normal::{self, Things};
use crate::model::{Id, Pack};

/// Names for the things of two packs, numbered alike where names repeat.
pub(super) fn names(a: &Pack, b: &Pack, signatures: &Signatures) -> (Things, Things) {
    let (mut left, mut right) = (Things::of(a), Things::of(b));
    let (ours, theirs) = (groups(&left), groups(&right));
    let twin = |name: &&String| {
        let count = |groups: &Groups| groups.get(*name).map_or(0, Vec::len);
        count(&ours) > 1 || count(&theirs) > 1
    };
    let mut twins: Vec<&String> = ours.keys().chain(theirs.keys()).filter(twin).collect();
    twins.sort();
    twins.dedup();
    if twins.is_empty() {
        return (left, right);
    }
    let (first, second) = (Said::of(a, &left, signatures), Said::of(b, &right, signatures));
    for name in twins {
        let (ours, theirs) = (ids(&ours, name), ids(&theirs, name));
        number(&mut left, name, ours, |at| at);
        let places = places(&first.all(ours), &second.all(theirs));
        number(&mut right, name, theirs, |at| places.get(at).copied().unwrap_or(at));
    }
    (left, right)
}

/// Ids by name, in the order of the pack.
type Groups = HashMap<String, Vec<Id>>;

fn groups(things: &Things) -> Groups {
    let mut groups = Groups::new();
    for (id, name) in &things.names {
        groups.entry(name.clone()).or_default().push(id.clone());
    }
    groups
}

fn ids<'g>(groups: &'g Groups, name: &str) -> &'g [Id] {
    groups.get(name).map(Vec::as_slice).unwrap_or_default()
}

fn number(things: &mut Things, name: &str, ids: &[Id], place: impl Fn(usize) -> usize) {
    for (at, id) in ids.iter().enumerate() {
        let number = place(at) + 1;
        if number > 1 {
            things.names.insert(id.clone(), format!("{name} #{number}"));
        }
    }
}

/// What the things of a pack say, by id.
struct Said {
    forms: HashMap<Id, String>,
}

impl Said {
    fn of(pack: &Pack, things: &Things, signatures: &Signatures) -> Self {
        let forms = normal::things(pack, things, signatures);
        let text = |form: &Value| json::to_text(&sorted(form)).to_string();
        let mut said: HashMap<Id, String> = forms.iter().map(|(id, form)| (id.clone(), text(form))).collect();
        // Who uses it: twins may hold the same.
        for (user, flow) in &pack.data.flos {
            let name = things.names.get(user).cloned().unwrap_or_default();
            let flow = serde_json::to_string(flow).unwrap_or_default();
            for (id, text) in said.iter_mut().filter(|(id, _)| *id != user && flow.contains(id.as_str())) {
                text.push_str(&format!("\nin {name} {}", flow.matches(id.as_str()).count()));
            }
        }
        Self { forms: said }
    }

    fn all(&self, ids: &[Id]) -> Vec<&str> {
        ids.iter().map(|id| self.forms.get(id).map(String::as_str).unwrap_or_default()).collect()
    }
}

/// A form without the order of its members, which follows that of the pack.
pub(crate) fn sorted(form: &Value) -> Value {
    match form {
        Value::Object(object) => {
            let mut members: Vec<(&str, Value)> =
                object.iter().map(|(key, value)| (key.as_str(), sorted(value))).collect();
            members.sort_by_key(|(key, _)| *key);
            Value::object(members)
        }
        Value::List(items) => Value::list(items.iter().map(sorted)),
        other => other.clone(),
    }
}

/// For each of the second texts the place of the first that it equals; those that equal none take what is left.
fn places(first: &[&str], second: &[&str]) -> Vec<usize> {
    let mut free: Vec<bool> = vec![true; first.len()];
    let mut take = |wanted: &dyn Fn(usize) -> bool| {
        let at = (0..first.len()).find(|&at| free.get(at) == Some(&true) && wanted(at))?;
        *free.get_mut(at)? = false;
        Some(at)
    };
    let equal = |text: &str, at: usize| first.get(at) == Some(&text);
    let found: Vec<Option<usize>> = second.iter().map(|text| take(&|at| equal(text, at))).collect();
    let mut beyond = first.len()..;
    found
        .into_iter()
        .map(|found| found.or_else(|| take(&|_| true)).or_else(|| beyond.next()).unwrap_or(0))
        .collect()
}
