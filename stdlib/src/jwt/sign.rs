//! `jwt.sign`: makes a signed JSON Web Token from the fields of the group `payload`.

use flowc_types::Kind;
use flowc_value::{Object, Value};

use super::token;
use crate::call::{Call, CardError};
use crate::card::{Card, Class, Evidence, Model, Port, Run, Side, Typing};

use super::ALGORITHMS;

/// The card Sign.
pub const CARD: Card = Card {
    name: "jwt.sign",
    address: ("jwt", "sign"),
    title: "Sign",
    description: "Encode and sign a JSON Web Token.",
    doc: "Makes a signed JSON Web Token from the fields of the group `payload`.\n\
          Its options become claims; a claim given twice is an error. In a local run the algorithms \
          are HS256, HS384 and HS512.",
    class: Class::Clock,
    model: Model { executable: true, ..Model::PURE },
    inputs: &[
        Port::text("key"),
        Port::text("audience").group("options").default("null"),
        Port::text("issuer").group("options").default("null"),
        Port::number("expiresIn")
            .named("expires_in")
            .group("options")
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text]))
            .default("null")
            .available(r#"["number","string"]"#)
            .metadata(r#"{"examples":[60,"10 minutes","2 days","7d","10h"]}"#),
        Port::text("jwtid").group("options").default("null"),
        Port::boolean("noTimestamp").named("no_timestamp").group("options"),
        Port::text("header").group("options").default("null"),
        Port::number("notBefore")
            .named("not_before")
            .group("options")
            .typing(Typing::Adopts(&[Kind::Number, Kind::Text]))
            .default("null")
            .available(r#"["number","string"]"#)
            .metadata(r#"{"examples":[60,"10 minutes","2 days","7d","10h"]}"#),
        Port::text("subject").group("options").default("null"),
        Port::text("algorithm").group("options").required().choices(ALGORITHMS),
    ],
    outputs: &[Port::text("token").default("null")],
    input_side: Side::FIXED.groups(r#"{"payload":{"extensible":true,"reserved":{},"type":"object"}}"#),
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Pack],
    assumed: &["jwt-node"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let (key, algorithm) = (call.text(0), call.text(9));
    if key.is_empty() {
        return Err(CardError::new("secretOrPrivateKey must have a value"));
    }
    let mut header = Object::from_iter([("alg", Value::from(&algorithm)), ("typ", "JWT".into())]);
    header.extend(call.object(6)?);
    let payload = payload(call)?;
    let token = token::write(&header, &payload, &algorithm, &key)?;
    call.set(0, token);
    Ok(())
}

/// The author's claims and those that the options ask for.
fn payload(call: &Call<'_>) -> Result<Object, CardError> {
    let mut payload: Object =
        call.author_fields().map(|(field, value)| (field.key.as_str(), value)).collect();
    let given = payload.get("iat").and_then(Value::as_number);
    let moment = given.unwrap_or_else(|| token::seconds(call.now));
    if call.boolean(5)? {
        payload.remove("iat");
    } else {
        payload.insert("iat", moment);
    }
    for (index, option, claim) in [(7, "notBefore", "nbf"), (3, "expiresIn", "exp")] {
        if wanted(call.input(index)) {
            let instant = token::later(moment, call.input(index)).ok_or_else(|| {
                let form = "should be a number of seconds or string representing a timespan";
                CardError::new(format!("\"{option}\" {form} eg: \"1d\", \"20h\", 60"))
            })?;
            claim_once(&mut payload, option, claim, instant.into())?;
        }
    }
    for (index, option, claim) in
        [(1, "audience", "aud"), (2, "issuer", "iss"), (8, "subject", "sub"), (4, "jwtid", "jti")]
    {
        if wanted(call.input(index)) {
            claim_once(&mut payload, option, claim, call.text(index).into())?;
        }
    }
    Ok(payload)
}

/// Whether an option is filled.
fn wanted(option: &Value) -> bool {
    !option.is_null() && option.as_str() != Some("")
}

fn claim_once(payload: &mut Object, option: &str, claim: &str, value: Value) -> Result<(), CardError> {
    if payload.contains_key(claim) {
        let problem = format!("The payload already has an \"{claim}\" property.");
        return Err(CardError::new(format!("Bad \"options.{option}\" option. {problem}")));
    }
    payload.insert(claim, value);
    Ok(())
}
