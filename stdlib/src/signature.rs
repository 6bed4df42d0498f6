//! Signatures: what every phase knows of a card, whether it is the platform's own or a connector's.
//!
//! A system card's signature is made from its [`Card`] constant; a connector method's comes from a
//! declaration learned from packs. Phases ask [`Signatures`] and never look at constants themselves.

use std::sync::{Arc, OnceLock};

use ecow::{EcoString, eco_format};
use flowc_types::{Kind, Shape};
use flowc_value::Value;
use indexmap::{Equivalent, IndexMap};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::card::{Card, Class, Model, Port, Side, Typing};

/// Which card a signature describes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A system card: channel and method.
    System(EcoString, EcoString),
    /// A connector's method: connector, version, method.
    Connector(EcoString, EcoString, EcoString),
}

/// A subject that is looked for; it hashes as [`Subject`] does.
#[derive(Hash)]
enum Sought<'s> {
    System(&'s str, &'s str),
    Connector(&'s str, &'s str, &'s str),
}

impl Equivalent<Subject> for Sought<'_> {
    fn equivalent(&self, subject: &Subject) -> bool {
        match (self, subject) {
            (Sought::System(channel, method), Subject::System(a, b)) => a == channel && b == method,
            (Sought::Connector(connector, version, method), Subject::Connector(a, b, c)) => {
                a == connector && b == version && c == method
            }
            _ => false,
        }
    }
}

/// Everything phases need to know about a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// Which card.
    pub subject: Subject,
    /// Name in the source: `text.split` of a system card, `read_user` of a connector's method.
    pub name: EcoString,
    /// Title on the canvas.
    pub title: EcoString,
    /// `metadata.description`.
    pub description: EcoString,
    /// The note a fresh card carries (`comments`), if any.
    pub note: Option<EcoString>,
    /// Constants of `node.model`.
    pub model: Model,
    /// An event: it starts flows.
    pub event: bool,
    /// A method of the older kind or of Connector Builder: its cards lack `enableNewMetadata`.
    pub plain: bool,
    /// The platform's number of a connector's method (`metadata.id`), where it was seen.
    pub number: Option<u64>,
    /// Effect class.
    pub class: Class,
    /// Own inputs; a connector's options among them.
    pub inputs: Vec<PortSignature>,
    /// Own outputs.
    pub outputs: Vec<PortSignature>,
    /// What authors may add to the inputs.
    pub input_side: SideSignature,
    /// What authors may add to the outputs.
    pub output_side: SideSignature,
    /// Bookkeeping of dynamic fields (`node.model.meta`), null where there is none.
    pub meta: Value,
    /// The definition behind a system card.
    pub card: Option<&'static Card>,
}

/// One side's rules, as packs store them; null where a key is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideSignature {
    /// `extensible`.
    pub extensible: bool,
    /// `rules`.
    pub rules: Value,
    /// `groupRules`.
    pub group_rules: Value,
    /// Forms of `groupRules` that go with an option: a list of `{option, value, rules}`; null where there are none.
    pub variants: Value,
}

/// One own field.
#[derive(Clone, Debug, PartialEq)]
pub struct PortSignature {
    /// Section.
    pub group: Option<EcoString>,
    /// Platform key.
    pub key: EcoString,
    /// Name in the source.
    pub name: EcoString,
    /// `metadata.displayname`, where stored.
    pub label: Option<EcoString>,
    /// Type when nothing decides otherwise.
    pub shape: Shape,
    /// How the type follows what is wired, written or computed.
    pub typing: Typing,
    /// The author must fill it.
    pub required: bool,
    /// The datum of an untouched field.
    pub default: Value,
    /// `metadata.choices` as stored; null where there are none.
    pub choices: Value,
    /// `value.available`; null as stored.
    pub available: Value,
    /// Further metadata, an object.
    pub metadata: Value,
    /// Real packs exist in which the field is missing.
    pub optional: bool,
}

impl PortSignature {
    /// Whether it is an option of a connector's method, fixed at design time.
    pub fn is_option(&self) -> bool {
        self.group.as_deref() == Some("parameters")
    }

    /// The choice that has this value or this label: `(value, label)`.
    pub fn choice(&self, wanted: &str) -> Option<(EcoString, EcoString)> {
        let pairs = || self.choice_pairs();
        pairs().find(|(_, label)| label == wanted).or_else(|| pairs().find(|(value, _)| value == wanted))
    }

