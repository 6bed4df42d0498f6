//! Edits of a pack's JSON that people can read: places by title and key instead of ids.
//!
//! A row is `NAME: edit; edit`, `NAME with OTHER, OTHER: …` or `NAME at PLACE: …`; lines that begin with blanks go on. Edits are
//! `PLACE = JSON`, `drop PLACE`, `last PLACE` (moves a member to the end of its object), `OLD -> KEY` (renames a
//! member), `PLACE := PLACE` (copies), `tie CARD to CARD` and `untie CARD to CARD` (orderings). A step of a place is
//! a key, a number, the title of a card or flow, or the name of a field; `*` is the first member, `+` a new item.
//! `Greet:Compose/in/text` is the input `text` of the card Compose of the flow Greet, `/model` its model;
//! `Greet:branch>else.flo:Return` lies in a body inlined into a card, `>handler` is that of an If Error. `«PLACE»`
//! stands for the id at the end of a place.

use serde_json::Value;

pub struct Row {
    pub name: String,
    /// Rules that cannot but be broken too.
    pub with: Vec<String>,
    /// Where the rule points, if not to what is edited.
    pub at: Option<String>,
    pub edits: Vec<String>,
}

/// The rows of a table; lines that begin with `//` are comments.
pub fn rows(table: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        if let (true, Some(row)) = (line.starts_with(' '), rows.last_mut()) {
            row.edits.extend(line.split("; ").map(|edit| edit.trim().to_owned()));
            continue;
        }
        let (head, edits) = line.split_once(": ").unwrap_or_else(|| panic!("no row: {line}"));
        let (head, at) =
            head.split_once(" at ").map_or((head, None), |(head, at)| (head, Some(at.to_owned())));
        let (name, with) = head.split_once(" with ").unwrap_or((head, ""));
        rows.push(Row {
            name: name.trim().to_owned(),
            with: with.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            at,
            edits: edits.split("; ").map(|edit| edit.trim().to_owned()).collect(),
        });
    }
    rows
}

/// Applies edits one after the other.
pub fn apply(pack: &mut Value, edits: &[String]) -> Result<(), String> {
    edits.iter().try_for_each(|edit| one(pack, edit).map_err(|error| format!("{edit}: {error}")))
}

/// The keys that lead to a place.
pub fn keys(pack: &mut Value, place: &str) -> Result<Vec<String>, String> {
    let place = filled(pack, place)?;
    resolved(pack, &place)
}

/// The keys that lead to what an edit changes; of an ordering to those of its body, of a name to what bears it.
pub fn place(pack: &mut Value, edit: &str) -> Result<Vec<String>, String> {
    let edit = filled(pack, edit)?;
    if let Some((from, _)) = edit.split_once(" to ") {
        let card = from.trim_start_matches("un").trim_start_matches("tie ");
        let mut steps = resolved(pack, card)?;
        steps.truncate(steps.len() - 2);
        return Ok(steps);
    }
    if let Some((place, _)) = edit.split_once(" -> ") {
        let mut steps = resolved(pack, place)?;
        steps.pop();
        return Ok(steps);
    }
    let words = ["drop ", "last "];
    let place = words.iter().find_map(|word| edit.strip_prefix(word)).unwrap_or(&edit);
    let end = [" := ", " = "].iter().filter_map(|sign| place.find(sign)).min();
    match &place[..end.unwrap_or(place.len())] {
        "$" => Ok(Vec::new()),
        place => resolved(pack, place.strip_suffix("/+").unwrap_or(place)),
    }
}

fn one(pack: &mut Value, edit: &str) -> Result<(), String> {
    let edit = filled(pack, edit)?;
    let edit = edit.as_str();
    if let Some((from, to)) = edit.strip_prefix("tie ").and_then(|edit| edit.split_once(" to ")) {
        let pair = filled(pack, &format!("[\"«{from}»\", \"«{to}»\"]"))?;
        let orderings = orderings(pack, from)?;
        orderings.insert(format!("tied{:05}", orderings.len()), serde_json::from_str(&pair).unwrap());
        return Ok(());
    }
    if let Some((from, to)) = edit.strip_prefix("untie ").and_then(|edit| edit.split_once(" to ")) {
        let pair: Value =
            serde_json::from_str(&filled(pack, &format!("[\"«{from}»\", \"«{to}»\"]"))?).unwrap();
        let orderings = orderings(pack, from)?;
        let before = orderings.len();
        orderings.retain(|_, other| *other != pair);
        return if orderings.len() < before { Ok(()) } else { Err("no such ordering".into()) };
    }
    if let Some(place) = edit.strip_prefix("drop ") {
        let (parent, key) = parent(pack, place)?;
        return match parent {
            Value::Object(object) => object.shift_remove(&key).map(|_| ()).ok_or("nothing there".into()),
            Value::Array(items) => Ok(_ = items.remove(key.parse().map_err(|_| "no index")?)),
            _ => Err("neither object nor list".into()),
        };
    }
    if let Some(place) = edit.strip_prefix("last ") {
        let (parent, key) = parent(pack, place)?;
        let object = parent.as_object_mut().ok_or("no object")?;
        let value = object.shift_remove(&key).ok_or("nothing there")?;
        object.insert(key, value);
        return Ok(());
    }
    if let Some((place, key)) = edit.split_once(" -> ") {
        let key = key.to_owned();
        let (parent, old) = parent(pack, place)?;
        let object = parent.as_object_mut().ok_or("no object")?;
        let renamed = std::mem::take(object).into_iter();
        *object =
            renamed.map(|(name, value)| (if name == old { key.clone() } else { name }, value)).collect();
        return Ok(());
    }
    if let Some((place, from)) = edit.split_once(" := ") {
        let (parent_of, key) = parent(pack, from)?;
        let value = at(parent_of, &key).ok_or("nothing to copy")?.clone();
        return put(pack, place, value);
    }
    let (place, json) = edit.split_once(" = ").ok_or("no edit")?;
    let value = serde_json::from_str(json).map_err(|error| format!("{error} in {json}"))?;
    put(pack, place, value)
}

