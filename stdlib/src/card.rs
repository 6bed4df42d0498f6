//! What a function card is: one constant says everything about it.
//!
//! Checker, encoder, decoder, interpreter, constant folder and documentation derive from these constants;
//! none of them repeats a fact. A card lives in `src/<module>/<card>.rs` as `pub const CARD: Card` next to its
//! evaluation function, and one word in the module's `cards!` list: two places to touch.

use flowc_types::Kind;
use flowc_value::Value;

use crate::call::{Call, CardError, Prepared};

/// The definition of one function card.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// Name in the source, `module.card`: `"text.split"`.
    pub name: &'static str,
    /// Other names that lead here, for suggestions and `flowc cards`.
    pub aliases: &'static [&'static str],
    /// Channel and method of the platform address: `("string", "split")`.
    pub address: (&'static str, &'static str),
    /// The title on the canvas unless a person renamed it (`node.data.name`).
    pub title: &'static str,
    /// The platform's own one-line text (`metadata.description`).
    pub description: &'static str,
    /// What it does, in our words: a summary line, then details.
    pub doc: &'static str,
    /// What evaluating it may depend on or change.
    pub class: Class,
    /// Whether the card is [`Class::Pure`] after all where its first input holds this text.
    pub pure_with: Option<fn(&str) -> bool>,
    /// Constants of `node.model`.
    pub model: Model,
    /// Its own input fields, in the platform's order.
    pub inputs: &'static [Port],
    /// Its own output fields, in the platform's order.
    pub outputs: &'static [Port],
    /// What authors may add to the inputs.
    pub input_side: Side,
    /// What authors may add to the outputs.
    pub output_side: Side,
    /// How it runs.
    pub run: Run,
    /// Makes something of the inputs (own ones, then author-made ones) that are constant wherever the card stands,
    /// once before many calls. What it cannot make, calls make themselves.
    pub prepare: Option<Prepare>,
    /// Where the facts come from.
    pub evidence: &'static [Evidence],
    /// Names of the rules of `spec/semantics` it rests on and sentences that state assumptions.
    pub assumed: &'static [&'static str],
    /// Whether ordinary flows may use it.
    pub availability: Availability,
}

/// Constants of `node.model` per address (flopack.md 3.1; the rest is the platform's default).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// `executable`.
    pub executable: bool,
    /// `displayed`.
    pub displayed: bool,
    /// `async`.
    pub asynchronous: bool,
    /// `cooperative`.
    pub cooperative: bool,
    /// `mirrored`: outputs repeat inputs.
    pub mirrored: bool,
    /// `timeout` in milliseconds.
    pub timeout: u32,
}

impl Model {
    /// What most function cards have.
    pub const PURE: Model = Model {
        executable: false,
        displayed: true,
        asynchronous: false,
        cooperative: false,
        mirrored: false,
        timeout: 90_000,
    };

    /// What cards have that run a helper flow for each item of a list.
    pub const EACH: Model = Model { asynchronous: true, cooperative: true, timeout: 300_000, ..Model::PURE };
}

/// The effect class: the optimizer folds, merges and drops only [`Class::Pure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Depends on its inputs alone and changes nothing.
    Pure,
    /// Reads the clock.
    Clock,
    /// Draws random numbers.
    Random,
    /// Reads something outside the flow.
    Reads,
    /// Changes something outside the flow.
    Writes,
    /// Steers the flow.
    Control,
}

/// Where authors may add fields on one side of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// `extensible`.
    pub extensible: bool,
    /// `rules` as JSON text; empty = the key is absent.
    pub rules: &'static str,
    /// `groupRules` as JSON text; empty = the key is absent.
    pub group_rules: &'static str,
}

impl Side {
    /// Nothing can be added and no rules are stored.
    pub const FIXED: Side = Side { extensible: false, rules: "", group_rules: "" };

    /// Anything can be added and no rules are stored.
    pub const OPEN: Side = Side { extensible: true, ..Side::FIXED };

    /// With `rules`.
    pub const fn rules(self, rules: &'static str) -> Side {
        Side { rules, ..self }
    }

    /// With `groupRules`.
    pub const fn groups(self, group_rules: &'static str) -> Side {
        Side { group_rules, ..self }
    }
}

