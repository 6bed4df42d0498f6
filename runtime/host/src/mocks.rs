//! Mocks: what cards that leave the machine answer in a run.
//!
//! A JSON list, first match wins. An entry is about a card (`card`, `when`, `returns` or `fails` or `streams`,
//! `times`) or about a table (`table`, `rows`).

use flowc_engine::Failure;
use flowc_value::{Object, Text, Value, json};

/// All mocks of a run, with how often each may still answer.
#[derive(Clone, Debug, Default)]
pub struct Mocks {
    cards: Vec<CardMock>,
    tables: Vec<TableMock>,
}

#[derive(Clone, Debug)]
struct CardMock {
    card: Text,
    when: Object,
    answer: Answer,
    /// Answers left; none: any number.
    left: Option<u64>,
}

/// The rows of a table at the start of a run.
#[derive(Clone, Debug)]
pub struct TableMock {
    /// Its name in the source, its title or its id.
    pub table: Text,
    /// Rows by column; a row may name `Row ID`, `Created`, `Updated`.
    pub rows: Vec<Object>,
}

/// What a mocked card answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Outputs by `key` or `group.key`, groups also as objects.
    Returns(Object),
    /// The card fails.
    Fails(Failure),
    /// Records for the helper of a streaming card.
    Streams(Vec<Value>),
}

impl Mocks {
    /// Reads the file of `--mocks`.
    ///
    /// # Errors
    /// What is wrong, with the number of the entry.
    pub fn read(text: &str) -> Result<Mocks, String> {
        let value = json::parse(text).map_err(|error| error.to_string())?;
        let Value::List(entries) = value else { return Err("it is no list of entries".to_owned()) };
        let mut mocks = Mocks::default();
        for (index, entry) in entries.as_slice().iter().enumerate() {
            let number = index + 1;
            let Value::Object(entry) = entry else { return Err(format!("entry {number} is no object")) };
            mocks.entry(entry).map_err(|reason| format!("entry {number}: {reason}"))?;
        }
        Ok(mocks)
    }

    /// Rows of tables.
    pub fn tables(&self) -> &[TableMock] {
        &self.tables
    }

    /// The answer of the first entry that matches a card and its inputs (by `key` or `group.key`).
    pub fn answer(&mut self, address: &str, inputs: &Object) -> Option<Answer> {
        let mock =
            self.cards.iter_mut().find(|mock| mock.left != Some(0) && mock.matches(address, inputs))?;
        mock.left = mock.left.map(|left| left - 1);
        Some(mock.answer.clone())
    }

    fn entry(&mut self, entry: &Object) -> Result<(), String> {
        match (entry.get("card"), entry.get("table")) {
            (Some(Value::Text(card)), None) => {
                known(entry, &["card", "when", "returns", "fails", "streams", "times"])?;
                let when = object(entry, "when")?.unwrap_or_default();
                let left = match entry.get("times") {
                    None => None,
                    Some(times) => Some(count(times)?),
                };
                self.cards.push(CardMock { card: card.clone(), when, answer: answer(entry)?, left });
                Ok(())
            }
            (None, Some(Value::Text(table))) => {
                known(entry, &["table", "rows"])?;
                let rows = list(entry, "rows")?.ok_or("`rows` is missing")?;
                let rows = rows.iter().map(|row| match row {
                    Value::Object(row) => Ok(row.clone()),
                    _ => Err("a row is no object".to_owned()),
                });
                self.tables
                    .push(TableMock { table: table.clone(), rows: rows.collect::<Result<_, String>>()? });
                Ok(())
            }
            _ => Err("it names neither a `card` nor a `table`".to_owned()),
        }
    }
}

