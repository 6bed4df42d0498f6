//! A body as statements: which card stands inside which, and in what order.
//!
//! A card that is used once, by a later card, stands inside it. Cards wait on a stack until their reader
//! comes; where the reader's operands, as printed, are not exactly the top of the stack, all that wait get a
//! `let` first. So the text's order, innermost first, is always the cards' order.

use ecow::EcoString;
use flowc_ir::{Body, BodyId, Card, CardId, Flow, Note, OnError, Program, Role, Step};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_syntax::ast::{
    Attr, Binding, Block, Expr, ExprKind, Pattern, Stmt, StmtKind, Trivia,
};
use flowc_text::Span;
use rustc_hash::FxHashMap;

use crate::naming::{Names, variable_name, wish};

/// How the outputs of a card are named once it has been printed.
#[derive(Clone, Debug)]
pub(crate) enum Denotation {
    /// The variable is the card: its only output, or a record of its outputs.
    Variable { name: EcoString, single: bool },
    /// Each output has a variable of its own.
    Each(Vec<EcoString>),
    /// Outputs are named by expressions, as those of a start card.
    Ports(Vec<Expr>),
}

/// A card that waits for its only reader.
struct Waiting {
    card: CardId,
    expr: Expr,
    /// The card's only output is the expression's value.
    single: bool,
    weight: usize,
}

/// What all bodies of a flow share.
pub(crate) struct Context<'a> {
    pub program: &'a Program,
    pub flow: &'a Flow,
    pub signatures: &'a Signatures,
    /// Types of the flow's declared outputs by key.
    pub outputs: &'a [(EcoString, flowc_types::Shape)],
}

/// One body being printed.
pub(crate) struct Printer<'a> {
    pub context: &'a Context<'a>,
    pub body: &'a Body,
    /// Whether Return ends the flow here, or only a block.
    pub is_block: bool,
    pub names: Names,
    pub denoted: FxHashMap<CardId, Denotation>,
    waiting: Vec<Waiting>,
    pub stmts: Vec<Stmt>,
}

/// Expressions heavier than this get a `let`.
const MAX_WEIGHT: usize = 14;

impl<'a> Printer<'a> {
    pub fn new(context: &'a Context<'a>, body: &'a Body, is_block: bool, names: Names) -> Self {
        Self {
            context,
            body,
            is_block,
            names,
            denoted: FxHashMap::default(),
            waiting: Vec::new(),
            stmts: Vec::new(),
        }
    }

