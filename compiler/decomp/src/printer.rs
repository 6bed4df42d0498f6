//! One body: the order of its cards, which of them stand inside others, and what the rest is called.
//!
//! Expressions are evaluated left to right, innermost first. A card that one later card uses once waits on a
//! stack until that card takes it; it is taken only if what is taken lies on top, in the order in which it will
//! be evaluated again. Everything else gets a `let`.

use ecow::EcoString;
use flowc_ir::{Body, BodyId, Card, CardId, Flow, FlowId, Program, Role, Step};
use flowc_stdlib::Class;
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_syntax::ast::{Binding, Expr, ExprKind, Pattern, Stmt, StmtKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::attrs::{attributes, note_lines, signature};
use crate::declared::FlowFields;
use crate::expr::{field, name, stmt, width};
use crate::given::{Given, Variables};
use crate::naming::{Names, variable_name, wish};
use crate::policy::policy;

/// What all bodies of a flow share.
pub(crate) struct Context<'a> {
    pub program: &'a Program,
    pub signatures: &'a Signatures,
    pub flow: &'a Flow,
    /// Signatures of all flows, by position.
    pub declared: &'a [FlowFields],
    /// Names that a variable may not take.
    pub reserved: &'a FxHashSet<EcoString>,
    /// What people called things.
    pub given: &'a Given,
}

impl Context<'_> {
    /// The flow being printed.
    pub fn flow_id(&self) -> Option<FlowId> {
        let at = self.program.flows.iter().position(|flow| std::ptr::eq(flow, self.flow))?;
        Some(FlowId::new(at))
    }
}

/// The printer of one body.
pub(crate) struct Printer<'a> {
    pub cx: &'a Context<'a>,
    pub body: &'a Body,
    pub names: Names,
    /// What outputs are called.
    pub denoted: FxHashMap<(CardId, usize), Denoted>,
    pub stmts: Vec<Stmt>,
    waiting: Vec<Waiting>,
    ready: FxHashMap<CardId, Expr>,
}

/// What an output is called.
#[derive(Clone, Debug)]
pub(crate) struct Denoted {
    /// A variable, or a field of one.
    pub expr: Expr,
    /// How many fields of the output the expression has read already.
    pub read: usize,
}

impl From<Expr> for Denoted {
    fn from(expr: Expr) -> Self {
        Self { expr, read: 0 }
    }
}

/// A card that waits for the one that uses it.
struct Waiting {
    card: CardId,
    expr: Expr,
    pure: bool,
}

/// Whether a card may stand inside another at an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    /// Any card.
    Any,
    /// A card without effects and errors, as the place is evaluated always.
    Pure,
    /// A short one: the place cannot be broken into lines.
    Short,
    /// None: the place is for names and literals.
    None,
}

/// What stands in a hole of a text takes at most this many columns.
const SHORT: usize = 48;

/// What stands inside a card takes at most this many columns.
const LONGEST: usize = 96;

impl<'a> Printer<'a> {
    pub fn new(cx: &'a Context<'a>, body: &'a Body, names: Names) -> Self {
        Self {
            cx,
            body,
            names,
            denoted: FxHashMap::default(),
            stmts: Vec::new(),
            waiting: Vec::new(),
            ready: FxHashMap::default(),
        }
    }