fn answer(entry: &Object) -> Result<Answer, String> {
    let returns = object(entry, "returns")?.map(Answer::Returns);
    let fails = object(entry, "fails")?.map(|fails| failure(&fails)).transpose()?.map(Answer::Fails);
    let streams = list(entry, "streams")?.map(Answer::Streams);
    let mut given = [returns, fails, streams].into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(answer), None) => Ok(answer),
        (None, _) => Err("it says nothing the card `returns`, `fails` with or `streams`".to_owned()),
        (Some(_), Some(_)) => Err("it has more than one of `returns`, `fails`, `streams`".to_owned()),
    }
}

fn failure(fails: &Object) -> Result<Failure, String> {
    known(fails, &["message", "code", "statusCode", "body"])?;
    let field = |key: &str| fails.get(key).cloned().unwrap_or_default();
    let Value::Text(message) = field("message") else {
        return Err("`fails` needs a `message` that is a text".to_owned());
    };
    let mut failure = Failure::new(message);
    failure.code = field("code");
    failure.status = field("statusCode");
    failure.body = field("body");
    Ok(failure)
}

fn known(entry: &Object, keys: &[&str]) -> Result<(), String> {
    match entry.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("`{key}` is no part of it; there are {}", keys.join(", "))),
        None => Ok(()),
    }
}

fn object(entry: &Object, key: &str) -> Result<Option<Object>, String> {
    match entry.get(key) {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object.clone())),
        Some(_) => Err(format!("`{key}` is no object")),
    }
}

fn list(entry: &Object, key: &str) -> Result<Option<Vec<Value>>, String> {
    match entry.get(key) {
        None => Ok(None),
        Some(Value::List(list)) => Ok(Some(list.as_slice().to_vec())),
        Some(_) => Err(format!("`{key}` is no list")),
    }
}

fn count(value: &Value) -> Result<u64, String> {
    match value.as_number() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and small"
        )]
        Some(number) if number >= 1.0 && number.fract() == 0.0 && number <= 1e15 => Ok(number as u64),
        _ => Err("`times` is no whole number from 1".to_owned()),
    }
}

impl CardMock {
    fn matches(&self, address: &str, inputs: &Object) -> bool {
        is_named(&self.card, address) && self.when.iter().all(|(name, wanted)| has(inputs, name, wanted))
    }
}

/// Whether a short or full name means a card: `okta.readUser`, `http:raw`, a full address with * for any part.
pub(crate) fn is_named(name: &str, address: &str) -> bool {
    let given: Vec<&str> = name.split(':').collect();
    let parts: Vec<&str> = address.split(':').collect();
    if given.len() == parts.len() {
        return given.iter().zip(&parts).all(|(given, part)| *given == "*" || given == part);
    }
    let short = short_name(address);
    short == name || short.replacen('.', ":", 1) == name
}

/// `okta.readUser` for `root:channels:http:okta:1.0.674:readUser`.
pub(crate) fn short_name(address: &str) -> String {
    match address.split(':').collect::<Vec<_>>().as_slice() {
        [.., group, _, method] => format!("{group}.{method}"),
        _ => address.to_owned(),
    }
}

/// Whether an input has a value: named whole, by its key alone, or its group given as an object.
fn has(inputs: &Object, name: &str, wanted: &Value) -> bool {
    let direct = inputs.get(name).or_else(|| by_key(inputs, name));
    match (direct, wanted) {
        (Some(value), wanted) => covers(&json_form(value), wanted),
        (None, Value::Object(fields)) => fields.iter().all(|(key, wanted)| {
            inputs.get(&format!("{name}.{key}")).is_some_and(|value| covers(&json_form(value), wanted))
        }),
        (None, _) => false,
    }
}

fn by_key<'a>(inputs: &'a Object, key: &str) -> Option<&'a Value> {
    let mut found =
        inputs.iter().filter(|(name, _)| name.strip_suffix(key).is_some_and(|rest| rest.ends_with('.')));
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value),
        _ => None,
    }
}

/// The value as mocks can write it: dates as text.
fn json_form(value: &Value) -> Value {
    json::parse(&json::to_text(value)).unwrap_or_default()
}

