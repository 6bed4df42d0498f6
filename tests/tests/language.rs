//! The reference of the language runs: its examples check without error, and become the cards it shows.
//!
//! `FLOWC_UPDATE=1` writes the blocks of cards anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test may panic")]

mod common;
#[path = "common/declared.rs"]
mod declared;
#[path = "common/fence.rs"]
mod fence;

use common::Files;
use fence::fences;
use flowc_project::{Emit, Options};

fn page(path: &str) -> (std::path::PathBuf, String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

/// The cards that a module becomes, or what the checker says against it.
fn cards(source: &str) -> Result<String, String> {
    let mut files = Files::of(source);
    files.0.extend(declared::connectors());
    let checked = flowc_project::check(&files, "");
    let errors: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|found| found.is_error())
        .map(|found| format!("{}: {}", found.code.id, found.title))
        .collect();
    if !errors.is_empty() {
        return Err(format!("{}\n{source}", errors.join("\n")));
    }
    let emit = Emit { pack: false, plan: true, cards: true, ir: false };
    let built = flowc_project::build(&checked, &Options { emit, ..Options::default() });
    Ok(built.reports)
}

fn examples_hold(path: &str) {
    let (path, text) = page(path);
    let blocks = fences(&text);
    let mut updated = text.clone();
    let mut wrong = Vec::new();
    for (at, block) in blocks.iter().enumerate().rev().filter(|(_, block)| block.kind == "flow") {
        match cards(&text[block.range.clone()]) {
            Err(error) => wrong.push(error),
            Ok(made) => {
                let shown = blocks.get(at + 1).filter(|next| next.kind == "cards");
                if let Some(shown) = shown.filter(|shown| text[shown.range.clone()] != made) {
                    wrong.push(format!("other cards than shown:\n{made}"));
                    updated.replace_range(shown.range.clone(), &made);
                }
            }
        }
    }
    if std::env::var_os("FLOWC_UPDATE").is_some() {
        std::fs::write(path, updated).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
    assert!(blocks.iter().any(|block| block.kind == "flow"));
}

#[test]
fn the_reference_holds() {
    examples_hold("spec/language.md");
}