    /// A printer of a sequence inside this body: an arm of an If.
    pub fn arm(&self) -> Printer<'a> {
        let mut arm = Printer::new(self.cx, self.body, self.names.clone());
        arm.denoted = self.denoted.clone();
        arm
    }

    pub fn card(&self, id: CardId) -> Option<&'a Card> {
        self.body.card(id)
    }

    pub fn signature(&self, card: &Card) -> Option<&'a Signature> {
        signature(card, self.cx.signatures)
    }

    /// The cards of a sequence as statements; what waits in the end stays waiting.
    pub fn sequence(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Card(id) => {
                    if let Some(card) = self.body.card(*id) {
                        self.step(*id, card);
                    }
                }
                Step::If(arms) => self.if_else(arms),
            }
        }
    }

    /// Puts a value's expression where it belongs: on the stack, or into a statement.
    pub fn offer(&mut self, id: CardId, card: &'a Card, expr: Expr, pure: bool) {
        let class = |signature: &Signature| {
            signature.class_with(|port| card.written(port.group.as_deref(), &port.key))
        };
        let pure = pure && self.signature(card).is_some_and(|signature| class(signature) == Class::Pure);
        if self.may_wait(id, card, &expr) {
            self.waiting.push(Waiting { card: id, expr, pure });
        } else {
            self.bind(id, card, expr);
        }
    }

    fn may_wait(&self, id: CardId, card: &Card, expr: &Expr) -> bool {
        let mut ends = self.body.wires_from(id);
        let Some(first) = ends.next() else { return false };
        let rest: Vec<_> = ends.collect();
        let same = rest.iter().all(|end| {
            end.card == first.card && end.wire.output == first.wire.output && end.wire.path == first.wire.path
        });
        let count = if self.is_default(first.card) { 1 } else { 0 };
        if !same || rest.len() > count {
            return false;
        }
        let target = self.body.card(first.card).and_then(|card| card.inputs.get(first.wire.input));
        let captured = target.is_none_or(|input| matches!(input.role, Role::Capture(_)));
        let stated = matches!(expr.kind, ExprKind::As(..)) && (!first.wire.path.is_empty() || !is_port(card));
        let said = self.needs_statement(card) || named_port(card).is_some();
        let named = self.given(id).is_some_and(|given| given.value.is_some());
        !captured && !stated && !said && !named && !ends_statement(expr) && width(expr) <= LONGEST
    }

    /// Whether a card has what only a statement can say: a title, a note, a policy of its own.
    pub fn needs_statement(&self, card: &Card) -> bool {
        !self.attributes_of(card).is_empty()
            || !note_lines(card, self.signature(card)).is_empty()
            || policy(card, self.cx.program).is_some()
    }

    /// Gives a statement what its outermost card says above and behind it.
    fn say_above(&self, card: &Card, stmt: &mut Stmt) {
        stmt.docs = note_lines(card, self.signature(card));
        stmt.attrs = self.attributes_of(card);
        stmt.policy = policy(card, self.cx.program).map(Box::new);
    }

    fn attributes_of(&self, card: &Card) -> Vec<flowc_syntax::ast::Attr> {
        let signature = self.signature(card);
        let mut attrs = attributes(self.cx.flow, card, signature);
        attrs.extend(crate::call::version(card, signature, self.cx.signatures));
        if crate::call::mistakable(card, self.cx.program).is_some() {
            attrs.push(crate::expr::attribute("unconnected", &[]));
        }
        attrs.extend(self.start_title(card));
        if !is_port(card) {
            attrs.extend(crate::attrs::output_names(card, signature));
        }
        attrs
    }

    /// `@start("Name")`: what the cards are called that start the bodies of this one, where that is unusual.
    fn start_title(&self, card: &Card) -> Option<flowc_syntax::ast::Attr> {
        let first = *card.bodies().first()?;
        let body = self.cx.flow.bodies.get(first.index())?;
        let start = body.card(body.start)?;
        let usual = self.cx.signatures.of_system("control", "callable")?;
        (start.title != usual.title).then(|| crate::expr::attribute("start", &[&start.title]))
    }

    /// Takes what waits for a card out of the stack, as far as it may stand inside it; what may not becomes
    /// statements. `order` lists the inputs in the order in which they will be evaluated.
    pub fn settle(&mut self, id: CardId, order: &[(usize, Inside)]) -> bool {
        self.ready.clear();
        let taken = self.taken(id, order);
        let from =
            (0..=self.waiting.len()).find(|&from| self.fits(id, from, &taken)).unwrap_or(self.waiting.len());
        self.flush(from);
        let wanted: Vec<CardId> = taken.iter().map(|(card, _)| *card).collect();
        let mut pure = true;
        let mut kept = Vec::new();
        for waiting in std::mem::take(&mut self.waiting) {
            if wanted.contains(&waiting.card) {
                pure &= waiting.pure;
                self.ready.insert(waiting.card, waiting.expr);
            } else {
                kept.push(waiting);
            }
        }
        self.waiting = kept;
        pure
    }

    /// Waiting cards in the order in which the card would evaluate them.
    fn taken(&self, id: CardId, order: &[(usize, Inside)]) -> Vec<(CardId, Inside)> {
        let mut taken: Vec<(CardId, Inside)> = Vec::new();
        for (input, inside) in order {
            for end in self.body.wires_into(id, *input) {
                let waits = self.waiting.iter().any(|waiting| waiting.card == end.card);
                if waits && !taken.iter().any(|(card, _)| *card == end.card) {
                    taken.push((end.card, *inside));
                }
            }
        }
        taken
    }

    /// Whether everything from `from` on may stay: first what is for later cards, then what this card takes.
    fn fits(&self, id: CardId, from: usize, taken: &[(CardId, Inside)]) -> bool {
        let stays = self.waiting.get(from..).unwrap_or_default();
        let is_for = |waiting: &Waiting| self.body.wires_from(waiting.card).any(|end| end.card == id);
        let split = stays.iter().position(is_for).unwrap_or(stays.len());
        let (_, top) = stays.split_at(split);
        let inside: Vec<&(CardId, Inside)> =
            taken.iter().filter(|(card, _)| top.iter().any(|waiting| waiting.card == *card)).collect();
        let in_order = inside.len() == top.len()
            && top.iter().zip(&inside).all(|(waiting, (card, inside))| {
                waiting.card == *card
                    && match inside {
                        Inside::Any => true,
                        Inside::Pure => waiting.pure,
                        Inside::Short => width(&waiting.expr) <= SHORT,
                        Inside::None => false,
                    }
            });
        in_order && top.iter().map(|waiting| width(&waiting.expr)).sum::<usize>() <= LONGEST
    }

    /// Makes statements of the lowest entries of the stack.
    pub fn flush(&mut self, upto: usize) {
        let rest = self.waiting.split_off(upto.min(self.waiting.len()));
        for waiting in std::mem::replace(&mut self.waiting, rest) {
            if let Some(card) = self.body.card(waiting.card) {
                self.let_card(waiting.card, card, waiting.expr);
            }
        }
    }

    /// Makes statements of everything that waits.
    pub fn flush_all(&mut self) {
        self.flush(usize::MAX);
    }

    /// A statement of a card, behind everything that waits.
    pub fn push(&mut self, card: &Card, kind: StmtKind) {
        self.flush_all();
        let mut stmt = stmt(kind);
        self.say_above(card, &mut stmt);
        self.stmts.push(stmt);
    }

    /// A statement of a card that gives a value.
    pub fn bind(&mut self, id: CardId, card: &'a Card, expr: Expr) {
        self.flush_all();
        self.let_card(id, card, expr);
    }

    fn let_card(&mut self, id: CardId, card: &'a Card, expr: Expr) {
        let mut stmt = stmt(StmtKind::Expr(expr.clone()));
        self.say_above(card, &mut stmt);
        let named = named_port(card);
        if self.body.wires_from(id).next().is_some() {
            let (common, part) = match named {
                // The name stands for the output itself, so the whole output is what the variable holds.
                Some(_) => (Some((0, Vec::new())), None),
                None => self.common_part(id, card, &expr),
            };
            let given = self.given(id).and_then(|given| given.value.clone());
            let wish =
                given.unwrap_or_else(|| wish(self.body, id, card, self.signature(card), part.as_deref()));
            let variable = self.fresh(&wish);
            let value = match &common {
                Some((output, path)) => {
                    path.iter().fold(self.output_of(expr, card, *output), |at, part| field(at, part))
                }
                None => expr,
            };
            self.denote(id, card, &variable, common.as_ref());
            stmt.kind = StmtKind::Let(vec![Binding {
                attrs: Vec::new(),
                pattern: Pattern::Name {
                    name: variable.into(),
                    key: named.map(|named| named.clone().into()),
                },
                value,
            }]);
        } else if named.is_some() {
            stmt.attrs.extend(crate::attrs::output_names(card, self.signature(card)));
        }
        self.stmts.push(stmt);
    }

    /// The output and fields of it that all readers of a card read.
    fn common_part(
        &self,
        id: CardId,
        card: &Card,
        expr: &Expr,
    ) -> (Option<(usize, Vec<EcoString>)>, Option<EcoString>) {
        let mut ends = self.body.wires_from(id);
        let Some(first) = ends.next() else { return (None, None) };
        let output = first.wire.output;
        let mut path = first.wire.path.clone();
        for end in ends {
            if end.wire.output != output {
                return (None, None);
            }
            let shared = path.iter().zip(&end.wire.path).take_while(|(a, b)| a == b).count();
            path.truncate(shared);
        }
        let own_name = || output_path(card, output, self.signature(card)).pop();
        if matches!(expr.kind, ExprKind::As(..)) {
            return (None, own_name().filter(|_| !is_port(card)));
        }
        // What an author says about the whole record reads better on it.
        let several = card.outputs.len() > 1 || !is_port(card);
        let part = path.last().cloned().or_else(|| own_name().filter(|_| several));
        let part = part.or_else(|| self.read_part(card));
        (Some((output, path)), part)
    }

    fn denote(&mut self, id: CardId, card: &Card, variable: &str, common: Option<&(usize, Vec<EcoString>)>) {
        if let Some((output, path)) = common {
            self.denoted.insert((id, *output), Denoted { expr: name(variable), read: path.len() });
            return;
        }
        for output in 0..card.outputs.len() {
            let expr = self.output_of(name(variable), card, output);
            self.denoted.insert((id, output), expr.into());
        }
    }

    /// What people called the values of a card.
    pub fn given(&self, id: CardId) -> Option<&'a Variables> {
        let body = self.cx.flow.bodies.iter().position(|body| std::ptr::eq(body, self.body))?;
        self.cx.given.variables.get(&(self.cx.flow_id()?, BodyId::new(body), id))
    }

    /// A free name for a card's field: the one that people gave it, or one after its key.
    pub fn fresh_field(&mut self, id: CardId, field: &EcoString, wish: &str) -> EcoString {
        let given = self.given(id).and_then(|given| given.fields.get(field));
        self.fresh(given.map_or(wish, EcoString::as_str))
    }

    /// A free name for the item of a card's loop or closure.
    pub fn fresh_item(&mut self, id: CardId, wish: &str) -> EcoString {
        let given = self.given(id).and_then(|given| given.item.as_ref());
        self.fresh(given.map_or(wish, EcoString::as_str))
    }

    /// A free name for a variable.
    pub fn fresh(&mut self, wish: &str) -> EcoString {
        self.names.take(&variable_name(wish), self.cx.reserved)
    }

    /// What an input is wired to: the expression, and whether it places a card.
    pub fn source(&mut self, id: CardId, input: usize) -> Option<(Expr, bool)> {
        let end = self.body.wires_into(id, input).next()?;
        Some(self.port(end.card, end.wire.output, &end.wire.path))
    }

    /// A place in an output: the expression, and whether it places a card.
    pub fn port(&mut self, source: CardId, output: usize, path: &[EcoString]) -> (Expr, bool) {
        if let (Some(expr), Some(card)) = (self.ready.get(&source).cloned(), self.body.card(source)) {
            let base = self.output_of(expr, card, output);
            let whole = path.iter().fold(base, |at, part| field(crate::expr::postfix_base(at), part));
            return (whole, true);
        }
        let Some(denoted) = self.denoted.get(&(source, output)).cloned() else {
            return (ExprKind::Null.into(), false);
        };
        (path.iter().skip(denoted.read).fold(denoted.expr, |at, part| field(at, part)), false)
    }

    /// An output of a card that stands there as an expression.
    fn output_of(&self, base: Expr, card: &Card, output: usize) -> Expr {
        if is_port(card) {
            return base;
        }
        let path = output_path(card, output, self.signature(card));
        path.iter().fold(crate::expr::postfix_base(base), |at, part| field(at, part))
    }
}

