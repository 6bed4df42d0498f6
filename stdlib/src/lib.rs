//! The platform's function cards, each defined once, and the catalogue that finds them.

pub mod call;
pub mod card;

pub use call::{Call, CallSpec, CardError, FieldSpec, Random, SlotType};
pub use card::{Availability, Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
