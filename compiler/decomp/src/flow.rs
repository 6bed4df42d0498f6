//! A flow: its trigger, inputs and outputs, attributes and cards.

use ecow::{EcoString, eco_format};
use flowc_ir::{Body, Card, Condition, Datum, Delay, Flow, FlowId, Note, Output, Role, Step};
use flowc_syntax::ast::{
    Attr, Block, Expr, ExprKind, FlowItem, Item, ItemKind, Param, ShapeExpr, ShapeKind, Trivia,
};
use flowc_text::Span;

use crate::attrs::{label, title_and_note};
use crate::builder;
use crate::declared::{Field, FlowFields, is_event};
use crate::expr::{attribute, block, field, name, text};
use crate::literal::literal;
use crate::naming::{Names, variable_name};
use crate::printer::{Context, Printer};
use crate::program::{flow_name, title_of};
use crate::shape::param;
use crate::trigger::{Start, grouped};
use crate::typing::empty_datum;

/// One flow as an item.
pub(crate) fn flow_item(cx: &Context<'_>, id: FlowId) -> Item {
    let flow = cx.flow;
    let fields = cx.declared.get(id.index()).cloned().unwrap_or_default();
    let Some(body) = flow.body() else { return external(flow, &fields) };
    let mut printer = Printer::new(cx, body, Names::default());
    let start_card = body.card(body.start);
    let start = start_card.and_then(|card| Start::of(card, flow.schedule.is_some())).unwrap_or(Start::Helper);
    let event = start == Start::Event && is_event(flow);
    let mut attrs = flow_attributes(flow, start);
    let params = printer.parameters(body, &fields.inputs, start);
    let (on_line, inputs): (Vec<_>, Vec<_>) = params.into_iter().partition(|(field, _)| match start {
        Start::Api | Start::Delegated => true,
        Start::Connector => field.group.is_some(),
        _ => false,
    });
    let trigger = printer.trigger(start, on_line, (start == Start::Event).then_some(body.start));
    let cards =
        if event { printer.event_body(&mut attrs) } else { printer.own_body(body, start, &mut attrs) };
    let item = FlowItem {
        trigger,
        name: flow_name(flow).into(),
        title: title_of(flow_name(flow), &flow.title),
        params: if event { stated_types(flow) } else { inputs.into_iter().map(|(_, param)| param).collect() },
        outputs: outputs(&fields),
        body: cards,
    };
    Item { attrs, ..described(&flow.description, ItemKind::Flow(Box::new(item))) }
}

/// An item with its description.
pub(crate) fn described(description: &str, kind: ItemKind) -> Item {
    Item {
        trivia: Trivia { blank_line: true, ..Trivia::default() },
        docs: if description.is_empty() {
            Vec::new()
        } else {
            description.split('\n').map(EcoString::from).collect()
        },
        attrs: Vec::new(),
        kind,
        span: Span::default(),
    }
}

fn external(flow: &Flow, fields: &FlowFields) -> Item {
    let (sections, plain): (Vec<_>, Vec<_>) = fields.inputs.iter().partition(|field| field.group.is_some());
    let sections: Vec<_> = sections.into_iter().map(|field| (field.clone(), declaration(field))).collect();
    let helper = flowc_ir::builder::address_of("helper");
    let item = FlowItem {
        trigger: (!sections.is_empty()).then(|| builder::trigger(&helper, grouped(sections))),
        name: flow_name(flow).into(),
        title: title_of(flow_name(flow), &flow.title),
        params: plain.into_iter().map(declaration).collect(),
        outputs: outputs(fields),
        body: Block::default(),
    };
    described(&flow.description, ItemKind::ExternFlow(Box::new(item)))
}

fn outputs(fields: &FlowFields) -> Option<Vec<Param>> {
    let output = |field: &Field| (field.clone(), Param { default: None, ..declaration(field) });
    let (sections, mut plain): (Vec<_>, Vec<_>) =
        fields.outputs.iter().map(output).partition(|(field, _)| field.group.is_some());
    let params = plain.drain(..).map(|(_, param)| param).chain(grouped(sections));
    (!fields.outputs.is_empty()).then(|| params.collect())
}

/// A field as it is declared under its platform key.
fn declaration(field: &Field) -> Param {
    let default = match &field.datum {
        Datum::Literal(value) if *value != empty_datum(&field.shape) => Some(literal(value)),
        _ => None,
    };
    let docs = field.description.iter().flat_map(|text| text.split('\n')).map(EcoString::from).collect();
    let (notes, optional) = builder::notes(field);
    let attrs = label(builder::label(field), None).into_iter().chain(notes).collect();
    let key = (field.name != field.key).then(|| field.key.as_str().into());
    let param = builder::with_params(field, param(&field.name, &field.shape, default));
    Param { docs, attrs, key, optional, ..param }
}

