//! Would a tenant import it? Every rule that real packs obey, checked on the JSON itself.
//!
//! Reads the text on its own and shares nothing with decoder and encoder, so that a mistake of theirs cannot
//! hide here. What a rule asks for stands in [`rules`]; a place is put into words only where one is broken.
//!
//! Must not know: the graph, the source.

mod body;
mod card;
mod expand;
mod field;
mod flow;
mod nested;
mod order;
mod pack;
mod report;
pub mod rules;
mod tree;
mod wires;

use bumpalo::Bump;
use flowc_stdlib::signature::Signatures;
use rustc_hash::FxHashSet;

pub use report::Violation;
pub use rules::{Level, Rule};

use body::Body;
use report::{Path, Report, fields, items, member, text};
use rules::{R03, T00};
use tree::Node;

/// What the rules of one part need to know of the whole pack.
struct Whole<'v> {
    flows: Node<'v>,
    tables: Node<'v>,
    configs: Node<'v>,
    groups: Node<'v>,
    signatures: &'static Signatures,
    /// Ids of bodies met so far.
    bodies: FxHashSet<&'v str>,
    /// Connections that cards use.
    connections: FxHashSet<&'v str>,
    /// Flows that something refers to.
    referred: FxHashSet<&'v str>,
}

/// Every rule that a pack breaks, up to a level: [`Level::Emitted`] asks for all of them. In order of the pack.
pub fn validate(text: &str, level: Level) -> Vec<Violation> {
    let mut report = Report::new(level);
    match tree::read(text, &Bump::new()) {
        Ok(pack) if pack.as_object().is_some() => check(pack, &mut report),
        Ok(_) => {
            report.check(false, T00, &Path::ROOT);
        }
        Err(error) => report.broken(T00, &Path::ROOT, format_args!("unreadable: {error}")),
    }
    report.found
}

fn check(pack: Node<'_>, report: &mut Report) {
    pack::top(pack, report);
    let data = member(pack, "data");
    let mut whole = Whole {
        flows: member(data, "flos"),
        tables: member(data, "tables"),
        configs: member(data, "configs"),
        groups: member(data, "groups"),
        signatures: Signatures::of_platform(),
        bodies: FxHashSet::default(),
        connections: FxHashSet::default(),
        referred: FxHashSet::default(),
    };
    let at = Path::ROOT;
    let at = at.keys("data.flos");
    for (id, entry) in fields(whole.flows) {
        flow::entry(id, entry, &mut whole, &at.key(id), report);
    }
    for (id, entry) in fields(whole.flows) {
        if member(entry, "data").is_null() {
            report.check(whole.referred.contains(id), R03, &at.key(id));
        }
    }
    pack::connections(whole.configs, &whole.connections, report);
    pack::tables(&whole, report);
    pack::folders(whole.groups, report);
}

impl Whole<'_> {
    /// Whether a flow of the pack starts with a callable card; `None` where that cannot be seen.
    fn is_callable(&self, flow: &str) -> Option<bool> {
        let data = member(self.flows.get(flow)?, "data");
        data.as_object()?;
        let body = Body::new(data);
        let start = body.cards.get(order::start(&body)?)?;
        Some(start.is("control", "callable"))
    }
}

/// The title of a card.
fn title<'v>(card: Node<'v>) -> &'v str {
    text(member(member(card, "node"), "data"), "name")
}

/// Whether a value is a body stored inside a card.
fn is_body(value: Node<'_>) -> bool {
    value.get("methods").is_some_and(|methods| methods.as_list().is_some())
}

/// The literal of a field.
fn datum<'v>(field: Node<'v>) -> Node<'v> {
    member(member(field, "value"), "data")
}

/// The cards of a body as stored.
fn methods<'v>(body: Node<'v>) -> &'v [Node<'v>] {
    items(member(body, "methods"))
}
