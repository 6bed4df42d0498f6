//! The normal form of a card: ids named, cosmetics left out.

use flowc_stdlib::signature::{Signature, Signatures};
use flowc_value::{Object, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::normal::{Things, as_object, cards, field_order, record, says_nothing};
use crate::decode::{self, signature_of};
use crate::field::{self, OPERANDS, Place};
use crate::lock::{LockedBody, LockedCard, LockedExpand};
use crate::model::part::{Extent, Part};
use crate::model::{Body, Card, Datum, Entry, Id, Json, Side};
use crate::sequence::is_expand;

/// What a body's form depends on.
pub(super) struct Scope<'p> {
    pub things: &'p Things,
    pub signatures: &'p Signatures,
    /// The card that owns the body.
    pub owner: Option<&'p Id>,
}

/// Names for all ids of a body.
pub(super) struct Names {
    names: FxHashMap<Id, String>,
    /// Random keys and sections.
    random: FxHashSet<Id>,
}

impl Names {
    pub fn new(body: &Body, ids: &LockedBody, scope: &Scope<'_>) -> Self {
        let mut names = Names { names: FxHashMap::default(), random: FxHashSet::default() };
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for card in &ids.cards {
            let count = counts.entry(&card.title).or_insert(0);
            *count += 1;
            let name =
                if *count > 1 { format!("{:?} #{count}", card.title) } else { format!("{:?}", card.title) };
            names.add_card(card, &name);
        }
        if let Some(owner) = scope.owner {
            names.names.insert(owner.clone(), "the card around".into());
        }
        for expand in ids.cards.iter().flat_map(|card| card.expands.values()) {
            names.add_fields(expand, body);
        }
        names
    }

    /// A field that an expansion reads is called after its only use: the order of such fields says nothing.
    fn add_fields(&mut self, expand: &LockedExpand, body: &Body) {
        let Some(card) = body.methods.iter().find(|card| card.uuid == expand.id) else { return };
        for (group, key, value) in &expand.pairs {
            let uses = card.pins.get(value).into_iter().flatten();
            let mut ends = uses.flat_map(|(target, pins)| pins.iter().map(move |pin| (target, &pin.input)));
            let Some((target, input)) = ends.next() else { continue };
            let name = format!("field for {} {}", self.of(target), self.of(input));
            self.names.insert(group.clone(), name.clone());
            self.names.insert(key.clone(), format!("{name} key"));
            self.names.insert(value.clone(), format!("{name} value"));
        }
    }

    fn add_card(&mut self, card: &LockedCard, name: &str) {
        let mut put = |id: &str, name: String| self.names.insert(id.into(), name);
        put(&card.id, name.into());
        for (number, head) in card.heads.iter().enumerate() {
            put(head, format!("{name} arm {}", number + 1));
        }
        let mut random = Vec::new();
        for (label, id) in card.inputs.iter().chain(&card.outputs) {
            let (id, key) = id.split_once(' ').unwrap_or((id, ""));
            put(id, label.to_string());
            if !key.is_empty() {
                put(key, label.to_string());
                random.push(Id::from(key));
            }
        }
        for (label, section) in &card.sections {
            put(section, label.to_string());
            random.push(section.clone());
        }
        for (label, expand) in &card.expands {
            put(&expand.id, format!("{name} fields of {label}"));
            put(&expand.input, "object".into());
        }
        for (number, body) in card.bodies.iter().enumerate() {
            if let Some(start) = body.cards.first() {
                put(&start.id, format!("start of body {number}"));
            }
        }
        self.random.extend(random);
    }

