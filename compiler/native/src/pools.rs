//! The plan's tables, each entry once where it can be shared.

use flowc_plan::{KeyTable, Plan, Source};
use flowc_value::{Keys, Text, Value};
use rustc_hash::FxHashMap;

/// Remembers what the tables hold.
#[derive(Debug, Default)]
pub(crate) struct Pools {
    constants: FxHashMap<Value, u32>,
    keys: FxHashMap<Vec<Text>, u32>,
    paths: FxHashMap<Vec<Text>, u32>,
}

/// The position of a table's next entry; tables beyond 4 billion entries do not occur.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Appends to a table.
pub(crate) fn push<T>(table: &mut Vec<T>, entry: T) -> u32 {
    table.push(entry);
    number(table.len() - 1)
}

impl Pools {
    /// The place of a constant.
    pub fn constant_at(&mut self, plan: &mut Plan, value: Value) -> u32 {
        // Objects are equal in any order of keys and 0 equals -0: these are not shared.
        let shared = match &value {
            Value::Null | Value::Bool(_) | Value::Text(_) => true,
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            _ => false,
        };
        if !shared {
            return push(&mut plan.constants, value);
        }
        *self.constants.entry(value.clone()).or_insert_with(|| push(&mut plan.constants, value))
    }

    /// A constant as operand.
    pub fn constant(&mut self, plan: &mut Plan, value: Value) -> Source {
        Source::constant(self.constant_at(plan, value))
    }

    /// A key table.
    pub fn keys(&mut self, plan: &mut Plan, names: Vec<Text>) -> u32 {
        *self.keys.entry(names.clone()).or_insert_with(|| push(&mut plan.keys, KeyTable(Keys::new(names))))
    }

    /// A path of literal keys.
    pub fn path(&mut self, plan: &mut Plan, names: Vec<Text>) -> u32 {
        *self.paths.entry(names.clone()).or_insert_with(|| push(&mut plan.paths, names))
    }
}
