//! What changed beside the cards: which flows, tables, connections and folders came and went.

use ecow::EcoString;
use flowc_ir::{Column, Connection, Flow, Folder, FolderId, Program, Table};

use super::{Change, Side, Twins, Verb, flow, words};
use crate::model::Id;

/// All changes from one pack to the other.
pub(super) fn changes(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    folders(&old.program, &new.program, &mut changes);
    let connections = connections(old, new, &mut changes);
    let tables = tables(old, new, &mut changes);
    flows(old, new, Twins { connections, tables, flows: Vec::new() }, &mut changes);
    changes
}

/// For each newer thing the older one that it was, by rules that get laxer.
fn pair<T>(old: &[T], new: &[T], rules: &[&dyn Fn(usize, usize) -> bool]) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    for alike in rules {
        for at in 0..new.len() {
            if partners.get(at) == Some(&None) {
                let free = |other: &usize| !partners.contains(&Some(*other));
                let found = (0..old.len()).filter(free).find(|other| alike(*other, at));
                if let Some(slot) = partners.get_mut(at) {
                    *slot = found;
                }
            }
        }
    }
    partners
}

/// Tells what came and went; gives the pairs of what stayed.
fn come_and_go<T>(
    what: &'static str,
    old: &[T],
    new: &[T],
    partners: &[Option<usize>],
    title: impl Fn(&T) -> EcoString,
    changes: &mut Vec<Change>,
) {
    for (at, thing) in old.iter().enumerate() {
        if !partners.contains(&Some(at)) {
            changes.push(Change::new(Verb::Removed, what, &[(what, title(thing))]));
        }
    }
    for (thing, partner) in new.iter().zip(partners) {
        match partner.and_then(|at| old.get(at)) {
            None => changes.push(Change::new(Verb::Added, what, &[(what, title(thing))])),
            Some(before) if title(before) != title(thing) && what != "flow" => {
                let renamed = Change::new(Verb::Renamed, what, &[(what, title(before))]);
                changes.push(renamed.is(words::quoted(&title(thing))));
            }
            Some(_) => {}
        }
    }
}

fn flows(old: &Side<'_>, new: &Side<'_>, mut twins: Twins, changes: &mut Vec<Change>) {
    let (before, after) = (&old.program.flows, &new.program.flows);
    let text = |side: &Side<'_>, at: usize| {
        let program = &side.program;
        let nameless = |flow: &Flow| Flow { name: "flow".into(), title: EcoString::new(), ..flow.clone() };
        program.flows.get(at).map(|flow| flowc_ir::dump(program, &nameless(flow))).unwrap_or_default()
    };
    let (said, says): (Vec<String>, Vec<String>) = (
        (0..before.len()).map(|at| text(old, at)).collect(),
        (0..after.len()).map(|at| text(new, at)).collect(),
    );
    let id = |side: &Side<'_>, at: usize| side.pack.data.flos.get_index(at).map(|(id, _)| id.clone());
    let titled = |was: usize, is: usize| {
        before.get(was).map(|flow| &flow.title) == after.get(is).map(|flow| &flow.title)
    };
    let whole = |was: usize, is: usize| said.get(was) == says.get(is);
    let same_id = |was: usize, is: usize| id(old, was) == id(new, is);
    let partners = pair(
        before,
        after,
        &[
            &|was, is| titled(was, is) && same_id(was, is),
            &|was, is| titled(was, is) && whole(was, is),
            &titled,
            &same_id,
            &whole,
        ],
    );
    come_and_go("flow", before, after, &partners, |flow| flow.title.clone(), changes);
    twins.flows.clone_from(&partners);
    for (is, partner) in after.iter().zip(&partners) {
        if let Some(was) = partner.and_then(|at| before.get(at)) {
            flow::changes((old, was), (new, is), &twins, changes);
        }
    }
}

fn ids<T>(things: &crate::model::ById<T>) -> Vec<&Id> {
    things.keys().collect()
}

fn tables(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) -> Vec<Option<usize>> {
    let (before, after) = (&old.program.tables, &new.program.tables);
    let (known, given) = (ids(&old.pack.data.tables), ids(&new.pack.data.tables));
    let (a, b) = (|at: usize| before.get(at), |at: usize| after.get(at));
    let titled = |was: usize, is: usize| a(was).map(|table| &table.title) == b(is).map(|table| &table.title);
    let same_id = |was: usize, is: usize| known.get(was) == given.get(is);
    let alike =
        |was: usize, is: usize| a(was).map(|table| &table.columns) == b(is).map(|table| &table.columns);
    let partners =
        pair(before, after, &[&|was, is| titled(was, is) && alike(was, is), &titled, &same_id, &alike]);
    come_and_go("table", before, after, &partners, |table| table.title.clone(), changes);
    for (is, partner) in after.iter().zip(&partners) {
        let Some(was) = partner.and_then(|at| before.get(at)) else { continue };
        let place = [("table", was.title.clone())];
        let (from, to) = (words::folder(&old.program, was.folder), words::folder(&new.program, is.folder));
        if from != to {
            changes.push(Change::new(Verb::Moved, "table", &place).was(from).is(to));
        }
        if was.description != is.description {
            let change = Change::new(Verb::Changed, "description", &place);
            changes.push(change.was(words::quoted(&was.description)).is(words::quoted(&is.description)));
        }
        columns(was, is, changes);
    }
    partners
}