    /// All choices as `(value, label)`.
    pub fn choice_pairs(&self) -> impl Iterator<Item = (EcoString, EcoString)> {
        let list = self.choices.as_list();
        list.into_iter().flatten().filter_map(|choice| {
            if let Some(text) = choice.as_str() {
                return Some((text.into(), text.into()));
            }
            let text = |key: &str| choice.get(key).and_then(Value::as_str).map(EcoString::from);
            Some((text("value")?, text("label")?))
        })
    }
}

impl Signature {
    /// Whether it is this system card.
    pub fn is(&self, channel: &str, method: &str) -> bool {
        matches!(&self.subject, Subject::System(c, m) if c == channel && m == method)
    }

    /// The effect class of a card in its place, where `written` gives what its first input holds as written text.
    pub fn class_with<'t>(&self, written: impl FnOnce(&PortSignature) -> Option<Vec<&'t str>>) -> Class {
        let is_pure = || {
            let pure_with = self.card.and_then(|card| card.pure_with)?;
            Some(written(self.inputs.first()?)?.into_iter().all(pure_with))
        };
        if self.class != Class::Pure && is_pure() == Some(true) { Class::Pure } else { self.class }
    }

    /// The position of an own input by section and key.
    pub fn input(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.inputs.iter().position(|port| port.key == key && port.group.as_deref() == group)
    }

    /// The position of an own output by section and key.
    pub fn output(&self, group: Option<&str>, key: &str) -> Option<usize> {
        self.outputs.iter().position(|port| port.key == key && port.group.as_deref() == group)
    }

    /// Where an input stands among those of its card, for a stable sort: own fields as listed here, the sections of
    /// else-ifs in order, `else` behind them, then what was added.
    pub fn input_rank(&self, group: Option<&str>, key: &str) -> (usize, usize) {
        let own = |group: Option<&str>| self.input(group, key).unwrap_or(usize::MAX);
        match group {
            Some("else") if self.is("control", "branch") => (usize::MAX - 1, own(group)),
            Some(section) if self.is("control", "branch") && section != "if" => {
                match section.strip_prefix("elseif ").and_then(|number| number.parse().ok()) {
                    Some(number) => (number, own(Some("if"))),
                    None => (usize::MAX, 0),
                }
            }
            group => place(&self.inputs, self.input(group, key), group).map_or((usize::MAX, 0), |at| (0, at)),
        }
    }

    /// Where an output stands among those of its card.
    pub fn output_rank(&self, group: Option<&str>, key: &str) -> usize {
        place(&self.outputs, self.output(group, key), group).unwrap_or(usize::MAX)
    }

    fn of(card: &'static Card) -> Signature {
        Signature {
            subject: Subject::System(card.address.0.into(), card.address.1.into()),
            name: card.name.into(),
            title: card.title.into(),
            description: card.description.into(),
            note: None,
            model: card.model,
            event: false,
            plain: false,
            number: None,
            class: card.class,
            inputs: card.inputs.iter().map(PortSignature::of).collect(),
            outputs: card.outputs.iter().map(PortSignature::of).collect(),
            input_side: SideSignature::of(card.input_side),
            output_side: SideSignature::of(card.output_side),
            meta: Value::Null,
            card: Some(card),
        }
    }
}

/// The place of a field among those of its side. A section of which no card has the same fields (the columns of a
/// table) stands where its first field does, in the order in which a person chose them.
fn place(ports: &[PortSignature], known: Option<usize>, group: Option<&str>) -> Option<usize> {
    let mut section = ports.iter().enumerate().filter(|(_, port)| port.group.as_deref() == group);
    let chosen = group.is_some() && section.clone().all(|(_, port)| port.optional);
    if chosen { section.next().map(|(at, _)| at) } else { known }
}

impl SideSignature {
    fn of(side: Side) -> Self {
        Self {
            extensible: side.extensible,
            rules: json(side.rules),
            group_rules: json(side.group_rules),
            variants: Value::Null,
        }
    }
}

