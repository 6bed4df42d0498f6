//! The comparison of Filter and Find: one operator, a path into the item, a value for all items.

use std::collections::HashSet;

use flowc_value::compare::compare_found;
use flowc_value::convert::convert;
use flowc_value::{Kind, Operator, Text, Value, path};

use crate::call::{Call, CardError, SlotType};
use crate::choices::operator;

/// What values are compared with.
pub(super) const COMPARED: &[flowc_types::Kind] = {
    use flowc_types::Kind::{Boolean, Date, File, Number, Object, Text};
    &[Text, Number, Date, Boolean, Object, File]
};

/// The same as a card's field lists them.
pub(super) const COMPARED_NAMES: &str = r#"["string","number","Date","boolean","object","file"]"#;

/// Lists to look in are indexed from this length on.
const INDEXED: usize = 16;

/// What must hold for an item.
pub(super) struct Condition {
    operator: Operator,
    path: Text,
    item: Kind,
    comparison: Value,
    declared: Kind,
    /// The items of a list to look in that are all of one kind, to answer `in` without a search.
    index: Option<(Kind, HashSet<Value>)>,
}

impl Condition {
    /// The condition of a card whose inputs are the list, the operator, the path and the comparison.
    pub fn of(call: &Call<'_>) -> Result<Self, CardError> {
        let (operator, path, declared) = (operator(&call.text(1))?, call.text(2), call.declared(3));
        let slot = call.spec.inputs.first().filter(|_| path.is_empty());
        let item = slot.map_or(Kind::Any, |slot| SlotType { list: false, ..*slot }.value_kind());
        let given = call.input(3);
        let looks_in = matches!(operator, Operator::In | Operator::NotIn);
        // JSON text to look in is read once, not for each item.
        let comparison = match declared {
            Kind::List | Kind::Object if looks_in => convert(given, declared).map(|list| list.into_owned()),
            _ => Ok(given.clone()),
        };
        let comparison = comparison.unwrap_or_else(|_| given.clone());
        let index = if looks_in { index(&comparison) } else { None };
        Ok(Self { operator, path, item, comparison, declared, index })
    }

    /// Whether it holds.
    pub fn holds(&self, item: &Value) -> bool {
        let found = path::get(item, &self.path);
        if let (Some((kind, index)), Some(value)) = (&self.index, found)
            && value.kind() == *kind
        {
            return index.contains(value) == (self.operator == Operator::In);
        }
        compare_found(self.operator, found, self.item, &self.comparison, self.declared)
    }
}

/// The items by hash where equality of unconverted values decides: all texts, or all numbers (without NaN,
/// which equals nothing).
fn index(container: &Value) -> Option<(Kind, HashSet<Value>)> {
    let list = container.as_list().filter(|list| list.len() >= INDEXED)?;
    let kind = list.first()?.kind();
    let plain = |item: &Value| match item {
        Value::Number(number) => !number.is_nan(),
        other => matches!(other, Value::Text(_)),
    };
    let uniform = list.iter().all(|item| item.kind() == kind && plain(item));
    uniform.then(|| (kind, list.iter().cloned().collect()))
}
