//! `control.comment`: a note on the canvas; it does nothing.

use crate::card::{Card, Class, Control, Evidence, Run};

/// The card Comment.
pub const CARD: Card = Card {
    name: "control.comment",
    address: ("control", "comment"),
    title: "Comment",
    description: "Leave a comment.",
    doc: "A note on the canvas; it does nothing.",
    class: Class::Control,
    run: Run::Control(Control::Comment),
    evidence: &[Evidence::Pack],
    ..Card::BLANK
};
