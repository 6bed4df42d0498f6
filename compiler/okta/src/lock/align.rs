//! Ids for everything in a program: from the lock where it knows the thing, else derived from names.

use std::fmt::Write;

use ecow::{EcoString, eco_format};
use flowc_ir::{Body, BodyId, Card, CardId, Datum, Flow, OnError, Program, Role};
use rustc_hash::FxHashMap;

use super::pairs::partners;
use super::shared::AllShared;
use super::{ByName, Lock, LockedBody, LockedCard, LockedExpand, LockedFlow};
use crate::ids::{fingerprint, short, uuid};
use crate::model::Id;
use crate::uses::Uses;

/// Bodies nest no deeper than this.
pub(crate) const MAX_DEPTH: usize = 64;

/// A lock that names everything in the program. `hash` of each card is that of its content now; residue is
/// carried over where the content is the same.
pub(crate) fn assign(program: &Program, old: Option<&Lock>) -> Lock {
    let empty = Lock::default();
    let old = old.unwrap_or(&empty);
    let mut lock = Lock { form: super::FORM, program: program_hash(program), ..Lock::default() };
    for flow in &program.flows {
        let known = old.flows.get(&flow.name);
        let id = known.map_or_else(|| uuid(&format!("flow {}", flow.name)), |flow| flow.id.clone());
        let body = flow.body().map(|body| {
            let scope = Scope { program, flow, shared: &old.shared };
            scope.body(body, known.and_then(|flow| flow.body.as_ref()), &flow.name, 0)
        });
        let old_body = known.and_then(|flow| flow.body.as_ref());
        let residue = match (known, same(body.as_ref(), old_body)) {
            (None, _) => EcoString::new(),
            (Some(flow), true) => flow.residue.clone(),
            (Some(flow), false) => super::edited::residue_of_edited_flow(&flow.residue, &old.shared),
        };
        let kept = known.and_then(|flow| flow.kept.clone());
        let preview = known.map(|flow| flow.preview.clone()).unwrap_or_default();
        lock.flows.insert(flow.name.clone(), LockedFlow { id, body, preview, residue, kept });
    }
    for table in &program.tables {
        lock.tables.insert(table.name.clone(), known_or(&old.tables, &table.name, "table"));
    }
    for connection in &program.connections {
        lock.connections
            .insert(connection.name.clone(), known_or(&old.connections, &connection.name, "connection"));
    }
    for path in folder_paths(program) {
        let id = known_or(&old.folders, &path, "folder");
        lock.folders.insert(path, id);
    }
    lock.residue = old.residue.clone();
    lock.rest = old.rest.clone();
    lock.shared = old.shared.clone();
    lock.forget_unnamed();
    lock
}

/// Whether a body holds the same cards as before, inlined bodies included.
pub(super) fn same(new: Option<&LockedBody>, old: Option<&LockedBody>) -> bool {
    let alike = |(a, b): (&LockedCard, &LockedCard)| {
        let bodies = a.bodies.iter().zip(&b.bodies);
        a.hash == b.hash
            && a.bodies.len() == b.bodies.len()
            && bodies.into_iter().all(|(a, b)| same(Some(a), Some(b)))
    };
    match (new, old) {
        (Some(new), Some(old)) => {
            new.cards.len() == old.cards.len() && new.cards.iter().zip(&old.cards).all(alike)
        }
        (new, old) => new.is_none() && old.is_none(),
    }
}

fn known_or(known: &ByName<Id>, name: &EcoString, what: &str) -> Id {
    known.get(name).cloned().unwrap_or_else(|| uuid(&format!("{what} {name}")))
}

/// Each folder's path in the source; folders outside the pack are numbered.
pub(crate) fn folder_paths(program: &Program) -> Vec<EcoString> {
    let mut paths: Vec<EcoString> = Vec::new();
    let mut outside = 0;
    for folder in &program.folders {
        let parent = folder.parent.and_then(|parent| paths.get(parent.index())).cloned().unwrap_or_default();
        paths.push(if folder.external {
            outside += 1;
            eco_format!("outside {outside}")
        } else {
            let name = folder.name.rsplit('/').next().unwrap_or_default();
            eco_format!("{parent}/{name}")
        });
    }
    paths
}

