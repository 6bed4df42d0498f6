//! A body as the rules see it: its cards with their parts at hand, and the order between them.

use rustc_hash::FxHashMap;

use super::report::{fields, items, member, text};
use super::tree::Node;
use super::{methods, title};

/// A card with its parts.
pub(super) struct Card<'v> {
    pub value: Node<'v>,
    pub uuid: &'v str,
    /// `kernel` cards: channel and method; connector cards: connector and method.
    pub channel: &'v str,
    pub method: &'v str,
    pub system: bool,
    pub model: Node<'v>,
    /// `inputs.data`.
    pub inputs: Node<'v>,
    /// `outputs.data`.
    pub outputs: Node<'v>,
}

/// A body with its order.
pub(super) struct Body<'v> {
    pub value: Node<'v>,
    pub cards: Vec<Card<'v>>,
    /// Cards by id; of a repeated id the first.
    pub at: FxHashMap<&'v str, usize>,
    /// Orderings between cards of the body.
    pub pairs: Vec<(usize, usize)>,
}

impl<'v> Card<'v> {
    fn new(value: Node<'v>) -> Self {
        let model = member(member(value, "node"), "model");
        let address = text(value, "address");
        let mut parts = address.split(':').skip(1);
        let (kind, channel) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let system = kind != "channels";
        let channel = if system { channel } else { parts.next().unwrap_or_default() };
        Self {
            value,
            uuid: text(value, "uuid"),
            channel,
            method: address.rsplit(':').next().unwrap_or_default(),
            system,
            model,
            inputs: member(member(model, "inputs"), "data"),
            outputs: member(member(model, "outputs"), "data"),
        }
    }

    /// Whether it is this system card.
    pub fn is(&self, channel: &str, method: &str) -> bool {
        self.system && self.channel == channel && self.method == method
    }

    /// Whether a flow may start with it. Events of early exports lack the mark of an event.
    pub fn can_start(&self) -> bool {
        let event = self.model.get("webhook").is_none_or(|webhook| webhook.as_bool() == Some(true));
        let trigger = self.is("control", "callable") || self.is("control", "noop");
        trigger || self.is_published() || (!self.system && event)
    }

    /// Whether it starts an API endpoint or a delegated flow.
    pub fn is_published(&self) -> bool {
        self.is("http", "accept") || self.is("http", "delegated")
    }

    /// Whether it is the hidden card behind reading a field.
    pub fn is_expansion(&self) -> bool {
        self.is("object", "expand")
    }

    /// Its title.
    pub fn title(&self) -> &'v str {
        title(self.value)
    }

    /// Whether its outputs repeat its inputs.
    pub fn is_mirrored(&self) -> bool {
        member(self.model, "mirrored").as_bool() == Some(true)
    }

    /// Bodies stored in it, with where they lie: an input's id, or none for the error handler.
    pub fn bodies(&self) -> impl Iterator<Item = (Option<&'v str>, Node<'v>)> {
        let inputs = fields(self.inputs)
            .map(|(id, input)| (Some(id), super::datum(input)))
            .filter(|(_, datum)| super::is_body(*datum));
        let handler = member(member(member(self.model, "policy"), "error"), "flo");
        inputs.chain(super::is_body(handler).then_some((None, handler)))
    }
}

impl<'v> Body<'v> {
    pub fn new(value: Node<'v>) -> Self {
        let cards: Vec<Card<'v>> = methods(value).iter().copied().map(Card::new).collect();
        let mut at = FxHashMap::default();
        for (index, card) in cards.iter().enumerate() {
            at.entry(card.uuid).or_insert(index);
        }
        let pairs = fields(member(value, "orderings"))
            .filter_map(|(_, pair)| match items(pair) {
                [from, to] => Some((*at.get(from.as_str()?)?, *at.get(to.as_str()?)?)),
                _ => None,
            })
            .collect();
        Self { value, cards, at, pairs }
    }

    /// The card of an id.
    pub fn card(&self, uuid: &str) -> Option<&Card<'v>> {
        self.at.get(uuid).and_then(|&index| self.cards.get(index))
    }

    /// Whether a card is an expansion.
    pub fn is_expansion(&self, index: usize) -> bool {
        self.cards.get(index).is_some_and(Card::is_expansion)
    }

    /// The arm heads of an If/Else: card index and which arm, as stored.
    pub fn heads(&self, index: usize) -> impl Iterator<Item = (usize, bool)> {
        let branches = self.cards.get(index).map(|card| member(card.value, "branches"));
        branches
            .into_iter()
            .flat_map(fields)
            .filter_map(|(uuid, arm)| Some((*self.at.get(uuid)?, arm.as_bool()?)))
    }
}
