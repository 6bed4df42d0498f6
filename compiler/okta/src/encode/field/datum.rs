//! What a field stores: literals, flows, tables, bodies, templates and search expressions.

use flowc_ir::{Datum, Input, Role, TemplatePart};
use flowc_stdlib::signature::PortSignature;
use flowc_types::Shape;
use flowc_value::Value;

use super::Fields;
use crate::field::OPERANDS;
use crate::lock::owned_bodies;
use crate::model::{self, Id};
use crate::shape::empty_datum;

impl Fields<'_> {
    pub(super) fn datum(
        &self,
        input: &Input,
        port: Option<&PortSignature>,
        wired: bool,
        shape: &Shape,
    ) -> model::Datum {
        let text = |id: Option<Id>| Value::text(id.unwrap_or_default().as_str());
        match &input.datum {
            Datum::Body(body) => {
                let at = owned_bodies(self.card).into_iter().position(|owned| owned == *body);
                let body = at.and_then(|at| self.bodies.borrow_mut().get_mut(at).and_then(Option::take));
                body.map_or_else(|| Value::Null.into(), model::Datum::Body)
            }
            Datum::Flow(flow) => text(self.writer.flow_id(*flow)).into(),
            Datum::Table(table) => text(self.writer.table_id(*table)).into(),
            Datum::Template(parts) => self.template(parts).into(),
            Datum::Literal(value) if self.is_expression(port) => self.expression(value).into(),
            Datum::Literal(value) => value.clone().into(),
            Datum::Untouched => match (port, input.role) {
                (_, Role::Capture(_)) => Value::Null.into(),
                _ if wired => empty_datum(shape).into(),
                (Some(port), _) => port.default.clone().into(),
                (None, Role::Own) => Value::Null.into(),
                (None, _) => empty_datum(shape).into(),
            },
        }
    }

    fn is_expression(&self, port: Option<&PortSignature>) -> bool {
        port.and_then(|port| port.metadata.get("expr")).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The random key of a template's hole by its number.
    fn hole(&self, number: &str) -> Id {
        let position = self
            .card
            .inputs
            .iter()
            .position(|input| input.role == Role::Hole && input.group.is_none() && input.key == number);
        let key = position.and_then(|position| self.scope.input(self.place, position)).map(|(_, key)| key);
        key.unwrap_or_default()
    }

    fn template(&self, parts: &[TemplatePart]) -> Value {
        let mut text = String::new();
        for part in parts {
            match part {
                TemplatePart::Text(plain) => text.push_str(plain),
                TemplatePart::Hole(number) => {
                    text.push_str("{{{");
                    text.push_str(&self.hole(&number.to_string()));
                    text.push_str("}}}");
                }
            }
        }
        text.into()
    }

    /// A search expression with keys in place of numbers.
    fn expression(&self, value: &Value) -> Value {
        crate::decode::map_operands(value, &mut |number| {
            self.card.input(Some(OPERANDS), number)?;
            let (card, output) = self.operand(number);
            Some(Value::object([
                ("methodId", Value::text(card.as_str())),
                ("outputId", Value::text(output.as_str())),
            ]))
        })
    }

    /// What an operand of this card's search expression is called: card and output at the other end of its
    /// wire; of one without a wire, made up.
    pub(super) fn operand(&self, number: &str) -> (Id, Id) {
        let position = self.card.input(Some(OPERANDS), number);
        let wire = position.and_then(|input| self.scope.body.wires_into(self.id, input).next());
        let source = wire.and_then(|end| {
            let (_, _, ids) = self.scope.card(self.scope.uses.place(end.card)?)?;
            let (label, id) = ids.outputs.get_index(end.wire.output)?;
            if end.wire.path.is_empty() {
                return Some((ids.id.clone(), id.clone()));
            }
            let fields = self.scope.uses.fields(end.card, end.wire.output);
            let place =
                fields.iter().position(|used| used.card == self.place && Some(used.input) == position)?;
            let expand = ids.expands.get(label)?;
            Some((expand.id.clone(), expand.pairs.get(place)?.2.clone()))
        });
        source.unwrap_or_else(|| {
            let made_up = |what: &str| crate::ids::short(&format!("{}/{what}/{number}", self.ids.id));
            (made_up("operand card"), made_up("operand"))
        })
    }
}
