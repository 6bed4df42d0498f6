//! Tables in memory: rows for one run.
//!
//! Follows the rules `table-columns`, `table-compare`, `table-missing` and `table-order` of the semantics. Inputs
//! and outputs are named `group.key` as on the cards of the platform's table connector.

use std::cmp::Ordering;

use flowc_engine::Failure;
use flowc_plan::Plan;
use flowc_value::{Date, Kind, Object, Text, Value, compare, convert, json};

use crate::mocks::TableMock;

/// All tables of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    tables: Vec<Table>,
    /// Row ids given so far.
    rows: u64,
}

#[derive(Clone, Debug)]
struct Table {
    /// Name in the source and title.
    names: [Text; 2],
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Column {
    name: Text,
    kind: Kind,
    default: Value,
}

#[derive(Clone, Debug)]
struct Row {
    id: Text,
    created: Date,
    updated: Date,
    fields: Object,
}

/// What a table card gives.
pub(crate) enum Given {
    Values(Object),
    Records(Vec<Value>),
}

const FIELDS: &str = "Fields.";

impl Tables {
    /// The plan's tables with the rows that mocks put into them.
    ///
    /// # Errors
    /// Rows for a table that the plan does not have.
    pub fn new(plan: &Plan, mocks: &[TableMock], now: Date) -> Result<Tables, String> {
        let tables = plan.tables.iter().map(|table| Table {
            names: [table.name.clone(), table.title.clone()],
            columns: table.columns.iter().flatten().map(Column::new).collect(),
            rows: Vec::new(),
        });
        let mut tables = Tables { tables: tables.collect(), rows: 0 };
        for mock in mocks {
            let Some(index) = tables.find(&mock.table) else {
                return Err(format!("there is no table `{}`", mock.table));
            };
            for row in &mock.rows {
                tables.fill(index, row, now);
            }
        }
        Ok(tables)
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.names.iter().any(|known| known == name))
    }

    fn next_id(&mut self) -> Text {
        self.rows += 1;
        Text::from(self.rows.to_string())
    }

    fn fill(&mut self, index: usize, row: &Object, now: Date) {
        let date = |key: &str| row.get(key).and_then(|value| convert::to_date(value).ok()).unwrap_or(now);
        let (created, updated) = (date("Created"), date("Updated"));
        let id = row.get("Row ID").map(convert::to_text).unwrap_or_else(|| self.next_id());
        let mut fields = row.clone();
        fields.retain(|key, _| !["Row ID", "Created", "Updated"].contains(&key.as_str()));
        if let Some(table) = self.tables.get_mut(index) {
            let fields = table.with_defaults(fields);
            table.rows.push(Row { id, created, updated, fields });
        }
    }

    /// Performs a card of a table. `design` is the table chosen on the canvas; `stream` asks for records.
    pub fn perform(
        &mut self,
        method: &str,
        design: Option<u32>,
        inputs: &Object,
        stream: bool,
        now: Date,
    ) -> Result<Given, Failure> {
        let at_runtime = || ["Table.Table ID", "parameters.stash"].iter().find_map(|name| inputs.get(name));
        let index = design
            .map(|index| index as usize)
            .or_else(|| at_runtime().and_then(Value::as_str).and_then(|name| self.find(name)));
        if method == "createRow" {
            let id = self.next_id();
            return self.table(index)?.create(id, inputs, now).map(Given::Values);
        }
        let table = self.table(index)?;
        match method {
            "updateRow" => table.update(inputs, now).map(Given::Values),
            "deleteRow" => {
                let id = text(inputs, "Delete By.Row ID");
                table.rows.retain(|row| row.id != id);
                Ok(Given::Values(Object::new()))
            }
            "readRow" => Ok(Given::Values(table.read(&text(inputs, "Read By.Row ID")))),
            "clearTable" => {
                let count = table.rows.len();
                table.rows.clear();
                Ok(Given::Values([("Table.Cleared Rows", number(count))].into_iter().collect()))
            }
            "readTable" => Ok(Given::Values(table.schema())),
            "searchRows" | "searchRows2" => table.search(inputs, stream),
            other => Err(Failure::new(format!("the table card {other} is not run locally; give it a mock"))),
        }
    }

    fn table(&mut self, index: Option<usize>) -> Result<&mut Table, Failure> {
        index
            .and_then(|index| self.tables.get_mut(index))
            .ok_or_else(|| Failure::new("there is no such table"))
    }
}

