//! A card as a box: its head, and its fields as lines, measured and cut.

use std::collections::BTreeSet;

use flowc_ir::{Address, Card, Condition, Delay, ErrorPolicy, Input, Note, OnError, Output, Role};
use flowc_stdlib::signature::Signature;

use super::field::{Held, Reader};
use super::links::{Place, Slot};
use super::measure::{Face, cut, wrap};
use super::scene::{
    INSET, LABEL_LINE, NOTE_WIDTH, PLATE_WIDTH, Plate, Row, RowKind, VALUE_LINE, Value, even,
};

pub(super) const TITLE: Face = Face::bold(13);
pub(super) const SMALL: Face = Face::plain(11);
pub(super) const TEXT: Face = Face::plain(12);

/// Height of a head with its title alone, and of each line under the title.
const HEAD: i32 = 28;
const UNDER: i32 = 14;
/// Height of a line of words, of a section's name, of a field on one line.
const WORDS_LINE: i32 = 15;
const SECTION_LINE: i32 = 20;
const FIELD_LINE: i32 = 22;
/// Lines that a note, a comment and a value may take.
const NOTE_LINES: usize = 3;
const COMMENT_LINES: usize = 16;
const VALUE_LINES: usize = 3;
/// With more fields than these, those that say nothing are counted instead of shown.
const MOST_IDLE: usize = 8;
/// Fields of one side that a box shows at most.
const MOST_FIELDS: usize = 80;

/// Which sides of a card a box shows: a card with lanes has one box in front of them and one behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Head,
    Tail,
}

/// A box, and which fields its rows stand for.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub plate: Plate,
    pub inputs: Vec<(Slot, usize)>,
    pub outputs: Vec<(Slot, usize)>,
}

impl Made {
    /// Adds a line under those that are there.
    fn push(&mut self, row: Row) -> usize {
        let y = self.plate.height;
        self.plate.height += row.height;
        self.plate.rows.push(Row { y, ..row });
        self.plate.rows.len() - 1
    }

    fn words(&mut self, text: &str, lines: usize) {
        let shown = wrap(text, SMALL, PLATE_WIDTH - 2 * INSET, lines);
        for line in shown {
            self.push(Row { kind: RowKind::Words, height: WORDS_LINE, label: line, ..Row::default() });
        }
    }
}

