//! The explicit form, which every card has: `module.card(name: value)`, `connection.method[option: value](…)`.

use ecow::EcoString;
use flowc_ir::{Address, Card, CardId, Datum, Input, Role};
use flowc_stdlib::catalogue::module_of;
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_stdlib::tables::{COLUMNS, TABLES};
use flowc_syntax::ast::{Arg, CallExpr, Expr, ExprKind};
use flowc_types::Shape;

use crate::expr::{arg, ascribed, field, name, positional, postfix_base};
use crate::printer::{Inside, Printer};
use crate::typing::source_shape;

/// What stands before the dot.
enum Receiver {
    /// A module, connection or connector.
    Name(EcoString),
    /// The value of an input.
    Input(usize),
}

impl<'a> Printer<'a> {
    /// A card by its name, with all that is filled.
    pub fn explicit(&mut self, id: CardId, card: &'a Card) -> (Expr, bool) {
        let signature = self.signature(card);
        let receiver = self.receiver(id, card, signature);
        let filled = self.filled(id, card);
        let taken = match receiver {
            Receiver::Input(at) => Some(at),
            Receiver::Name(_) => None,
        };
        let (options, rest): (Vec<usize>, Vec<usize>) = filled
            .into_iter()
            .filter(|at| Some(*at) != taken)
            .partition(|at| card.inputs.get(*at).is_some_and(|input| input.role == Role::Option));
        let order: Vec<(usize, Inside)> =
            taken.iter().chain(&options).chain(&rest).map(|at| (*at, Inside::Any)).collect();
        let pure = self.settle(id, &order);
        let base = match receiver {
            Receiver::Name(module) => name(&module),
            Receiver::Input(at) => postfix_base(self.operand(id, card, at, None)),
        };
        let mut method = method_name(card, signature);
        let mut options: Vec<Arg> =
            options.into_iter().map(|at| self.named(id, card, signature, at)).collect();
        let mut args = self.arguments(id, card, signature, &rest, taken);
        if signature.is_some_and(|signature| self.say_search(card, signature, &mut options, &mut args)) {
            method = self.search_name(card).unwrap_or(method);
        }
        let call = CallExpr {
            callee: field(base, &method),
            options: (!options.is_empty()).then_some(options),
            args,
        };
        (self.said(card, ExprKind::Call(Box::new(call)).into()), pure)
    }

    /// The inputs that must be written, in the card's order.
    pub fn filled(&self, id: CardId, card: &Card) -> Vec<usize> {
        // What a text is cut at is said even where the card offers it.
        let optional = |input: &Input| {
            self.port_of(card, input).is_some_and(|port| port.optional || port.name == "separator")
        };
        (0..card.inputs.len())
            .filter(|at| {
                card.inputs.get(*at).is_some_and(|input| {
                    let author = matches!(input.role, Role::Author | Role::Dynamic);
                    !matches!(input.role, Role::Capture(_) | Role::Hole)
                        && !matches!(input.datum, Datum::Body(_))
                        && (author || optional(input) || !self.is_untouched(id, card, *at))
                })
            })
            .collect()
    }

    fn receiver(&self, id: CardId, card: &Card, signature: Option<&Signature>) -> Receiver {
        if let Address::Connector { connector, .. } = &card.address {
            let table = card.inputs.iter().position(|input| matches!(input.datum, Datum::Table(_)));
            if let Some(table) = table.filter(|_| connector == TABLES) {
                return Receiver::Input(table);
            }
            let connection = card.connection.and_then(|id| self.cx.program.connections.get(id.index()));
            return Receiver::Name(
                connection.map_or(connector.clone(), |connection| connection.name.clone()),
            );
        }
        let full = signature.map(|signature| signature.name.clone()).unwrap_or_default();
        let module: EcoString = full.split_once('.').map_or("control", |(module, _)| module).into();
        match self.method_input(id, card, &module) {
            Some(at) => Receiver::Input(at),
            None => Receiver::Name(module),
        }
    }

    /// The first input, where the card is a method of what is wired to it.
    pub fn method_input(&self, id: CardId, card: &Card, module: &str) -> Option<usize> {
        let signature = self.signature(card)?;
        let port = signature.inputs.iter().find(|port| !port.is_option())?;
        let at = card.input(port.group.as_deref(), &port.key)?;
        let input = card.inputs.get(at).filter(|input| input.role == Role::Own)?;
        let source = source_shape(self.body, id, at)?;
        let said = crate::typing::slot_ascription(input, Some(port), Some(&source), None);
        (said.is_none() && module_of(&source) == module && port.key != "_text_").then_some(at)
    }

