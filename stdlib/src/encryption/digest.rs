//! Hash algorithms by the names that OpenSSL gives them, and how their results are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use rsa::Pkcs1v15Sign;
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

use crate::call::CardError;

/// A hash algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    /// The algorithm of a name; signature algorithms stand for the hash that they use.
    ///
    /// # Errors
    /// Algorithms that are out of use, and unknown names.
    pub fn named(name: &str) -> Result<Self, CardError> {
        Ok(match name.trim().to_ascii_lowercase().as_str() {
            "md5" | "rsa-md5" | "md5withrsaencryption" | "ssl2-md5" | "ssl3-md5" => Self::Md5,
            "sha1"
            | "dsa"
            | "dsa-sha1"
            | "dsa-sha1-old"
            | "rsa-sha1"
            | "rsa-sha1-2"
            | "dsawithsha1"
            | "dss1"
            | "dsaencryption"
            | "ecdsa-with-sha1"
            | "sha1withrsaencryption"
            | "ssl3-sha1" => Self::Sha1,
            "sha224" | "rsa-sha224" | "sha224withrsaencryption" => Self::Sha224,
            "sha256" | "rsa-sha256" | "sha256withrsaencryption" => Self::Sha256,
            "sha384" | "rsa-sha384" | "sha384withrsaencryption" => Self::Sha384,
            "sha512" | "rsa-sha512" | "sha512withrsaencryption" => Self::Sha512,
            other => return Err(CardError::new(format!("the algorithm \"{other}\" is not available"))),
        })
    }

    /// The hash of bytes.
    pub fn hash(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::digest(data).to_vec(),
            Self::Sha1 => Sha1::digest(data).to_vec(),
            Self::Sha224 => Sha224::digest(data).to_vec(),
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        }
    }

    /// How a signature of PKCS#1 v1.5 names the algorithm.
    pub fn signature(self) -> Pkcs1v15Sign {
        match self {
            Self::Md5 => Pkcs1v15Sign::new::<Md5>(),
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }

    /// The bytes signed with a key of any length.
    ///
    /// # Errors
    /// None that is known: every key fits.
    pub fn hmac(self, key: &[u8], data: &[u8]) -> Result<Vec<u8>, CardError> {
        macro_rules! sign {
            ($hash:ty) => {
                Hmac::<$hash>::new_from_slice(key)
                    .map(|mac| mac.chain_update(data).finalize().into_bytes().to_vec())
                    .map_err(|error| CardError::new(error.to_string()))
            };
        }
        match self {
            Self::Md5 => sign!(Md5),
            Self::Sha1 => sign!(Sha1),
            Self::Sha224 => sign!(Sha224),
            Self::Sha256 => sign!(Sha256),
            Self::Sha384 => sign!(Sha384),
            Self::Sha512 => sign!(Sha512),
        }
    }
}

/// Bytes as text: `base64` (also where nothing is chosen), `hex`, or `binary`: a character for each byte.
pub(super) fn written(bytes: &[u8], digest: &str) -> Result<String, CardError> {
    Ok(match digest {
        "" | "base64" => STANDARD.encode(bytes),
        "hex" => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        "binary" | "latin1" => bytes.iter().map(|&byte| char::from(byte)).collect(),
        other => return Err(CardError::new(format!("\"{other}\" is no form of a digest"))),
    })
}
