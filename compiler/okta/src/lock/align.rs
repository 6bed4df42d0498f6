//! Ids for everything in a program: from the lock where it knows the thing, else derived from names.

use std::fmt;

use ecow::{EcoString, eco_format};
use flowc_ir::{Body, BodyId, Card, CardId, Datum, Edge, Flow, Input, OnError, Program, Role};
use rustc_hash::FxHashMap;

use super::pairs::partners;
use super::shared::AllShared;
use super::words::Words;
use super::{ByName, Lock, LockedBody, LockedCard, LockedExpand, LockedFlow};
use crate::field::OPERANDS;
use crate::ids::{short, uuid};
use crate::model::Id;
use crate::uses::Uses;

/// Bodies nest no deeper than this.
pub(crate) const MAX_DEPTH: usize = 64;

/// A lock that names everything in the program. `hash` of each card is that of its content now; residue is
/// carried over where the content is the same.
pub(crate) fn assign(program: &Program, old: Option<&Lock>) -> Lock {
    let empty = Lock::default();
    let old = old.unwrap_or(&empty);
    let mut lock = Lock { form: super::FORM, ..Lock::default() };
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
    let paths = folder_paths(program);
    for path in &paths {
        lock.folders.insert(path.clone(), known_or(&old.folders, path, "folder"));
    }
    lock.program = program_hash(program, &lock, &paths);
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

/// What the derived ids of a card are made of: the card is that one of its body which has this name.
#[derive(Clone, Copy)]
struct Seed<'s> {
    /// The body.
    body: &'s str,
    /// Address and title.
    name: &'s str,
    /// Its number among those of this name, from 1.
    number: usize,
}

impl fmt::Display for Seed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}#{}", self.body, self.name, self.number)
    }
}

