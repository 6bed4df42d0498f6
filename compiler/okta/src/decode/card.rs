//! One card: what it is, its policy, its fields.

use std::sync::Arc;

use ecow::{EcoString, eco_format};
use flowc_diag::codes;
use flowc_ir::{
    Address, BodyId, Card, Condition, Datum, Delay, ErrorPolicy, Input, ItemArgument, Note, OnError, Origin,
    Output, Role, TemplatePart, item_key,
};
use flowc_stdlib::signature::{PortSignature, Signature};
use flowc_types::Shape;
use flowc_value::Value;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Decoder, expression_holes, signature_of, template_holes};
use crate::field::{self, Place};
use crate::model::{self, Entry, Json};
use crate::shape::{empty_datum, read_shape};

/// A card on its way into the graph, with the fields of the pack behind those of the graph.
pub(super) struct Draft<'p> {
    pub card: Card,
    /// Those of the pack; none for an input that it lacks.
    pub inputs: Vec<Option<&'p Entry>>,
    pub outputs: Vec<&'p Entry>,
}

/// What is known of a card while its fields are decoded.
pub(super) struct Scope<'p, 's> {
    pub card: &'p model::Card,
    pub path: &'s str,
    /// The body that the card lies in.
    pub body: BodyId,
    /// Inputs with a wire: card and input.
    pub wired: &'s FxHashSet<(&'p str, &'p str)>,
    /// Bodies of this card by the id of their start card.
    pub owned: Vec<(&'p str, BodyId)>,
    /// Bodies of this card by input id.
    pub inlined: FxHashMap<&'p str, BodyId>,
    pub signature: Option<Arc<Signature>>,
    /// New names of random keys and sections.
    pub renamed: FxHashMap<(Option<&'p str>, &'p str), EcoString>,
    /// Numbers of a search's operands that have no input.
    pub unheld: Vec<usize>,
    pub sections: FxHashMap<&'p str, EcoString>,
    pub template: Option<Vec<TemplatePart>>,
    pub expression: Option<(&'p str, Value)>,
}

impl<'p> Decoder<'p> {
    /// A card without its fields.
    pub(super) fn card_head(&mut self, card: &'p model::Card, path: &str, handler: Option<BodyId>) -> Card {
        let model = &card.node.model;
        let address = Address::parse(&card.address).unwrap_or_else(|| {
            self.kept(path, format!("{:?} is no address of a card", card.address));
            Address::system("unknown", card.node.key.clone())
        });
        let mut head = Card::new(address, card.node.data.name.clone());
        head.origin = Origin::Pack(path.into());
        head.note = note(model.comments.as_ref());
        // A Comment card that holds nothing says the same whether it stores that or not.
        if head.address.is("control", "comment") && head.note == Note::None {
            head.note = Note::Comment { title: EcoString::new(), markdown: EcoString::new() };
        }
        head.connection = model.config.as_deref().and_then(|id| {
            let connection = self.connections.get(id).copied();
            if connection.is_none() {
                self.kept(path, format!("the card uses a connection that the pack does not hold: {id}"));
            }
            connection
        });
        head.builder = field::builder(card).map(EcoString::from);
        head.policy = self.policy(&model.policy.error, path, handler);
        head
    }

    fn policy(&mut self, policy: &'p model::ErrorPolicy, path: &str, handler: Option<BodyId>) -> ErrorPolicy {
        let number = |json: &Option<Json>| json.as_ref().and_then(|json| json.0.as_number()).and_then(whole);
        let on_error = match (policy.kind.as_str(), handler) {
            ("handler", Some(body)) => OnError::Handler(body),
            ("return", _) => OnError::Return,
            ("flo", _) => {
                match policy.flo.as_ref().and_then(model::Datum::as_str).and_then(|id| self.flows.get(id)) {
                    Some(&flow) => OnError::Run(flow),
                    None => {
                        self.kept(path, "the flow to run on an error is not in the pack".into());
                        OnError::Stop
                    }
                }
            }
            ("finish" | "", _) => OnError::Stop,
            (other, _) => {
                self.kept(path, format!("the error policy {other:?} is unknown"));
                OnError::Stop
            }
        };
        let delay = policy.delay.as_ref().and_then(|delay| match &delay.0 {
            Value::List(list) => {
                let bound = |at: usize| list.get(at).and_then(Value::as_number).and_then(whole);
                Some(Delay::Between(bound(0)?, bound(1)?))
            }
            other => other.as_number().and_then(whole).map(Delay::Fixed),
        });
        let condition = policy.retry_condition.as_ref().and_then(Json::as_str).map(|word| match word {
            "ratelimits" => Condition::RateLimit,
            other => Condition::Other(other.into()),
        });
        let retry = number(&policy.retry).and_then(|retry| u32::try_from(retry).ok());
        ErrorPolicy { on_error, retry, delay, condition }
    }

    /// What of a card's keys was made at random: holes, operands, sections of else-ifs.
    pub(super) fn scope<'s>(
        &mut self,
        card: &'p model::Card,
        path: &'s str,
        body: BodyId,
        wired: &'s FxHashSet<(&'p str, &'p str)>,
    ) -> Scope<'p, 's> {
        let signature = signature_of(&card.address, self.signatures).cloned();
        if signature.is_none() {
            self.report(codes::F0603, path, format!("nothing defines the card {}", card.address));
        }
        let mut scope = Scope {
            card,
            path,
            body,
            wired,
            owned: Vec::new(),
            inlined: FxHashMap::default(),
            signature,
            renamed: FxHashMap::default(),
            unheld: Vec::new(),
            sections: FxHashMap::default(),
            template: None,
            expression: None,
        };
        scope.name_sections();
        scope.name_holes();
        scope.name_items();
        scope
    }

    /// The card with all its fields.
    pub(super) fn card(&mut self, head: Card, scope: &Scope<'p, '_>) -> Draft<'p> {
        let model = &scope.card.node.model;
        let inputs = scope.ordered(&model.inputs);
        let outputs = scope.ordered(&model.outputs);
        let mut card = head;
        card.inputs = inputs.iter().map(|entry| self.input(scope, entry)).collect();
        card.outputs = outputs.iter().map(|entry| scope.output(entry)).collect();
        let inputs = inputs.into_iter().map(Some).collect();
        let mut draft = Draft { card, inputs, outputs };
        scope.unheld.iter().for_each(|number| add_operand(&mut draft, *number));
        if let Some(signature) = &scope.signature {
            sort_fields(&mut draft, signature);
        }
        draft
    }

