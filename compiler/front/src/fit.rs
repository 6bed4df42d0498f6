//! Whether what is given to a slot fits it: literals become what the slot stores, wires must have a converter.
//!
//! One table decides ([`flowc_value::convert`]), the same that the interpreter and the constant folder use.

use flowc_stdlib::SlotType;
use flowc_text::Span;
use flowc_types::{Kind, Shape};
use flowc_value::convert::{self, Link, Verdict};
use flowc_value::{List, Value};

use crate::diagnostics;
use crate::scope::Lowering;

impl Lowering<'_> {
    /// A literal as the slot stores it: `12.5` in a text slot is the text "12.5".
    pub fn fitting(&mut self, value: Value, slot: &Shape, span: Span) -> Value {
        match fitted(&value, slot) {
            Some(fitted) => fitted,
            None => {
                self.report(diagnostics::never_fits(&value, slot, span));
                value
            }
        }
    }

    /// A wire between two slots: an error where the platform refuses it, a hint where it may fail in a run.
    pub fn check_wire(&mut self, source: &Shape, slot: &Shape, span: Span) {
        let (from, to) = (SlotType::of(source), SlotType::of(slot));
        match convert::link(from.item_kind(), from.list, to.item_kind(), to.list) {
            Link::Refused => self.report(diagnostics::never_converts(source, slot, span)),
            Link::Through(_) => {
                let verdict = convert::verdict(from.item_kind(), to.item_kind());
                if verdict == Verdict::MayFail {
                    self.report(diagnostics::may_not_convert(source, slot, span));
                }
            }
            Link::Direct => {}
        }
    }
}

/// The literal as a slot of this shape stores it; `None` if it can never become that.
fn fitted(value: &Value, slot: &Shape) -> Option<Value> {
    if slot.is_any() || value.is_null() {
        return Some(value.clone());
    }
    if slot.is_list() {
        let item = slot.item();
        return Some(match value {
            Value::List(items) => items.iter().map(|one| fitted(one, item)).collect::<Option<Vec<_>>>()?.into(),
            single => List::from_iter([fitted(single, item)?]).into(),
        });
    }
    match (slot.kind(), value) {
        (Kind::Text | Kind::Date | Kind::File | Kind::Flow, Value::Text(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Object, Value::Object(_)) => Some(value.clone()),
        (Kind::Text, Value::Number(_) | Value::Bool(_)) => Some(Value::Text(convert::to_text(value))),
        (Kind::Number, Value::Text(_)) => convert::to_number(value).ok().map(Value::Number),
        (Kind::Boolean, Value::Text(text)) if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        (Kind::Boolean, Value::Text(text)) if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        _ => None,
    }
}