/// First cards that are wholly alike, then, between those, cards of the same address and title, then of the same
/// address.
const ALIKE: [fn(&LockedCard, &LockedCard) -> bool; 3] = [
    |a, b| a.card == b.card && a.title == b.title && a.hash == b.hash,
    |a, b| a.card == b.card && a.title == b.title,
    |a, b| a.card == b.card,
];

/// Gives a card the ids that it had, and derived ones where it had none. `fields` says how many fields of an output are
/// read one by one.
fn set_ids(
    locked: &mut LockedCard,
    card: &Card,
    fields: &dyn Fn(usize) -> usize,
    seed: &str,
    known: Option<&LockedCard>,
) {
    let nothing = LockedCard::default();
    let derived = |what: &str| short(&format!("{seed}/{what}"));
    locked.id = known.map_or_else(|| short(seed), |known| known.id.clone());
    let known = known.unwrap_or(&nothing);
    locked.next = known.next.clone();
    locked.meta = known.meta.clone();
    for (label, random) in input_labels(card) {
        let id = known.inputs.get(&label).cloned().unwrap_or_else(|| derived(&format!("in/{label}")));
        // A random key that is needed and not known is derived.
        let keyed = !random || id.contains(' ');
        let id = if keyed { id } else { eco_format!("{id} {}", derived(&format!("key/{label}"))) };
        locked.inputs.insert(label, id);
    }
    for (output, label) in output_labels(card).into_iter().enumerate() {
        let id = known.outputs.get(&label).cloned().unwrap_or_else(|| derived(&format!("out/{label}")));
        let fields = fields(output);
        if fields > 0 {
            let expand = expand(fields, &format!("{seed}/expand/{label}"), known.expands.get(&label));
            locked.expands.insert(label.clone(), expand);
        }
        locked.outputs.insert(label, id);
    }
    for group in card.inputs.iter().filter_map(|input| input.group.as_ref()) {
        if is_else_if(card, group) {
            let id = known.sections.get(group).cloned();
            locked.sections.insert(group.clone(), id.unwrap_or_else(|| derived(&format!("section/{group}"))));
        }
    }
    for section in crate::builder::sections(card) {
        let label = crate::builder::section_label(&section);
        let key = known.sections.get(&label).cloned();
        locked.sections.insert(label, key.unwrap_or_else(|| derived(&format!("section/{section}"))));
    }
    if card.address.is("control", "if") {
        let head = |(at, arm)| known.heads.get(at).cloned().unwrap_or_else(|| derived(arm));
        locked.heads = ["then", "else"].into_iter().enumerate().map(head).collect();
    }
}

/// The ids of a hidden card that reads fields.
fn expand(fields: usize, seed: &str, known: Option<&LockedExpand>) -> LockedExpand {
    let derived = |what: &str| short(&format!("{seed}/{what}"));
    let mut expand = known.cloned().unwrap_or_else(|| LockedExpand {
        id: short(seed),
        input: derived("in"),
        pairs: Vec::new(),
    });
    for number in expand.pairs.len()..fields {
        let part = |what: &str| derived(&format!("{number}/{what}"));
        expand.pairs.push((part("section"), part("key"), part("value")));
    }
    expand
}

struct Scope<'a> {
    program: &'a Program,
    flow: &'a Flow,
    /// What things had in common before.
    shared: &'a AllShared,
}

