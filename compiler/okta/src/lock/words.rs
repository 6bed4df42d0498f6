//! What a program says as bytes to make fingerprints of: all that an edit could change, nothing else.
//!
//! A lock keeps the fingerprints from one build to the next, so that the bytes are made here, not by a formatter whose
//! output may change.

use ecow::EcoString;
use flowc_ir::{
    Address, Card, Condition, Datum, Delay, Flow, Input, Note, OnError, Output, Program, Role, TemplatePart,
};
use flowc_types::Shape;
use flowc_value::Value;

use crate::ids::fingerprint;

/// Ends a text: no UTF-8 holds it.
const END: u8 = 0xff;

/// Bytes to make a fingerprint of. It can be told where each word ends, and what may be missing says whether it is
/// there, so that different things never read alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<u8>);

impl Words {
    /// The fingerprint of all words so far.
    pub fn fingerprint(&self) -> EcoString {
        fingerprint(&self.0)
    }

    /// Forgets all words, not the room they took.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub fn flag(&mut self, flag: bool) {
        self.byte(flag.into());
    }

    pub fn number(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        self.byte(END);
    }

    fn texts<const N: usize>(&mut self, texts: [&str; N]) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    pub fn maybe<T>(&mut self, thing: Option<T>, say: impl FnOnce(&mut Self, T)) {
        self.flag(thing.is_some());
        if let Some(thing) = thing {
            say(self, thing);
        }
    }

    fn maybe_text(&mut self, text: Option<&EcoString>) {
        self.maybe(text, |words, text| words.text(text));
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::One(kind) => self.text(kind.word()),
            Shape::List(item) => {
                self.text("list");
                self.shape(item);
            }
            Shape::Record(record) => {
                self.text(if record.open { "open" } else { "record" });
                self.count(record.fields.len());
                for (name, field) in &record.fields {
                    self.text(name);
                    self.flag(field.optional);
                    self.maybe_text(field.label.as_ref());
                    self.shape(&field.shape);
                }
            }
            Shape::Error => self.text("error"),
        }
    }

    /// A literal, whose depth is that of the text it was read from.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.byte(b'0'),
            Value::Bool(value) => self.0.extend([b'b', u8::from(*value)]),
            Value::Number(number) => {
                self.byte(b'n');
                self.0.extend(number.to_bits().to_le_bytes());
            }
            Value::Text(text) => {
                self.byte(b't');
                self.text(text.as_str());
            }
            Value::List(items) => {
                self.byte(b'l');
                self.count(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Object(object) => {
                self.byte(b'o');
                self.count(object.len());
                for (key, value) in object {
                    self.text(key.as_str());
                    self.value(value);
                }
            }
            Value::Date(_) | Value::File(_) | Value::Flow(_) => {
                self.byte(b'w');
                self.text(&format!("{value:?}"));
            }
        }
    }

    /// What stands beside a field or flow of a connector, whatever the order of its members, which says nothing.
    fn noted(&mut self, noted: &Value) {
        self.text(&flowc_ir::builder::text(noted));
    }

    /// What a card says without its wires.
    pub fn card(&mut self, program: &Program, card: &Card) {
        match &card.address {
            Address::System { channel, method } => {
                self.byte(b's');
                self.texts([channel, method]);
            }
            Address::Connector { connector, version, method } => {
                self.byte(b'c');
                self.texts([connector, version, method]);
            }
        }
        self.text(&card.title);
        match &card.note {
            Note::None => self.byte(b'0'),
            Note::Text(text) => {
                self.byte(b'n');
                self.text(text);
            }
            Note::Comment { title, markdown } => {
                self.byte(b'c');
                self.texts([title, markdown]);
            }
        }
        let connection = card.connection.and_then(|id| program.connections.get(id.index()));
        self.maybe_text(connection.map(|connection| &connection.name));
        self.policy(program, card);
        self.maybe_text(card.builder.as_ref());
        self.count(card.inputs.len());
        card.inputs.iter().for_each(|input| self.input(program, input));
        self.count(card.outputs.len());
        card.outputs.iter().for_each(|output| self.output(output));
    }

    fn policy(&mut self, program: &Program, card: &Card) {
        let policy = &card.policy;
        match policy.on_error {
            OnError::Stop => self.byte(b's'),
            OnError::Return => self.byte(b'r'),
            OnError::Run(flow) => {
                self.byte(b'f');
                self.flow_name(program, flow);
            }
            OnError::Handler(_) => self.byte(b'h'),
        }
        self.maybe(policy.retry, |words, retry| words.number(retry.into()));
        self.maybe(policy.delay, |words, delay| {
            let (low, high) = match delay {
                Delay::Fixed(delay) => (delay, None),
                Delay::Between(low, high) => (low, Some(high)),
            };
            words.number(low);
            words.maybe(high, Words::number);
        });
        self.maybe(policy.condition.as_ref(), |words, condition| match condition {
            Condition::RateLimit => words.byte(b'r'),
            Condition::Other(word) => words.text(word),
        });
    }

    fn flow_name(&mut self, program: &Program, flow: flowc_ir::FlowId) {
        self.maybe_text(program.flows.get(flow.index()).map(|flow| &flow.name));
    }

    fn input(&mut self, program: &Program, input: &Input) {
        self.field(input.group.as_ref(), &input.key, &input.shape, input.role);
        match &input.datum {
            Datum::Untouched => self.byte(b'u'),
            Datum::Literal(value) => {
                self.byte(b'l');
                self.value(value);
            }
            Datum::Template(parts) => {
                self.byte(b'p');
                self.count(parts.len());
                for part in parts {
                    match part {
                        TemplatePart::Text(text) => self.maybe_text(Some(text)),
                        TemplatePart::Hole(hole) => {
                            self.maybe_text(None);
                            self.number((*hole).into());
                        }
                    }
                }
            }
            Datum::Flow(flow) => {
                self.byte(b'f');
                self.flow_name(program, *flow);
            }
            Datum::Table(table) => {
                self.byte(b't');
                self.maybe_text(program.tables.get(table.index()).map(|table| &table.name));
            }
            Datum::Body(_) => self.byte(b'b'),
        }
        self.maybe_text(input.label.as_ref());
        self.maybe_text(input.description.as_ref());
        self.maybe(input.item.as_ref(), |words, item| match item {
            flowc_ir::ItemArgument::Item => words.byte(b'i'),
            flowc_ir::ItemArgument::Constant => words.byte(b'c'),
            flowc_ir::ItemArgument::Field(field) => {
                words.byte(b'f');
                words.text(field);
            }
        });
        self.maybe(input.builder.as_ref(), Words::noted);
    }

    fn output(&mut self, output: &Output) {
        self.field(output.group.as_ref(), &output.key, &output.shape, output.role);
        self.maybe_text(output.label.as_ref());
        self.maybe_text(output.description.as_ref());
    }

    fn field(&mut self, group: Option<&EcoString>, key: &str, shape: &Shape, role: Role) {
        self.maybe_text(group);
        self.text(key);
        self.shape(shape);
        self.flag(matches!(role, Role::Capture(_)));
    }

    /// What is said of a flow itself.
    pub fn flow(&mut self, flow: &Flow, folder: Option<&EcoString>) {
        self.texts([&flow.name, &flow.title, &flow.description]);
        self.maybe_text(folder);
        self.maybe(flow.schedule.as_ref(), |words, schedule| {
            schedule.fields.iter().for_each(|field| words.text(field));
            words.text(&schedule.zone);
        });
        self.maybe_text(flow.security.as_ref());
        self.flag(flow.log);
        self.maybe(flow.builder.as_ref(), Words::noted);
    }

    /// What is declared beside the flows. The order of declarations says nothing, so places in lists do not count.
    pub fn surroundings(&mut self, program: &Program, paths: &[EcoString]) {
        let tables = program.tables.iter().map(|table| {
            let mut words = Words(b"t".into());
            words.maybe_text(table.folder.and_then(|folder| paths.get(folder.index())));
            words.texts([&table.name, &table.title, &table.description]);
            words.maybe(table.columns.as_ref(), |words, columns| {
                words.count(columns.len());
                for column in columns {
                    words.text(&column.name);
                    words.text(column.kind.word());
                    words.maybe_text(column.default.as_ref());
                }
            });
            words
        });
        let connections = program.connections.iter().map(|connection| {
            let mut words = Words(b"c".into());
            words.texts([&connection.name, &connection.title, &connection.connector]);
            words
        });
        let folders = program.folders.iter().zip(paths).map(|(folder, path)| {
            let mut words = Words(b"f".into());
            words.texts([path, &folder.name, &folder.title, &folder.description, &folder.media]);
            words.flag(folder.external);
            words
        });
        let mut all: Vec<Words> = tables.chain(connections).chain(folders).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.iter().for_each(|words| self.0.extend_from_slice(&words.0));
    }
}
