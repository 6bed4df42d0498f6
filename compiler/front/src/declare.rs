//! First pass: what a project declares, before any body is looked at.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::names::title_from_name;
use flowc_ir::{
    Column, Connection, ConnectionId, Flow, FlowId, Folder, FolderId, Origin, Program, Table, TableId,
};
use flowc_stdlib::signature::{Signatures, Subject};
use flowc_syntax::ast::{FlowItem, Item, ItemKind, Name, Param, TriggerKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::builder;
use crate::diagnostics;
use crate::distinct::declared;
use crate::shapes::{self, Types};
use crate::{FolderSettings, Source};

/// All declarations of a project.
#[derive(Debug, Default)]
pub(crate) struct World<'a> {
    flows: Vec<FlowDecl<'a>>,
    modules: Vec<ModuleDecl>,
    /// Connections and tables, which every module sees: of several of one name the first.
    shared: FxHashMap<EcoString, (Symbol, Span)>,
    pub types: Types<'a>,
    /// Modules of system cards: `list`, `text`, …
    card_modules: FxHashSet<EcoString>,
    /// Keys of connectors that cards are declared for.
    connectors: FxHashSet<EcoString>,
}

/// The names that one module declares and uses.
#[derive(Debug, Default)]
struct ModuleDecl {
    path: EcoString,
    names: IndexMap<EcoString, (Symbol, Span)>,
    used: IndexMap<EcoString, (Symbol, Span)>,
}

/// What a declared name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Flow(FlowId),
    Table(TableId),
    Connection(ConnectionId),
    Type,
    Module(usize),
}

impl Symbol {
    pub fn word(self) -> &'static str {
        match self {
            Symbol::Flow(_) => "flow",
            Symbol::Table(_) => "table",
            Symbol::Connection(_) => "connection",
            Symbol::Type => "type",
            Symbol::Module(_) => "module",
        }
    }
}

/// A flow's signature.
#[derive(Clone, Debug)]
pub(crate) struct FlowDecl<'a> {
    pub item: &'a Item,
    pub flow: &'a FlowItem,
    pub module: usize,
    pub inputs: Vec<FieldDecl>,
    /// What `-> { … }` says; `None` where nothing is declared.
    pub outputs: Option<Vec<FieldDecl>>,
    pub external: bool,
}

/// A declared field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldDecl {
    pub name: EcoString,
    pub group: Option<EcoString>,
    pub key: EcoString,
    pub shape: Shape,
    pub label: Option<EcoString>,
    pub description: Option<EcoString>,
    /// `?`: callers may leave it out.
    pub optional: bool,
    pub default: Option<Value>,
    /// What a connector's own flow declares of it beside.
    pub builder: Option<Value>,
    pub span: Span,
}

impl<'a> World<'a> {
    /// Flows with a body, in order.
    pub fn bodies(&self) -> impl Iterator<Item = (FlowId, &FlowDecl<'a>)> {
        self.flows
            .iter()
            .enumerate()
            .filter(|(_, flow)| !flow.external)
            .map(|(id, flow)| (FlowId::new(id), flow))
    }

    pub fn flow(&self, id: FlowId) -> Option<&FlowDecl<'a>> {
        self.flows.get(id.index())
    }

    /// What a name means in a module: its own declarations, what it uses, then the project's connections
    /// and tables, which need no `use`.
    pub fn symbol(&self, module: usize, name: &str) -> Option<(Symbol, Span)> {
        let own = self.modules.get(module)?;
        own.names.get(name).or_else(|| own.used.get(name)).or_else(|| self.shared.get(name)).copied()
    }

    /// A name of another module.
    pub fn member(&self, module: usize, name: &str) -> Option<Symbol> {
        self.modules.get(module)?.names.get(name).map(|(symbol, _)| *symbol)
    }

    /// Names that a module sees, for suggestions.
    pub fn names(&self, module: usize) -> Vec<EcoString> {
        let Some(own) = self.modules.get(module) else { return Vec::new() };
        own.names.keys().chain(own.used.keys()).cloned().collect()
    }

    /// What a local of this name would hide: a word for the kind of thing.
    pub fn hidden_by(&self, module: usize, name: &str) -> Option<(&'static str, Span)> {
        if let Some((symbol, span)) = self.symbol(module, name) {
            return Some((symbol.word(), span));
        }
        self.is_card_module(name).then_some(("module of cards", Span::default()))
    }

    /// Whether system cards live under this name.
    pub fn is_card_module(&self, name: &str) -> bool {
        self.card_modules.contains(name)
    }

    /// Whether cards of a connector with this key are declared.
    pub fn is_connector(&self, name: &str) -> bool {
        self.connectors.contains(name)
    }
}

