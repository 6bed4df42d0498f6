//! `jwt.decode`: reads a JSON Web Token without checking its signature.

use super::token::Token;
use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run, Side};

/// The card Decode.
pub const CARD: Card = Card {
    name: "jwt.decode",
    address: ("jwt", "decode"),
    title: "Decode",
    description: "Reads a JSON Web Token without checking its signature.",
    doc: "Reads a JSON Web Token without checking its signature.\n\
          Fields of the group `payload` are claims by name; a claim that is not there is null. A text \
          that is no token is an error.",
    inputs: &[Port::text("token").required()],
    outputs: &[Port::object("header").default("null")],
    output_side: Side::FIXED.groups(r#"{"payload":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["jwt-node"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    let token = Token::read(&text)?;
    for (field, place) in call.spec.results.iter().zip(call.outputs.iter_mut().skip(1)) {
        *place = token.payload.get(&field.key).into();
    }
    call.set(0, token.header);
    Ok(())
}