/// One field of a card's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Port {
    /// Section title on the canvas (`group`).
    pub group: Option<&'static str>,
    /// Platform key.
    pub key: &'static str,
    /// Name in the source: a `snake_case` word after the label people see.
    pub name: &'static str,
    /// `metadata.displayname`, where stored.
    pub label: Option<&'static str>,
    /// Kind it has when nothing decides otherwise.
    pub kind: Kind,
    /// Whether it is a list when nothing decides otherwise.
    pub list: bool,
    /// The fields of an object whose type lists them; empty = none are listed.
    pub record: &'static [(&'static str, Kind)],
    /// How its type follows what is wired, written or computed.
    pub typing: Typing,
    /// The author must fill it.
    pub required: bool,
    /// JSON text of the datum that an untouched input stores; outputs: what they store.
    pub default: &'static str,
    /// Values to choose from, as `(value, label)`.
    pub choices: &'static [(&'static str, &'static str)],
    /// `value.available` as JSON text; empty = null.
    pub available: &'static str,
    /// Further metadata as a JSON object text (`min`, `max`, `description`, `hidden`, …); empty = none.
    pub metadata: &'static str,
    /// Real packs exist in which the field is missing.
    pub optional: bool,
    /// Marked as required on the platform, and yet its empty value will do.
    pub may_be_empty: bool,
}

/// How a slot's stored type is decided when the source does not say `as`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Always [`Port::kind`] and [`Port::list`]; wires of other types get a converter.
    Fixed,
    /// An input that takes on the kind of what is wired or written if it is one of these
    /// (`&[]` = any), records included; its list flag stays.
    Adopts(&'static [Kind]),
    /// An input that takes on kind and list flag.
    AdoptsAll(&'static [Kind]),
    /// An output that has the type of the input at this index of [`Card::inputs`], fields of records dropped.
    Like(u8),
    /// An output that is one item of the list input at this index, fields of records dropped.
    ItemOf(u8),
    /// An output that is a list of what the input at this index is, fields of records dropped.
    ListOf(u8),
}

/// How a card runs.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// A function of its inputs (and of clock and randomness, per [`Card::class`]).
    Function(fn(&mut Call<'_>) -> Result<(), CardError>),
    /// One of the interpreter's own forms.
    Control(Control),
    /// The host performs it (HTTP, files, exports).
    Effect,
    /// Nobody outside the platform knows what it does: it is refused at run time with this reason.
    Unknown(&'static str),
}

/// Makes something of a card's inputs, where they are constants.
pub type Prepare = fn(&[Option<&Value>]) -> Prepared;

/// The forms that the interpreter executes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Control {
    /// `control:callable`, `http:accept`, `http:delegated`, `control:noop` as a flow's first card.
    Start,
    /// `control:comment`.
    Comment,
    /// `control:let`: outputs repeat inputs.
    Assign,
    /// `control:return`.
    Return,
    /// `control:returnRaw`.
    ReturnRaw,
    /// `control:continueIf`.
    ContinueIf,
    /// `control:if`.
    If,
    /// `control:join`.
    Join,
    /// `control:branch`.
    Branch,
    /// `control:tryCatch`.
    Try,
    /// `control:throw`.
    Throw,
    /// `control:throwIf`.
    ThrowIf,
    /// `control:spawn`.
    Call,
    /// `control:run`.
    CallAsync,
    /// `list:each`.
    Each,
    /// `list:asyncEach`.
    EachIgnoringErrors,
    /// `list:map`.
    Map,
    /// `list:filter`.
    Filter,
    /// `list:find`.
    Find,
    /// `list:sort`.
    Sort,
    /// `list:unique`.
    Unique,
    /// `list:reduce`.
    Reduce,
    /// `control:times`.
    Repeat,
    /// `object:each`.
    ObjectEach,
    /// `object:map` (Map to List).
    ObjectMapToList,
    /// `object:process` (Map).
    ObjectMap,
    /// `control:wait`.
    Wait,
    /// `control:until`.
    WaitUntil,
    /// `http:close`.
    Close,
    /// `object:expand`, the hidden card behind reading a field of a record.
    Expand,
}

/// Where a fact about a card comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// The platform's documentation.
    Doc,
    /// Real packs.
    Pack,
    /// Computed from documented facts.
    Derived,
    /// The most likely behaviour.
    Assumed,
}

impl Evidence {
    /// The word in reports: `doc`, `pack`, `derived`, `assumed`.
    pub const fn word(self) -> &'static str {
        match self {
            Evidence::Doc => "doc",
            Evidence::Pack => "pack",
            Evidence::Derived => "derived",
            Evidence::Assumed => "assumed",
        }
    }
}