impl Reader<'_> {
    /// The box of a card.
    pub fn plate(&self, place: Place, card: &Card, part: Part) -> Made {
        if let Note::Comment { title, markdown } = &card.note {
            return comment(title, markdown);
        }
        let mut made = self.head(place, card, part);
        if part != Part::Tail {
            self.notes(card, &mut made);
            self.inputs(place, card, &mut made);
        }
        if part != Part::Head {
            self.outputs(place, card, &mut made);
        }
        made.plate.height = even(made.plate.height + 8);
        made
    }

    fn head(&self, place: Place, card: &Card, part: Part) -> Made {
        let signature = self.signature(card);
        let (class, mut kind) = self.category(place, card, signature);
        let usual = signature.map_or("", |signature| signature.title.as_str());
        let room = PLATE_WIDTH - 2 * INSET;
        let mut about = format!("{}\n{}", card.title, card.address);
        let mut under = Vec::new();
        if usual != card.title && !usual.is_empty() {
            kind = format!("{kind} · {usual}");
        }
        if part == Part::Tail {
            kind = format!("{kind} · result");
        }
        under.push(cut(&kind, SMALL, room));
        let connection = card.connection.and_then(|id| self.program.connections.get(id.index()));
        if let Some(connection) = connection.filter(|_| part != Part::Tail) {
            under.push(cut(&format!("with {}", connection.title), SMALL, room));
            about = format!("{about}\nwith {}", connection.title);
        }
        if let Note::Text(note) = &card.note
            && !note.is_empty()
        {
            about = format!("{about}\n{note}");
        }
        let height = HEAD + UNDER * i32::try_from(under.len()).unwrap_or_default() + 4;
        let title = cut(&card.title, TITLE, room);
        let plate = Plate { class, about, title, under, width: PLATE_WIDTH, height, ..Plate::default() };
        Made { plate, ..Made::default() }
    }

    /// The class of a card's colours, and the word for its kind.
    fn category(&self, place: Place, card: &Card, signature: Option<&Signature>) -> (&'static str, String) {
        let is_start = self.flow.bodies.get(place.0).is_some_and(|body| body.start == place.1);
        let (class, word) = match &card.address {
            Address::Connector { connector, .. } => match connector.as_str() {
                "stash" => ("tables", "tables".to_owned()),
                "httpfunctions" => ("http", "http".to_owned()),
                other => ("connector", product(other).to_owned()),
            },
            Address::System { channel, .. } => {
                let name = signature.map_or(channel.as_str(), |signature| signature.name.as_str());
                let word = name.split('.').next().unwrap_or_default();
                (system_class(word), word.to_owned())
            }
        };
        if is_start { ("start", format!("start · {word}")) } else { (class, word) }
    }

    fn notes(&self, card: &Card, made: &mut Made) {
        let usual = self.signature(card).and_then(|signature| signature.note.as_ref());
        if let Note::Text(text) = &card.note
            && Some(text) != usual
        {
            made.words(text, NOTE_LINES);
        }
        if let Some(text) = self.policy(&card.policy) {
            made.words(&text, 2);
        }
        if !made.plate.rows.is_empty() {
            made.plate.height += 6;
        }
    }

    fn policy(&self, policy: &ErrorPolicy) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(retry) = policy.retry.filter(|retry| *retry > 0) {
            let pause = match policy.delay {
                Some(Delay::Fixed(pause)) => format!(" every {pause} ms"),
                Some(Delay::Between(low, high)) => format!(" every {low} to {high} ms"),
                None => String::new(),
            };
            let when = match &policy.condition {
                Some(Condition::RateLimit) => " at rate limits",
                _ => "",
            };
            parts.push(format!("tries again {retry}×{pause}{when}"));
        }
        match policy.on_error {
            OnError::Stop | OnError::Handler(_) => {}
            OnError::Return => parts.push("on error: return it".to_owned()),
            OnError::Run(flow) => {
                let title = self.program.flows.get(flow.index()).map_or("", |flow| flow.title.as_str());
                parts.push(format!("on error: run {title}"));
            }
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn inputs(&self, place: Place, card: &Card, made: &mut Made) {
        let is_start = self.flow.bodies.get(place.0).is_some_and(|body| body.start == place.1);
        let mirrored = self.is_mirrored(card);
        let shown: Vec<(usize, &Input, Option<Held>)> = card
            .inputs
            .iter()
            .enumerate()
            .filter(|(position, input)| {
                let wired = !self.sources(place, *position).is_empty();
                !matches!(input.role, Role::Capture(_))
                    && (wired || !is_hidden(card, input, is_start && mirrored))
            })
            .map(|(position, input)| {
                let held = self.held(place, card, position, input).or_else(|| self.offered(card, input));
                (position, input, held)
            })
            .collect();
        let shown = by_section(shown, |(_, input, _)| input.group.as_deref());
        let idle = shown.iter().filter(|(.., held)| held.is_none()).count();
        let all = shown.len() <= MOST_IDLE || idle <= 2;
        let mut left_out = Vec::new();
        let mut section = None;
        let mut count = 0;
        for (position, input, held) in shown {
            let label = self.input_label(card, input);
            if (held.is_none() && !all) || count >= MOST_FIELDS {
                left_out.push(label);
                continue;
            }
            count += 1;
            made.section(&mut section, input.group.as_deref());
            let takes = !self.sources(place, position).is_empty();
            let at = made.push(input_row(&label, held, takes, &input.shape.to_string()));
            if takes {
                made.inputs.push(((place.0, place.1, position), at));
            }
            let output = card.output(input.group.as_deref(), &input.key).filter(|_| mirrored);
            if let Some(output) = output.map(|output| (place.0, place.1, output))
                && self.links.used.contains(&output)
                && let Some(row) = made.plate.rows.get_mut(at)
            {
                row.gives = true;
                made.outputs.push((output, at));
            }
        }
        made.more(&left_out, RowKind::Words, "empty field");
    }

    fn outputs(&self, place: Place, card: &Card, made: &mut Made) {
        let is_used = |position: usize| self.links.used.contains(&(place.0, place.1, position));
        let given: BTreeSet<usize> = made.outputs.iter().map(|((.., output), _)| *output).collect();
        let mirrors = |output: &Output| {
            let start = self.flow.bodies.get(place.0).is_some_and(|body| body.start == place.1);
            self.is_mirrored(card) && !start && card.input(output.group.as_deref(), &output.key).is_some()
        };
        let shown: Vec<(usize, &Output)> = card
            .outputs
            .iter()
            .enumerate()
            .filter(|(position, output)| {
                let context = output.group.as_deref() == Some("context") && !is_used(*position);
                let said = given.contains(position) || (mirrors(output) && !is_used(*position));
                !matches!(output.role, Role::Capture(_)) && !context && !said
            })
            .collect();
        let shown = by_section(shown, |(_, output)| output.group.as_deref());
        let all = shown.len() <= MOST_IDLE;
        let mut left_out = Vec::new();
        let mut section = None;
        let mut count = 0;
        for (position, output) in shown {
            let label = self.output_label(card, output);
            if (!is_used(position) && !all) || count >= MOST_FIELDS {
                left_out.push(label);
                continue;
            }
            count += 1;
            made.section(&mut section, output.group.as_deref());
            let at = made.push(output_row(&label, &output.shape.to_string()));
            made.outputs.push(((place.0, place.1, position), at));
        }
        made.more(&left_out, RowKind::Rest, "unused output");
    }

    /// Whether a card gives its inputs on under the same names.
    fn is_mirrored(&self, card: &Card) -> bool {
        card.address.is("control", "join") || self.signature(card).is_some_and(|known| known.model.mirrored)
    }
}

