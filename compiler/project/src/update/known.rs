//! Which thing of the newer pack is which thing of the project: by the id in the lock, else by title.

use std::collections::HashSet;

use ecow::EcoString;
use flowc_ir::Program;
use flowc_okta::{Known, Pack};

use super::source::declares;
use crate::Checked;

/// What the project calls the things of a pack.
pub(super) fn known(old: &Checked, program: &Program, pack: &Pack) -> Known {
    let lock = old.project.lock.as_ref();
    let mut known = lock.map(|lock| flowc_okta::known(lock, program)).unwrap_or_default();
    let data = &pack.data;
    let own: HashSet<&EcoString> = names(program).collect();
    let held = |id: &EcoString| {
        data.flos.contains_key(id) || data.tables.contains_key(id) || data.configs.contains_key(id)
    };
    known.names.retain(|id, name| held(id) && own.contains(name));
    let flows = program.flows.iter().map(|flow| (&flow.name, flow.title.clone()));
    by_title(data.flos.iter().map(|(id, flow)| (id, flow.name.clone())), flows, &mut known);
    let tables = program.tables.iter().map(|table| (&table.name, table.title.clone()));
    by_title(data.tables.iter().map(|(id, table)| (id, table.name.clone())), tables, &mut known);
    let titled = |title: &EcoString, connector: &EcoString| ecow::eco_format!("{title} ({connector})");
    let connections = program.connections.iter();
    let connections = connections.map(|one| (&one.name, titled(&one.title, &one.connector)));
    let configs = data.configs.iter().map(|(id, config)| (id, titled(&config.name, &config.module)));
    by_title(configs, connections, &mut known);
    folders(program, pack, &mut known);
    known.taken.extend(kept_names(old));
    known
}

fn names(program: &Program) -> impl Iterator<Item = &EcoString> {
    let flows = program.flows.iter().map(|flow| &flow.name);
    let tables = program.tables.iter().map(|table| &table.name);
    flows.chain(tables).chain(program.connections.iter().map(|connection| &connection.name))
}

/// Names that are in the way of new ones whatever the pack holds: types, and modules that are used whole.
fn kept_names(old: &Checked) -> HashSet<EcoString> {
    let modules = &old.project.modules;
    let items = modules.iter().flat_map(|module| &module.tree.items);
    let types = items.filter_map(declares).filter(|(kind, _)| *kind == "type").map(|(_, name)| name.clone());
    let last = modules.iter().filter_map(|module| module.path.rsplit('/').next());
    types.chain(last.map(EcoString::from)).collect()
}

/// Things whose id nobody knows are those of the same title that no known id stands for.
fn by_title<'a>(
    things: impl Iterator<Item = (&'a EcoString, EcoString)>,
    own: impl Iterator<Item = (&'a EcoString, EcoString)>,
    known: &mut Known,
) {
    let given: HashSet<EcoString> = known.names.values().cloned().collect();
    let mut free: Vec<(&EcoString, EcoString)> = own.filter(|(name, _)| !given.contains(*name)).collect();
    for (id, title) in things {
        if known.names.contains_key(id) {
            continue;
        }
        if let Some(at) = free.iter().position(|(_, other)| *other == title) {
            known.names.insert(id.clone(), free.remove(at).0.clone());
        }
    }
}

fn folders(program: &Program, pack: &Pack, known: &mut Known) {
    let own: HashSet<&EcoString> = program.folders.iter().map(|folder| &folder.name).collect();
    known.folders.retain(|_, name| own.contains(name));
    let given: HashSet<EcoString> = known.folders.values().cloned().collect();
    let mut free: Vec<_> =
        program.folders.iter().filter(|folder| !folder.external && !given.contains(&folder.name)).collect();
    for group in pack.data.groups.values().filter(|group| !given_id(known, &group.id)).collect::<Vec<_>>() {
        if let Some(at) = free.iter().position(|folder| folder.title == group.data.name) {
            known.folders.insert(group.id.clone(), free.remove(at).name.clone());
        }
    }
}

fn given_id(known: &Known, id: &EcoString) -> bool {
    known.folders.contains_key(id)
}