/// Where a card may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In every flow.
    All,
    /// Only in flows of Connector Builder.
    ConnectorBuilder,
}

/// Cards are equal when they have the same address: there is one definition of each.
impl PartialEq for Card {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Card {
    /// A pure card with nothing in it, to be completed with `..Card::BLANK`.
    pub const BLANK: Card = Card {
        name: "",
        aliases: &[],
        address: ("", ""),
        title: "",
        description: "",
        doc: "",
        class: Class::Pure,
        pure_with: None,
        model: Model::PURE,
        inputs: &[],
        outputs: &[],
        input_side: Side::FIXED,
        output_side: Side::FIXED,
        run: Run::Unknown("not defined"),
        prepare: None,
        evidence: &[],
        assumed: &[],
        availability: Availability::All,
    };

    /// The platform address, `root:kernel:string:0.0.1:split`.
    pub fn platform_address(&self) -> String {
        format!("root:kernel:{}:0.0.1:{}", self.address.0, self.address.1)
    }

    /// The index of an own input by platform group and key.
    pub fn input(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.inputs.iter().position(|port| port.key == key && port.group == group)
    }

    /// The index of an own output by platform group and key.
    pub fn output(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.outputs.iter().position(|port| port.key == key && port.group == group)
    }
}

impl Port {
    /// A field of one kind with the platform's usual empty datum.
    pub const fn new(key: &'static str, kind: Kind) -> Port {
        let default = match kind {
            Kind::Text => "\"\"",
            Kind::Number => "0",
            Kind::Boolean => "false",
            Kind::Object => "{}",
            Kind::Date => "\"\"",
            Kind::File | Kind::Flow | Kind::Any => "null",
        };
        Port {
            group: None,
            key,
            name: key,
            label: None,
            kind,
            list: false,
            record: &[],
            typing: Typing::Fixed,
            required: false,
            default,
            choices: &[],
            available: "[]",
            metadata: "",
            optional: false,
            may_be_empty: false,
        }
    }

    /// A text field.
    pub const fn text(key: &'static str) -> Port {
        Port::new(key, Kind::Text)
    }

    /// A number field.
    pub const fn number(key: &'static str) -> Port {
        Port::new(key, Kind::Number)
    }

    /// A true/false field.
    pub const fn boolean(key: &'static str) -> Port {
        Port::new(key, Kind::Boolean)
    }

    /// A date field.
    pub const fn date(key: &'static str) -> Port {
        Port::new(key, Kind::Date)
    }

    /// An object field.
    pub const fn object(key: &'static str) -> Port {
        Port::new(key, Kind::Object)
    }

    /// A field that names a helper flow.
    pub const fn flow(key: &'static str) -> Port {
        Port::new(key, Kind::Flow)
    }

    /// The same as a list.
    pub const fn list(self) -> Port {
        Port { list: true, default: "[]", ..self }
    }

    /// With its name in the source.
    pub const fn named(self, name: &'static str) -> Port {
        Port { name, ..self }
    }

    /// With the label people see.
    pub const fn label(self, label: &'static str) -> Port {
        Port { label: Some(label), ..self }
    }

    /// In a section.
    pub const fn group(self, group: &'static str) -> Port {
        Port { group: Some(group), ..self }
    }

    /// The author must fill it.
    pub const fn required(self) -> Port {
        Port { required: true, ..self }
    }

    /// With how its type is decided.
    pub const fn typing(self, typing: Typing) -> Port {
        Port { typing, ..self }
    }

    /// With the fields that its type lists.
    pub const fn record(self, record: &'static [(&'static str, Kind)]) -> Port {
        Port { record, ..self }
    }

    /// With the JSON text of its untouched datum.
    pub const fn default(self, default: &'static str) -> Port {
        Port { default, ..self }
    }

    /// With values to choose from.
    pub const fn choices(self, choices: &'static [(&'static str, &'static str)]) -> Port {
        Port { choices, ..self }
    }

    /// With the JSON text of `available`; empty = null.
    pub const fn available(self, available: &'static str) -> Port {
        Port { available, ..self }
    }

    /// With further metadata as JSON object text.
    pub const fn metadata(self, metadata: &'static str) -> Port {
        Port { metadata, ..self }
    }

    /// Missing in some real packs.
    pub const fn optional(self) -> Port {
        Port { optional: true, ..self }
    }

    /// Marked as required, and yet empty in flows that work.
    pub const fn may_be_empty(self) -> Port {
        Port { may_be_empty: true, ..self }
    }
}
