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
mod ports;
pub mod reference;
pub mod signature;
pub mod tables;

/// Declares the cards of a module: one word each names the file and puts its card into the module's slice.
macro_rules! cards {
    ($($card:ident)*) => {
        $(pub mod $card;)*

        /// The cards of this module, by name.
        pub(crate) const CARDS: &[&crate::card::Card] = &[$(&$card::CARD),*];
    };
}

/// What a card does that compares two operands.
macro_rules! comparing {
    ($does:literal) => {
        concat!(
            $does,
            "\nWhich comparison is made follows from the types stored on both operands: numbers by value, \
             text by code units, dates by time."
        )
    };
}

/// What a card does that runs a helper flow over a list.
macro_rules! each_item {
    ($does:literal) => {
        concat!(
            $does,
            "\nThe helper flow runs once for each item; its inputs take the item, a field of it, or a value that \
             is the same for all."
        )
    };
}

/// What a card does that runs a helper flow over an object.
macro_rules! each_key {
    ($does:literal) => {
        concat!(
            $does,
            "\nThe helper flow runs once for each key; its inputs take the key, the value, both as \
             `{key, value}`, or a value that is the same for all."
        )
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

pub use call::{Call, CallSpec, CardError, FieldSpec, Prepared, Random, SlotType};
pub use card::{Availability, Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
pub use catalogue::{Catalogue, catalogue};
pub use evaluate::{EvaluateError, Evaluation, evaluate};
