//! All cards, found by every name they have.

use std::collections::HashMap;
use std::sync::OnceLock;

use flowc_types::{Kind, Shape};

use crate::card::Card;

/// The index over all cards.
#[derive(Debug)]
pub struct Catalogue {
    cards: Vec<&'static Card>,
    by_name: HashMap<&'static str, &'static Card>,
    by_alias: HashMap<&'static str, &'static Card>,
    by_address: HashMap<(&'static str, &'static str), &'static Card>,
}

/// The modules in the order in which documentation lists them.
const MODULES: &[&[&Card]] = &[
    crate::text::CARDS,
    crate::number::CARDS,
    crate::boolean::CARDS,
    crate::date::CARDS,
    crate::list::CARDS,
    crate::object::CARDS,
    crate::json::CARDS,
    crate::control::CARDS,
    crate::encryption::CARDS,
    crate::url::CARDS,
    crate::http::CARDS,
    crate::jwt::CARDS,
    crate::xml::CARDS,
    crate::flows::CARDS,
];

/// The catalogue of the platform's own cards.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let cards: Vec<&'static Card> = MODULES.iter().flat_map(|module| module.iter().copied()).collect();
        let aliases = cards.iter().flat_map(|&card| card.aliases.iter().map(move |&alias| (alias, card)));
        Catalogue {
            by_name: cards.iter().map(|&card| (card.name, card)).collect(),
            by_alias: aliases.collect(),
            by_address: cards.iter().map(|&card| (card.address, card)).collect(),
            cards,
        }
    })
}

impl Catalogue {
    /// All cards, module by module, by name within each.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'static Card> {
        self.cards.iter().copied()
    }

    /// The card of a name in the source, `text.split`, or of one of its other names.
    pub fn named(&self, name: &str) -> Option<&'static Card> {
        self.by_name.get(name).or_else(|| self.by_alias.get(name)).copied()
    }

    /// The card of a channel and method of the platform, `("string", "split")`.
    pub fn of(&self, channel: &str, method: &str) -> Option<&'static Card> {
        self.by_address.get(&(channel, method)).copied()
    }

    /// The card of a platform address: `root:kernel:string:0.0.1:split`, or short `string:split`.
    pub fn at_address(&self, address: &str) -> Option<&'static Card> {
        let parts: Vec<&str> = address.split(':').collect();
        match parts.as_slice() {
            ["root", "kernel", channel, _, method] | [channel, method] => self.of(channel, method),
            _ => None,
        }
    }

    /// The card that somebody means: a name, an address, a title (`Text Segment`) or its last word alone
    /// where only one card has it.
    pub fn find(&self, wanted: &str) -> Option<&'static Card> {
        let exact = self.named(wanted).or_else(|| self.at_address(wanted));
        exact
            .or_else(|| self.only(|card| card.title.eq_ignore_ascii_case(wanted)))
            .or_else(|| self.only(|card| card.name.split_once('.').is_some_and(|(_, last)| last == wanted)))
    }

    fn only(&self, matches: impl Fn(&Card) -> bool) -> Option<&'static Card> {
        let mut found = self.iter().filter(|card| matches(card));
        found.next().filter(|_| found.next().is_none())
    }

    /// Up to three names that look like a wrong one, nearest first.
    pub fn nearest(&self, wrong: &str) -> Vec<&'static str> {
        let names =
            self.iter().flat_map(|card| std::iter::once(card.name).chain(card.aliases.iter().copied()));
        nearest(wrong, names)
    }
}

/// Up to three of the candidates that look like a wrong name, nearest first.
pub(crate) fn nearest<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let last_word = |name: &str| name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let wrong_word = last_word(wrong);
    let mut ranked: Vec<(usize, &str)> = candidates
        .map(|name| {
            let whole = distance(&wrong.to_lowercase(), &name.to_lowercase());
            (whole.min(distance(&wrong_word, &last_word(name)) + 1), name)
        })
        .filter(|&(distance, _)| distance <= 1 + wrong_word.chars().count() / 3)
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, name)| name).take(3).collect()
}

/// How many letters must be inserted, dropped or replaced to make one word the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (done, a) in left.chars().enumerate() {
        let mut next = vec![done + 1];
        for ((b, &above), pair) in right.iter().zip(row.iter().skip(1)).zip(row.iter()) {
            let beside = next.last().copied().unwrap_or_default();
            next.push((pair + usize::from(a != *b)).min(above + 1).min(beside + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// The module whose cards are methods of values of this type.
pub fn module_of(shape: &Shape) -> &'static str {
    if shape.is_list() {
        return "list";
    }
    match shape.kind() {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::File => "file",
        Kind::Object | Kind::Flow | Kind::Any => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_address_leads_to_one_card() {
        let all = catalogue();
        assert_eq!(all.iter().len(), all.by_name.len());
        assert_eq!(all.iter().len(), all.by_address.len());
        for card in all.iter() {
            assert_eq!(all.named(card.name).map(|found| found.name), Some(card.name));
            assert_eq!(all.at_address(&card.platform_address()).map(|found| found.name), Some(card.name));
            for alias in card.aliases {
                assert!(!all.by_name.contains_key(alias), "{alias} is a name and an alias");
                assert_eq!(all.named(alias).map(|found| found.name), Some(card.name), "{alias}");
            }
        }
    }

    #[test]
    fn labels_decide_between_cards_with_confusing_methods() {
        for (channel, method, name) in [
            ("list", "filterBy", "list.filter"),
            ("list", "filter", "list.filter_custom"),
            ("list", "findBy", "list.find"),
            ("object", "pick", "object.get_multiple"),
            ("math", "expression", "number.formula"),
            ("object", "map", "object.map_to_list"),
            ("object", "process", "object.map"),
            ("control", "throwIf", "control.return_error_if"),
        ] {
            assert_eq!(catalogue().of(channel, method).map(|card| card.name), Some(name));
        }
    }

    #[test]
    fn wrong_names_find_their_neighbours() {
        assert_eq!(catalogue().nearest("text.splt").first(), Some(&"text.split"));
        assert_eq!(catalogue().nearest("string.split").first(), Some(&"list.split"));
        assert!(catalogue().nearest("weather").is_empty());
        assert_eq!(catalogue().find("Text Segment").map(|card| card.name), Some("text.text_segment"));
        assert_eq!(catalogue().find("string:substr").map(|card| card.name), Some("text.text_segment"));
    }
}
