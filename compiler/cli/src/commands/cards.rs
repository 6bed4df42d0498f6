//! `flowc cards`.

use clap::ValueEnum;
use flowc_diag::{Diagnostic, codes};
use flowc_stdlib::card::Port;
use flowc_stdlib::{Availability, Card, catalogue, reference};
use serde_json::{Value, json};

use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::Terminal;

/// The reference of the platform's own cards.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// One card or module: `list.filter`, `list:filterBy`, "Filter", `list` (default: all)
    name: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// The forms of the reference.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    /// One line per card; everything about a single one
    #[default]
    Human,
    /// A list with everything about each
    Json,
    /// Markdown
    Md,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let cards = chosen(arguments.name.as_deref())?;
    let text = match (arguments.format, cards.as_slice()) {
        (Form::Human, &[card]) => about(card),
        (Form::Human, cards) => cards.iter().map(|card| line(card)).collect(),
        (Form::Json, cards) => {
            let list: Vec<Value> = cards.iter().map(|card| to_json(card)).collect();
            format!("{}\n", Value::from(list))
        }
        (Form::Md, cards) => reference::markdown(cards.iter().copied()).trim_start().to_owned(),
    };
    terminal.data(&text)?;
    Ok(Exit::Fine)
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static Card>, Failure> {
    let Some(name) = name else { return Ok(catalogue().iter().collect()) };
    let of_module = |card: &&Card| card.name.split_once('.').is_some_and(|(module, _)| module == name);
    let module: Vec<&'static Card> = catalogue().iter().filter(of_module).collect();
    if module.is_empty() { Ok(vec![find(name)?]) } else { Ok(module) }
}

/// The card that a name, address or title means.
pub(super) fn find(name: &str) -> Result<&'static Card, Box<Diagnostic>> {
    catalogue().find(name).ok_or_else(|| {
        let near: Vec<String> = catalogue().nearest(name).iter().map(|near| format!("`{near}`")).collect();
        let help = match near.as_slice() {
            [] => "`flowc cards` lists all cards".to_owned(),
            near => format!("did you mean {}?", near.join(" or ")),
        };
        Box::new(Diagnostic::global(codes::F0007, format!("there is no card `{name}`")).help(help))
    })
}

fn line(card: &Card) -> String {
    format!("{:<36} {}\n", card.name, summary(card))
}

fn summary(card: &Card) -> &str {
    card.doc.lines().next().unwrap_or_default()
}

fn kernel(card: &Card) -> String {
    format!("{}:{}", card.address.0, card.address.1)
}

fn about(card: &Card) -> String {
    let mut out = format!("{}  \"{}\"  {}\n\n{}\n", card.name, card.title, card.platform_address(), card.doc);
    for (word, ports) in [("inputs", card.inputs), ("outputs", card.outputs)] {
        if !ports.is_empty() {
            out.push_str(&format!("\n{word}\n"));
        }
        for port in ports {
            let required = if port.required { ", required" } else { "" };
            let key = if port.name == key(port) { String::new() } else { format!("  (`{}`)", key(port)) };
            out.push_str(&format!("  {:<20} {}{required}{key}\n", port.name, shape(port)));
        }
    }
    out
}

fn key(port: &Port) -> String {
    port.group.map_or_else(|| port.key.to_owned(), |group| format!("{group}.{}", port.key))
}

fn shape(port: &Port) -> String {
    if port.list { format!("list<{}>", port.kind.word()) } else { port.kind.word().to_owned() }
}

fn to_json(card: &Card) -> Value {
    json!({
        "name": card.title,
        "source": card.name,
        "kernel": kernel(card),
        "address": card.platform_address(),
        "summary": summary(card),
        "description": card.doc,
        "inputs": card.inputs.iter().map(port).collect::<Vec<_>>(),
        "outputs": card.outputs.iter().map(port).collect::<Vec<_>>(),
        "extensible_inputs": card.input_side.extensible,
        "extensible_outputs": card.output_side.extensible,
        "aliases": card.aliases,
        "evidence": card.evidence.iter().map(|evidence| evidence.word()).collect::<Vec<_>>(),
        "assumed": card.assumed,
        "availability": match card.availability {
            Availability::All => "all",
            Availability::ConnectorBuilder => "connector-builder",
        },
    })
}

fn port(port: &Port) -> Value {
    let choices: Vec<Value> =
        port.choices.iter().map(|(value, label)| json!({ "value": value, "label": label })).collect();
    json!({
        "key": port.key,
        "group": port.group,
        "name": port.name,
        "label": port.label.unwrap_or(port.key),
        "type": shape(port),
        "required": port.required,
        "choices": choices,
    })
}
