//! What is in scope while a flow is lowered: variables, frames of nested bodies, captures.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::{
    Body, BodyId, Card, CardId, ConnectionId, Datum, Edge, FlowId, Input, ItemArgument, Output, Program, Role, TableId,
};
use flowc_stdlib::signature::Signatures;
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
#[derive(Clone, Debug)]
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
    pub scopes: Vec<FxHashMap<EcoString, Variable>>,
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
        }
    }

    pub fn done(self) -> (Program, Vec<Diagnostic>) {
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

    /// Opens a scope of names in the innermost frame.
    pub fn open_scope(&mut self) {
        self.frame().scopes.push(FxHashMap::default());
    }

    pub fn close_scope(&mut self) {
        self.frame().scopes.pop();
    }

    /// Names a value. A name that hides a module, connection, table or flow is an error.
    pub fn bind(&mut self, name: &str, span: Span, val: Val) {
        if let Some(hidden) = self.world.hidden_by(self.module, name, self.signatures) {
            self.report(crate::diagnostics::hides(name, span, hidden));
        }
        let variable = Variable { val, span };
        if let Some(scope) = self.frame().scopes.last_mut() {
            if let Some(first) = scope.insert(name.into(), variable) {
                self.report(crate::diagnostics::duplicate("name", name, span, first.span));
            }
        }
    }

    /// Names a value that the platform gives (`execution_id`); authors may hide it.
    pub fn bind_context(&mut self, name: &str, val: Val) {
        let variable = Variable { val, span: Span::default() };
        if let Some(scope) = self.frame().scopes.first_mut() {
            scope.entry(name.into()).or_insert(variable);
        }
    }

    /// The variable of this name, innermost first.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.frames.iter().rev().find_map(|frame| frame.scopes.iter().rev().find_map(|scope| scope.get(name)))
    }

    /// All names in scope, for suggestions.
    pub fn variable_names(&self) -> Vec<EcoString> {
        let mut names: Vec<EcoString> =
            self.frames.iter().flat_map(|frame| frame.scopes.iter().flat_map(|scope| scope.keys().cloned())).collect();
        names.sort();
        names
    }

    /// Wires a port to an input of a card of the innermost frame, through captures where it lies outside.
    pub fn wire(&mut self, port: &PortRef, card: CardId, input: usize) {
        let depth = self.depth();
        let (source, output, path) = self.bring_to(port, depth);
        self.body().wire((source, output), path, (card, input));
    }

    /// The port as the frame at `depth` sees it: one capture per use and per boundary on the way.
    fn bring_to(&mut self, port: &PortRef, depth: usize) -> (CardId, usize, Vec<EcoString>) {
        if port.card.frame >= depth {
            return (port.card.card, port.output, port.path.clone());
        }
        let (source, output, path) = self.bring_to(port, depth - 1);
        let shape = self.shape_of(port);
        let Some(frame) = self.frames.get(depth) else { return (source, output, path) };
        let (boundary, body) = (frame.boundary, frame.body);
        let (owner, input, inner) = match boundary {
            Boundary::Flow => return (source, output, path),
            Boundary::Nested(owner) => {
                let role = Role::Capture(body);
                let input = Input::new("", shape, role).grouped(Some("context".into()));
                (owner, input.clone(), input)
            }
            Boundary::Helper(owner) => {
                let key = self.capture_key(port, depth);
                let inner = Input::new(key, shape, Role::Author);
                let outer = Input { item: Some(ItemArgument::Constant), ..inner.clone() };
                let empty = crate::draft::empty_datum(&inner.shape);
                (owner, outer, inner.with(Datum::Literal(empty)))
            }
        };
        let outside = self.body_at(depth - 1);
        if let Some(card) = outside.card_mut(owner) {
            card.inputs.push(input);
            let position = card.inputs.len() - 1;
            outside.wire((source, output), path, (owner, position));
        }
        let inside = self.body_at(depth);
        let start = inside.start;
        let position = inside.card_mut(start).map_or(0, |card| {
            card.outputs.push(Output::mirroring(&inner));
            card.inputs.push(inner);
            card.outputs.len() - 1
        });
        (start, position, Vec::new())
    }

    /// The name of a generated helper's static input: after the value, made unique.
    fn capture_key(&mut self, port: &PortRef, depth: usize) -> EcoString {
        let named = self.frames.iter().rev().find_map(|frame| {
            frame.scopes.iter().find_map(|scope| {
                let mut names: Vec<&EcoString> = scope
                    .iter()
                    .filter(|(_, variable)| match &variable.val {
                        Val::Port(other) => other.card == port.card && other.output == port.output,
                        _ => false,
                    })
                    .map(|(name, _)| name)
                    .collect();
                names.sort();
                names.first().map(|name| (*name).clone())
            })
        });
        let output = self.card(port.card).outputs.get(port.output).map(|output| output.key.clone());
        let base = named.or(output).unwrap_or_else(|| "value".into());
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