    fn input(&mut self, scope: &Scope<'p, '_>, entry: &'p Entry) -> Input {
        let role = scope.role(entry, true);
        let (group, key) = scope.name(entry, role);
        let port = scope.port(entry, true);
        let shape = scope.shape(entry, port);
        let made = matches!(role, Role::Author);
        let field = (entry.group.as_deref(), entry.key.as_str());
        Input {
            group,
            key,
            datum: self.datum(scope, entry, port, &shape, role),
            shape,
            role,
            label: (made && !scope.renamed.contains_key(&field)).then(|| field::label(entry)).flatten(),
            description: made.then(|| field::description(entry)).flatten(),
            item: item_argument(entry),
            builder: entry.metadata.get("authSchema").cloned(),
        }
    }

    fn datum(
        &mut self,
        scope: &Scope<'p, '_>,
        entry: &'p Entry,
        port: Option<&PortSignature>,
        shape: &Shape,
        role: Role,
    ) -> Datum {
        if let Some(body) = scope.inlined.get(entry.id.as_str()) {
            return Datum::Body(*body);
        }
        if scope.wired.contains(&(scope.card.uuid.as_str(), entry.id.as_str()))
            || matches!(role, Role::Capture(_))
        {
            return Datum::Untouched;
        }
        let Some(literal) = entry.value.data.literal() else { return Datum::Untouched };
        if let Some(text) = literal.as_str().filter(|text| !text.is_empty()) {
            if entry.value.kind.as_str() == Some("flo") {
                match self.flows.get(text) {
                    Some(&flow) => return Datum::Flow(flow),
                    None => self.kept(
                        scope.path,
                        format!("the card calls a flow that the pack does not hold: {text}"),
                    ),
                }
            }
            let names_table =
                entry.metadata.get("table").is_some() || field::is_table(&scope.card.address, entry);
            if let Some(&table) = self.tables.get(text).filter(|_| names_table) {
                return Datum::Table(table);
            }
        }
        if let Some(parts) = scope.template.as_ref().filter(|_| field::is_template(entry)) {
            return Datum::Template(parts.clone());
        }
        if let Some((_, numbered)) = scope.expression.as_ref().filter(|(id, _)| *id == entry.id.as_str()) {
            let offered = port.is_some_and(|port| port.default == *numbered && port.shape == *shape);
            return if offered { Datum::Untouched } else { Datum::Literal(numbered.clone()) };
        }
        let offered = match port {
            Some(port) => port.default == *literal && port.shape == *shape,
            // Fields of a start card that are the platform's, of which nothing is declared.
            None => role == Role::Own && scope.card.node.model.mirrored,
        };
        // A connection of which nothing is filled in.
        if field::builder(scope.card).is_some() && literal.as_object().is_some_and(is_blank_record) {
            return Datum::Literal(empty_datum(shape));
        }
        let context = entry.group.as_deref() == Some("context") && scope.card.node.model.mirrored;
        if offered || context { Datum::Untouched } else { Datum::Literal(literal.clone()) }
    }
}

