//! If/Else, If/ElseIf and If Error: cards with blocks.

use ecow::EcoString;
use flowc_ir::{Arms, Body, BodyId, Card, CardId, Datum, OnError, Role, Step};
use flowc_syntax::ast::{Attr, Binding, Block, BranchArm, Expr, ExprKind, Name, Pattern, Stmt, StmtKind};
use flowc_types::{Kind, Shape};
use rustc_hash::FxHashSet;

use crate::expr::{ascribed, block, field, name, paren, record_field, stmt};
use crate::helper::head;
use crate::printer::{Inside, Printer};
use crate::typing::{empty_datum, port_shape};

/// One output of a container as its blocks give it.
struct Key {
    key: EcoString,
    shape: Shape,
}

/// What a block gives: its statements and the shapes of the values, by key.
struct Arm {
    stmts: Vec<Stmt>,
    /// Position among the keys, value, and its shape as lowering sees it.
    values: Vec<(usize, Expr, Shape)>,
}

impl Arm {
    /// The statements with the values behind them. `single` where the only value goes without its key.
    fn block(self, keys: &[Key], single: bool) -> Block {
        let mut stmts = self.stmts;
        if self.values.is_empty() {
            // An expression at the end would be taken for the block's value.
            if !keys.is_empty() && stmts.last().is_some_and(|last| matches!(last.kind, StmtKind::Expr(_))) {
                stmts.push(stmt(StmtKind::Expr(ExprKind::Record(Vec::new()).into())));
            }
            return block(stmts);
        }
        let value = match self.values.first() {
            Some((_, value, _)) if single => match &value.kind {
                ExprKind::Record(_) => paren(value.clone()),
                _ => value.clone(),
            },
            _ => {
                let fields = self.values.into_iter().filter_map(|(at, value, _)| {
                    let key = keys.get(at)?;
                    Some(record_field(&key.key, value, Vec::new()))
                });
                ExprKind::Record(fields.collect()).into()
            }
        };
        stmts.push(stmt(StmtKind::Expr(value)));
        block(stmts)
    }
}

impl<'a> Printer<'a> {
    /// `if c { … } else { … }`.
    pub fn if_else(&mut self, arms: &Arms) {
        let (Some(card), Some(join)) = (self.card(arms.card), self.card(arms.join)) else { return };
        let Some(comparison) = self.comparison(arms.card, card, None) else { return };
        self.settle(arms.card, &comparison.order());
        let condition = head(self.condition(arms.card, card, comparison));
        self.flush_all();
        let keys: Vec<Key> = join
            .inputs
            .iter()
            .map(|input| Key { key: input.key.clone(), shape: input.shape.clone() })
            .collect();
        let then = self.arm_of_if(&arms.then, arms.join, join);
        let otherwise = self.arm_of_if(&arms.otherwise, arms.join, join);
        let chained = keys.is_empty() && matches!(otherwise.stmts.as_slice(), [only] if is_plain_if(only));
        let single = keys.len() == 1;
        let said = said(&keys, &[&then, &otherwise], single);
        let no_else = otherwise.stmts.is_empty() && otherwise.values.is_empty();
        let expr = ExprKind::If {
            condition: Box::new(condition),
            then: Box::new(then.block(&keys, single)),
            otherwise: (!no_else).then(|| Box::new(otherwise.block(&keys, single))),
            chained,
        };
        self.bind_container(card, arms.join, join, expr.into(), &keys, said);
    }

