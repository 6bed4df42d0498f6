//! What is in scope while a flow is lowered: variables, frames of nested bodies, captures.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::{
    Body, BodyId, Card, CardId, ConnectionId, Datum, Edge, FlowId, Input, ItemArgument, Output, Program,
    Role, TableId,
};
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast::{Block, Pattern, StmtKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::Value;
use rustc_hash::FxHashMap;

use crate::declare::World;

/// What an expression became.
#[derive(Clone, Debug)]
pub(crate) enum Val {
    /// A card without outputs.
    Nothing,
    /// An error was reported.
    Error,
    /// No card: a literal.
    Literal(Value),
    /// One output, or a field of it.
    Port(PortRef),
    /// A card with several outputs, or with outputs its author named.
    Card(CardRef),
    /// The outputs of one section of a card.
    Group(CardRef, EcoString),
    /// A flow.
    Flow(FlowId),
    /// A table.
    Table(TableId),
    /// A connection.
    Connection(ConnectionId),
    /// A connector without a connection: its cards stay unconnected.
    Connector(EcoString),
    /// A module of cards (`list`) or of the project.
    Module(EcoString),
}

/// A card of an open frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CardRef {
    pub frame: usize,
    pub card: CardId,
}

/// An output of a card of an open frame, and a path of listed fields in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PortRef {
    pub card: CardRef,
    pub output: usize,
    pub path: Vec<EcoString>,
}

/// A name and what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub val: Val,
    pub span: Span,
    /// Somebody read it, or nobody need.
    pub read: bool,
}

/// The names of a block.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub names: FxHashMap<EcoString, Variable>,
    /// Names that the block's statements will give, with their places, for messages.
    pub later: FxHashMap<EcoString, Span>,
}

/// How values of the frame outside get into a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Boundary {
    /// A flow of its own: nothing is outside.
    Flow,
    /// A nested body of this card: values are captured.
    Nested(CardId),
    /// A helper generated for a closure of this card: values become its static inputs.
    Helper(CardId),
}

/// A body being built.
#[derive(Debug)]
pub(crate) struct Frame {
    pub flow: FlowId,
    pub body: BodyId,
    /// The card behind which the next one goes, and the edge to it.
    pub cursor: (CardId, Edge),
    pub boundary: Boundary,
    pub scopes: Vec<Scope>,
    /// What a generated helper already receives: the value and the start card's output.
    pub passed: Vec<(PortRef, usize)>,
    /// Why nothing can follow here: the place of a Return or Fail that ends the flow.
    pub ended: Option<Span>,
}

/// The lowering of one project.
pub(crate) struct Lowering<'a> {
    pub signatures: &'a Signatures,
    pub world: &'a World<'a>,
    pub program: Program,
    pub diagnostics: Vec<Diagnostic>,
    /// Open bodies, the innermost last.
    pub frames: Vec<Frame>,
    /// Index of the module whose names are visible.
    pub module: usize,
    /// The card that the statement's attributes speak of.
    pub outermost: Option<CardRef>,
    /// Outputs that the flow being lowered declares.
    pub declared_outputs: Vec<crate::declare::FieldDecl>,
    /// Inputs that it declares.
    pub declared_inputs: Vec<crate::declare::FieldDecl>,
    /// What starts it, where it is a connector's own.
    pub connector: Option<EcoString>,
    /// What `@version` says of the statement's outermost call, by that call's place.
    pub version: Option<(Span, EcoString)>,
}

impl<'a> Lowering<'a> {
    pub fn new(
        signatures: &'a Signatures,
        world: &'a World<'a>,
        program: Program,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        Self {
            signatures,
            world,
            program,
            diagnostics,
            frames: Vec::new(),
            module: 0,
            outermost: None,
            declared_outputs: Vec::new(),
            declared_inputs: Vec::new(),
            connector: None,
            version: None,
        }
    }

    /// The program, and what is to be said of it.
    pub fn done(mut self) -> (Program, Vec<Diagnostic>) {
        self.check_program();
        self.diagnostics.sort_by_key(|found| found.span().map(|span| (span.file, span.start, span.end)));
        self.diagnostics.dedup();
        (self.program, self.diagnostics)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    #[expect(clippy::expect_used, reason = "statements are only lowered inside a flow, which opens a frame")]
    pub fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("a frame is open")
    }

    pub fn depth(&self) -> usize {
        self.frames.len().saturating_sub(1)
    }

    #[expect(clippy::indexing_slicing, reason = "frames name bodies that were pushed when they were opened")]
    pub fn body_at(&mut self, frame: usize) -> &mut Body {
        let Frame { flow, body, .. } = self.frames[frame];
        &mut self.program.flows[flow.index()].bodies[body.index()]
    }

