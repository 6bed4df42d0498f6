//! Flows of a connector itself: their sections, what is declared of fields beside name and type, the connection
//! that they hand on, what they return.

use ecow::EcoString;
use flowc_ir::builder::{
    AUTH, CONNECTION, CONNECTION_LABEL, STATUS, is_helper, may_return_status, return_of, return_title,
};
use flowc_ir::{Card, CardId, Flow, FlowId, Input};
use flowc_syntax::ast::{Arg, Attr, ConnectorKind, Expr, ExprKind, Param, ShapeKind, Trigger, TriggerKind};
use flowc_text::Span;
use flowc_types::Shape;
use flowc_value::{Object, Value};

use crate::declared::Field;
use crate::expr::{arg, field, name};
use crate::literal::literal;
use crate::printer::Printer;

/// What packs call the start card of a connector's own flow.
pub(crate) fn kind(flow: &Flow) -> Option<&EcoString> {
    let body = flow.body()?;
    body.card(body.start)?.builder.as_ref()
}

/// `on connector(action) (…)`.
pub(crate) fn trigger(kind: &str, groups: Vec<Param>) -> Trigger {
    let kind = match flowc_ir::builder::word_of(kind) {
        Some(word) => ConnectorKind::Word(word.into()),
        None => ConnectorKind::Address(kind.into()),
    };
    Trigger { kind: TriggerKind::Connector { kind, groups }, span: Span::default() }
}

/// Names in the source for fields that lie in sections: packs call them after their label and something random, so
/// that the label is their name, where no other field has it.
pub(crate) fn name_fields(fields: &mut [Field]) {
    let taken: Vec<(Option<EcoString>, EcoString)> = fields
        .iter()
        .map(|field| (field.group.clone(), field.label.clone().unwrap_or_else(|| field.key.clone())))
        .collect();
    for field in fields.iter_mut().filter(|field| field.group.as_deref().is_some_and(|group| group != AUTH)) {
        let Some(label) = field.label.clone().filter(|label| !label.is_empty()) else { continue };
        let place = (field.group.clone(), label.clone());
        if taken.iter().filter(|other| **other == place).count() == 1 {
            field.name = label;
        }
    }
}

/// The label of a field, where its name does not say it.
pub(crate) fn label(field: &Field) -> Option<&str> {
    let label = field.label.as_deref()?;
    let connection =
        field.group.as_deref() == Some(AUTH) && field.key == CONNECTION && label == CONNECTION_LABEL;
    let named = field.group.is_some() && field.name == label && field.name != field.key;
    (!connection && !named).then_some(label)
}

/// What attributes say of a field beside its label, and whether it may be left out.
pub(crate) fn notes(field: &Field) -> (Vec<Attr>, bool) {
    let Some(mut said) = field.builder.as_ref().and_then(Value::as_object).cloned() else {
        return (Vec::new(), false);
    };
    let mut attrs = Vec::new();
    if let Some(kind) = schema(field) {
        return (vec![Attr { name: "auth".into(), args: vec![literal(kind)] }], false);
    }
    let may_go = field.group.as_deref() != Some(AUTH) && said.get("required") == Some(&Value::Bool(false));
    if may_go {
        said.remove("required");
    }
    let options =
        said.get("static_options").filter(|_| said.get("data_type") == Some(&Value::text("static")));
    if let Some(choices) = options.and_then(|options| choices(options, ["default", "option", "value"])) {
        said.remove("data_type");
        said.remove("static_options");
        attrs.extend(choices);
    }
    if !said.is_empty() {
        attrs.push(Attr { name: "builder".into(), args: vec![literal(&Value::Object(said))] });
    }
    (attrs, may_go)
}

/// `@choices` and `@default` of a dropdown; `keys` are those for the default, the text, the value.
fn choices(options: &Value, keys: [&str; 3]) -> Option<Vec<Attr>> {
    let [is_default, shown, value] = keys;
    let (mut choices, mut default) = (Vec::new(), None);
    for option in options.as_list()?.iter() {
        let option = option.as_object().filter(|option| option.len() == 3)?;
        let (shown, value) = (option.get(shown)?, option.get(value)?);
        choices.push(match shown == value && shown.as_str().is_some() {
            true => literal(shown),
            false => literal(&Value::list([shown.clone(), value.clone()])),
        });
        match option.get(is_default)? {
            Value::Bool(false) if default.as_ref() != Some(value) => {}
            Value::Bool(true) if default.is_none() => default = Some(value.clone()),
            _ => return None,
        }
    }
    let choices = (!choices.is_empty()).then(|| Attr { name: "choices".into(), args: choices })?;
    let default = default.map(|default| Attr { name: "default".into(), args: vec![literal(&default)] });
    Some(std::iter::once(choices).chain(default).collect())
}

