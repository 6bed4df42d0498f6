//! Where the value of each input comes from: wires, followed through the captures of nested bodies to the card that
//! made the value, so that a drawing shows data and not how it is handed inwards.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use flowc_ir::{Body, BodyId, Card, CardId, Flow, Role};

/// A card of a flow: its body and its number there.
pub(super) type Place = (usize, CardId);

/// A field of a card: its input or output of this number.
pub(super) type Slot = (usize, CardId, usize);

/// An output, and the path that is read of it.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub slot: Slot,
    pub path: Vec<EcoString>,
}

/// All wires of a flow.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// By input.
    pub sources: BTreeMap<Slot, Vec<Source>>,
    /// Outputs that something reads.
    pub used: BTreeSet<Slot>,
    /// Bodies that a card owns, by owner; each body has one owner, and owners stand in front.
    pub nested: BTreeMap<Place, Vec<BodyId>>,
}

/// How many outputs one input may show; only a Join has more than one, and a pack may claim anything.
const MOST_SOURCES: usize = 8;

/// Reads all wires of a flow.
pub(super) fn links(flow: &Flow) -> Links {
    let mut links = Links::default();
    let mut reached = BTreeSet::from([0]);
    // What the outputs of a body's start card stand for.
    let mut captured: BTreeMap<Slot, Vec<Source>> = BTreeMap::new();
    for (number, body) in flow.bodies.iter().enumerate() {
        if !reached.contains(&number) {
            continue;
        }
        for id in body.cards_in_order() {
            let Some(card) = body.card(id) else { continue };
            for (input, sources) in wired(body, number, id, &captured) {
                let passed_on = card.inputs.get(input).is_some_and(|input| is_capture(input.role));
                if !passed_on {
                    links.used.extend(sources.iter().map(|source| source.slot));
                }
                links.sources.insert((number, id, input), sources);
            }
            for inner in card.bodies() {
                let Some(content) = flow.bodies.get(inner.index()) else { continue };
                if inner.index() > number && reached.insert(inner.index()) {
                    links.nested.entry((number, id)).or_default().push(inner);
                    captured.extend(captures(card, (number, id), inner, content, &links.sources));
                }
            }
        }
    }
    links
}

const fn is_capture(role: Role) -> bool {
    matches!(role, Role::Capture(_))
}

/// The wired inputs of a card with what they read.
fn wired(
    body: &Body,
    number: usize,
    id: CardId,
    captured: &BTreeMap<Slot, Vec<Source>>,
) -> BTreeMap<usize, Vec<Source>> {
    let mut ends: Vec<_> = body.wires_to(id).collect();
    ends.sort_by_key(|end| (end.wire.input, end.card, end.wire.output));
    let mut inputs: BTreeMap<usize, Vec<Source>> = BTreeMap::new();
    for end in ends {
        let slot = (number, end.card, end.wire.output);
        let path = &end.wire.path;
        let direct = || vec![Source { slot, path: path.clone() }];
        let further = |known: &Vec<Source>| {
            known
                .iter()
                .map(|source| Source { slot: source.slot, path: [source.path.as_slice(), path].concat() })
                .collect()
        };
        let sources = inputs.entry(end.wire.input).or_default();
        sources.extend(captured.get(&slot).map_or_else(direct, further));
        sources.truncate(MOST_SOURCES);
    }
    inputs
}

/// Pairs what the owner passes in with the outputs of the inner start card, in their order.
fn captures(
    owner: &Card,
    (number, id): Place,
    inner: BodyId,
    content: &Body,
    sources: &BTreeMap<Slot, Vec<Source>>,
) -> Vec<(Slot, Vec<Source>)> {
    let given = owner.inputs.iter().enumerate().filter(|(_, input)| input.role == Role::Capture(inner));
    let start = content.card(content.start);
    let taken = start
        .into_iter()
        .flat_map(|start| start.outputs.iter().enumerate().filter(|(_, output)| is_capture(output.role)));
    given
        .zip(taken)
        .map(|((input, _), (output, _))| {
            let known = sources.get(&(number, id, input)).cloned().unwrap_or_default();
            ((inner.index(), content.start, output), known)
        })
        .collect()
}
