//! A body: its cards with those that the platform hides, their wires, their order.

use flowc_ir::builder::{AUTH, CONNECTION};
use flowc_ir::{Body, CardId, Flow, Role};
use flowc_types::Shape;
use flowc_value::Value;
use flowc_value::convert::{Link, link};
use rustc_hash::FxHashMap;

use super::{Writer, order};
use crate::lock::{LockedBody, LockedCard};
use crate::model::{self, Id, Json, Members, Pin};
use crate::shape::{stored_kind, taken_on};
use crate::uses::Uses;

/// Where a body stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Surrounding<'a> {
    /// It is a flow's own.
    Flow,
    /// It is inlined into a card.
    Card {
        /// The card's id.
        owner: &'a Id,
        /// Keys of what is passed in, in order.
        keys: &'a [Id],
        /// It is the body of an event flow.
        event: bool,
    },
}

/// A body while it is written.
pub(super) struct Scope<'a> {
    pub flow: &'a Flow,
    pub body: &'a Body,
    pub ids: &'a LockedBody,
    pub uses: Uses,
    pub surrounding: Surrounding<'a>,
    /// The type of the connection of a connector's own flow, and how it is stored.
    pub connection: Option<(Shape, Value)>,
}

/// What the start card of a flow says of its connection.
fn connection(flow: &Flow) -> Option<(Shape, Value)> {
    let body = flow.body()?;
    let start = body.card(body.start)?;
    let blob = start.inputs.get(start.input(Some(AUTH), CONNECTION)?)?;
    Some((blob.shape.clone(), crate::builder::connection_type(blob.builder.as_ref()?)?))
}

impl<'a> Scope<'a> {
    pub fn card(&self, place: usize) -> Option<(CardId, &'a flowc_ir::Card, &'a LockedCard)> {
        let id = *self.uses.cards.get(place)?;
        Some((id, self.body.card(id)?, self.ids.cards.get(place)?))
    }

    /// Id of an input, or its random key, by place of the card and position.
    pub fn input(&self, place: usize, input: usize) -> Option<(Id, Id)> {
        let (_, _, ids) = self.card(place)?;
        let (_, id) = ids.inputs.get_index(input)?;
        let (id, key) = id.split_once(' ').unwrap_or((id, ""));
        Some((id.into(), key.into()))
    }
}