impl PortSignature {
    fn of(port: &Port) -> Self {
        let item = match port.record {
            [] => Shape::One(port.kind),
            fields => Shape::record(fields.iter().map(|&(name, kind)| (name, Shape::One(kind)))),
        };
        let choices = port.choices.iter().map(|&(value, label)| {
            Value::object([("value", Value::text(value)), ("label", Value::text(label))])
        });
        Self {
            group: port.group.map(EcoString::from),
            key: port.key.into(),
            name: port.name.into(),
            label: port.label.map(EcoString::from),
            shape: if port.list { item.list() } else { item },
            typing: port.typing,
            required: port.required,
            default: json(port.default),
            choices: if port.choices.is_empty() { Value::Null } else { Value::list(choices) },
            available: json(port.available),
            metadata: json(port.metadata),
            optional: port.optional,
        }
    }
}

/// JSON text of a definition; empty = null. A test proves that all of them parse.
fn json(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { flowc_value::json::parse(text).unwrap_or(Value::Null) }
}

/// All signatures of a project: its own, and behind them those of the platform's cards.
#[derive(Clone, Debug, Default)]
pub struct Signatures {
    by_subject: IndexMap<Subject, Arc<Signature>, FxBuildHasher>,
    by_name: IndexMap<EcoString, Arc<Signature>, FxBuildHasher>,
    behind: Option<&'static Signatures>,
}

impl Signatures {
    /// The platform's own cards, to add others to.
    pub fn system() -> Self {
        Self { behind: Some(Self::of_platform()), ..Self::default() }
    }

    /// The platform's own cards.
    pub fn of_platform() -> &'static Self {
        static SYSTEM: OnceLock<Signatures> = OnceLock::new();
        SYSTEM.get_or_init(|| {
            let mut all = Signatures::default();
            for card in crate::catalogue().iter() {
                let signature = Arc::new(Signature::of(card));
                all.by_subject.insert(signature.subject.clone(), signature.clone());
                all.by_name.insert(signature.name.clone(), signature.clone());
                for alias in card.aliases {
                    all.by_name.entry(EcoString::from(*alias)).or_insert_with(|| signature.clone());
                }
            }
            all
        })
    }

    /// With a connector's methods. A later declaration of the same method and version wins; of several
    /// versions the name leads to the newest.
    pub fn add(&mut self, signature: impl Into<Arc<Signature>>) {
        let signature = signature.into();
        match &signature.subject {
            Subject::Connector(connector, version, _) => {
                let name = eco_format!("{connector}:{}", signature.name);
                self.by_name.insert(eco_format!("{name}@{version}"), signature.clone());
                let newer = self.by_name.get(&name).is_some_and(|known| match &known.subject {
                    Subject::Connector(_, known, _) => numbers(known) > numbers(version),
                    Subject::System(..) => false,
                });
                if !newer {
                    self.by_name.insert(name, signature.clone());
                }
            }
            // A system card that the catalogue lacks, learned from a pack.
            Subject::System(..) => {
                if self.named(&signature.name).is_none() {
                    self.by_name.insert(signature.name.clone(), signature.clone());
                }
            }
        }
        self.by_subject.insert(signature.subject.clone(), signature);
    }

    /// With a name of a connector's method that leads to this version, whatever else is declared. Says whether there
    /// is such a method; all are to be added before.
    pub fn settle(&mut self, connector: &str, name: &str, version: &str) -> bool {
        let Some(signature) = self.method(connector, name, Some(version)).cloned() else { return false };
        self.by_name.insert(eco_format!("{connector}:{name}"), signature);
        true
    }

    /// With those methods of connectors that nobody declared so far, in whatever version and by whatever name.
    pub fn add_missing(&mut self, signatures: &[Arc<Signature>]) {
        let method = |signature: &Arc<Signature>| match &signature.subject {
            Subject::Connector(connector, _, method) => Some((connector.clone(), method.clone())),
            Subject::System(..) => None,
        };
        let declared: FxHashSet<_> = self.by_subject.values().filter_map(method).collect();
        for signature in signatures {
            let Subject::Connector(connector, _, key) = &signature.subject else { continue };
            let named = self.method(connector, &signature.name, None).is_some();
            if !named && !declared.contains(&(connector.clone(), key.clone())) {
                self.add(signature.clone());
            }
        }
    }

    fn sought(&self, subject: &Sought<'_>) -> Option<&Arc<Signature>> {
        self.by_subject.get(subject).or_else(|| self.behind?.by_subject.get(subject))
    }

    /// The signature of a system card by channel and method.
    pub fn of_system(&self, channel: &str, method: &str) -> Option<&Arc<Signature>> {
        self.sought(&Sought::System(channel, method))
    }

    /// The signature of a connector's method.
    pub fn of_connector(&self, connector: &str, version: &str, method: &str) -> Option<&Arc<Signature>> {
        self.sought(&Sought::Connector(connector, version, method))
    }

    /// A system card by its name in the source, `text.split`.
    pub fn named(&self, name: &str) -> Option<&Arc<Signature>> {
        self.by_name.get(name).or_else(|| self.behind?.by_name.get(name))
    }

    /// A connector's method by its name in the source; without a version the one that is settled,
    /// or else the newest declared one.
    pub fn method(&self, connector: &str, name: &str, version: Option<&str>) -> Option<&Arc<Signature>> {
        match version {
            Some(version) => self.by_name.get(&eco_format!("{connector}:{name}@{version}")),
            None => self.by_name.get(&eco_format!("{connector}:{name}")),
        }
    }

    /// All signatures in a fixed order: the platform's cards first, as the project knows them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Signature>> {
        let behind = self.behind.into_iter().flat_map(|behind| &behind.by_subject);
        let platform = behind.map(|(subject, known)| self.by_subject.get(subject).unwrap_or(known));
        let is_own =
            |subject: &Subject| self.behind.is_none_or(|behind| !behind.by_subject.contains_key(subject));
        let own = self.by_subject.iter().filter(move |(subject, _)| is_own(subject));
        platform.chain(own.map(|(_, signature)| signature))
    }
}

