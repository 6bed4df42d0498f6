//! Cards as Markdown: the text of `spec/cards.md` and of `flowc cards --format md`.

use std::fmt::Write;

use crate::card::{Availability, Card, Class, Port, Run, Typing};

/// One section per card, under a heading for each module.
pub fn markdown(cards: impl IntoIterator<Item = &'static Card>) -> String {
    let mut out = String::new();
    let mut module = "";
    for card in cards {
        let own = card.name.split('.').next().unwrap_or_default();
        if own != module {
            module = own;
            let _ = write!(out, "\n## {module}\n");
        }
        write_card(&mut out, card);
    }
    out
}

fn write_card(out: &mut String, card: &Card) {
    let _ = write!(out, "\n### `{}`\n\n", card.name);
    let (channel, method) = card.address;
    let _ = writeln!(out, "**{}** (`{channel}:{method}`). {}", card.title, card.doc.replace('\n', " "));
    let inputs: Vec<String> = card.inputs.iter().map(|port| row(port, true)).collect();
    let outputs: Vec<String> = card.outputs.iter().map(|port| row(port, false)).collect();
    table(out, "input", &inputs, card.input_side.extensible);
    table(out, "output", &outputs, card.output_side.extensible);
    let mut facts = vec![format!("class {}", class(card.class))];
    if card.pure_with.is_some() {
        facts.push("pure where its text draws nothing".to_owned());
    }
    if let Run::Unknown(reason) = card.run {
        facts.push(format!("not run locally: {reason}"));
    }
    if card.availability == Availability::ConnectorBuilder {
        facts.push("only in flows of Connector Builder".to_owned());
    }
    if !card.evidence.is_empty() {
        let words: Vec<&str> = card.evidence.iter().map(|evidence| evidence.word()).collect();
        facts.push(format!("evidence {}", words.join(", ")));
    }
    if !card.aliases.is_empty() {
        facts.push(format!("also found as {}", quoted(card.aliases)));
    }
    if !card.assumed.is_empty() {
        facts.push(format!("rests on {}", quoted(card.assumed)));
    }
    let _ = write!(out, "\n{}.\n", sentence(&facts.join("; ")));
}

fn table(out: &mut String, what: &str, rows: &[String], open: bool) {
    if !rows.is_empty() {
        let _ = write!(out, "\n| {what} | on the platform | type | |\n|---|---|---|---|\n{}", rows.concat());
    }
    if open {
        let _ = write!(out, "\nAuthors may add {what}s.\n");
    }
}

fn row(port: &Port, input: bool) -> String {
    let key = match port.group {
        Some(group) => format!("`{group}` / `{}`", port.key),
        None => format!("`{}`", port.key),
    };
    let label = port.label.filter(|label| *label != port.key).map(|label| format!(", \"{label}\""));
    let mut remarks = Vec::new();
    if port.required {
        remarks.push("required".to_owned());
    }
    if !port.choices.is_empty() {
        let choices: Vec<String> = port.choices.iter().map(|(value, _)| format!("`{value}`")).collect();
        remarks.push(format!("one of {}", choices.join(", ")));
    }
    if input && !matches!(port.default, "" | "null" | "\"\"" | "0" | "false" | "[]" | "{}") {
        remarks.push(format!("unless said `{}`", port.default));
    }
    let remarks = remarks.join("; ").replace('|', "\\|");
    format!("| `{}` | {key}{} | {} | {remarks} |\n", port.name, label.unwrap_or_default(), shape(port))
}

fn shape(port: &Port) -> String {
    let word = port.kind.word();
    let own = if port.list { format!("list&lt;{word}&gt;") } else { word.to_owned() };
    match port.typing {
        Typing::Fixed => own,
        Typing::Adopts([]) | Typing::AdoptsAll([]) => "any".to_owned(),
        Typing::Adopts(kinds) | Typing::AdoptsAll(kinds) => {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            let any_of = words.join(" or ");
            if port.list { format!("list of {any_of}") } else { any_of }
        }
        Typing::Like(_) => format!("{own}, as the input"),
        Typing::ItemOf(_) => "as the list's items".to_owned(),
        Typing::ListOf(_) => "list of what the input is".to_owned(),
    }
}

const fn class(class: Class) -> &'static str {
    match class {
        Class::Pure => "pure",
        Class::Clock => "clock",
        Class::Random => "random",
        Class::Reads => "reads",
        Class::Writes => "writes",
        Class::Control => "control",
    }
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