    /// What an id stands for; the id itself where nothing is known.
    pub fn of(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| id.into())
    }

    /// Whether the place of a field among the others says anything.
    pub fn has_place(&self, entry: &Entry) -> bool {
        field::place(entry) != Place::Capture
            && !self.random.contains(&entry.key)
            && entry.group.as_deref() != Some(OPERANDS)
    }

    /// The form of a card.
    pub fn card(
        &self,
        card: &Card,
        locked: Option<&LockedCard>,
        wired: &FxHashSet<(&str, &str)>,
        scope: &Scope<'_>,
    ) -> Value {
        let signature = signature_of(&card.address, scope.signatures);
        let own = Own { card, signature: signature.map(|signature| &**signature), wired };
        let mut form = as_object(without_fields(card).value(Extent::Whole));
        form.retain(|key, _| !matches!(key.as_str(), "parents" | "joins" | "pins" | "branches"));
        form.insert("uuid", self.of(&card.uuid));
        form.insert("parents", parents(&card.parents));
        form.insert("wires", self.wires(card));
        let branches = card.branches.iter().map(|(id, arm)| (self.of(id), Value::Bool(*arm)));
        form.insert("branches", branches.collect::<Object>());
        if card.node.key == "join" {
            let joins = card.joins.iter().filter(|(_, links)| !links.is_empty());
            let joins = joins.map(|(input, links)| {
                let outputs = links.iter().map(|link| Value::from(self.of(&link.output)));
                (self.of(input), Value::list(outputs))
            });
            form.insert("joins", joins.collect::<Object>());
        }
        let model = &card.node.model;
        if let Some(node) = form.get_mut("node").and_then(Value::as_object_mut) {
            if is_expand(card) {
                node.insert("data", self.of(&card.node.data.name));
            }
            if let Some(object) = node.get_mut("model").and_then(Value::as_object_mut) {
                self.clean_model(object, card, scope);
                for (key, side, input) in
                    [("inputs", &model.inputs, true), ("outputs", &model.outputs, false)]
                {
                    let mut fields =
                        as_object(Side { data: Default::default(), ..side.clone() }.value(Extent::Whole));
                    fields.retain(|key, value| {
                        !(matches!(key.as_str(), "rules" | "groupRules") && says_nothing(value))
                    });
                    // A section's rules that say nothing.
                    if let Some(rules) = fields.get_mut("groupRules").and_then(Value::as_object_mut) {
                        rules.retain(|_, rule| !says_nothing(rule));
                    }
                    if !is_expand(card) {
                        fields.insert(
                            "order",
                            field_order(side, self, |entry| self.has_place(entry) && !own.is_system(entry)),
                        );
                    }
                    for entry in side.data.values().filter(|entry| !own.is_idle(entry)) {
                        let value = self.entry(entry, &own, input, locked, scope);
                        fields.insert(format!("field {}", self.of(&entry.id)), value);
                    }
                    object.insert(key, fields);
                }
                let handler = model.policy.error.flo.as_ref().and_then(Datum::body);
                if let (Some(body), Some(ids)) = (handler, locked.and_then(|locked| locked.bodies.last())) {
                    let scope = Scope { owner: Some(&card.uuid), ..*scope };
                    object.insert("handler", cards(body, ids, &scope));
                }
            }
        }
        Value::Object(form)
    }

    fn wires(&self, card: &Card) -> Value {
        let mut wires = Object::new();
        for (output, targets) in &card.pins {
            for (target, pins) in targets {
                for pin in pins {
                    let place = format!("{} to {} {}", self.of(output), self.of(target), self.of(&pin.input));
                    let mut transform = pin.transform.as_ref().map(|json| json.0.clone()).unwrap_or_default();
                    let converter = transform.as_object_mut().and_then(|object| object.remove(output));
                    if let Some(mut converter) = converter {
                        if converter.get("dest").and_then(Value::as_str) == Some(output) {
                            converter.as_object_mut().map(|converter| converter.remove("dest"));
                        }
                        transform = converter;
                    }
                    wires.insert(place, transform);
                }
            }
        }
        Value::Object(wires)
    }

    fn clean_model(&self, model: &mut Object, card: &Card, scope: &Scope<'_>) {
        model.remove("partnerChannelKeys");
        let meta = field::builder(card).map(Value::text);
        model.insert("meta", meta.unwrap_or_else(|| Value::Bool(!card.node.model.meta.is_blank())));
        let config = scope.things.name(card.node.model.config.as_ref(), "connection");
        model.insert("config", config);
        if is_expand(card) {
            model.remove("metadata");
        } else if let Some(metadata) = model.get_mut("metadata").and_then(Value::as_object_mut) {
            metadata.remove("id");
            // The platform's own text of a system card changes with the age of the export.
            if card.address.starts_with("root:kernel:") {
                metadata.remove("description");
            }
            metadata.retain(|_, value| !value.is_null());
        }
        let mut display = model.get("display").cloned().map(as_object).unwrap_or_default();
        display.remove("configRef");
        model.insert("display", display);
        // Keys of the webhook era and of later versions, absent or as they are by default.
        let defaults = [
            "webhook",
            "webhookList",
            "webhookConditions",
            "mobile",
            "hooks",
            "idempotent",
            "monitor",
            "compat",
            "runtime",
            "display",
            "inlined",
            "dependencies",
        ];
        let nothing =
            |value: &Value| says_nothing(value) || value.as_list().is_some_and(|list| list.is_empty());
        model.retain(|key, value| !(defaults.contains(&key.as_str()) && nothing(value)));
        model.retain(|key, value| key.as_str() != "comments" || !value.is_null());
        let blank = model
            .get("comments")
            .and_then(Value::as_object)
            .is_some_and(|comments| comments.values().all(|text| text.as_str() == Some("")));
        if blank && card.node.key == "comment" {
            model.remove("comments");
        }
        let policy =
            model.get_mut("policy").and_then(|policy| policy.get_mut("error")).and_then(Value::as_object_mut);
        if let Some(policy) = policy {
            match policy.get("flo") {
                Some(Value::Text(id)) => {
                    let name = scope.things.name(Some(&Id::from(id.as_str())), "flow");
                    policy.insert("flo", name);
                }
                Some(Value::Number(_) | Value::Null) => _ = policy.remove("flo"),
                _ => {}
            }
        }
    }

    fn entry(
        &self,
        entry: &Entry,
        own: &Own<'_>,
        input: bool,
        locked: Option<&LockedCard>,
        scope: &Scope<'_>,
    ) -> Value {
        let bare = Entry { value: Default::default(), ..entry.clone() };
        let mut form = as_object(bare.value(Extent::Whole));
        for key in ["id", "ref", "_used", "value"] {
            form.remove(key);
        }
        form.retain(|key, value| match key.as_str() {
            "flags" => input && value.as_str() != Some("d"),
            "required" => !says_nothing(value),
            _ => true,
        });
        let operand = entry.group.as_deref() == Some(OPERANDS);
        let named = field::place(entry) == Place::Capture || operand;
        form.insert("key", if named { String::new() } else { self.of(&entry.key) });
        // What a join's input is called is never seen; its output names it.
        if input && own.card.node.key == "join" {
            form.remove("key");
        }
        if let Some(group) = &entry.group {
            let name = if self.random.contains(group) || is_expand(own.card) {
                self.of(group)
            } else {
                group.to_string()
            };
            form.insert("group", name);
        }
        let system = own.is_system(entry);
        let made = field::place(entry) == Place::Custom || own.card.node.key == "join";
        let dynamic =
            entry.metadata.get("choices").and_then(|choices| choices.at(0)).map(Value::is_container);
        let mut metadata = entry.metadata.0.as_object().cloned().unwrap_or_default();
        metadata.retain(|key, value| match key.as_str() {
            "index" | "ghost" | "collapsed" | "groupKey" => false,
            "displayname" => value.as_str() != Some(&entry.key),
            "description" => value.as_str() != Some(""),
            // What the designer loaded from elsewhere and by what, how it held a type: bookkeeping (assumed).
            "method" | "typeLocked" => false,
            "choices" => dynamic != Some(false),
            "optional" => !made,
            _ => !says_nothing(value),
        });
        for key in ["srcMethodId", "srcOutputId", "wormholeMethodId"] {
            if let Some(id) = metadata.get(key).and_then(Value::as_str).map(|id| self.of(id)) {
                metadata.insert(key, id);
            }
        }
        if system {
            form.remove("required");
            form.remove("flags");
        }
        if system && own.card.node.key != "join" {
            metadata = Object::new();
            let label = own.label(entry).filter(|_| !input);
            label.map(|label| metadata.insert("displayname", label));
        }
        form.insert("metadata", metadata);
        let mut value = as_object(
            crate::model::Slot { data: Datum::default(), ..entry.value.clone() }.value(Extent::Whole),
        );
        for key in ["error", "check", "available", "data"] {
            value.remove(key);
        }
        value.retain(|key, value| key.as_str() != "proxy" || value.as_object().is_some());
        value.insert("type", record(&entry.value.kind));
        // What an expansion reads has the type of its source.
        if system && entry.group.as_deref() == Some("context") || input && is_expand(own.card) {
            value.remove("type");
            value.remove("collection");
        }
        if let Some(datum) = self.datum(entry, own, input, locked, scope) {
            value.insert("data", datum);
        }
        form.insert("value", value);
        Value::Object(form)
    }

    /// What a field holds, where that counts.
    fn datum(
        &self,
        entry: &Entry,
        own: &Own<'_>,
        input: bool,
        locked: Option<&LockedCard>,
        scope: &Scope<'_>,
    ) -> Option<Value> {
        let literal = match &entry.value.data {
            Datum::Body(body) => {
                let ids = locked?.bodies.iter().find(|ids| ids.id == body.uuid)?;
                return Some(cards(body, ids, &Scope { owner: Some(&own.card.uuid), ..*scope }));
            }
            Datum::Literal(Json(literal)) => literal,
        };
        if field::place(entry) == Place::Capture
            || input && own.wired.contains(&(own.card.uuid.as_str(), entry.id.as_str()))
            || !input && (is_empty(literal) || own.card.node.model.mirrored)
            || own.is_start() && own.is_system(entry) && is_empty(literal)
        {
            return None;
        }
        if field::is_template(entry) {
            let known: Vec<&str> = self.random.iter().map(Id::as_str).collect();
            let (parts, _) = decode::template_holes(literal.as_str().unwrap_or_default(), &known);
            return Some(Value::from(format!("{parts:?}")));
        }
        if field::is_expression(entry) {
            // What an operand without a wire is called says nothing.
            let name = |key: &str| if own.takes_operand(key) { self.of(key) } else { "no wire".to_owned() };
            return Some(decode::map_operands(literal, &mut |key| Some(Value::from(name(key)))));
        }
        let id = literal.as_str().map(Id::from);
        match id.and_then(|id| scope.things.names.get(&id)) {
            Some(name) => Some(Value::text(name.as_str())),
            None => Some(literal.clone()),
        }
    }
}

