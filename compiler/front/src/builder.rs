//! Flows of a connector itself: which kind they are, what their fields declare, the connection they hand on, and
//! what they return.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::builder::{self, AUTH, CONNECTION, CONNECTION_LABEL, STATUS};
use flowc_ir::{Input, Role};
use flowc_syntax::ast::{Arg, Attr, ConnectorKind, Expr, ExprKind, FlowItem, Param, TriggerKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::{Object, Value};

use crate::call::FlowArgument;
use crate::declare::FieldDecl;
use crate::diagnostics;
use crate::distinct::declared;
use crate::draft::{Draft, Operand};
use crate::scope::{Boundary, CardRef, Lowering, PortRef, Val};
use crate::shapes::{constant, group_fields};

/// What packs call the start card of a connector's own flow.
pub(crate) fn kind(flow: &FlowItem) -> Option<EcoString> {
    match &flow.trigger.as_ref()?.kind {
        TriggerKind::Connector { kind: ConnectorKind::Word(word), .. } => {
            Some(builder::address_of(&word.text))
        }
        TriggerKind::Connector { kind: ConnectorKind::Address(address), .. } => Some(address.text.clone()),
        _ => None,
    }
}

/// The outputs that a flow declares, each with its section: those of a connector's own flow lie in sections, but for
/// a helper's.
pub(crate) fn written_outputs<'p>(
    flow: &FlowItem,
    outputs: &'p [Param],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Option<&'p str>, &'p Param)> {
    let sections = kind(flow).is_some_and(|kind| !builder::is_helper(&kind));
    let mut found: Vec<(Option<&str>, &Param)> = Vec::new();
    for param in declared("output", outputs, diagnostics) {
        match group_fields(param) {
            fields if sections && !fields.is_empty() => {
                let fields = declared("output", fields, diagnostics);
                found.extend(fields.into_iter().map(|field| (Some(param.name.text.as_str()), field)));
            }
            _ => found.push((None, param)),
        }
    }
    found
}

/// What attributes of a field declare of it: `@choices("GET", ["Create", "POST"])`, `@default("GET")`, of a
/// connection `@auth("custom")` with `@param("API key", "password")`; `@builder({ … })` says anything else.
pub(crate) fn noted(param: &Param, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let attr = |name: &str| attr(param, name);
    let mut said = Object::new();
    if let Some(options) = options(param, ["default", "option", "value"], diagnostics) {
        said.insert("data_type", "static");
        said.insert("static_options", options);
    }
    if let Some(auth) = attr("auth") {
        let kind = auth.args.first().and_then(constant).unwrap_or_else(|| Value::text("custom"));
        said = schema(kind, group_fields(param), diagnostics);
    }
    if let Some(attr) = attr("builder") {
        match only_record(attr) {
            Some(more) => more.iter().for_each(|(key, value)| _ = said.insert(key.clone(), value.clone())),
            None => diagnostics.push(diagnostics::bad_attribute(&attr.name, "@builder({ … })")),
        }
    }
    (!said.is_empty()).then_some(Value::Object(said))
}

fn attr<'p>(param: &'p Param, name: &str) -> Option<&'p Attr> {
    param.attrs.iter().find(|attr| attr.name.text == name)
}

/// How a connector authenticates: what its dialog asks for, in this order.
fn schema(kind: Value, params: &[Param], diagnostics: &mut Vec<Diagnostic>) -> Object {
    let mut asked = Object::new();
    for (index, param) in params.iter().enumerate() {
        let texts = attr(param, "param").map(|attr| attr.args.as_slice()).unwrap_or_default();
        let text =
            |at: usize| texts.get(at).and_then(constant).filter(|text: &Value| text.as_str().is_some());
        let key = param.key.as_ref().map_or(&param.name.text, |key| &key.text);
        let mut said = Object::new();
        said.insert("type", text(1).unwrap_or_else(|| Value::text("string")));
        said.insert("index", index);
        said.insert("hidden", false);
        said.insert("displayname", text(0).unwrap_or_else(|| Value::text(key.as_str())));
        said.insert("isProtected", false);
        if let Some(choices) = options(param, ["default", "displayName", "optionValue"], diagnostics) {
            said.insert("choices", choices);
        }
        asked.insert(key.as_str(), said);
    }
    let mut schema = Object::new();
    schema.insert("type", kind);
    schema.insert("__version", SCHEMA);
    schema.insert("authparams", asked);
    schema
}

