//! Block ciphers with a password, as Node's `createCipher` has them: the key comes from the password by OpenSSL's
//! EVP_BytesToKey (MD5, no salt, one round), and the text is padded by PKCS#7.

use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use des::{Des, TdesEde3};
use md5::{Digest as _, Md5};

use crate::call::CardError;

/// Bytes encrypted by the cipher of a name (`aes-256-cbc`).
///
/// # Errors
/// An unknown cipher.
pub(super) fn encrypt(name: &str, password: &[u8], data: &[u8]) -> Result<Vec<u8>, CardError> {
    run(name, &Job { password, salt: &[], start: None, data, forward: true })
}

/// What [`encrypt`] made of bytes, turned back.
///
/// # Errors
/// An unknown cipher; bytes that this cipher and password did not make.
pub(super) fn decrypt(name: &str, password: &[u8], data: &[u8]) -> Result<Vec<u8>, CardError> {
    run(name, &Job { password, salt: &[], start: None, data, forward: false })
}

/// What OpenSSL encrypted with a start vector, of which the first bytes are the salt too, turned back.
///
/// # Errors
/// An unknown cipher; bytes that this cipher and password did not make.
pub(super) fn decrypt_from(
    name: &str,
    start: &[u8],
    password: &[u8],
    data: &[u8],
) -> Result<Vec<u8>, CardError> {
    let salt = start.get(..8).unwrap_or(start);
    run(name, &Job { password, salt, start: Some(start), data, forward: false })
}

/// What is to be done with some bytes, whatever the cipher.
struct Job<'a> {
    password: &'a [u8],
    salt: &'a [u8],
    /// The start vector, where it does not come from the password.
    start: Option<&'a [u8]>,
    data: &'a [u8],
    forward: bool,
}

fn run(name: &str, job: &Job<'_>) -> Result<Vec<u8>, CardError> {
    let name = name.trim().to_ascii_lowercase();
    let unknown = || CardError::new(format!("Unknown cipher \"{name}\""));
    let (core, mode) = name.rsplit_once('-').ok_or_else(unknown)?;
    let chained = match mode {
        "cbc" => true,
        "ecb" => false,
        _ => return Err(unknown()),
    };
    match core {
        "aes-128" => with::<Aes128>(16, job, chained),
        "aes-192" => with::<Aes192>(24, job, chained),
        "aes-256" => with::<Aes256>(32, job, chained),
        "des" => with::<Des>(8, job, chained),
        "des-ede3" => with::<TdesEde3>(24, job, chained),
        _ => Err(unknown()),
    }
}

fn with<C>(key: usize, job: &Job<'_>, chained: bool) -> Result<Vec<u8>, CardError>
where
    C: KeyInit + BlockCipherEncrypt + BlockCipherDecrypt,
{
    let size = Block::<C>::default().len();
    let data = job.data;
    let derived = derive(job.password, job.salt, key + size);
    let (key, start) = derived.split_at_checked(key).unwrap_or_default();
    let cipher = C::new_from_slice(key).map_err(|error| CardError::new(error.to_string()))?;
    let start = if chained { job.start.unwrap_or(start).to_vec() } else { vec![0; size] };
    if start.len() != size {
        return Err(CardError::new("Invalid initialization vector"));
    }
    if job.forward {
        let padding = size - data.len() % size;
        let mut padded = data.to_vec();
        padded.resize(data.len() + padding, u8::try_from(padding).unwrap_or_default());
        return Ok(encrypt_blocks(&cipher, &padded, start, chained));
    }
    if data.is_empty() || !data.len().is_multiple_of(size) {
        return Err(CardError::new("wrong final block length"));
    }
    unpadded(decrypt_blocks(&cipher, data, start, chained), size).ok_or_else(|| CardError::new("bad decrypt"))
}

fn encrypt_blocks<C: BlockCipherEncrypt>(
    cipher: &C,
    data: &[u8],
    mut before: Vec<u8>,
    chained: bool,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    for chunk in data.chunks(before.len()) {
        let mut block = Block::<C>::default();
        let mixed = chunk.iter().zip(&before).map(|(byte, before)| byte ^ before);
        block.iter_mut().zip(mixed).for_each(|(place, byte)| *place = byte);
        cipher.encrypt_block(&mut block);
        out.extend_from_slice(&block);
        if chained {
            before.copy_from_slice(&block);
        }
    }
    out
}

fn decrypt_blocks<C: BlockCipherDecrypt>(
    cipher: &C,
    data: &[u8],
    mut before: Vec<u8>,
    chained: bool,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    for chunk in data.chunks(before.len()) {
        let mut block = Block::<C>::default();
        block.iter_mut().zip(chunk).for_each(|(place, byte)| *place = *byte);
        cipher.decrypt_block(&mut block);
        out.extend(block.iter().zip(&before).map(|(byte, before)| byte ^ before));
        if chained {
            before.copy_from_slice(chunk);
        }
    }
    out
}

/// The bytes without their padding, if that is right.
fn unpadded(mut bytes: Vec<u8>, size: usize) -> Option<Vec<u8>> {
    let last = *bytes.last()?;
    let padding = usize::from(last);
    let kept = bytes.len().checked_sub(padding)?;
    let right = (1..=size).contains(&padding) && bytes.iter().skip(kept).all(|&byte| byte == last);
    bytes.truncate(kept);
    right.then_some(bytes)
}

/// EVP_BytesToKey: hashes of the last hash, the password and the salt, one behind the other.
fn derive(password: &[u8], salt: &[u8], length: usize) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), Vec::new());
    while out.len() < length {
        last = Md5::new().chain_update(&last).chain_update(password).chain_update(salt).finalize().to_vec();
        out.extend_from_slice(&last);
    }
    out.truncate(length);
    out
}
