//! A card: address, title, model, policy; its fields are written by [`super::field`].

use std::cell::RefCell;
use std::sync::Arc;

use ecow::eco_format;
use flowc_ir::{Address, Card, CardId, Condition, Datum, Delay, Note, OnError};
use flowc_stdlib::signature::{SideSignature, Signature};
use flowc_value::Value;

use super::Writer;
use super::body::{Scope, Surrounding};
use super::field::Fields;
use crate::lock::{LockedCard, owned_bodies};
use crate::model::{
    self, ErrorPolicy, Id, Json, Members, Model, ModelMetadata, Node, NodeData, Policy, Side,
};

/// Bodies of a card that it does not hold yet, in order.
pub(super) type Inlined = Vec<Option<Box<model::Body>>>;

impl<'a> Writer<'a> {
    /// What is known of a card.
    pub(super) fn signature(&self, address: &Address) -> Option<&'a Arc<Signature>> {
        match address {
            Address::System { channel, method } => self.signatures.of_system(channel, method),
            Address::Connector { connector, version, method } => {
                self.signatures.of_connector(connector, version, method)
            }
        }
    }

    pub(super) fn card(
        &self,
        scope: &Scope<'_>,
        place: usize,
        id: CardId,
        card: &Card,
        ids: &LockedCard,
    ) -> model::Card {
        let mut written = self.head_of(card, &ids.id);
        let bodies = RefCell::new(self.inlined(scope, place, card, ids));
        let model = &mut written.node.model;
        if let Some(address) = &card.builder {
            model.meta = builder_meta(address, &ids.id);
        }
        // The first card of a flow without trigger is the noop that people see.
        model.displayed |= id == scope.body.start;
        let fields = Fields::new(self, scope, place, id, card, ids, &bodies);
        model.inputs.data = fields.inputs();
        model.outputs.data = fields.outputs();
        // The fields have taken theirs; a handler's is the last.
        model.policy = self.policy(card, bodies.take().pop().flatten());
        if card.builder.is_some() {
            super::start::set_builder_rules(card, model);
        } else if card.address.is("control", "callable") {
            let scheduled = scope.flow.schedule.is_some();
            super::start::set_rules(&mut model.inputs, &mut model.outputs, &scope.surrounding, scheduled);
        }
        if let [yes, no] = ids.heads.as_slice() {
            written.branches = [(yes.clone(), true), (no.clone(), false)].into_iter().collect();
        }
        written
    }

    /// Bodies of a card in order.
    fn inlined(&self, scope: &Scope<'_>, place: usize, card: &Card, ids: &LockedCard) -> Inlined {
        let mut bodies = Vec::new();
        for (inner, locked) in owned_bodies(card).into_iter().zip(&ids.bodies) {
            let Some(body) = scope.flow.bodies.get(inner.index()) else { continue };
            let inputs = card.inputs.iter().enumerate();
            let keys: Vec<Id> = inputs
                .filter(|(_, input)| input.role == flowc_ir::Role::Capture(inner))
                .filter_map(|(position, _)| scope.input(place, position))
                .map(|(_, key)| key)
                .collect();
            let event = card.address.is("list", "asyncEach");
            let surrounding = Surrounding::Card { owner: &ids.id, keys: &keys, event };
            bodies.push(Some(Box::new(self.body(scope.flow, body, locked, surrounding))));
        }
        bodies
    }

    /// A card without fields.
    pub(super) fn head_of(&self, card: &Card, id: &Id) -> model::Card {
        let signature = self.signature(&card.address);
        let address = eco_format!("{}", card.address);
        let mut known = self.parents.borrow_mut();
        let parents = known.entry(address.clone()).or_insert_with_key(|address| parents(address)).clone();
        let connector = matches!(card.address, Address::Connector { .. });
        let event = signature.is_some_and(|signature| signature.event);
        let plain = signature.is_some_and(|signature| signature.plain);
        // Events give lists of records; the few that give one record are no list.
        let list = event && card.outputs.iter().any(|output| output.shape.is_list());
        let constants = signature.map_or(flowc_stdlib::Model::PURE, |signature| signature.model);
        let blank = || Some(Json::object());
        let comments = match &card.note {
            Note::None => None,
            Note::Text(text) => Some(text.as_str().into()),
            Note::Comment { title, markdown } => Some(Json(Value::object([
                ("title", Value::text(title.as_str())),
                ("markdown", Value::text(markdown.as_str())),
            ]))),
        };
        let description = signature.map(|signature| signature.description.as_str()).unwrap_or_default();
        let model = Model {
            kind: "method".into(),
            version: 2.into(),
            key: card.address.method().clone(),
            executable: constants.executable,
            displayed: constants.displayed,
            asynchronous: constants.asynchronous,
            cooperative: constants.cooperative,
            mirrored: constants.mirrored,
            compat: connector.then(|| false.into()),
            inlined: false.into(),
            dependencies: Json(Value::list(Vec::<Value>::new())),
            timeout: constants.timeout,
            idempotent: Some(false.into()),
            monitor: Some(false.into()),
            webhook: Some(event),
            webhook_list: Some(list.into()),
            webhook_conditions: list.then(challenge).or((!event).then(|| false.into())),
            mobile: Some(false.into()),
            hooks: blank(),
            policy: Policy {
                error: ErrorPolicy { kind: "finish".into(), ..ErrorPolicy::default() },
                ..Policy::default()
            },
            metadata: ModelMetadata {
                id: Json(signature.and_then(|signature| signature.number).map(number).into()),
                name: card.title.clone(),
                description: if connector && description.is_empty() {
                    Json::default()
                } else {
                    description.into()
                },
                ..ModelMetadata::default()
            },
            meta: signature
                .filter(|signature| !signature.meta.is_null())
                .map_or_else(Json::object, |signature| Json(signature.meta.clone())),
            config: card.connection.and_then(|connection| {
                let connection = self.program.connections.get(connection.index())?;
                self.lock.connections.get(&connection.name).cloned()
            }),
            partner_channel_keys: Some(Json::default()),
            inputs: side(card, signature.map(|signature| &signature.input_side)),
            outputs: side(card, signature.map(|signature| &signature.output_side)),
            runtime: blank(),
            display: (connector || comments.is_some()).then(Json::object),
            comments,
            enable_new_metadata: (connector && !plain).then(|| true.into()),
            ..Model::default()
        };
        model::Card {
            parents,
            address,
            uuid: id.clone(),
            node: Node {
                key: card.address.method().clone(),
                data: NodeData { name: card.title.clone(), ..NodeData::default() },
                model: Box::new(model),
                ..Node::default()
            },
            ..model::Card::default()
        }
    }

    fn policy(&self, card: &Card, last_body: Option<Box<model::Body>>) -> Policy {
        let policy = &card.policy;
        let (kind, flo) = match policy.on_error {
            OnError::Stop => ("finish", None),
            OnError::Return => ("return", None),
            OnError::Run(flow) => ("flo", self.flow_id(flow).map(|id| model::Datum::from(id.as_str()))),
            OnError::Handler(_) => ("handler", last_body.map(model::Datum::Body)),
        };
        let handler = kind == "handler";
        let error = ErrorPolicy {
            kind: kind.into(),
            delay: policy.delay.map(|delay| match delay {
                Delay::Fixed(delay) => number(delay).into(),
                Delay::Between(low, high) => Json(Value::list([number(low), number(high)])),
            }),
            retry: policy.retry.map(Json::from),
            retry_condition: policy.condition.as_ref().map(|condition| match condition {
                Condition::RateLimit => "ratelimits".into(),
                Condition::Other(word) => word.as_str().into(),
            }),
            flo,
            merge: handler.then(|| "join".into()),
            ..ErrorPolicy::default()
        };
        Policy { error, ..Policy::default() }
    }
}

