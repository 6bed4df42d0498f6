//! `connectors/*.json`: the cards of connectors as data.
//!
//! A declaration file holds one connector's methods (or those cards of one channel of the platform's that the
//! catalogue lacks), each a [`Signature`] in the form below. They are learned from
//! real packs at import, or written by hand. What equals the usual value is left out.

mod shipped;
mod types;

use std::borrow::Borrow;

use ecow::EcoString;
use flowc_okta::model::Json;
use flowc_stdlib::signature::{PortSignature, SideSignature, Signature, Subject};
use flowc_stdlib::{Class, Model};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use types::{Follows, Type};

pub use shipped::{shipped, with_known_defaults};

/// Where declarations lie in a project.
pub const FOLDER: &str = "connectors";

/// One file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connector: Option<EcoString>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<EcoString>,
    #[serde(default, rename = "use", skip_serializing_if = "IndexMap::is_empty")]
    settled: IndexMap<EcoString, EcoString>,
    methods: Vec<Method>,
}

/// Whose cards a file declares.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Owner {
    /// Those of a connector, by its key.
    Connector(EcoString),
    /// Those of one of the platform's channels.
    Channel(EcoString),
}

/// The version that all cards of the platform's own have.
const SYSTEM_VERSION: &str = "0.0.1";

/// What one file declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// Whose cards they are.
    pub owner: Owner,
    /// Versions that names without `@version` lead to, where that is not the newest: `"use": {"read_user": "1.0.2"}`.
    pub settled: IndexMap<EcoString, EcoString>,
    /// The cards.
    pub methods: Vec<Signature>,
}

impl Declared {
    /// A file that declares nothing so far.
    pub fn new(owner: Owner) -> Declared {
        Declared { owner, settled: IndexMap::new(), methods: Vec::new() }
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        let own = self.methods.iter().filter(|signature| Owner::of(signature) == self.owner);
        text(self.owner.clone(), self.settled.clone(), own)
    }
}

