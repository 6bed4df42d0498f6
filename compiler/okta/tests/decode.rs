//! Every real pack becomes a graph.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use flowc_okta::{decode, read};

#[test]
fn real_packs_decode_without_complaint() {
    for (name, text) in common::corpus() {
        let pack = read(&text).unwrap();
        let decoded = decode(&pack, &common::signatures(&pack));
        for diagnostic in &decoded.diagnostics {
            eprintln!("{name}: {} {}", diagnostic.code.id, diagnostic.title);
        }
        if std::env::var_os("FLOWC_DUMP").is_some() {
            for flow in &decoded.program.flows {
                eprintln!("{}", flowc_ir::dump(&decoded.program, flow));
            }
        }
        let cards =
            |bodies: &[flowc_ir::Body]| bodies.iter().map(|body| body.graph.node_count()).sum::<usize>();
        assert!(decoded.program.flows.iter().any(|flow| cards(&flow.bodies) > 0), "{name}: nothing decoded");
    }
}
