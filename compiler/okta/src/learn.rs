//! Declarations of cards that nobody defines, learned from the cards of a pack itself.
//!
//! All cards of one method and version are laid over each other: a field that every one has is the method's
//! own, one that only some have is optional, as the connector adds it by the options chosen.

use std::cmp::Reverse;
use std::fmt::Debug;

use ecow::{EcoString, eco_format};
use flowc_ir::{Address, names::name_from_title};
use flowc_stdlib::card::{Class, Model, Typing};
use flowc_stdlib::signature::{PortSignature, SideSignature, Signature, Signatures, Subject};
use flowc_value::{Object, Value};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::decode::shortened;
use crate::decode::whole;
use crate::field::{self, Place};
use crate::model::{Card, Entry, Json, Pack, Side};
use crate::shape::{empty_datum, read_shape};
use crate::visit;

/// Signatures of the connector cards of a pack and of system cards that the catalogue lacks.
pub fn learn(pack: &Pack) -> Vec<Signature> {
    learn_all(std::slice::from_ref(pack))
}

/// The same of several packs, whose cards are laid over each other as if one held them all.
pub fn learn_all(packs: &[Pack]) -> Vec<Signature> {
    let system = Signatures::of_platform();
    let mut cards: IndexMap<&str, Vec<&Card>, FxBuildHasher> = IndexMap::default();
    for pack in packs {
        visit::bodies(pack, |body| {
            for card in &body.methods {
                cards.entry(card.address.as_str()).or_default().push(card);
            }
        });
    }
    // Of cards with one title the first address has no number.
    cards.sort_unstable_keys();
    // Names of the platform's own cards are taken.
    let known = system.iter().filter(|signature| matches!(signature.subject, Subject::System(..)));
    let mut names: FxHashMap<EcoString, usize> = known.map(|known| (known.name.clone(), 1)).collect();
    let mut learned = Vec::new();
    for (address, cards) in cards {
        let subject = match Address::parse(address) {
            Some(Address::Connector { connector, version, method }) => {
                Subject::Connector(connector, version, method)
            }
            Some(Address::System { channel, method }) if system.of_system(&channel, &method).is_none() => {
                Subject::System(channel, method)
            }
            _ => continue,
        };
        learned.push(signature(subject, &cards, &mut names));
    }
    learned
}

fn signature(subject: Subject, cards: &[&Card], names: &mut FxHashMap<EcoString, usize>) -> Signature {
    let models: Vec<_> = cards.iter().map(|card| &*card.node.model).collect();
    let (scope, method) = match &subject {
        Subject::System(_, method) => (EcoString::new(), method.clone()),
        Subject::Connector(connector, version, method) => {
            (eco_format!("{connector}:{version}:"), method.clone())
        }
    };
    let title = title(&method, cards);
    let mut name = Some(shortened(usual_name(&method, &title), 0))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "card".into());
    if let Subject::System(channel, _) = &subject {
        name = eco_format!("{channel}.{name}");
    }
    let count = names.entry(eco_format!("{scope}{name}")).or_insert(0);
    *count += 1;
    if *count > 1 {
        name = eco_format!("{name}_{count}");
    }
    let first = models.first();
    let inputs: Vec<&Side> = models.iter().map(|model| &model.inputs).collect();
    let outputs: Vec<&Side> = models.iter().map(|model| &model.outputs).collect();
    let wired = wired_inputs(cards);
    let options: Vec<Object> = inputs.iter().map(|side| options(side)).collect();
    Signature {
        name,
        title,
        description: first.and_then(|model| model.metadata.description.as_str()).unwrap_or_default().into(),
        note: usual(
            models.iter().map(|model| model.comments.as_ref().and_then(Json::as_str).map(EcoString::from)),
        )
        .flatten(),
        model: first.map_or(Model::PURE, |model| Model {
            executable: model.executable,
            displayed: model.displayed,
            asynchronous: model.asynchronous,
            cooperative: model.cooperative,
            mirrored: model.mirrored,
            timeout: model.timeout,
        }),
        number: models.iter().find_map(|model| model.metadata.id.0.as_number()).and_then(whole),
        plain: models.iter().all(|model| model.enable_new_metadata.is_none()),
        event: models.iter().any(|model| model.webhook == Some(true)),
        class: Class::Writes,
        inputs: ports(&inputs, &wired, true),
        outputs: ports(&outputs, &wired, false),
        input_side: side(&inputs, &options),
        output_side: side(&outputs, &options),
        meta: models
            .iter()
            .map(|model| &model.meta)
            .find(|meta| !meta.is_blank())
            .map_or(Value::Null, |meta| meta.0.clone()),
        card: None,
        subject,
    }
}

