//! Comparisons and what is computed with operators.

use flowc_ir::{Card, CardId, Datum};
use flowc_syntax::ast::{BinaryOp, Expr, ExprKind};
use flowc_types::Shape;
use flowc_value::Value;

use crate::expr::{arg, operand_of_operator, paren, positional};
use crate::printer::{Inside, Printer};

/// A comparison on a card's own three fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comparison {
    form: Form,
    left: usize,
    operator: usize,
    right: usize,
}

/// How the source says a comparison.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// With an operator.
    Operator(Operator),
    /// Compared with true: the left side alone says it.
    Alone,
    /// As a record of the three fields, which hold what no operator says: a right side that `is empty` does not
    /// read, another word than the platform's.
    Record,
}

/// An operator of the language that compares.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operator {
    Binary(BinaryOp),
    Empty,
    NotEmpty,
}

impl Operator {
    /// Whether there is no right side.
    pub fn is_unary(self) -> bool {
        !matches!(self, Operator::Binary(_))
    }

    /// The comparison; the right side is only asked for where there is one.
    pub fn applied<P>(self, left: Expr, right: impl FnOnce(&mut P) -> Expr, printer: &mut P) -> Expr {
        let left = Box::new(operand_of_operator(left));
        match self {
            Operator::Binary(op) => ExprKind::Binary(op, left, Box::new(operand_of_operator(right(printer)))),
            Operator::Empty => ExprKind::IsEmpty(left, false),
            Operator::NotEmpty => ExprKind::IsEmpty(left, true),
        }
        .into()
    }
}

impl Comparison {
    /// The inputs that lowering evaluates.
    pub fn order(self) -> Vec<(usize, Inside)> {
        let inputs = match self.form {
            Form::Operator(Operator::Empty | Operator::NotEmpty) => vec![self.left],
            Form::Operator(Operator::Binary(_)) | Form::Alone => vec![self.left, self.right],
            Form::Record => vec![self.left, self.operator, self.right],
        };
        inputs.into_iter().map(|input| (input, Inside::Any)).collect()
    }
}

/// The operator behind the platform's word.
pub(crate) fn operator(word: &str) -> Option<Operator> {
    Some(Operator::Binary(match word {
        "==" => BinaryOp::Equal,
        "!=" => BinaryOp::NotEqual,
        "===" => BinaryOp::Identical,
        "!==" => BinaryOp::NotIdentical,
        ">=" => BinaryOp::AtLeast,
        "<=" => BinaryOp::AtMost,
        ">" => BinaryOp::Greater,
        "<" => BinaryOp::Less,
        "%" => BinaryOp::MultipleOf,
        "in" => BinaryOp::In,
        "not in" => BinaryOp::NotIn,
        "has" => BinaryOp::Has,
        "doesn't have" => BinaryOp::NotHas,
        "is empty" => return Some(Operator::Empty),
        "is not empty" => return Some(Operator::NotEmpty),
        _ => return None,
    }))
}

impl<'a> Printer<'a> {
    /// The comparison that a card makes; `None` for a card that makes none.
    pub fn comparison(&self, id: CardId, card: &Card, group: Option<&str>) -> Option<Comparison> {
        let at = |key: &str| card.input(group, key);
        let (left, operator, right) = (at("left-operand")?, at("operator")?, at("right-operand")?);
        let form = self.form_of(id, card, [left, operator, right]).unwrap_or(Form::Record);
        Some(Comparison { form, left, operator, right })
    }

    /// The form without a record, where one says all that the three fields hold.
    fn form_of(&self, id: CardId, card: &Card, [left, operator, right]: [usize; 3]) -> Option<Form> {
        let operator = self::operator(self.plain_text(id, card, operator)?)?;
        if operator.is_unary() && !self.is_untouched(id, card, right) {
            return None;
        }
        let is_true = card.inputs.get(right).is_some_and(|input| {
            input.datum == Datum::Literal(Value::Bool(true)) && input.shape == Shape::BOOLEAN
        });
        let boolean = card.inputs.get(left).is_some_and(|input| input.shape == Shape::BOOLEAN);
        let alone = matches!(operator, Operator::Binary(BinaryOp::Equal)) && is_true && boolean;
        Some(if alone { Form::Alone } else { Form::Operator(operator) })
    }