/// The name of a connector; those that people build have a number behind theirs.
fn product(connector: &str) -> &str {
    let number = |text: &str| text.len() >= 16 && text.chars().all(|letter| letter.is_ascii_hexdigit());
    match connector.rsplit_once('_') {
        Some((name, rest)) if number(rest) && !name.is_empty() => name,
        _ => connector,
    }
}

/// The class of a module of function cards.
fn system_class(module: &str) -> &'static str {
    const CLASSES: [&str; 13] = [
        "boolean",
        "control",
        "date",
        "encryption",
        "flows",
        "http",
        "json",
        "jwt",
        "list",
        "number",
        "object",
        "text",
        "url",
    ];
    CLASSES.into_iter().find(|class| *class == module).unwrap_or("other")
}

/// What a box need not say: lanes stand for the flows of containers, the context of a flow is the platform's, and the
/// fields of a start card are result.
fn is_hidden(card: &Card, input: &Input, start: bool) -> bool {
    let branch = card.address.is("control", "branch") && input.key == "inputs";
    let context = input.group.as_deref() == Some("context");
    let lane = matches!(input.datum, flowc_ir::Datum::Body(_));
    start || branch || context || lane
}

/// Fields with those of a section together, sections in order of appearance.
fn by_section<T>(fields: Vec<T>, group: impl Fn(&T) -> Option<&str>) -> Vec<T> {
    let mut order: Vec<Option<String>> = Vec::new();
    let mut ranked: Vec<(usize, T)> = Vec::with_capacity(fields.len());
    for field in fields {
        let section = group(&field);
        let known = order.iter().position(|known| known.as_deref() == section);
        let rank = known.unwrap_or_else(|| {
            order.push(section.map(str::to_owned));
            order.len() - 1
        });
        ranked.push((rank, field));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, field)| field).collect()
}

