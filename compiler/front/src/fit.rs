//! Whether what is given to a slot fits it: literals become what the slot stores, wires must have a converter.
//!
//! One table decides ([`flowc_value::convert`]), the same that the interpreter and the constant folder use.

use flowc_ir::{Datum, Origin};
use flowc_stdlib::SlotType;
use flowc_text::Span;
use flowc_types::{Kind, Shape};
use flowc_value::convert::{self, Link, Verdict};
use flowc_value::{List, Value};

use crate::diagnostics;
use crate::draft::Source;
use crate::scope::Lowering;

/// The slot that something is given to.
pub(crate) struct Slot<'s> {
    /// Its stored type.
    pub shape: &'s Shape,
    /// Its name, for messages.
    pub name: &'s str,
    /// Where the value stands.
    pub span: Span,
}

impl Lowering<'_> {
    /// Makes a literal what the slot stores (`12.5` in a text slot is the text "12.5") and checks that a wire
    /// can go into it.
    pub fn fit(
        &mut self,
        datum: Datum,
        source: Option<&Source>,
        literal: Option<Value>,
        slot: &Slot<'_>,
    ) -> (Datum, Option<Value>) {
        if let Some(source) = source {
            self.check_wire(source, slot);
        }
        let Some(value) = literal else { return (datum, None) };
        let value = match fitted(&value, slot.shape) {
            Some(fitted) => fitted,
            None => {
                self.report(diagnostics::never_fits(&value, slot));
                value
            }
        };
        (Datum::Literal(value.clone()), Some(value))
    }

    /// A wire between two slots: an error where the platform refuses it, a hint where it may fail in a run.
    pub fn check_wire(&mut self, source: &Source, slot: &Slot<'_>) {
        let (from, to) = (SlotType::of(&source.shape), SlotType::of(slot.shape));
        let report = match convert::link(from.item_kind(), from.list, to.item_kind(), to.list) {
            Link::Refused => diagnostics::never_converts,
            Link::Through(_) if convert::verdict(from.item_kind(), to.item_kind()) == Verdict::MayFail => {
                diagnostics::may_not_convert
            }
            Link::Through(_) | Link::Direct => return,
        };
        let card = self.card(source.port.card);
        let made = match card.origin {
            Origin::Source(span) => span,
            _ => Span::default(),
        };
        let made_by = (card.title.clone(), made);
        self.report(report(&source.shape, slot, &made_by.0, made_by.1));
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
            Value::List(items) => {
                items.iter().map(|one| fitted(one, item)).collect::<Option<Vec<_>>>()?.into()
            }
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
        // Packs hold an empty text where nothing was chosen.
        (_, Value::Text(text)) if text.is_empty() => Some(value.clone()),
        _ => None,
    }
}
