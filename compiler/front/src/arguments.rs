//! Options and arguments of cards: by the names of their fields, grouped as on the canvas.

use ecow::EcoString;
use flowc_ir::{Input, Role, item_key};
use flowc_stdlib::signature::PortSignature;
use flowc_syntax::ast::{Arg, Attr, Expr, ExprKind, Name};
use flowc_types::Shape;
use flowc_value::Value;

use crate::condition::comparison;
use crate::diagnostics;
use crate::distinct::field_name;
use crate::draft::{Draft, Operand};
use crate::scope::{Lowering, Val};

impl Lowering<'_> {
    /// What `@label("name", "description")` says of an author-made field.
    pub fn label(&mut self, attrs: &[Attr]) -> (Option<EcoString>, Option<EcoString>) {
        let Some(attr) = attrs.iter().find(|attr| attr.name.text == "label") else { return (None, None) };
        let mut texts = attr.args.iter().map(|arg| match &arg.kind {
            ExprKind::Text(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        });
        (texts.next().flatten(), texts.next().flatten())
    }

    /// `[result_set: "All"]`: options of a connector's method, by value or label.
    pub fn options(&mut self, draft: &mut Draft, options: &[Arg]) {
        let signature = draft.signature.clone();
        for option in options {
            let Some(name) = &option.name else {
                self.report(diagnostics::option_without_name(option.value.span));
                continue;
            };
            let Some(port) = signature.inputs.iter().find(|port| port.is_option() && is_named(port, name))
            else {
                let known: Vec<EcoString> = signature
                    .inputs
                    .iter()
                    .filter(|port| port.is_option())
                    .map(|port| port.name.clone())
                    .collect();
                self.report(diagnostics::unknown("option", &name.text, name.span, &known));
                continue;
            };
            let mut operand = self.operand(&option.value);
            if let Val::Literal(value) = &operand.val {
                operand.val = Val::Literal(self.choice(port, value.clone(), &option.value));
            }
            draft.own(port.group.as_deref(), &port.key, operand, self);
        }
    }

    /// The stored value behind a choice written by its label; an unknown one is reported.
    fn choice(&mut self, port: &PortSignature, value: Value, written: &Expr) -> Value {
        let Some(text) = value.as_str() else { return value };
        if port.choices.is_null() || text.is_empty() {
            return value;
        }
        match port.choice(text) {
            Some((stored, _)) => Value::text(stored.as_str()),
            None => {
                let known: Vec<EcoString> = port.choice_pairs().map(|(_, label)| label).collect();
                self.report(diagnostics::unknown_choice(&port.name, text, written.span, &known));
                value
            }
        }
    }

    /// Fills a card from its receiver and arguments, in the order in which they are written.
    pub fn arguments(&mut self, draft: &mut Draft, receiver: Option<Operand>, args: &[Arg]) {
        let signature = draft.signature.clone();
        let mut taken = None;
        if let Some(receiver) = receiver {
            taken = if matches!(receiver.val, Val::Table(_)) {
                signature.inputs.iter().position(|port| port.is_option() && port.key == "stash")
            } else {
                signature.inputs.iter().position(|port| !port.is_option())
            };
            if let Some(port) = taken.and_then(|taken| signature.inputs.get(taken)) {
                draft.own(port.group.as_deref(), &port.key, receiver, self);
            }
        }
        for (position, arg) in args.iter().enumerate() {
            match &arg.name {
                Some(name) => self.named_argument(draft, None, name, arg),
                None => self.positional_argument(draft, position, &arg.value, taken),
            }
        }
    }

    /// The first argument may go without its name: it fills the first input that the receiver did not take. A
    /// comparing card takes a comparison in its place; what list Construct takes needs no names at all.
    fn positional_argument(
        &mut self,
        draft: &mut Draft,
        position: usize,
        value: &Expr,
        taken: Option<usize>,
    ) {
        let signature = draft.signature.clone();
        if signature.input(None, "left-operand").is_some() && comparison(value).is_some() {
            let condition = self.condition(value);
            self.compare_on(draft, None, condition);
            return;
        }
        if draft.card.address.is("list", "construct") {
            let operand = self.operand(value);
            draft.field(Input::new(item_key(position), Shape::TEXT, Role::Author), None, operand, self);
            return;
        }
        if let Some(asked) = self.asked(&signature, value).filter(|_| position == 0) {
            self.search_for(draft, &asked);
            return;
        }
        if matches!(value.kind, ExprKind::Where { .. }) {
            self.report(diagnostics::where_out_of_place(value.span));
            return;
        }
        let free = || {
            let all = signature.inputs.iter().enumerate();
            all.filter(|(index, port)| Some(*index) != taken && !port.is_option()).map(|(_, port)| port)
        };
        match free().find(|port| !port.optional).or_else(|| free().next()) {
            Some(port) if position == 0 => {
                let operand = self.operand(value);
                draft.own(port.group.as_deref(), &port.key, operand, self);
            }
            _ => {
                let known: Vec<EcoString> = signature.inputs.iter().map(|port| port.name.clone()).collect();
                self.report(diagnostics::argument_without_name(&signature.title, value.span, &known));
            }
        }
    }

    fn named_argument(&mut self, draft: &mut Draft, group: Option<&EcoString>, name: &Name, arg: &Arg) {
        let signature = draft.signature.clone();
        let in_group = |port: &&PortSignature| match group {
            Some(group) => port.group.as_ref() == Some(group),
            None => !port.is_option(),
        };
        if group.is_none()
            && self.is_group(draft, &name.text)
            && let ExprKind::Record(fields) = &arg.value.kind
        {
            for field in fields {
                match field_name(field) {
                    Some(field_name) => self.named_argument(draft, Some(&name.text), field_name, field),
                    None => self.report(diagnostics::field_without_name(field.value.span)),
                }
            }
            return;
        }
        // Some packs hold fields that their card does not offer.
        let extra = arg.attrs.iter().any(|attr| attr.name.text == "extra");
        let found = signature.inputs.iter().filter(in_group).find(|port| is_named(port, name) && !extra);
        if let Some(port) = found {
            if port.takes_condition()
                && let Some(asked) = self.asked(&signature, &arg.value)
            {
                self.search_for(draft, &asked);
                return;
            }
            let mut operand = self.operand(&arg.value);
            if let Val::Literal(value) = &operand.val {
                operand.val = Val::Literal(self.choice(port, value.clone(), &arg.value));
            }
            draft.own(port.group.as_deref(), &port.key, operand, self);
            return;
        }
        if !signature.input_side.extensible && group.is_none() && !extra {
            let known: Vec<EcoString> = signature
                .inputs
                .iter()
                .filter(|port| !port.is_option())
                .map(|port| port.name.clone())
                .collect();
            self.report(diagnostics::unknown_argument(&signature.title, name, &known));
            return;
        }
        let operand = self.operand(&arg.value);
        if let Some(first) = draft.given_at(group.map(EcoString::as_str), &name.text) {
            self.report(diagnostics::argument_twice(&name.text, operand.span, first));
            return;
        }
        let mut input = Input::new(name.text.clone(), Shape::TEXT, Role::Author).grouped(group.cloned());
        // What a connector's card passes to its helper item by item is the author's; all else it adds by its
        // options.
        let connector = matches!(draft.card.address, flowc_ir::Address::Connector { .. });
        if connector && !extra && group.is_none_or(|group| group != "Streaming") {
            input.role = Role::Dynamic;
        }
        (input.label, input.description) = self.label(&arg.attrs);
        draft.field(input, None, operand, self);
    }

    /// Whether a card has a section of this name: among its own fields or in its rules.
    fn is_group(&self, draft: &Draft, name: &str) -> bool {
        let signature = &draft.signature;
        signature.inputs.iter().any(|port| port.group.as_deref() == Some(name))
            || signature.input_side.group_rules.get(name).is_some()
    }
}

fn is_named(port: &PortSignature, name: &Name) -> bool {
    port.name == name.text || port.key == name.text || port.label.as_ref() == Some(&name.text)
}
