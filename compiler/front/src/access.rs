//! Reading fields and items: `a.b`, `a[0]`, destructuring.

use ecow::EcoString;
use flowc_ir::{Output, Role};
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_syntax::ast::{Expr, ExprKind, Name, PatternField};
use flowc_text::Span;
use flowc_types::{Kind, Shape};
use flowc_value::Value;

use crate::diagnostics;
use crate::distinct::Distinct;
use crate::draft::Operand;
use crate::expression::Want;
use crate::scope::{CardRef, Lowering, PortRef, Val};

impl Lowering<'_> {
    /// A chain of fields and items. Fields that slots list are read on the wire; the first that no slot lists
    /// begins the path of one Get card.
    pub fn access(&mut self, expr: &Expr, want: &mut Want) -> Val {
        let (base, fields) = chain(expr);
        if let ExprKind::Index(list, index) = &base.kind {
            let item = self.item_at(list, index, base, fields.is_empty().then_some(&mut *want));
            let base = Operand { val: item, slot: None, span: base.span };
            return self.fields(base, &fields, expr.span, want);
        }
        let base = self.operand(base);
        let first = self.body().graph.node_count();
        let error = match &base.val {
            Val::Port(port) => Some((port.clone(), self.shape_of(port))),
            _ => None,
        };
        let val = self.fields(base, &fields, expr.span, want);
        if let (Val::Port(port), Some((base, known))) = (&val, error) {
            self.state_error(port, &base, &known, want);
        }
        // `f(x).total as text` states the type of the call's output.
        if let (Val::Port(port), true) = (&val, is_call(expr)) {
            let in_frame = port.card.frame == self.depth() && self.body().graph.node_count() == first;
            if port.path.is_empty()
                && in_frame
                && let Some(shape) = want.ascribed.take()
            {
                let port = port.clone();
                self.set_output_shape(&port, shape);
            }
        }
        val
    }

    /// `xs[0]`: At.
    fn item_at(&mut self, list: &Expr, index: &Expr, expr: &Expr, want: Option<&mut Want>) -> Val {
        let list = self.operand(list);
        let index = self.operand(index);
        let mut none = Want::default();
        self.two_operands("list", "at", list, index, expr, want.unwrap_or(&mut none))
    }

    fn fields(&mut self, base: Operand, fields: &[&Name], span: Span, want: &mut Want) -> Val {
        let Operand { mut val, slot, span: base_span } = base;
        for (position, name) in fields.iter().enumerate() {
            let next = match &val {
                Val::Error => return Val::Error,
                Val::Card(card) => self.output_named(*card, None, name),
                Val::Group(card, group) => self.output_named(*card, Some(group.clone()), name),
                Val::Port(port) => match self.listed_field(port, name) {
                    Some(port) => Val::Port(port),
                    None => {
                        let rest = fields.get(position..).unwrap_or_default();
                        let object = Operand { val, slot: slot.filter(|_| position == 0), span: base_span };
                        return self.get_card(object, rest, span, want);
                    }
                },
                Val::Module(module) => self.module_member(module.clone(), name),
                Val::Literal(value) => match value.get(&name.text) {
                    Some(field) => Val::Literal(field.clone()),
                    None => {
                        self.report(diagnostics::no_fields("a literal", &name.text, name.span));
                        return Val::Error;
                    }
                },
                other => {
                    let what = what_it_is(other);
                    self.report(diagnostics::no_fields(what, &name.text, name.span));
                    return Val::Error;
                }
            };
            val = next;
        }
        val
    }

    fn set_output_shape(&mut self, port: &PortRef, shape: Shape) {
        let output = port.output;
        if let Some(output) = self.card(port.card).outputs.get_mut(output) {
            output.shape = shape;
        }
    }

    /// The port of a field that the slot lists.
    fn listed_field(&mut self, port: &PortRef, name: &Name) -> Option<PortRef> {
        let listed = self.shape_of(port).field(&name.text).is_some();
        let mut port = port.clone();
        port.path.push(name.text.clone());
        (listed || self.adds_to_error(&port)).then_some(port)
    }

    /// An error carries more than its type says (`body`, `statusCode`): what a flow reads of it is added, as text.
    fn adds_to_error(&mut self, port: &PortRef) -> bool {
        self.set_error(port, &Shape::TEXT)
    }

    fn set_error(&mut self, port: &PortRef, leaf: &Shape) -> bool {
        let card = self.card(port.card);
        let is_error = |group: Option<&str>, key: &str| group == Some("context") && key == "error";
        let Some(output) = card.outputs.get_mut(port.output) else { return false };
        if !is_error(output.group.as_deref(), &output.key) {
            return false;
        }
        output.shape = output.shape.with_path(&port.path, leaf.clone());
        let shape = output.shape.clone();
        let inputs = card.inputs.iter_mut();
        inputs
            .filter(|input| is_error(input.group.as_deref(), &input.key))
            .for_each(|input| input.shape = shape.clone());
        true
    }

    /// `error.code as number`, where nobody read that field before, says what it is.
    fn state_error(&mut self, port: &PortRef, base: &PortRef, known: &Shape, want: &mut Want) {
        let (card, output) = (port.card, port.output);
        let added = port.path.get(base.path.len()..).unwrap_or_default();
        let is_new = known.at_path(added.iter().map(EcoString::as_str)).is_none();
        if (base.card, base.output) != (card, output) || !is_new || !self.adds_to_error(port) {
            return;
        }
        if let Some(shape) = want.ascribed.take() {
            self.set_error(port, &shape);
        }
    }

    /// The output of a card by section, key, or name in the source.
    pub fn output_named(&mut self, card: CardRef, group: Option<EcoString>, name: &Name) -> Val {
        let signature = self.signature_at(card);
        let offered = || offered(signature.as_deref());
        let outputs = self.card(card).outputs.clone();
        let mut sections =
            outputs.iter().map(|output| &output.group).chain(offered().map(|port| &port.group));
        if group.is_none() && sections.any(|section| section.as_ref() == Some(&name.text)) {
            return Val::Group(card, name.text.clone());
        }
        let key = self.declared_key(card, group.as_deref(), &name.text).unwrap_or_else(|| name.text.clone());
        let in_group = |output: &Output| match &group {
            Some(group) => output.group.as_ref() == Some(group),
            None => true,
        };
        let visible = |output: &&Output| in_group(output) && !matches!(output.role, Role::Capture(_));
        let mut by_key =
            outputs.iter().enumerate().filter(|(_, output)| visible(output) && output.key == key);
        let found = by_key.next().map(|(position, _)| position).or_else(|| {
            let key = signature.as_ref()?.outputs.iter().find(|port| port.name == name.text)?.key.clone();
            outputs.iter().position(|output| in_group(output) && output.key == key)
        });
        // What a connector's card gives only sometimes is there once it is read.
        let more = offered().find(|port| {
            group.as_ref().is_none_or(|group| port.group.as_ref() == Some(group))
                && (port.key == name.text || port.name == name.text)
        });
        let found = found.or_else(|| {
            let port = more?;
            let output = Output::new(port.key.clone(), port.shape.clone(), Role::Dynamic);
            self.card(card).outputs.push(output.grouped(port.group.clone()));
            Some(outputs.len())
        });
        match found {
            Some(output) => Val::Port(PortRef { card, output, path: Vec::new() }),
            None => {
                let more = offered().map(|port| port.name.clone());
                let known: Vec<EcoString> =
                    outputs.iter().filter(visible).map(|output| output.key.clone()).chain(more).collect();
                let title = self.card(card).title.clone();
                self.report(diagnostics::unknown_output(&title, name, &known));
                Val::Error
            }
        }
    }

    /// Whether a placed card has outputs to offer that nothing has read so far.
    pub fn gives_more(&mut self, card: CardRef) -> bool {
        offered(self.signature_at(card).as_deref()).next().is_some()
    }

    /// Get with a path.
    fn get_card(&mut self, object: Operand, path: &[&Name], span: Span, want: &mut Want) -> Val {
        if let Val::Port(port) = &object.val {
            let shape = object.slot.clone().unwrap_or_else(|| self.shape_of(port));
            let first = path.first().map(|name| (*name).clone()).unwrap_or_default();
            if shape == Shape::Error {
                return Val::Error;
            }
            if shape.is_list() {
                self.report(diagnostics::field_of_list(&first));
                return Val::Error;
            }
            if !matches!(shape.kind(), Kind::Object | Kind::Any) {
                self.report(diagnostics::no_fields(&shape.to_string(), &first.text, first.span));
                return Val::Error;
            }
            if let Some(record) = shape.as_record().filter(|record| !record.open) {
                let known: Vec<EcoString> = record.fields.keys().cloned().collect();
                self.report(diagnostics::unknown_field(&shape, &first, &known));
                return Val::Error;
            }
        }
        let names: Vec<&str> = path.iter().map(|name| name.text.as_str()).collect();
        let Some(mut draft) = self.draft("object", "get", span) else { return Val::Error };
        draft.own(None, "object", object, self);
        let path = Operand { val: Val::Literal(Value::text(names.join("."))), slot: None, span };
        draft.own(None, "path", path, self);
        self.finish(draft, want)
    }

    fn module_member(&mut self, module: EcoString, name: &Name) -> Val {
        use crate::declare::Symbol;
        if let Some((Symbol::Module(target), _)) = self.world.symbol(self.module, &module) {
            match self.world.member(target, &name.text) {
                Some(Symbol::Flow(flow)) => return Val::Flow(flow),
                Some(Symbol::Table(table)) => return Val::Table(table),
                Some(Symbol::Connection(connection)) => return Val::Connection(connection),
                _ => {
                    self.report(diagnostics::unknown(
                        "name",
                        &name.text,
                        name.span,
                        &self.world.names(target),
                    ));
                    return Val::Error;
                }
            }
        }
        self.report(diagnostics::card_without_call(&module, &name.text, name.span));
        Val::Error
    }

    /// A value that must be one output: what an input can be wired to.
    pub fn single_port(&mut self, val: Val, span: Span) -> Option<PortRef> {
        match val {
            Val::Port(port) => Some(port),
            Val::Card(card) => {
                let outputs = self.card(card).outputs.clone();
                let mut own =
                    outputs.iter().enumerate().filter(|(_, output)| !matches!(output.role, Role::Capture(_)));
                if let (Some((output, _)), None) = (own.next(), own.next()) {
                    return Some(PortRef { card, output, path: Vec::new() });
                }
                let keys: Vec<EcoString> = outputs.iter().map(|output| output.key.clone()).collect();
                let title = self.card(card).title.clone();
                self.report(match keys.is_empty() {
                    true => diagnostics::no_outputs(Some(&title), span),
                    false => diagnostics::several_outputs(&title, &keys, span),
                });
                None
            }
            Val::Error => None,
            Val::Nothing => {
                self.report(diagnostics::no_outputs(None, span));
                None
            }
            other => {
                self.report(diagnostics::no_value(what_it_is(&other), span));
                None
            }
        }
    }

    /// `let { a, b.c as d } = x`: outputs of a card, fields that a slot lists, or Get Multiple.
    pub fn destructure(&mut self, fields: &[PatternField], val: Val, span: Span) {
        if matches!(val, Val::Error) {
            fields.iter().for_each(|field| self.bind_field(field, Val::Error));
            return;
        }
        let all_listed = fields.iter().all(|field| self.is_listed(&val, field));
        if all_listed {
            for field in fields {
                let names: Vec<&Name> = field.path.iter().collect();
                let mut want = Want::default();
                let base = Operand { val: val.clone(), slot: None, span };
                let part = self.fields(base, &names, span, &mut want);
                self.bind_field(field, part);
            }
            return;
        }
        let Some(mut draft) = self.draft("object", "pick", span) else { return };
        draft.own(None, "object", Operand { val, slot: None, span }, self);
        let fields = self.read_once(fields);
        for field in &fields {
            let key = path_of(field);
            let shape = match &field.shape {
                Some(shape) => self.world.types.shape(shape, self.module, &mut self.diagnostics),
                None => Shape::TEXT,
            };
            let mut output = Output::new(key, shape, Role::Author);
            (output.label, output.description) = self.label(&field.attrs);
            draft.card.outputs.push(output);
        }
        let own = draft.card.outputs.len() - fields.len();
        let placed = draft.place(self);
        for (position, field) in fields.into_iter().enumerate() {
            self.bind_field(
                field,
                Val::Port(PortRef { card: placed, output: own + position, path: Vec::new() }),
            );
        }
    }

    /// The fields that a Get Multiple card reads. One that it reads already is reported, and its name stands for
    /// nothing.
    fn read_once<'f>(&mut self, fields: &'f [PatternField]) -> Vec<&'f PatternField> {
        let mut keys = Distinct::default();
        let mut once = Vec::new();
        for field in fields {
            let span = field.path.iter().map(|name| name.span).reduce(|a, b| a.to(b)).unwrap_or_default();
            let key = path_of(field);
            match keys.before(&key, span) {
                Some(first) => {
                    self.report(diagnostics::field_twice(&key, span, first));
                    if field.alias.is_some() {
                        self.bind_field(field, Val::Error);
                    }
                }
                None => once.push(field),
            }
        }
        once
    }

    fn is_listed(&mut self, val: &Val, field: &PatternField) -> bool {
        match val {
            Val::Card(_) | Val::Group(..) => true,
            Val::Port(port) => {
                let shape = self.shape_of(port);
                field.shape.is_none()
                    && shape.at_path(field.path.iter().map(|name| name.text.as_str())).is_some()
            }
            _ => false,
        }
    }

    fn bind_field(&mut self, field: &PatternField, val: Val) {
        if let Some(name) = field.alias.as_ref().or_else(|| field.path.last()) {
            self.bind(&name.text, name.span, val);
        }
    }
}