/// The version of what start cards note about authentication.
const SCHEMA: f64 = 3.0;

/// What `@choices` and `@default` of a field offer; `keys` are those for the default, the text, the value.
fn options(param: &Param, keys: [&str; 3], diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let choices = attr(param, "choices")?;
    let default = attr(param, "default").and_then(|attr| constant(attr.args.first()?));
    let options: Option<Vec<Value>> =
        choices.args.iter().map(|choice| option(choice, default.as_ref(), keys)).collect();
    if options.is_none() {
        let form = "@choices(\"GET\", [\"Create\", \"POST\"])";
        diagnostics.push(diagnostics::bad_attribute(&choices.name, form));
    }
    options.map(Value::list)
}

/// A choice: what is shown and what it stands for, or one text for both.
fn option(choice: &Expr, default: Option<&Value>, keys: [&str; 3]) -> Option<Value> {
    let said = constant(choice)?;
    let (shown, value) = match &said {
        Value::List(pair) if pair.len() == 2 => (pair.first()?.clone(), pair.get(1)?.clone()),
        Value::Text(_) => (said.clone(), said.clone()),
        _ => return None,
    };
    let is_default = default == Some(&value);
    Some(Value::object(keys.into_iter().zip([Value::Bool(is_default), shown, value])))
}

fn only_record(attr: &Attr) -> Option<Object> {
    match attr.args.as_slice() {
        [only] => constant(only)?.as_object().cloned(),
        _ => None,
    }
}

impl FieldDecl {
    /// The same in a section of a connector's own flow: a field that has a key is called what people see.
    pub fn in_section(mut self) -> Self {
        let usual = match self.group.as_deref() {
            None => return self,
            Some(AUTH) if self.key == CONNECTION => CONNECTION_LABEL.into(),
            Some(_) => self.name.clone(),
        };
        self.label = self.label.or(Some(usual)).filter(|label| *label != self.key);
        self
    }

    /// What its card notes of it.
    pub fn builder_notes(&self) -> Option<Value> {
        let section = self.group.as_deref()?;
        let may_go = self.optional && section != AUTH;
        let mut said = self.builder.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        if may_go {
            said.insert("required", false);
        }
        (!said.is_empty()).then_some(Value::Object(said))
    }
}