/// Equal, where objects may have further fields. Depth is bounded by that of the JSON the mock was read from.
fn covers(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Object(value), Value::Object(wanted)) => {
            wanted.iter().all(|(key, wanted)| value.get(key).is_some_and(|value| covers(value, wanted)))
        }
        (Value::List(value), Value::List(wanted)) => {
            value.len() == wanted.len()
                && value.as_slice().iter().zip(wanted.as_slice()).all(|(value, wanted)| covers(value, wanted))
        }
        (value, wanted) => value == wanted,
    }
}

/// An output in what a mock returns: named whole, by its key alone, or inside its group.
pub(crate) fn output<'a>(returns: &'a Object, name: &str) -> Option<&'a Value> {
    let grouped = || {
        name.match_indices('.').find_map(|(at, _)| {
            let (group, key) = (name.get(..at)?, name.get(at + 1..)?);
            returns.get(group).and_then(|group| group.get(key)).or_else(|| returns.get(key))
        })
    };
    returns.get(name).or_else(grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    const READ: &str = "root:channels:http:okta:1.0.674:readUser";

    fn inputs(text: &str) -> Object {
        json::parse(text).unwrap().as_object().unwrap().clone()
    }

    fn answered(mocks: &mut Mocks, text: &str) -> String {
        match mocks.answer(READ, &inputs(text)) {
            None => "nothing".to_owned(),
            Some(Answer::Returns(object)) => json::to_text(&Value::Object(object)).to_string(),
            Some(Answer::Fails(failure)) => format!("fails: {} {:?}", failure.message, failure.code()),
            Some(Answer::Streams(records)) => format!("{} records", records.len()),
        }
    }

    #[test]
    fn the_first_match_answers_as_often_as_it_may() {
        let text = r#"[
            {"card": "okta.readUser", "when": {"User": {"ID": "u1"}}, "returns": {"a": 1}, "times": 1},
            {"card": "root:channels:http:okta:*:readUser", "when": {"ID": "u1"}, "fails": {"message": "gone", "code": 404}},
            {"card": "okta:readUser", "when": {"User.more": {"x": 1}}, "streams": [{}, {}]}
        ]"#;
        let mut mocks = Mocks::read(text).unwrap();
        let one = r#"{"User.ID": "u1", "User.more": null}"#;
        assert_eq!(answered(&mut mocks, one), r#"{"a":1}"#);
        assert_eq!(answered(&mut mocks, one), "fails: gone 404");
        assert_eq!(answered(&mut mocks, r#"{"User.ID": "u2", "User.more": {"x": 1, "y": 2}}"#), "2 records");
        assert_eq!(answered(&mut mocks, r#"{"User.ID": "u2"}"#), "nothing");
    }

    #[test]
    fn outputs_are_found_whole_by_group_or_by_key() {
        let returns = inputs(r#"{"User.ID": 1, "Group": {"Name": 2}, "Status": 3}"#);
        let found = |name: &str| output(&returns, name).and_then(Value::as_number);
        for (name, number) in [
            ("User.ID", Some(1.0)),
            ("Group.Name", Some(2.0)),
            ("Status", Some(3.0)),
            ("Result.Status", Some(3.0)),
            ("Other", None),
        ] {
            assert_eq!(found(name), number, "{name}");
        }
    }

    #[test]
    fn wrong_entries_are_named() {
        for (text, message) in [
            ("{}", "it is no list of entries"),
            ("[1]", "entry 1 is no object"),
            (r#"[{"card": "x"}]"#, "entry 1: it says nothing the card `returns`, `fails` with or `streams`"),
            (
                r#"[{"card": "x", "return": {}}]"#,
                "entry 1: `return` is no part of it; there are card, when, returns, fails, streams, times",
            ),
            (r#"[{"table": "x"}]"#, "entry 1: `rows` is missing"),
            (r#"[{"card": "x", "returns": {}, "times": 0}]"#, "entry 1: `times` is no whole number from 1"),
        ] {
            assert_eq!(Mocks::read(text).unwrap_err(), message, "{text}");
        }
    }
}