/// The path of a field, as Get Multiple has it.
fn path_of(field: &PatternField) -> EcoString {
    let path: Vec<&str> = field.path.iter().map(|name| name.text.as_str()).collect();
    path.join(".").into()
}

/// Whether a chain of field accesses begins with a call.
fn is_call(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Field(inner, _) => matches!(inner.kind, ExprKind::Call(_)) || is_call(inner),
        _ => false,
    }
}

/// The start of a chain of field accesses, and the names in it.
fn chain(expr: &Expr) -> (&Expr, Vec<&Name>) {
    let mut names = Vec::new();
    let mut at = expr;
    while let ExprKind::Field(inner, name) = &at.kind {
        names.push(name);
        at = inner;
    }
    names.reverse();
    (at, names)
}

fn what_it_is(val: &Val) -> &'static str {
    match val {
        Val::Nothing => "a card without outputs",
        Val::Error => "an error",
        Val::Literal(_) => "a literal",
        Val::Port(_) => "a value",
        Val::Card(_) => "a card",
        Val::Group(..) => "a section of outputs",
        Val::Flow(_) => "a flow",
        Val::Table(_) => "a table",
        Val::Connection(_) => "a connection",
        Val::Connector(_) => "a connector",
        Val::Module(_) => "a module",
    }
}

/// Outputs that a connector's card gives by its options, or where a person has chosen them.
fn offered(signature: Option<&Signature>) -> impl Iterator<Item = &PortSignature> {
    let signature = signature.filter(|signature| signature.card.is_none());
    signature.into_iter().flat_map(|signature| &signature.outputs).filter(|port| port.optional)
}