    fn arm_of_if(&mut self, steps: &[Step], id: CardId, join: &Card) -> Arm {
        let mut cards = FxHashSet::default();
        collect(steps, &mut cards);
        let (steps, folded) = match steps.split_last() {
            Some((Step::Card(last), rest)) if self.is_folded(*last, id, join, &cards) => (rest, Some(*last)),
            _ => (steps, None),
        };
        let mut arm = self.arm();
        arm.sequence(steps);
        let order: Vec<(usize, Inside)> = (0..join.inputs.len()).map(|at| (at, Inside::Any)).collect();
        let mut values = Vec::new();
        if let Some((assign, card)) = folded.and_then(|id| Some((id, arm.card(id)?))) {
            arm.flush_all();
            for (at, input) in card.inputs.iter().enumerate() {
                let value = arm.operand(assign, card, at, None);
                let key = join.inputs.iter().position(|key| key.key == input.key).unwrap_or(0);
                values.push((key, value, input.shape.clone()));
            }
        } else {
            arm.settle(id, &order);
            arm.flush_all();
            for (at, _) in order {
                let ends: Vec<_> =
                    self.body.wires_into(id, at).filter(|end| cards.contains(&end.card)).collect();
                for end in ends {
                    let (value, _) = arm.port(end.card, end.wire.output, &end.wire.path);
                    values.push((at, value, port_shape(self.body, end.card, end.wire)));
                }
            }
        }
        Arm { stmts: arm.stmts, values }
    }

    /// Whether the last card of an arm is the Assign that lowering makes for values from outside the arm.
    fn is_folded(&self, id: CardId, join_id: CardId, join: &Card, cards: &FxHashSet<CardId>) -> bool {
        let Some(card) = self.card(id).filter(|card| card.address.is("control", "let")) else { return false };
        let mut keys = join.inputs.iter();
        let plain = card.inputs.iter().enumerate().all(|(at, input)| {
            let outside = self.body.wires_into(id, at).all(|end| !cards.contains(&end.card));
            let in_order = keys.any(|key| key.key == input.key);
            outside
                && in_order
                && input.group.is_none()
                && input.label.is_none()
                && input.description.is_none()
                && !self.is_untouched(id, card, at)
        });
        let into_join = |at: usize, key: &str| {
            let ends: Vec<_> = self.body.wires_from(id).filter(|end| end.wire.output == at).collect();
            matches!(ends.as_slice(), [only] if only.card == join_id && only.wire.path.is_empty()
                && join.inputs.get(only.wire.input).is_some_and(|input| input.key == *key))
        };
        let given = (0..join.inputs.len())
            .flat_map(|at| self.body.wires_into(join_id, at))
            .filter(|end| cards.contains(&end.card))
            .count();
        plain
            && !card.inputs.is_empty()
            && given == card.inputs.len()
            && card.inputs.iter().enumerate().all(|(at, input)| into_join(at, &input.key))
            && !self.needs_statement(card)
    }

    /// `try { … } catch error { … }`.
    pub fn try_catch(&mut self, id: CardId, card: &'a Card) -> bool {
        let OnError::Handler(handler) = card.policy.on_error else { return false };
        let Some(body) = body_of(card, None) else { return false };
        self.flush_all();
        let keys = keys_of(card);
        let error = self.error_name(handler);
        let first = self.nested(id, card, body, &keys, None);
        let second = self.nested(id, card, handler, &keys, error.as_deref());
        let single = keys.len() == 1;
        let said = said(&keys, &[&first, &second], single);
        let expr = ExprKind::Try {
            body: Box::new(first.block(&keys, single)),
            name: error.map(Name::from),
            handler: Box::new(second.block(&keys, single)),
        };
        self.bind_container(card, id, card, expr.into(), &keys, said);
        true
    }

    /// What the handler calls the error, if it reads it.
    fn error_name(&self, handler: BodyId) -> Option<EcoString> {
        let body = self.cx.flow.bodies.get(handler.index())?;
        let output = body.card(body.start)?.output(Some("context"), "error")?;
        body.wires_from(body.start).find(|end| end.wire.output == output)?;
        Some(self.names.clone().take("error", self.cx.reserved))
    }

