//! Declarations of the connectors that every user has, in flowc's own words: tables, API requests, Okta.
//!
//! A project's own declarations, learned from its packs, go before these.

use crate::tables::TABLES;

/// The files of `stdlib/connectors`, each as its connector's key and its text.
pub const FILES: [(&str, &str); 3] = [
    (TABLES, include_str!("../connectors/stash.json")),
    ("httpfunctions", include_str!("../connectors/httpfunctions.json")),
    ("okta", include_str!("../connectors/okta.json")),
];