/// The title that the method's key resembles, otherwise the most usual one.
fn title(method: &str, cards: &[&Card]) -> EcoString {
    let titles = || cards.iter().map(|card| &card.node.data.name);
    let alike = titles().filter(|title| resembles(method, title));
    usual(alike.cloned()).or_else(|| usual(titles().cloned())).unwrap_or_else(|| method.into())
}

/// The name of a method: its title, or its key where a person put words of their own between those of the key
/// ("Read Target User" of `readUser`, "Search Rows (VIP check)" of `searchRows2`).
fn usual_name(method: &str, title: &str) -> EcoString {
    let (from_key, from_title) = (name_from_title(method), name_from_title(title));
    let key = from_key.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let mut said = from_title.split('_');
    let is_part = key.split('_').all(|word| said.any(|other| other == word));
    if is_part && key.len() < from_title.len() { key.into() } else { from_title }
}

/// Whether a title begins like a method's key, or the other way round, case and blanks apart.
fn resembles(method: &str, title: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (key, title) = (letters(method), letters(title));
    !title.is_empty() && (key.starts_with(&title) || title.starts_with(&key))
}

/// The most frequent of some values. Of several the one that reads first: the order of cards is chance.
fn usual<T: Debug + PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.retain(|(_, count)| *count == most);
    if counts.len() > 1 {
        counts.sort_by_cached_key(|(value, _)| format!("{value:?}"));
    }
    counts.into_iter().map(|(value, _)| value).next()
}

fn side(sides: &[&Side], options: &[Object]) -> SideSignature {
    let rules = |json: &Option<Json>| json.as_ref().map_or(Value::Null, |json| json.0.clone());
    SideSignature {
        extensible: sides.first().is_some_and(|side| side.extensible),
        rules: usual(sides.iter().map(|side| rules(&side.rules))).unwrap_or_default(),
        group_rules: usual(sides.iter().map(|side| rules(&side.group_rules))).unwrap_or_default(),
        variants: variants(&sides.iter().map(|side| rules(&side.group_rules)).collect::<Vec<_>>(), options),
    }
}

/// Values of a card's options. Which table it is about differs from card to card and decides nothing.
fn options(side: &Side) -> Object {
    let names_table = |entry: &Entry| entry.metadata.get("table").and_then(Value::as_bool) == Some(true);
    let options =
        side.data.values().filter(|entry| field::place(entry) == Place::Option && !names_table(entry));
    options.filter_map(|entry| Some((entry.key.as_str(), entry.value.data.literal()?.clone()))).collect()
}

/// Rules that go with an option: the first option whose value decides them.
fn variants(rules: &[Value], options: &[Object]) -> Value {
    let cards = || rules.iter().zip(options);
    if rules.iter().all(|other| Some(other) == rules.first()) {
        return Value::Null;
    }
    let keys = options.first().map(|options| options.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let decides = |key: &flowc_value::Text| {
        let mut known: Vec<(&Value, &Value)> = Vec::new();
        for (rules, options) in cards() {
            let value = options.get(key)?;
            match known.iter().find(|(other, _)| *other == value) {
                Some((_, known)) if *known != rules => return None,
                Some(_) => {}
                None => known.push((value, rules)),
            }
        }
        let variant = |(value, rules): (&Value, &Value)| {
            Value::object([
                ("option", Value::Text(key.clone())),
                ("value", value.clone()),
                ("rules", rules.clone()),
            ])
        };
        Some(Value::list(known.into_iter().map(variant)))
    };
    keys.iter().find_map(decides).unwrap_or_default()
}

/// Ids of inputs that a wire fills. Ids of different bodies may coincide; that only hides a default.
fn wired_inputs<'p>(cards: &[&'p Card]) -> Vec<&'p str> {
    // Who fills an input is known to the source card alone, so an empty datum stands for a wire here.
    let inputs = cards.iter().flat_map(|card| card.node.model.inputs.data.values());
    let empty = inputs.filter(|entry| {
        let shape = read_shape(&entry.value.kind.0, entry.value.collection);
        entry.value.data.literal() == Some(&empty_datum(&shape))
    });
    empty.map(|entry| entry.id.as_str()).collect()
}

