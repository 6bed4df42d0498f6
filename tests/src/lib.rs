//! Tests that cross crates, and what tests of all crates share: access to real packs.

use std::path::{Path, PathBuf};

/// A real pack.
#[derive(Clone, Debug)]
pub struct RealPack {
    /// Its file's name without `.flopack`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Where real packs lie: `FLOWC_CORPUS`, or `shared/corpus` beside the repository.
pub fn corpus_folder() -> PathBuf {
    std::env::var_os("FLOWC_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join("..").join("shared").join("corpus"),
        PathBuf::from,
    )
}

/// All real packs by name. Where there are none, as in a user's clone, a line says that the test is skipped.
#[expect(clippy::print_stdout, reason = "a line of the test run")]
pub fn corpus() -> Vec<RealPack> {
    let packs = packs_in(&corpus_folder(), ".flopack");
    if packs.is_empty() {
        println!("skip: FLOWC_CORPUS names no folder of real packs");
    }
    packs
}

/// Single flows of connectors, which lie in a folder of their own.
pub fn connector_flows() -> Vec<RealPack> {
    packs_in(&corpus_folder().join("connector-builder"), ".flow")
}

fn packs_in(folder: &Path, ending: &str) -> Vec<RealPack> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.ok()?.path();
        let name = path.file_name()?.to_str()?.strip_suffix(ending)?.to_owned();
        Some(RealPack { name, text: std::fs::read_to_string(&path).ok()? })
    };
    let mut packs: Vec<RealPack> = entries.filter_map(read).collect();
    packs.sort_by(|a, b| a.name.cmp(&b.name));
    packs
}
