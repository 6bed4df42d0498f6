//! The graph as text in a normal form: equal texts mean equal graphs. `flowc build --emit ir` prints it.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use crate::{Address, Body, Card, CardId, Datum, Delay, Flow, Input, Note, OnError, Program, Role, Step};

/// One flow as text. Cards are numbered in order of execution, bodies in order of appearance.
pub fn dump(program: &Program, flow: &Flow) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "flow {} {:?}", flow.name, flow.title);
    if !flow.description.is_empty() {
        let _ = writeln!(out, "  description {:?}", flow.description);
    }
    if let Some(schedule) = &flow.schedule {
        let _ = writeln!(out, "  schedule {} in {}", schedule.fields.join(" "), schedule.zone);
    }
    if let Some(security) = &flow.security {
        let _ = writeln!(out, "  security {security}");
    }
    if !flow.log {
        out.push_str("  no history\n");
    }
    if let Some(body) = flow.body() {
        Dump { program, flow, out: &mut out }.body(body, 1);
    } else {
        out.push_str("  external\n");
    }
    out
}

struct Dump<'a> {
    program: &'a Program,
    flow: &'a Flow,
    out: &'a mut String,
}

impl Dump<'_> {
    fn body(&mut self, body: &Body, depth: usize) {
        let numbers: FxHashMap<CardId, usize> =
            body.cards_in_order().into_iter().enumerate().map(|(number, card)| (card, number)).collect();
        self.steps(body, &body.steps(), &numbers, depth);
    }

    fn steps(&mut self, body: &Body, steps: &[Step], numbers: &FxHashMap<CardId, usize>, depth: usize) {
        for step in steps {
            match step {
                Step::Card(card) => self.card(body, *card, numbers, depth),
                Step::If(arms) => {
                    self.card(body, arms.card, numbers, depth);
                    self.line(depth, "then");
                    self.steps(body, &arms.then, numbers, depth + 1);
                    self.line(depth, "else");
                    self.steps(body, &arms.otherwise, numbers, depth + 1);
                    self.card(body, arms.join, numbers, depth);
                }
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{:depth$}{text}", "", depth = depth * 2);
    }

    fn card(&mut self, body: &Body, id: CardId, numbers: &FxHashMap<CardId, usize>, depth: usize) {
        let Some(card) = body.card(id) else { return };
        let number = numbers.get(&id).copied().unwrap_or_default();
        let address = match &card.address {
            Address::System { channel, method } => format!("{channel}.{method}"),
            Address::Connector { connector, version, method } => format!("{connector}@{version}.{method}"),
        };
        let mut head = format!("%{number} {address} {:?}", card.title);
        if let Some(connection) = card.connection.and_then(|id| self.program.connections.get(id.index())) {
            let _ = write!(head, " with {}", connection.name);
        }
        if let Some(kind) = &card.builder {
            let _ = write!(head, " as {kind}");
        }
        self.line(depth, &head);
        self.note_and_policy(card, depth + 1);
        for (position, input) in card.inputs.iter().enumerate() {
            let mut sources: Vec<String> = body
                .wires_into(id, position)
                .map(|end| {
                    let from = numbers.get(&end.card).copied().unwrap_or_default();
                    let output = body.card(end.card).and_then(|card| card.outputs.get(end.wire.output));
                    let mut text = format!("%{from}.{}", output.map(|o| o.key.as_str()).unwrap_or_default());
                    if matches!(output.map(|o| o.role), Some(Role::Capture(_))) {
                        text = format!("%{from}.capture#{}", end.wire.output);
                    }
                    for field in &end.wire.path {
                        let _ = write!(text, "/{field}");
                    }
                    text
                })
                .collect();
            sources.sort();
            self.input(input, &sources, depth + 1);
        }
        for output in &card.outputs {
            if !matches!(output.role, Role::Capture(_)) {
                let label = output.label.as_ref().map(|label| format!(" {label:?}")).unwrap_or_default();
                self.line(
                    depth + 1,
                    &format!("-> {}: {}{label}", field(&output.group, &output.key), output.shape),
                );
            }
        }
        self.nested(card, depth + 1);
    }

    fn note_and_policy(&mut self, card: &Card, depth: usize) {
        match &card.note {
            Note::None => {}
            Note::Text(text) => self.line(depth, &format!("note {text:?}")),
            Note::Comment { title, markdown } => self.line(depth, &format!("comment {title:?} {markdown:?}")),
        }
        let policy = &card.policy;
        let mut text = match policy.on_error {
            OnError::Stop | OnError::Handler(_) => String::new(),
            OnError::Return => "on error return".into(),
            OnError::Run(flow) => format!("on error run {}", self.flow_name(flow.index())),
        };
        if let Some(retry) = policy.retry {
            let _ = write!(text, " retry {retry}");
        }
        match policy.delay {
            Some(Delay::Fixed(delay)) => text.push_str(&format!(" every {delay}")),
            Some(Delay::Between(low, high)) => text.push_str(&format!(" every {low}..{high}")),
            None => {}
        }
        if let Some(condition) = &policy.condition {
            let _ = write!(text, " on {condition:?}");
        }
        if !text.is_empty() {
            self.line(depth, text.trim_start());
        }
    }

    fn input(&mut self, input: &Input, sources: &[String], depth: usize) {
        let key = match input.role {
            Role::Capture(body) => format!("capture into #{}", body.0),
            _ => field(&input.group, &input.key),
        };
        let mut text = format!("{key}: {}", input.shape);
        if let Some(label) = &input.label {
            let _ = write!(text, " {label:?}");
        }
        if let Some(description) = &input.description {
            let _ = write!(text, " /// {description:?}");
        }
        if let Some(item) = &input.item {
            let _ = write!(text, " of {item:?}");
        }
        if let Some(builder) = &input.builder {
            let _ = write!(text, " declared {}", crate::builder::text(builder));
        }
        match &input.datum {
            Datum::Untouched => {}
            Datum::Literal(value) => {
                let _ = write!(text, " = {value:?}");
            }
            Datum::Template(parts) => {
                let _ = write!(text, " = {parts:?}");
            }
            Datum::Flow(flow) => {
                let _ = write!(text, " = flow {}", self.flow_name(flow.index()));
            }
            Datum::Table(table) => {
                let name = self.program.tables.get(table.index()).map(|table| table.name.as_str());
                let _ = write!(text, " = table {}", name.unwrap_or_default());
            }
            Datum::Body(body) => {
                let _ = write!(text, " = body #{}", body.0);
            }
        }
        if !sources.is_empty() {
            let _ = write!(text, " <- {}", sources.join(" | "));
        }
        self.line(depth, &text);
    }

    fn nested(&mut self, card: &Card, depth: usize) {
        for id in card.bodies() {
            let flow = self.flow;
            if let Some(body) = flow.bodies.get(id.index()) {
                self.line(depth, &format!("body #{}", id.0));
                self.body(body, depth + 1);
            }
        }
    }

    fn flow_name(&self, index: usize) -> &str {
        self.program.flows.get(index).map(|flow| flow.name.as_str()).unwrap_or_default()
    }
}

fn field(group: &Option<ecow::EcoString>, key: &str) -> String {
    match group {
        Some(group) => format!("{group}/{key}"),
        None => key.to_owned(),
    }
}
