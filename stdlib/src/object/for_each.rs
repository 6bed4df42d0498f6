//! `object.for_each`: runs a helper flow for each key of an object.

use flowc_types::Kind;

use crate::card::{Card, Class, Control, Evidence, Model, Port, Run, Side, Typing};
use crate::ports::{HELPER_FLOW, ITEM_CONTEXT, concurrency};

/// The card For Each.
pub const CARD: Card = Card {
    name: "object.for_each",
    aliases: &["object.each"],
    address: ("object", "each"),
    title: "For Each",
    description: "Runs a helper flow for each key of an object.",
    doc: each_key!("Runs a helper flow for each key of an object."),
    class: Class::Control,
    model: Model { asynchronous: true, cooperative: true, ..Model::PURE },
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        HELPER_FLOW,
        concurrency("5"),
    ],
    input_side: Side::FIXED
        .groups(ITEM_CONTEXT),
    run: Run::Control(Control::ObjectEach),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    ..Card::BLANK
};