/// The numbers of a version, `1.0.501`.
pub(crate) fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|number| number.parse().unwrap_or_default()).collect()
}

/// The type a slot takes on that adopts what is wired to it or written in it.
///
/// `source` is the type of the wired output (at the end of its path); `literal` the kind of a literal.
/// A kind that the slot does not admit leaves the slot's own type, and the wire gets a converter.
pub fn adopted(port: &PortSignature, source: Option<&Shape>, literal: Option<&Value>) -> Shape {
    let (kinds, whole) = match port.typing {
        Typing::Adopts(kinds) => (kinds, false),
        Typing::AdoptsAll(kinds) => (kinds, true),
        _ => return port.shape.clone(),
    };
    let wanted = match (source, literal) {
        (Some(source), _) => source.clone(),
        (None, Some(value)) => shape_of_literal(value, &port.shape),
        (None, None) => return port.shape.clone(),
    };
    if !kinds.is_empty() && !kinds.contains(&wanted.kind()) {
        return port.shape.clone();
    }
    match (whole, port.shape.is_list()) {
        (true, _) => wanted,
        (false, true) => wanted.item().clone().list(),
        (false, false) => wanted.item().clone(),
    }
}

/// The type of a card's own output, given the types of its own inputs in order and then of those that its author
/// made: a list Construct gives a list of what its first item is.
pub fn computed(port: &PortSignature, inputs: &[Shape]) -> Shape {
    let input = |index: u8| inputs.get(usize::from(index)).map(Shape::without_fields);
    match port.typing {
        Typing::Like(index) => input(index),
        Typing::ItemOf(index) => input(index).map(|shape| shape.item().clone()),
        Typing::ListOf(index) => input(index).map(|shape| shape.item().clone().list()),
        Typing::Fixed | Typing::Adopts(_) | Typing::AdoptsAll(_) => None,
    }
    .filter(|shape| shape.kind() != Kind::Any)
    .unwrap_or_else(|| port.shape.clone())
}

/// The type an author-made field takes on for a literal: what JSON says, null as the field was.
pub fn shape_of_literal(value: &Value, otherwise: &Shape) -> Shape {
    match value {
        Value::Bool(_) => Shape::BOOLEAN,
        Value::Number(_) => Shape::NUMBER,
        Value::Text(_) => Shape::TEXT,
        Value::List(items) => match items.first() {
            Some(first) => shape_of_literal(first, &Shape::OBJECT).item().clone().list(),
            None => otherwise.item().clone().list(),
        },
        Value::Object(_) => Shape::OBJECT,
        Value::Date(_) => Shape::DATE,
        Value::Null | Value::File(_) | Value::Flow(_) => otherwise.clone(),
    }
}