impl<'p> Scope<'p, '_> {
    /// A side's fields in the graph's order: by index, holes by number, captures last.
    fn ordered(&self, side: &'p model::Side) -> Vec<&'p Entry> {
        let mut entries = field::by_index(side);
        let rank = |entry: &&Entry| match self.role(entry, true) {
            Role::Capture(_) => (2, 0),
            Role::Hole => {
                let number = self.renamed.get(&(entry.group.as_deref(), &entry.key));
                (1, number.and_then(|number| number.parse::<usize>().ok()).unwrap_or(usize::MAX))
            }
            _ => (0, 0),
        };
        entries.sort_by_key(rank);
        entries
    }

    fn port(&self, entry: &Entry, input: bool) -> Option<&PortSignature> {
        let signature = self.signature.as_ref()?;
        if field::is_custom(entry) || field::builder(self.card).is_some() {
            return None;
        }
        // All else-ifs are alike the first condition.
        let group = match entry.group.as_deref() {
            Some(group) if self.sections.contains_key(group) => Some("if"),
            group => group,
        };
        if input {
            signature.inputs.get(signature.input(group, &entry.key)?)
        } else {
            signature.outputs.get(signature.output(group, &entry.key)?)
        }
    }

    fn role(&self, entry: &Entry, input: bool) -> Role {
        match field::place(entry) {
            Place::Capture => {
                let owner =
                    field::wormhole(entry).and_then(|id| self.owned.iter().find(|(start, _)| *start == id));
                Role::Capture(owner.map_or(self.body, |(_, body)| *body))
            }
            Place::Custom => Role::Author,
            _ if self.renamed.contains_key(&(entry.group.as_deref(), &entry.key)) => Role::Hole,
            Place::Option => Role::Option,
            Place::Other if field::builder(self.card).is_some() => Role::Author,
            Place::Other => match (self.port(entry, input), &self.signature) {
                (Some(port), Some(signature)) if signature.card.is_none() && port.optional => Role::Dynamic,
                (Some(_), _) => Role::Own,
                (None, _) if self.card.node.key == "callable" => Role::Own,
                (None, Some(signature)) if signature.card.is_some() => Role::Author,
                (None, _) => Role::Dynamic,
            },
        }
    }

    fn name(&self, entry: &Entry, role: Role) -> (Option<EcoString>, EcoString) {
        let group =
            entry.group.as_ref().map(|group| self.sections.get(group.as_str()).unwrap_or(group).clone());
        let key = match role {
            Role::Capture(_) => EcoString::new(),
            _ => self.renamed.get(&(entry.group.as_deref(), &entry.key)).unwrap_or(&entry.key).clone(),
        };
        (group, key)
    }

    /// The stored type; that of a start card's own fields varies with the age of the export.
    fn shape(&self, entry: &Entry, port: Option<&PortSignature>) -> Shape {
        let is_context = entry.group.as_deref() == Some("context") && self.card.node.model.mirrored;
        let stored = read_shape(&entry.value.kind.0, entry.value.collection);
        let stored = match entry.metadata.get("authSchema") {
            Some(schema) => crate::builder::in_dialog_order(stored, schema),
            None => stored,
        };
        match port.filter(|port| is_context && !says_more(&stored, &port.shape)) {
            Some(port) => port.shape.clone(),
            None => stored,
        }
    }

    fn output(&self, entry: &'p Entry) -> Output {
        let role = self.role(entry, false);
        let (group, key) = self.name(entry, role);
        let port = self.port(entry, false);
        let own_start = self.card.node.model.mirrored && role == Role::Own;
        let label = match (role, port) {
            (Role::Capture(_) | Role::Hole, _) => None,
            _ if own_start => None,
            (Role::Author, _) => field::label(entry),
            (_, port) => field::renaming(entry, port, self.card.address.starts_with("root:kernel:")),
        };
        Output {
            shape: self.shape(entry, port),
            description: (role == Role::Author).then(|| field::description(entry)).flatten(),
            group,
            key,
            role,
            label,
        }
    }

    fn name_sections(&mut self) {
        if self.card.address != "root:kernel:control:0.0.1:branch" {
            return;
        }
        for entry in field::by_index(&self.card.node.model.inputs) {
            match entry.group.as_deref() {
                None | Some("if" | "else" | "context") => {}
                Some(group) => {
                    let number = self.sections.len() + 1;
                    self.sections.entry(group).or_insert_with(|| eco_format!("elseif {number}"));
                }
            }
        }
    }

    /// Items of list Construct that nobody named.
    fn name_items(&mut self) {
        if self.card.address != "root:kernel:list:0.0.1:construct" {
            return;
        }
        for (position, entry) in field::by_index(&self.card.node.model.inputs).into_iter().enumerate() {
            if field::label(entry).as_deref() == Some(field::ITEM) && field::place(entry) == Place::Custom {
                self.renamed.insert((entry.group.as_deref(), &entry.key), item_key(position));
            }
        }
    }

    fn name_holes(&mut self) {
        let entries = field::by_index(&self.card.node.model.inputs);
        let free =
            |entry: &&&'p Entry| self.port(entry, true).is_none() && field::place(entry) == Place::Other;
        let mut numbers: Vec<(Option<&'p str>, Vec<EcoString>)> = Vec::new();
        if let Some(text) = entries.iter().find(|entry| field::is_template(entry)) {
            let known: Vec<&str> = entries
                .iter()
                .filter(|entry| entry.group.is_none() && free(entry))
                .map(|entry| entry.key.as_str())
                .collect();
            let (parts, keys) = template_holes(text.value.data.as_str().unwrap_or_default(), &known);
            if !keys.is_empty() {
                self.template = Some(parts);
            }
            numbers.push((None, keys));
        }
        let expression = entries.iter().find(|entry| field::is_expression(entry));
        if let Some((id, literal)) =
            expression.and_then(|entry| Some((entry.id.as_str(), entry.value.data.literal()?)))
        {
            let (numbered, keys) = expression_holes(literal);
            let has_input = |key: &EcoString| {
                entries
                    .iter()
                    .any(|entry| entry.group.as_deref() == Some(field::OPERANDS) && entry.key == *key)
            };
            let unheld = keys.iter().enumerate().filter(|(_, key)| !has_input(key));
            self.unheld = unheld.map(|(number, _)| number).collect();
            self.expression = Some((id, numbered));
            numbers.push((Some(field::OPERANDS), keys));
        }
        for (group, mut keys) in numbers {
            let members: Vec<&'p Entry> =
                entries.iter().copied().filter(|entry| entry.group.as_deref() == group).collect();
            for entry in &members {
                if !keys.contains(&entry.key)
                    && (group.is_some()
                        || (self.port(entry, true).is_none() && field::place(entry) == Place::Other))
                {
                    keys.push(entry.key.clone());
                }
            }
            for entry in members {
                if let Some(number) = keys.iter().position(|key| *key == entry.key) {
                    self.renamed.insert((group, &entry.key), eco_format!("{number}"));
                }
            }
        }
    }
}

/// Adds the input of an operand of a search that the pack lacks. What the operand was wired to is gone with it, and all
/// that the card can do is to search for nothing (assumed).
fn add_operand(draft: &mut Draft<'_>, number: usize) {
    let is_behind = |input: &Input| match input.role {
        Role::Hole => input.key.parse().is_ok_and(|other: usize| other > number),
        role => matches!(role, Role::Capture(_)),
    };
    let at = draft.card.inputs.iter().position(is_behind).unwrap_or(draft.card.inputs.len());
    let input = Input::new(eco_format!("{number}"), Shape::TEXT, Role::Hole);
    let input = input.grouped(Some(field::OPERANDS.into())).with(Datum::Literal(Value::text("")));
    draft.card.inputs.insert(at, input);
    draft.inputs.insert(at, None);
}

/// Puts fields into the order of the signature: how a card's own fields are mixed with others says nothing.
fn sort_fields(draft: &mut Draft<'_>, signature: &Signature) {
    let mut inputs: Vec<_> = draft.inputs.drain(..).zip(draft.card.inputs.drain(..)).collect();
    // An author's fields of an endpoint lie in sections, each declared at once.
    let mut sections: Vec<Option<EcoString>> = Vec::new();
    for group in inputs.iter().map(|(_, input)| &input.group) {
        if !sections.contains(group) {
            sections.push(group.clone());
        }
    }
    let section =
        |group: &Option<EcoString>| sections.iter().position(|known| known == group).unwrap_or(usize::MAX);
    let by_section = signature.is("http", "accept");
    inputs.sort_by_key(|(_, input)| match input.role {
        Role::Capture(_) => (usize::MAX, 0),
        Role::Author => (usize::MAX, if by_section { section(&input.group) } else { 0 }),
        _ => signature.input_rank(input.group.as_deref(), &input.key),
    });
    (draft.inputs, draft.card.inputs) = inputs.into_iter().unzip();
    let mut outputs: Vec<_> = draft.outputs.drain(..).zip(draft.card.outputs.drain(..)).collect();
    outputs.sort_by_key(|(_, output)| match output.role {
        Role::Capture(_) => usize::MAX,
        // Far behind the card's own, which are few.
        Role::Author if by_section => (1 << 20) + section(&output.group),
        _ => signature.output_rank(output.group.as_deref(), &output.key),
    });
    (draft.outputs, draft.card.outputs) = outputs.into_iter().unzip();
}

fn is_blank_record(record: &flowc_value::Object) -> bool {
    record.values().all(|value| value.as_str() == Some(""))
}

/// Whether a record lists fields that the usual one lacks: what authors know of an error.
fn says_more(stored: &Shape, usual: &Shape) -> bool {
    let fields = stored.as_record().into_iter().flat_map(|record| record.fields.keys());
    fields.into_iter().any(|field| usual.field(field).is_none())
}

/// `comments` of a card.
fn note(comments: Option<&Json>) -> Note {
    let Some(Json(comments)) = comments else { return Note::None };
    let text = |key: &str| comments.get(key).and_then(Value::as_str).unwrap_or_default().into();
    match comments {
        Value::Text(text) => Note::Text(text.as_str().into()),
        Value::Object(_) => Note::Comment { title: text("title"), markdown: text("markdown") },
        _ => Note::None,
    }
}

fn item_argument(entry: &Entry) -> Option<ItemArgument> {
    let proxy = entry.value.proxy.as_ref().filter(|proxy| proxy.0.as_object().is_some())?;
    let dynamic = proxy.get("dynamic").and_then(Value::as_bool).unwrap_or_default();
    Some(match proxy.get("path").and_then(Value::as_str) {
        _ if !dynamic => ItemArgument::Constant,
        None | Some("") => ItemArgument::Item,
        Some(path) => ItemArgument::Field(path.into()),
    })
}

/// A number without fraction, if it is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and in range"
)]
pub(crate) fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.trunc() == number && number < 9e15).then_some(number as u64)
}
