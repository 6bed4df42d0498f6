//! Private keys of RSA as PEM text, in the forms that OpenSSL writes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pkcs8::DecodePrivateKey as _;
use rsa::PrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey as _;

use super::cipher;
use crate::call::CardError;

/// Reads a key; the passphrase counts where the key is encrypted.
///
/// # Errors
/// A text that is no key of RSA, and a wrong passphrase.
pub(super) fn read(pem: &str, passphrase: &str) -> Result<PrivateKey, CardError> {
    let pem = pem.trim();
    let unreadable = |error: String| CardError::new(format!("the private key cannot be read: {error}"));
    let pkcs8 = |error: pkcs8::Error| unreadable(error.to_string());
    let pkcs1 = |error: rsa::pkcs1::Error| unreadable(error.to_string());
    let label = pem.strip_prefix("-----BEGIN ").and_then(|rest| rest.split_once("-----"));
    match label.map(|(label, body)| (label, encryption(body))) {
        Some(("PRIVATE KEY", _)) => PrivateKey::from_pkcs8_pem(pem).map_err(pkcs8),
        Some(("ENCRYPTED PRIVATE KEY", _)) => {
            PrivateKey::from_pkcs8_encrypted_pem(pem, passphrase).map_err(pkcs8)
        }
        Some(("RSA PRIVATE KEY", None)) => PrivateKey::from_pkcs1_pem(pem).map_err(pkcs1),
        Some(("RSA PRIVATE KEY", Some((name, start, data)))) => {
            let plain = cipher::decrypt_from(name, &start, passphrase.as_bytes(), &data)?;
            PrivateKey::from_pkcs1_der(&plain).map_err(pkcs1)
        }
        Some((label, _)) => Err(unreadable(format!("only keys of RSA are used in a local run, not {label}"))),
        None => Err(unreadable("it is no PEM text".to_owned())),
    }
}

/// The cipher, the start vector and the encrypted bytes of a key in OpenSSL's older form, which names them in its
/// headers.
fn encryption(body: &str) -> Option<(&str, Vec<u8>, Vec<u8>)> {
    let (_, rest) = body.split_once("DEK-Info: ")?;
    let (name, rest) = rest.split_once(',')?;
    let (start, rest) = rest.split_once('\n')?;
    let (data, _) = rest.split_once("-----END")?;
    let digits: Vec<char> = start.trim().chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).ok();
    let start = digits.chunks(2).map(byte).collect::<Option<_>>()?;
    let data: String = data.split_whitespace().collect();
    Some((name, start, STANDARD.decode(data).ok()?))
}
