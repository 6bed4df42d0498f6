//! The connectors that pages and cases of findings speak of.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::path::{Path, PathBuf};

/// Where cases of findings lie.
pub fn ui_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")
}

/// Declaration files as they lie in a project: path and text.
pub fn connectors() -> Vec<(String, String)> {
    let folder = ui_folder().join("connectors");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let declarations = entries.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    declarations
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            (format!("connectors/{name}"), std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}