/// Gives a card the ids that it had, and derived ones where it had none. `fields` says how many fields of an output are
/// read one by one.
fn set_ids(
    locked: &mut LockedCard,
    card: &Card,
    fields: &dyn Fn(usize) -> usize,
    seed: Seed<'_>,
    known: Option<&LockedCard>,
) {
    let nothing = LockedCard::default();
    let derived = |what: &str| short(&format!("{seed}/{what}"));
    locked.id = known.map_or_else(|| short(&seed.to_string()), |known| known.id.clone());
    let known = known.unwrap_or(&nothing);
    locked.next = known.next.clone();
    locked.meta = known.meta.clone();
    for ((label, random), input) in input_labels(card).into_iter().zip(&card.inputs) {
        let known = known.inputs.get(&label).filter(|id| !id.is_empty() || is_idle(input));
        let id = known.cloned().unwrap_or_else(|| derived(&format!("in/{label}")));
        // A random key that is needed and not known is derived.
        let keyed = !random || id.contains(' ');
        let id = if keyed { id } else { eco_format!("{id} {}", derived(&format!("key/{label}"))) };
        locked.inputs.insert(label, id);
    }
    for (output, label) in output_labels(card).into_iter().enumerate() {
        let id = known.outputs.get(&label).cloned().unwrap_or_else(|| derived(&format!("out/{label}")));
        let fields = fields(output);
        if fields > 0 {
            let expand = expand(fields, seed, &label, known.expands.get(&label));
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

/// An operand of a search that nothing is wired to: packs may lack its input, which then has no id.
fn is_idle(input: &Input) -> bool {
    input.group.as_deref() == Some(OPERANDS)
        && matches!(&input.datum, Datum::Literal(value) if value.as_str() == Some(""))
}

/// The ids of a hidden card that reads fields of the output with this label.
fn expand(fields: usize, seed: Seed<'_>, label: &str, known: Option<&LockedExpand>) -> LockedExpand {
    let derived = |what: &str| short(&format!("{seed}/expand/{label}/{what}"));
    let mut expand = known.cloned().unwrap_or_else(|| LockedExpand {
        id: short(&format!("{seed}/expand/{label}")),
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
        let shown: Vec<(CardId, &Card)> =
            uses.cards.iter().filter_map(|&id| Some((id, body.card(id)?))).collect();
        let addresses = shown.iter().map(|(_, card)| eco_format!("{}", card.address));
        let mut cards: Vec<LockedCard> = addresses
            .zip(&shown)
            .map(|(address, (_, card))| LockedCard {
                card: address,
                title: card.title.clone(),
                ..LockedCard::default()
            })
            .collect();
        let names: Vec<EcoString> =
            cards.iter().map(|locked| eco_format!("{}/{}", locked.card, locked.title)).collect();
        let mut words = Words::default();
        for (locked, &(id, _)) in cards.iter_mut().zip(&shown) {
            locked.hash = self.hash(body, &uses, &names, id, &mut words);
        }
        let known_cards = known.map(|known| known.cards.as_slice()).unwrap_or_default();
        let partners = partners(&cards, known_cards, &ALIKE);
        let mut numbers: FxHashMap<&EcoString, usize> = FxHashMap::default();
        let mut seeds: Vec<Seed<'_>> = Vec::with_capacity(names.len());
        for name in &names {
            let number = numbers.entry(name).or_insert(0);
            *number += 1;
            seeds.push(Seed { body: seed, name, number: *number });
        }
        for (((locked, seed), partner), &(id, card)) in
            cards.iter_mut().zip(&seeds).zip(&partners).zip(&shown)
        {
            let known = partner.and_then(|at| known_cards.get(at));
            set_ids(locked, card, &|output| uses.fields(id, output).len(), *seed, known);
            let Some(known) = known else { continue };
            if known.hash == locked.hash {
                locked.residue = known.residue.clone();
                locked.hidden = known.hidden.clone();
            } else {
                super::edited::keep_of_edited_card(locked, known, self.shared);
            }
        }
        if depth < MAX_DEPTH {
            for ((locked, partner), (_, card)) in cards.iter_mut().zip(&partners).zip(&shown) {
                let known = partner.and_then(|at| known_cards.get(at));
                for (number, inner) in owned_bodies(card).into_iter().enumerate() {
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

    /// A fingerprint of everything about a card that an edit could change, wires on both sides included: which cards
    /// are at their other ends is said by `names`, so that no card is another because one in front of it is gone.
    fn hash(
        &self,
        body: &Body,
        uses: &Uses,
        names: &[EcoString],
        id: CardId,
        words: &mut Words,
    ) -> EcoString {
        words.clear();
        if let Some(card) = body.card(id) {
            words.card(self.program, card);
        }
        let name = |card| uses.place(card).and_then(|place| names.get(place)).map(EcoString::as_str);
        let into =
            body.wires_to(id).map(|end| (true, name(end.card), end.wire.path.as_slice(), end.wire.input));
        let from =
            body.wires_from(id).map(|end| (false, name(end.card), end.wire.path.as_slice(), end.wire.output));
        let mut ends: Vec<(bool, Option<&str>, &[EcoString], usize)> = into.chain(from).collect();
        ends.sort_unstable();
        for (into, name, path, field) in ends {
            words.flag(into);
            words.count(field);
            words.maybe(name, Words::text);
            words.count(path.len());
            path.iter().for_each(|field| words.text(field));
        }
        words.fingerprint()
    }
}

/// The whole program as one fingerprint, where its cards are in the lock.
fn program_hash(program: &Program, lock: &Lock, paths: &[EcoString]) -> EcoString {
    let mut words = Words::default();
    let mut flows: Vec<&Flow> = program.flows.iter().collect();
    flows.sort_by(|a, b| a.name.cmp(&b.name));
    for flow in flows {
        words.flow(flow, flow.folder.and_then(|folder| paths.get(folder.index())));
        let locked = lock.flows.get(&flow.name).and_then(|locked| locked.body.as_ref());
        words.maybe(flow.body().zip(locked), |words, (body, locked)| whole(words, flow, body, locked));
    }
    words.surroundings(program, paths);
    words.fingerprint()
}

/// All cards of a body, what runs after what and what is wired to what.
fn whole(words: &mut Words, flow: &Flow, body: &Body, locked: &LockedBody) {
    let cards = body.cards_in_order();
    let places: FxHashMap<CardId, usize> = cards.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    words.count(cards.len());
    for (&id, locked) in cards.iter().zip(&locked.cards) {
        words.text(&locked.hash);
        // Cards have one sequence, whichever arm holds the last or first of them.
        for edge in [Edge::Next, Edge::Arm(true), Edge::Arm(false)] {
            let next = body.successor(id, &edge).and_then(|card| places.get(&card));
            words.maybe(next.copied(), Words::count);
        }
        let mut wires: Vec<(usize, Option<usize>, usize, &[EcoString])> = body
            .wires_to(id)
            .map(|end| {
                (end.wire.input, places.get(&end.card).copied(), end.wire.output, end.wire.path.as_slice())
            })
            .collect();
        wires.sort_unstable();
        words.count(wires.len());
        for (input, card, output, path) in wires {
            words.count(input);
            words.maybe(card, Words::count);
            words.count(output);
            words.count(path.len());
            path.iter().for_each(|field| words.text(field));
        }
        let owned = body.card(id).map(owned_bodies).unwrap_or_default();
        for (inner, locked) in owned.into_iter().zip(&locked.bodies) {
            words.maybe(flow.bodies.get(inner.index()), |words, body| whole(words, flow, body, locked));
        }
    }
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
