//! What a field of a card says: its name as people see it, and what it holds, as text.

use flowc_ir::{Address, Card, Datum, Flow, Input, ItemArgument, Output, Program, Role, TemplatePart};
use flowc_stdlib::signature::{PortSignature, Signature, Signatures};
use flowc_value::json;

use super::links::{Links, Place, Source};

/// What fields of one flow are read with.
pub(super) struct Reader<'a> {
    pub program: &'a Program,
    pub signatures: &'a Signatures,
    pub flow: &'a Flow,
    pub links: &'a Links,
}

/// What an input holds.
pub(super) struct Held {
    pub text: String,
    /// Class of its colours.
    pub class: &'static str,
    /// The flow it names.
    pub flow: Option<usize>,
}

impl Held {
    fn new(text: impl Into<String>, class: &'static str) -> Self {
        Self { text: text.into(), class, flow: None }
    }
}

/// Letters of a value that are looked at; a literal may hold megabytes, and a box shows some lines.
const MOST_LETTERS: usize = 600;

impl<'a> Reader<'a> {
    pub fn card(&self, (body, id): Place) -> Option<&'a Card> {
        self.flow.bodies.get(body)?.card(id)
    }

    pub fn signature(&self, card: &Card) -> Option<&'a Signature> {
        let found = match &card.address {
            Address::System { channel, method } => self.signatures.of_system(channel, method),
            Address::Connector { connector, version, method } => {
                self.signatures.of_connector(connector, version, method)
            }
        };
        found.map(|signature| &**signature)
    }

    /// The name of an input.
    pub fn input_label(&self, card: &Card, input: &Input) -> String {
        let own = || own_input(self.signature(card)?, input)?.label.as_ref();
        match (input.role, &input.label) {
            (Role::Hole, _) => hole(&input.key),
            (_, Some(label)) => label.to_string(),
            (Role::Own | Role::Option, None) => plain(own().unwrap_or(&input.key)),
            _ => input.key.to_string(),
        }
    }

    /// The name of an output.
    pub fn output_label(&self, card: &Card, output: &Output) -> String {
        let own = || {
            let signature = self.signature(card)?;
            let position = signature.output(output.group.as_deref(), &output.key)?;
            signature.outputs.get(position)?.label.as_ref()
        };
        match (output.role, &output.label) {
            (_, Some(label)) => label.to_string(),
            (Role::Own, None) => plain(own().unwrap_or(&output.key)),
            _ => output.key.to_string(),
        }
    }

    /// The output that a wire begins at, as its card calls it.
    pub fn source_label(&self, source: &Source) -> String {
        let (body, id, output) = source.slot;
        let Some(card) = self.card((body, id)) else { return String::new() };
        let mut text = card.outputs.get(output).map_or(String::new(), |found| self.output_label(card, found));
        for field in &source.path {
            text.push('.');
            text.push_str(field);
        }
        text
    }

    /// The same with the title of its card.
    pub fn source_text(&self, source: &Source) -> String {
        let title = self.card((source.slot.0, source.slot.1)).map_or("", |card| card.title.as_str());
        format!("{title} · {}", self.source_label(source))
    }

    /// What an input is wired to.
    pub fn sources(&self, (body, id): Place, input: usize) -> &'a [Source] {
        self.links.sources.get(&(body, id, input)).map_or(&[], Vec::as_slice)
    }

    /// What an input holds; nothing where it is as the card offers it and the card offers nothing.
    pub fn held(&self, place: Place, card: &Card, position: usize, input: &Input) -> Option<Held> {
        let sources = self.sources(place, position);
        if !sources.is_empty() {
            let texts: Vec<String> = sources.iter().map(|source| self.source_text(source)).collect();
            return Some(Held::new(texts.join(" / "), "wired"));
        }
        match &input.item {
            Some(ItemArgument::Item) => return Some(Held::new("each item", "each")),
            Some(ItemArgument::Field(field)) => {
                return Some(Held::new(format!("each item · {field}"), "each"));
            }
            Some(ItemArgument::Constant) | None => {}
        }
        match &input.datum {
            Datum::Untouched | Datum::Body(_) => None,
            Datum::Literal(value) => Some(Held::new(self.literal(card, input, value), "literal")),
            Datum::Template(parts) => Some(Held::new(template(parts), "literal")),
            Datum::Table(table) => {
                let title = self.program.tables.get(table.index()).map_or("", |table| table.title.as_str());
                Some(Held::new(title, "literal"))
            }
            Datum::Flow(flow) => {
                let title = self.program.flows.get(flow.index()).map_or("", |flow| flow.title.as_str());
                Some(Held { flow: Some(flow.index()), ..Held::new(title, "helper") })
            }
        }
    }

    /// What the card does with an input that nobody touched.
    pub fn offered(&self, card: &Card, input: &Input) -> Option<Held> {
        let port = own_input(self.signature(card)?, input)?;
        let value = &port.default;
        let says_something = !value.is_null() && !value.is_container() && value.as_str() != Some("");
        says_something.then(|| Held::new(self.literal(card, input, value), "offered"))
    }

    /// A choice by its name, a text as it is, other values as JSON.
    fn literal(&self, card: &Card, input: &Input, value: &flowc_value::Value) -> String {
        let Some(text) = value.as_str() else {
            return json::to_text(value).chars().take(MOST_LETTERS).collect();
        };
        let port = self.signature(card).and_then(|signature| own_input(signature, input));
        match port.and_then(|port| port.choice_pairs().find(|(choice, _)| choice == text)) {
            Some((_, label)) => label.to_string(),
            None if text.trim().is_empty() => format!("\"{}\"", text.replace('\n', "\\n")),
            None => text.chars().take(MOST_LETTERS).collect(),
        }
    }

    /// A comparison as the label of a lane: `level ≥ 5`.
    pub fn condition(&self, place: Place, card: &Card, group: Option<&str>) -> String {
        let side = |key: &str| {
            let position = card.input(group, key)?;
            let input = card.inputs.get(position)?;
            let sources = self.sources(place, position);
            if !sources.is_empty() {
                let labels: Vec<String> = sources.iter().map(|source| self.source_label(source)).collect();
                return Some(labels.join(" / "));
            }
            match &input.datum {
                Datum::Literal(value) => Some(json::to_text(value).chars().take(MOST_LETTERS).collect()),
                _ => None,
            }
        };
        let operator = || {
            let input = card.inputs.get(card.input(group, "operator")?)?;
            match &input.datum {
                Datum::Literal(value) => value.as_str().map(str::to_owned),
                _ => own_input(self.signature(card)?, input)?.default.as_str().map(str::to_owned),
            }
        };
        let operator = operator().unwrap_or_default();
        let left = side("left-operand").unwrap_or_default();
        let right = side("right-operand").filter(|_| !operator.ends_with("empty")).unwrap_or_default();
        let sign = match operator.as_str() {
            "==" => "=",
            "!=" => "≠",
            ">=" => "≥",
            "<=" => "≤",
            other => other,
        };
        [left.as_str(), sign, right.as_str()].join(" ").trim().to_owned()
    }
}

/// The definition of an own input. The else-ifs of a branch have the fields of its `if`.
fn own_input<'s>(signature: &'s Signature, input: &Input) -> Option<&'s PortSignature> {
    let group = match input.group.as_deref() {
        Some(group) if group.starts_with("elseif ") => Some("if"),
        group => group,
    };
    signature.inputs.get(signature.input(group, &input.key)?)
}

/// The platform marks some keys (`_text_`); people do not see the marks.
fn plain(key: &str) -> String {
    key.trim_matches('_').to_owned()
}

/// A hole of a template, counted from 1 for people.
fn hole(key: &str) -> String {
    let number = key.parse::<u32>().map_or(0, |number| number.saturating_add(1));
    format!("{{{number}}}")
}

fn template(parts: &[TemplatePart]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            TemplatePart::Text(words) => text.push_str(words),
            TemplatePart::Hole(number) => text.push_str(&hole(&number.to_string())),
        }
        if text.len() > MOST_LETTERS {
            break;
        }
    }
    text.chars().take(MOST_LETTERS).collect()
}