/// `meta` of a start or Return card of a connector's own flow.
fn builder_meta(address: &str, card: &Id) -> Json {
    let id = crate::ids::short(&format!("{card}/type"));
    let kind = Value::object([("id", Value::text(id.as_str())), ("address", Value::text(address))]);
    Json(Value::object([("type", kind)]))
}

#[expect(clippy::cast_precision_loss, reason = "pauses and numbers of methods are small")]
fn number(number: u64) -> f64 {
    number as f64
}

/// `webhookConditions` of events.
fn challenge() -> Json {
    let wanted = Value::list([Value::text("headers")]);
    Json(Value::object([("where", wanted), ("key", Value::text("x-okta-verification-challenge"))]))
}

/// A side without fields.
fn side(card: &Card, signature: Option<&SideSignature>) -> Side {
    let rules = |value: &Value| (!value.is_null()).then(|| Json(value.clone()));
    Side {
        extensible: signature.is_some_and(|side| side.extensible),
        rules: signature.and_then(|side| rules(&side.rules)),
        group_rules: signature.and_then(|side| rules(variant(card, side).unwrap_or(&side.group_rules))),
        ..Side::default()
    }
}

/// The rules that go with a card's options.
fn variant<'s>(card: &Card, side: &'s SideSignature) -> Option<&'s Value> {
    let chosen = side.variants.as_list()?.iter().find(|variant| {
        let key = variant.get("option").and_then(Value::as_str).unwrap_or_default();
        let input = card.input(Some("parameters"), key).and_then(|at| card.inputs.get(at));
        matches!(input.map(|input| &input.datum), Some(Datum::Literal(value)) if Some(value) == variant.get("value"))
    });
    chosen?.get("rules")
}

/// `parents`: version and channel of an address once more.
fn parents(address: &str) -> Json {
    let version = address.rsplit_once(':').map_or(address, |(rest, _)| rest);
    let channel = version.rsplit_once(':').map_or(version, |(rest, _)| rest);
    let parent = |address: &str| {
        let key = address.rsplit(':').next().unwrap_or_default();
        let data = Members::from_iter([("name", key)]).value();
        let key = Value::text(key);
        Members::from_iter([("address", Value::text(address)), ("key", key), ("data", data)]).value()
    };
    Json(Members::from_iter([("version", parent(version)), ("channel", parent(channel))]).value())
}
