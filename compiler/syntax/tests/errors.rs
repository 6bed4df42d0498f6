//! Messages as people see them: `tests/errors/NAME.fl` and, beside it, what the terminal shows.
//!
//! `FLOWC_UPDATE=1` writes what came instead of comparing it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::{Path, PathBuf};

use flowc_diag::render;
use flowc_syntax::parse;
use flowc_text::SourceSet;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "fl")).collect();
    files.sort();
    files
}

#[test]
fn messages_are_as_written() {
    let update = std::env::var_os("FLOWC_UPDATE").is_some();
    let cases = cases();
    assert!(cases.len() > 20);
    for path in cases {
        let text = fs::read_to_string(&path).unwrap();
        let mut sources = SourceSet::new();
        let file = sources.add(path.file_name().unwrap().to_str().unwrap(), text.as_str());
        let parsed = parse(file, &text);
        assert!(!parsed.diagnostics.is_empty(), "{}", path.display());
        let shown = render::terminal(&parsed.diagnostics, &sources, false);
        let wanted = path.with_extension("txt");
        if update {
            fs::write(&wanted, &shown).unwrap();
        } else {
            assert_eq!(shown, fs::read_to_string(&wanted).unwrap(), "{}", path.display());
        }
    }
}

/// Every code of syntax has a case.
#[test]
fn every_code_is_shown() {
    let shown: String =
        cases().iter().map(|path| fs::read_to_string(path.with_extension("txt")).unwrap()).collect();
    for code in flowc_diag::codes::ALL.iter().filter(|code| code.id.starts_with("F01")) {
        assert!(shown.contains(code.id), "{} has no case", code.id);
    }
}