fn ports(sides: &[&Side], empty: &[&str], inputs: bool) -> Vec<PortSignature> {
    let mut seen: IndexMap<(Option<&str>, &str), Vec<&Entry>, FxBuildHasher> = IndexMap::default();
    let mut longest: Vec<&&Side> = sides.iter().collect();
    let keys = |side: &&&Side| side.data.values().map(|entry| entry.key.clone()).collect::<Vec<_>>();
    longest.sort_by_cached_key(|side| (Reverse(side.data.len()), keys(side)));
    for side in longest {
        let own = field::by_index(side).into_iter().filter(|entry| {
            matches!(field::place(entry), Place::Other | Place::Option)
                && entry.group.as_deref() != Some(field::OPERANDS)
        });
        let mut after = None;
        for entry in own {
            let key = (entry.group.as_deref(), entry.key.as_str());
            match seen.get_index_of(&key) {
                Some(at) => {
                    after = Some(at);
                    seen.entry(key).or_default().push(entry);
                }
                None => {
                    let at = after.map_or(0, |at| at + 1).min(seen.len());
                    seen.shift_insert(at, key, vec![entry]);
                    after = Some(at);
                }
            }
        }
    }
    let mut names: FxHashMap<(Option<&str>, EcoString), usize> = FxHashMap::default();
    let ports = seen.iter().map(|((group, key), entries)| {
        let mut port = port(entries, empty, inputs);
        port.optional = entries.len() < sides.len();
        unique_name(&mut names, *group, key, &mut port);
        port
    });
    ports.collect()
}

/// The field's name in the source; of two alike in a section the later one gets a number.
fn unique_name<'k>(
    names: &mut FxHashMap<(Option<&'k str>, EcoString), usize>,
    group: Option<&'k str>,
    key: &str,
    port: &mut PortSignature,
) {
    let wanted = name_from_title(port.label.as_deref().unwrap_or(key));
    port.name = if port.is_option() && !wanted.is_empty() {
        wanted
    } else {
        port.label.clone().unwrap_or_else(|| key.into())
    };
    let count = names.entry((group, port.name.clone())).or_insert(0);
    *count += 1;
    if *count > 1 {
        port.name = key.into();
    }
}

fn port(entries: &[&Entry], empty: &[&str], inputs: bool) -> PortSignature {
    let shape = usual(entries.iter().map(|entry| read_shape(&entry.value.kind.0, entry.value.collection)))
        .unwrap_or(flowc_types::Shape::ANY);
    let first = entries.first();
    // Names that a person gave stand beside a description.
    let given = |entry: &&&Entry| entry.metadata.get("description").is_none();
    let labels = || entries.iter().filter(given).map(|entry| field::displayname(entry).map(EcoString::from));
    // An output that any card has without a name has none of its own: the names are people's.
    let label = if inputs || labels().all(|label| label.is_some()) { usual(labels()) } else { None };
    let kept = |key: &str| !matches!(key, "index" | "ghost" | "displayname" | "collapsed" | "choices");
    let metadata =
        usual(entries.iter().filter(|entry| !renamed(entry)).map(|entry| without(&entry.metadata, kept)));
    let available = usual(
        entries.iter().map(|entry| entry.value.available.as_ref().map_or(Value::Null, |json| json.0.clone())),
    );
    let available = available.unwrap_or_default();
    let any = available
        .as_list()
        .is_some_and(|types| types.len() > 1 || types.iter().any(|word| word.as_str() == Some("*")));
    let default = empty_datum(&shape);
    let blank = |entry: &&&Entry| {
        empty.contains(&entry.id.as_str()) || entry.value.data.literal().is_some_and(Value::is_null)
    };
    // Nobody fills a field that the canvas hides: what it holds is the card's own.
    let hidden = |entry: &&&Entry| entry.metadata.get("forceHide").and_then(Value::as_bool) == Some(true);
    // Nobody fills an output either: what all hold is what it begins with.
    let held = first.and_then(|entry| entry.value.data.literal());
    let common = !inputs && entries.iter().all(|entry| entry.value.data.literal() == held);
    let left: Vec<&Value> = entries
        .iter()
        .filter(|entry| common || blank(entry) || hidden(entry))
        .filter_map(|entry| entry.value.data.literal())
        .collect();
    let held_by = |value: &Value| left.iter().filter(|held| **held == value).count();
    let untouched = usual(left.iter().copied()).filter(|usual| held_by(usual) > held_by(&default));
    PortSignature {
        group: first.and_then(|entry| entry.group.clone()),
        key: first.map(|entry| entry.key.clone()).unwrap_or_default(),
        name: EcoString::new(),
        label: label.flatten(),
        typing: if any && inputs { Typing::AdoptsAll(&[]) } else { Typing::Fixed },
        required: usual(entries.iter().map(|entry| entry.required == Some(true))).unwrap_or_default(),
        default: untouched.cloned().unwrap_or(default),
        choices: usual(entries.iter().filter_map(|entry| entry.metadata.get("choices").cloned()))
            .unwrap_or_default(),
        available,
        metadata: metadata.unwrap_or_default(),
        optional: false,
        shape,
    }
}

/// A person renamed the field.
fn renamed(entry: &Entry) -> bool {
    entry.metadata.get("displayname").is_some() && entry.metadata.get("description").is_some()
}

fn without(metadata: &Json, kept: impl Fn(&str) -> bool) -> Value {
    let mut rest = metadata.0.as_object().cloned().unwrap_or_else(Object::new);
    rest.retain(|key, _| kept(key));
    Value::Object(rest)
}
