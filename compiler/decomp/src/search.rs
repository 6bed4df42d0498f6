//! Table searches: the stored list of comparisons as a condition, with the set of results in front of it,
//! `all where Done == false and Due < today`.

use ecow::EcoString;
use flowc_ir::{Address, Card, CardId, Datum, Input, Output};
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_stdlib::tables::{ResultSet, SEARCH};
use flowc_syntax::ast::{Arg, BinaryOp, Expr, ExprKind};
use flowc_value::Value;

use crate::card::source_name;
use crate::expr::{ascribed, name, positional};
use crate::literal::literal;
use crate::printer::Printer;

/// The section of the inputs that carry values into a condition.
pub(crate) const OPERANDS: &str = "_expr";

impl<'a> Printer<'a> {
    /// What an input says that takes a search condition; `None` where it says anything else.
    pub fn search(&mut self, id: CardId, card: &Card, input: &Input) -> Option<Expr> {
        let signature = self.signature(card)?;
        let port = signature.inputs.get(signature.input(input.group.as_deref(), &input.key)?)?;
        if !port.takes_condition() {
            return None;
        }
        let Datum::Literal(stored) = &input.datum else { return None };
        let comparisons: Vec<Value> = match stored.get("expr").and_then(Value::as_list) {
            Some(list) => list.to_vec(),
            None if stored.as_object()?.is_empty() => Vec::new(),
            None => return None,
        };
        let mut condition: Option<Expr> = None;
        for comparison in &comparisons {
            let (join, one) = self.comparison_of(id, card, comparison)?;
            condition = Some(match condition {
                None if join == BinaryOp::And => one,
                None => return None,
                Some(before) => ExprKind::Binary(join, Box::new(before), Box::new(one)).into(),
            });
        }
        Some(ExprKind::Where { mode: "rows".into(), condition: condition.map(Box::new) }.into())
    }

    /// One stored comparison with the word that joins it to those before.
    fn comparison_of(&mut self, id: CardId, card: &Card, stored: &Value) -> Option<(BinaryOp, Expr)> {
        let text = |key: &str| stored.get(key).and_then(Value::as_str);
        let op = match text("op")? {
            "=" => BinaryOp::Equal,
            "!=" => BinaryOp::NotEqual,
            "<" => BinaryOp::Less,
            ">" => BinaryOp::Greater,
            "<=" => BinaryOp::AtMost,
            ">=" => BinaryOp::AtLeast,
            _ => return None,
        };
        let join = match text("join")? {
            "AND" => BinaryOp::And,
            "OR" => BinaryOp::Or,
            _ => return None,
        };
        let right = match (stored.get("rhs"), stored.get("rhd")) {
            (Some(value), None) => literal(value),
            (None, Some(value)) => {
                let at = card.input(Some(OPERANDS), value.get("outputId")?.as_str()?)?;
                self.search_operand(id, card, at)?
            }
            _ => return None,
        };
        let known =
            stored.as_object()?.keys().all(|key| ["lhs", "op", "join", "rhs", "rhd"].contains(&key.as_str()));
        let column = text("lhs").filter(|_| known)?;
        Some((join, ExprKind::Binary(op, Box::new(name(column)), Box::new(right)).into()))
    }

    /// A value that the card takes through an input. Where no wire leads there, the type of what stands in it says
    /// that it has an input of its own.
    fn search_operand(&mut self, id: CardId, card: &Card, at: usize) -> Option<Expr> {
        let value = self.operand(id, card, at, None);
        let input = card.inputs.get(at)?;
        let wired = self.body.wires_into(id, at).next().is_some();
        Some(if wired || matches!(value.kind, ExprKind::As(..)) {
            value
        } else {
            ascribed(value, &input.shape)
        })
    }

    /// Puts the option and the condition of a search in front of its arguments, as one: `all where Done == false`.
    /// `false`, and nothing changed, where lowering would make another card of it.
    pub fn say_search(
        &self,
        card: &Card,
        signature: &Signature,
        options: &mut Vec<Arg>,
        args: &mut Vec<Arg>,
    ) -> bool {
        let sets = signature.result_sets();
        let Some((set, asked)) =
            sets.iter().find_map(|set| Some((set, asked_by(card, signature, set, options)?)))
        else {
            return false;
        };
        let Some(port) = signature.condition() else { return false };
        let is_filled = card
            .input(port.group.as_deref(), &port.key)
            .and_then(|at| card.inputs.get(at))
            .is_some_and(|input| input.datum != Datum::Untouched);
        let mode = set.word.clone();
        let search = match take_condition(port, args) {
            Some(condition) => ExprKind::Where { mode: mode.into(), condition }.into(),
            // Alone, the word would be the value of that name.
            None if is_filled || self.names.is_taken(&mode) => return false,
            None => name(&mode),
        };
        options.remove(asked);
        args.insert(0, positional(search));
        true
    }

    /// `search`, where it leads to this card.
    pub fn search_name(&self, card: &Card) -> Option<EcoString> {
        let signatures = self.cx.signatures;
        let signature = self.signature(card)?;
        let said = crate::call::version(card, Some(signature), signatures).is_some();
        let version = match &card.address {
            Address::Connector { version, .. } => Some(version.as_str()).filter(|_| said),
            Address::System { .. } => None,
        };
        let of_table = card.inputs.iter().any(|input| matches!(input.datum, Datum::Table(_)));
        let found = signatures.table_search(version).filter(|_| of_table)?;
        (found.subject == signature.subject).then(|| SEARCH.into())
    }
}

/// The place of the option that asks for a set of results, where the card's outputs are of that set.
fn asked_by(card: &Card, signature: &Signature, set: &ResultSet<'_>, options: &[Arg]) -> Option<usize> {
    let input = card.inputs.get(card.input(set.option.group.as_deref(), &set.option.key)?)?;
    let asked = matches!(&input.datum, Datum::Literal(value) if value.as_str() == Some(&set.value));
    let of_set =
        |output: &Output| output.group.as_deref().is_some_and(|group| set.sections().contains(&group));
    let said = source_name(signature, set.option);
    let at = options.iter().position(|option| option.name.as_ref().is_some_and(|name| name.text == said))?;
    let plain = matches!(options.get(at)?.value.kind, ExprKind::Text(_));
    (asked && plain && card.outputs.iter().any(of_set)).then_some(at)
}

/// Takes the condition out of the arguments, where it stands in front of all others; the inner `None` is one that
/// holds for every row.
fn take_condition(port: &PortSignature, args: &mut Vec<Arg>) -> Option<Option<Box<Expr>>> {
    let first = args.first_mut()?;
    let fields = match (&port.group, &mut first.value.kind) {
        (Some(group), ExprKind::Record(fields))
            if first.name.as_ref().is_some_and(|name| name.text == *group) =>
        {
            fields
        }
        _ => return None,
    };
    let ExprKind::Where { condition, .. } = &mut fields.first_mut()?.value.kind else { return None };
    let condition = condition.take();
    fields.remove(0);
    if fields.is_empty() {
        args.remove(0);
    }
    Some(condition)
}