/// The orderings of the body that a card lies in.
fn orderings<'v>(pack: &'v mut Value, card: &str) -> Result<&'v mut serde_json::Map<String, Value>, String> {
    let written = written(card);
    let (body, _) = written.rsplit_once("/methods/").ok_or("no card")?;
    let (parent, key) = parent(pack, &format!("{body}/orderings"))?;
    parent.get_mut(&key).and_then(Value::as_object_mut).ok_or("no orderings".into())
}

/// A place with its abbreviations written out.
fn written(place: &str) -> String {
    let mut text = place.replacen(':', "/data/methods/", 1).replace(':', "/methods/");
    while let Some((before, after)) = text.split_once('>') {
        let end = after.find('/').unwrap_or(after.len());
        let (input, rest) = after.split_at(end);
        text = match input {
            "handler" => format!("{before}/node/model/policy/error/flo{rest}"),
            input => format!("{before}/node/model/inputs/data/{input}/value/data{rest}"),
        };
    }
    text.replace("/in/", "/node/model/inputs/data/")
        .replace("/out/", "/node/model/outputs/data/")
        .replace("/model/", "/node/model/")
        .replace("/node/node/", "/node/")
}

fn put(pack: &mut Value, place: &str, value: Value) -> Result<(), String> {
    if place == "$" {
        *pack = value;
        return Ok(());
    }
    let (parent, key) = parent(pack, place)?;
    match parent {
        Value::Object(object) => _ = object.insert(key, value),
        Value::Array(items) if key == "+" => items.push(value),
        Value::Array(items) => {
            *items.get_mut(key.parse::<usize>().map_err(|_| "no index")?).ok_or("no such item")? = value
        }
        _ => return Err("neither object nor list".into()),
    }
    Ok(())
}

/// A text with `«PLACE»` replaced by the last key of the place.
fn filled(pack: &mut Value, text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('«') {
        let Some((place, behind)) = after.split_once('»') else { break };
        let (parent, key) = parent(pack, place)?;
        let id = at(parent, &key).and_then(|value| value["uuid"].as_str().map(str::to_owned));
        out.push_str(before);
        out.push_str(&id.unwrap_or(key));
        rest = behind;
    }
    Ok(out + rest)
}

fn parent<'v>(pack: &'v mut Value, place: &str) -> Result<(&'v mut Value, String), String> {
    let mut steps = resolved(pack, place)?;
    let last = steps.pop().ok_or("no place")?;
    let mut value = pack;
    for step in steps {
        value = at_mut(value, &step).ok_or_else(|| format!("there is no `{step}`"))?;
    }
    Ok((value, last))
}

/// The keys that lead to a place; the last need not be there.
fn resolved(pack: &Value, place: &str) -> Result<Vec<String>, String> {
    let place = written(place);
    let mut steps: Vec<&str> = place.split('/').collect();
    let mut keys = Vec::new();
    let mut value = pack;
    // The first step of most places is the title of a flow.
    if let Some(id) = steps.first().and_then(|first| key(&pack["data"]["flos"], first)) {
        value = &pack["data"]["flos"][&id];
        keys.extend(["data".to_owned(), "flos".to_owned(), id]);
        steps.remove(0);
    }
    let last = steps.pop();
    for step in steps {
        let key = key(value, step).ok_or_else(|| format!("there is no `{step}`"))?;
        value = at(value, &key).ok_or_else(|| format!("there is no `{step}`"))?;
        keys.push(key);
    }
    keys.extend(last.map(|last| key(value, last).unwrap_or_else(|| last.to_owned())));
    Ok(keys)
}

/// The key behind a step.
fn key(value: &Value, step: &str) -> Option<String> {
    match value {
        Value::Object(object) if object.contains_key(step) => Some(step.to_owned()),
        Value::Object(object) if step == "*" => object.keys().next().cloned(),
        Value::Object(object) => {
            let (step, number) =
                step.split_once('#').map_or((step, 1), |(step, number)| (step, number.parse().unwrap()));
            let named = |value: &Value| {
                let grouped = value["group"]
                    .as_str()
                    .map(|group| format!("{group}.{}", value["key"].as_str().unwrap_or_default()));
                let in_group = step.strip_suffix(".*").is_some_and(|group| value["group"] == group);
                value["key"] == step
                    || value["name"] == step
                    || value["data"]["name"] == step
                    || grouped.as_deref() == Some(step)
                    || in_group
            };
            object.iter().filter(|(_, value)| named(value)).nth(number - 1).map(|(key, _)| key.clone())
        }
        Value::Array(items) => {
            let (title, number) =
                step.split_once('#').map_or((step, 1), |(step, number)| (step, number.parse().unwrap()));
            let titled = |value: &Value| {
                value["node"]["data"]["name"] == title || value["node"]["model"]["key"] == title
            };
            let found = items.iter().enumerate().filter(|(_, value)| titled(value)).nth(number - 1);
            found
                .map(|(at, _)| at.to_string())
                .or_else(|| step.parse::<usize>().ok().map(|at| at.to_string()))
        }
        _ => None,
    }
}

fn at<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        value => value.get(key),
    }
}

fn at_mut<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match value {
        Value::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
        value => value.get_mut(key),
    }
}