    /// Arguments; the first own input may go without its name.
    fn arguments(
        &mut self,
        id: CardId,
        card: &Card,
        signature: Option<&Signature>,
        rest: &[usize],
        receiver: Option<usize>,
    ) -> Vec<Arg> {
        let mut args: Vec<Arg> = Vec::new();
        let free = signature.filter(|signature| signature.card.is_some()).and_then(|signature| {
            let mut ports = signature.inputs.iter().filter(|port| !port.is_option() && !port.optional);
            let port = if receiver.is_some() { ports.nth(1) } else { ports.next() }?;
            card.input(port.group.as_deref(), &port.key)
        });
        let mut groups: Vec<(EcoString, Vec<Arg>)> = Vec::new();
        for at in rest {
            let Some(input) = card.inputs.get(*at) else { continue };
            let first = args.is_empty() && groups.is_empty() && input.group.is_none();
            if (first && free == Some(*at)) || card.is_unnamed_item(*at) {
                args.push(positional(self.operand(id, card, *at, None)));
                continue;
            }
            let argument = self.named(id, card, signature, *at);
            let Some(group) = input.group.clone() else {
                args.push(argument);
                continue;
            };
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, fields)) => fields.push(argument),
                None => groups.push((group, vec![argument])),
            }
        }
        // Sections stand behind fields without one; the platform's own order is the signature's.
        for (group, fields) in groups {
            match signature {
                Some(signature) if is_plain_section(card, signature, &group, &fields) => args.extend(fields),
                _ => args.push(arg(&group, ExprKind::Record(fields).into())),
            }
        }
        args
    }

    fn named(&mut self, id: CardId, card: &Card, signature: Option<&Signature>, at: usize) -> Arg {
        let value = self.operand(id, card, at, None);
        let Some(input) = card.inputs.get(at) else { return positional(value) };
        let mut attrs = crate::attrs::label(input.label.as_deref(), input.description.as_deref());
        // A field that its card does not offer.
        let closed = signature.is_some_and(|signature| !signature.input_side.extensible);
        let connector = matches!(card.address, Address::Connector { .. });
        let unasked = match input.group.as_deref() {
            None => closed || connector,
            Some(group) => connector && group != "Streaming",
        };
        if unasked && input.role == Role::Author && input.item.is_none() {
            attrs.push(crate::expr::attribute("extra", &[]));
        }
        let known =
            signature.zip(self.port_of(card, input)).map(|(signature, port)| source_name(signature, port));
        Arg { attrs, ..arg(&known.unwrap_or_else(|| input.key.clone()), value) }
    }

    /// `as` behind a call for outputs that lowering does not derive.
    pub fn said(&self, card: &Card, expr: Expr) -> Expr {
        let said = self.said_outputs(card);
        if self.signature(card).is_some_and(|signature| signature.model.mirrored) {
            return expr;
        }
        if let ([only], [shape]) = (card.outputs.as_slice(), said.as_slice())
            && only.role == Role::Own
        {
            return match shape {
                Some(shape) => ascribed(expr, shape),
                None => expr,
            };
        }
        let made = card.outputs.iter().any(|output| !matches!(output.role, Role::Own | Role::Capture(_)));
        if !made && said.iter().all(Option::is_none) {
            return expr;
        }
        let fields = card.outputs.iter().zip(said).filter_map(|(output, said)| {
            let made = !matches!(output.role, Role::Own | Role::Capture(_));
            let shape = if made { Some(output.shape.clone()) } else { said }?;
            Some((output, shape))
        });
        ascribed(expr, &outputs_record(fields))
    }
}

/// Whether a section goes without saying: it holds columns of the card's table, and nothing else is called like them.
fn is_plain_section(card: &Card, signature: &Signature, group: &EcoString, fields: &[Arg]) -> bool {
    let of_table = card.inputs.iter().any(|input| matches!(input.datum, Datum::Table(_)));
    let named = |port: &PortSignature, name: &EcoString| {
        port.name == *name || port.key == *name || port.label.as_ref() == Some(name)
    };
    let plain = |field: &Arg| {
        let Some(name) = field.name.as_ref().map(|name| &name.text) else { return false };
        let mut ports = signature.inputs.iter().filter(|port| !port.is_option());
        let found = ports.find(|port| named(port, name));
        let section = signature.inputs.iter().any(|port| port.group.as_ref() == Some(name));
        found.is_some_and(|port| port.group.as_ref() == Some(group))
            && !section
            && signature.input_side.group_rules.get(name).is_none()
            && field.attrs.is_empty()
    };
    of_table && group == COLUMNS && fields.iter().all(plain)
}

/// What `as` says about several outputs: a record, with one record for each section.
pub(crate) fn outputs_record<'o>(fields: impl Iterator<Item = (&'o flowc_ir::Output, Shape)>) -> Shape {
    let mut record = flowc_types::Record::default();
    let mut groups: Vec<(EcoString, flowc_types::Record)> = Vec::new();
    for (output, shape) in fields {
        let field = flowc_types::Field {
            shape,
            optional: false,
            label: output.label.clone().filter(|_| output.role != Role::Own),
        };
        let into = match &output.group {
            None => &mut record,
            Some(group) => {
                if !groups.iter().any(|(known, _)| known == group) {
                    groups.push((group.clone(), flowc_types::Record::default()));
                }
                match groups.iter_mut().find(|(known, _)| known == group) {
                    Some((_, record)) => record,
                    None => &mut record,
                }
            }
        };
        into.fields.insert(output.key.clone(), field);
    }
    for (group, fields) in groups {
        record.fields.insert(group, flowc_types::Field::new(Shape::Record(fields.into())));
    }
    Shape::Record(record.into())
}

/// The name by which lowering finds an own input again.
pub(crate) fn source_name(signature: &Signature, port: &PortSignature) -> EcoString {
    let finds = |wanted: &EcoString| {
        let mut ports = signature.inputs.iter().filter(|other| {
            other.is_option() == port.is_option() && (port.group.is_none() || other.group == port.group)
        });
        let found = ports.find(|other| {
            other.name == *wanted || other.key == *wanted || other.label.as_ref() == Some(wanted)
        });
        found.is_some_and(|found| found.key == port.key && found.group == port.group)
    };
    if finds(&port.name) { port.name.clone() } else { port.key.clone() }
}

fn method_name(card: &Card, signature: Option<&Signature>) -> EcoString {
    match (&card.address, signature) {
        (Address::System { .. }, Some(signature)) => {
            signature.name.rsplit('.').next().unwrap_or_default().into()
        }
        (_, Some(signature)) => signature.name.clone(),
        (address, None) => address.method().clone(),
    }
}