fn flow_attributes(flow: &Flow, start: Start) -> Vec<Attr> {
    let mut attrs = Vec::new();
    if !flow.log {
        attrs.push(Attr { name: "log".into(), args: vec![literal(&flowc_value::Value::Bool(false))] });
    }
    let usual = match start {
        Start::Api => flow.security.clone(),
        Start::Delegated => Some("high".into()),
        _ => None,
    };
    if flow.security != usual {
        let level = flow.security.as_ref().map(|level| crate::expr::text(level));
        attrs.push(Attr { name: "security".into(), args: level.into_iter().collect() });
    }
    if let Some(declared) = &flow.builder {
        attrs.push(Attr { name: "builder".into(), args: vec![literal(declared)] });
    }
    attrs
}

impl<'a> Printer<'a> {
    /// The author's inputs as parameters; their names are bound.
    fn parameters(&mut self, body: &Body, fields: &[Field], start: Start) -> Vec<(Field, Param)> {
        let Some(card) = body.card(body.start) else { return Vec::new() };
        self.reserve_context(body);
        let mut params = Vec::new();
        for field in fields {
            let bound = match field.group.as_deref() {
                None => true,
                Some(group) => group == "inputs" && start == Start::Delegated,
            };
            let output = card.output(field.group.as_deref(), &field.key);
            let given = self.cx.flow_id().and_then(|id| {
                let name = self.cx.given.parameters.get(&(id, field.key.clone()))?;
                Some(name.clone())
            });
            let wish =
                given.unwrap_or_else(|| if bound { variable_name(&field.key) } else { field.name.clone() });
            let variable = if bound { self.fresh(&wish) } else { wish };
            if let Some(at) = output {
                let expr = match field.group.as_deref().filter(|_| !bound) {
                    Some(group) => {
                        let group = flowc_ir::names::name_from_title(group);
                        crate::expr::field(name(&group), &variable)
                    }
                    None => name(&variable),
                };
                self.denoted.insert((body.start, at), expr.into());
            }
            let param = declaration(field);
            let key = (variable != field.key).then(|| field.key.as_str().into());
            let shown = if start == Start::Helper || bound { variable.into() } else { param.name.clone() };
            params.push((field.clone(), Param { name: shown, key, ..param }));
        }
        params
    }

    /// The platform's own fields keep their names.
    fn reserve_context(&mut self, body: &Body) {
        let Some(card) = body.card(body.start) else { return };
        let read = |at: usize| body.wires_from(body.start).any(|end| end.wire.output == at);
        for (at, output) in card.outputs.iter().enumerate().filter(|(_, output)| output.role == Role::Own) {
            match output.group.as_deref() {
                Some("context") if !read(at) => {}
                Some("context") => self.names.reserve(&output.key),
                Some(group) => self.names.reserve(&flowc_ir::names::name_from_title(group)),
                None => {}
            }
        }
        for output in card.outputs.iter().filter(|output| output.role == Role::Author) {
            if let Some(group) =
                output.group.as_deref().filter(|group| card.builder.is_some() || *group != "inputs")
            {
                self.names.reserve(&flowc_ir::names::name_from_title(group));
            }
        }
    }

    fn denote_context(&mut self, body: &Body) {
        let Some(card) = body.card(body.start) else { return };
        for (at, output) in card.outputs.iter().enumerate() {
            let expr = match output.group.as_deref() {
                Some("context") => name(&output.key),
                Some(group) => field(name(&flowc_ir::names::name_from_title(group)), &output.key),
                None => continue,
            };
            if output.role == Role::Own {
                self.denoted.insert((body.start, at), expr.into());
            }
        }
    }

    fn own_body(mut self, body: &'a Body, start: Start, attrs: &mut Vec<Attr>) -> Block {
        match start {
            Start::Event => self.denote_event(body),
            _ => self.denote_context(body),
        }
        if let Some(card) = body.card(body.start) {
            attrs.extend(self.start_attributes(card, card, start));
        }
        self.sequence(&body.steps());
        self.flush_all();
        block(self.stmts)
    }

    /// What people said of a start card, against what its card (for an event's body the event) begins with. Where
    /// the event itself says otherwise than the start of its body, it comes second.
    fn start_attributes(&self, of: &Card, card: &Card, start: Start) -> Vec<Attr> {
        let signature = self.signature(of);
        let connector = of.builder.as_deref().map(flowc_ir::builder::start_title).unwrap_or_default();
        let usual = match start {
            Start::Scheduled => "Scheduled Flow",
            Start::Connector => &connector,
            _ => signature.map_or(card.title.as_str(), |signature| &signature.title),
        };
        let note = signature.filter(|_| start == Start::Event).and_then(|event| event.note.as_deref());
        let version = crate::call::version(of, signature, self.cx.signatures);
        let mut attrs = title_and_note(card, usual, note);
        if card.title != of.title {
            attrs.retain(|attr| attr.name.text != "title");
            attrs.push(attribute("title", &[&card.title, &of.title]));
        }
        if card.note != of.note {
            attrs.retain(|attr| attr.name.text != "note");
            attrs.push(Attr { name: "note".into(), args: [card, of].map(note_said).into() });
        }
        version.into_iter().chain(attrs).chain(start_policy(card)).collect()
    }

