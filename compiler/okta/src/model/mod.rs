//! Packs as typed data: every key of every version in the platform's order, unknown keys kept.
//!
//! Owns the JSON form alone: reading never interprets, writing gives back what was read, key for key. What
//! varies freely (metadata, rules, `meta`, literals) stays [`Json`].

mod json;
pub(crate) mod record;

use std::fmt;

use ecow::EcoString;
use flowc_value::Value;
use indexmap::IndexMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

pub use json::Json;
pub use record::Shelf;

/// An id of the platform: UUID, short id.
pub type Id = EcoString;

/// Things by id, in the order of the text.
pub type ById<T> = IndexMap<Id, T>;

record::records! {
    /// A pack.
    Pack {
        /// `flopack`.
        kind "type" due EcoString;
        /// `1.2.0` … `1.5.0`.
        version "version" due EcoString;
        /// When it was exported.
        created "created" opt Json;
        /// The engine's coercion switches.
        flags "flags" opt Json;
        /// What it holds.
        data "data" req Contents;
        /// Of versions before 1.5.0.
        checksum "checksum" opt Json;
    }

    /// What a pack holds.
    Contents {
        /// Flows.
        flos "flos" due ById<Flow>;
        /// Connections.
        configs "configs" due ById<Config>;
        /// Tables.
        tables "tables" due ById<Table>;
        /// Folders.
        groups "groups" due ById<Group>;
        /// Always `{}`.
        project_overview "projectOverview" opt Json;
    }

    /// A flow.
    Flow {
        /// Its UUID.
        id "id" req Id;
        /// Title.
        name "name" due EcoString;
        /// Description.
        description "description" due EcoString;
        /// The flow itself; none for one outside the pack.
        data "data" due Option<Box<Body>>;
    }

    /// A flow's content, or a body inlined into a card.
    Body {
        /// Null in flows, the UUID in inlined bodies.
        id "id" due Option<Id>;
        /// The UUID.
        uuid "uuid" due Id;
        /// How the console shows it.
        display "display" opt Json;
        /// A constant.
        tree "tree" due Json;
        /// Cards.
        methods "methods" due Vec<Card>;
        /// `{}`.
        model "model" due Json;
        /// Pairs of cards: from before to.
        orderings "orderings" due ById<(Id, Id)>;
        /// The schedule.
        cron "cron" opt Json;
        /// Who may call it.
        security_level "security_level" due Option<EcoString>;
        /// Execution history is kept.
        log "log" due bool;
        /// False in inlined bodies.
        inherit_log "inheritLog" due bool;
        /// It has a schedule.
        scheduled "scheduled" opt bool;
        /// Its folder.
        group "group" due Option<Id>;
        /// Null.
        template_name "templateName" opt Json;
        /// Null.
        template_flow_key "templateFlowKey" opt Json;
        /// Declaration of connector-builder flows.
        connector_method_meta "connector_method_meta" opt Json;
        /// False.
        monitor_flo "monitor_flo" opt Json;
        /// Null.
        action_id "actionId" opt Json;
        /// Null or a ULID.
        active_version_external_id "active_version_external_id" opt Json;
        /// Null.
        api_spec_method "apiSpecMethod" opt Json;
        /// Null.
        api_spec_route "apiSpecRoute" opt Json;
        /// Null.
        project_api_spec_id "projectApiSpecId" opt Json;
    }

    /// A card.
    Card {
        /// Of a join: the outputs that merge an input.
        joins "joins" due ById<Vec<JoinLink>>;
        /// Which card.
        address "address" req EcoString;
        /// Version and channel once more.
        parents "parents" due Json;
        /// Its short id.
        uuid "uuid" req Id;
        /// Of an If: its two arm heads.
        branches "branches" due ById<bool>;
        /// Title and model.
        node "node" req Node;
        /// Wires: by output, then by target card.
        pins "pins" due ById<ById<Vec<Pin>>>;
    }

    /// An output that merges an input.
    JoinLink {
        /// Its id.
        output "output" req Id;
        /// Null.
        transform "transform" opt Json;
    }

    /// The end of a wire.
    Pin {
        /// Id of the target's input.
        input "input" req Id;
        /// The converter.
        transform "transform" opt Json;
    }

