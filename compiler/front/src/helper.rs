//! Generated helpers: flows of their own for closures and loop bodies that do more than call one flow.
//!
//! A helper is named after its flow and its purpose, so that a change elsewhere does not rename it. What the body
//! uses of its surroundings becomes a static input (see `Boundary::Helper`).

use ecow::{EcoString, eco_format};
use flowc_ir::{Body, BodyId, CardId, Datum, Flow, FlowId, Input, ItemArgument, Origin, Output, Role};
use flowc_text::Span;
use flowc_types::{Kind, Shape};

use crate::closure::{Given, Work, given};
use crate::container::Results;
use crate::draft::{Draft, empty_datum};
use crate::expression::Want;
use crate::scope::{Boundary, CardRef, Lowering, PortRef, Val};
use crate::start::{StartKind, start_card};

impl Lowering<'_> {
    /// Places the card, lowers its work into a helper, and gives the card's value.
    pub fn generated_helper(&mut self, mut draft: Draft, work: &Work<'_>, want: &mut Want) -> Val {
        let signature = draft.signature.clone();
        let item = draft.card.inputs.first().map_or(Shape::ANY, |input| input.shape.item().clone());
        let flow = self.new_helper(work.purpose.as_deref(), &signature.name, work.span);
        draft.set_flow(flow);
        let given = given(&signature, work.params.len());
        for (param, given) in work.params.iter().zip(&given) {
            if let Given::Item(argument) = given {
                let input = Input::new(param.text.clone(), item_shape(argument, &item), Role::Author);
                draft.item_field(input, argument.clone());
            }
        }
        draft.compute_outputs();
        let said = want.ascribed.take();
        if let Some(shape) = &said {
            let span = draft.span();
            draft.ascribe(shape, span, self);
        }
        let memo = draft.card.input(None, "memo").and_then(|at| draft.card.inputs.get(at));
        let memo = memo.map_or(Shape::OBJECT, |input| input.shape.clone());
        let gives = !signature.outputs.is_empty();
        let placed = draft.place(self);
        self.open_helper(flow, placed.card);
        for (param, given) in work.params.iter().zip(&given) {
            let shape = match given {
                Given::Item(argument) => item_shape(argument, &item),
                Given::Memo => memo.clone(),
                Given::Index => {
                    self.bind_index(param);
                    continue;
                }
            };
            let key = if *given == Given::Memo { "memo".into() } else { param.text.clone() };
            self.helper_input(param, key, shape);
        }
        let value = self.block(work.body, gives, None);
        let key = if signature.is("list", "reduce") { "memo" } else { "result" };
        let single = self.return_from_helper(value, key, work.span);
        self.close_frame();
        if let (Some(shape), None, true) =
            (single, said, signature.is("list", "map") || signature.is("object", "map"))
        {
            self.give_items(placed, &shape);
        }
        self.outermost = Some(placed);
        self.result_of(placed)
    }

    /// Map hands on the one value of its helper only when its list is declared to hold texts, numbers and the
    /// like (rule `map-scalar`).
    fn give_items(&mut self, map: CardRef, shape: &Shape) {
        let item = match shape.kind() {
            _ if shape.is_list() => Shape::TEXT,
            Kind::Object | Kind::Any => Shape::TEXT,
            kind => Shape::One(kind),
        };
        if let Some(output) = self.card(map).outputs.first_mut() {
            output.shape = item.list();
        }
    }

    fn new_helper(&mut self, purpose: Option<&str>, card: &str, span: Span) -> FlowId {
        let id = FlowId::new(self.program.flows.len());
        let outer = self.frame().flow;
        let outer = self.program.flows.get(outer.index());
        let (name, title, folder) =
            outer.map(|flow| (flow.name.clone(), flow.title.clone(), flow.folder)).unwrap_or_default();
        let purpose = purpose.filter(|purpose| !purpose.is_empty());
        let word = purpose.unwrap_or_else(|| card.split_once('.').map_or(card, |(_, card)| card));
        let base = eco_format!("{name}_{word}");
        let mut unique = base.clone();
        let mut number = 1;
        while self.program.flows.iter().any(|flow| flow.name == unique) {
            number += 1;
            unique = eco_format!("{base}_{number}");
        }
        let suffix = if number > 1 { eco_format!(" {number}") } else { EcoString::new() };
        let words = word.replace('_', " ");
        let mut start = start_card(StartKind::Helper, self.signatures);
        if self.connector.is_some() {
            start = start_card(StartKind::Connector, self.signatures);
            start.builder = Some(flowc_ir::builder::address_of("helper"));
        }
        self.program.flows.push(Flow {
            title: eco_format!("{title} / {words}{suffix}"),
            name: unique,
            description: EcoString::new(),
            folder,
            bodies: vec![Body::new(start)],
            schedule: None,
            security: None,
            log: true,
            builder: None,
            origin: Origin::Source(span),
        });
        id
    }

    fn open_helper(&mut self, flow: FlowId, owner: CardId) {
        self.open_frame(flow, BodyId(0), Boundary::Helper(owner));
        // Of what the platform gives, only the number of the item speaks of the helper; `execution_id` and `error`
        // mean what they mean around the closure, and so does an `index` of the author's.
        if !self.is_authors("index") {
            let start = CardRef { frame: self.depth(), card: self.body().start };
            if let Some(output) = self.card(start).output(Some("context"), "index") {
                self.bind_context("index", Val::Port(PortRef { card: start, output, path: Vec::new() }));
            }
        }
    }

    fn bind_index(&mut self, param: &flowc_syntax::ast::Name) {
        let card = CardRef { frame: self.depth(), card: self.body().start };
        if let Some(output) = self.card(card).output(Some("context"), "index") {
            self.bind_given(&param.text, param.span, Val::Port(PortRef { card, output, path: Vec::new() }));
        }
    }

    fn helper_input(&mut self, param: &flowc_syntax::ast::Name, key: EcoString, shape: Shape) {
        let card = CardRef { frame: self.depth(), card: self.body().start };
        let datum = Datum::Literal(empty_datum(&shape));
        let input = Input::new(key, shape, Role::Author);
        let start = self.card(card);
        start.outputs.push(Output::mirroring(&input));
        start.inputs.push(input.with(datum));
        let output = start.outputs.len() - 1;
        self.bind_given(&param.text, param.span, Val::Port(PortRef { card, output, path: Vec::new() }));
    }

    /// The Return of a generated helper: a record gives its fields, any other value one field. Gives the type
    /// of an only value without a name.
    fn return_from_helper(&mut self, value: Option<Results>, key: &str, span: Span) -> Option<Shape> {
        let results = value.filter(|results| !results.is_empty())?;
        let single = matches!(results, Results::One(_));
        let mut draft = self.draft("control", "return", span)?;
        for (input, operand) in results.named(key) {
            draft.field(input, None, operand, self);
        }
        self.mirror(&mut draft);
        let shape = draft.card.inputs.first().map(|input| input.shape.clone());
        draft.place(self);
        shape.filter(|_| single)
    }
}

/// The type of what a helper receives of an item.
fn item_shape(argument: &ItemArgument, item: &Shape) -> Shape {
    match argument {
        ItemArgument::Item => item.clone(),
        ItemArgument::Field(_) | ItemArgument::Constant => Shape::TEXT,
    }
}
