//! What was imported comes back value for value.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use flowc_okta::{Lock, Settings, decode, encode, lock, read};

#[test]
fn real_packs_come_back_with_their_lock() {
    let (mut lost, mut total) = (Vec::new(), 0);
    for (name, text) in common::corpus() {
        let pack = read(&text).unwrap();
        let signatures = common::signatures(&pack);
        let decoded = decode(&pack, &signatures);
        let lock_text = lock(&pack, decoded.ids, &decoded.program, &signatures).to_text();
        if std::env::var_os("FLOWC_DUMP").is_some() {
            eprintln!("{lock_text}");
        }
        let lock = Lock::read(&lock_text).unwrap();
        let encoded =
            encode(&decoded.program, &signatures, &Settings { created: "now".into(), lock: Some(&lock) });
        total += 1;
        assert_eq!(encoded.lock.to_text(), lock_text, "{name}");
        if let Some(at) = common::difference(&encoded.pack.to_json(), &text) {
            eprintln!("{name}: {at}");
            lost.push(name);
        }
    }
    assert!(lost.is_empty(), "{} of {total} packs differ: {lost:?}", lost.len());
}
