//! The names of what a container gives: If, If/ElseIf and If Error as expressions.

use ecow::EcoString;
use flowc_syntax::ast::{Block, Expr, ExprKind, StmtKind};
use flowc_types::Shape;

use crate::distinct::field_name;
use crate::expression::Want;

/// The key of a container's output that nobody named.
pub(crate) const UNNAMED: &str = "output";

/// The names of a container's outputs.
pub(crate) struct Keys {
    /// All of them, in order.
    pub all: Vec<EcoString>,
    /// The name around the container, which an only output takes over.
    pub value: Option<EcoString>,
    /// The value of the arms is asked for.
    pub wanted: bool,
}

impl Keys {
    /// What `as { … }` lists, else the fields of the records that arms end with, else the name of the `let`.
    pub fn of<'b>(blocks: impl Iterator<Item = &'b Block>, want: &Want, ascribed: Option<&Shape>) -> Self {
        let wanted = !want.discarded || ascribed.is_some();
        let mut keys = Keys { all: Vec::new(), value: want.key.clone(), wanted };
        if !wanted {
            return keys;
        }
        for block in blocks {
            keys.add(block);
        }
        if let Some(record) = ascribed.and_then(Shape::as_record) {
            // Of one value without a name, a record is the type.
            let of_value = keys.all.len() == 1 && keys.all.first() == Some(&keys.first());
            if !of_value || record.fields.contains_key(&keys.first()) {
                keys.all = record.fields.keys().cloned().collect();
            }
        }
        keys
    }

    /// The name of a value that has none.
    pub fn first(&self) -> EcoString {
        self.value.clone().unwrap_or_else(|| UNNAMED.into())
    }

    fn add(&mut self, block: &Block) {
        let Some(StmtKind::Expr(expr)) = block.stmts.last().map(|stmt| &stmt.kind) else { return };
        let names: Vec<EcoString> = match (&expr.kind, arms(expr)) {
            (ExprKind::Record(fields), _) => {
                fields.iter().filter_map(field_name).map(|name| name.text.clone()).collect()
            }
            (_, Some(blocks)) => {
                blocks.into_iter().for_each(|block| self.add(block));
                return;
            }
            _ => vec![self.first()],
        };
        for name in names {
            if !self.all.contains(&name) {
                self.all.push(name);
            }
        }
    }
}

/// The arms of an expression that is a container.
pub(crate) fn arms(expr: &Expr) -> Option<Vec<&Block>> {
    match &expr.kind {
        ExprKind::If { then, otherwise, .. } => {
            Some([&**then].into_iter().chain(otherwise.as_deref()).collect())
        }
        ExprKind::Branch { arms, otherwise } => {
            Some(arms.iter().map(|arm| &arm.body).chain(otherwise.as_deref()).collect())
        }
        ExprKind::Try { body, handler, .. } => Some(vec![&**body, &**handler]),
        _ => None,
    }
}
