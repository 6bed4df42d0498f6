//! Which card of one flow is which card of the other, and where each stands.

use std::collections::HashMap;
use std::fmt::Write;

use ecow::EcoString;
use flowc_ir::{BodyId, Card, CardId, Datum, Flow, Program, Role, Step};

use crate::lock::{common, owned_bodies};

/// Bodies nest no deeper than this.
const MAX_DEPTH: usize = 64;

/// A card in its flow.
pub(super) struct Seen<'p> {
    pub card: &'p Card,
    pub body: BodyId,
    pub id: CardId,
    /// The card that holds it in one of its arms, by place, and which arm.
    pub within: Option<(usize, String)>,
    /// What it says, wires and title aside.
    content: String,
    address: String,
}

impl Seen<'_> {
    /// Start and Return of an inlined body, and Join: they stand for the card that they belong to.
    pub fn is_frame(&self) -> bool {
        is_frame(self.card, self.body)
    }
}

fn is_frame(card: &Card, body: BodyId) -> bool {
    let is = |method: &str| card.address.is("control", method);
    is("join") || body.index() > 0 && (is("callable") || is("return"))
}

/// The cards of a flow in order of execution, those inside a card behind it.
pub(super) fn cards<'p>(program: &'p Program, flow: &'p Flow) -> Vec<Seen<'p>> {
    let mut walk = Walk { program, flow, found: Vec::new() };
    if let Some(body) = flow.body() {
        walk.steps(BodyId(0), &body.steps(), None, 0);
    }
    walk.found
}

struct Walk<'p> {
    program: &'p Program,
    flow: &'p Flow,
    found: Vec<Seen<'p>>,
}

impl Walk<'_> {
    fn steps(&mut self, body: BodyId, steps: &[Step], within: Option<&(usize, String)>, depth: usize) {
        for step in steps {
            match step {
                Step::Card(card) => self.card(body, *card, within, depth),
                Step::If(arms) => {
                    let at = self.found.len();
                    self.card(body, arms.card, within, depth);
                    self.steps(body, &arms.then, Some(&(at, "then".to_owned())), depth);
                    self.steps(body, &arms.otherwise, Some(&(at, "else".to_owned())), depth);
                    self.card(body, arms.join, Some(&(at, "end".to_owned())), depth);
                }
            }
        }
    }

    fn card(&mut self, body: BodyId, id: CardId, within: Option<&(usize, String)>, depth: usize) {
        let Some(card) = self.flow.bodies.get(body.index()).and_then(|graph| graph.card(id)) else { return };
        let at = self.found.len();
        let content = content(self.program, card);
        let mut address = method(card);
        if is_frame(card, body) {
            address.push_str(" of a body");
        }
        self.found.push(Seen { card, body, id, within: within.cloned(), content, address });
        for (number, inner) in owned_bodies(card).into_iter().enumerate().filter(|_| depth < MAX_DEPTH) {
            let Some(graph) = self.flow.bodies.get(inner.index()) else { continue };
            let arm = arm(card, inner, number);
            self.steps(inner, &graph.steps(), Some(&(at, arm)), depth + 1);
        }
    }
}

/// Which card it is, its version aside.
fn method(card: &Card) -> String {
    match &card.address {
        flowc_ir::Address::System { channel, method } => format!("{channel}.{method}"),
        flowc_ir::Address::Connector { connector, method, .. } => format!("{connector}/{method}"),
    }
}

/// What an inlined body is to its card.
fn arm(card: &Card, body: BodyId, number: usize) -> String {
    let input = card.inputs.iter().find(|input| input.datum == Datum::Body(body));
    match input.and_then(|input| input.group.as_deref()) {
        Some("else") => "else".to_owned(),
        Some(_) => format!("arm {}", number + 1),
        None if input.is_none() => "catch".to_owned(),
        None if card.address.is("control", "tryCatch") => "try".to_owned(),
        None => "body".to_owned(),
    }
}

fn content(program: &Program, card: &Card) -> String {
    let mut text = String::new();
    for input in card.inputs.iter().filter(|input| !matches!(input.role, Role::Capture(_) | Role::Hole)) {
        let datum = match &input.datum {
            Datum::Flow(flow) => format!("{:?}", program.flows.get(flow.index()).map(|flow| &flow.title)),
            Datum::Table(table) => {
                format!("{:?}", program.tables.get(table.index()).map(|table| &table.title))
            }
            Datum::Body(_) => "body".to_owned(),
            other => format!("{other:?}"),
        };
        let _ = writeln!(text, "{:?} {:?} {datum} {}", input.group, input.key, input.shape);
    }
    let _ = write!(text, "{:?}", card.note);
    text
}

/// For each card of the newer flow the place of the one that it was.
pub(super) fn pair(old: &[Seen<'_>], new: &[Seen<'_>]) -> Vec<Option<usize>> {
    let whole = |a: &Seen<'_>, b: &Seen<'_>| {
        a.address == b.address && a.content == b.content && a.card.title == b.card.title
    };
    let named = |a: &Seen<'_>, b: &Seen<'_>| a.address == b.address && a.card.title == b.card.title;
    let said = |a: &Seen<'_>, b: &Seen<'_>| {
        a.address == b.address && a.content == b.content && !a.content.is_empty()
    };
    let any = |a: &Seen<'_>, b: &Seen<'_>| a.address == b.address;
    let mut pairing = Pairing { old, new, partners: vec![None; new.len()], anchors: Vec::new() };
    pairing.between(&whole);
    // What has moved far is itself rather than something new that looks alike.
    pairing.anywhere(&whole);
    pairing.between(&named);
    pairing.between(&said);
    pairing.anywhere(&named);
    pairing.between(&any);
    let mut partners = pairing.partners;
    // Whatever starts the flow, it is its start.
    if let (Some(first), false, false) = (partners.first_mut(), old.is_empty(), new.is_empty()) {
        *first = Some(0);
    }
    partners
}

