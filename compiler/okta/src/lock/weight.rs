//! What a lock weighs: ids, and residue beyond them, thing by thing.

use ecow::EcoString;
use flowc_value::Value;

use super::shared::Said;
use super::{Lock, LockedBody, Patch};

/// One thing that a lock keeps beyond ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Residue {
    /// What it is about: the `pack`; the `rest`, which nobody understands; `shared` by flows, bodies and cards; or the kind of what is kept as a whole:
    /// `order`, `orderings`, `preview`, `kept`.
    pub of: &'static str,
    /// Where, as steps behind slashes; `*` stands for each field of a side.
    pub path: String,
    /// What stands there; none where the pack lacks what encoding gives, or where it is the field's own key.
    pub value: Option<Value>,
    /// How many things it is about.
    pub uses: usize,
}

impl Lock {
    /// Everything that the lock keeps beyond ids.
    pub fn residue(&self) -> Vec<Residue> {
        let whole = |of, uses| Residue { of, path: String::new(), value: None, uses };
        let patched = |of, patch: &Patch| -> Vec<Residue> {
            let one = |(path, value): (&str, Option<&Value>)| Residue {
                of,
                path: path.to_owned(),
                value: value.cloned(),
                uses: 1,
            };
            patch.changes().map(one).collect()
        };
        let mut found = patched("pack", &self.residue);
        found.extend(patched("rest", &self.rest));
        let mut names: Vec<&str> = Vec::new();
        self.each_names(&mut |words| {
            names.extend(words.split(' ').filter_map(|word| word.split(':').next()))
        });
        for (name, shared) in self.shared.iter().filter(|(_, shared)| !shared.is_ids()) {
            let uses = names.iter().filter(|other| **other == name.as_str()).count();
            found.extend(shared.iter().map(|(at, said)| {
                let value = match said {
                    Said::Value(value) => Some(value.clone()),
                    Said::Each(values) => Some(Value::list(values.iter().cloned())),
                    Said::Nothing | Said::Key => None,
                };
                Residue { of: "shared", path: at.to_owned(), value, uses }
            }));
        }
        let flows = || self.flows.values();
        let mut bodies: Vec<&LockedBody> = Vec::new();
        flows().filter_map(|flow| flow.body.as_ref()).for_each(|body| collect(body, &mut bodies));
        let counts = [
            ("order", bodies.iter().filter(|body| !body.order.is_empty()).count()),
            ("orderings", bodies.iter().filter(|body| !body.orderings.is_empty()).count()),
            ("preview", flows().filter(|flow| !flow.preview.is_empty()).count()),
            ("kept", flows().filter(|flow| flow.kept.is_some()).count()),
        ];
        found.extend(counts.into_iter().filter(|(_, uses)| *uses > 0).map(|(of, uses)| whole(of, uses)));
        found
    }

    /// The same ids without residue.
    #[must_use]
    pub fn bare(&self) -> Lock {
        let mut bare = self.clone();
        (bare.residue, bare.rest) = (Patch::default(), Patch::default());
        bare.shared.retain(|_, shared| shared.is_ids());
        let shared = bare.shared.clone();
        bare.each_names_mut(&mut |names| *names = super::shared::kept(names, &shared, |_, _| true));
        for flow in bare.flows.values_mut() {
            (flow.preview, flow.kept) = (EcoString::new(), None);
            flow.body.iter_mut().for_each(strip);
        }
        bare
    }

    /// Drops what nothing names.
    pub(super) fn forget_unnamed(&mut self) {
        let mut named: rustc_hash::FxHashSet<String> = rustc_hash::FxHashSet::default();
        self.each_names(&mut |words| {
            named.extend(words.split(' ').filter_map(|word| word.split(':').next()).map(str::to_owned));
        });
        self.shared.retain(|name, _| named.contains(name.as_str()));
    }

    fn each_names<'l>(&'l self, see: &mut dyn FnMut(&'l str)) {
        let mut bodies = Vec::new();
        for flow in self.flows.values() {
            see(&flow.residue);
            flow.body.iter().for_each(|body| collect(body, &mut bodies));
        }
        for body in bodies {
            see(&body.residue);
            for card in &body.cards {
                see(&card.residue);
                card.hidden.values().for_each(|names| see(names));
            }
        }
    }
}

impl Lock {
    /// Gives every list of names to be changed.
    pub(super) fn each_names_mut(&mut self, change: &mut dyn FnMut(&mut EcoString)) {
        for flow in self.flows.values_mut() {
            change(&mut flow.residue);
            flow.body.iter_mut().for_each(|body| change_names(body, change));
        }
    }
}

fn change_names(body: &mut LockedBody, change: &mut dyn FnMut(&mut EcoString)) {
    change(&mut body.residue);
    for card in &mut body.cards {
        change(&mut card.residue);
        card.hidden.values_mut().for_each(&mut *change);
        card.bodies.iter_mut().for_each(|body| change_names(body, change));
    }
}

fn collect<'l>(body: &'l LockedBody, bodies: &mut Vec<&'l LockedBody>) {
    bodies.push(body);
    body.cards.iter().flat_map(|card| &card.bodies).for_each(|body| collect(body, bodies));
}

fn strip(body: &mut LockedBody) {
    body.order = EcoString::new();
    body.orderings.clear();
    for card in &mut body.cards {
        card.hidden.retain(|_, names| !names.is_empty());
        card.bodies.iter_mut().for_each(strip);
    }
}