    pub fn signature(&self, card: &Card) -> Option<&'a Signature> {
        signature(card, self.context.signatures)
    }

    /// Everything behind the start card.
    pub fn run(&mut self) {
        let steps = self.body.steps();
        self.steps(steps.get(1..).unwrap_or_default());
        self.flush();
    }

    /// Cards in order.
    pub fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Card(card) => self.card(*card),
                Step::If(arms) => self.if_else(arms),
            }
        }
    }

    /// A block of its own for an arm of an If: the same body, its own names.
    pub fn arm(&mut self, steps: &[Step]) -> Vec<Stmt> {
        let names = self.names.clone();
        let outer = std::mem::take(&mut self.stmts);
        self.steps(steps);
        self.flush();
        self.names = names;
        std::mem::replace(&mut self.stmts, outer)
    }

    fn card(&mut self, id: CardId) {
        let Some(card) = self.body.card(id) else { return };
        if let Note::Comment { .. } = card.note {
            self.flush();
            self.comment(card);
            return;
        }
        if self.statement(id, card) {
            return;
        }
        self.gather(id, card);
        let before = self.waiting.len();
        let (expr, single) = self.card_expr(id, card);
        let weight = 1 + self.used_weight;
        debug_assert!(self.waiting.len() <= before, "operands were taken");
        if self.may_wait(id, card, weight) {
            self.waiting.push(Waiting { card: id, expr, single, weight });
            return;
        }
        self.flush();
        self.emit_value(id, card, expr, single);
    }

    /// Whether a card can stand inside its reader.
    fn may_wait(&self, id: CardId, card: &Card, weight: usize) -> bool {
        if !self.is_plain(card) || weight > MAX_WEIGHT {
            return false;
        }
        let mut readers = self.body.wires_from(id);
        let (Some(reader), None) = (readers.next(), readers.next()) else { return false };
        self.reads_inline(reader.card, reader.wire.input)
    }

    /// Whether a card carries nothing that only a statement can say.
    pub fn is_plain(&self, card: &Card) -> bool {
        let title = self.signature(card).map(|signature| &signature.title);
        let note = match (&card.note, self.signature(card).and_then(|signature| signature.note.as_ref())) {
            (Note::None, None) => true,
            (Note::Text(text), Some(usual)) => text == usual,
            _ => false,
        };
        title == Some(&card.title) && note && card.policy == flowc_ir::ErrorPolicy::default()
    }

    /// Whether an input is printed as an operand in which a card may stand.
    fn reads_inline(&self, reader: CardId, input: usize) -> bool {
        let Some(card) = self.body.card(reader) else { return false };
        let Some(slot) = card.inputs.get(input) else { return false };
        if matches!(slot.role, Role::Capture(_)) || card.address.is("control", "let") {
            return false;
        }
        if card.address.is("control", "join") {
            return true;
        }
        !self.slot_needs_as(reader, input)
    }

    /// Makes sure that the waiting cards which `id` reads are exactly the top of the stack, in the order in
    /// which they will be printed; otherwise all that wait get names.
    pub fn gather(&mut self, id: CardId, card: &Card) {
        self.used_weight = 0;
        let wanted = self.waiting_operands(id, card);
        let top = self.waiting.len().saturating_sub(wanted.len());
        let fits = self.waiting.get(top..).is_some_and(|top| top.iter().map(|w| w.card).eq(wanted.iter().copied()));
        if !fits {
            self.flush();
        }
    }

    /// The waiting cards among a card's operands, in printed order.
    fn waiting_operands(&self, id: CardId, card: &Card) -> Vec<CardId> {
        let mut wanted = Vec::new();
        for position in self.printed_order(card) {
            for end in self.body.wires_into(id, position) {
                if self.waiting.iter().any(|waiting| waiting.card == end.card) {
                    wanted.push(end.card);
                }
            }
        }
        wanted
    }

    /// Takes a waiting card's expression.
    pub fn take_waiting(&mut self, card: CardId) -> Option<(Expr, bool)> {
        let at = self.waiting.iter().position(|waiting| waiting.card == card)?;
        let waiting = self.waiting.remove(at);
        self.used_weight += waiting.weight;
        Some((waiting.expr, waiting.single))
    }

    /// Gives every waiting card a `let`.
    pub fn flush(&mut self) {
        for Waiting { card: id, expr, single, .. } in std::mem::take(&mut self.waiting) {
            if let Some(card) = self.body.card(id) {
                self.emit_value(id, card, expr, single);
            }
        }
    }

    /// A card as a statement: named if somebody reads it.
    pub fn emit_value(&mut self, id: CardId, card: &Card, expr: Expr, single: bool) {
        let read = self.body.wires_from(id).next().is_some();
        if !read {
            self.push(card, StmtKind::Expr(expr));
            return;
        }
        let wish = wish(self.body, id, card, self.signature(card));
        let name = self.names.take(&wish);
        let pattern = Pattern::Name { name: name.clone().into(), key: None };
        self.denoted.insert(id, Denotation::Variable { name, single });
        self.push(card, StmtKind::Let(vec![Binding { attrs: Vec::new(), pattern, value: expr }]));
    }

    /// A statement with the attributes and the policy of its card.
    pub fn push(&mut self, card: &Card, kind: StmtKind) {
        let stmt = Stmt {
            trivia: Trivia::default(),
            attrs: self.attributes(card),
            kind,
            policy: self.policy(card),
            span: Span::default(),
        };
        self.stmts.push(stmt);
    }

    fn comment(&mut self, card: &Card) {
        let Note::Comment { title, markdown } = &card.note else { return };
        let after_comment =
            self.stmts.last().is_some_and(|stmt| matches!(stmt.kind, StmtKind::Comment { .. }));
        let title = (!title.is_empty()).then(|| title.clone());
        let stmt = Stmt {
            trivia: Trivia { blank_line: after_comment, ..Trivia::default() },
            attrs: self.title_attribute(card, "Comment"),
            kind: StmtKind::Comment { title, text: markdown.clone() },
            policy: None,
            span: Span::default(),
        };
        self.stmts.push(stmt);
    }

    fn title_attribute(&self, card: &Card, usual: &str) -> Vec<Attr> {
        if card.title == usual { Vec::new() } else { vec![text_attribute("title", &card.title)] }
    }

    /// `@title`, `@note` where they differ from what the card starts with.
    pub fn attributes(&self, card: &Card) -> Vec<Attr> {
        let signature = self.signature(card);
        let usual = signature.map_or(card.title.as_str(), |signature| &signature.title);
        let mut attrs = self.title_attribute(card, usual);
        let usual_note = signature.and_then(|signature| signature.note.as_ref());
        if let Note::Text(text) = &card.note {
            if Some(text) != usual_note {
                attrs.push(text_attribute("note", text));
            }
        }
        attrs
    }

    /// The variables of a body nested in this one, with captures named by what they capture.
    pub fn nested(&mut self, owner: CardId, id: BodyId, error: Option<&str>) -> Block {
        let Some(body) = self.context.flow.bodies.get(id.index()) else { return Block::default() };
        let mut inner = Printer::new(self.context, body, true, self.names.clone());
        let ports = self.start_ports(owner, id, body, error);
        inner.denoted.insert(body.start, Denotation::Ports(ports));
        inner.run();
        Block { stmts: inner.stmts, ..Block::default() }
    }

    /// What the outputs of a nested body's start card are called: captures after the captured value.
    fn start_ports(&mut self, owner: CardId, id: BodyId, body: &Body, error: Option<&str>) -> Vec<Expr> {
        let Some(card) = self.body.card(owner) else { return Vec::new() };
        let captured: Vec<usize> = card
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| input.role == Role::Capture(id))
            .map(|(position, _)| position)
            .collect();
        let mut captured = captured.into_iter();
        let outputs = body.card(body.start).map(|start| start.outputs.clone()).unwrap_or_default();
        outputs
            .iter()
            .map(|output| match output.role {
                Role::Capture(_) => captured.next().map_or_else(unnamed, |at| self.wired(owner, at)),
                _ => name_expr(error.unwrap_or(&output.key)),
            })
            .collect()
    }

    /// The expression that names an output, with a path of fields behind it.
    pub fn port_expr(&mut self, source: CardId, output: usize, path: &[EcoString]) -> Expr {
        let base = match self.take_waiting(source) {
            Some((expr, true)) => wrap_for_field(expr, !path.is_empty()),
            Some((expr, false)) => self.output_of(wrap_for_field(expr, true), source, output),
            None => self.denoted_expr(source, output),
        };
        path.iter().fold(base, |expr, name| field(expr, name))
    }

    fn denoted_expr(&mut self, source: CardId, output: usize) -> Expr {
        match self.denoted.get(&source).cloned() {
            Some(Denotation::Variable { name, single: true }) => name_expr(&name),
            Some(Denotation::Variable { name, single: false }) => {
                self.output_of(name_expr(&name), source, output)
            }
            Some(Denotation::Each(names)) => names.get(output).map_or_else(unnamed, |name| name_expr(name)),
            Some(Denotation::Ports(ports)) => ports.get(output).cloned().unwrap_or_else(unnamed),
            None => unnamed(),
        }
    }

    /// `card.Group.field`, as short as it is clear.
    fn output_of(&self, base: Expr, source: CardId, output: usize) -> Expr {
        let Some(card) = self.body.card(source) else { return base };
        let Some(port) = card.outputs.get(output) else { return base };
        output_path(card, output, self.signature(card)).into_iter().fold(base, |expr, name| {
            let _ = port;
            field(expr, &name)
        })
    }
}

