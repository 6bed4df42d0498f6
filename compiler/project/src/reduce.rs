//! The part of a program that one flow needs: what it calls, its tables, connections and folders.

use std::collections::{BTreeMap, BTreeSet};

use flowc_ir::{
    Body, Card, ConnectionId, Datum, Flow, FlowId, Folder, FolderId, OnError, Program, Table, TableId,
};

/// Old places and the new ones, in the old order.
type Places<T> = BTreeMap<T, T>;

/// The smallest program that holds a flow and everything it refers to.
pub fn reduce(program: &Program, root: FlowId) -> Program {
    let kept = reachable(program, root);
    let (mut tables, mut connections, mut folders) = (Vec::new(), Vec::new(), Vec::new());
    for flow in kept.iter().filter_map(|id| program.flows.get(id.index())) {
        folders.extend(flow.folder);
        for card in cards(flow) {
            connections.extend(card.connection);
            tables.extend(card.inputs.iter().filter_map(|input| match input.datum {
                Datum::Table(table) => Some(table),
                _ => None,
            }));
        }
    }
    let table_folders = tables.iter().filter_map(|table: &TableId| program.tables.get(table.index())?.folder);
    folders.extend(table_folders);
    let mut around = folders.clone();
    while let Some(folder) = around.pop() {
        let parent = program.folders.get(folder.index()).and_then(|folder| folder.parent);
        around.extend(parent.filter(|parent| !folders.contains(parent)));
        folders.extend(parent);
    }
    let flows = places(kept, FlowId::new);
    let tables = places(tables, TableId::new);
    let connections = places(connections, ConnectionId::new);
    let folders = places(folders, FolderId::new);
    let renumber = Renumber { flows, tables, connections, folders };
    renumber.program(program)
}

fn cards(flow: &Flow) -> impl Iterator<Item = &Card> {
    flow.bodies.iter().flat_map(|body| body.graph.node_weights())
}

fn reachable(program: &Program, root: FlowId) -> BTreeSet<FlowId> {
    let mut found = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(flow) = open.pop().and_then(|id| program.flows.get(id.index())) {
        for card in cards(flow) {
            let called = card.inputs.iter().filter_map(|input| match input.datum {
                Datum::Flow(flow) => Some(flow),
                _ => None,
            });
            let on_error = match card.policy.on_error {
                OnError::Run(flow) => Some(flow),
                _ => None,
            };
            for flow in called.chain(on_error) {
                if found.insert(flow) {
                    open.push(flow);
                }
            }
        }
    }
    found
}

fn places<T: Ord + Copy>(old: impl IntoIterator<Item = T>, new: fn(usize) -> T) -> Places<T> {
    let old: BTreeSet<T> = old.into_iter().collect();
    old.into_iter().enumerate().map(|(index, id)| (id, new(index))).collect()
}

struct Renumber {
    flows: Places<FlowId>,
    tables: Places<TableId>,
    connections: Places<ConnectionId>,
    folders: Places<FolderId>,
}

impl Renumber {
    fn program(&self, program: &Program) -> Program {
        let flow = |id: &FlowId| program.flows.get(id.index()).map(|flow| self.flow(flow));
        let table = |id: &TableId| {
            let table = program.tables.get(id.index())?;
            Some(Table { folder: self.folder(table.folder), ..table.clone() })
        };
        let folder = |id: &FolderId| {
            let folder = program.folders.get(id.index())?;
            Some(Folder { parent: self.folder(folder.parent), ..folder.clone() })
        };
        let connection = |id: &ConnectionId| program.connections.get(id.index()).cloned();
        Program {
            flows: self.flows.keys().filter_map(flow).collect(),
            tables: self.tables.keys().filter_map(table).collect(),
            connections: self.connections.keys().filter_map(connection).collect(),
            folders: self.folders.keys().filter_map(folder).collect(),
        }
    }

    fn folder(&self, old: Option<FolderId>) -> Option<FolderId> {
        self.folders.get(&old?).copied()
    }

    fn flow(&self, flow: &Flow) -> Flow {
        let mut flow = Flow { folder: self.folder(flow.folder), ..flow.clone() };
        for body in &mut flow.bodies {
            self.body(body);
        }
        flow
    }

    fn body(&self, body: &mut Body) {
        for card in body.graph.node_weights_mut() {
            card.connection = card.connection.and_then(|old| self.connections.get(&old).copied());
            if let OnError::Run(flow) = &mut card.policy.on_error {
                *flow = self.flows.get(flow).copied().unwrap_or(*flow);
            }
            for input in &mut card.inputs {
                match &mut input.datum {
                    Datum::Flow(flow) => *flow = self.flows.get(flow).copied().unwrap_or(*flow),
                    Datum::Table(table) => *table = self.tables.get(table).copied().unwrap_or(*table),
                    Datum::Untouched | Datum::Literal(_) | Datum::Template(_) | Datum::Body(_) => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use flowc_ir::{Address, Input, Origin, Role};
    use flowc_types::Shape;

    use super::*;

    fn flow(name: &str, folder: Option<u32>, data: Vec<Datum>) -> Flow {
        let mut body = Body::new(Card::new(Address::system("control", "callable"), "Helper Flow"));
        let mut call = Card::new(Address::system("control", "spawn"), "Call Flow");
        call.inputs =
            data.into_iter().map(|datum| Input::new("flo", Shape::ANY, Role::Own).with(datum)).collect();
        body.append(body.start, flowc_ir::Edge::Next, call);
        Flow {
            name: name.into(),
            title: name.into(),
            description: "".into(),
            folder: folder.map(FolderId),
            bodies: vec![body],
            schedule: None,
            security: None,
            log: true,
            builder: None,
            origin: Origin::None,
        }
    }

    #[test]
    fn what_a_flow_needs_stays_and_nothing_else() {
        let folder = |name: &str, parent: Option<u32>| Folder {
            name: name.into(),
            title: name.into(),
            description: "".into(),
            media: "".into(),
            parent: parent.map(FolderId),
            external: false,
        };
        let table = |name: &str| Table {
            name: name.into(),
            title: name.into(),
            description: "".into(),
            folder: None,
            columns: Some(Vec::new()),
        };
        let program = Program {
            flows: vec![
                flow("unrelated", None, vec![]),
                flow("main", Some(2), vec![Datum::Flow(FlowId(2)), Datum::Flow(FlowId(1))]),
                flow("helper", None, vec![Datum::Table(TableId(1))]),
            ],
            tables: vec![table("a"), table("b")],
            connections: Vec::new(),
            folders: vec![folder("", None), folder("x", Some(0)), folder("y", Some(0))],
        };
        let reduced = reduce(&program, FlowId(1));
        let names = |flows: &[Flow]| flows.iter().map(|flow| flow.name.to_string()).collect::<Vec<_>>();
        assert_eq!(names(&reduced.flows), ["main", "helper"]);
        assert_eq!(reduced.tables, [table("b")]);
        assert_eq!(reduced.folders, [folder("", None), folder("y", Some(0))]);
        assert_eq!(reduced.flows[0].folder, Some(FolderId(1)));
        let data = |flow: &Flow| -> Vec<Datum> {
            cards(flow).flat_map(|card| card.inputs.iter().map(|input| input.datum.clone())).collect()
        };
        assert_eq!(data(&reduced.flows[0]), [Datum::Flow(FlowId(1)), Datum::Flow(FlowId(0))]);
        assert_eq!(data(&reduced.flows[1]), [Datum::Table(TableId(0))]);
    }
}
