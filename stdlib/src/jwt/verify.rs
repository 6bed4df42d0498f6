//! `jwt.verify`: checks a JSON Web Token's signature and claims and gives the claims wanted.

use flowc_types::Kind;
use flowc_value::{Object, Value};

use super::token::{self, Token};
use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Model, Port, Run, Side, Typing};

use super::ALGORITHMS;

/// The card Verify.
pub const CARD: Card = Card {
    name: "jwt.verify",
    address: ("jwt", "verify"),
    title: "Verify",
    description: "Decode and verify a JSON Web Token.",
    doc: "Checks a JSON Web Token's signature and claims and gives the claims wanted.\n\
          Fields of the group `decoded` are claims by name; a claim that is not there is null. \
          Audience, issuer and subject are checked where they are given. In a local run the \
          algorithms are HS256, HS384 and HS512.",
    class: Class::Clock,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::text("token").required(),
        Port::text("key").required(),
        Port::text("audience").group("options").default("null"),
        Port::text("issuer").group("options").default("null"),
        Port::boolean("ignoreExpiration").named("ignore_expiration").group("options"),
        Port::text("subject").group("options").default("null"),
        Port::text("algorithm").group("options").required().choices(ALGORITHMS),
        Port::text("message")
            .typing(Typing::Adopts(&[
                Kind::Text,
                Kind::Number,
                Kind::Boolean,
                Kind::Date,
                Kind::Object,
                Kind::File,
                Kind::Flow,
            ]))
            .available(r#"["string","number","boolean","Date","Array","object","file","flo","folder"]"#),
    ],
    output_side: Side::FIXED.groups(r#"{"decoded":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["jwt-node", "jwt-message"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (text, message) = (call.text(0), call.text(7));
    token::supported(&call.text(6))?;
    let payload = verified(call, &text)
        .map_err(|error| if message.is_empty() { error } else { CardError::new(message.as_str()) })?;
    for (field, place) in call.spec.results.iter().zip(call.outputs.iter_mut()) {
        *place = payload.get(&field.key).into();
    }
    Ok(())
}

/// The claims of the token, if all that is asked of it holds.
fn verified(call: &Call<'_>, text: &str) -> Result<Object, CardError> {
    let (token, algorithm) = (Token::read(text)?, call.text(6));
    let problem = if token.header.get("alg").and_then(Value::as_str) != Some(algorithm.as_str()) {
        Some("invalid algorithm".to_owned())
    } else if !token.is_signed_by(&algorithm, &call.text(1))? {
        Some("invalid signature".to_owned())
    } else {
        wrong_time(&token, token::seconds(call.now), call.boolean(4)?)
            .or_else(|| wrong_claim(&token, "audience", "aud", &call.text(2)))
            .or_else(|| wrong_claim(&token, "issuer", "iss", &call.text(3)))
            .or_else(|| wrong_claim(&token, "subject", "sub", &call.text(5)))
    };
    problem.map_or(Ok(token.payload), |problem| Err(CardError::new(problem)))
}

fn wrong_time(token: &Token<'_>, now: f64, ignore_expiration: bool) -> Option<String> {
    let instant = |claim: &str| token.payload.get(claim).and_then(Value::as_number);
    if instant("nbf").is_some_and(|begin| begin > now) {
        return Some("jwt not active".to_owned());
    }
    let expired = !ignore_expiration && instant("exp").is_some_and(|end| now >= end);
    expired.then(|| "jwt expired".to_owned())
}

/// A claim that is asked for and does not hold; a list of values holds if one of them does.
fn wrong_claim(token: &Token<'_>, option: &str, claim: &str, expected: &str) -> Option<String> {
    let holds = match token.payload.get(claim) {
        Some(Value::List(values)) => values.iter().any(|value| value.as_str() == Some(expected)),
        value => value.and_then(Value::as_str) == Some(expected),
    };
    (!expected.is_empty() && !holds).then(|| format!("jwt {option} invalid. expected: {expected}"))
}
