//! What cards do, as rows of `spec/conformance/*.json`: every row is evaluated and compared, and every card that
//! is a function of its inputs has rows.
//!
//! A row: `card` (a name or an address), `inputs` by platform key, label or name in the source, then `outputs`
//! (those given are compared, the order of keys counts) or `error` (part of the message, or `true`), `evidence`
//! (`doc`, `pack`, `derived`, `assumed`), and where needed `types` (`{"value a": "Date", "items": "list<string>"}`),
//! `results` (keys of author-made outputs), `now` (ISO 8601), `seed`, `source`, `note`. Numbers that JSON does not
//! have are written `"Infinity"`, `"-Infinity"`, `"NaN"`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "rows that cannot be read fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use flowc_stdlib::{Card, Evaluation, Run, SlotType, catalogue, evaluate};
use flowc_value::{Date, Object, Value, json};

const KEYS: [&str; 11] =
    ["card", "inputs", "outputs", "error", "evidence", "types", "results", "now", "seed", "source", "note"];

/// The moment of rows that do not give one.
const NOW: &str = "2016-09-07T16:55:25.670Z";

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/conformance");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

/// Every row with where it stands.
fn rows() -> Vec<(String, Value)> {
    let mut rows = Vec::new();
    for path in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let parsed = json::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let list = parsed.as_list().unwrap_or_else(|| panic!("{name}: a list of rows is expected")).clone();
        for (index, row) in list.iter().enumerate() {
            let card = row.get("card").and_then(Value::as_str).unwrap_or("?");
            rows.push((format!("{name} row {index} ({card})"), row.clone()));
        }
    }
    rows
}

fn card(row: &Value) -> Result<&'static Card, String> {
    let name = row.get("card").and_then(Value::as_str).ok_or("no card")?;
    let found = catalogue().named(name).or_else(|| catalogue().at_address(name));
    found.ok_or_else(|| format!("no card is called {name}"))
}

fn slot(text: &str) -> Result<SlotType, String> {
    let item = text.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>'));
    let kind = flowc_types::Kind::from_platform(item.unwrap_or(text));
    Ok(SlotType { kind: kind.ok_or_else(|| format!("{text} is no type"))?, list: item.is_some() })
}

fn evaluation(row: &Value) -> Result<Evaluation, String> {
    let object = |key: &str| row.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    let now = row.get("now").and_then(Value::as_str).unwrap_or(NOW);
    let now = Date::parse(now).ok_or("now is no date")?.as_number();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seeds are small")]
    let seed = row.get("seed").and_then(Value::as_number).unwrap_or(1.0) as u64;
    let inputs = object("inputs").iter().map(|(key, value)| (key.as_str().into(), value.clone())).collect();
    let mut evaluation = Evaluation::new(inputs, now, seed);
    for (name, text) in object("types").iter() {
        evaluation.types.insert(name.as_str().into(), slot(text.as_str().ok_or("a type is text")?)?);
    }
    if let Some(results) = row.get("results").and_then(Value::as_list) {
        evaluation.results = results.iter().filter_map(Value::as_str).map(Into::into).collect();
    }
    Ok(evaluation)
}

/// Compared as JSON text; dates become text and numbers that JSON lacks their names.
fn shown(value: &Value) -> Value {
    match value {
        Value::Number(number) if !number.is_finite() => Value::text(flowc_value::number::print(*number)),
        Value::List(items) => Value::list(items.iter().map(shown)),
        Value::Object(object) => Value::object(object.iter().map(|(key, value)| (key, shown(value)))),
        Value::Date(date) => Value::text(date.to_iso()),
        other => other.clone(),
    }
}

fn same(left: &Value, right: &Value) -> bool {
    let (left, right) = (shown(left), shown(right));
    left == right && json::to_text(&left) == json::to_text(&right)
}

fn output<'o>(card: &Card, outputs: &'o Object, name: &str) -> Result<&'o Value, String> {
    let port = card.outputs.iter().find(|port| port.label == Some(name) || port.name == name);
    let found = outputs.get(name).or_else(|| port.and_then(|port| outputs.get(port.key)));
    found.ok_or_else(|| format!("no output {name}"))
}

fn check(row: &Value) -> Result<(), String> {
    let fields = row.as_object().ok_or("a row is an object")?;
    if let Some(key) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("{key} has no meaning here"));
    }
    let evidence = row.get("evidence").and_then(Value::as_str).unwrap_or_default();
    if !["doc", "pack", "derived", "assumed"].contains(&evidence) {
        return Err("evidence must be doc, pack, derived or assumed".into());
    }
    let card = card(row)?;
    let result = evaluate(card, evaluation(row)?);
    match (row.get("outputs"), row.get("error"), result) {
        (Some(expected), None, Ok(outputs)) => {
            for (name, value) in expected.as_object().ok_or("outputs is an object")?.iter() {
                let actual = output(card, &outputs, name)?;
                if !same(value, actual) {
                    let (value, actual) = (json::to_text(value), json::to_text(&shown(actual)));
                    return Err(format!("{name} is {actual}, not {value}"));
                }
            }
            Ok(())
        }
        (None, Some(Value::Bool(true)), Err(_)) => Ok(()),
        (None, Some(Value::Text(part)), Err(error)) => match error.to_string() {
            message if message.contains(part.as_str()) => Ok(()),
            message => Err(format!("the error is {message:?}, not {part:?}")),
        },
        (Some(_), None, Err(error)) => Err(format!("error: {error}")),
        (None, Some(_), Ok(outputs)) => Err(format!("no error but {outputs:?}")),
        _ => Err("a row has either outputs or error".into()),
    }
}

#[test]
fn every_row_holds() {
    let rows = rows();
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|(place, row)| check(row).err().map(|problem| format!("{place}: {problem}")))
        .collect();
    assert!(failures.is_empty(), "{} of {} rows differ\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn every_function_has_rows() {
    let covered: BTreeSet<&str> =
        rows().iter().filter_map(|(_, row)| card(row).ok()).map(|card| card.name).collect();
    let missing: Vec<&str> = catalogue()
        .iter()
        .filter(|card| matches!(card.run, Run::Function(_)) && !covered.contains(card.name))
        .map(|card| card.name)
        .collect();
    assert!(missing.is_empty(), "cards without a row: {}", missing.join(", "));
}