/// The kind of authentication, where `@auth` and `@param` say all of it.
fn schema(field: &Field) -> Option<&Value> {
    let schema = field.builder.as_ref()?.as_object().filter(|_| field.group.as_deref() == Some(AUTH))?;
    let asked = schema.get("authparams")?.as_object()?;
    let plain = schema.len() == 3 && schema.get("__version").and_then(Value::as_number) == Some(3.0);
    let record = field.shape.as_record()?;
    let all = record.fields.len() == asked.len();
    let said = |(index, key): (usize, &EcoString)| {
        let param = asked.get(key).and_then(Value::as_object);
        param.is_some_and(|param| param_attrs(param, Some(index)).is_some())
    };
    let kind = schema.get("type").filter(|kind| kind.as_str().is_some())?;
    (plain && all && record.fields.keys().enumerate().all(said)).then_some(kind)
}

/// `@param("API key", "password")` of what a connection's dialog asks for at a place.
fn param_attrs(param: &Object, index: Option<usize>) -> Option<Vec<Attr>> {
    #[expect(clippy::cast_precision_loss, reason = "a dialog has few fields")]
    let in_place =
        index.is_none_or(|index| param.get("index").and_then(Value::as_number) == Some(index as f64));
    let off = |key: &str| param.get(key) == Some(&Value::Bool(false));
    let (label, kind) = (param.get("displayname")?.as_str()?, param.get("type")?.as_str()?);
    let choices = match param.get("choices") {
        Some(options) => choices(options, ["default", "displayName", "optionValue"])?,
        None => Vec::new(),
    };
    let known = param.len() == 5 + usize::from(!choices.is_empty());
    let texts: &[&str] = if kind == "string" { &[label] } else { &[label, kind] };
    let attr = crate::expr::attribute("param", texts);
    (in_place && off("hidden") && off("isProtected") && known)
        .then(|| std::iter::once(attr).chain(choices).collect())
}

/// A connection's type with what its dialog says of each parameter.
pub(crate) fn with_params(field: &Field, mut param: Param) -> Param {
    let asked = field.builder.as_ref().filter(|_| schema(field).is_some());
    let asked = asked.and_then(|schema| schema.get("authparams")?.as_object());
    let shape = param.shape.as_mut().map(|shape| &mut shape.kind);
    if let (Some(asked), Some(ShapeKind::Record { fields, .. })) = (asked, shape) {
        for field in fields {
            let param = asked.get(&field.name.text).and_then(Value::as_object);
            field.attrs.extend(param.and_then(|param| param_attrs(param, None)).unwrap_or_default());
        }
    }
    param
}

/// Whether a Return card hands back a status as every authping does.
pub(crate) fn is_status(kind: Option<&EcoString>, card: &Card) -> bool {
    let usual = |input: &Input| {
        let shape = match input.key.as_str() {
            "working" => Shape::BOOLEAN,
            "serviceResponse" => Shape::OBJECT,
            _ => return false,
        };
        input.group.as_deref() == Some(STATUS) && input.shape == shape && input.label.is_none()
    };
    kind.is_some_and(|kind| may_return_status(kind))
        && !card.inputs.is_empty()
        && card.inputs.iter().all(usual)
}

/// The usual title of a Return card in a connector's own flow.
pub(crate) fn usual_title(flow: &Flow, card: &Card) -> Option<EcoString> {
    let kind = kind(flow)?;
    (card.builder.as_ref() == Some(&return_of(kind))).then(|| return_title(kind))
}

/// Whether fields may be said section by section: each section at once.
fn in_sections(card: &Card) -> bool {
    let mut sections: Vec<&Option<EcoString>> = card.inputs.iter().map(|input| &input.group).collect();
    sections.dedup();
    let count = sections.len();
    sections.sort();
    sections.dedup();
    sections.len() == count
}