impl Scope<'_> {
    fn body(&self, body: &Body, known: Option<&LockedBody>, seed: &str, depth: usize) -> LockedBody {
        let uses = Uses::new(body);
        let mut numbers: FxHashMap<EcoString, usize> = FxHashMap::default();
        let mut cards: Vec<LockedCard> = Vec::new();
        let mut seeds: Vec<String> = Vec::new();
        for &id in &uses.cards {
            let Some(card) = body.card(id) else { continue };
            let name = eco_format!("{}/{}", card.address, card.title);
            let number = numbers.entry(name.clone()).or_insert(0);
            *number += 1;
            seeds.push(format!("{seed}/{name}#{number}"));
            cards.push(LockedCard {
                card: eco_format!("{}", card.address),
                title: card.title.clone(),
                hash: fingerprint(&self.describe(body, id, card)),
                ..LockedCard::default()
            });
        }
        let known_cards = known.map(|known| known.cards.as_slice()).unwrap_or_default();
        let partners = partners(&cards, known_cards, &ALIKE);
        let shown = uses.cards.iter().filter_map(|&id| Some((id, body.card(id)?)));
        for (((locked, seed), partner), (id, card)) in cards.iter_mut().zip(&seeds).zip(&partners).zip(shown)
        {
            let known = partner.and_then(|at| known_cards.get(at));
            set_ids(locked, card, &|output| uses.fields(id, output).len(), seed, known);
            let Some(known) = known else { continue };
            if known.hash == locked.hash {
                locked.residue = known.residue.clone();
                locked.hidden = known.hidden.clone();
            } else {
                super::edited::keep_of_edited_card(locked, known, self.shared);
            }
        }
        if depth < MAX_DEPTH {
            for ((locked, partner), &id) in cards.iter_mut().zip(&partners).zip(&uses.cards) {
                let known = partner.and_then(|at| known_cards.get(at));
                let owned = body.card(id).map(owned_bodies).unwrap_or_default();
                for (number, inner) in owned.into_iter().enumerate() {
                    let Some(inner) = self.flow.bodies.get(inner.index()) else { continue };
                    let known = known.and_then(|known| known.bodies.get(number));
                    let seed = format!("{seed}/{}/body {number}", locked.id);
                    locked.bodies.push(self.body(inner, known, &seed, depth + 1));
                }
            }
        }
        let mut locked = LockedBody { cards, ..LockedBody::default() };
        if depth > 0 {
            locked.id =
                known.map(|known| known.id.clone()).filter(|id| !id.is_empty()).unwrap_or_else(|| uuid(seed));
        }
        if let Some(known) = known {
            locked.set_order(&known.order_of_ids());
            locked.orderings = known.orderings.clone();
            locked.residue = known.residue.clone();
            locked.aliases = known.aliases.clone();
        }
        locked
    }

    /// Everything about a card that an edit could change, wires on both sides included.
    fn describe(&self, body: &Body, id: CardId, card: &Card) -> String {
        let mut text = content(self.program, card);
        let mut ends: Vec<String> = Vec::new();
        for end in body.wires_to(id) {
            ends.push(format!("<- {} {:?} {}", far(body, end.card), end.wire.path, end.wire.input));
        }
        for end in body.wires_from(id) {
            ends.push(format!("-> {} {:?} {}", far(body, end.card), end.wire.path, end.wire.output));
        }
        ends.sort();
        text.push_str(&ends.join("\n"));
        text
    }
}

/// What a card says without its wires.
pub(super) fn content(program: &Program, card: &Card) -> String {
    let mut text = String::new();
    let connection = card.connection.and_then(|id| program.connections.get(id.index()));
    let policy = &card.policy;
    let on_error = match policy.on_error {
        OnError::Stop => String::new(),
        OnError::Return => "return".into(),
        OnError::Run(flow) => {
            program.flows.get(flow.index()).map(|flow| flow.name.to_string()).unwrap_or_default()
        }
        OnError::Handler(_) => "handler".into(),
    };
    let _ = writeln!(
        text,
        "{} {:?} {:?} {:?} {on_error} {:?} {:?} {:?}",
        card.address,
        card.title,
        card.note,
        connection.map(|connection| &connection.name),
        policy.retry,
        policy.delay,
        policy.condition
    );
    if let Some(kind) = &card.builder {
        let _ = writeln!(text, "as {kind}");
    }
    let role = |role: Role| matches!(role, Role::Capture(_));
    for input in &card.inputs {
        let datum = match &input.datum {
            Datum::Flow(flow) => {
                format!("flow {:?}", program.flows.get(flow.index()).map(|flow| &flow.name))
            }
            Datum::Table(table) => {
                format!("table {:?}", program.tables.get(table.index()).map(|table| &table.name))
            }
            Datum::Body(_) => "body".into(),
            other => format!("{other:?}"),
        };
        let _ = writeln!(
            text,
            "< {:?} {:?} {} {datum} {} {:?} {:?} {:?}",
            input.group,
            input.key,
            input.shape,
            role(input.role),
            input.label,
            input.description,
            input.item
        );
        if let Some(builder) = &input.builder {
            let _ = writeln!(text, "declared {builder:?}");
        }
    }
    for output in &card.outputs {
        let _ = writeln!(
            text,
            "> {:?} {:?} {} {} {:?} {:?}",
            output.group,
            output.key,
            output.shape,
            role(output.role),
            output.label,
            output.description
        );
    }
    text
}

