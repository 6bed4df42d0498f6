//! If/Else, If/ElseIf, If Error and Lookup: cards whose arms are blocks.

use ecow::{EcoString, eco_format};
use flowc_ir::{Body, BodyId, Datum, Edge, Input, OnError, Output, Role};
use flowc_syntax::ast::{Block, BranchArm, Expr, ExprKind, Name, StmtKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;

use crate::diagnostics;
use crate::distinct::Distinct;
use crate::draft::{Draft, Operand, Source, empty_datum};
use crate::expression::Want;
use crate::fit::Slot;
use crate::keys::{Keys, UNNAMED, arms};
use crate::scope::{Boundary, CardRef, Frame, Lowering, PortRef, Scope, Val};
use crate::start::{StartKind, start_card};

/// The values that a block ends with.
#[derive(Debug)]
pub(crate) enum Results {
    /// One value without a name.
    One(Operand),
    /// The fields of a record.
    Fields(Vec<(Input, Operand)>),
}

impl Results {
    pub fn is_empty(&self) -> bool {
        matches!(self, Results::Fields(fields) if fields.is_empty())
            || matches!(self, Results::One(Operand { val: Val::Nothing, .. }))
    }

    /// Fields with their values; a value without a name gets `key`.
    pub fn named(self, key: &str) -> Vec<(Input, Operand)> {
        match self {
            Results::One(operand) => vec![(Input::new(key, Shape::TEXT, Role::Author), operand)],
            Results::Fields(fields) => fields,
        }
    }
}

impl Lowering<'_> {
    /// The statements of a block; with `wanted`, the value of its last expression, whose only part is called `key`.
    pub fn block(&mut self, block: &Block, wanted: bool, key: Option<&EcoString>) -> Option<Results> {
        self.open_scope(block);
        let mut results = None;
        let last = block.stmts.len().saturating_sub(1);
        for (position, stmt) in block.stmts.iter().enumerate() {
            match &stmt.kind {
                StmtKind::Expr(expr) if wanted && position == last => {
                    self.outermost = None;
                    let known = self.diagnostics.len();
                    self.statement_attributes(stmt);
                    results = Some(self.last_value(expr, key));
                    self.decorate(stmt, known);
                }
                _ => self.statement(stmt),
            }
        }
        self.close_scope();
        results
    }

    fn last_value(&mut self, expr: &Expr, key: Option<&EcoString>) -> Results {
        if let ExprKind::Record(fields) = &expr.kind {
            return Results::Fields(self.named_operands(fields));
        }
        let mut want = Want { key: key.cloned(), ..Want::default() };
        let val = self.value(expr, &mut want);
        if let (Val::Card(card), true) = (&val, arms(expr).is_some()) {
            let card = *card;
            let outputs = self.card(card).outputs.clone();
            let field = |(output, made): (usize, &Output)| {
                let mut input = Input::new(made.key.clone(), made.shape.clone(), Role::Author);
                (input.label, input.description) = (made.label.clone(), made.description.clone());
                let val = Val::Port(PortRef { card, output, path: Vec::new() });
                (input, Operand { val, slot: None, span: expr.span })
            };
            let named = outputs.iter().enumerate().filter(|(_, output)| output.role == Role::Author);
            return Results::Fields(named.map(field).collect());
        }
        // A card of which nothing is read gives nothing.
        let bare = matches!(val, Val::Card(card) if self.card(card).outputs.is_empty());
        let val = if bare { Val::Nothing } else { val };
        Results::One(Operand { val, slot: want.ascribed, span: expr.span })
    }

    /// `if c { … } else { … }`: If, its two arms, Join.
    pub fn if_else(&mut self, expr: &Expr, want: &mut Want) -> Val {
        let ExprKind::If { condition, then, otherwise, .. } = &expr.kind else { return Val::Error };
        let ascribed = want.ascribed.take();
        let condition = self.condition(condition);
        let Some(mut draft) = self.draft("control", "if", expr.span) else { return Val::Error };
        self.compare_on(&mut draft, None, condition);
        let owner = draft.place(self);
        let empty = Block::default();
        let blocks = [(&**then, true), (otherwise.as_deref().unwrap_or(&empty), false)];
        let keys = Keys::of(blocks.iter().map(|(block, _)| *block), want, ascribed.as_ref());
        let ended = self.frame().ended;
        let mut ends = Vec::new();
        let mut values: Vec<ArmValue> = Vec::new();
        for (block, arm) in blocks {
            self.frame().cursor = (owner.card, Edge::Arm(arm));
            let first = self.body().graph.node_count();
            let results = self.block(block, keys.wanted, keys.value.as_ref());
            values.extend(self.arm_values(results, &keys, first, expr.span));
            ends.push(self.frame().ended.take());
        }
        self.frame().ended = ended.or(ends.iter().copied().reduce(|a, b| a.and(b)).flatten());
        let join = self.join(owner, &keys, ascribed.as_ref(), values);
        self.outermost = Some(owner);
        self.container_value(join, &keys)
    }

    /// The ports that an arm gives. What is no card of the arm goes through an Assign card of the arm, since
    /// the Join tells arms apart by where a wire comes from.
    fn arm_values(
        &mut self,
        results: Option<Results>,
        keys: &Keys,
        first: usize,
        span: Span,
    ) -> Vec<ArmValue> {
        let named = results.filter(|results| !results.is_empty()).map(|results| results.named(&keys.first()));
        let mut values = Vec::new();
        let mut outside = Vec::new();
        let depth = self.depth();
        for (input, operand) in named.unwrap_or_default() {
            let port = match &operand.val {
                Val::Error => continue,
                Val::Literal(_) | Val::Flow(_) | Val::Table(_) => None,
                _ => match self.single_port(operand.val.clone(), operand.span) {
                    Some(port) => Some(port),
                    None => continue,
                },
            };
            match port.filter(|port| port.card.frame == depth && port.card.card.index() >= first) {
                Some(port) => {
                    values.push(ArmValue { key: input.key, slot: operand.slot, port, span: operand.span });
                }
                None => outside.push((input, operand)),
            }
        }
        if outside.is_empty() {
            return values;
        }
        let Some(mut draft) = self.draft("control", "let", span) else { return values };
        let said: Vec<(EcoString, Option<Shape>, Span)> = outside
            .iter()
            .map(|(input, operand)| (input.key.clone(), operand.slot.clone(), operand.span))
            .collect();
        for (input, operand) in outside {
            draft.field(input, None, operand, self);
        }
        self.mirror(&mut draft);
        let card = draft.place(self);
        values.extend(said.into_iter().enumerate().map(|(output, (key, slot, span))| ArmValue {
            key,
            slot,
            port: PortRef { card, output, path: Vec::new() },
            span,
        }));
        values
    }

    fn join(
        &mut self,
        owner: CardRef,
        keys: &Keys,
        ascribed: Option<&Shape>,
        values: Vec<ArmValue>,
    ) -> CardRef {
        let title =
            self.signatures.of_system("control", "join").map_or("Join".into(), |join| join.title.clone());
        let mut card = flowc_ir::Card::new(flowc_ir::Address::system("control", "join"), title);
        card.origin = self.card(owner).origin.clone();
        for key in &keys.all {
            let mut shape = ascription_of(ascribed, key, keys.all.len());
            for value in values.iter().filter(|value| value.key == *key) {
                if shape.is_none() {
                    shape = value.slot.clone().or_else(|| Some(self.shape_of(&value.port)));
                }
            }
            let input = Input::new(key.clone(), shape.unwrap_or(Shape::TEXT), Role::Author);
            card.outputs.push(Output::mirroring(&input));
            card.inputs.push(input);
        }
        let shapes: Vec<Shape> = card.inputs.iter().map(|input| input.shape.clone()).collect();
        let id = self.body().append(owner.card, Edge::Join, card);
        self.frame().cursor = (id, Edge::Next);
        for ArmValue { key, port, span, .. } in values {
            let Some(position) = keys.all.iter().position(|known| *known == key) else { continue };
            if let Some(shape) = shapes.get(position) {
                let source = Source { shape: self.shape_of(&port), port: port.clone() };
                self.check_wire(&source, &Slot { shape, name: &key, span });
            }
            self.wire(&port, id, position);
        }
        CardRef { frame: self.depth(), card: id }
    }

    /// What a container's outputs are to the expression around it: one unnamed value, or a record.
    fn container_value(&mut self, card: CardRef, keys: &Keys) -> Val {
        match keys.all.as_slice() {
            [] => Val::Nothing,
            [only] if keys.value.as_ref().map_or(only == UNNAMED, |key| key == only) => {
                let output = self.card(card).output(None, only).unwrap_or_default();
                Val::Port(PortRef { card, output, path: Vec::new() })
            }
            _ => Val::Card(card),
        }
    }

    /// `try { … } catch error { … }`: If Error.
    pub fn try_catch(
        &mut self,
        body: &Block,
        name: Option<&Name>,
        handler: &Block,
        expr: &Expr,
        want: &mut Want,
    ) -> Val {
        let ascribed = want.ascribed.take();
        let keys = Keys::of([body, handler].into_iter(), want, ascribed.as_ref());
        let Some(mut draft) = self.draft("control", "tryCatch", expr.span) else { return Val::Error };
        let (tried, handling) = (self.new_body(StartKind::Block), self.new_body(StartKind::Handler));
        if let Some(input) = draft.card.input(None, "flo").and_then(|at| draft.card.inputs.get_mut(at)) {
            input.datum = Datum::Body(tried);
        }
        draft.card.policy.on_error = OnError::Handler(handling);
        let owner = draft.place(self);
        let shapes = [
            self.nested_body(tried, owner, body, None, &keys),
            self.nested_body(handling, owner, handler, name, &keys),
        ];
        self.container_outputs(owner, &keys, ascribed.as_ref(), &shapes);
        self.outermost = Some(owner);
        self.container_value(owner, &keys)
    }

    /// `branch { a > 1 => { … } … else => { … } }`: If/ElseIf.
    pub fn branch(
        &mut self,
        arms: &[BranchArm],
        otherwise: Option<&Block>,
        expr: &Expr,
        want: &mut Want,
    ) -> Val {
        let ascribed = want.ascribed.take();
        let empty = Block::default();
        let otherwise = otherwise.unwrap_or(&empty);
        let blocks = arms.iter().map(|arm| &arm.body).chain([otherwise]);
        let keys = Keys::of(blocks, want, ascribed.as_ref());
        let mut conditions = Vec::new();
        for (position, arm) in arms.iter().enumerate() {
            let before = self.body().graph.node_count();
            conditions.push(self.condition(&arm.condition));
            if position > 0 {
                self.check_eager(before, arm.condition.span, "branch");
            }
        }
        let Some(mut draft) = self.draft("control", "branch", expr.span) else { return Val::Error };
        let mut bodies = Vec::new();
        for (position, condition) in conditions.into_iter().enumerate() {
            let body = self.new_body(StartKind::Block);
            bodies.push(body);
            if position == 0 {
                self.compare_on(&mut draft, Some("if"), condition);
                set_body(&mut draft, "if", body);
            } else {
                self.else_if(&mut draft, position, condition, body);
            }
        }
        let else_body = self.new_body(StartKind::Block);
        set_body(&mut draft, "else", else_body);
        let owner = draft.place(self);
        let mut shapes = Vec::new();
        for (arm, body) in arms.iter().zip(&bodies) {
            shapes.push(self.nested_body(*body, owner, &arm.body, None, &keys));
        }
        let else_shapes = self.nested_body(else_body, owner, otherwise, None, &keys);
        shapes.push(else_shapes);
        self.container_outputs(owner, &keys, ascribed.as_ref(), &shapes);
        self.outermost = Some(owner);
        self.container_value(owner, &keys)
    }

    /// The fields of a further condition, modelled on those of the first.
    fn else_if(
        &mut self,
        draft: &mut Draft,
        position: usize,
        condition: crate::condition::Condition,
        body: BodyId,
    ) {
        let group = eco_format!("elseif {position}");
        let mut model = Draft::new(&draft.signature, condition.span);
        self.compare_on(&mut model, Some("if"), condition);
        draft.adopt_group(model, "if", &group, body);
    }

    /// Opens a body for an arm.
    fn new_body(&mut self, kind: StartKind) -> BodyId {
        let start = start_card(kind, self.signatures);
        let flow = self.frame().flow;
        match self.program.flows.get_mut(flow.index()) {
            Some(flow) => {
                flow.bodies.push(Body::new(start));
                BodyId::new(flow.bodies.len() - 1)
            }
            None => BodyId(0),
        }
    }

    /// Lowers a block into a body of its own that ends with a Return of `keys`; gives the types it returns.
    fn nested_body(
        &mut self,
        body: BodyId,
        owner: CardRef,
        block: &Block,
        error: Option<&Name>,
        keys: &Keys,
    ) -> Vec<Option<Shape>> {
        let flow = self.frame().flow;
        let boundary = Boundary::Nested(owner.card);
        self.open_frame(flow, body, boundary);
        if let Some(name) = error {
            let card = CardRef { frame: self.depth(), card: self.body().start };
            if let Some(output) = self.card(card).output(Some("context"), "error") {
                self.bind_given(&name.text, name.span, Val::Port(PortRef { card, output, path: Vec::new() }));
            }
        }
        let results = self.block(block, keys.wanted, keys.value.as_ref());
        let shapes = self.return_of_block(results, keys, block.span.0);
        self.close_frame();
        shapes
    }

    /// Opens a frame whose cards go behind the body's start card.
    pub fn open_frame(&mut self, flow: flowc_ir::FlowId, body: BodyId, boundary: Boundary) {
        let start = self
            .program
            .flows
            .get(flow.index())
            .and_then(|flow| flow.bodies.get(body.index()))
            .map(|body| body.start)
            .unwrap_or_default();
        self.frames.push(Frame {
            flow,
            body,
            cursor: (start, Edge::Next),
            boundary,
            scopes: vec![Scope::default()],
            passed: Vec::new(),
            ended: None,
        });
    }

    fn return_of_block(&mut self, results: Option<Results>, keys: &Keys, span: Span) -> Vec<Option<Shape>> {
        let Some(mut draft) = self.draft("control", "return", span) else { return Vec::new() };
        let results = results.filter(|results| !results.is_empty());
        let mut fields = results.map(|results| results.named(&keys.first())).unwrap_or_default();
        let mut shapes = Vec::new();
        for key in &keys.all {
            match fields.iter().position(|(input, _)| input.key == *key) {
                Some(at) => {
                    let (input, operand) = fields.swap_remove(at);
                    draft.field(input, None, operand, self);
                    shapes.push(draft.card.inputs.last().map(|input| input.shape.clone()));
                }
                None => {
                    let input = Input::new(key.clone(), Shape::TEXT, Role::Author);
                    draft.card.inputs.push(input.with(Datum::Untouched));
                    shapes.push(None);
                }
            }
        }
        self.mirror(&mut draft);
        draft.place(self);
        shapes
    }

    /// The owner's outputs: the keys, typed after `as` or the first arm that gives a value. Returns of arms
    /// that give none take over the type.
    fn container_outputs(
        &mut self,
        owner: CardRef,
        keys: &Keys,
        ascribed: Option<&Shape>,
        arms: &[Vec<Option<Shape>>],
    ) {
        let mut outputs = Vec::new();
        for (position, key) in keys.all.iter().enumerate() {
            let given = arms.iter().find_map(|arm| arm.get(position).cloned().flatten());
            let shape = ascription_of(ascribed, key, keys.all.len()).or(given).unwrap_or(Shape::TEXT);
            outputs.push(Output::new(key.clone(), shape, Role::Author));
        }
        self.fill_missing(owner, &outputs);
        let card = self.card(owner);
        card.outputs.retain(|output| output.role == Role::Own);
        card.outputs.extend(outputs);
    }

    /// Fields of an arm's Return that nothing fills take over the type of the container's output.
    fn fill_missing(&mut self, owner: CardRef, outputs: &[Output]) {
        let mut bodies: Vec<BodyId> = Vec::new();
        let card = self.card(owner);
        if let OnError::Handler(body) = card.policy.on_error {
            bodies.push(body);
        }
        bodies.extend(card.inputs.iter().filter_map(|input| match input.datum {
            Datum::Body(body) => Some(body),
            _ => None,
        }));
        let flow = self.frame().flow;
        let Some(flow) = self.program.flows.get_mut(flow.index()) else { return };
        for id in bodies {
            let Some(body) = flow.bodies.get_mut(id.index()) else { continue };
            let Some(last) = body.cards_in_order().last().copied() else { continue };
            let wired: Vec<usize> = body.wires_to(last).map(|end| end.wire.input).collect();
            let Some(card) = body.card_mut(last) else { continue };
            for (position, output) in outputs.iter().enumerate() {
                if let Some(input) = card.inputs.get_mut(position)
                    && input.datum == Datum::Untouched
                    && !wired.contains(&position)
                {
                    input.shape = output.shape.clone();
                    input.datum = Datum::Literal(empty_datum(&output.shape));
                }
            }
            card.outputs = card.inputs.iter().map(Output::mirroring).collect();
        }
    }

    /// `match x { "a" => 1, else => 2 }`: Lookup.
    pub fn lookup(
        &mut self,
        value: &Expr,
        arms: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        expr: &Expr,
        want: &mut Want,
    ) -> Val {
        let key = self.operand(value);
        let mut options = Vec::new();
        let mut constants = Distinct::default();
        for (constant, result) in arms {
            let Some(Value::Text(text)) = crate::shapes::constant(constant) else {
                self.report(diagnostics::match_needs_text(constant.span));
                continue;
            };
            let text = EcoString::from(text.as_str());
            let operand = self.operand(result);
            match constants.before(&text, constant.span) {
                Some(first) => self.report(diagnostics::match_arm_twice(&text, constant.span, first)),
                None => options.push((text, operand)),
            }
        }
        let otherwise = otherwise.map(|otherwise| self.operand(otherwise));
        let Some(mut draft) = self.draft("control", "lookup", expr.span) else { return Val::Error };
        draft.own(None, "key", key, self);
        if let Some(otherwise) = otherwise {
            draft.own(None, "else", otherwise, self);
        }
        for (key, operand) in options {
            let input = Input::new(key, Shape::TEXT, Role::Author).grouped(Some("options".into()));
            draft.field(input, None, operand, self);
        }
        self.finish(draft, want)
    }
}

fn set_body(draft: &mut Draft, group: &str, body: BodyId) {
    if let Some(input) = draft.card.input(Some(group), "flo").and_then(|at| draft.card.inputs.get_mut(at)) {
        input.datum = Datum::Body(body);
    }
}

/// What `as` says of one output: its field of a record, or, for the only output, the whole.
fn ascription_of(ascribed: Option<&Shape>, key: &str, count: usize) -> Option<Shape> {
    let shape = ascribed?;
    match shape.field(key) {
        Some(field) => Some(field.clone()),
        None => (count == 1 && shape.as_record().is_none()).then(|| shape.clone()),
    }
}

/// What one arm of an If gives for one key of its Join.
struct ArmValue {
    key: EcoString,
    slot: Option<Shape>,
    port: PortRef,
    span: Span,
}