impl Made {
    /// The name of a section in front of its first field.
    fn section(&mut self, current: &mut Option<String>, group: Option<&str>) {
        if current.as_deref() == group {
            return;
        }
        *current = group.map(str::to_owned);
        let name = match group {
            Some("parameters") => "options",
            Some(name) if name.starts_with("elseif ") => "else if",
            Some(name) if !name.is_empty() => name,
            _ => return,
        };
        let label = cut(name.trim_matches('_'), SMALL, PLATE_WIDTH - 2 * INSET);
        self.push(Row { kind: RowKind::Section, height: SECTION_LINE, label, ..Row::default() });
    }

    /// A line for fields that are not shown.
    fn more(&mut self, left_out: &[String], kind: RowKind, what: &str) {
        if left_out.is_empty() {
            return;
        }
        let plural = if left_out.len() == 1 { "" } else { "s" };
        let label = format!("+ {} {what}{plural}", left_out.len());
        let mut about = left_out.iter().take(MOST_FIELDS).cloned().collect::<Vec<_>>().join(", ");
        if left_out.len() > MOST_FIELDS {
            about.push_str(", …");
        }
        self.push(Row { kind, height: FIELD_LINE, label, about, ..Row::default() });
    }
}

fn input_row(label: &str, held: Option<Held>, takes: bool, shape: &str) -> Row {
    let room = PLATE_WIDTH - 2 * INSET;
    let about = match &held {
        Some(held) => format!("{label}: {}", held.text),
        None => format!("{label}: {shape}"),
    };
    let Some(held) = held else {
        return Row { height: FIELD_LINE, label: cut(label, SMALL, room), about, takes, ..Row::default() };
    };
    let name = SMALL.width(label);
    let one_line = !held.text.contains('\n') && name + 24 + TEXT.width(&held.text) <= room;
    let lines = if one_line { vec![held.text] } else { wrap(&held.text, TEXT, room - 12, VALUE_LINES) };
    let count = i32::try_from(lines.len().max(1)).unwrap_or(1);
    let height = if one_line { FIELD_LINE } else { LABEL_LINE + VALUE_LINE * count + 8 };
    let value = Some(Value { lines, class: held.class, beside: one_line, flow: held.flow });
    Row { height, label: cut(label, SMALL, room), value, about, takes, ..Row::default() }
}

fn output_row(label: &str, shape: &str) -> Row {
    let label_room = PLATE_WIDTH - 2 * INSET;
    Row {
        kind: RowKind::Output,
        height: FIELD_LINE,
        label: cut(label, TEXT, label_room),
        about: format!("{label}: {shape}"),
        gives: true,
        ..Row::default()
    }
}

/// A comment: a note with its text.
fn comment(title: &str, markdown: &str) -> Made {
    let about = if title.is_empty() { markdown.to_owned() } else { format!("{title}\n{markdown}") };
    let plain: Vec<String> = about.lines().take(4 * COMMENT_LINES).map(unmarked).collect();
    let lines = wrap(&plain.join("\n"), TEXT, NOTE_WIDTH - 2 * INSET, COMMENT_LINES);
    let plate = Plate { class: "note", about, width: NOTE_WIDTH, height: 10, ..Plate::default() };
    let mut made = Made { plate, ..Made::default() };
    for label in lines {
        made.push(Row { kind: RowKind::Words, height: WORDS_LINE + 1, label, ..Row::default() });
    }
    made.plate.height = even(made.plate.height + 10).max(40);
    made
}

/// A line of markdown without the marks of headings and of weight.
fn unmarked(line: &str) -> String {
    line.trim_start_matches(['#', ' ']).replace("**", "").replace("__", "")
}