fn far(body: &Body, id: CardId) -> String {
    body.card(id).map(|card| format!("{} {:?}", card.address, card.title)).unwrap_or_default()
}

/// The whole program as one fingerprint.
fn program_hash(program: &Program) -> EcoString {
    let mut text = String::new();
    let mut flows: Vec<&Flow> = program.flows.iter().collect();
    flows.sort_by(|a, b| a.name.cmp(&b.name));
    let paths = folder_paths(program);
    for flow in flows {
        text.push_str(&flowc_ir::dump(program, flow));
        let folder = flow.folder.and_then(|folder| paths.get(folder.index()));
        let _ = writeln!(text, "{folder:?} {:?}", flow.builder.as_ref().map(flowc_ir::builder::text));
    }
    // The order of declarations says nothing, so places in lists do not count.
    let tables = program.tables.iter().map(|table| {
        let folder = table.folder.and_then(|folder| paths.get(folder.index()));
        format!("{folder:?} {:?}", flowc_ir::Table { folder: None, ..table.clone() })
    });
    let connections = program.connections.iter().map(|connection| format!("{connection:?}"));
    let folders =
        program.folders.iter().zip(&paths).map(|(folder, path)| {
            format!("{path} {:?}", flowc_ir::Folder { parent: None, ..folder.clone() })
        });
    let mut others: Vec<String> = tables.chain(connections).chain(folders).collect();
    others.sort();
    others.iter().for_each(|other| text.push_str(other));
    fingerprint(&text)
}

/// Bodies inlined into a card, in the order of the inputs that hold them; the handler last.
pub(crate) fn owned_bodies(card: &Card) -> Vec<BodyId> {
    let inputs = card.inputs.iter().filter_map(|input| match input.datum {
        Datum::Body(body) => Some(body),
        _ => None,
    });
    let handler = match card.policy.on_error {
        OnError::Handler(body) => Some(body),
        _ => None,
    };
    inputs.chain(handler).collect()
}

/// Whether a section of a card is that of an else-if, which packs name at random.
pub(crate) fn is_else_if(card: &Card, group: &str) -> bool {
    card.address.is("control", "branch") && group.starts_with("elseif ")
}

/// A label for each input, and whether packs give it a random key.
pub(crate) fn input_labels(card: &Card) -> Vec<(EcoString, bool)> {
    let owned = owned_bodies(card);
    let mut taken: FxHashMap<EcoString, usize> = FxHashMap::default();
    let label = |input: &flowc_ir::Input| match input.role {
        Role::Capture(body) => {
            let number = owned.iter().position(|other| *other == body);
            (
                number.map_or_else(|| "passed in".into(), |number| eco_format!("into {number}")),
                number.is_some(),
            )
        }
        // The key of an operand is the id of the output wired to it.
        Role::Hole => (field_label(input.group.as_ref(), &input.key), input.group.is_none()),
        _ => (field_label(input.group.as_ref(), &input.key), false),
    };
    let labels = card.inputs.iter().map(label).map(|(label, random)| (numbered(label, &mut taken), random));
    labels.enumerate().map(|(at, (label, random))| (label, random || card.is_unnamed_item(at))).collect()
}

/// A label for each output.
pub(crate) fn output_labels(card: &Card) -> Vec<EcoString> {
    let mut taken: FxHashMap<EcoString, usize> = FxHashMap::default();
    let label = |output: &flowc_ir::Output| match output.role {
        Role::Capture(_) => "passed in".into(),
        _ => field_label(output.group.as_ref(), &output.key),
    };
    card.outputs.iter().map(label).map(|label| numbered(label, &mut taken)).collect()
}

pub(crate) fn field_label(group: Option<&EcoString>, key: &EcoString) -> EcoString {
    group.map_or_else(|| key.clone(), |group| eco_format!("{group}/{key}"))
}

fn numbered(label: EcoString, taken: &mut FxHashMap<EcoString, usize>) -> EcoString {
    let count = taken.entry(label.clone()).or_insert(0);
    *count += 1;
    if *count > 1 { eco_format!("{label} #{count}") } else { label }
}
