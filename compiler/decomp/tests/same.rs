//! Sources that come back from their graph exactly as they stand: `tests/same/NAME.fl`.
//!
//! `FLOWC_UPDATE=1` writes what came instead of comparing it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect and says what it found"
)]

use std::path::Path;

use flowc_front::{FolderSettings, Source};
use flowc_ir::dump;
use flowc_stdlib::signature::Signatures;
use indexmap::IndexMap;

/// The program of one source, which must be without errors.
fn program(name: &str, text: &str) -> flowc_ir::Program {
    let parsed = flowc_syntax::parse(flowc_text::FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "{name}: {:#?}", parsed.diagnostics);
    let source = Source { path: "flows", module: &parsed.module };
    let folders: IndexMap<_, FolderSettings> = IndexMap::new();
    let lowered = flowc_front::lower(&[source], &Signatures::system(), &folders);
    let errors: Vec<_> = lowered.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
    lowered.program
}

#[test]
fn sources_come_back_as_they_stand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("same");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    assert!(paths.len() > 3, "samples are missing");
    for path in paths {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let before = program(&name, &text);
        let files = flowc_decomp::decompile(&before, &Signatures::system());
        assert_eq!(files.len(), 1, "{name}");
        let back: String = files.iter().map(|file| flowc_syntax::print(&file.module)).collect();
        let after = program(&name, &back);
        for (flow, other) in before.flows.iter().zip(&after.flows) {
            assert_eq!(dump(&before, flow), dump(&after, other), "{name}: another graph\n{back}");
        }
        if std::env::var_os("FLOWC_UPDATE").is_some() {
            std::fs::write(&path, &back).expect("it can be written");
        } else {
            assert_eq!(back, text, "{name}");
        }
    }
}
