//! What changed on one card: title, note, policy, connection, fields and the wires into it.

use ecow::EcoString;
use flowc_ir::{Address, Card, Datum, Input, ItemArgument, Note, Role, TemplatePart};

use super::flow::{Partners, State};
use super::pairing::Source;
use super::{Change, Verb, words};
use crate::lock::field_label;

type Place = Vec<(&'static str, EcoString)>;

/// A card in one of the two states.
struct One<'s, 'p> {
    state: &'s State<'p>,
    at: usize,
    card: &'p Card,
}

/// All changes of a card that both flows hold.
pub(super) fn changes(
    (before, was_at): (&State<'_>, usize),
    (after, at): (&State<'_>, usize),
    partners: &Partners<'_>,
    flow: &[(&'static str, EcoString)],
    changes: &mut Vec<Change>,
) {
    let (Some(old), Some(new)) = (before.cards.get(was_at), after.cards.get(at)) else { return };
    let own = flow.iter().cloned().chain([("card", before.title(was_at))]).collect::<Place>();
    let start = at == 0;
    // What a flow takes is the flow's affair.
    let place = if start { flow.to_vec() } else { own };
    let (old_one, new_one) =
        (One { state: before, at: was_at, card: old.card }, One { state: after, at, card: new.card });
    if !new.is_frame() || start {
        heads(&old_one, &new_one, partners, &place, changes);
    }
    conditions(&old_one, &new_one, partners, &place, changes);
    fields(&old_one, &new_one, partners, &place, changes);
    outputs(old.card, new.card, start, &place, changes);
}

fn heads(
    old: &One<'_, '_>,
    new: &One<'_, '_>,
    partners: &Partners<'_>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    let start = new.at == 0;
    let mut set = |verb: Verb, what: &'static str, was: String, is: String| {
        if was != is {
            let (was, is) = words::beside(&was, &is);
            changes.push(Change::new(verb, what, place).was(was).is(is));
        }
    };
    let method = |card: &Card| match &card.address {
        Address::System { .. } => card.address.method().to_string(),
        Address::Connector { connector, method, .. } => format!("{connector}.{method}"),
    };
    let (was, is) = (method(old.card), method(new.card));
    if start && was != is {
        set(Verb::Changed, "trigger", words::quoted(&old.card.title), words::quoted(&new.card.title));
    } else {
        let (was, is) = (words::quoted(&old.card.title), words::quoted(&new.card.title));
        if start {
            set(Verb::Changed, "title of the start card", was, is);
        } else {
            set(Verb::Renamed, "card", was, is);
        }
    }
    let version = |card: &Card| match &card.address {
        Address::System { .. } => String::new(),
        Address::Connector { version, .. } => version.to_string(),
    };
    if was == is {
        set(Verb::Changed, "version", version(old.card), version(new.card));
    }
    match (&old.card.note, &new.card.note) {
        (Note::Comment { .. }, Note::Comment { .. }) => {
            set(Verb::Changed, "comment", note(old.card), note(new.card))
        }
        _ => set(Verb::Changed, "note", note(old.card), note(new.card)),
    }
    let policy = |one: &One<'_, '_>| words::policy(&one.card.policy, &one.state.side.program);
    set(Verb::Changed, "on error", policy(old), policy(new));
    let was = old.card.connection.map(flowc_ir::ConnectionId::index);
    let is = new.card.connection.and_then(|id| partners.twins.connections.get(id.index()).copied());
    if was.map(Some) != is {
        let connection = |one: &One<'_, '_>| words::connection(one.card, &one.state.side.program);
        set(Verb::Changed, "connection", connection(old), connection(new));
    }
}

fn note(card: &Card) -> String {
    match &card.note {
        Note::None => "none".to_owned(),
        Note::Text(text) => words::quoted(text),
        Note::Comment { title, markdown } if title.is_empty() => words::quoted(markdown),
        Note::Comment { title, markdown } => words::quoted(&format!("{title}\n{markdown}")),
    }
}

/// What a field is to its card.
fn kind(one: &One<'_, '_>, input: &Input) -> &'static str {
    let returns = one.card.address.is("control", "return");
    match input.role {
        _ if one.at == 0 => "input",
        _ if returns => "output",
        Role::Option => "option",
        _ => "field",
    }
}

/// Fields that are compared by name: what is passed into bodies and what fills holes is seen where it is used.
fn compared(one: &One<'_, '_>) -> Vec<(EcoString, usize)> {
    let inputs = one.card.inputs.iter().enumerate();
    let shown = inputs.filter(|(_, input)| match input.role {
        Role::Capture(_) => false,
        Role::Hole => input.group.is_some(),
        // Of a condition, the whole is compared.
        _ if is_condition(one.card, input) => false,
        _ => {
            let given = one.at == 0 && input.group.as_deref() == Some("context");
            !given && !matches!(input.datum, Datum::Body(_))
        }
    });
    let mut names: Vec<(EcoString, usize)> = Vec::new();
    for (at, input) in shown {
        let label = field_label(input.group.as_ref(), &input.key);
        let count =
            names.iter().filter(|(known, _)| known.split(" #").next() == Some(label.as_str())).count();
        let name = if count > 0 { ecow::eco_format!("{label} #{}", count + 1) } else { label };
        names.push((name, at));
    }
    names
}

fn fields(
    old: &One<'_, '_>,
    new: &One<'_, '_>,
    partners: &Partners<'_>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    let (before, after) = (compared(old), compared(new));
    let find = |names: &[(EcoString, usize)], name: &str| {
        names.iter().find(|(known, _)| known == name).map(|(_, at)| *at)
    };
    let gone: Vec<&(EcoString, usize)> =
        before.iter().filter(|(name, _)| find(&after, name).is_none()).collect();
    let mut come: Vec<&(EcoString, usize)> =
        after.iter().filter(|(name, _)| find(&before, name).is_none()).collect();
    for (name, at) in gone {
        let Some(input) = old.card.inputs.get(*at) else { continue };
        let at_name = named(place, kind(old, input), name);
        let alike = |other: &&&(EcoString, usize)| {
            let twin = new.card.inputs.get(other.1);
            twin.is_some_and(|twin| twin.shape == input.shape && twin.group == input.group)
                && came(old, *at, new, other.1, partners)
        };
        match come.iter().position(|other| alike(&other)) {
            Some(found) => {
                let (new_name, _) = come.remove(found);
                changes.push(
                    Change::new(Verb::Renamed, kind(old, input), &at_name)
                        .is(words::quoted(&words::field(new_name))),
                );
            }
            None => {
                let was = if old.at == 0 { words::shape(&input.shape) } else { holds(old, *at) };
                changes.push(Change::new(Verb::Removed, kind(old, input), &at_name).was(was));
            }
        }
    }
    for (name, at) in &after {
        let Some(input) = new.card.inputs.get(*at) else { continue };
        let at_name = named(place, kind(new, input), name);
        match find(&before, name) {
            Some(was_at) => field(old, was_at, new, *at, partners, &at_name, changes),
            None if come.iter().any(|(known, _)| known == name) => {
                let is = if new.at == 0 { words::shape(&input.shape) } else { holds(new, *at) };
                changes.push(Change::new(Verb::Added, kind(new, input), &at_name).is(is));
            }
            None => {}
        }
    }
    order(&before, &after, old, new, place, changes);
}

fn named(place: &Place, kind: &'static str, name: &EcoString) -> Place {
    place.iter().cloned().chain([(kind, words::field(name).into())]).collect()
}

/// Author-made fields that both cards have, where they stand in another order.
fn order(
    before: &[(EcoString, usize)],
    after: &[(EcoString, usize)],
    old: &One<'_, '_>,
    new: &One<'_, '_>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    let made = |one: &One<'_, '_>, at: usize| {
        one.card.inputs.get(at).is_some_and(|input| input.role == Role::Author)
    };
    let row = |names: &[(EcoString, usize)], one: &One<'_, '_>, others: &[(EcoString, usize)]| {
        let shared =
            names.iter().filter(|(name, at)| made(one, *at) && others.iter().any(|(other, _)| other == name));
        shared.map(|(name, _)| name.to_string()).collect::<Vec<_>>()
    };
    let (was, is) = (row(before, old, after), row(after, new, before));
    if was != is {
        changes
            .push(Change::new(Verb::Changed, "order of fields", place).was(was.join(", ")).is(is.join(", ")));
    }
}

fn field(
    old: &One<'_, '_>,
    was_at: usize,
    new: &One<'_, '_>,
    at: usize,
    partners: &Partners<'_>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    let (Some(before), Some(after)) = (old.card.inputs.get(was_at), new.card.inputs.get(at)) else { return };
    let mut set = |what: &'static str, was: String, is: String| {
        if was != is {
            let (was, is) = words::beside(&was, &is);
            changes.push(Change::new(Verb::Changed, what, place).was(was).is(is));
        }
    };
    set("type", words::shape(&before.shape), words::shape(&after.shape));
    let label = |input: &Input| input.label.as_deref().map_or_else(|| "none".to_owned(), words::quoted);
    set("label", label(before), label(after));
    let description =
        |input: &Input| input.description.as_deref().map_or_else(|| "none".to_owned(), words::quoted);
    set("description", description(before), description(after));
    set("item", item(before), item(after));
    if came(old, was_at, new, at, partners) {
        return;
    }
    let wired = |one: &One<'_, '_>, at: usize| !sources(one, at).is_empty();
    let (was, is) = (holds(old, was_at), holds(new, at));
    let empty = |input: &Input| input.datum == Datum::Literal(crate::shape::empty_datum(&input.shape));
    // What stands in for a card that was replaced is called like it; another type has another empty value.
    if was == is || before.shape != after.shape && empty(before) && empty(after) {
        return;
    }
    // A literal that a wire takes the place of is worth seeing; the empty value that a wire leaves is not.
    let blank =
        |input: &Input| matches!(input.datum, Datum::Untouched | Datum::Literal(flowc_value::Value::Null));
    let (was, is) = words::beside(&was, &is);
    let change = match (wired(old, was_at), wired(new, at)) {
        (false, true) if blank(before) => Change::new(Verb::Added, "wire", place).is(is),
        (true, false) if blank(after) || empty(after) => Change::new(Verb::Removed, "wire", place).was(was),
        (false, false) => Change::new(Verb::Changed, "value", place).was(was).is(is),
        _ => Change::new(Verb::Changed, "wire", place).was(was).is(is),
    };
    changes.push(change);
}

fn item(input: &Input) -> String {
    match &input.item {
        None => "no".to_owned(),
        Some(ItemArgument::Item) => "the whole item".to_owned(),
        Some(ItemArgument::Field(field)) => format!("field {} of the item", words::quoted(field)),
        Some(ItemArgument::Constant) => "the same for every item".to_owned(),
    }
}

fn sources(one: &One<'_, '_>, input: usize) -> Vec<Source> {
    let seen = one.state.cards.get(one.at);
    seen.map(|seen| one.state.sources.of(seen.body, seen.id, input)).unwrap_or_default()
}

/// Whether a field holds in both states the same, or is wired from the same.
fn came(old: &One<'_, '_>, was_at: usize, new: &One<'_, '_>, at: usize, partners: &Partners<'_>) -> bool {
    let same_sources = |was: &[Source], is: &[Source]| {
        was.len() == is.len()
            && was.iter().all(|was| {
                let twin = |is: &&Source| partners.cards.get(is.card) == Some(&Some(was.card));
                let called = |is: &Source| {
                    let renamed =
                        || partners.renamed.iter().any(|(old, new)| *old == was.output && *new == is.output);
                    is.output == was.output || is.card == 0 && renamed()
                };
                is.iter().filter(twin).any(|is| called(is) && is.path == was.path)
            })
    };
    let (was, is) = (sources(old, was_at), sources(new, at));
    let holes = |one: &One<'_, '_>| -> Vec<Vec<Source>> {
        let inputs = one.card.inputs.iter().enumerate();
        inputs
            .filter(|(_, input)| input.role == Role::Hole && input.group.is_none())
            .map(|(at, _)| sources(one, at))
            .collect()
    };
    let (Some(before), Some(after)) = (old.card.inputs.get(was_at), new.card.inputs.get(at)) else {
        return false;
    };
    let template = matches!((&before.datum, &after.datum), (Datum::Template(_), Datum::Template(_)));
    let filled = || {
        let (was, is) = (holes(old), holes(new));
        was.len() == is.len() && was.iter().zip(&is).all(|(was, is)| same_sources(was, is))
    };
    let same_datum = match (&before.datum, &after.datum) {
        (Datum::Flow(was), Datum::Flow(is)) => {
            partners.twins.flows.get(is.index()) == Some(&Some(was.index()))
        }
        (Datum::Table(was), Datum::Table(is)) => {
            partners.twins.tables.get(is.index()) == Some(&Some(was.index()))
        }
        (was, is) => was == is,
    };
    same_sources(&was, &is) && (!was.is_empty() || same_datum && (!template || filled()))
}

/// What a field holds, in words.
fn holds(one: &One<'_, '_>, at: usize) -> String {
    let from: Vec<String> = sources(one, at).iter().map(|source| origin(one, source)).collect();
    if !from.is_empty() {
        return from.join(" or ");
    }
    let program = &one.state.side.program;
    match one.card.inputs.get(at).map(|input| &input.datum) {
        None | Some(Datum::Untouched) => "empty".to_owned(),
        Some(Datum::Literal(value)) => words::value(value),
        Some(Datum::Template(parts)) => {
            words::quoted(&parts.iter().map(|part| hole(one, part)).collect::<String>())
        }
        Some(Datum::Flow(flow)) => {
            let flow = program.flows.get(flow.index());
            format!("flow {}", words::quoted(flow.map(|flow| flow.title.as_str()).unwrap_or_default()))
        }
        Some(Datum::Table(table)) => {
            let table = program.tables.get(table.index());
            format!("table {}", words::quoted(table.map(|table| table.title.as_str()).unwrap_or_default()))
        }
        Some(Datum::Body(_)) => "a body".to_owned(),
    }
}

fn hole(one: &One<'_, '_>, part: &TemplatePart) -> String {
    match part {
        TemplatePart::Text(text) => text.to_string(),
        TemplatePart::Hole(number) => {
            let at = one.card.input(None, &number.to_string());
            let source = at.and_then(|at| sources(one, at).first().map(|source| origin(one, source)));
            format!("${{{}}}", source.unwrap_or_else(|| "empty".to_owned()))
        }
    }
}

/// `"Compose".output`, `input person.name`.
fn origin(one: &One<'_, '_>, source: &Source) -> String {
    let path: String = source.path.iter().map(|step| format!(".{step}")).collect();
    let output = words::field(&source.output);
    let seen = one.state.cards.get(source.card);
    if source.card == 0 {
        return format!("input {output}{path}");
    }
    // The start of an inlined body: what a handler knows of the error.
    if seen.is_some_and(|seen| seen.is_frame() && seen.card.address.is("control", "callable")) {
        return format!("{output}{path}");
    }
    format!("{}.{output}{path}", words::quoted(&one.state.title(source.card)))
}

/// The three fields of a condition, and a leftover that nobody fills beside them.
const CONDITION: [&str; 3] = ["left-operand", "operator", "right-operand"];

fn is_condition(card: &Card, input: &Input) -> bool {
    let leftover = card.address.is("control", "branch") && input.key == "inputs";
    input.role == Role::Own && (leftover || CONDITION.contains(&input.key.as_str()))
}

/// Conditions of a card by section: what they are called, and where their fields are.
fn conditions_of(one: &One<'_, '_>) -> Vec<(String, [usize; 3])> {
    let mut groups: Vec<Option<&str>> = Vec::new();
    for input in one.card.inputs.iter().filter(|input| input.key == CONDITION[0] && input.role == Role::Own) {
        groups.push(input.group.as_deref());
    }
    let find = |group: Option<&str>, key: &str| one.card.input(group, key);
    let found = groups.into_iter().enumerate().filter_map(|(at, group)| {
        let name = group.map_or_else(String::new, |_| format!("{}", at + 1));
        let [left, operator, right] = CONDITION.map(|key| find(group, key));
        Some((name, [left?, operator?, right?]))
    });
    found.collect()
}

fn conditions(
    old: &One<'_, '_>,
    new: &One<'_, '_>,
    partners: &Partners<'_>,
    place: &Place,
    changes: &mut Vec<Change>,
) {
    let (before, after) = (conditions_of(old), conditions_of(new));
    let text = |one: &One<'_, '_>, [left, operator, right]: [usize; 3]| {
        let word = one.card.inputs.get(operator).map(|input| match &input.datum {
            Datum::Literal(value) => value.as_str().map_or_else(|| words::value(value), str::to_owned),
            _ => "==".to_owned(),
        });
        format!("{} {} {}", holds(one, left), word.unwrap_or_default(), holds(one, right))
    };
    let arm = |name: &str| match name {
        "" => place.clone(),
        number => place.iter().cloned().chain([("arm", number.into())]).collect(),
    };
    let rest = |from: usize| (before.iter().skip(from), after.iter().skip(from));
    for ((name, was), (_, is)) in before.iter().zip(&after) {
        let same = was.iter().zip(is).all(|(was, is)| came(old, *was, new, *is, partners));
        let (was, is) = (text(old, *was), text(new, *is));
        if !same && was != is {
            changes.push(Change::new(Verb::Changed, "condition", &arm(name)).was(was).is(is));
        }
    }
    let (gone, come) = rest(before.len().min(after.len()));
    changes
        .extend(gone.map(|(name, was)| Change::new(Verb::Removed, "arm", &arm(name)).was(text(old, *was))));
    changes.extend(come.map(|(name, is)| Change::new(Verb::Added, "arm", &arm(name)).is(text(new, *is))));
}

/// Types and names of what a card gives; mirrored cards give what they take.
fn outputs(old: &Card, new: &Card, start: bool, place: &Place, changes: &mut Vec<Change>) {
    let mirrored = |card: &Card| {
        let control = ["return", "returnRaw", "throw", "let", "callable", "join"];
        control.iter().any(|method| card.address.is("control", method)) || start
    };
    if mirrored(old) || mirrored(new) || old.address.method() != new.address.method() {
        return;
    }
    let label = |card: &Card, at: usize| {
        card.outputs.get(at).map(|output| field_label(output.group.as_ref(), &output.key))
    };
    for (at, output) in new.outputs.iter().enumerate() {
        let name = label(new, at).unwrap_or_default();
        let at_name = named(place, "output", &name);
        match (0..old.outputs.len())
            .find(|at| label(old, *at).as_ref() == Some(&name))
            .and_then(|at| old.outputs.get(at))
        {
            None => {
                changes.push(Change::new(Verb::Added, "output", &at_name).is(words::shape(&output.shape)))
            }
            Some(before) => {
                if before.shape != output.shape {
                    let (was, is) = (words::shape(&before.shape), words::shape(&output.shape));
                    changes.push(Change::new(Verb::Changed, "type", &at_name).was(was).is(is));
                }
                if before.label != output.label {
                    let shown = |label: &Option<EcoString>| {
                        label.as_deref().map_or_else(|| "none".to_owned(), words::quoted)
                    };
                    let change = Change::new(Verb::Changed, "label", &at_name);
                    changes.push(change.was(shown(&before.label)).is(shown(&output.label)));
                }
            }
        }
    }
    for at in 0..old.outputs.len() {
        let name = label(old, at).unwrap_or_default();
        if !(0..new.outputs.len()).any(|at| label(new, at).as_ref() == Some(&name)) {
            changes.push(Change::new(Verb::Removed, "output", &named(place, "output", &name)));
        }
    }
}