    /// The innermost open body.
    pub fn body(&mut self) -> &mut Body {
        let depth = self.depth();
        self.body_at(depth)
    }

    #[expect(clippy::expect_used, reason = "references are made when a card is placed, and cards stay")]
    pub fn card(&mut self, at: CardRef) -> &mut Card {
        self.body_at(at.frame).card_mut(at.card).expect("the card was placed")
    }

    /// Puts a card behind the cursor of the innermost frame.
    pub fn append(&mut self, card: Card) -> CardRef {
        let (previous, edge) = self.frame().cursor.clone();
        let id = self.body().append(previous, edge, card);
        self.frame().cursor = (id, Edge::Next);
        CardRef { frame: self.depth(), card: id }
    }

    /// The stored type at a port, where it is known.
    pub fn shape_of(&mut self, port: &PortRef) -> Shape {
        let output = self.card(port.card).outputs.get(port.output);
        let shape = output.map_or(Shape::Error, |output| output.shape.clone());
        shape.at_path(port.path.iter().map(EcoString::as_str)).cloned().unwrap_or(Shape::ANY)
    }

    /// Opens a scope of names in the innermost frame, for the statements of a block.
    pub fn open_scope(&mut self, block: &Block) {
        let scope = Scope { names: FxHashMap::default(), later: names_given(block) };
        self.frame().scopes.push(scope);
    }

    /// Closes the innermost scope and speaks of what nobody read in it.
    pub fn close_scope(&mut self) {
        let Some(scope) = self.frame().scopes.pop() else { return };
        let mut unread: Vec<(Span, EcoString)> = scope
            .names
            .into_iter()
            .filter(|(name, variable)| !variable.read && !name.starts_with('_'))
            .map(|(name, variable)| (variable.span, name))
            .collect();
        unread.sort();
        for (span, name) in unread {
            self.report(crate::diagnostics::unused_value(&name, span));
        }
    }

    /// Closes the innermost frame.
    pub fn close_frame(&mut self) {
        while !self.frame().scopes.is_empty() {
            self.close_scope();
        }
        self.frames.pop();
    }

    /// Names a value that somebody ought to read.
    pub fn bind(&mut self, name: &str, span: Span, val: Val) {
        self.bind_variable(name, span, val, false);
    }

    /// Names what a flow or closure is given.
    pub fn bind_given(&mut self, name: &str, span: Span, val: Val) {
        self.bind_variable(name, span, val, true);
    }

    fn bind_variable(&mut self, name: &str, span: Span, val: Val, read: bool) {
        if let Some((hidden, declared)) = self.world.hidden_by(self.module, name) {
            self.report(crate::diagnostics::hides(name, span, hidden, declared));
        }
        let read = read || matches!(val, Val::Error);
        let Some(scope) = self.frame().scopes.last_mut() else { return };
        let context = Span::default();
        match scope.names.get(name).map(|first| first.span) {
            Some(first) if first != context => {
                self.report(crate::diagnostics::duplicate("name", name, span, first));
            }
            _ => _ = scope.names.insert(name.into(), Variable { val, span, read }),
        }
    }

    /// Names a value that the platform gives (`execution_id`); authors may hide it.
    pub fn bind_context(&mut self, name: &str, val: Val) {
        let variable = Variable { val, span: Span::default(), read: true };
        if let Some(scope) = self.frame().scopes.first_mut() {
            scope.names.entry(name.into()).or_insert(variable);
        }
    }

    /// The value of a variable, innermost first; it counts as read.
    pub fn read_variable(&mut self, name: &str) -> Option<Val> {
        let scopes = self.frames.iter_mut().rev().flat_map(|frame| frame.scopes.iter_mut().rev());
        let variable = scopes.into_iter().find_map(|scope| scope.names.get_mut(name))?;
        variable.read = true;
        Some(variable.val.clone())
    }

    /// Whether a variable has this name.
    pub fn is_variable(&self, name: &str) -> bool {
        self.frames.iter().flat_map(|frame| &frame.scopes).any(|scope| scope.names.contains_key(name))
    }

    /// Whether an author gave this name to a variable.
    pub fn is_authors(&self, name: &str) -> bool {
        let mut scopes = self.frames.iter().flat_map(|frame| &frame.scopes);
        scopes.any(|scope| scope.names.get(name).is_some_and(|variable| variable.span != Span::default()))
    }

    /// Where a name is given that does not exist yet.
    pub fn given_later(&self, name: &str) -> Option<Span> {
        self.frames.iter().flat_map(|frame| &frame.scopes).find_map(|scope| scope.later.get(name)).copied()
    }

