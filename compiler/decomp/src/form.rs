//! Which form a card takes in the source.

use flowc_ir::{Address, Card, CardId, Role};
use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_types::Shape;

use crate::expr::{ascribed, is_constant, record_field};
use crate::printer::{Inside, Printer};
use crate::typing::output_ascriptions;

impl<'a> Printer<'a> {
    /// One card: a statement, or a value for the cards behind it.
    pub fn step(&mut self, id: CardId, card: &'a Card) {
        if id == self.body.start || self.statement_card(id, card) {
            return;
        }
        let (expr, pure) = match self.sugar(id, card) {
            Some(form) => form,
            None => self.explicit(id, card),
        };
        self.offer(id, card, expr, pure);
    }

    /// The language's own construct for a card, if lowering it gives the card back.
    fn sugar(&mut self, id: CardId, card: &'a Card) -> Option<(Expr, bool)> {
        let Address::System { channel, method } = &card.address else { return self.helper_call(id, card) };
        let fixed = !self.says_outputs(card);
        match (channel.as_str(), method.as_str()) {
            ("string", "compose") if fixed => self.template(id, card, "compose"),
            ("math", "expression") if fixed => self.template(id, card, "formula"),
            ("boolean", "compare") if fixed => self.compare(id, card),
            ("boolean", "and") if fixed => self.logic(id, card, BinaryOp::And),
            ("boolean", "or") if fixed => self.logic(id, card, BinaryOp::Or),
            ("boolean", "xor") if fixed => self.logic(id, card, BinaryOp::Xor),
            ("math", "add") if fixed => self.arithmetic(id, card, BinaryOp::Add),
            ("math", "subtract") if fixed => self.arithmetic(id, card, BinaryOp::Subtract),
            ("math", "multiply") if fixed => self.arithmetic(id, card, BinaryOp::Multiply),
            ("control", "assignIf") if fixed => self.default_value(id, card),
            ("control", "lookup") => self.lookup(id, card).map(|form| self.with_outputs(card, form)),
            ("object", "construct") => self.record(id, card).map(|form| self.with_outputs(card, form)),
            ("list", "construct") => self.list(id, card).map(|form| self.with_outputs(card, form)),
            ("object", "get") => self.get(id, card).map(|form| self.with_outputs(card, form)),
            ("list", "at") => self.item_at(id, card).map(|form| self.with_outputs(card, form)),
            ("control", "spawn") => self.call_flow(id, card),
            _ => self.helper_call(id, card),
        }
    }

    /// What an author said about outputs, where lowering does not derive it.
    pub fn said_outputs(&self, card: &Card) -> Vec<Option<Shape>> {
        match self.signature(card) {
            Some(signature) if !signature.model.mirrored => output_ascriptions(card, signature),
            _ => vec![None; card.outputs.len()],
        }
    }

    fn says_outputs(&self, card: &Card) -> bool {
        self.said_outputs(card).iter().any(Option::is_some)
    }

    /// A card with one output, with `as` where its type must be said.
    fn with_outputs(&self, card: &Card, form: (Expr, bool)) -> (Expr, bool) {
        match self.said_outputs(card).into_iter().flatten().next() {
            Some(shape) => (ascribed(form.0, &shape), form.1),
            None => form,
        }
    }

    /// Author-made inputs only, none of them in a section; `None` where there are others.
    fn author_fields(&self, id: CardId, card: &Card) -> Option<Vec<(usize, Inside)>> {
        let plain = card.inputs.iter().enumerate().all(|(at, input)| {
            input.role == Role::Author && input.group.is_none() && !self.is_untouched(id, card, at)
        });
        plain.then(|| (0..card.inputs.len()).map(|at| (at, Inside::Any)).collect())
    }

    /// `{ a: x }`: object Construct of which one part is no literal.
    fn record(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let order = self.author_fields(id, card)?;
        if !self.some_wired_or_said(id, card) {
            return None;
        }
        let pure = self.settle(id, &order);
        let fields = self.fields(id, card, &order, |_| None);
        let expr: Expr = ExprKind::Record(fields).into();
        (!is_constant(&expr)).then_some((expr, pure))
    }

    /// `[a, b]`: list Construct of which one part is no literal.
    fn list(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let order = self.author_fields(id, card)?;
        let unnamed = (0..card.inputs.len()).all(|at| card.is_unnamed_item(at));
        if !unnamed || !self.some_wired_or_said(id, card) {
            return None;
        }
        let pure = self.settle(id, &order);
        let items: Vec<Expr> = order.iter().map(|(at, _)| self.operand(id, card, *at, None)).collect();
        Some((ExprKind::List(items).into(), pure))
    }

    /// Whether the card would be more than a literal.
    fn some_wired_or_said(&self, id: CardId, card: &Card) -> bool {
        (0..card.inputs.len()).any(|at| {
            let wired = self.body.wires_into(id, at).next().is_some();
            wired
                || card
                    .inputs
                    .get(at)
                    .is_some_and(|input| crate::typing::slot_ascription(input, None, None, None).is_some())
        })
    }

    /// Named values of author-made fields.
    pub fn fields(
        &mut self,
        id: CardId,
        card: &Card,
        order: &[(usize, Inside)],
        declared: impl Fn(&flowc_ir::Input) -> Option<crate::declared::Field>,
    ) -> Vec<flowc_syntax::ast::Arg> {
        let mut fields = Vec::new();
        for (at, _) in order {
            let Some(input) = card.inputs.get(*at) else { continue };
            let known = declared(input);
            let value = self.operand(id, card, *at, known.as_ref().map(|field| &field.shape));
            let unless = |own: &Option<ecow::EcoString>, known: Option<&Option<ecow::EcoString>>| {
                own.clone().filter(|_| known.is_none_or(|known| known != own))
            };
            let label = unless(&input.label, known.as_ref().map(|field| &field.label));
            let description = unless(&input.description, known.as_ref().map(|field| &field.description));
            let attrs = crate::attrs::label(label.as_deref(), description.as_deref());
            let name = known.map_or_else(|| input.key.clone(), |field| field.name);
            fields.push(record_field(&name, value, attrs));
        }
        fields
    }
}
