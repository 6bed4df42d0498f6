//! Real packs, where they are at hand.
#![allow(dead_code, clippy::print_stderr, clippy::unwrap_used)]

use std::path::PathBuf;

/// Names and texts of the packs in `FLOWC_CORPUS` (default: `../shared/corpus` beside the workspace).
pub fn corpus() -> Vec<(String, String)> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder =
        std::env::var_os("FLOWC_CORPUS").map_or_else(|| workspace.join("../shared/corpus"), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skip: no packs (FLOWC_CORPUS names no folder)");
        return Vec::new();
    };
    let only = std::env::var("FLOWC_PACK").unwrap_or_default();
    let mut packs: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_stem()?.to_str()?.to_owned();
            let pack = path.extension()? == "flopack" && name.contains(&only);
            pack.then(|| (name, std::fs::read_to_string(&path).unwrap()))
        })
        .collect();
    packs.sort();
    packs
}

/// The platform's signatures and what the pack itself teaches.
pub fn signatures(pack: &flowc_okta::Pack) -> flowc_stdlib::signature::Signatures {
    let mut signatures = flowc_stdlib::signature::Signatures::system();
    flowc_okta::learn(pack).into_iter().for_each(|learned| signatures.add(learned));
    signatures
}