    /// What an event brings: fields of `event`.
    fn denote_event(&mut self, body: &Body) {
        self.names.reserve("event");
        let Some(start) = body.card(body.start) else { return };
        self.reserve_context(body);
        let elsewhere = |output: &Output| {
            let mut others = start.outputs.iter().filter(|other| other.group != output.group);
            others.any(|other| other.group.as_deref() != Some("context") || other.key == output.key)
        };
        for (at, output) in start.outputs.iter().enumerate() {
            let expr = match output.group.as_deref() {
                Some("context") => name(&output.key),
                // The only section goes without saying, unless a field is called like it.
                Some(group) if elsewhere(output) || output.key == group => {
                    field(field(name("event"), group), &output.key)
                }
                _ => field(name("event"), &output.key),
            };
            self.denoted.insert((body.start, at), expr.into());
        }
    }

    /// The flow that an event starts: the body of the second card.
    fn event_body(self, attrs: &mut Vec<Attr>) -> Block {
        let flow = self.cx.flow;
        let (Some(outer), Some(inner)) = (flow.bodies.first(), flow.bodies.get(1)) else {
            return Block::default();
        };
        let mut printer = Printer::new(self.cx, inner, Names::default());
        printer.denote_event(inner);
        if let (Some(event), Some(start)) = (outer.card(outer.start), inner.card(inner.start)) {
            attrs.extend(self.start_attributes(event, start, Start::Event));
        }
        if keeps_fields(outer) {
            attrs.push(attribute("fields", &[]));
        }
        let steps: Vec<Step> = inner.steps();
        printer.sequence(&steps);
        printer.flush_all();
        block(printer.stmts)
    }
}

/// A card's note as a text; `null` where it has none.
fn note_said(card: &Card) -> Expr {
    match &card.note {
        Note::Text(note) => text(note),
        Note::None | Note::Comment { .. } => ExprKind::Null.into(),
    }
}

/// `@retry(0, 60000)`: what some start cards say about errors.
fn start_policy(card: &Card) -> Option<Attr> {
    let policy = &card.policy;
    let number = |number: u64| ExprKind::Number(eco_format!("{number}")).into();
    let (low, high) = match policy.delay {
        None => (None, None),
        Some(Delay::Fixed(delay)) => (Some(delay), None),
        Some(Delay::Between(low, high)) => (Some(low), Some(high)),
    };
    let condition = policy.condition.as_ref().map(|condition| match condition {
        Condition::RateLimit => text("ratelimits"),
        Condition::Other(word) => text(word),
    });
    let retry = policy.retry.map(|count| number(u64::from(count)));
    let says_more = low.is_some() || condition.is_some();
    let retry = retry.or_else(|| says_more.then(|| ExprKind::Null.into()))?;
    let delays = low.into_iter().chain(high).map(number);
    let args = std::iter::once(retry).chain(delays).chain(condition).collect();
    Some(Attr { name: "retry".into(), args })
}

/// Whether the list that an event's For Each runs over keeps the fields of its items.
fn keeps_fields(outer: &Body) -> bool {
    let each = outer.cards_in_order().into_iter().filter_map(|id| outer.card(id)).nth(1);
    let list = each.and_then(|card| card.inputs.get(card.input(None, "list")?));
    list.is_some_and(|list| list.shape.item().as_record().is_some())
}

/// Types of what an event brings that differ from its declaration: parameters by section.
fn stated_types(flow: &Flow) -> Vec<Param> {
    let (Some(outer), Some(inner)) = (flow.bodies.first(), flow.bodies.get(1)) else { return Vec::new() };
    let event = outer.card(outer.start);
    let record = event.and_then(|card| card.outputs.iter().find(|output| output.key == "collection"));
    let (Some(record), Some(start)) = (record, inner.card(inner.start)) else { return Vec::new() };
    let mut sections: Vec<(EcoString, Vec<Param>)> = Vec::new();
    for output in start.outputs.iter().filter(|output| output.group.as_deref() != Some("context")) {
        let path = output.group.iter().map(EcoString::as_str).chain([output.key.as_str()]);
        let same = record.shape.item().at_path(path).is_none_or(|known| *known == output.shape);
        if same && in_order(record.shape.item(), start, output.group.as_deref()) {
            continue;
        }
        let stated = param(&output.key, &output.shape, None);
        let group = output.group.clone().unwrap_or_default();
        match sections.iter_mut().find(|(known, _)| *known == group) {
            Some((_, params)) => params.push(stated),
            None => sections.push((group, vec![stated])),
        }
    }
    let section = |(group, fields): (EcoString, Vec<Param>)| Param {
        shape: Some(ShapeExpr { kind: ShapeKind::Record { fields, open: false }, span: Span::default() }),
        ..param(&group, &flowc_types::Shape::ANY, None)
    };
    sections.into_iter().map(section).collect()
}

/// Whether a section of an event's fields stands as the event lists it.
fn in_order(record: &flowc_types::Shape, start: &Card, group: Option<&str>) -> bool {
    let section = group.map_or(Some(record), |group| record.field(group));
    let Some(section) = section.and_then(flowc_types::Shape::as_record) else { return true };
    let own = start.outputs.iter().filter(|output| output.group.as_deref() == group);
    section.fields.keys().eq(own.map(|output| &output.key)) || group.is_none()
}
