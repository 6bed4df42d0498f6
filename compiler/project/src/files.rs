//! The texts of a project in memory, as a disk would hold them.

use std::collections::BTreeMap;

use flowc_text::{FileLoader, LoadError};

use crate::{LOCK_FILE, MODULE_ENDING, PROJECT_FILE, declaration};

/// Texts by path.
#[derive(Clone, Debug, Default)]
pub struct Files(pub BTreeMap<String, String>);

impl Files {
    /// A project of one module.
    pub fn of(source: &str) -> Files {
        let files = [(PROJECT_FILE, "name = \"sample\"\n"), ("main.fl", source)];
        Files(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }

    /// All files of a project that can be read.
    pub fn of_project(loader: &dyn FileLoader) -> Files {
        let listed = [("", MODULE_ENDING), (declaration::FOLDER, ".json")];
        let listed = listed.into_iter().flat_map(|(directory, ending)| {
            let paths: Vec<String> = loader.list(directory, ending).unwrap_or_default();
            paths
        });
        let paths = [PROJECT_FILE, LOCK_FILE].map(str::to_owned).into_iter().chain(listed);
        Files(paths.filter_map(|path| loader.read(&path).ok().map(|text| (path, text))).collect())
    }
}

impl FileLoader for Files {
    fn read(&self, path: &str) -> Result<String, LoadError> {
        self.0.get(path).cloned().ok_or_else(|| LoadError {
            path: path.to_owned(),
            reason: "there is no such file".to_owned(),
            missing: true,
        })
    }

    fn list(&self, directory: &str, ending: &str) -> Result<Vec<String>, LoadError> {
        let inside = |path: &&String| {
            let below = path.strip_prefix(directory);
            below.is_some_and(|rest| directory.is_empty() || rest.starts_with('/')) && path.ends_with(ending)
        };
        Ok(self.0.keys().filter(inside).cloned().collect())
    }
}