fn text(inputs: &Object, name: &str) -> Text {
    inputs.get(name).map(convert::to_text).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "no table holds 2^53 rows")]
fn number(count: usize) -> Value {
    Value::Number(count as f64)
}

impl Column {
    fn new(column: &flowc_plan::Column) -> Column {
        let default = match &column.default {
            Some(text) if column.kind != Kind::Text && text.is_empty() => Value::Null,
            Some(text) => stored(column.kind, &Value::Text(text.clone())),
            None => Value::Null,
        };
        Column { name: column.name.clone(), kind: column.kind, default }
    }
}

/// A value as a column of this kind keeps it; what does not convert stays as it is.
fn stored(kind: Kind, value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        value => {
            convert::convert(value, kind).map(|value| value.into_owned()).unwrap_or_else(|_| value.clone())
        }
    }
}

impl Table {
    fn with_defaults(&self, mut given: Object) -> Object {
        let mut fields = Object::new();
        for column in &self.columns {
            let value = given.remove(&column.name);
            let value = value.map_or_else(|| column.default.clone(), |value| stored(column.kind, &value));
            fields.insert(column.name.clone(), value);
        }
        // Columns that the table lacks: a table outside the pack has unknown ones.
        if self.columns.is_empty() {
            fields.extend(given.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        fields
    }

    fn create(&mut self, id: Text, inputs: &Object, now: Date) -> Result<Object, Failure> {
        let given = inputs
            .iter()
            .filter_map(|(name, value)| Some((Text::new(name.strip_prefix(FIELDS)?), value.clone())));
        let fields = self.with_defaults(given.collect());
        self.rows.push(Row { id: id.clone(), created: now, updated: now, fields });
        Ok([("Output.Row ID", Value::Text(id))].into_iter().collect())
    }

    fn update(&mut self, inputs: &Object, now: Date) -> Result<Object, Failure> {
        let id = text(inputs, "Update By.Row ID");
        let empty_too = text(inputs, "parameters.updateEmptyInputs") == "Yes";
        let Some(row) = self.rows.iter_mut().find(|row| row.id == id) else { return Ok(Object::new()) };
        for (name, value) in inputs {
            let Some(name) = name.strip_prefix(FIELDS) else { continue };
            if empty_too || !compare::is_empty(value) {
                let column = self.columns.iter().find(|column| column.name == name);
                row.fields.insert(name, stored(column.map_or(Kind::Any, |column| column.kind), value));
            }
        }
        row.updated = now;
        Ok([("Output.Row ID", Value::Text(id))].into_iter().collect())
    }

    fn read(&self, id: &Text) -> Object {
        self.rows.iter().find(|row| row.id == *id).map(Row::outputs).unwrap_or_default()
    }

    fn schema(&self) -> Object {
        let column = |column: &Column| {
            Value::object([
                ("name", Value::Text(column.name.clone())),
                ("type", Value::text(column.kind.word())),
            ])
        };
        [("Output.Column Schema", Value::list(self.columns.iter().map(column)))].into_iter().collect()
    }

    fn search(&self, inputs: &Object, stream: bool) -> Result<Given, Failure> {
        let conditions = conditions(inputs)?;
        let mut found: Vec<&Row> = self.rows.iter().filter(|row| self.matches(row, &conditions)).collect();
        let column = text(inputs, "Sort.Column");
        if !column.is_empty() {
            found.sort_by(|a, b| compare::sort_order(&a.value(&column), &b.value(&column)));
            if text(inputs, "Sort.Direction") == "desc" {
                found.reverse();
            }
        }
        let skip = whole(inputs.get("Sort.Offset"));
        let limit = Some(whole(inputs.get("Sort.Limit"))).filter(|limit| *limit > 0).unwrap_or(usize::MAX);
        let found = found.into_iter().skip(skip).take(limit);
        if stream {
            return Ok(Given::Records(found.map(|row| Value::Object(row.record())).collect()));
        }
        let values = match text(inputs, "parameters.resultSet").as_str() {
            "one" => found.map(Row::outputs).next().unwrap_or_default(),
            _ => {
                let rows = Value::list(found.map(|row| Value::Object(row.record())));
                [("Result.Rows", rows)].into_iter().collect()
            }
        };
        Ok(Given::Values(values))
    }

    /// Conditions are joined from left to right.
    fn matches(&self, row: &Row, conditions: &[Condition]) -> bool {
        let holds = |condition: &Condition| {
            let kind = self.columns.iter().find(|column| column.name == condition.column);
            condition.holds(&row.value(&condition.column), kind.map_or(Kind::Any, |column| column.kind))
        };
        conditions.iter().fold(None, |so_far, condition| match so_far {
            None => Some(holds(condition)),
            Some(so_far) if condition.or => Some(so_far || holds(condition)),
            Some(so_far) => Some(so_far && holds(condition)),
        }) != Some(false)
    }
}

fn whole(value: Option<&Value>) -> usize {
    let number = value.and_then(|value| convert::to_number(value).ok()).unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limited before the cast")]
    let number = number.clamp(0.0, 1e15) as usize;
    number
}

impl Row {
    fn value(&self, column: &str) -> Value {
        match column {
            "Row ID" => Value::Text(self.id.clone()),
            "Created" => Value::Date(self.created),
            "Updated" => Value::Date(self.updated),
            column => self.fields.get(column).cloned().unwrap_or_default(),
        }
    }

    fn system(&self) -> [(&'static str, Value); 3] {
        ["Row ID", "Created", "Updated"].map(|name| (name, self.value(name)))
    }

    /// As outputs of a card.
    fn outputs(&self) -> Object {
        let fields = self.fields.iter().map(|(key, value)| (format!("{FIELDS}{key}"), value.clone()));
        fields.chain(self.system().map(|(name, value)| (format!("Row.{name}"), value))).collect()
    }

    /// As one value.
    fn record(&self) -> Object {
        let fields = self.fields.iter().map(|(key, value)| (key.clone(), value.clone()));
        fields.chain(self.system().map(|(name, value)| (Text::new(name), value))).collect()
    }
}

/// One part of a search expression.
struct Condition {
    column: Text,
    operator: Text,
    or: bool,
    right: Value,
}

/// `{"expr": [{"lhs", "op", "join", "rhs"}]}`; a wired right side is an input of the section `_expr`.
fn conditions(inputs: &Object) -> Result<Vec<Condition>, Failure> {
    let expression = inputs.get("Filter.Where Expression");
    let Some(Value::List(parts)) = expression.and_then(|value| value.get("expr")) else {
        return Ok(Vec::new());
    };
    let part = |part: &Value| {
        let text = |key: &str| part.get(key).map(convert::to_text).unwrap_or_default();
        let wired = part.get("rhd").and_then(|wired| wired.get("outputId")).map(convert::to_text);
        let right = match wired {
            Some(wired) => inputs.get(&format!("_expr.{wired}")).cloned(),
            None => part.get("rhs").cloned(),
        };
        let operator = text("op");
        if !["=", "!=", "<", "<=", ">", ">="].contains(&operator.as_str()) {
            return Err(Failure::new(format!("a search condition has the unknown operator `{operator}`")));
        }
        Ok(Condition {
            column: text("lhs"),
            operator,
            or: text("join") == "OR",
            right: right.unwrap_or_default(),
        })
    };
    parts.as_slice().iter().map(part).collect()
}

impl Condition {
    fn holds(&self, left: &Value, kind: Kind) -> bool {
        let (left, right) = (stored(kind, left), stored(kind, &self.right));
        let ordering = match kind {
            Kind::Text => Some(convert::to_text(&left).cmp(&convert::to_text(&right))),
            _ if json::to_text(&left) == json::to_text(&right) => Some(Ordering::Equal),
            _ => compare::order(&left, &right),
        };
        match self.operator.as_str() {
            "=" => ordering == Some(Ordering::Equal),
            "!=" => ordering != Some(Ordering::Equal),
            "<" => ordering == Some(Ordering::Less),
            "<=" => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
            ">" => ordering == Some(Ordering::Greater),
            _ => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object {
        json::parse(text).unwrap().as_object().unwrap().clone()
    }

    fn tables() -> Tables {
        let column = |name: &str, kind: Kind, default: Option<&str>| flowc_plan::Column {
            name: name.into(),
            kind,
            default: default.map(Text::from),
        };
        let columns = vec![
            column("email", Kind::Text, None),
            column("visits", Kind::Number, Some("0")),
            column("done", Kind::Boolean, Some("false")),
        ];
        let table =
            flowc_plan::Table { name: "guests".into(), title: "The Guests".into(), columns: Some(columns) };
        let plan = Plan { tables: vec![table], ..Plan::default() };
        let rows = r#"[{"table": "The Guests", "rows": [
            {"email": "a@example.com", "visits": 3, "Row ID": "r1", "Created": "2026-01-01T00:00:00Z"},
            {"email": "b@example.com", "visits": "10", "done": true}
        ]}]"#;
        let mocks = crate::Mocks::read(rows).unwrap();
        Tables::new(&plan, mocks.tables(), Date::EPOCH).unwrap()
    }

    fn done(tables: &mut Tables, method: &str, inputs: &str) -> String {
        match tables.perform(method, Some(0), &object(inputs), false, Date::EPOCH) {
            Ok(Given::Values(values)) => json::to_text(&Value::Object(values)).to_string(),
            Ok(Given::Records(records)) => format!("{} records", records.len()),
            Err(failure) => format!("fails: {}", failure.message),
        }
    }

    fn found(tables: &mut Tables, filter: &str) -> Vec<String> {
        let text = format!(r#"{{"Filter.Where Expression": {{"expr": [{filter}]}}, "_expr.x": 5}}"#);
        match tables.perform("searchRows2", Some(0), &object(&text), true, Date::EPOCH) {
            Ok(Given::Records(rows)) => {
                rows.iter().map(|row| convert::to_text(row.get("email").unwrap()).to_string()).collect()
            }
            _ => panic!("no records"),
        }
    }

    #[test]
    fn rows_are_made_changed_read_and_removed() {
        let mut tables = tables();
        let made = done(&mut tables, "createRow", r#"{"Fields.email": "c@example.com"}"#);
        assert_eq!(made, r#"{"Output.Row ID":"2"}"#);
        let read = r#"{"Read By.Row ID": "2"}"#;
        assert_eq!(
            done(&mut tables, "readRow", read),
            concat!(
                r#"{"Fields.email":"c@example.com","Fields.visits":0,"Fields.done":false,"Row.Row ID":"2","#,
                r#""Row.Created":"1970-01-01T00:00:00.000Z","Row.Updated":"1970-01-01T00:00:00.000Z"}"#
            )
        );
        done(
            &mut tables,
            "updateRow",
            r#"{"Update By.Row ID": "2", "Fields.visits": "7", "Fields.email": ""}"#,
        );
        let after = done(&mut tables, "readRow", read);
        assert!(after.contains(r#""Fields.email":"c@example.com","Fields.visits":7"#), "{after}");
        done(&mut tables, "deleteRow", r#"{"Delete By.Row ID": "2"}"#);
        assert_eq!(done(&mut tables, "readRow", read), "{}", "nothing of an unknown row");
        assert_eq!(done(&mut tables, "clearTable", "{}"), r#"{"Table.Cleared Rows":2}"#);
    }

    #[test]
    fn searches_follow_their_conditions() {
        let mut tables = tables();
        let all = ["a@example.com", "b@example.com"];
        for (filter, rows) in [
            ("", all.as_slice()),
            (r#"{"lhs": "visits", "op": ">", "rhs": "9"}"#, &all[1..]),
            (r#"{"lhs": "visits", "op": "<", "rhd": {"outputId": "x"}}"#, &all[..1]),
            (r#"{"lhs": "email", "op": "=", "rhs": "A@example.com"}"#, &[]),
            (r#"{"lhs": "done", "op": "!=", "rhs": true}"#, &all[..1]),
            (r#"{"lhs": "Row ID", "op": "=", "rhs": "r1"}"#, &all[..1]),
            (
                r#"{"lhs": "done", "op": "=", "rhs": "true"}, {"lhs": "visits", "op": "=", "rhs": 3, "join": "OR"}"#,
                all.as_slice(),
            ),
        ] {
            assert_eq!(found(&mut tables, filter), rows, "{filter}");
        }
        let sorted = r#"{"Sort.Column": "visits", "Sort.Direction": "desc", "parameters.resultSet": "one"}"#;
        assert!(done(&mut tables, "searchRows2", sorted).contains("b@example.com"));
        let second = r#"{"Sort.Offset": 1, "Sort.Limit": 5, "parameters.resultSet": "all"}"#;
        assert!(
            done(&mut tables, "searchRows2", second)
                .starts_with(r#"{"Result.Rows":[{"email":"b@example.com""#)
        );
        let wrong = r#"{"Filter.Where Expression": {"expr": [{"lhs": "done", "op": "~"}]}}"#;
        assert_eq!(
            done(&mut tables, "searchRows2", wrong),
            "fails: a search condition has the unknown operator `~`"
        );
    }
}
