//! A whole project: which file holds what.

use ecow::{EcoString, eco_format};
use flowc_ir::names::title_from_name;
use flowc_ir::{Column, Datum, Flow, FlowId, FolderId, OnError, Program, Table};
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast::{Attr, Item, ItemKind, Module, TextLit};
use flowc_types::Shape;
use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::declared::declared;
use crate::expr::text;
use crate::flow::{described, flow_item};
use crate::given::Given;
use crate::printer::Context;
use crate::shape::param;

/// A source file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its place in the project: `folder/name.fl`.
    pub path: String,
    /// What it says.
    pub module: Module,
}

/// A folder's flows lie in one file as long as they have no more cards than this.
const ONE_FILE: usize = 250;

/// What a program declares, each with the file it belongs to (`folder/name`).
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// Connections.
    pub connections: Vec<(String, Item)>,
    /// Tables.
    pub tables: Vec<(String, Item)>,
    /// Flows, by position in the program.
    pub flows: Vec<(String, Item)>,
}

/// The source of a project: what lowers to the same graph.
pub fn decompile(program: &Program, signatures: &Signatures) -> Vec<File> {
    let items = items(program, signatures, &Given::default());
    let homes: Vec<String> = items.flows.iter().map(|(home, _)| home.clone()).collect();
    let mut files: IndexMap<String, Vec<Item>> = IndexMap::new();
    for (home, mut item) in items.connections {
        let file = files.entry(home).or_default();
        item.trivia.blank_line = file.is_empty();
        file.push(item);
    }
    for (home, item) in items.tables.into_iter().chain(items.flows) {
        files.entry(home).or_default().push(item);
    }
    for (home, items) in &mut files {
        let uses = uses(program, &homes, home);
        items.splice(0..0, uses);
    }
    let file = |(home, mut items): (String, Vec<Item>)| {
        if let Some(first) = items.first_mut() {
            first.trivia.blank_line = false;
        }
        File { path: format!("{home}.fl"), module: Module { items, ..Module::default() } }
    };
    files.into_iter().map(file).collect()
}

/// All declarations of a program, with the names that people gave where they did.
pub fn items(program: &Program, signatures: &Signatures, given: &Given) -> Items {
    let declared = declared(program);
    let mut reserved = reserved(program, signatures);
    reserved.extend(given.reserved.iter().cloned());
    let homes = homes(program);
    let flow = |(at, flow): (usize, &Flow)| {
        let cx = Context { program, signatures, flow, declared: &declared, reserved: &reserved, given };
        (homes.get(at).cloned().unwrap_or_default(), flow_item(&cx, FlowId::new(at)))
    };
    Items {
        connections: connections(program),
        tables: tables(program),
        flows: program.flows.iter().enumerate().map(flow).collect(),
    }
}

/// A flow's name without the module that the graph puts in front where two share it.
pub(crate) fn flow_name(flow: &Flow) -> &str {
    flow.name.rsplit('.').next().unwrap_or(&flow.name)
}

/// A title that must be said: one that the name does not give.
pub(crate) fn title_of(name: &str, title: &EcoString) -> Option<TextLit> {
    (title_from_name(name) != *title).then(|| title.clone().into())
}

/// Names that no variable may have: it would hide a module, flow, table or connection, or is a keyword.
fn reserved(program: &Program, signatures: &Signatures) -> FxHashSet<EcoString> {
    let modules = signatures
        .iter()
        .filter(|signature| signature.card.is_some())
        .filter_map(|signature| signature.name.split_once('.').map(|(module, _)| module.into()));
    let flows = program.flows.iter().map(|flow| EcoString::from(flow_name(flow)));
    let tables = program.tables.iter().map(|table| table.name.clone());
    let connections = program.connections.iter().map(|connection| connection.name.clone());
    let keywords = [
        "and",
        "as",
        "branch",
        "catch",
        "continue",
        "else",
        "fail",
        "false",
        "for",
        "has",
        "if",
        "in",
        "is",
        "let",
        "match",
        "not",
        "null",
        "on",
        "or",
        "repeat",
        "retry",
        "return",
        "spawn",
        "true",
        "try",
        "until",
        "wait",
        "where",
        "xor",
        "error_value",
    ];
    let words = keywords.into_iter().map(EcoString::from);
    modules.chain(flows).chain(tables).chain(connections).chain(words).collect()
}

