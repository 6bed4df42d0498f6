//! The fifteen operators of Compare, Continue If, If/Else, Filter, Find and their kin.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::convert::{convert, date_of, number_of};
use crate::text::utf16;
use crate::{Kind, Text, Value, json, number};

/// An operator by its name on the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `%`: an exact multiple.
    Multiple,
    /// `in`: a part of a text, an item of a list, a key of an object.
    In,
    /// `not in`
    NotIn,
    /// `has`: `in` with its operands swapped.
    Has,
    /// `doesn't have`
    DoesNotHave,
    /// `is empty`; the right operand does not matter.
    IsEmpty,
    /// `is not empty`
    IsNotEmpty,
    /// `===`: equal and of one kind.
    Identical,
    /// `!==`
    NotIdentical,
}

impl Operator {
    /// Every operator with its name on the platform, in the order of its menus.
    pub const ALL: [(Operator, &'static str); 15] = [
        (Operator::Equal, "=="),
        (Operator::NotEqual, "!="),
        (Operator::GreaterOrEqual, ">="),
        (Operator::LessOrEqual, "<="),
        (Operator::Less, "<"),
        (Operator::Greater, ">"),
        (Operator::Multiple, "%"),
        (Operator::In, "in"),
        (Operator::NotIn, "not in"),
        (Operator::Has, "has"),
        (Operator::DoesNotHave, "doesn't have"),
        (Operator::IsEmpty, "is empty"),
        (Operator::IsNotEmpty, "is not empty"),
        (Operator::Identical, "==="),
        (Operator::NotIdentical, "!=="),
    ];

    /// The operator of a name on the platform.
    pub fn from_name(name: &str) -> Option<Operator> {
        Operator::ALL.into_iter().find(|(_, word)| *word == name).map(|(operator, _)| operator)
    }

    /// Its name on the platform.
    pub fn name(self) -> &'static str {
        Operator::ALL.into_iter().find(|(operator, _)| *operator == self).map_or("", |(_, word)| word)
    }

    /// It has no right operand.
    pub const fn is_unary(self) -> bool {
        matches!(self, Operator::IsEmpty | Operator::IsNotEmpty)
    }
}

/// Compares two values as a card does that declares these kinds for its operands ([`Kind::Any`]: none;
/// [`Kind::List`] for lists of anything). Never fails: what cannot be compared is unequal and unordered.
pub fn compare(operator: Operator, left: &Value, left_kind: Kind, right: &Value, right_kind: Kind) -> bool {
    compare_found(operator, Some(left), left_kind, right, right_kind)
}

/// [`compare`] where the left operand was looked up in an item: none means that its path leads nowhere, which
/// is null but for `== "null"` (rule `null-vs-null-text`).
pub fn compare_found(
    operator: Operator,
    left: Option<&Value>,
    left_kind: Kind,
    right: &Value,
    right_kind: Kind,
) -> bool {
    let missing = left.is_none() && is_null_text(right);
    let left = left.unwrap_or(&Value::Null);
    match operator {
        Operator::IsEmpty => return is_empty(left),
        Operator::IsNotEmpty => return !is_empty(left),
        Operator::In => return contains(&declared_container(right, right_kind), left),
        Operator::NotIn => return !contains(&declared_container(right, right_kind), left),
        Operator::Has => return contains(&declared_container(left, left_kind), right),
        Operator::DoesNotHave => return !contains(&declared_container(left, left_kind), right),
        _ => {}
    }
    let (left, right) = (&*declared(left, left_kind), &*declared(right, right_kind));
    match operator {
        Operator::NotEqual => missing || !loosely_equal(left, right),
        Operator::Identical => identical(left, right),
        Operator::NotIdentical => !identical(left, right),
        Operator::Less => order(left, right).is_some_and(Ordering::is_lt),
        Operator::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
        Operator::Greater => order(left, right).is_some_and(Ordering::is_gt),
        Operator::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
        Operator::Multiple => is_multiple(left, right),
        _ => !missing && loosely_equal(left, right),
    }
}

/// An operand converted to the kind that the card declares; as it is where that does not work (rule
/// `compare-runtime-type`). Null stays null, and nothing but text becomes a list or object.
fn declared(value: &Value, kind: Kind) -> Cow<'_, Value> {
    let wanted = match kind {
        Kind::Text | Kind::Number | Kind::Boolean | Kind::Date => true,
        Kind::List | Kind::Object => looks_like_json(value),
        _ => false,
    };
    if !wanted || value.is_null() {
        return Cow::Borrowed(value);
    }
    match value {
        Value::Text(text) if kind == Kind::Number && number::read(text).is_none() => Cow::Borrowed(value),
        _ => convert(value, kind).unwrap_or(Cow::Borrowed(value)),
    }
}

/// An operand in which something is looked for: a list or object stays one whatever is declared.
fn declared_container(value: &Value, kind: Kind) -> Cow<'_, Value> {
    if value.is_container() { Cow::Borrowed(value) } else { declared(value, kind) }
}

fn looks_like_json(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim_start().starts_with(['[', '{']))
}

fn is_null_text(value: &Value) -> bool {
    matches!(value, Value::Text(text) if *text == "null")
}