impl Writer<'_> {
    pub(super) fn body(
        &self,
        flow: &Flow,
        body: &Body,
        ids: &LockedBody,
        surrounding: Surrounding<'_>,
    ) -> model::Body {
        let scope =
            Scope { flow, body, ids, uses: Uses::new(body), surrounding, connection: connection(flow) };
        let hidden = ids.cards.iter().map(|card| card.hidden_cards().count());
        let mut methods = Vec::with_capacity(ids.cards.len() + hidden.sum::<usize>());
        for place in 0..scope.uses.cards.len() {
            let Some((id, card, locked)) = scope.card(place) else { continue };
            let mut written = self.card(&scope, place, id, card, locked);
            let mut hidden = Vec::new();
            for (output, (label, output_id)) in locked.outputs.iter().enumerate() {
                let Some(shape) = card.outputs.get(output).map(|output| &output.shape) else { continue };
                let mut pins: FxHashMap<Id, model::ById<Vec<Pin>>> = FxHashMap::default();
                let direct = scope.uses.of(id, output).iter().filter(|used| used.path.is_empty());
                for used in direct {
                    scope.pin(
                        pins.entry(output_id.clone()).or_default(),
                        output_id,
                        shape,
                        used.card,
                        used.input,
                    );
                }
                let mut wires = pins.remove(output_id).unwrap_or_default();
                if let Some(expand) = locked.expands.get(label) {
                    let fields = scope.uses.fields(id, output);
                    hidden.push(self.expand(&scope, locked, output_id, shape, expand, &fields));
                    let pin = Pin {
                        input: expand.input.clone(),
                        transform: Some(Json::default()),
                        ..Pin::default()
                    };
                    wires.insert(expand.id.clone(), vec![pin]);
                }
                if !wires.is_empty() {
                    written.pins.insert(output_id.clone(), wires);
                }
            }
            let heads: Vec<model::Card> = locked.heads.iter().map(|head| self.head(head)).collect();
            methods.push(written);
            methods.extend(heads);
            methods.extend(hidden);
        }
        self.join_links(&scope, &mut methods);
        let inlined = matches!(surrounding, Surrounding::Card { .. });
        let id = inlined.then(|| ids.id.clone());
        model::Body {
            uuid: id.clone().unwrap_or_default(),
            id,
            tree: super::settings::tree(),
            orderings: order::orderings(&scope, &methods),
            methods,
            model: Json::object(),
            ..model::Body::default()
        }
    }

    /// What a join merges: each input by the output at the same position.
    fn join_links(&self, scope: &Scope<'_>, methods: &mut [model::Card]) {
        for place in 0..scope.uses.cards.len() {
            let Some((_, card, locked)) =
                scope.card(place).filter(|(_, card, _)| card.address.is("control", "join"))
            else {
                continue;
            };
            let Some(written) = methods.iter_mut().find(|method| method.uuid == locked.id) else { continue };
            for (position, output) in locked.outputs.values().enumerate().take(card.inputs.len()) {
                if let Some((input, _)) = scope.input(place, position) {
                    let link = model::JoinLink {
                        output: output.clone(),
                        transform: Some(Json::default()),
                        ..model::JoinLink::default()
                    };
                    written.joins.insert(input, vec![link]);
                }
            }
        }
    }
}

impl Scope<'_> {
    /// Adds a wire from an output of this type to an input of the card at a place.
    pub fn pin(
        &self,
        wires: &mut model::ById<Vec<Pin>>,
        output: &Id,
        from: &Shape,
        place: usize,
        input: usize,
    ) {
        let Some((_, card, locked)) = self.card(place) else { return };
        let (Some((id, _)), Some(target)) = (self.input(place, input), card.inputs.get(input)) else {
            return;
        };
        let transform = transform(output, from, &target.shape);
        wires.entry(locked.id.clone()).or_default().push(Pin {
            input: id,
            transform: Some(Json(transform)),
            ..Pin::default()
        });
    }

    /// The random key of what is passed in at this number.
    pub fn passed_in(&self, number: usize) -> Id {
        match self.surrounding {
            Surrounding::Card { keys, .. } => keys.get(number).cloned().unwrap_or_default(),
            Surrounding::Flow => Id::new(),
        }
    }

    /// The number among a start card's captures of the field at this position.
    pub fn capture_number(roles: impl Iterator<Item = Role>, position: usize) -> usize {
        roles.take(position).filter(|role| matches!(role, Role::Capture(_))).count()
    }
}

/// `transform` of a pin: the converter that follows from the types.
fn transform(output: &Id, from: &Shape, to: &Shape) -> Value {
    let to = &taken_on(to, from);
    let (Some(from_kind), Some(to_kind)) = (value_kind(from), value_kind(to)) else { return Value::Null };
    match link(from_kind, from.is_list(), to_kind, to.is_list()) {
        Link::Through(transform) => {
            let mut body = Members::default();
            if let Some(convert) = transform.convert {
                body.insert("convert", convert.name());
            }
            body.insert("forceWrapArray", transform.force_wrap_array);
            body.insert("dest", output.as_str());
            Members::from_iter([(output.as_str(), body.value())]).value()
        }
        Link::Direct | Link::Refused => Value::Null,
    }
}

/// The kind of a slot's values or items, as converters know it.
fn value_kind(shape: &Shape) -> Option<flowc_value::Kind> {
    flowc_value::Kind::from_platform(stored_kind(shape).platform(), false)
}