    /// The comparison as a condition of the card that makes it.
    pub fn condition(&mut self, id: CardId, card: &Card, comparison: Comparison) -> Expr {
        if let Form::Record = comparison.form {
            return self.stated(id, card, comparison);
        }
        let left = self.operand(id, card, comparison.left, None);
        if let Form::Operator(operator) = comparison.form {
            let right = |printer: &mut Self| printer.operand(id, card, comparison.right, None);
            return operator.applied(left, right, self);
        }
        let compares = match &left.kind {
            ExprKind::Binary(op, ..) => {
                !matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Default)
            }
            ExprKind::IsEmpty(..) => true,
            _ => false,
        };
        if compares { paren(left) } else { left }
    }

    /// `({ value_a: x, comparison: "is empty", value_b: "old" })`.
    fn stated(&mut self, id: CardId, card: &Card, comparison: Comparison) -> Expr {
        let Comparison { left, operator, right, .. } = comparison;
        let named = [("value_a", left), ("comparison", operator), ("value_b", right)];
        let filled = named.into_iter().filter(|(_, at)| !self.is_untouched(id, card, *at));
        let filled: Vec<_> = filled.collect();
        let fields = filled.into_iter().map(|(name, at)| arg(name, self.operand(id, card, at, None)));
        ExprKind::Record(fields.collect()).into()
    }

    /// Compare as an operator, where one says it.
    pub fn compare(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        let comparison = self.comparison(id, card, None)?;
        let operator = match comparison.form {
            Form::Operator(operator) => operator,
            // A value that is compared with true is more than the value alone.
            Form::Alone => Operator::Binary(BinaryOp::Equal),
            Form::Record => return None,
        };
        let pure = self.settle(id, &comparison.order());
        Some((self.condition(id, card, Comparison { form: Form::Operator(operator), ..comparison }), pure))
    }

    /// And, Or, Or Exclusive: one operator between all inputs.
    pub fn logic(&mut self, id: CardId, card: &Card, op: BinaryOp) -> Option<(Expr, bool)> {
        let signature = self.signature(card)?;
        let count = card.inputs.len();
        let as_written = card.inputs.iter().enumerate().all(|(at, input)| match signature.inputs.get(at) {
            Some(port) => port.key == input.key,
            None => input.key == ecow::eco_format!("input {}", at + 1) && input.label.is_none(),
        });
        let filled = (0..count).all(|at| !self.is_untouched(id, card, at));
        if count < 2 || !as_written || !filled {
            return None;
        }
        let order: Vec<(usize, Inside)> =
            (0..count).map(|at| (at, if at == 0 { Inside::Any } else { Inside::Pure })).collect();
        let pure = self.settle(id, &order);
        let operands: Vec<Expr> = (0..count)
            .map(|at| {
                let declared = signature.inputs.get(at).is_none().then_some(Shape::BOOLEAN);
                let operand = self.operand(id, card, at, declared.as_ref());
                let compares = matches!(&operand.kind, ExprKind::IsEmpty(..))
                    || matches!(&operand.kind, ExprKind::Binary(inner, ..) if binds_tighter(*inner));
                if compares { operand } else { operand_of_operator(operand) }
            })
            .collect();
        let joined = operands
            .into_iter()
            .reduce(|left, right| ExprKind::Binary(op, Box::new(left), Box::new(right)).into())?;
        Some((joined, pure))
    }

    /// Add and its like: one operator between the two own inputs.
    pub fn arithmetic(&mut self, id: CardId, card: &Card, op: BinaryOp) -> Option<(Expr, bool)> {
        if card.inputs.len() != 2 || (0..2).all(|at| self.body.wires_into(id, at).next().is_none()) {
            return None;
        }
        let pure = self.settle(id, &[(0, Inside::Any), (1, Inside::Any)]);
        // An arithmetic operand would make it a Formula.
        let mut operand = |at: usize| operand_of_operator(self.operand(id, card, at, None));
        let (left, right) = (operand(0), operand(1));
        if [&left, &right].into_iter().any(is_arithmetic) {
            let method = self.signature(card)?.name.clone();
            let (module, method) = method.split_once('.')?;
            let call = flowc_syntax::ast::CallExpr {
                callee: crate::expr::field(crate::expr::name(module), method),
                options: None,
                args: vec![positional(left), arg(&self.signature(card)?.inputs.get(1)?.name, right)],
            };
            return Some((ExprKind::Call(Box::new(call)).into(), pure));
        }
        Some((ExprKind::Binary(op, Box::new(left), Box::new(right)).into(), pure))
    }

    /// Whether a card is Assign If in the form of `a ?? b`.
    pub fn is_default(&self, id: CardId) -> bool {
        let Some(card) = self.body.card(id).filter(|card| card.address.is("control", "assignIf")) else {
            return false;
        };
        let at = |key: &str| card.input(None, key);
        let (Some(left), Some(otherwise), Some(operator), Some(right)) =
            (at("left-operand"), at("valueIfFalse"), at("operator"), at("right-operand"))
        else {
            return false;
        };
        let end = |input: usize| {
            let mut ends = self.body.wires_into(id, input);
            ends.next().map(|end| (end.card, end.wire.output, end.wire.path.clone()))
        };
        let no_wire = |input: usize| self.body.wires_into(id, input).next().is_none();
        self.plain_text(id, card, operator) == Some("is empty")
            && self.is_untouched(id, card, right)
            && no_wire(operator)
            && end(left).is_some()
            && end(left) == end(otherwise)
            && self.unsaid(id, card, left)
            && self.unsaid(id, card, otherwise)
    }

    /// Whether a slot has the type that lowering derives.
    fn unsaid(&self, id: CardId, card: &Card, at: usize) -> bool {
        let Some(input) = card.inputs.get(at) else { return false };
        let source = crate::typing::source_shape(self.body, id, at);
        crate::typing::slot_ascription(input, self.port_of(card, input), source.as_ref(), None).is_none()
    }

    /// `a ?? b`.
    pub fn default_value(&mut self, id: CardId, card: &Card) -> Option<(Expr, bool)> {
        if !self.is_default(id) {
            return None;
        }
        let (left, value) = (card.input(None, "left-operand")?, card.input(None, "valueIfTrue")?);
        let pure = self.settle(id, &[(left, Inside::Any), (value, Inside::Pure)]);
        let left = operand_of_operator(self.operand(id, card, left, None));
        let right = operand_of_operator(self.operand(id, card, value, None));
        Some((ExprKind::Binary(BinaryOp::Default, Box::new(left), Box::new(right)).into(), pure))
    }
}

/// Whether a comparison needs no brackets between `and` and `or`.
fn binds_tighter(op: BinaryOp) -> bool {
    !matches!(
        op,
        BinaryOp::And
            | BinaryOp::Or
            | BinaryOp::Xor
            | BinaryOp::Default
            | BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
    )
}

fn is_arithmetic(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Paren(inner) | ExprKind::Negate(inner) => is_arithmetic(inner),
        ExprKind::Binary(op, ..) => {
            matches!(op, BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply | BinaryOp::Divide)
        }
        _ => false,
    }
}
