//! `text.unique_id`: a random UUID of version 4.

use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Port, Run};

/// The card Unique ID.
pub const CARD: Card = Card {
    name: "text.unique_id",
    aliases: &["text.uuid"],
    address: ("string", "uuid"),
    title: "Unique ID",
    description: "Generate a random unique ID (UUID), such as a tracking number for a transaction.",
    doc: "A random UUID of version 4.",
    class: Class::Random,
    outputs: &[Port::text("output").named("unique_id").label("unique ID").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["random", "version 4 in lower case"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (high, low) = (call.random.next_bits(), call.random.next_bits());
    let bits = u128::from(high) << 64 | u128::from(low);
    // Version 4, variant 1.
    let bits = bits & !(0xF << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let digits = format!("{bits:032x}");
    let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    let groups = groups.map(|(from, to)| digits.get(from..to).unwrap_or_default());
    call.set(0, groups.join("-"));
    Ok(())
}
