//! The text of a lock: JSON with a line for each card, so that an edit of one card changes a line.

use serde_json::Value;

/// Writes a lock.
pub(super) fn text(lock: &Value) -> String {
    let mut out = String::new();
    write(lock, 0, &mut out);
    out.push('\n');
    out
}

/// Whether a part takes several lines: it holds cards, or is one of the lock's own tables.
fn is_broken(value: &Value, depth: usize) -> bool {
    match value {
        Value::Object(object) => {
            depth < 2
                || object.keys().any(|key| key == "cards" || key == "methods")
                || object.values().any(|value| is_broken(value, depth.max(2)))
        }
        Value::Array(items) => items.iter().any(|item| is_broken(item, depth.max(2)) || is_card(item)),
        _ => false,
    }
}

fn is_card(value: &Value) -> bool {
    value.get("card").is_some() || value.get("address").is_some()
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let broken = is_broken(value, depth);
    match value {
        Value::Object(object) if broken && !object.is_empty() => {
            let entries = object.iter().map(|(key, value)| (Some(key), value));
            list(('{', '}'), entries, depth, out);
        }
        Value::Array(items) if broken => {
            list(('[', ']'), items.iter().map(|item| (None, item)), depth, out);
        }
        value => out.push_str(&value.to_string()),
    }
}

fn list<'v>(
    (open, close): (char, char),
    entries: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    for (number, (key, value)) in entries.enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(depth + 1));
        if let Some(key) = key {
            out.push_str(&Value::from(key.as_str()).to_string());
            out.push_str(": ");
        }
        write(value, depth + 1, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(depth));
    out.push(close);
}
