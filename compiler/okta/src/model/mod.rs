//! Packs as typed data: every key of every version in the platform's order, unknown keys kept.
//!
//! Owns the JSON form alone: reading never interprets, writing gives back what was read, key for key. What
//! varies freely (metadata, rules, `meta`, literals) stays [`Json`].

pub(crate) mod alike;
mod datum;
mod json;
mod members;
pub(crate) mod part;
pub(crate) mod path;
pub(crate) mod record;
mod shelf;

use ecow::EcoString;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use datum::DatumSeed;
use part::Part;

pub use datum::Datum;
pub use json::Json;
pub(crate) use members::Members;
pub use shelf::Shelf;

/// An id of the platform: UUID, short id.
pub type Id = EcoString;

/// Things by id, in the order of the text.
pub type ById<T> = IndexMap<Id, T, FxBuildHasher>;

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
    Flow by itself true {
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
    Card by itself true {
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
        Part::settle(&mut self);
        self
    }
}
