//! Table searches: `all where Done == false and Due < today`.
//!
//! The word in front asks for a set of results, which is an option of the card; `rows` leaves that option alone.
//! The platform stores a list of comparisons that are tried from left to right; a value that is known only
//! when the flow runs is an input of the card's own, in the section `_expr`, numbered in order.

use ecow::{EcoString, eco_format};
use flowc_ir::{Datum, Input, Output, Role, TableId};
use flowc_stdlib::signature::Signature;
use flowc_stdlib::tables::ResultSet;
use flowc_syntax::ast::{BinaryOp, Expr, ExprKind, Name};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::diagnostics;
use crate::draft::{Draft, Operand};
use crate::expression::Want;
use crate::scope::{Lowering, Val};
use crate::table::section_fields;

/// What a search is asked: which results, and under which condition.
pub(crate) struct Asked<'e> {
    mode: &'e Name,
    /// `where` stands behind the word; without it the card's own condition is left alone.
    says_where: bool,
    condition: Option<&'e Expr>,
    span: Span,
}

/// The word that asks for no set of results.
const ROWS: &str = "rows";

/// The section of the inputs that carry values into a condition.
const OPERANDS: &str = "_expr";

impl Lowering<'_> {
    /// Whether an argument is a search: `all where …`, or `all` alone where no value has that name.
    pub fn asked<'e>(&self, signature: &Signature, value: &'e Expr) -> Option<Asked<'e>> {
        let span = value.span;
        signature.condition()?;
        match &value.kind {
            ExprKind::Where { mode, condition } => {
                Some(Asked { mode, says_where: true, condition: condition.as_deref(), span })
            }
            ExprKind::Name(mode) if !self.is_variable(&mode.text) => {
                let known = signature.result_sets().iter().any(|set| set.word == mode.text);
                known.then_some(Asked { mode, says_where: false, condition: None, span })
            }
            _ => None,
        }
    }

    /// Fills the condition of a card and the option that goes with the word in front of it.
    pub fn search_for(&mut self, draft: &mut Draft, asked: &Asked<'_>) {
        let signature = draft.signature.clone();
        if asked.mode.text != ROWS {
            self.choose_results(draft, asked.mode);
        }
        let Some(port) = signature.condition().filter(|_| asked.says_where) else { return };
        let stored = self.search(draft, asked.condition);
        let operand = Operand { val: Val::Literal(stored), slot: None, span: asked.span };
        draft.own(port.group.as_deref(), &port.key, operand, self);
    }

    fn choose_results(&mut self, draft: &mut Draft, mode: &Name) {
        let signature = draft.signature.clone();
        let sets = signature.result_sets();
        let found = sets.iter().find(|set| set.word == mode.text);
        let val = match found {
            Some(set) => Val::Literal(Value::text(set.value.as_str())),
            None => {
                let words = sets.iter().map(|set| set.word.clone());
                let known: Vec<EcoString> = words.chain([ROWS.into()]).collect();
                self.report(diagnostics::unknown_results(mode, &known));
                Val::Error
            }
        };
        let Some(set) = found.or(sets.first()) else { return };
        let operand = Operand { val, slot: None, span: mode.span };
        draft.own(set.option.group.as_deref(), &set.option.key, operand, self);
    }

    /// The outputs of a search of a table, where nothing states them and what is declared speaks of other results.
    pub fn search_outputs(&mut self, draft: &mut Draft, table: TableId, want: &Want) {
        let signature = draft.signature.clone();
        let sets = signature.result_sets();
        let Some(set) = sets.iter().find(|set| asks_for(draft, set)) else { return };
        let sections = set.sections();
        let columns = self.program.tables.get(table.index()).and_then(|table| table.columns.as_deref());
        let stated = want.ascribed.as_ref().is_some_and(|shape| shape.as_record().is_some());
        let of_set = |output: &Output| output.group.as_deref().is_some_and(|group| sections.contains(&group));
        let known = stated || sections.is_empty() || draft.card.outputs.iter().any(of_set);
        let Some(columns) = columns.filter(|_| !known) else { return };
        draft.card.outputs.clear();
        for section in sections {
            for (key, field) in section_fields(section, columns) {
                draft.ascribe_field(Some(&EcoString::from(*section)), &key, &field);
            }
        }
    }

    /// The stored form of a condition; its values become inputs of the card.
    fn search(&mut self, draft: &mut Draft, condition: Option<&Expr>) -> Value {
        let mut comparisons = Vec::new();
        if let Some(condition) = condition {
            flatten(condition, "AND", &mut comparisons);
        }
        if comparisons.is_empty() {
            return Value::object(Vec::<(&str, Value)>::new());
        }
        let mut number = 0;
        let mut stored = Vec::new();
        for (join, comparison) in comparisons {
            let Some((column, operator, right)) = column_comparison(comparison) else {
                self.report(diagnostics::no_search_condition(comparison.span));
                continue;
            };
            let mut fields = vec![("lhs", Value::text(column.as_str()))];
            let operand = self.operand(right);
            match operand.val {
                Val::Error => continue,
                // `"" as text` has an input of its own, which a value may be wired to.
                Val::Literal(value) if operand.slot.is_none() => {
                    fields.extend([
                        ("rhs", value),
                        ("op", Value::text(operator)),
                        ("join", Value::text(join)),
                    ]);
                }
                _ => {
                    let key = eco_format!("{number}");
                    number += 1;
                    let value = Value::object([("outputId", Value::text(key.as_str()))]);
                    fields.extend([
                        ("op", Value::text(operator)),
                        ("join", Value::text(join)),
                        ("rhd", value),
                    ]);
                    self.search_operand(draft, key, operand);
                }
            }
            stored.push(Value::object(fields));
        }
        Value::object([("expr", Value::list(stored))])
    }

    /// An input that carries a value into a condition.
    fn search_operand(&mut self, draft: &mut Draft, key: EcoString, operand: Operand) {
        let input = Input::new(key, Shape::TEXT, Role::Hole).grouped(Some(OPERANDS.into()));
        draft.field(input, None, operand, self);
    }
}

/// Whether a card asks for a set of results.
fn asks_for(draft: &Draft, set: &ResultSet<'_>) -> bool {
    let at = draft.card.input(set.option.group.as_deref(), &set.option.key);
    let input = at.and_then(|at| draft.card.inputs.get(at));
    input.is_some_and(
        |input| matches!(&input.datum, Datum::Literal(value) if value.as_str() == Some(&set.value)),
    )
}

/// The comparisons in order, each with the word that joins it to those before.
fn flatten<'e>(expr: &'e Expr, join: &'static str, into: &mut Vec<(&'static str, &'e Expr)>) {
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And, left, right) => {
            flatten(left, join, into);
            flatten(right, "AND", into);
        }
        ExprKind::Binary(BinaryOp::Or, left, right) => {
            flatten(left, join, into);
            flatten(right, "OR", into);
        }
        ExprKind::Paren(inner) => flatten(inner, join, into),
        _ => into.push((join, expr)),
    }
}

/// `Column == value` as column, the platform's operator and the value.
fn column_comparison(expr: &Expr) -> Option<(EcoString, &'static str, &Expr)> {
    let ExprKind::Binary(op, left, right) = &expr.kind else { return None };
    let ExprKind::Name(column) = &left.kind else { return None };
    let operator = match op {
        BinaryOp::Equal => "=",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::Greater => ">",
        BinaryOp::AtMost => "<=",
        BinaryOp::AtLeast => ">=",
        _ => return None,
    };
    Some((column.text.clone(), operator, right))
}