    /// Title and model of a card.
    Node {
        /// The method.
        key "key" due EcoString;
        /// The title.
        data "data" due NodeData;
        /// The rest.
        model "model" req Box<Model>;
    }

    /// Title of a card.
    NodeData {
        /// The title.
        name "name" due EcoString;
    }

    /// A card's model.
    Model {
        /// `method`.
        kind "type" due EcoString;
        /// 2.
        version "_v" due Json;
        /// The method.
        key "key" due EcoString;
        /// A constant of the address.
        executable "executable" due bool;
        /// Shown on the canvas.
        displayed "displayed" due bool;
        /// A constant of the address.
        asynchronous "async" due bool;
        /// A constant of the address.
        cooperative "cooperative" due bool;
        /// Outputs repeat inputs.
        mirrored "mirrored" due bool;
        /// Of connector cards.
        compat "compat" opt Json;
        /// False.
        inlined "inlined" due Json;
        /// `[]`.
        dependencies "dependencies" due Json;
        /// Milliseconds.
        timeout "timeout" due u32;
        /// False.
        idempotent "idempotent" opt Json;
        /// False.
        monitor "monitor" opt Json;
        /// It is an event.
        webhook "webhook" opt bool;
        /// Of events.
        webhook_list "webhookList" opt Json;
        /// Of events.
        webhook_conditions "webhookConditions" opt Json;
        /// False.
        mobile "mobile" opt Json;
        /// `{}`.
        hooks "hooks" opt Json;
        /// What happens on an error.
        policy "policy" due Policy;
        /// Title, description, the method's number.
        metadata "metadata" due ModelMetadata;
        /// Bookkeeping of dynamic fields.
        meta "meta" due Json;
        /// The connection.
        config "config" due Option<Id>;
        /// A number of the source tenant.
        partner_channel_keys "partnerChannelKeys" opt Json;
        /// Input fields.
        inputs "inputs" due Side;
        /// Output fields.
        outputs "outputs" due Side;
        /// `{}`.
        runtime "runtime" opt Json;
        /// `{}` or the connection it once had.
        display "display" opt Json;
        /// A note, or a comment's content.
        comments "comments" opt Json;
        /// Of connector cards.
        enable_new_metadata "enableNewMetadata" opt Json;
    }

    /// `metadata` of a model.
    ModelMetadata {
        /// Number of a connector's method.
        id "id" due Json;
        /// The title.
        name "name" due EcoString;
        /// The platform's one-line text.
        description "description" due Json;
    }

    /// `policy`.
    Policy {
        /// On an error.
        error "error" due ErrorPolicy;
    }

    /// `policy.error`.
    ErrorPolicy {
        /// `finish`, `return`, `flo`, `handler`.
        kind "type" due EcoString;
        /// Milliseconds.
        delay "delay" opt Json;
        /// Attempts.
        retry "retry" opt Json;
        /// `ratelimits`.
        retry_condition "retryCondition" opt Json;
        /// Helper, or the handler's body.
        flo "flo" opt Datum [DatumSeed { body: Some(true) }];
        /// `join`.
        merge "merge" opt Json;
    }

    /// All inputs or outputs of a card.
    Side {
        /// Authors may add fields.
        extensible "extensible" due bool;
        /// By key.
        rules "rules" opt Json;
        /// By section.
        group_rules "groupRules" opt Json;
        /// The fields.
        data "data" due ById<Entry>;
    }

    /// A field of a card.
    Entry {
        /// Its short id.
        id "id" req Id;
        /// Its section.
        group "group" due Option<EcoString>;
        /// Its name.
        key "key" due EcoString;
        /// Type and datum.
        value "value" due Slot;
        /// Of inputs.
        required "required" opt bool;
        /// Of outputs: it is a list.
        reference "ref" opt Json;
        /// Labels, choices, place.
        metadata "metadata" due Json;
        /// Of inputs: `d`, options `p`.
        flags "flags" opt EcoString;
        /// It is wired.
        used "_used" opt Json;
    }

    /// Type and datum of a field.
    Slot {
        /// The designer marked it.
        error "error" opt Json;
        /// How a list card feeds it.
        proxy "proxy" opt Json;
        /// False.
        check "check" opt Json;
        /// A word or a record's fields.
        kind "type" due Json;
        /// A list of it.
        collection "collection" due bool;
        /// The literal.
        data "data" due Datum [DatumSeed { body: kind.as_ref().map(|kind| kind.as_str() == Some("flo")) }];
        /// Types to choose from.
        available "available" opt Json;
    }

