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

/// Pieces of JSON that nobody understands are read by themselves; what is wrong in them is found in the file all the same.
#[test]
fn what_is_wrong_in_a_piece_is_found_in_the_file() {
    let flow = r#"{"id":"f","name":"F","description":"","data":null,"note":[1,HERE]}"#;
    let pack = format!(r#"{{"type":"flopack","version":"1.5.0","data":{{"flos":{{"f":{flow}}}}}}}"#);
    for (piece, reason) in [("1e999", "number out of range"), (r#""\ud800""#, "unexpected end of hex escape")]
    {
        let text = pack.replace("HERE", piece);
        let place = text.find("1,").unwrap();
        for found in [flowc_okta::read(&text), flowc_okta::sharing(|| flowc_okta::read(&text))] {
            let error = found.err().unwrap_or_default().pop().unwrap();
            let column: usize = error.title.rsplit_once("column ").unwrap().1.parse().unwrap();
            assert!(error.title.contains(reason), "{}", error.title);
            assert!(column > place && column < text.len(), "{}", error.title);
        }
    }
}
