//! What of a project changes: which items are written anew, which are new, which go.

use std::collections::{BTreeMap, HashMap, HashSet};

use ecow::EcoString;
use flowc_ir::{Flow, FolderId, Program, dump};

use super::source::{ItemAt, Stand};
use crate::Checked;

/// Something that a program declares, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Thing {
    Connection(usize),
    Table(usize),
    Flow(usize),
}

/// What happens to an item of the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Rewrite {
    /// What it declares in the newer pack; none: it goes.
    pub own: Option<Thing>,
    /// Flows of the newer pack that were helpers of closures in it.
    pub helpers: Vec<usize>,
    /// It lies in another folder now.
    pub moved: bool,
}

/// All that changes.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub rewrites: BTreeMap<ItemAt, Rewrite>,
    /// What the source does not hold yet.
    pub added: Vec<Thing>,
    /// Flows of the newer pack that say something else than before, by name.
    pub changed: HashSet<EcoString>,
}

/// The two states of a project.
#[derive(Clone, Copy, Debug)]
pub(super) struct States<'a> {
    pub old: &'a Checked,
    /// The older graph as it is built.
    pub program: &'a Program,
    /// What the source says with the declarations of the newer state.
    pub now: &'a Program,
    pub stands: &'a [Option<Stand>],
    pub new: &'a Program,
    /// Titles of flows that differ in more than what is cosmetic.
    pub differing: &'a HashSet<String>,
}

pub(super) fn plan(states: States<'_>) -> Plan {
    let mut plan = Plan::default();
    let items = declared(states.old);
    let of = |program: &Program| -> HashMap<EcoString, usize> {
        program.flows.iter().enumerate().map(|(at, flow)| (flow.name.clone(), at)).collect()
    };
    let (old, new) = (of(states.program), of(states.new));
    flows(states, &old, &new, &mut plan);
    others(states, &items, &mut plan);
    plan
}

/// The directory of a folder; that of the project where there is none.
pub(super) fn directory(program: &Program, folder: Option<FolderId>) -> &str {
    folder.and_then(|folder| program.folders.get(folder.index())).map_or("", |folder| &folder.name)
}

/// Tables and connections of a source by name.
fn declared(old: &Checked) -> HashMap<EcoString, ItemAt> {
    let modules = old.project.modules.iter().enumerate();
    let items = modules.flat_map(|(module, tree)| {
        tree.tree.items.iter().enumerate().map(move |(at, item)| ((module, at), item))
    });
    let named = items.filter_map(|(at, item)| match super::source::declares(item) {
        Some(("table" | "connection", name)) => Some((name.clone(), at)),
        _ => None,
    });
    named.collect()
}

fn flows(
    states: States<'_>,
    old: &HashMap<EcoString, usize>,
    new: &HashMap<EcoString, usize>,
    plan: &mut Plan,
) {
    let stand = |name: &EcoString| old.get(name).and_then(|at| *states.stands.get(*at)?);
    for (at, flow) in states.new.flows.iter().enumerate() {
        let was = old.get(&flow.name).and_then(|at| states.now.flows.get(*at));
        match (was, stand(&flow.name)) {
            (Some(was), Some(stand)) => {
                let moved = stand.own && place_changed(states, was, flow);
                if moved || !is_same(states, was, flow) {
                    plan.changed.insert(flow.name.clone());
                    plan.rewrites.entry(stand.at).or_default().moved |= moved;
                }
            }
            _ => plan.added.push(Thing::Flow(at)),
        }
    }
    for flow in states.program.flows.iter().filter(|flow| !new.contains_key(&flow.name)) {
        if let Some(stand) = stand(&flow.name) {
            plan.rewrites.entry(stand.at).or_default();
        }
    }
    for (at, flow) in states.new.flows.iter().enumerate() {
        let Some(stand) = stand(&flow.name) else { continue };
        let Some(rewrite) = plan.rewrites.get_mut(&stand.at) else { continue };
        if stand.own {
            rewrite.own = Some(Thing::Flow(at));
        } else {
            rewrite.helpers.push(at);
        }
    }
}

fn place_changed(states: States<'_>, was: &Flow, flow: &Flow) -> bool {
    directory(states.now, was.folder) != directory(states.new, flow.folder)
}

/// Whether a flow says what it said: it has the same graph, or one that differs in nothing that counts.
fn is_same(states: States<'_>, was: &Flow, flow: &Flow) -> bool {
    let place = format!("flow {:?}", flow.title.as_str());
    let titled = states.new.flows.iter().filter(|other| other.title == flow.title).count();
    was.builder == flow.builder
        && (dump(states.now, was) == dump(states.new, flow)
            || titled == 1 && was.title == flow.title && !states.differing.contains(&place))
}

fn others(states: States<'_>, items: &HashMap<EcoString, ItemAt>, plan: &mut Plan) {
    let mut held: HashSet<&EcoString> = HashSet::new();
    for (at, table) in states.new.tables.iter().enumerate() {
        held.insert(&table.name);
        let was = states.program.tables.iter().find(|was| was.name == table.name);
        let moved = was
            .is_some_and(|was| directory(states.program, was.folder) != directory(states.new, table.folder));
        let bare = |table: &flowc_ir::Table| flowc_ir::Table { folder: None, ..table.clone() };
        if moved || was.map(bare) != Some(bare(table)) {
            plan.put(items.get(&table.name), Thing::Table(at), moved);
        }
    }
    for (at, connection) in states.new.connections.iter().enumerate() {
        held.insert(&connection.name);
        let was = states.program.connections.iter().find(|was| was.name == connection.name);
        if was != Some(connection) {
            plan.put(items.get(&connection.name), Thing::Connection(at), false);
        }
    }
    for (name, at) in items.iter().filter(|(name, _)| !held.contains(name)) {
        let _ = name;
        plan.rewrites.insert(*at, Rewrite::default());
    }
}

impl Plan {
    fn put(&mut self, at: Option<&ItemAt>, thing: Thing, moved: bool) {
        match at {
            Some(at) => {
                let rewrite = Rewrite { own: Some(thing), helpers: Vec::new(), moved };
                self.rewrites.insert(*at, rewrite);
            }
            None => self.added.push(thing),
        }
    }

    /// Nothing changes in the source.
    pub fn is_empty(&self) -> bool {
        self.rewrites.is_empty() && self.added.is_empty()
    }
}