/// Collects declarations; bodies of flows stay empty.
pub(crate) fn declare<'a>(
    sources: &[Source<'a>],
    signatures: &Signatures,
    folders: &IndexMap<EcoString, FolderSettings>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (World<'a>, Program) {
    let mut world = World::default();
    for signature in signatures.iter() {
        match &signature.subject {
            Subject::System(..) => {
                world.card_modules.extend(signature.name.split_once('.').map(|(module, _)| module.into()));
            }
            Subject::Connector(connector, ..) => _ = world.connectors.insert(connector.clone()),
        }
    }
    let mut declaring = Declaring { world, program: Program::default(), diagnostics };
    let folder_ids = declaring.folders(sources, folders);
    for source in sources {
        declaring.names(source, folder_ids.get(directory(source.path)).copied());
    }
    declaring.uses(sources);
    declaring.world.types.check(declaring.diagnostics);
    declaring.signatures();
    (declaring.world, declaring.program)
}

fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

struct Declaring<'a, 'd> {
    world: World<'a>,
    program: Program,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> Declaring<'a, '_> {
    /// One folder per directory that holds modules, its ancestors first.
    fn folders(
        &mut self,
        sources: &[Source<'a>],
        settings: &IndexMap<EcoString, FolderSettings>,
    ) -> IndexMap<EcoString, FolderId> {
        let mut ids: IndexMap<EcoString, FolderId> = IndexMap::new();
        let declared = settings.keys().map(EcoString::as_str);
        for path in declared.chain(sources.iter().map(|source| directory(source.path))) {
            let mut end = 0;
            loop {
                let here = path.get(..end).unwrap_or(path);
                if !ids.contains_key(here) {
                    self.folder(here, settings, &mut ids);
                }
                if end >= path.len() {
                    break;
                }
                let from = if end == 0 { 0 } else { end + 1 };
                end = path.get(from..).and_then(|rest| rest.find('/')).map_or(path.len(), |at| from + at);
            }
        }
        ids
    }

    fn folder(
        &mut self,
        path: &str,
        settings: &IndexMap<EcoString, FolderSettings>,
        ids: &mut IndexMap<EcoString, FolderId>,
    ) {
        // A pack need not have a root folder: flows then lie in the folder they are imported into.
        if path.is_empty() && !settings.contains_key("") {
            return;
        }
        let setting = settings.get(path).cloned().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        let unnamed = setting.title.is_empty() && !setting.external;
        let title = if unnamed { title_from_name(name) } else { setting.title };
        let around = if path.is_empty() { None } else { ids.get(directory(path)).copied() };
        // What lies outside the pack is nobody's parent: no entry could name it.
        let is_described =
            |id: &FolderId| self.program.folders.get(id.index()).is_some_and(|it| !it.external);
        let parent = around.filter(is_described);
        let id = FolderId::new(self.program.folders.len());
        self.program.folders.push(Folder {
            name: path.into(),
            title,
            description: setting.description,
            media: setting.media,
            parent,
            external: setting.external,
        });
        ids.insert(path.into(), id);
    }

    fn names(&mut self, source: &Source<'a>, folder: Option<FolderId>) {
        let module = self.world.modules.len();
        self.world.modules.push(ModuleDecl { path: source.path.into(), ..ModuleDecl::default() });
        for item in &source.module.items {
            match &item.kind {
                ItemKind::Connection { name, connector, title } => {
                    let id = ConnectionId::new(self.program.connections.len());
                    let title = title
                        .as_ref()
                        .map_or_else(|| title_from_name(&name.text), |title| title.text.clone());
                    self.program.connections.push(Connection {
                        name: name.text.clone(),
                        title,
                        connector: connector.text.clone(),
                    });
                    self.name(module, name, Symbol::Connection(id));
                }
                ItemKind::Table { name, title, columns } => {
                    self.table(module, folder, item, name, title, columns)
                }
                ItemKind::Type { name, shape } => {
                    self.world.types.declare(module, name.text.clone(), shape);
                    self.name(module, name, Symbol::Type);
                }
                ItemKind::Flow(flow) => self.flow(module, folder, item, flow, false),
                ItemKind::ExternFlow(flow) => self.flow(module, folder, item, flow, true),
                ItemKind::Use { .. } | ItemKind::Error(_) => {}
            }
        }
    }

    fn name(&mut self, module: usize, name: &Name, symbol: Symbol) {
        let Some(decl) = self.world.modules.get_mut(module) else { return };
        if let Some((_, first)) = decl.names.get(&name.text) {
            self.diagnostics.push(diagnostics::duplicate(symbol.word(), &name.text, name.span, *first));
            return;
        }
        decl.names.insert(name.text.clone(), (symbol, name.span));
        if !matches!(symbol, Symbol::Connection(_) | Symbol::Table(_)) {
            return;
        }
        // Every module sees them, so that no two may have one name.
        match self.world.shared.get(&name.text) {
            Some((other, first)) => {
                let found = diagnostics::duplicate_in_project(symbol.word(), other.word(), name, *first);
                self.diagnostics.push(found);
            }
            None => _ = self.world.shared.insert(name.text.clone(), (symbol, name.span)),
        }
    }

    fn table(
        &mut self,
        module: usize,
        folder: Option<FolderId>,
        item: &Item,
        name: &Name,
        title: &Option<flowc_syntax::ast::TextLit>,
        columns: &[Param],
    ) {
        let id = TableId::new(self.program.tables.len());
        let title = title.as_ref().map_or_else(|| title_from_name(&name.text), |title| title.text.clone());
        let external = item.attrs.iter().any(|attr| attr.name.text == "external");
        // A pack may hold such a table; where that is allowed, it comes back with all its columns.
        declared("column", columns, self.diagnostics);
        let columns = columns
            .iter()
            .map(|column| {
                let field = shapes::field(column, None, &self.world.types, module, self.diagnostics);
                Column {
                    name: field.key,
                    kind: field.shape.kind(),
                    default: field.default.as_ref().and_then(column_default),
                }
            })
            .collect();
        self.program.tables.push(Table {
            name: name.text.clone(),
            title,
            description: item.docs.join("\n").into(),
            folder,
            columns: (!external).then_some(columns),
        });
        self.name(module, name, Symbol::Table(id));
    }

    fn flow(
        &mut self,
        module: usize,
        folder: Option<FolderId>,
        item: &'a Item,
        flow: &'a FlowItem,
        external: bool,
    ) {
        let id = FlowId::new(self.world.flows.len());
        let title =
            flow.title.as_ref().map_or_else(|| title_from_name(&flow.name.text), |title| title.text.clone());
        let taken = self.program.flows.iter().any(|other| other.name == flow.name.text);
        let path = self.world.modules.get(module).map(|module| module.path.clone()).unwrap_or_default();
        self.program.flows.push(Flow {
            name: if taken { ecow::eco_format!("{path}.{}", flow.name.text) } else { flow.name.text.clone() },
            title,
            description: item.docs.join("\n").into(),
            folder,
            bodies: Vec::new(),
            schedule: None,
            security: None,
            log: true,
            builder: None,
            origin: Origin::Source(item.span),
        });
        self.world.flows.push(FlowDecl { item, flow, module, inputs: Vec::new(), outputs: None, external });
        self.name(module, &flow.name, Symbol::Flow(id));
    }

    fn uses(&mut self, sources: &[Source<'a>]) {
        for (module, source) in sources.iter().enumerate() {
            for item in &source.module.items {
                if let ItemKind::Use { path, names } = &item.kind {
                    self.use_item(module, path, names);
                }
            }
        }
    }

    fn use_item(&mut self, module: usize, path: &[Name], names: &[Name]) {
        let full: Vec<&str> = path.iter().map(|name| name.text.as_str()).collect();
        let full = full.join("/");
        let span = path.iter().map(|name| name.span).reduce(|a, b| a.to(b)).unwrap_or_default();
        let Some(target) = self.world.modules.iter().position(|module| module.path == full) else {
            let known: Vec<EcoString> = self.world.modules.iter().map(|module| module.path.clone()).collect();
            self.diagnostics.push(diagnostics::unknown("module", &full, span, &known));
            return;
        };
        let mut found = Vec::new();
        if names.is_empty()
            && let Some(last) = path.last()
        {
            found.push((last.text.clone(), (Symbol::Module(target), last.span)));
        }
        for name in names {
            match self.world.member(target, &name.text) {
                Some(symbol) => {
                    if symbol == Symbol::Type {
                        self.world.types.import(module, name.text.clone(), target);
                    }
                    found.push((name.text.clone(), (symbol, name.span)));
                }
                None => {
                    let known = self.world.names(target);
                    self.diagnostics.push(diagnostics::unknown("name", &name.text, name.span, &known));
                }
            }
        }
        let Some(decl) = self.world.modules.get_mut(module) else { return };
        for (name, (symbol, span)) in found {
            let own =
                decl.names.get(&name).or_else(|| decl.used.get(&name).filter(|(other, _)| *other != symbol));
            match own {
                Some((_, first)) => {
                    self.diagnostics.push(diagnostics::duplicate(symbol.word(), &name, span, *first));
                }
                None => _ = decl.used.insert(name, (symbol, span)),
            }
        }
    }

    fn signatures(&mut self) {
        for index in 0..self.world.flows.len() {
            let Some(decl) = self.world.flows.get(index) else { continue };
            let (flow, module) = (decl.flow, decl.module);
            let written = written_inputs(flow, self.diagnostics);
            let outputs = flow.outputs.as_ref();
            let outputs = outputs.map(|outputs| builder::written_outputs(flow, outputs, self.diagnostics));
            let connector = builder::kind(flow).is_some();
            let mut field = |param: &Param, group: Option<&str>| {
                let field = shapes::field(param, group, &self.world.types, module, self.diagnostics);
                if connector { field.in_section() } else { field }
            };
            let inputs = written.into_iter().map(|(group, param)| field(param, group)).collect();
            let outputs = outputs
                .map(|outputs| outputs.into_iter().map(|(group, param)| field(param, group)).collect());
            if let Some(decl) = self.world.flows.get_mut(index) {
                decl.inputs = inputs;
                decl.outputs = outputs;
            }
        }
    }
}

/// The inputs that a flow's trigger and brackets declare, each with its section.
fn written_inputs<'a>(
    flow: &'a FlowItem,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Option<&'a str>, &'a Param)> {
    let mut inputs: Vec<(Option<&str>, &Param)> = Vec::new();
    let mut add = |params: &'a [Param], group: Option<&'a str>, diagnostics: &mut Vec<Diagnostic>| {
        inputs.extend(declared("input", params, diagnostics).into_iter().map(|param| (group, param)));
    };
    let trigger = flow.trigger.as_ref().map(|trigger| &trigger.kind);
    match trigger {
        Some(TriggerKind::Api { groups, .. } | TriggerKind::Connector { groups, .. }) => {
            for group in declared("section", groups, diagnostics) {
                add(shapes::group_fields(group), Some(&group.name.text), diagnostics);
            }
        }
        Some(TriggerKind::Delegated(params)) => add(params, Some("inputs"), diagnostics),
        Some(TriggerKind::Hook(params)) => add(params, None, diagnostics),
        _ => {}
    }
    let event = matches!(trigger, Some(TriggerKind::Event { .. }));
    for param in declared("input", &flow.params, diagnostics) {
        match shapes::group_fields(param) {
            // What an event brings stands in sections; parameters state types in them.
            fields if event && !fields.is_empty() => add(fields, Some(&param.name.text), diagnostics),
            _ => add(std::slice::from_ref(param), None, diagnostics),
        }
    }
    inputs
}

/// A column's default as the platform stores it: text.
fn column_default(value: &Value) -> Option<EcoString> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(text.as_str().into()),
        other => Some(flowc_value::json::to_text(other).as_str().into()),
    }
}
