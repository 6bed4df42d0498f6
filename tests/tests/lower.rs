//! What constructs become: each module of `tests/lower` is lowered, and its graph compared with the `.ir` file beside
//! it. `FLOWC_UPDATE=1` writes those files anew.

mod common;
#[path = "common/declared.rs"]
mod declared;

use std::path::{Path, PathBuf};

use common::Files;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lower");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut modules: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "fl")).collect();
    modules.sort();
    modules
}

/// The findings above hints, then the graph of every flow, generated helpers included.
fn lowered(source: &str) -> String {
    let mut files = Files::of(source);
    files.0.extend(declared::connectors());
    let checked = flowc_project::check(&files, "");
    let mut out = String::new();
    for found in checked.diagnostics.iter().filter(|found| found.level != flowc_diag::Level::Hint) {
        out.push_str(&format!("{} {}: {}\n", found.level.word(), found.code.id, found.title));
    }
    for flow in &checked.program.flows {
        out.push_str(&flowc_ir::dump(&checked.program, flow));
    }
    out
}

#[test]
fn constructs_become_their_cards() {
    let cases = cases();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for path in cases {
        let made = lowered(&std::fs::read_to_string(&path).unwrap());
        let golden = path.with_extension("ir");
        if std::env::var_os("FLOWC_UPDATE").is_some() {
            std::fs::write(&golden, made).unwrap();
        } else if std::fs::read_to_string(&golden).unwrap_or_default() != made {
            wrong.push(format!("{} becomes\n{made}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
