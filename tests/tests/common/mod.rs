//! What the tests of this crate share: a project in memory.
#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;

use flowc_text::{FileLoader, LoadError};

/// Files of a project by path.
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    /// A project of one module.
    pub fn of(source: &str) -> Self {
        let files = [("flow.toml", "name = \"sample\"\n"), ("main.fl", source)];
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }
}

impl FileLoader for Files {
    fn read(&self, path: &str) -> Result<String, LoadError> {
        let missing =
            || LoadError { path: path.to_owned(), reason: "no such file".to_owned(), missing: true };
        self.0.get(path).cloned().ok_or_else(missing)
    }

    fn list(&self, directory: &str, ending: &str) -> Result<Vec<String>, LoadError> {
        let below = |path: &&String| directory.is_empty() || path.starts_with(&format!("{directory}/"));
        Ok(self.0.keys().filter(below).filter(|path| path.ends_with(ending)).cloned().collect())
    }
}
