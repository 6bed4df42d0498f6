//! Values of inputs: what is wired or written, with what must be said about the slot.

use flowc_ir::{Card, CardId, Datum, Input, Role};
use flowc_stdlib::signature::PortSignature;
use flowc_syntax::ast::{Expr, ExprKind};
use flowc_types::Shape;
use flowc_value::Value;

use crate::expr::{ascribed, name, paren};
use crate::literal::literal;
use crate::printer::Printer;
use crate::program::flow_name;
use crate::typing::{slot_ascription, source_shape};

impl<'a> Printer<'a> {
    /// The declaration of an own input.
    pub fn port_of(&self, card: &Card, input: &Input) -> Option<&'a PortSignature> {
        let signature = self.signature(card).filter(|_| matches!(input.role, Role::Own | Role::Option))?;
        signature.inputs.get(signature.input(section(card, input), &input.key)?)
    }

    /// Whether nothing need be written for an input.
    pub fn is_untouched(&self, id: CardId, card: &Card, input: usize) -> bool {
        card.inputs.get(input).is_none_or(|at| at.datum == Datum::Untouched)
            && self.body.wires_into(id, input).next().is_none()
    }

    /// The value of an input; `declared` is the type that a called flow or a template asks for.
    pub fn operand(&mut self, id: CardId, card: &Card, at: usize, declared: Option<&Shape>) -> Expr {
        let Some(input) = card.inputs.get(at) else { return ExprKind::Null.into() };
        let port = self.port_of(card, input);
        if let Some(condition) = self.search(id, card, input) {
            return condition;
        }
        let source = source_shape(self.body, id, at);
        let said = slot_ascription(input, port, source.as_ref(), declared);
        let (expr, cards) = match self.source(id, at) {
            Some(found) => found,
            None => (self.written(card, input, port), false),
        };
        match said {
            Some(shape) if cards || matches!(expr.kind, ExprKind::As(..)) => ascribed(paren(expr), &shape),
            Some(shape) => ascribed(expr, &shape),
            None => expr,
        }
    }

    /// What an input holds that was left as the card offers it.
    fn offered(&self, card: &Card, input: &Input) -> Option<&'a Value> {
        let signature = self.signature(card)?;
        Some(&signature.inputs.get(signature.input(section(card, input), &input.key)?)?.default)
    }

    /// What an input without wire holds.
    fn written(&self, card: &Card, input: &Input, port: Option<&PortSignature>) -> Expr {
        match &input.datum {
            Datum::Literal(value) => match port.and_then(|port| choice_label(port, value)) {
                Some(label) => crate::expr::text(&label),
                None => literal(value),
            },
            Datum::Flow(flow) => match self.cx.program.flows.get(flow.index()) {
                Some(flow) => name(flow_name(flow)),
                None => ExprKind::Null.into(),
            },
            Datum::Table(table) => match self.cx.program.tables.get(table.index()) {
                Some(table) => name(&table.name),
                None => ExprKind::Null.into(),
            },
            Datum::Untouched => self.offered(card, input).map_or(ExprKind::Null.into(), literal),
            Datum::Template(_) | Datum::Body(_) => ExprKind::Null.into(),
        }
    }

    /// The literal text of an input that is neither wired nor of another type than its own.
    pub fn plain_text(&self, id: CardId, card: &Card, at: usize) -> Option<&'a str> {
        let input = self.body.card(id)?.inputs.get(at)?;
        let port = self.port_of(card, input)?;
        if self.body.wires_into(id, at).next().is_some() || input.shape != port.shape {
            return None;
        }
        match &input.datum {
            Datum::Literal(value) => value.as_str(),
            Datum::Untouched => port.default.as_str(),
            _ => None,
        }
    }
}

/// What people see of a chosen value: its label, where that leads back to the value.
fn choice_label(port: &PortSignature, value: &Value) -> Option<ecow::EcoString> {
    let text = value.as_str().filter(|text| !text.is_empty())?;
    if port.choices.is_null() || !port.is_option() {
        return None;
    }
    let (_, label) = port.choice_pairs().find(|(stored, _)| stored == text)?;
    let back = port.choice(&label)?.0;
    (back == text).then_some(label)
}

/// The section of the signature that an input belongs to: those of further conditions are like the first one's.
fn section<'i>(card: &Card, input: &'i Input) -> Option<&'i str> {
    match input.group.as_deref() {
        Some(group) if group.starts_with("elseif ") && card.address.is("control", "branch") => Some("if"),
        group => group,
    }
}
