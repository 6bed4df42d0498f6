//! What an update did, for people.

use flowc_ir::Program;

use super::plan::{Plan, States, Thing};

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// The newer pack has it, the project had not.
    Added,
    /// It says something else now.
    Changed,
    /// The newer pack has it no more.
    Removed,
}

/// One change of the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What happened.
    pub verb: Verb,
    /// `flow`, `table` or `connection`.
    pub kind: &'static str,
    /// Name in the source.
    pub name: String,
    /// Name on the platform.
    pub title: String,
}

/// How many flows say what they said.
pub(super) fn kept(states: States<'_>, plan: &Plan) -> usize {
    let added = plan.added.iter().filter(|thing| matches!(thing, Thing::Flow(_))).count();
    states.new.flows.len() - plan.changed.len() - added
}

pub(super) fn changes(states: States<'_>, plan: &Plan) -> Vec<Change> {
    let mut changes = Vec::new();
    for thing in &plan.added {
        changes.extend(change(Verb::Added, states.new, *thing));
    }
    for thing in plan.rewrites.values().filter_map(|rewrite| rewrite.own) {
        if !matches!(thing, Thing::Flow(_)) {
            changes.extend(change(Verb::Changed, states.new, thing));
        }
    }
    for (at, flow) in states.new.flows.iter().enumerate() {
        if plan.changed.contains(&flow.name) {
            changes.extend(change(Verb::Changed, states.new, Thing::Flow(at)));
        }
    }
    changes.extend(removed(states));
    changes.sort();
    changes
}

fn removed(states: States<'_>) -> Vec<Change> {
    let (old, new) = (states.program, states.new);
    let flows = (0..old.flows.len()).map(Thing::Flow);
    let tables = (0..old.tables.len()).map(Thing::Table);
    let connections = (0..old.connections.len()).map(Thing::Connection);
    let all = flows.chain(tables).chain(connections);
    let gone = all.filter(|thing| match *thing {
        Thing::Flow(at) => {
            old.flows.get(at).is_some_and(|was| !new.flows.iter().any(|one| one.name == was.name))
        }
        Thing::Table(at) => {
            old.tables.get(at).is_some_and(|was| !new.tables.iter().any(|one| one.name == was.name))
        }
        Thing::Connection(at) => {
            old.connections.get(at).is_some_and(|was| !new.connections.iter().any(|one| one.name == was.name))
        }
    });
    gone.filter_map(|thing| change(Verb::Removed, old, thing)).collect()
}

fn change(verb: Verb, program: &Program, thing: Thing) -> Option<Change> {
    let (kind, name, title) = match thing {
        Thing::Flow(at) => program.flows.get(at).map(|flow| ("flow", &flow.name, &flow.title))?,
        Thing::Table(at) => program.tables.get(at).map(|table| ("table", &table.name, &table.title))?,
        Thing::Connection(at) => program
            .connections
            .get(at)
            .map(|connection| ("connection", &connection.name, &connection.title))?,
    };
    Some(Change { verb, kind, name: name.to_string(), title: title.to_string() })
}