/// Whether lowering takes a card for its only output.
pub(crate) fn is_port(card: &Card) -> bool {
    matches!(card.outputs.as_slice(), [only] if only.role == Role::Own && only.group.is_none())
}

/// What people call a card's only output, where they gave it a name.
fn named_port(card: &Card) -> Option<&EcoString> {
    card.outputs.first().filter(|_| is_port(card))?.label.as_ref()
}

/// How an output is reached from its card: by section and key.
pub(crate) fn output_path(card: &Card, output: usize, signature: Option<&Signature>) -> Vec<EcoString> {
    let Some(port) = card.outputs.get(output) else { return Vec::new() };
    let own = signature.filter(|_| port.role == Role::Own).and_then(|signature| {
        let own = signature.outputs.get(signature.output(port.group.as_deref(), &port.key)?)?;
        let first = signature.outputs.iter().find(|other| other.name == own.name)?;
        let taken = card.outputs.iter().any(|other| other.key == own.name && other.group == port.group);
        (first.key == own.key && !taken).then(|| own.name.clone())
    });
    let name = own.unwrap_or_else(|| port.key.clone());
    port.group.iter().cloned().chain([name]).collect()
}

/// A closure or block ends its statement.
fn ends_statement(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Closure { .. } | ExprKind::Match { .. } => true,
        ExprKind::As(inner, _) | ExprKind::Paren(inner) | ExprKind::Field(inner, _) => ends_statement(inner),
        ExprKind::Call(call) => call.args.iter().any(|arg| ends_statement(&arg.value)),
        _ => false,
    }
}