impl Lowering<'_> {
    /// The key of a start card's field that its name in the source stands for.
    pub fn declared_key(&self, card: CardRef, group: Option<&str>, name: &str) -> Option<EcoString> {
        let is_start = self.outer_start() == Some(card);
        let mut fields = self.declared_inputs.iter().filter(|_| is_start && group.is_some());
        fields
            .find(|field| field.group.as_deref() == group && field.name == name)
            .map(|field| field.key.clone())
    }

    /// The start card of the flow being lowered.
    fn outer_start(&self) -> Option<CardRef> {
        let frame = self.frames.first()?;
        let body = self.program.flows.get(frame.flow.index())?.bodies.get(frame.body.index())?;
        Some(CardRef { frame: 0, card: body.start })
    }

    /// The connection of the flow being lowered, which it hands on to what it calls.
    pub fn own_connection(&mut self, span: Span) -> Option<Operand> {
        let card = self.outer_start()?;
        let output = self.card(card).output(Some(AUTH), CONNECTION)?;
        let val = Val::Port(PortRef { card, output, path: Vec::new() });
        Some(Operand { val, slot: None, span })
    }

    /// How the connector authenticates, as the flow's start card notes it.
    fn own_schema(&mut self) -> Option<Value> {
        let card = self.outer_start()?;
        let start = self.card(card);
        let connection = start.input(Some(AUTH), CONNECTION)?;
        start.inputs.get(connection)?.builder.clone()
    }

    /// The fields of a called flow's section that an argument gives as a record.
    pub fn section_arguments<'e>(
        &self,
        inputs: &[FieldDecl],
        arg: &'e Arg,
    ) -> Option<(EcoString, &'e [Arg])> {
        let name = arg.name.as_ref()?;
        let section =
            inputs.iter().filter_map(|field| field.group.as_ref()).find(|group| **group == name.text)?;
        match &arg.value.kind {
            ExprKind::Record(fields) => Some((section.clone(), fields)),
            _ => None,
        }
    }

    /// The values of a Return, each with its section.
    pub fn return_operands(&mut self, fields: &[Arg]) -> Vec<(Input, Operand)> {
        let declared = self.declared_outputs.clone();
        let mut operands = Vec::new();
        let mut plain: Vec<Arg> = Vec::new();
        for field in fields {
            match self.section_arguments(&declared, field) {
                Some((section, inner)) => {
                    operands.extend(self.named_operands(&std::mem::take(&mut plain)));
                    let inner = self.named_operands(inner).into_iter();
                    operands.extend(
                        inner.map(|(input, operand)| (input.grouped(Some(section.clone())), operand)),
                    );
                }
                None => plain.push(field.clone()),
            }
        }
        operands.extend(self.named_operands(&plain));
        operands
    }

    /// `return status working: …, serviceResponse: …`: what an authping hands back.
    pub fn return_status(&mut self, fields: &[Arg], span: Span) {
        let operands = self.named_operands(fields);
        let Some(mut draft) = self.draft("control", "return", span) else { return };
        for (input, operand) in operands {
            let shape = match input.key.as_str() {
                "working" => Some(Shape::BOOLEAN),
                "serviceResponse" => Some(Shape::OBJECT),
                _ => None,
            };
            draft.field(input.grouped(Some(STATUS.into())), shape, operand, self);
        }
        self.finish_return(draft);
    }

    /// Places a Return card; in a connector's own flow it is one of that kind.
    pub fn finish_return(&mut self, mut draft: Draft) {
        self.mirror(&mut draft);
        let ends = matches!(self.frame().boundary, Boundary::Flow);
        if let Some(kind) = self.connector.as_ref().filter(|_| ends) {
            draft.card.builder = Some(builder::return_of(kind));
            draft.card.title = builder::return_title(kind);
        }
        draft.place(self);
    }

    /// A field of a called flow's section as an argument gives it.
    pub fn section_field(
        &mut self,
        inputs: &[FieldDecl],
        section: &EcoString,
        arg: &Arg,
    ) -> Option<FlowArgument> {
        let name = crate::distinct::field_name(arg)?;
        let operand = self.operand(&arg.value);
        let known = inputs.iter().find(|field| {
            field.group.as_ref() == Some(section) && (field.key == name.text || field.name == name.text)
        });
        let key = known.map_or_else(|| name.text.clone(), |field| field.key.clone());
        let shape = known.map_or(Shape::OBJECT, |field| field.shape.clone());
        let mut input = Input::new(key, Shape::TEXT, Role::Author).grouped(Some(section.clone()));
        (input.label, input.description) = self.label(&arg.attrs);
        input.label = input.label.or_else(|| known.and_then(|field| field.label.clone()));
        if section == AUTH {
            let said = arg.attrs.iter().find(|attr| attr.name.text == "builder").and_then(only_record);
            input.builder = said.map(Value::Object).or_else(|| self.own_schema());
        }
        Some((input, Some(shape), operand))
    }

    /// The connection, where a called flow takes one and no argument says which.
    pub fn implied_connection(&mut self, inputs: &[FieldDecl], span: Span) -> Option<FlowArgument> {
        let field =
            inputs.iter().find(|field| field.group.as_deref() == Some(AUTH) && field.key == CONNECTION)?;
        let operand = self.own_connection(span)?;
        let mut input = Input::new(CONNECTION, Shape::TEXT, Role::Author).grouped(field.group.clone());
        input.label = field.label.clone();
        input.builder = self.own_schema();
        // A flow outside need not repeat what the connection holds.
        let shape = match &operand.val {
            Val::Port(port) if field.shape == Shape::OBJECT => self.shape_of(port),
            _ => field.shape.clone(),
        };
        Some((input, Some(shape), operand))
    }
}