    /// `branch { a > 1 => { … } else => { … } }`.
    pub fn branch(&mut self, id: CardId, card: &'a Card) -> bool {
        let mut groups: Vec<EcoString> = vec!["if".into()];
        for input in &card.inputs {
            if let Some(group) = input.group.as_ref().filter(|group| group.starts_with("elseif "))
                && !groups.contains(group)
            {
                groups.push(group.clone());
            }
        }
        let comparisons: Vec<_> =
            groups.iter().filter_map(|group| self.comparison(id, card, Some(group))).collect();
        let bodies: Vec<BodyId> = groups.iter().filter_map(|group| body_of(card, Some(group))).collect();
        let Some(last) = body_of(card, Some("else")) else { return false };
        if comparisons.len() != groups.len() || bodies.len() != groups.len() {
            return false;
        }
        let mut order = Vec::new();
        for (at, comparison) in comparisons.iter().enumerate() {
            let inside = if at == 0 { Inside::Any } else { Inside::Pure };
            order.extend(comparison.order().into_iter().map(|(input, _)| (input, inside)));
        }
        self.settle(id, &order);
        let conditions: Vec<Expr> =
            comparisons.into_iter().map(|comparison| head(self.condition(id, card, comparison))).collect();
        self.flush_all();
        let keys = keys_of(card);
        let single = keys.len() == 1;
        let mut arms: Vec<Arm> =
            bodies.iter().map(|body| self.nested(id, card, *body, &keys, None)).collect();
        arms.push(self.nested(id, card, last, &keys, None));
        let said = said(&keys, &arms.iter().collect::<Vec<_>>(), single);
        let otherwise = arms
            .pop()
            .map(|arm| arm.block(&keys, single))
            .filter(|block| !block.stmts.is_empty())
            .map(Box::new);
        let arms = arms
            .into_iter()
            .zip(conditions)
            .map(|(arm, condition)| BranchArm {
                trivia: flowc_syntax::ast::Trivia::default(),
                condition,
                body: arm.block(&keys, single),
            })
            .collect();
        self.bind_container(card, id, card, ExprKind::Branch { arms, otherwise }.into(), &keys, said);
        true
    }

    /// A nested body of a card as a block; its last card, a Return, gives the values.
    fn nested(&mut self, owner: CardId, card: &Card, id: BodyId, keys: &[Key], error: Option<&str>) -> Arm {
        let Some(body) = self.cx.flow.bodies.get(id.index()) else {
            return Arm { stmts: Vec::new(), values: Vec::new() };
        };
        let mut inner = Printer::new(self.cx, body, self.names.clone());
        self.denote_start(&mut inner, owner, card, id, body, error);
        let steps = body.steps();
        let (Some(Step::Card(last)), rest) =
            (steps.last(), steps.get(..steps.len().saturating_sub(1)).unwrap_or_default())
        else {
            return Arm { stmts: Vec::new(), values: Vec::new() };
        };
        inner.sequence(rest);
        let values = inner.returned(*last, keys);
        Arm { stmts: inner.stmts, values }
    }

    /// The values of a block's Return.
    fn returned(&mut self, id: CardId, keys: &[Key]) -> Vec<(usize, Expr, Shape)> {
        let Some(card) = self.card(id).filter(|card| card.address.is("control", "return")) else {
            return Vec::new();
        };
        let order: Vec<(usize, Inside)> = (0..card.inputs.len()).map(|at| (at, Inside::Any)).collect();
        self.settle(id, &order);
        self.flush_all();
        let mut values = Vec::new();
        for (at, input) in card.inputs.iter().enumerate() {
            let Some(position) = keys.iter().position(|key| key.key == input.key) else { continue };
            let wired = self.body.wires_into(id, at).next().is_some();
            // Nobody fills a text with nothing; false and 0 may be meant.
            let nothing = !matches!(input.shape, Shape::One(Kind::Boolean | Kind::Number));
            let blank = !wired
                && nothing
                && keys.get(position).is_some_and(|key| key.shape == input.shape)
                && input.datum == Datum::Literal(empty_datum(&input.shape));
            if !blank {
                let value = self.operand(id, card, at, None);
                values.push((position, value, input.shape.clone()));
            }
        }
        values
    }

    /// Names for what a nested body receives: captures after the captured value.
    pub fn denote_start(
        &mut self,
        inner: &mut Printer<'a>,
        owner: CardId,
        card: &Card,
        id: BodyId,
        body: &Body,
        error: Option<&str>,
    ) {
        let captured: Vec<usize> = (0..card.inputs.len())
            .filter(|at| card.inputs.get(*at).is_some_and(|input| input.role == Role::Capture(id)))
            .collect();
        let mut captured = captured.into_iter();
        let Some(start) = body.card(body.start) else { return };
        for (at, output) in start.outputs.iter().enumerate() {
            let expr = match output.role {
                Role::Capture(_) => {
                    captured.next().and_then(|input| self.source(owner, input)).map(|(expr, _)| expr)
                }
                _ => error.map(name),
            };
            if let Some(expr) = expr {
                inner.denoted.insert((body.start, at), expr.into());
            }
        }
        if let Some(error) = error {
            inner.names.reserve(error);
        }
    }