fn columns(was: &Table, is: &Table, changes: &mut Vec<Change>) {
    let columns = |table: &Table| table.columns.clone().unwrap_or_default();
    let (before, after) = (columns(was), columns(is));
    let named = |a: usize, b: usize| {
        before.get(a).map(|column| &column.name) == after.get(b).map(|column| &column.name)
    };
    let alike = |a: usize, b: usize| {
        let form = |column: &Column| (column.kind, column.default.clone());
        a == b && before.get(a).map(form) == after.get(b).map(form)
    };
    let partners = pair(&before, &after, &[&named, &alike]);
    let place = |column: &Column| [("table", was.title.clone()), ("column", column.name.clone())];
    for (at, column) in before.iter().enumerate() {
        if !partners.contains(&Some(at)) {
            changes.push(Change::new(Verb::Removed, "column", &place(column)).was(column.kind.word()));
        }
    }
    for (column, partner) in after.iter().zip(&partners) {
        let Some(other) = partner.and_then(|at| before.get(at)) else {
            changes.push(Change::new(Verb::Added, "column", &place(column)).is(column.kind.word()));
            continue;
        };
        let place = place(other);
        if other.name != column.name {
            changes.push(Change::new(Verb::Renamed, "column", &place).is(words::quoted(&column.name)));
        }
        if other.kind != column.kind {
            changes.push(
                Change::new(Verb::Changed, "type", &place).was(other.kind.word()).is(column.kind.word()),
            );
        }
        if other.default != column.default {
            let shown = |default: &Option<EcoString>| {
                default.as_deref().map_or_else(|| "none".to_owned(), words::quoted)
            };
            let change = Change::new(Verb::Changed, "default", &place);
            changes.push(change.was(shown(&other.default)).is(shown(&column.default)));
        }
    }
    let order = partners.iter().flatten().copied().collect::<Vec<_>>();
    if !order.is_sorted() {
        let names = |columns: &[Column]| {
            columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let change = Change::new(Verb::Changed, "order of columns", &[("table", was.title.clone())]);
        changes.push(change.was(names(&before)).is(names(&after)));
    }
}

fn connections(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) -> Vec<Option<usize>> {
    let (before, after) = (&old.program.connections, &new.program.connections);
    let (known, given) = (ids(&old.pack.data.configs), ids(&new.pack.data.configs));
    let title =
        |connection: &Connection| ecow::eco_format!("{} ({})", connection.title, connection.connector);
    let titled = |was: usize, is: usize| before.get(was).map(title) == after.get(is).map(title);
    let same_id = |was: usize, is: usize| known.get(was) == given.get(is);
    let partners = pair(before, after, &[&|was, is| titled(was, is) && same_id(was, is), &titled, &same_id]);
    come_and_go("connection", before, after, &partners, title, changes);
    partners
}

fn folders(old: &Program, new: &Program, changes: &mut Vec<Change>) {
    let inside = |program: &Program| {
        let all = program.folders.iter().enumerate().filter(|(_, folder)| !folder.external);
        all.map(|(at, folder)| (words::folder(program, Some(FolderId::new(at))), folder.clone()))
            .collect::<Vec<(String, Folder)>>()
    };
    let (before, after) = (inside(old), inside(new));
    let path = |folders: &[(String, Folder)], at: usize| folders.get(at).map(|(path, _)| path.clone());
    let titled = |was: usize, is: usize| path(&before, was) == path(&after, is);
    // The outermost folder stays what it is under any name.
    let outermost = |was: usize, is: usize| was == 0 && is == 0;
    let around = |folders: &[(String, Folder)], at: usize| {
        folders.get(at).and_then(|(path, _)| path.rsplit_once('/').map(|(around, _)| around.to_owned()))
    };
    let beside =
        |was: usize, is: usize| around(&before, was).is_some() && around(&before, was) == around(&after, is);
    let partners = pair(&before, &after, &[&titled, &outermost, &beside]);
    let title = |(path, _): &(String, Folder)| EcoString::from(path.trim_matches('"'));
    come_and_go("folder", &before, &after, &partners, title, changes);
    for ((path, is), partner) in after.iter().zip(&partners) {
        let Some((_, was)) = partner.and_then(|at| before.get(at)) else { continue };
        let place = [("folder", EcoString::from(path.trim_matches('"')))];
        for (what, was, is) in
            [("description", &was.description, &is.description), ("picture", &was.media, &is.media)]
        {
            if was != is {
                changes.push(
                    Change::new(Verb::Changed, what, &place).was(words::quoted(was)).is(words::quoted(is)),
                );
            }
        }
    }
}
