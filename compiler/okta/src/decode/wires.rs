//! Wires of a body, straight and through the hidden cards that read fields.

use ecow::EcoString;
use flowc_value::Value;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Decoder;
use super::card::Draft;
use crate::model::{Body, Card, Entry};
use crate::sequence::is_expand;

/// A wire between cards by place in the sequence.
#[derive(Clone, Debug)]
pub(super) struct Link<'p> {
    /// Card and output.
    pub from: (usize, usize),
    /// Fields on the way.
    pub path: Vec<EcoString>,
    /// Card and input.
    pub to: (usize, usize),
    /// The hidden card that reads the fields.
    pub pick: Option<Pick<'p>>,
}

/// A hidden card that reads fields, and its output for the field read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick<'p> {
    pub expand: &'p Card,
    pub value: &'p Entry,
}

/// Inputs of a body that have a wire.
pub(crate) fn wired(body: &Body) -> FxHashSet<(&str, &str)> {
    let targets = body.methods.iter().flat_map(|card| card.pins.values().flatten());
    targets
        .flat_map(|(target, pins)| pins.iter().map(move |pin| (target.as_str(), pin.input.as_str())))
        .collect()
}

impl<'p> Decoder<'p> {
    /// All wires between the drafts, in order of their targets.
    pub(super) fn links(
        &mut self,
        body: &'p Body,
        drafts: &[(usize, Draft<'p>)],
        path: &str,
    ) -> Vec<Link<'p>> {
        let place: FxHashMap<&str, usize> = drafts
            .iter()
            .enumerate()
            .filter_map(|(at, (card, _))| Some((body.methods.get(*card)?.uuid.as_str(), at)))
            .collect();
        let expands: FxHashMap<&str, &'p Card> = body
            .methods
            .iter()
            .filter(|card| is_expand(card))
            .map(|card| (card.uuid.as_str(), card))
            .collect();
        let mut links = Vec::new();
        for (from, (_, draft)) in drafts.iter().enumerate() {
            let Some(card) = drafts.get(from).and_then(|(card, _)| body.methods.get(*card)) else { continue };
            for (output, entry) in draft.outputs.iter().enumerate() {
                let mut ends: Vec<(Option<Pick<'p>>, &str, &str)> = Vec::new();
                for (target, input) in targets(card, &entry.id) {
                    match expands.get(target) {
                        Some(expand) => ends.extend(picked(expand)),
                        None => ends.push((None, target, input)),
                    }
                }
                for (pick, target, input) in ends {
                    let fields = pick.map(|pick| field_path(pick.value)).unwrap_or_default();
                    let to = place.get(target).and_then(|&to| {
                        let (_, draft) = drafts.get(to)?;
                        let is_it = |entry: &Option<&Entry>| entry.is_some_and(|entry| entry.id == input);
                        Some((to, draft.inputs.iter().position(is_it)?))
                    });
                    match to {
                        Some(to) => links.push(Link { from: (from, output), path: fields, to, pick }),
                        None => self.kept(
                            path,
                            format!(
                                "a wire of {:?} leads to no input of this body ({target}, {input})",
                                card.node.data.name
                            ),
                        ),
                    }
                }
            }
        }
        links.sort_by_key(|link| link.to);
        links
    }
}

/// Where an output is wired to.
fn targets<'p>(card: &'p Card, output: &str) -> impl Iterator<Item = (&'p str, &'p str)> {
    card.pins
        .get(output)
        .into_iter()
        .flatten()
        .flat_map(|(target, pins)| pins.iter().map(move |pin| (target.as_str(), pin.input.as_str())))
}

/// What an expansion picks and where the fields go.
fn picked(expand: &Card) -> Vec<(Option<Pick<'_>>, &str, &str)> {
    let mut ends = Vec::new();
    let values = expand.node.model.outputs.data.values().filter(|entry| entry.key == "value");
    for value in values {
        let pick = Some(Pick { expand, value });
        ends.extend(targets(expand, &value.id).map(|(target, input)| (pick, target, input)));
    }
    ends
}

/// The path that an output of an expansion reads.
fn field_path(entry: &Entry) -> Vec<EcoString> {
    let path = entry.metadata.get("path").and_then(Value::as_list);
    path.into_iter().flatten().filter_map(Value::as_str).map(EcoString::from).collect()
}
