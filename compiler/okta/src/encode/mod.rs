//! The graph to packs of version 1.5.0, by the rules of flopack.md 2 to 7.
//!
//! Ids come from the lock, which names everything before anything is written. Expansions, arm heads, captures,
//! converters and orderings follow from the graph; facts about cards from their signatures.

mod body;
mod card;
mod expand;
mod field;
mod order;
mod settings;
mod start;

use std::cell::RefCell;

use ecow::EcoString;
use flowc_ir::{Datum, OnError, Program};
use flowc_stdlib::signature::Signatures;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lock::{self, Lock};
use crate::model::alike::sharing;
use crate::model::{Json, Pack};

pub(crate) use settings::{NAME, preview, set_preview};

/// What an encoding depends on besides program and signatures.
#[derive(Clone, Debug, Default)]
pub struct Settings<'a> {
    /// `created` of a pack that is not the imported one unchanged.
    pub created: EcoString,
    /// Ids and residue of an earlier build or import.
    pub lock: Option<&'a Lock>,
}

/// A pack and the lock that belongs to it.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The pack.
    pub pack: Pack,
    /// Ids of everything in it; residue of what did not change.
    pub lock: Lock,
}

/// When a pack was created, if nobody says: a constant, so that builds are reproducible.
const CREATED: &str = "2024-01-01T00:00:00.000Z";

/// Encodes a program.
pub fn encode(program: &Program, signatures: &Signatures, settings: &Settings<'_>) -> Encoded {
    sharing(|| encode_sharing(program, signatures, settings))
}

fn encode_sharing(program: &Program, signatures: &Signatures, settings: &Settings<'_>) -> Encoded {
    let mut lock = lock::assign(program, settings.lock);
    let created = if settings.created.is_empty() { CREATED } else { &settings.created };
    let pack = fresh(program, signatures, &lock, created);
    let Some(old) = settings.lock else { return Encoded { pack, lock } };
    if old.program != lock.program {
        lock::forget_of_edited_pack(&mut lock, old, &pack);
    }
    lock::forget_edited(&mut lock, &pack);
    Encoded { pack: lock::restore(pack, &lock), lock }
}

/// The pack of a program with the ids of a lock, its residue left aside.
pub(crate) fn fresh(program: &Program, signatures: &Signatures, lock: &Lock, created: &str) -> Pack {
    let folders = lock::folder_paths(program);
    let writer = Writer { program, signatures, lock, folders, parents: RefCell::default() };
    let mut pack = Pack {
        kind: "flopack".into(),
        version: "1.5.0".into(),
        created: Some(created.into()),
        flags: Some(settings::flags()),
        ..Pack::default()
    };
    let referred = referred(program);
    for (index, flow) in program.flows.iter().enumerate() {
        // Nobody is to replace a flow that nothing needs.
        let needed = !flow.is_external() || referred.contains(&index);
        if let Some(locked) = lock.flows.get(&flow.name).filter(|_| needed) {
            pack.data.flos.insert(locked.id.clone(), writer.flow(flow, locked));
        }
    }
    writer.surroundings(&mut pack.data);
    pack
}

/// The flows that a card names, by place.
fn referred(program: &Program) -> FxHashSet<usize> {
    let bodies = program.flows.iter().flat_map(|flow| &flow.bodies);
    let cards = bodies.flat_map(|body| body.graph.node_weights());
    let named = cards.flat_map(|card| {
        let inputs = card.inputs.iter().filter_map(|input| match input.datum {
            Datum::Flow(flow) => Some(flow),
            _ => None,
        });
        let on_error = match card.policy.on_error {
            OnError::Run(flow) => Some(flow),
            _ => None,
        };
        inputs.chain(on_error)
    });
    named.map(|flow| flow.index()).collect()
}

/// Writes packs.
struct Writer<'a> {
    program: &'a Program,
    signatures: &'a Signatures,
    lock: &'a Lock,
    /// Each folder's path in the source.
    folders: Vec<EcoString>,
    /// `parents` of cards by address: most are of a few kinds.
    parents: RefCell<FxHashMap<EcoString, Json>>,
}
