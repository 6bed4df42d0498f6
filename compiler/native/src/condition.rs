//! Comparisons of Continue If, If/Else, If/ElseIf, Return Error If, Assign If and Compare.

use flowc_ir::CardId;
use flowc_plan::{Condition, Fixed};
use flowc_value::{Kind, Operator, Value};

use crate::emit::{Emitter, Scope};
use crate::pools::push;
use crate::shape::compared_kind;

impl<'a> Emitter<'_, 'a> {
    /// The comparison of a card, or of one section of it.
    pub fn condition(&mut self, scope: &Scope<'a>, id: CardId, group: Option<&str>) -> u32 {
        let left = self.named(scope, id, group, "left-operand");
        let word = self.named(scope, id, group, "operator");
        let right = self.named(scope, id, group, "right-operand");
        let card = scope.body.card(id);
        let kind = |key: &str| {
            let input = card.and_then(|card| card.inputs.get(card.input(group, key)?));
            input.map_or(Kind::Any, |input| compared_kind(&input.shape))
        };
        let operator = match word.get() {
            Fixed::Constant(constant) => {
                let word = self.planner.plan.constants.get(constant as usize);
                word.and_then(Value::as_str).and_then(Operator::from_name)
            }
            Fixed::Slot(_) => None,
        };
        let condition = Condition {
            operator,
            computed: if operator.is_none() { Some(word) } else { None },
            left,
            left_kind: kind("left-operand"),
            right,
            right_kind: kind("right-operand"),
        };
        push(&mut self.planner.plan.conditions, condition)
    }
}
