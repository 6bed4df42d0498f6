//! The platform's function cards, each defined once, and the catalogue that finds them.
//!
//! A card is one file, `src/<module>/<card>.rs`: the constant that says everything about it and, where it is a
//! function of its inputs, that function. Adding a card is that file and one word in the module's `cards!` list.
//!
//! Must not know: packs, syntax, flows, how a run is executed. Nothing here reads a clock, files or the network.

pub mod call;
pub mod card;
pub mod catalogue;
pub mod choices;
pub mod connectors;
pub mod evaluate;
pub mod reference;
pub mod search;
pub mod signature;

/// Declares the cards of a module: one word each names the file and puts its card into the module's slice.
macro_rules! cards {
    ($($card:ident)*) => {
        $(pub mod $card;)*

        /// The cards of this module, by name.
        pub(crate) const CARDS: &[&crate::card::Card] = &[$(&$card::CARD),*];
    };
}

pub mod boolean;
pub mod control;
pub mod date;
pub mod encryption;
pub mod flows;
pub mod http;
pub mod json;
pub mod jwt;
pub mod list;
pub mod number;
pub mod object;
pub mod text;
pub mod url;
pub mod xml;

pub use call::{Call, CallSpec, CardError, FieldSpec, Random, SlotType};
pub use card::{Availability, Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
pub use catalogue::{Catalogue, catalogue};
pub use evaluate::{EvaluateError, Evaluation, evaluate};