fn folder_name(program: &Program, folder: Option<FolderId>) -> EcoString {
    let folder = folder.and_then(|id| program.folders.get(id.index()));
    folder.map(|folder| folder.name.clone()).unwrap_or_default()
}

fn in_folder(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// The file of each flow, without `.fl`.
fn homes(program: &Program) -> Vec<String> {
    let cards = |flow: &Flow| flow.bodies.iter().map(|body| body.graph.node_count()).sum::<usize>();
    let mut sizes: IndexMap<EcoString, usize> = IndexMap::new();
    for flow in &program.flows {
        *sizes.entry(folder_name(program, flow.folder)).or_insert(0) += cards(flow);
    }
    let home = |flow: &Flow| {
        let folder = folder_name(program, flow.folder);
        let small = sizes.get(&folder).is_none_or(|size| *size <= ONE_FILE);
        let file =
            if small || flow.is_external() { "flows".into() } else { eco_format!("{}", flow_name(flow)) };
        in_folder(&folder, &file)
    };
    program.flows.iter().map(home).collect()
}

/// Connections stand in the outermost folder with flows, the first by name: in which order a pack lists its flows
/// is chance.
fn connections(program: &Program) -> Vec<(String, Item)> {
    let inside = program.flows.iter().filter(|flow| !flow.is_external());
    let folders = inside.map(|flow| folder_name(program, flow.folder));
    let outermost =
        folders.min_by_key(|name| (name.split('/').filter(|part| !part.is_empty()).count(), name.clone()));
    let main = in_folder(&outermost.unwrap_or_default(), "flows");
    let item = |connection: &flowc_ir::Connection| {
        let kind = ItemKind::Connection {
            name: connection.name.clone().into(),
            connector: connection.connector.clone().into(),
            title: title_of(&connection.name, &connection.title),
        };
        (main.clone(), described("", kind))
    };
    program.connections.iter().map(item).collect()
}

fn tables(program: &Program) -> Vec<(String, Item)> {
    let column = |column: &Column| {
        let default = column.default.as_ref().map(|value| text(value));
        param(&column.name, &Shape::One(column.kind), default)
    };
    let item = |table: &Table| {
        let kind = ItemKind::Table {
            name: table.name.clone().into(),
            title: title_of(&table.name, &table.title),
            columns: table.columns.iter().flatten().map(column).collect(),
        };
        let mut item = described(&table.description, kind);
        if table.columns.is_none() {
            item.attrs.push(Attr { name: "external".into(), args: Vec::new() });
        }
        (in_folder(&folder_name(program, table.folder), "flows"), item)
    };
    program.tables.iter().map(item).collect()
}

/// `use module { flow, … }` for what the flows of a file call.
fn uses(program: &Program, homes: &[String], here: &str) -> Vec<Item> {
    let mut wanted: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for (flow, home) in program.flows.iter().zip(homes) {
        if home != here {
            continue;
        }
        for called in calls(flow) {
            let (Some(target), Some(file)) = (program.flows.get(called.index()), homes.get(called.index()))
            else {
                continue;
            };
            let names = wanted.entry(file).or_default();
            if file != here && !names.contains(&flow_name(target)) {
                names.push(flow_name(target));
            }
        }
    }
    wanted.retain(|_, names| !names.is_empty());
    wanted
        .into_iter()
        .map(|(file, names)| {
            let kind = ItemKind::Use {
                path: file.split('/').map(Into::into).collect(),
                names: names.into_iter().map(Into::into).collect(),
            };
            let mut item = described("", kind);
            item.trivia.blank_line = false;
            item
        })
        .collect()
}

/// The flows that a flow's cards name, in order.
fn calls(flow: &Flow) -> Vec<FlowId> {
    let mut found = Vec::new();
    for body in &flow.bodies {
        for card in body.cards_in_order().into_iter().filter_map(|id| body.card(id)) {
            if let OnError::Run(flow) = card.policy.on_error {
                found.push(flow);
            }
            found.extend(card.inputs.iter().filter_map(|input| match input.datum {
                Datum::Flow(flow) => Some(flow),
                _ => None,
            }));
        }
    }
    found
}