/// Null, empty text, empty list, empty object (rules `empty-list-is-empty`, `zero-not-empty`).
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// `==` at run-time kinds.
pub fn loosely_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, Value::Text(text)) | (Value::Text(text), Value::Null) => {
            text.is_empty() || *text == "null"
        }
        (Value::Number(left), Value::Number(right)) => left == right,
        (Value::Text(text), Value::Number(number)) | (Value::Number(number), Value::Text(text)) => {
            number::read(text) == Some(*number)
        }
        (Value::Bool(value), Value::Text(text)) | (Value::Text(text), Value::Bool(value)) => {
            text.as_bytes().eq_ignore_ascii_case(if *value { b"true" } else { b"false" })
        }
        (Value::Bool(value), Value::Number(number)) | (Value::Number(number), Value::Bool(value)) => {
            f64::from(u8::from(*value)) == *number
        }
        (Value::Date(date), Value::Text(_) | Value::Number(_)) => date_of(right) == Some(*date),
        (Value::Text(_) | Value::Number(_), Value::Date(date)) => date_of(left) == Some(*date),
        (Value::List(_) | Value::Object(_), Value::Text(text)) => equals_json(left, text),
        (Value::Text(text), Value::List(_) | Value::Object(_)) => equals_json(right, text),
        (Value::Flow(flow), Value::Text(text)) | (Value::Text(text), Value::Flow(flow)) => flow.id == *text,
        _ => left == right,
    }
}

fn equals_json(structure: &Value, text: &Text) -> bool {
    json::parse(text).is_ok_and(|parsed| parsed == *structure)
}

/// `===` at run-time kinds: nothing is converted, NaN equals nothing.
pub fn identical(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right,
        _ => left == right,
    }
}

/// The order of two values at run-time kinds; none where they have none (rule `compare-mixed`). Text with text
/// by code units, everything else by number (null is 0, dates are milliseconds).
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(utf16::compare(left, right)),
        (Value::Date(date), Value::Text(_)) => Some(date.cmp(&date_of(right)?)),
        (Value::Text(_), Value::Date(date)) => Some(date_of(left)?.cmp(date)),
        _ => number_of(left)?.partial_cmp(&number_of(right)?),
    }
}

/// A total order for sorting (rule `sort-mixed`): numbers, true/false and dates by number, then NaN, then text
/// by code units, then everything else as it comes, null last.
pub fn sort_order(left: &Value, right: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Number(number) if number.is_nan() => 1,
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => 0,
        Value::Text(_) => 2,
        Value::List(_) | Value::Object(_) | Value::File(_) | Value::Flow(_) => 3,
        Value::Null => 4,
    };
    let by_rank = rank(left).cmp(&rank(right));
    by_rank.then_with(|| {
        if rank(left) % 2 == 0 { order(left, right).unwrap_or(Ordering::Equal) } else { Ordering::Equal }
    })
}

fn is_multiple(left: &Value, right: &Value) -> bool {
    match (number_of(left), number_of(right)) {
        (Some(left), Some(right)) => right != 0.0 && left % right == 0.0,
        _ => false,
    }
}