impl<'a> Printer<'a> {
    /// What the fields of a Return card lie in; none where only the explicit form can say it.
    pub fn return_sections(&self, card: &Card) -> Option<Sections> {
        let kind = kind(self.cx.flow);
        if card.inputs.iter().all(|input| input.group.is_none()) {
            return Some(Sections::None);
        }
        let own = card.builder.is_some() && kind.is_some_and(|kind| !is_helper(kind));
        match is_status(kind, card) {
            true => Some(Sections::Status),
            false if own && in_sections(card) => Some(Sections::Named),
            false => None,
        }
    }

    /// The arguments of a flow call that lie in sections. The flow's own connection goes without saying.
    pub fn section_arguments(
        &mut self,
        id: CardId,
        card: &Card,
        at: usize,
        known: Option<&Field>,
        first: bool,
    ) -> Option<Arg> {
        let input = card.inputs.get(at)?;
        let section = input.group.as_ref()?;
        let value = self.operand(id, card, at, known.map(|field| &field.shape));
        let label =
            input.label.as_ref().filter(|label| known.and_then(|known| known.label.as_ref()) != Some(label));
        let same = known.is_some_and(|known| known.label == input.label) && input.description.is_none();
        let own = self.connection();
        let builder = own.and_then(|own| own.builder.as_ref());
        let alike = own.is_some_and(|own| own.shape == input.shape && own.builder == input.builder);
        let usual = alike && same && first;
        if usual && input.key == CONNECTION && bare(&value) == &field(name(AUTH), CONNECTION) {
            return None;
        }
        let mut attrs = crate::attrs::label(label.map(EcoString::as_str), input.description.as_deref());
        if let Some(said) = input.builder.as_ref().filter(|said| Some(*said) != builder) {
            attrs.push(Attr { name: "builder".into(), args: vec![literal(said)] });
        }
        let inner = Arg { attrs, ..arg(&input.key, value) };
        Some(arg(section, ExprKind::Record(vec![inner]).into()))
    }

    /// `auth: {}`: a call that hands no connection on, though the flow has one and the called flow takes one.
    pub fn no_connection(&self, called: FlowId, card: &Card) -> Option<Arg> {
        let connection = EcoString::from(AUTH);
        let takes = self.parameter(called, Some(&connection), CONNECTION).is_some();
        let gives = card.input(Some(AUTH), CONNECTION).is_some();
        (takes && !gives && self.connection().is_some())
            .then(|| arg(AUTH, ExprKind::Record(Vec::new()).into()))
    }

    /// The connection that the flow has to hand on.
    fn connection(&self) -> Option<&'a Input> {
        let body = self.cx.flow.body()?;
        let start = body.card(body.start)?;
        start.inputs.get(start.input(Some(AUTH), CONNECTION)?)
    }

    /// Values of a Return card's fields by name, none of them short for it.
    pub fn by_name(fields: Vec<Arg>) -> Vec<Arg> {
        let named = |field: Arg| match (&field.name, &field.value.kind) {
            (None, ExprKind::Name(value)) => Arg { name: Some(value.clone()), ..field },
            _ => field,
        };
        fields.into_iter().map(named).collect()
    }

    /// Values of a Return card's fields, section by section.
    pub fn sectioned(&self, card: &Card, values: Vec<Arg>) -> Vec<Arg> {
        let mut sections: Vec<Arg> = Vec::new();
        for (input, value) in card.inputs.iter().zip(values) {
            let Some(group) = &input.group else {
                sections.push(value);
                continue;
            };
            match sections.last_mut() {
                Some(Arg {
                    name: Some(known), value: Expr { kind: ExprKind::Record(fields), .. }, ..
                }) if known.text == *group => {
                    fields.push(value);
                }
                _ => sections.push(arg(group, ExprKind::Record(vec![value]).into())),
            }
        }
        sections
    }
}

/// An expression without what `as` says of its slot.
fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::As(inner, _) => bare(inner),
        _ => expr,
    }
}

/// How the fields of a Return card are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sections {
    /// They lie in none.
    None,
    /// They are a status.
    Status,
    /// Each section is a record.
    Named,
}
