//! Values, types and settings in words.

use flowc_ir::{Card, Condition, Delay, ErrorPolicy, Folder, FolderId, OnError, Program, Schedule};
use flowc_types::Shape;
use flowc_value::{Value, json};

/// Values longer than this are shown from shortly before where they begin to differ.
const LONG: usize = 100;
/// How much of what is equal is shown.
const BEFORE: usize = 20;

/// A title in quotes, on one line.
pub(super) fn quoted(title: &str) -> String {
    json::to_text(&Value::text(title)).to_string()
}

/// A literal.
pub(super) fn value(value: &Value) -> String {
    json::to_text(value).to_string()
}

/// Two texts, shortened alike where they are long: from a little before where they begin to differ.
pub(super) fn beside(was: &str, is: &str) -> (String, String) {
    let equal = was.chars().zip(is.chars()).take_while(|(a, b)| a == b).count();
    let skipped =
        if was.chars().count().max(is.chars().count()) > LONG { equal.saturating_sub(BEFORE) } else { 0 };
    let short = |text: &str| {
        let rest: String = text.chars().skip(skipped).take(LONG).collect();
        let more = text.chars().count() > skipped + LONG;
        format!("{}{rest}{}", if skipped > 0 { "…" } else { "" }, if more { "…" } else { "" })
    };
    (short(was), short(is))
}

/// A type as the source writes it.
pub(super) fn shape(shape: &Shape) -> String {
    shape.to_string()
}

/// When a flow starts.
pub(super) fn schedule(schedule: Option<&Schedule>) -> String {
    schedule.map_or_else(
        || "none".to_owned(),
        |schedule| {
            let fields = schedule.fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(" ");
            format!("\"{fields}\" in \"{}\"", schedule.zone)
        },
    )
}

/// A folder with those around it.
pub(super) fn folder(program: &Program, id: Option<FolderId>) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut next = id;
    while let Some(folder) = next.and_then(|id| program.folders.get(id.index())) {
        names.push(title(folder));
        next = folder.parent.filter(|_| names.len() < 64);
    }
    names.reverse();
    if names.is_empty() { "no folder".to_owned() } else { quoted(&names.join("/")) }
}

fn title(folder: &Folder) -> String {
    if folder.external { "(outside the pack)".to_owned() } else { folder.title.to_string() }
}

/// What happens when a card fails.
pub(super) fn policy(policy: &ErrorPolicy, program: &Program) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(retry) = policy.retry {
        words.push(format!("retry {retry}"));
    }
    let seconds = |milliseconds: u64| {
        if milliseconds.is_multiple_of(1000) {
            format!("{} s", milliseconds / 1000)
        } else {
            format!("{milliseconds} ms")
        }
    };
    match policy.delay {
        Some(Delay::Fixed(delay)) => words.push(format!("every {}", seconds(delay))),
        Some(Delay::Between(low, high)) => words.push(format!("every {}..{}", seconds(low), seconds(high))),
        None => {}
    }
    match &policy.condition {
        Some(Condition::RateLimit) => words.push("on rate limit".to_owned()),
        Some(Condition::Other(word)) => words.push(format!("on {word}")),
        None => {}
    }
    words.push(match policy.on_error {
        OnError::Stop => "stop".to_owned(),
        OnError::Return => "return the error".to_owned(),
        OnError::Handler(_) => "run the handler".to_owned(),
        OnError::Run(flow) => {
            let title = program.flows.get(flow.index()).map(|flow| flow.title.as_str()).unwrap_or_default();
            format!("run {}", quoted(title))
        }
    });
    words.join(", ")
}

/// The connection of a card.
pub(super) fn connection(card: &Card, program: &Program) -> String {
    let connection = card.connection.and_then(|id| program.connections.get(id.index()));
    connection.map_or_else(|| "none".to_owned(), |connection| quoted(&connection.title))
}

/// How a field is called: what packs call it, where people never see that.
pub(super) fn field(label: &str) -> String {
    match label.rsplit_once('/') {
        None if label == crate::field::TEMPLATE => "text".to_owned(),
        None if label == "flo" => "helper".to_owned(),
        None => label.to_owned(),
        Some((crate::field::OPERANDS, number)) => {
            format!("operand {}", number.parse::<usize>().map_or(0, |number| number + 1))
        }
        Some(("parameters" | "context" | "inputs", key)) => key.to_owned(),
        Some((group, key)) => format!("{group}.{key}"),
    }
}
