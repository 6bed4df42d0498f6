//! A body: its cards in order, joined up.

use ecow::EcoString;
use flowc_ir::{Address, Body, BodyId, Card, CardId, Edge};

use super::Decoder;
use super::captures::{order_owner, order_start};
use super::card::Draft;
use super::ids::{add_hidden, card_ids, field_ids};
use super::wires::{Link, wired};
use crate::lock::{LockedBody, LockedCard};
use crate::model;
use crate::sequence::{Step, sequence};

impl<'p> Decoder<'p> {
    /// Decodes a body into its place among `bodies`; gives the keys of what is passed into it, in order of use,
    /// and the ids of everything in it.
    pub(super) fn body(
        &mut self,
        body: &'p model::Body,
        id: BodyId,
        path: &str,
        bodies: &mut Vec<Option<Body>>,
    ) -> (Vec<EcoString>, LockedBody) {
        let order = sequence(body);
        for &card in &order.odd {
            let title = body.methods.get(card).map(|card| card.node.data.name.as_str()).unwrap_or_default();
            self.kept(path, format!("the order around the card {title:?} is not one sequence"));
        }
        let wired = wired(body);
        let mut drafts: Vec<(usize, Draft<'p>)> = Vec::new();
        let mut ids: Vec<LockedCard> = Vec::new();
        for place in order.flat() {
            let Some(card) = body.methods.get(place) else { continue };
            let path = format!("{path}.methods[{place}]");
            let mut scope = self.scope(card, &path, id, &wired);
            let (uses, mut inner, handler) = self.inlined(&mut scope, bodies);
            let head = self.card_head(card, &path, handler);
            let mut draft = self.card(head, &scope);
            order_owner(&mut draft, &scope, &uses);
            if !card.joins.is_empty() {
                order_join(&mut draft, card);
            }
            ids.push(card_ids(&draft, &scope, &mut inner));
            drafts.push((place, draft));
        }
        let mut links = self.links(body, &drafts, path);
        let keys = match drafts.first_mut() {
            Some((_, start)) => {
                self.context_as_used(start, &links);
                let keys = order_start(start, &mut links);
                if let Some(ids) = ids.first_mut() {
                    field_ids(ids, start);
                }
                keys
            }
            None => Vec::new(),
        };
        add_hidden(&mut ids, body, &order, &links);
        let graph = assemble(&order.steps, drafts, &links);
        if graph.is_none() {
            self.kept(path, "the body holds no card".into());
        }
        if let Some(slot) = bodies.get_mut(id.index()) {
            *slot = Some(graph.unwrap_or_else(|| nothing(id)));
        }
        let id = body.id.clone().unwrap_or_default();
        (keys, LockedBody { id, cards: ids, ..LockedBody::default() })
    }
}

impl Decoder<'_> {
    /// What authors know of an error varies with who looked at it; what counts is what the body reads.
    fn context_as_used(&self, start: &mut Draft<'_>, links: &[Link<'_>]) {
        let signature = crate::decode::signature_of(&start.card.address.to_string(), self.signatures);
        for (at, output) in start.card.outputs.iter_mut().enumerate() {
            let usual = signature.and_then(|signature| {
                signature.outputs.get(signature.output(output.group.as_deref(), &output.key)?)
            });
            let (Some(usual), Some("context")) = (usual, output.group.as_deref()) else { continue };
            if output.shape == usual.shape {
                continue;
            }
            let mut shape = usual.shape.clone();
            for link in links.iter().filter(|link| link.from == (0, at)) {
                let path = || link.path.iter().map(|step| step.as_str());
                if let (None, Some(leaf)) = (shape.at_path(path()), output.shape.at_path(path())) {
                    shape = shape.with_path(&link.path, leaf.clone());
                }
            }
            output.shape = shape.clone();
            let same =
                |input: &&mut flowc_ir::Input| (&input.group, &input.key) == (&output.group, &output.key);
            start.card.inputs.iter_mut().filter(same).for_each(|input| input.shape = shape.clone());
        }
    }
}

/// What stands for a body without a card: one that nothing starts yet.
fn nothing(id: BodyId) -> Body {
    let (method, title) = if id == BodyId(0) { ("noop", "Noop") } else { ("callable", "Helper Flow") };
    Body::new(Card::new(Address::system("control", method), title))
}

/// Puts a join's outputs into the order of the inputs that they merge.
fn order_join(draft: &mut Draft<'_>, card: &model::Card) {
    let merged = |output: &str| {
        draft.inputs.iter().position(|input| {
            let links = input.and_then(|input| card.joins.get(&input.id));
            links.is_some_and(|links| links.iter().any(|link| link.output == output))
        })
    };
    let mut pairs: Vec<_> = draft.outputs.iter().copied().zip(draft.card.outputs.iter().cloned()).collect();
    pairs.sort_by_key(|(entry, _)| merged(&entry.id).unwrap_or(usize::MAX));
    // An output that was renamed keeps the key of what it merges in some exports; only its own is ever seen.
    for (entry, output) in &pairs {
        if let Some(input) = merged(&entry.id).and_then(|at| draft.card.inputs.get_mut(at)) {
            input.key = output.key.clone();
        }
    }
    (draft.outputs, draft.card.outputs) = pairs.into_iter().unzip();
}

/// The graph of cards in order and their wires.
fn assemble(steps: &[Step], drafts: Vec<(usize, Draft<'_>)>, links: &[Link<'_>]) -> Option<Body> {
    let places: Vec<usize> = drafts.iter().map(|(place, _)| *place).collect();
    let mut cards: Vec<Option<flowc_ir::Card>> =
        drafts.into_iter().map(|(_, draft)| Some(draft.card)).collect();
    let mut body = Body::new(cards.first_mut()?.take()?);
    let mut ids: Vec<CardId> = vec![body.start];
    for card in cards.into_iter().skip(1).flatten() {
        ids.push(body.graph.add_node(card));
    }
    let id =
        |place: usize| places.iter().position(|other| *other == place).and_then(|at| ids.get(at).copied());
    let edges = order_edges(steps, &id);
    for (from, to, edge) in edges {
        body.graph.add_edge(from, to, edge);
    }
    for link in links {
        if let (Some(&from), Some(&to)) = (ids.get(link.from.0), ids.get(link.to.0)) {
            body.wire((from, link.from.1), link.path.clone(), (to, link.to.1));
        }
    }
    Some(body)
}

fn order_edges(steps: &[Step], id: &dyn Fn(usize) -> Option<CardId>) -> Vec<(CardId, CardId, Edge)> {
    let mut edges = Vec::new();
    chain(steps, None, Edge::Next, id, &mut edges);
    edges
}

fn chain(
    steps: &[Step],
    before: Option<CardId>,
    first: Edge,
    id: &dyn Fn(usize) -> Option<CardId>,
    edges: &mut Vec<(CardId, CardId, Edge)>,
) {
    let (mut before, mut edge) = (before, first);
    for step in steps {
        let (card, last) = match step {
            Step::Card(card) => (id(*card), id(*card)),
            Step::If(arms) => {
                let (card, join) = (id(arms.card), id(arms.join));
                if let (Some(from), Some(to)) = (card, join) {
                    edges.push((from, to, Edge::Join));
                }
                for (arm, holds) in arms.arms.iter().zip([true, false]) {
                    chain(arm, card, Edge::Arm(holds), id, edges);
                }
                (card, join)
            }
        };
        if let (Some(from), Some(to)) = (before, card) {
            edges.push((from, to, edge));
        }
        (before, edge) = (last, Edge::Next);
    }
}
