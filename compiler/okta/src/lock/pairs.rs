//! Which card is which in two states of one flow.

use flowc_ir::{BodyId, CardId, Flow, Program};
use rustc_hash::FxHashMap;

use super::align::owned_bodies;
use super::words::Words;

/// A card of a flow with its body.
pub type Place = (BodyId, CardId);

/// Two states of one flow, card beside card.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// The cards of the older state in order of execution, those of an inlined body behind the card that holds it.
    pub old: Vec<Place>,
    /// Those of the newer state.
    pub new: Vec<Place>,
    /// For each card of the newer state the position of the one that it was.
    pub partners: Vec<Option<usize>>,
    /// For each card of the newer state whether it says and is wired what its partner says and is wired.
    pub same: Vec<bool>,
}

/// Pairs the cards of two states of a flow. Both programs call flows, tables and connections alike.
pub fn pairs(old: (&Program, &Flow), new: (&Program, &Flow)) -> Pairs {
    let (left, right) = (cards(old.0, old.1), cards(new.0, new.1));
    let partners = partners(
        &right,
        &left,
        &[|a, b| a.content == b.content, |a, b| a.head == b.head, |a, b| a.address == b.address],
    );
    let places = |cards: &[Described]| cards.iter().map(|card| card.place).collect::<Vec<_>>();
    let mut pairs = Pairs { old: places(&left), new: places(&right), partners, same: Vec::new() };
    let was: FxHashMap<Place, Place> = pairs
        .new
        .iter()
        .zip(&pairs.partners)
        .filter_map(|(place, partner)| Some((*place, *pairs.old.get((*partner)?)?)))
        .collect();
    pairs.same = right
        .iter()
        .zip(&pairs.partners)
        .map(|(card, partner)| {
            let old_card = partner.and_then(|at| left.get(at));
            old_card.is_some_and(|old_card| {
                card.content == old_card.content
                    && wires(new.1, card.place, &|place| was.get(&place).copied())
                        == wires(old.1, old_card.place, &Some)
            })
        })
        .collect();
    pairs
}

struct Described {
    place: Place,
    address: String,
    head: String,
    content: Words,
}

fn cards(program: &Program, flow: &Flow) -> Vec<Described> {
    let mut found = Vec::new();
    if !flow.is_external() {
        collect(program, flow, BodyId(0), super::align::MAX_DEPTH, &mut found);
    }
    found
}

fn collect(program: &Program, flow: &Flow, id: BodyId, depth: usize, found: &mut Vec<Described>) {
    let Some(body) = flow.bodies.get(id.index()) else { return };
    for place in body.cards_in_order() {
        let Some(card) = body.card(place) else { continue };
        let address = card.address.to_string();
        let head = format!("{address} {}", card.title);
        let mut content = Words::default();
        content.card(program, card);
        found.push(Described { place: (id, place), address, head, content });
        for inner in owned_bodies(card) {
            if depth > 0 {
                collect(program, flow, inner, depth - 1, found);
            }
        }
    }
}

/// A wire into a card: input, the card it comes from, output, path.
type Incoming = (usize, Option<Place>, usize, Vec<ecow::EcoString>);

/// Wires into a card, with the cards they come from as another state calls them.
fn wires(flow: &Flow, (body, id): Place, named: &dyn Fn(Place) -> Option<Place>) -> Vec<Incoming> {
    let Some(graph) = flow.bodies.get(body.index()) else { return Vec::new() };
    let mut wires: Vec<Incoming> = graph
        .wires_to(id)
        .map(|end| (end.wire.input, named((body, end.card)), end.wire.output, end.wire.path.clone()))
        .collect();
    wires.sort();
    wires
}

/// For each card the one of the other side that it was, by rules that get laxer: what a rule pairs stands between
/// what the rules before it paired. Both sides stay in order.
pub(super) fn partners<T>(cards: &[T], known: &[T], rules: &[fn(&T, &T) -> bool]) -> Vec<Option<usize>> {
    let mut partners = vec![None; cards.len()];
    for alike in rules {
        let mut from = (0, 0);
        let mut fixed: Vec<(usize, usize)> = partners
            .iter()
            .enumerate()
            .filter_map(|(at, partner)| partner.map(|other| (at, other)))
            .collect();
        fixed.push((cards.len(), known.len()));
        for (mine, theirs) in fixed {
            let (left, right) = (cards.get(from.0..mine), known.get(from.1..theirs));
            for (a, b) in common(left.unwrap_or_default(), right.unwrap_or_default(), alike) {
                if let Some(slot) = partners.get_mut(from.0 + a) {
                    *slot = Some(from.1 + b);
                }
            }
            from = (mine + 1, theirs + 1);
        }
    }
    partners
}

/// Tables of the longest common sequence are no larger than this; longer stretches are matched greedily.
const MAX_CELLS: usize = 4_000_000;

/// The longest common sequence, as pairs of positions.
pub(crate) fn common<T>(left: &[T], right: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let start = left.iter().zip(right).take_while(|(a, b)| alike(a, b)).count();
    pairs.extend((0..start).map(|at| (at, at)));
    let (left, right) = (left.get(start..).unwrap_or_default(), right.get(start..).unwrap_or_default());
    let width = right.len() + 1;
    if left.len().saturating_mul(width) > MAX_CELLS {
        return pairs;
    }
    let mut table = vec![0_u32; (left.len() + 1) * width];
    let at = |table: &[u32], row: usize, column: usize| {
        table.get(row * width + column).copied().unwrap_or_default()
    };
    for (row, a) in left.iter().enumerate().rev() {
        for (column, b) in right.iter().enumerate().rev() {
            let best = if alike(a, b) {
                at(&table, row + 1, column + 1) + 1
            } else {
                at(&table, row + 1, column).max(at(&table, row, column + 1))
            };
            if let Some(cell) = table.get_mut(row * width + column) {
                *cell = best;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(row), right.get(column)) {
        if alike(a, b) {
            pairs.push((start + row, start + column));
            (row, column) = (row + 1, column + 1);
        } else if at(&table, row + 1, column) >= at(&table, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