/// `item in container` at run-time kinds (rules `in-list`, `has-mirrors-in`). In other kinds than lists,
/// objects and text nothing is found; null is in no text.
pub fn contains(container: &Value, item: &Value) -> bool {
    match container {
        Value::List(items) => items.iter().any(|candidate| loosely_equal(item, candidate)),
        Value::Object(object) => !item.is_null() && object.contains_key(&crate::convert::to_text(item)),
        Value::Text(text) => !item.is_null() && text.contains(crate::convert::to_text(item).as_str()),
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => {
            !item.is_null()
                && crate::convert::to_text(container).contains(crate::convert::to_text(item).as_str())
        }
        Value::Null | Value::File(_) | Value::Flow(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;
    use Kind::{Any, Boolean, List, Number, Object};

    fn check(rows: &[(Value, Kind, &str, Value, Kind, bool)]) {
        for (left, left_kind, operator, right, right_kind, expected) in rows {
            let operator = Operator::from_name(operator).unwrap();
            let result = compare(operator, left, *left_kind, right, *right_kind);
            assert_eq!(
                result,
                *expected,
                "{left:?}: {left_kind:?} {} {right:?}: {right_kind:?}",
                operator.name()
            );
        }
    }

    #[test]
    fn declared_kinds_decide() {
        check(&[
            (80.into(), Number, ">", 9.into(), Number, true),
            ("80".into(), Kind::Text, ">", "9".into(), Kind::Text, false),
            ("80".into(), Number, ">", "9".into(), Number, true),
            (80.into(), Kind::Text, ">", 9.into(), Kind::Text, false),
            ("80".into(), Any, ">", 9.into(), Any, true),
            ("abc".into(), Number, "==", 5.into(), Number, false),
            ("abc".into(), Number, "<", 5.into(), Number, false),
            ("abc".into(), Object, "==", "abc".into(), Kind::Text, true),
            (Value::object([("a", 1)]), Kind::Text, "==", "{\"a\":1}".into(), Kind::Text, true),
            ("2016-09-07".into(), Kind::Date, "==", "2016-09-07T00:00:00Z".into(), Kind::Date, true),
            ("2016-09-07".into(), Kind::Date, "<", "9/8/2016".into(), Kind::Text, true),
            ("TRUE".into(), Boolean, "==", true.into(), Boolean, true),
        ]);
    }

    #[test]
    fn unlike_kinds() {
        check(&[
            (true.into(), Any, "==", "true".into(), Any, true),
            ("False".into(), Any, "==", false.into(), Any, true),
            (true.into(), Any, "==", "yes".into(), Any, false),
            (true.into(), Any, "==", 1.into(), Any, true),
            (false.into(), Any, "==", 0.into(), Any, true),
            (1.into(), Any, "==", "1".into(), Any, true),
            (1.into(), Any, "===", "1".into(), Any, false),
            (1.into(), Any, "!==", 1.into(), Any, false),
            (Date::EPOCH.into(), Any, "==", "1970-01-01".into(), Any, true),
            (Date::EPOCH.into(), Any, "<", "soon".into(), Any, false),
            (Date::EPOCH.into(), Any, ">=", "soon".into(), Any, false),
            (Value::list([1]), Any, "==", 1.into(), Any, false),
            (Value::list([1]), Any, "<", 2.into(), Any, false),
            ("A".into(), Any, "==", "a".into(), Any, false),
        ]);
    }

    #[test]
    fn null_has_its_own_rules() {
        check(&[
            (Value::Null, Kind::Text, "==", "".into(), Kind::Text, true),
            (Value::Null, Kind::Text, "==", "null".into(), Kind::Text, true),
            ("null".into(), Kind::Text, "!=", Value::Null, Kind::Text, false),
            (Value::Null, Number, "==", 0.into(), Number, false),
            (Value::Null, Boolean, "==", false.into(), Boolean, false),
            (Value::Null, Any, "==", Value::Null, Any, true),
            (Value::Null, Number, "<", 1.into(), Number, true),
            (Value::Null, Number, ">=", 0.into(), Number, true),
            (Value::Null, Number, "%", 4.into(), Number, true),
            (Value::Null, Any, "<", "abc".into(), Any, false),
            (Value::Null, Any, "==", Value::list::<Value>([]), Any, false),
        ]);
        let missing = |operator, right: &Value| compare_found(operator, None, Any, right, Any);
        assert!(!missing(Operator::Equal, &"null".into()));
        assert!(missing(Operator::NotEqual, &"null".into()));
        assert!(missing(Operator::Equal, &"".into()));
        assert!(missing(Operator::Equal, &Value::Null));
        assert!(missing(Operator::IsEmpty, &Value::Null));
    }

    #[test]
    fn structures_multiples_and_membership() {
        let users = || Value::list([Value::object([("id", 1)]), Value::object([("id", 2)])]);
        check(&[
            (users(), List, "==", users(), List, true),
            (users(), List, "==", "[{\"id\":1},{\"id\":2}]".into(), List, true),
            (Value::object([("id", 2)]), Any, "in", users(), List, true),
            ("1".into(), Kind::Text, "in", Value::list([1, 2]), Kind::Text, true),
            ("3".into(), Any, "not in", Value::list([1, 2]), Any, true),
            ("ell".into(), Any, "in", "Hello".into(), Any, true),
            ("".into(), Any, "in", "Hello".into(), Any, true),
            (Value::Null, Any, "in", "Hello".into(), Any, false),
            (Value::object([("id", 2)]), Object, "has", "id".into(), Any, true),
            ("{\"id\":2}".into(), Object, "has", "id".into(), Any, true),
            (Value::object([("id", 2)]), Object, "doesn't have", "name".into(), Any, true),
            (Value::Null, Object, "has", "id".into(), Any, false),
            (12.into(), Any, "%", 4.into(), Any, true),
            ((-4).into(), Any, "%", 4.into(), Any, true),
            (5.into(), Any, "%", 4.into(), Any, false),
            (5.into(), Any, "%", 0.into(), Any, false),
        ]);
    }

    #[test]
    fn sorting_is_total_and_puts_null_last() {
        let mut values: Vec<Value> =
            vec![Value::Null, "b".into(), 10.into(), "a".into(), Value::list([1]), f64::NAN.into(), 9.into()];
        values.sort_by(sort_order);
        let expected: Vec<Value> =
            vec![9.into(), 10.into(), f64::NAN.into(), "a".into(), "b".into(), Value::list([1]), Value::Null];
        assert_eq!(values, expected);
    }

    #[test]
    fn emptiness() {
        let nothing = Value::Null;
        for value in [nothing.clone(), "".into(), Value::list::<Value>([]), crate::Object::new().into()] {
            check(&[(value.clone(), Any, "is empty", nothing.clone(), Any, true)]);
            check(&[(value, Any, "is not empty", nothing.clone(), Any, false)]);
        }
        for value in [0.into(), false.into(), " ".into(), Value::list([nothing.clone()])] {
            check(&[(value, Any, "is empty", nothing.clone(), Any, false)]);
        }
    }
}