    /// The statement of a container, and names for what it gives.
    fn bind_container(
        &mut self,
        card: &Card,
        giver: CardId,
        outputs: &Card,
        expr: Expr,
        keys: &[Key],
        said: Option<Shape>,
    ) {
        if keys.is_empty() {
            self.push(card, StmtKind::Expr(expr));
            return;
        }
        let expr = match said {
            Some(shape) => ascribed(expr, &shape),
            None => expr,
        };
        let single = keys.len() == 1;
        let wish = match keys {
            [only] => crate::naming::variable_name(&only.key),
            _ => "result".into(),
        };
        let given = self.given(giver).and_then(|given| given.value.clone());
        let variable = self.fresh(&given.unwrap_or(wish));
        let mut key = None;
        for (at, output) in outputs.outputs.iter().enumerate() {
            let value = if single { name(&variable) } else { field(name(&variable), &output.key) };
            self.denoted.insert((giver, at), value.into());
            if single && variable != output.key {
                key = Some(output.key.clone().into());
            }
        }
        let pattern = Pattern::Name { name: variable.into(), key };
        self.push(card, StmtKind::Let(vec![Binding { attrs: Vec::new(), pattern, value: expr }]));
        let other = keys.iter().zip(&outputs.outputs).filter(|(key, output)| key.shape != output.shape);
        let stated = other.map(|(_, output)| Attr {
            name: "output".into(),
            args: vec![ascribed(name(&output.key), &output.shape)],
        });
        let stated: Vec<Attr> = stated.collect();
        if let Some(last) = self.stmts.last_mut() {
            last.attrs.extend(stated);
        }
    }
}

/// What `as` must say: nothing where lowering finds the same keys and types.
fn said(keys: &[Key], arms: &[&Arm], single: bool) -> Option<Shape> {
    let mut found: Vec<usize> = Vec::new();
    let mut derived = true;
    for (at, _, _) in arms.iter().flat_map(|arm| &arm.values) {
        if !found.contains(at) {
            found.push(*at);
        }
    }
    for (at, key) in keys.iter().enumerate() {
        let given = arms.iter().find_map(|arm| arm.values.iter().find(|(position, ..)| *position == at));
        derived &= given.is_some_and(|(_, _, shape)| *shape == key.shape) && found.get(at) == Some(&at);
    }
    if derived {
        return None;
    }
    match keys {
        [only] if single && only.shape.as_record().is_none() => Some(only.shape.clone()),
        _ => Some(Shape::record(keys.iter().map(|key| (key.key.clone(), key.shape.clone())))),
    }
}

fn keys_of(card: &Card) -> Vec<Key> {
    let outputs = card.outputs.iter().filter(|output| output.role == Role::Author);
    outputs.map(|output| Key { key: output.key.clone(), shape: output.shape.clone() }).collect()
}

fn body_of(card: &Card, group: Option<&str>) -> Option<BodyId> {
    match card.inputs.get(card.input(group, "flo")?)?.datum {
        Datum::Body(body) => Some(body),
        _ => None,
    }
}

/// An `if` that can follow `else` on its line.
fn is_plain_if(stmt: &Stmt) -> bool {
    stmt.is_plain() && matches!(&stmt.kind, StmtKind::Expr(Expr { kind: ExprKind::If { .. }, .. }))
}

fn collect(steps: &[Step], into: &mut FxHashSet<CardId>) {
    for step in steps {
        match step {
            Step::Card(card) => _ = into.insert(*card),
            Step::If(arms) => {
                into.extend([arms.card, arms.join]);
                collect(&arms.then, into);
                collect(&arms.otherwise, into);
            }
        }
    }
}