/// How an output is reached from its card: by section and key.
pub(crate) fn output_path(card: &Card, output: usize, signature: Option<&Signature>) -> Vec<EcoString> {
    let Some(port) = card.outputs.get(output) else { return Vec::new() };
    let name = match signature.filter(|_| port.role == Role::Own) {
        Some(signature) if matches!(signature.subject, flowc_stdlib::signature::Subject::System(..)) => signature
            .output(port.group.as_deref(), &port.key)
            .and_then(|at| signature.outputs.get(at))
            .map_or_else(|| port.key.clone(), |own| own.name.clone()),
        _ => port.key.clone(),
    };
    match &port.group {
        Some(group) => vec![group.clone(), name],
        None => vec![name],
    }
}

pub(crate) fn signature<'s>(card: &Card, signatures: &'s Signatures) -> Option<&'s Signature> {
    let found = match &card.address {
        flowc_ir::Address::System { channel, method } => signatures.of_system(channel, method),
        flowc_ir::Address::Connector { connector, version, method } => {
            signatures.of_connector(connector, version, method)
        }
    };
    found.map(|signature| &**signature)
}

pub(crate) fn name_expr(name: &str) -> Expr {
    ExprKind::Name(name.into()).into()
}

pub(crate) fn field(base: Expr, name: &str) -> Expr {
    ExprKind::Field(Box::new(base), name.into()).into()
}

pub(crate) fn text_expr(text: &str) -> Expr {
    ExprKind::Text(text.into()).into()
}

pub(crate) fn text_attribute(name: &str, text: &str) -> Attr {
    Attr { name: name.into(), args: vec![text_expr(text)] }
}

/// An output that nothing names: it cannot occur in a graph that holds together.
fn unnamed() -> Expr {
    ExprKind::Null.into()
}

/// Brackets around an expression that cannot stand before `.` by itself.
pub(crate) fn wrap_for_field(expr: Expr, followed: bool) -> Expr {
    let postfix = matches!(
        expr.kind,
        ExprKind::Name(_)
            | ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::Call(_)
            | ExprKind::Paren(_)
            | ExprKind::Text(_)
            | ExprKind::Template(_)
            | ExprKind::List(_)
            | ExprKind::Record(_)
    );
    if postfix || !followed { expr } else { ExprKind::Paren(Box::new(expr)).into() }
}

/// The start card's denotation in a flow of its own.
pub(crate) fn handler_of(card: &Card) -> Option<BodyId> {
    match card.policy.on_error {
        OnError::Handler(body) => Some(body),
        _ => None,
    }
}

/// A variable name after a platform key, made free.
pub(crate) fn fresh_variable(names: &mut Names, key: &str) -> EcoString {
    names.take(&variable_name(key))
}