/// The text of a file of these methods, which are all their owner's.
fn text<'s>(
    owner: Owner,
    mut settled: IndexMap<EcoString, EcoString>,
    methods: impl Iterator<Item = &'s Signature>,
) -> String {
    let mut methods: Vec<Method> = methods.map(Method::of).collect();
    methods.sort_by(|a, b| (&a.method, &a.version).cmp(&(&b.method, &b.version)));
    settled.sort_keys();
    let (connector, channel) = match owner {
        Owner::Connector(key) => (Some(key), None),
        Owner::Channel(key) => (None, Some(key)),
    };
    let file = File { connector, channel, settled, methods };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

impl Owner {
    /// Whose a card is.
    pub fn of(signature: &Signature) -> Owner {
        match &signature.subject {
            Subject::Connector(connector, ..) => Owner::Connector(connector.clone()),
            Subject::System(channel, _) => Owner::Channel(channel.clone()),
        }
    }

    /// The connector's key.
    pub fn connector(&self) -> Option<&EcoString> {
        match self {
            Owner::Connector(key) => Some(key),
            Owner::Channel(_) => None,
        }
    }

    /// Where the declaration lies unless somebody moved it.
    pub fn path(&self) -> String {
        match self {
            Owner::Connector(key) => format!("{FOLDER}/{}.json", file_name(key)),
            Owner::Channel(key) => format!("{FOLDER}/system.{}.json", file_name(key)),
        }
    }
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Method {
    method: EcoString,
    version: EcoString,
    name: EcoString,
    title: EcoString,
    #[serde(default, skip_serializing_if = "EcoString::is_empty")]
    description: EcoString,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<EcoString>,
    #[serde(default, skip_serializing_if = "is_false")]
    event: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    plain: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    class: Effect,
    model: ModelEntry,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    inputs: Vec<Port>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    outputs: Vec<Port>,
    #[serde(default, skip_serializing_if = "Side::is_closed")]
    input_side: Side,
    #[serde(default, skip_serializing_if = "Side::is_closed")]
    output_side: Side,
    #[serde(default, skip_serializing_if = "is_null")]
    meta: Json,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Effect {
    Pure,
    Clock,
    Random,
    Reads,
    Writes,
    Control,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ModelEntry {
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    executable: bool,
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    displayed: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    asynchronous: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    cooperative: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    mirrored: bool,
    timeout: u32,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Side {
    #[serde(default, skip_serializing_if = "is_false")]
    extensible: bool,
    #[serde(default, skip_serializing_if = "is_null")]
    rules: Json,
    #[serde(default, skip_serializing_if = "is_null")]
    group_rules: Json,
    #[serde(default, skip_serializing_if = "is_null")]
    variants: Json,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Port {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<EcoString>,
    key: EcoString,
    /// Name in the source; left out where it is the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<EcoString>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<EcoString>,
    #[serde(rename = "type")]
    shape: Type,
    #[serde(default, skip_serializing_if = "Follows::is_fixed")]
    typing: Follows,
    #[serde(default, skip_serializing_if = "is_false")]
    required: bool,
    #[serde(default, skip_serializing_if = "is_null")]
    default: Json,
    #[serde(default, skip_serializing_if = "is_null")]
    choices: Json,
    #[serde(default, skip_serializing_if = "is_null")]
    available: Json,
    #[serde(default, skip_serializing_if = "is_null")]
    metadata: Json,
    #[serde(default, skip_serializing_if = "is_false")]
    optional: bool,
}

fn yes() -> bool {
    true
}

fn is_null(value: &Json) -> bool {
    value.0.is_null()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_true(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Reads one declaration file.
///
/// # Errors
/// What is wrong and on which line.
pub fn read(text: &str) -> Result<Declared, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let owner = match (file.connector, file.channel) {
        (Some(connector), None) => Owner::Connector(connector),
        (None, Some(channel)) => Owner::Channel(channel),
        _ => return Err("one of `connector` and `channel` says whose methods these are".to_owned()),
    };
    let methods = file.methods.into_iter().map(|method| method.signature(&owner));
    let declared = Declared { methods: methods.collect::<Result<_, _>>()?, owner, settled: file.settled };
    let known = |name: &EcoString, version: &EcoString| {
        declared.methods.iter().any(|method| {
            method.name == *name
                && matches!(&method.subject, Subject::Connector(_, other, _) if other == version)
        })
    };
    match declared.settled.iter().find(|(name, version)| !known(name, version)) {
        Some((name, version)) => {
            Err(format!("`use` names version {version} of `{name}`, and the file declares no such method"))
        }
        None => Ok(declared),
    }
}

/// Writes declarations, one file per connector and per channel of system cards, as `(path, text)`.
pub fn write<S: Borrow<Signature>>(signatures: &[S]) -> Vec<(String, String)> {
    let mut files: IndexMap<Owner, Vec<&Signature>> = IndexMap::new();
    for signature in signatures.iter().map(Borrow::borrow) {
        files.entry(Owner::of(signature)).or_default().push(signature);
    }
    files.sort_keys();
    let file = |(owner, methods): (Owner, Vec<&Signature>)| {
        (owner.path(), text(owner, IndexMap::new(), methods.into_iter()))
    };
    files.into_iter().map(file).collect()
}

/// A connector's key as a file name.
fn file_name(connector: &str) -> String {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    let name: String = connector.chars().map(|letter| if safe(letter) { letter } else { '_' }).collect();
    format!("{}{name}", if name.starts_with('.') || name.is_empty() { "_" } else { "" })
}

impl Method {
    fn of(signature: &Signature) -> Method {
        let (version, method) = match &signature.subject {
            Subject::Connector(_, version, method) => (version.clone(), method.clone()),
            Subject::System(_, method) => (SYSTEM_VERSION.into(), method.clone()),
        };
        Method {
            method,
            version,
            name: signature.name.clone(),
            title: signature.title.clone(),
            description: signature.description.clone(),
            note: signature.note.clone(),
            event: signature.event,
            plain: signature.plain,
            number: signature.number,
            class: Effect::of(signature.class),
            model: ModelEntry::of(signature.model),
            inputs: signature.inputs.iter().map(Port::of).collect(),
            outputs: signature.outputs.iter().map(Port::of).collect(),
            input_side: Side::of(&signature.input_side),
            output_side: Side::of(&signature.output_side),
            meta: Json(signature.meta.clone()),
        }
    }

    fn signature(self, owner: &Owner) -> Result<Signature, String> {
        let ports = |ports: Vec<Port>| ports.into_iter().map(Port::signature).collect::<Result<Vec<_>, _>>();
        Ok(Signature {
            subject: match owner {
                Owner::Connector(connector) => {
                    Subject::Connector(connector.clone(), self.version, self.method)
                }
                Owner::Channel(channel) => Subject::System(channel.clone(), self.method),
            },
            name: self.name,
            title: self.title,
            description: self.description,
            note: self.note,
            model: self.model.model(),
            event: self.event,
            plain: self.plain,
            number: self.number,
            class: self.class.class(),
            inputs: ports(self.inputs)?,
            outputs: ports(self.outputs)?,
            input_side: self.input_side.signature(),
            output_side: self.output_side.signature(),
            meta: self.meta.0,
            card: None,
        })
    }
}

impl Effect {
    const fn of(class: Class) -> Effect {
        match class {
            Class::Pure => Effect::Pure,
            Class::Clock => Effect::Clock,
            Class::Random => Effect::Random,
            Class::Reads => Effect::Reads,
            Class::Writes => Effect::Writes,
            Class::Control => Effect::Control,
        }
    }

    const fn class(self) -> Class {
        match self {
            Effect::Pure => Class::Pure,
            Effect::Clock => Class::Clock,
            Effect::Random => Class::Random,
            Effect::Reads => Class::Reads,
            Effect::Writes => Class::Writes,
            Effect::Control => Class::Control,
        }
    }
}

impl ModelEntry {
    const fn of(model: Model) -> ModelEntry {
        let Model { executable, displayed, asynchronous, cooperative, mirrored, timeout } = model;
        ModelEntry { executable, displayed, asynchronous, cooperative, mirrored, timeout }
    }

    const fn model(self) -> Model {
        let ModelEntry { executable, displayed, asynchronous, cooperative, mirrored, timeout } = self;
        Model { executable, displayed, asynchronous, cooperative, mirrored, timeout }
    }
}

impl Side {
    fn is_closed(&self) -> bool {
        !self.extensible && is_null(&self.rules) && is_null(&self.group_rules)
    }

    fn of(side: &SideSignature) -> Side {
        Side {
            extensible: side.extensible,
            rules: Json(side.rules.clone()),
            group_rules: Json(side.group_rules.clone()),
            variants: Json(side.variants.clone()),
        }
    }

    fn signature(self) -> SideSignature {
        SideSignature {
            extensible: self.extensible,
            rules: self.rules.0,
            group_rules: self.group_rules.0,
            variants: self.variants.0,
        }
    }
}

impl Port {
    fn of(port: &PortSignature) -> Port {
        Port {
            group: port.group.clone(),
            key: port.key.clone(),
            name: (port.name != port.key).then(|| port.name.clone()),
            label: port.label.clone(),
            shape: Type::of(&port.shape),
            typing: Follows::of(port.typing),
            required: port.required,
            default: Json(port.default.clone()),
            choices: Json(port.choices.clone()),
            available: Json(port.available.clone()),
            metadata: Json(port.metadata.clone()),
            optional: port.optional,
        }
    }

    fn signature(self) -> Result<PortSignature, String> {
        Ok(PortSignature {
            group: self.group,
            name: self.name.unwrap_or_else(|| self.key.clone()),
            shape: self.shape.shape().map_err(|reason| format!("field `{}`: {reason}", self.key))?,
            key: self.key,
            label: self.label,
            typing: self.typing.typing(),
            required: self.required,
            default: self.default.0,
            choices: self.choices.0,
            available: self.available.0,
            metadata: self.metadata.0,
            optional: self.optional,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "connector": "weather",
  "methods": [
    {
      "method": "read",
      "version": "1.0.2",
      "name": "read_forecast",
      "title": "Read Forecast",
      "class": "reads",
      "model": {
        "timeout": 30000
      },
      "inputs": [
        {
          "group": "Place",
          "key": "City",
          "type": "text",
          "required": true,
          "default": ""
        }
      ],
      "outputs": [
        {
          "key": "days",
          "name": "Days",
          "type": {
            "list": {
              "fields": {
                "high": {
                  "type": "number",
                  "label": "Highest"
                }
              },
              "open": true
            }
          }
        }
      ],
      "output_side": {
        "extensible": true
      }
    }
  ]
}
"#;

    #[test]
    fn declarations_read_back_as_they_were_written() {
        let signatures = read(TEXT).unwrap().methods;
        assert_eq!(signatures[0].outputs[0].shape.to_string(), "list<{ high: number, .. }>");
        assert_eq!(write(&signatures), [("connectors/weather.json".to_owned(), TEXT.to_owned())]);
    }

    #[test]
    fn what_is_no_declaration_is_explained() {
        let unknown = TEXT.replace("\"number\"", "\"numbre\"");
        assert!(read(&unknown).unwrap_err().contains("`numbre` is no type"), "{:?}", read(&unknown));
        assert!(read("{\"methods\": []}").unwrap_err().contains("connector"));
        assert_eq!(file_name("../x/y"), "_.._x_y");
    }
}
