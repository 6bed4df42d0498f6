//! Encryption: hashes, signatures and ciphers.

use crate::card::Port;

cards! {
    aes decrypt encrypt hash hmac sha1 sha256 sign
}

mod cipher;
mod digest;
mod private_key;

/// How binary results are written.
const DIGEST: Port = Port::text("digest").default(r#""base64""#).choices(&[
    ("base64", "base64"),
    ("hex", "hex"),
    ("binary", "binary"),
]);

/// What is assumed of it.
const DIGEST_ASSUMED: &str =
    "the text is hashed as UTF-8, hex is in lower case, binary has one character for each byte";

/// The hash algorithms that the documentation names.
const HASH_ALGORITHMS: &[(&str, &str)] =
    &[("md5", "md5"), ("sha1", "sha1"), ("sha256", "sha256"), ("sha384", "sha384"), ("sha512", "sha512")];

/// The ciphers that the documentation names.
const CIPHERS: &[(&str, &str)] = &[
    ("aes-128-cbc", "aes-128-cbc"),
    ("aes-128-ecb", "aes-128-ecb"),
    ("aes-256-cbc", "aes-256-cbc"),
    ("aes-256-ecb", "aes-256-ecb"),
    ("des-cbc", "des-cbc"),
    ("des-ecb", "des-ecb"),
];

/// What the cards take that encrypt or decrypt with a password.
const CIPHER_INPUTS: &[Port] =
    &[Port::text("algorithm").choices(CIPHERS), Port::text("key").required(), Port::text("data").required()];

/// The algorithms that packs list for HMAC: names of an old OpenSSL.
const HMAC_ALGORITHMS: &[(&str, &str)] = &[
    ("DSA", "DSA"),
    ("DSA-SHA", "DSA-SHA"),
    ("DSA-SHA1", "DSA-SHA1"),
    ("DSA-SHA1-old", "DSA-SHA1-old"),
    ("RSA-MD4", "RSA-MD4"),
    ("RSA-MD5", "RSA-MD5"),
    ("RSA-MDC2", "RSA-MDC2"),
    ("RSA-RIPEMD160", "RSA-RIPEMD160"),
    ("RSA-SHA", "RSA-SHA"),
    ("RSA-SHA1", "RSA-SHA1"),
    ("RSA-SHA1-2", "RSA-SHA1-2"),
    ("RSA-SHA224", "RSA-SHA224"),
    ("RSA-SHA256", "RSA-SHA256"),
    ("RSA-SHA384", "RSA-SHA384"),
    ("RSA-SHA512", "RSA-SHA512"),
    ("dsaEncryption", "dsaEncryption"),
    ("dsaWithSHA", "dsaWithSHA"),
    ("dsaWithSHA1", "dsaWithSHA1"),
    ("dss1", "dss1"),
    ("ecdsa-with-SHA1", "ecdsa-with-SHA1"),
    ("md4", "md4"),
    ("md4WithRSAEncryption", "md4WithRSAEncryption"),
    ("md5", "md5"),
    ("md5WithRSAEncryption", "md5WithRSAEncryption"),
    ("mdc2", "mdc2"),
    ("mdc2WithRSA", "mdc2WithRSA"),
    ("ripemd", "ripemd"),
    ("ripemd160", "ripemd160"),
    ("ripemd160WithRSA", "ripemd160WithRSA"),
    ("rmd160", "rmd160"),
    ("sha", "sha"),
    ("sha1", "sha1"),
    ("sha1WithRSAEncryption", "sha1WithRSAEncryption"),
    ("sha224", "sha224"),
    ("sha224WithRSAEncryption", "sha224WithRSAEncryption"),
    ("sha256", "sha256"),
    ("sha256WithRSAEncryption", "sha256WithRSAEncryption"),
    ("sha384", "sha384"),
    ("sha384WithRSAEncryption", "sha384WithRSAEncryption"),
    ("sha512", "sha512"),
    ("sha512WithRSAEncryption", "sha512WithRSAEncryption"),
    ("shaWithRSAEncryption", "shaWithRSAEncryption"),
    ("ssl2-md5", "ssl2-md5"),
    ("ssl3-md5", "ssl3-md5"),
    ("ssl3-sha1", "ssl3-sha1"),
    ("whirlpool", "whirlpool"),
];