type Alike<'r> = &'r dyn Fn(&Seen<'_>, &Seen<'_>) -> bool;

struct Pairing<'s, 'p> {
    old: &'s [Seen<'p>],
    new: &'s [Seen<'p>],
    partners: Vec<Option<usize>>,
    /// Pairs in order on both sides, newer place first.
    anchors: Vec<(usize, usize)>,
}

impl Pairing<'_, '_> {
    /// Pairs cards in order, between those that stand in order already.
    fn between(&mut self, alike: Alike<'_>) {
        let mut from = (0, 0);
        let mut ends = self.anchors.clone();
        ends.push((self.new.len(), self.old.len()));
        let mut found = Vec::new();
        for (mine, theirs) in ends {
            let left: Vec<usize> =
                (from.0..mine).filter(|at| self.partners.get(*at) == Some(&None)).collect();
            let right: Vec<usize> =
                (from.1..theirs).filter(|at| !self.partners.contains(&Some(*at))).collect();
            let fits = |a: &usize, b: &usize| match (self.new.get(*a), self.old.get(*b)) {
                (Some(a), Some(b)) => alike(a, b),
                _ => false,
            };
            for (a, b) in common(&left, &right, fits) {
                found.extend(left.get(a).copied().zip(right.get(b).copied()));
            }
            from = (mine + 1, theirs + 1);
        }
        for (mine, theirs) in &found {
            if let Some(slot) = self.partners.get_mut(*mine) {
                *slot = Some(*theirs);
            }
        }
        self.anchors.extend(found);
        self.anchors.sort_unstable();
    }

    /// Pairs cards that are alike and have no partner yet, wherever they stand.
    fn anywhere(&mut self, alike: Alike<'_>) {
        for (at, card) in self.new.iter().enumerate().filter(|(_, card)| !card.is_frame()) {
            if self.partners.get(at) != Some(&None) {
                continue;
            }
            let free = |(other, seen): &(usize, &Seen<'_>)| {
                !self.partners.contains(&Some(*other)) && !seen.is_frame() && alike(card, seen)
            };
            let found = self.old.iter().enumerate().find(free).map(|(other, _)| other);
            if let Some(slot) = self.partners.get_mut(at) {
                *slot = found;
            }
        }
    }
}

/// Where a card's value comes from, captures followed outwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The card, by place.
    pub card: usize,
    pub output: EcoString,
    pub path: Vec<EcoString>,
}

/// Finds sources in one flow.
pub(super) struct Sources<'p> {
    flow: &'p Flow,
    places: HashMap<(BodyId, CardId), usize>,
    owners: HashMap<BodyId, (BodyId, CardId)>,
}

impl<'p> Sources<'p> {
    pub fn new(flow: &'p Flow, cards: &[Seen<'p>]) -> Self {
        let places = cards.iter().enumerate().map(|(at, seen)| ((seen.body, seen.id), at)).collect();
        let owned = |seen: &Seen<'p>| {
            let owner = (seen.body, seen.id);
            owned_bodies(seen.card).into_iter().map(move |body| (body, owner)).collect::<Vec<_>>()
        };
        Self { flow, places, owners: cards.iter().flat_map(owned).collect() }
    }

    /// Where the values of an input come from; more than one only at a Join.
    pub fn of(&self, body: BodyId, card: CardId, input: usize) -> Vec<Source> {
        self.follow(body, card, input, MAX_DEPTH)
    }

    fn follow(&self, body: BodyId, card: CardId, input: usize, depth: usize) -> Vec<Source> {
        let Some(graph) = self.flow.bodies.get(body.index()) else { return Vec::new() };
        let mut sources = Vec::new();
        for end in graph.wires_into(card, input) {
            let output = graph.card(end.card).and_then(|card| card.outputs.get(end.wire.output));
            let Some(output) = output else { continue };
            let captured = matches!(output.role, Role::Capture(_))
                .then(|| self.captured(body, end.card, end.wire.output));
            if let (Some(Some((owner, outer, input))), true) = (captured, depth > 0) {
                sources.extend(self.follow(owner, outer, input, depth - 1).into_iter().map(|mut source| {
                    source.path.extend(end.wire.path.iter().cloned());
                    source
                }));
                continue;
            }
            let Some(&place) = self.places.get(&(body, end.card)) else { continue };
            let label = crate::lock::field_label(output.group.as_ref(), &output.key);
            sources.push(Source { card: place, output: label, path: end.wire.path.clone() });
        }
        sources.sort_by(|a, b| (a.card, &a.output, &a.path).cmp(&(b.card, &b.output, &b.path)));
        sources
    }

    /// The input of the owning card that a start card's output passes on: the one of the same number.
    fn captured(&self, body: BodyId, start: CardId, output: usize) -> Option<(BodyId, CardId, usize)> {
        let card = self.flow.bodies.get(body.index())?.card(start)?;
        let is_capture = |role: &Role| matches!(role, Role::Capture(_));
        let number = card.outputs.iter().take(output).filter(|output| is_capture(&output.role)).count();
        let (owner_body, owner) = *self.owners.get(&body)?;
        let outer = self.flow.bodies.get(owner_body.index())?.card(owner)?;
        let mut inputs =
            outer.inputs.iter().enumerate().filter(|(_, input)| input.role == Role::Capture(body));
        inputs.nth(number).map(|(input, _)| (owner_body, owner, input))
    }
}