/// A card with what tells its own fields from the author's.
struct Own<'c> {
    card: &'c Card,
    signature: Option<&'c Signature>,
    wired: &'c FxHashSet<(&'c str, &'c str)>,
}

impl Own<'_> {
    /// A field of a system card's own.
    fn is_system(&self, entry: &Entry) -> bool {
        self.card.address.starts_with("root:kernel:")
            && field::place(entry) == Place::Other
            && field::builder(self.card).is_none()
            && !is_expand(self.card)
    }

    /// Whether a wire leads to the input for this operand of a search.
    fn takes_operand(&self, key: &str) -> bool {
        self.card.node.model.inputs.data.values().any(|entry| {
            entry.group.as_deref() == Some(OPERANDS)
                && entry.key == key
                && self.wired.contains(&(self.card.uuid.as_str(), entry.id.as_str()))
        })
    }

    /// The input of an operand of a search that nothing is wired to and that holds nothing: exports may lack it.
    fn is_idle(&self, entry: &Entry) -> bool {
        entry.group.as_deref() == Some(OPERANDS)
            && entry.value.data.literal().is_some_and(is_empty)
            && !self.wired.contains(&(self.card.uuid.as_str(), entry.id.as_str()))
    }

    /// A start card whose fields repeat what comes from outside.
    fn is_start(&self) -> bool {
        matches!(self.card.node.key.as_str(), "callable" | "accept" | "delegated")
    }

    /// The name a person gave.
    fn label(&self, entry: &Entry) -> Option<String> {
        let port = self.signature.and_then(|signature| {
            signature.outputs.get(signature.output(entry.group.as_deref(), &entry.key)?)
        });
        let started = self.card.node.model.mirrored;
        field::renaming(entry, port, true).filter(|_| !started).map(|label| label.to_string())
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => *number == 0.0,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.iter().all(says_nothing),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

fn parents(parents: &Json) -> Value {
    let mut parents = parents.0.clone();
    for parent in parents.as_object_mut().into_iter().flat_map(Object::values_mut) {
        if let Some(data) = parent.get_mut("data").and_then(Value::as_object_mut) {
            data.remove("id");
        }
    }
    parents
}

/// The card without fields and without the handler's body.
fn without_fields(card: &Card) -> Card {
    let mut bare = card.clone();
    bare.node.model.inputs.data.clear();
    bare.node.model.outputs.data.clear();
    if matches!(bare.node.model.policy.error.flo, Some(Datum::Body(_))) {
        bare.node.model.policy.error.flo = None;
    }
    bare
}