    /// A connection.
    Config {
        /// Its UUID.
        id "id" req Id;
        /// Its name.
        name "name" due EcoString;
        /// The connector's key.
        module "module" due EcoString;
        /// Null.
        data "data" opt Json;
    }

    /// A table.
    Table {
        /// Its UUID.
        id "id" req Id;
        /// Its name.
        name "name" due EcoString;
        /// Description.
        description "description" opt EcoString;
        /// None for a table outside the pack.
        data "data" due Option<TableData>;
    }

    /// A table's content.
    TableData {
        /// `simple`.
        class "class" due Json;
        /// Its folder.
        group_id "group_id" due Option<Id>;
        /// Columns.
        structure "structure" due Vec<Column>;
    }

    /// A table's column.
    Column {
        /// Its name.
        name "name" due EcoString;
        /// `str`, `dec`, `dte`, `bln`, `ctr`.
        kind "type" due EcoString;
        /// Text or null.
        default "default" opt Json;
    }

    /// A folder.
    Group {
        /// Its UUID.
        id "id" req Id;
        /// The rest.
        data "data" due GroupData;
    }

    /// A folder's content.
    GroupData {
        /// Its name.
        name "name" due EcoString;
        /// Description.
        description "description" opt EcoString;
        /// Address of its picture.
        media_uri "media_uri" opt EcoString;
        /// Ids of the folders around it, outermost first.
        path "path" opt EcoString;
    }
}

impl Pack {
    /// The pack without what says nothing: the order of keys, unknown keys that hold nothing, nulls in place of
    /// nothing.
    #[must_use]
    pub fn settled(mut self) -> Self {
        record::Member::settle(&mut self);
        self
    }
}

/// What a field holds: a literal, or the body of a card inlined into it.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// JSON as it stands.
    Literal(Json),
    /// A body.
    Body(Box<Body>),
}

impl Default for Datum {
    fn default() -> Self {
        Datum::Literal(Json::default())
    }
}

impl Datum {
    /// The literal, if it is one.
    pub fn literal(&self) -> Option<&Value> {
        match self {
            Datum::Literal(Json(value)) => Some(value),
            Datum::Body(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.literal().and_then(Value::as_str)
    }

    /// The body, if it is one.
    pub fn body(&self) -> Option<&Body> {
        match self {
            Datum::Literal(_) => None,
            Datum::Body(body) => Some(body),
        }
    }
}

impl<V: Into<Value>> From<V> for Datum {
    fn from(value: V) -> Self {
        Datum::Literal(Json(value.into()))
    }
}

impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Literal(json) => json.serialize(serializer),
            Datum::Body(body) => body.serialize(serializer),
        }
    }
}

/// Reads a datum; an object is a body where the field's type says so. While the type is not read yet, its cards do.
struct DatumSeed {
    body: Option<bool>,
}

impl<'de> DeserializeSeed<'de> for DatumSeed {
    type Value = Datum;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Datum, D::Error> {
        if self.body == Some(true) {
            return deserializer.deserialize_any(self);
        }
        let json = Json::deserialize(deserializer)?;
        let has_cards =
            || json.get("methods").and_then(Value::as_list).is_some() && json.get("orderings").is_some();
        if self.body.is_none() && has_cards() {
            let text = serde_json::to_string(&json).map_err(D::Error::custom)?;
            return serde_json::from_str(&text).map(Datum::Body).map_err(D::Error::custom);
        }
        Ok(Datum::Literal(json))
    }
}

impl<'de> Visitor<'de> for DatumSeed {
    type Value = Datum;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or a body")
    }

    fn visit_unit<E>(self) -> Result<Datum, E> {
        Ok(Datum::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Datum, E> {
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Datum, E> {
        json::Pieces.visit_u64(number).map(Datum::from)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Datum, E> {
        json::Pieces.visit_i64(number).map(Datum::from)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Datum, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Datum, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Datum, A::Error> {
        json::Pieces.visit_seq(items).map(Datum::from)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Datum, A::Error> {
        Body::deserialize(MapAccessDeserializer::new(fields)).map(|body| Datum::Body(Box::new(body)))
    }
}