    /// All names in scope, for suggestions.
    pub fn variable_names(&self) -> Vec<EcoString> {
        let scopes = self.frames.iter().flat_map(|frame| &frame.scopes);
        let mut names: Vec<EcoString> = scopes.flat_map(|scope| scope.names.keys().cloned()).collect();
        names.sort();
        names
    }

    /// Wires a port to an input of a card of the innermost frame, through captures where it lies outside.
    pub fn wire(&mut self, port: &PortRef, card: CardId, input: usize) {
        let depth = self.depth();
        let (source, output, path) = self.bring_to(port, depth);
        self.body().wire((source, output), path, (card, input));
    }

    /// The port as the frame at `depth` sees it. A nested body captures it once per use, a generated helper
    /// receives it once.
    fn bring_to(&mut self, port: &PortRef, depth: usize) -> (CardId, usize, Vec<EcoString>) {
        let Some(frame) = self.frames.get(depth).filter(|_| port.card.frame < depth) else {
            return (port.card.card, port.output, port.path.clone());
        };
        let (boundary, body, start) = (frame.boundary, frame.body, self.body_at(depth).start);
        let (owner, outer, inner) = match boundary {
            Boundary::Flow => return (port.card.card, port.output, port.path.clone()),
            Boundary::Nested(owner) => {
                let input =
                    Input::new("", self.shape_of(port), Role::Capture(body)).grouped(Some("context".into()));
                (owner, input.clone(), input)
            }
            Boundary::Helper(owner) => {
                let passed =
                    self.frames.get(depth).and_then(|frame| frame.passed.iter().find(|(is, _)| is == port));
                if let Some((_, output)) = passed {
                    return (start, *output, Vec::new());
                }
                let inner = Input::new(self.capture_key(port, depth), self.shape_of(port), Role::Author);
                (owner, Input { item: Some(ItemArgument::Constant), ..inner.clone() }, inner)
            }
        };
        let (source, output, path) = self.bring_to(port, depth - 1);
        let outside = self.body_at(depth - 1);
        if let Some(card) = outside.card_mut(owner) {
            card.inputs.push(outer);
            let position = card.inputs.len() - 1;
            outside.wire((source, output), path, (owner, position));
        }
        let position = self.body_at(depth).card_mut(start).map_or(0, |card| {
            card.outputs.push(Output::mirroring(&inner));
            let datum = match boundary {
                Boundary::Helper(_) => Datum::Literal(crate::draft::empty_datum(&inner.shape)),
                _ => Datum::Untouched,
            };
            card.inputs.push(inner.with(datum));
            card.outputs.len() - 1
        });
        if let (Boundary::Helper(_), Some(frame)) = (boundary, self.frames.get_mut(depth)) {
            frame.passed.push((port.clone(), position));
        }
        (start, position, Vec::new())
    }

    /// The name of a generated helper's static input: after the value, made unique.
    fn capture_key(&mut self, port: &PortRef, depth: usize) -> EcoString {
        let is_it = |variable: &Variable| matches!(&variable.val, Val::Port(other) if other == port);
        let scopes = self.frames.iter().rev().flat_map(|frame| &frame.scopes);
        let mut names: Vec<&EcoString> = scopes
            .flat_map(|scope| {
                scope.names.iter().filter(|(_, variable)| is_it(variable)).map(|(name, _)| name)
            })
            .collect();
        names.sort();
        let named = names.first().map(|name| (*name).clone()).or_else(|| port.path.last().cloned());
        let output = self.card(port.card).outputs.get(port.output).map(|output| output.key.clone());
        let base = named.or(output).filter(|name| !name.is_empty()).unwrap_or_else(|| "value".into());
        let inside = self.body_at(depth);
        let start = inside.start;
        let taken = |key: &str| inside.card(start).is_some_and(|card| card.output(None, key).is_some());
        let mut key = base.clone();
        let mut number = 2;
        while taken(&key) {
            key = ecow::eco_format!("{base}_{number}");
            number += 1;
        }
        key
    }
}

/// Names that the statements of a block give.
fn names_given(block: &Block) -> FxHashMap<EcoString, Span> {
    let mut names = FxHashMap::default();
    for stmt in &block.stmts {
        let StmtKind::Let(bindings) = &stmt.kind else { continue };
        for binding in bindings {
            match &binding.pattern {
                Pattern::Name { name, .. } => _ = names.entry(name.text.clone()).or_insert(name.span),
                Pattern::Record(fields) => {
                    for name in fields.iter().filter_map(|field| field.alias.as_ref().or(field.path.last())) {
                        names.entry(name.text.clone()).or_insert(name.span);
                    }
                }
            }
        }
    }
    names
}
