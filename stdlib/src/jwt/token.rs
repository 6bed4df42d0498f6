//! Tokens: three parts in base64, signed with a shared secret; as the package jsonwebtoken of Node.js makes
//! them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flowc_value::{Object, Value, json};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};

use crate::call::CardError;

/// A token taken apart, not yet trusted.
pub(super) struct Token<'t> {
    pub header: Object,
    pub payload: Object,
    /// Header and payload as they were signed.
    signed: &'t str,
    signature: Vec<u8>,
}

impl<'t> Token<'t> {
    /// The parts of a token.
    pub fn read(token: &'t str) -> Result<Self, CardError> {
        Self::parts(token).ok_or_else(|| CardError::new("jwt malformed"))
    }

    fn parts(token: &'t str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let part = |text: &str| {
            let value = json::parse_bytes(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
            value.as_object().cloned()
        };
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self { header: part(header)?, payload: part(payload)?, signed, signature })
    }

    /// Whether the secret made its signature.
    pub fn is_signed_by(&self, algorithm: &str, secret: &str) -> Result<bool, CardError> {
        let (data, key, signature) = (self.signed.as_bytes(), secret.as_bytes(), self.signature.as_slice());
        Ok(match algorithm {
            "HS256" => begun::<Hmac<Sha256>>(key, data)?.verify_slice(signature).is_ok(),
            "HS384" => begun::<Hmac<Sha384>>(key, data)?.verify_slice(signature).is_ok(),
            "HS512" => begun::<Hmac<Sha512>>(key, data)?.verify_slice(signature).is_ok(),
            other => return Err(not_here(other)),
        })
    }
}

/// A signed token.
pub(super) fn write(
    header: &Object,
    payload: &Object,
    algorithm: &str,
    secret: &str,
) -> Result<String, CardError> {
    let part = |object: &Object| URL_SAFE_NO_PAD.encode(json::to_bytes(&Value::Object(object.clone())));
    let signed = format!("{}.{}", part(header), part(payload));
    let (data, key) = (signed.as_bytes(), secret.as_bytes());
    let signature = match algorithm {
        "HS256" => begun::<Hmac<Sha256>>(key, data)?.finalize().into_bytes().to_vec(),
        "HS384" => begun::<Hmac<Sha384>>(key, data)?.finalize().into_bytes().to_vec(),
        "HS512" => begun::<Hmac<Sha512>>(key, data)?.finalize().into_bytes().to_vec(),
        other => return Err(not_here(other)),
    };
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn begun<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Result<M, CardError> {
    let mut mac = <M as KeyInit>::new_from_slice(key).map_err(|_| CardError::new("secret is not usable"))?;
    mac.update(data);
    Ok(mac)
}

/// Refuses the algorithms that need key pairs.
pub(super) fn supported(algorithm: &str) -> Result<(), CardError> {
    if matches!(algorithm, "HS256" | "HS384" | "HS512") { Ok(()) } else { Err(not_here(algorithm)) }
}

fn not_here(algorithm: &str) -> CardError {
    let known = "only HS256, HS384 and HS512, which need no key pair, are computed outside the platform";
    CardError::new(format!("the algorithm \"{algorithm}\" cannot be used in a local run: {known}"))
}

/// Seconds since 1970 of an instant given in milliseconds.
pub(super) fn seconds(now: f64) -> f64 {
    (now / 1000.0).floor()
}

/// The instant a claim names: a number of seconds from a moment on, or a text such as `2 days`.
pub(super) fn later(moment: f64, span: &Value) -> Option<f64> {
    match span {
        Value::Number(number) if number.fract() == 0.0 => Some(moment + number),
        Value::Text(text) => Some((moment + milliseconds(text)? / 1000.0).floor()),
        _ => None,
    }
}

/// A span of time as people write it, in milliseconds; a bare number is milliseconds.
fn milliseconds(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let unit = unit.trim_start().to_ascii_lowercase();
    let factor = match unit.as_str() {
        "" | "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1_000.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60_000.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600_000.0,
        "d" | "day" | "days" => 86_400_000.0,
        "w" | "week" | "weeks" => 604_800_000.0,
        "y" | "yr" | "yrs" | "year" | "years" => 31_557_600_000.0,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * factor)
}
