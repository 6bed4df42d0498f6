//! Reading fields and items: Get, At, Get Multiple.

use ecow::EcoString;
use flowc_ir::{Card, CardId, Role};
use flowc_syntax::ast::{Binding, Expr, ExprKind, Pattern, PatternField, StmtKind};
use flowc_types::{Kind, Shape};

use crate::expr::{field, paren, path_parts, postfix_base};
use crate::printer::{Inside, Printer};
use crate::shape::shape_expr;
use crate::typing::source_shape;

impl<'a> Printer<'a> {
    /// What Get reads: the path's last part, as a name.
    pub fn read_part(&self, card: &Card) -> Option<EcoString> {
        let path = card.inputs.get(card.input(None, "path").filter(|_| card.address.is("object", "get"))?)?;
        match &path.datum {
            flowc_ir::Datum::Literal(value) => value.as_str()?.rsplit('.').next().map(EcoString::from),
            _ => None,
        }
    }

    /// `object.a.b`: Get, where no slot lists the first field.
    pub fn get(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let (object, path) = (card.input(None, "object")?, card.input(None, "path")?);
        let parts = path_parts(self.plain_text(id, card, path).filter(|path| !path.is_empty())?)?;
        let source = source_shape(self.body, id, object)?;
        let readable = match &source {
            Shape::List(_) => false,
            Shape::Record(record) => record.open && !record.fields.contains_key(parts.first()?),
            other => matches!(other.kind(), Kind::Object | Kind::Any),
        };
        if !readable || !self.unsaid_at(id, card, object) {
            return None;
        }
        let pure = self.settle(id, &[(object, Inside::Any)]);
        let base = self.operand(id, card, object, None);
        // A Get in front keeps a path of its own.
        let own_path = self.body.wires_into(id, object).next().is_some_and(|end| {
            self.body.card(end.card).is_some_and(|source| source.address.is("object", "get"))
                && is_chain(&base)
        });
        let base = if own_path { paren(base) } else { postfix_base(base) };
        Some((parts.iter().fold(base, |at, part| field(at, part)), pure))
    }

    fn unsaid_at(&self, id: CardId, card: &Card, at: usize) -> bool {
        let Some(input) = card.inputs.get(at) else { return false };
        let source = source_shape(self.body, id, at);
        crate::typing::slot_ascription(input, self.port_of(card, input), source.as_ref(), None).is_none()
    }

    /// `list[0]`: At.
    pub fn item_at(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let (list, index) = (card.input(None, "list")?, card.input(None, "index")?);
        self.body.wires_into(id, list).next()?;
        if !self.unsaid_at(id, card, list) {
            return None;
        }
        let pure = self.settle(id, &[(list, Inside::Any), (index, Inside::Any)]);
        let list = postfix_base(self.operand(id, card, list, None));
        let index = self.operand(id, card, index, None);
        Some((ExprKind::Index(Box::new(list), Box::new(index)).into(), pure))
    }

    /// `let { a, b.c as d } = object`: Get Multiple. `false` where it cannot be said so.
    pub fn get_multiple(&mut self, id: CardId, card: &'a Card) -> bool {
        let Some(object) = card.input(None, "object") else { return false };
        let fields: Vec<(usize, &flowc_ir::Output, Vec<EcoString>)> = card
            .outputs
            .iter()
            .enumerate()
            .filter_map(|(at, output)| Some((at, output, path_parts(&output.key)?)))
            .filter(|(_, output, _)| output.role == Role::Author && output.group.is_none())
            .collect();
        if fields.is_empty() || fields.len() != card.outputs.len() || self.is_untouched(id, card, object) {
            return false;
        }
        self.settle(id, &[(object, Inside::Any)]);
        let value = self.operand(id, card, object, None);
        self.flush_all();
        let source = source_shape(self.body, id, object).unwrap_or(Shape::OBJECT);
        // Fields that the slot lists would be read on the wire; a stated type asks for the card.
        let all_listed = fields.iter().all(|(_, output, path)| {
            output.shape == Shape::TEXT && source.at_path(path.iter().map(EcoString::as_str)).is_some()
        });
        let mut pattern = Vec::new();
        for (position, (at, output, path)) in fields.into_iter().enumerate() {
            let last = path.last().cloned().unwrap_or_default();
            let variable = self.fresh_field(id, &output.key, &last);
            let stated = output.shape != Shape::TEXT || (all_listed && position == 0);
            self.denoted.insert((id, at), crate::expr::name(&variable).into());
            pattern.push(PatternField {
                attrs: crate::attrs::label(output.label.as_deref(), output.description.as_deref()),
                alias: (variable != last).then(|| variable.into()),
                path: path.into_iter().map(Into::into).collect(),
                shape: stated.then(|| shape_expr(&output.shape)),
            });
        }
        let binding = Binding { attrs: Vec::new(), pattern: Pattern::Record(pattern), value };
        self.push(card, StmtKind::Let(vec![binding]));
        true
    }
}

/// Whether fields behind the expression would join its own.
fn is_chain(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Field(..))
}
