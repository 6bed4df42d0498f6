//! Reading a pack and writing it gives back the same JSON.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stderr, clippy::string_slice)]

mod common;

#[test]
fn real_packs_come_back_byte_for_byte() {
    for (name, text) in common::corpus() {
        let pack = flowc_okta::read(&text).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
        let written = pack.to_json();
        if written != text.trim_end() {
            let at = written.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
            let from = at.saturating_sub(80);
            panic!("{name} differs at {at}:\n{}\n{}", &text[from..at + 40], &written[from..at + 40]);
        }
    }
}
