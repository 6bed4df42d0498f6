//! What stands above a statement: `@title`, `@note`, `@output` and the like, for its outermost card.

use ecow::EcoString;
use flowc_ir::{Note, OnError, Role};
use flowc_syntax::ast::{self, Expr, ExprKind, Name, Stmt, StmtKind};

use crate::diagnostics;
use crate::scope::{Lowering, Val};
use crate::shapes::constant;
use crate::statement::{attribute_text, note_of};

impl Lowering<'_> {
    /// Title, note and error policy of the statement's outermost card. What was found since `known` is of the
    /// statement: one with an error has lost its card and is spoken of already.
    pub fn decorate(&mut self, stmt: &Stmt, known: usize) {
        let comment = matches!(stmt.kind, StmtKind::Comment { .. });
        let Some(outermost) = self.outermost.filter(|_| stmt.docs.is_empty() || !comment) else {
            let mut found = self.diagnostics.iter().skip(known);
            let failed = found.any(flowc_diag::Diagnostic::is_error) || is_broken(&stmt.kind);
            if !stmt.docs.is_empty() && !failed {
                self.report(diagnostics::no_card_for_note(stmt.span));
            }
            if let Some(attr) = stmt.attrs.iter().find(|attr| attr.name.text != "allow" && !failed) {
                self.report(diagnostics::no_card_for_attribute(&attr.name));
            }
            return;
        };
        if !stmt.docs.is_empty() {
            self.card(outermost).note = Note::Text(stmt.docs.join("\n").into());
        }
        for attr in &stmt.attrs {
            match attr.name.text.as_str() {
                "title" => match attribute_text(attr) {
                    Some(title) => self.card(outermost).title = title,
                    None => {
                        self.report(diagnostics::bad_attribute(&attr.name, "@title(\"Name on the canvas\")"))
                    }
                },
                "note" => self.card(outermost).note = note_of(attr),
                "output" => match attr.args.as_slice() {
                    [Expr { kind: ExprKind::As(output, shape), .. }] => {
                        self.state_output(outermost, output, shape);
                    }
                    _ => self.name_outputs(outermost, attr),
                },
                "start" => match attribute_text(attr) {
                    Some(title) => self.name_starts(outermost, &title),
                    None => {
                        self.report(diagnostics::bad_attribute(&attr.name, "@start(\"Name on the canvas\")"))
                    }
                },
                "unconnected" => self.card(outermost).connection = None,
                "allow" | "label" | "version" => {}
                _ => self.report(diagnostics::unknown_attribute(&attr.name)),
            }
        }
        if let Some(policy) = &stmt.policy {
            let lowered = self.policy(policy);
            let card = self.card(outermost);
            let handler = std::mem::take(&mut card.policy.on_error);
            card.policy = lowered;
            if let OnError::Handler(_) = handler {
                card.policy.on_error = handler;
            }
        }
    }

    /// `let x "Name" = card`: what people see instead of the key of the card's own output.
    pub(crate) fn name_output(&mut self, val: &Val, label: &EcoString) {
        let Val::Port(port) = val else { return };
        let output = self.card(port.card).outputs.get_mut(port.output);
        if let Some(output) = output.filter(|output| output.role == Role::Own && port.path.is_empty()) {
            output.label = Some(label.clone());
        }
    }

    /// `@start("Name")`: the title of the cards that start a container's bodies.
    fn name_starts(&mut self, at: crate::scope::CardRef, title: &EcoString) {
        let flow = self.frame().flow;
        let bodies = self.card(at).bodies();
        let Some(flow) = self.program.flows.get_mut(flow.index()) else { return };
        for body in bodies {
            if let Some(body) = flow.bodies.get_mut(body.index()) {
                let start = body.start;
                if let Some(card) = body.card_mut(start) {
                    card.title = title.clone();
                }
            }
        }
    }

    /// `@output("Name")`, `@output("date", "Name")`.
    fn name_outputs(&mut self, at: crate::scope::CardRef, attr: &ast::Attr) {
        let texts: Vec<EcoString> =
            attr.args.iter().filter_map(|arg| constant(arg)?.as_str().map(EcoString::from)).collect();
        let (wanted, label) = match texts.as_slice() {
            [label] => (None, label.clone()),
            [wanted, label] => (Some(wanted.clone()), label.clone()),
            _ => {
                self.report(diagnostics::bad_attribute(
                    &attr.name,
                    "@output(\"output\", \"Name on the canvas\")",
                ));
                return;
            }
        };
        let address = self.card(at).address.clone();
        let signature = crate::call::signature_of(&address, self.signatures);
        let is_meant = |output: &flowc_ir::Output| {
            let Some(wanted) = &wanted else { return true };
            let (group, name) =
                wanted.rsplit_once('.').map_or((None, wanted.as_str()), |(group, name)| (Some(group), name));
            let own = signature.and_then(|signature| {
                signature
                    .output(output.group.as_deref(), &output.key)
                    .and_then(|at| signature.outputs.get(at))
            });
            let in_group = output.group.as_deref() == group;
            (in_group && (output.key == name || own.is_some_and(|own| own.name == name)))
                || output.key == *wanted
        };
        let found =
            self.card(at).outputs.iter_mut().find(|output| output.role == Role::Own && is_meant(output));
        match found {
            Some(output) => output.label = Some(label),
            None => {
                let known: Vec<EcoString> =
                    self.card(at).outputs.iter().map(|output| output.key.clone()).collect();
                let name = Name { text: wanted.unwrap_or_default(), span: attr.name.span };
                let title = self.card(at).title.clone();
                self.report(diagnostics::unknown_output(&title, &name, &known));
            }
        }
    }

    /// `@output(key as number)`: the type of a container's output where what its blocks give has another.
    fn state_output(&mut self, at: crate::scope::CardRef, output: &Expr, shape: &ast::ShapeExpr) {
        let ExprKind::Name(name) = &output.kind else { return };
        let shape = self.world.types.shape(shape, self.module, &mut self.diagnostics);
        let giver = self.body().successor(at.card, &flowc_ir::Edge::Join).unwrap_or(at.card);
        let card = self.card(crate::scope::CardRef { card: giver, ..at });
        match card.output(None, &name.text).and_then(|at| card.outputs.get_mut(at)) {
            Some(output) => output.shape = shape,
            None => {
                let known: Vec<EcoString> = card.outputs.iter().map(|output| output.key.clone()).collect();
                let title = card.title.clone();
                self.report(diagnostics::unknown_output(&title, name, &known));
            }
        }
    }
}

/// Whether the grammar could not read the value of a `let`.
fn is_broken(kind: &StmtKind) -> bool {
    let StmtKind::Let(bindings) = kind else { return false };
    bindings.iter().any(|binding| matches!(binding.value.kind, ExprKind::Error(_)))
}
