//! Packs to the graph: hidden cards become paths and arms, random names become numbers, ids become positions.
//!
//! Never fails: what cannot be understood is said in a diagnostic, the rest is decoded all the same. Words of
//! the platform that carry no meaning are left to the lock.

mod body;
mod captures;
mod card;
mod holes;
mod ids;
mod names;
mod settings;
mod wires;

use ecow::{EcoString, eco_format};
use flowc_diag::{Code, Diagnostic, codes};
use flowc_ir::{Body, ConnectionId, Flow, FlowId, FolderId, Origin, Program, TableId};
use flowc_stdlib::signature::{Signature, Signatures};
use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::lock::{Lock, LockedBody};
use crate::model::{self, Pack};
use names::Names;

pub(crate) use card::whole;
pub use names::Known;
pub(crate) use names::shortened;

pub(crate) use holes::{expression_holes, map_operands, template_holes};
pub(crate) use settings::{COLUMN_KINDS, CRON_FIELDS, builder};
pub(crate) use wires::wired;

/// What a pack says.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The graph.
    pub program: Program,
    /// What could not be understood.
    pub diagnostics: Vec<Diagnostic>,
    /// Its ids, by the names in the graph.
    pub ids: Lock,
}

/// Decodes a pack. `signatures` should hold what [`crate::learn`] found in it.
pub fn decode(pack: &Pack, signatures: &Signatures) -> Decoded {
    decode_known(pack, signatures, &Known::default())
}

/// The same with the names that a project gave already.
pub fn decode_known(pack: &Pack, signatures: &Signatures, known: &Known) -> Decoded {
    let mut decoder = Decoder::new(pack, signatures, known);
    decoder.folders();
    decoder.declarations();
    let flows = pack.data.flos.values().enumerate();
    let bodies = flows
        .map(|(position, flow)| {
            let body = flow.data.as_ref()?;
            Some(decoder.flow(FlowId::new(position), flow, body))
        })
        .collect();
    let ids = decoder.lock(bodies);
    Decoded { program: decoder.program, diagnostics: decoder.diagnostics, ids }
}

/// The signature of a card of a pack, if anything describes it.
pub(crate) fn signature_of<'s>(address: &str, signatures: &'s Signatures) -> Option<&'s Arc<Signature>> {
    match flowc_ir::Address::parse(address)? {
        flowc_ir::Address::System { channel, method } => signatures.of_system(&channel, &method),
        flowc_ir::Address::Connector { connector, version, method } => {
            signatures.of_connector(&connector, &version, &method)
        }
    }
}

struct Decoder<'p> {
    pack: &'p Pack,
    signatures: &'p Signatures,
    program: Program,
    diagnostics: Vec<Diagnostic>,
    names: Names,
    flows: FxHashMap<&'p str, FlowId>,
    tables: FxHashMap<&'p str, TableId>,
    connections: FxHashMap<&'p str, ConnectionId>,
    folders: FxHashMap<&'p str, FolderId>,
    known_folders: FxHashMap<model::Id, EcoString>,
}

impl<'p> Decoder<'p> {
    fn new(pack: &'p Pack, signatures: &'p Signatures, known: &Known) -> Self {
        let data = &pack.data;
        Self {
            pack,
            signatures,
            program: Program::default(),
            diagnostics: Vec::new(),
            names: Names::new(signatures, known),
            flows: data.flos.keys().enumerate().map(|(at, id)| (id.as_str(), FlowId::new(at))).collect(),
            tables: data.tables.keys().enumerate().map(|(at, id)| (id.as_str(), TableId::new(at))).collect(),
            connections: data
                .configs
                .keys()
                .enumerate()
                .map(|(at, id)| (id.as_str(), ConnectionId::new(at)))
                .collect(),
            folders: FxHashMap::default(),
            known_folders: known.folders.clone(),
        }
    }

    /// Notes what could not be understood.
    fn report(&mut self, code: Code, path: &str, title: String) {
        self.diagnostics.push(Diagnostic { path: Some(path.into()), ..Diagnostic::global(code, title) });
    }

    /// Notes what says nothing that the graph could hold; the lock keeps it.
    fn kept(&mut self, path: &str, title: String) {
        self.report(codes::F0607, path, title);
    }

    fn flow(&mut self, id: FlowId, flow: &'p model::Flow, body: &'p model::Body) -> LockedBody {
        let path = format!("$.data.flos.{}.data", flow.id);
        let mut bodies: Vec<Option<Body>> = vec![None];
        let (_, ids) = self.body(body, flowc_ir::BodyId(0), &path, &mut bodies);
        let folder = body.group.as_deref().map(|group| self.folder(group));
        let schedule = self.schedule(body, &path);
        if let Some(decoded) = self.program.flows.get_mut(id.index()) {
            decoded.bodies = bodies.into_iter().flatten().collect();
            decoded.folder = folder;
            decoded.schedule = schedule;
            decoded.security = body.security_level.clone();
            decoded.log = body.log;
            crate::builder::note(decoded, settings::builder(body));
        }
        ids
    }

    /// Flows, tables and connections with their names, so that cards can refer to them.
    fn declarations(&mut self) {
        let mut names = self.flow_names();
        for flow in self.pack.data.flos.values() {
            self.program.flows.push(Flow {
                name: names.remove(flow.id.as_str()).unwrap_or_default(),
                title: flow.name.clone(),
                description: flow.description.clone(),
                folder: None,
                bodies: Vec::new(),
                schedule: None,
                security: None,
                log: true,
                builder: None,
                origin: Origin::Pack(format!("$.data.flos.{}", flow.id).into()),
            });
        }
        self.tables();
        self.connections();
    }

    /// The names of all flows. Of those with one title the first directory's has no number: that order outlives a
    /// build, that of the pack does not.
    fn flow_names(&mut self) -> FxHashMap<&'p str, EcoString> {
        let directory = |flow: &model::Flow| {
            let folder = flow.data.as_ref().and_then(|data| self.folders.get(data.group.as_deref()?));
            let name = folder.and_then(|id| self.program.folders.get(id.index())).map(|folder| &folder.name);
            name.filter(|name| !name.is_empty()).map_or("flows".into(), |name| eco_format!("{name}/"))
        };
        let mut flows: Vec<&'p model::Flow> = self.pack.data.flos.values().collect();
        flows.sort_by_cached_key(|flow| directory(flow));
        flows
            .into_iter()
            .map(|flow| (flow.id.as_str(), self.names.of(&flow.id, &flow.name, "flow")))
            .collect()
    }
}
