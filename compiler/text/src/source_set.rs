//! The texts of a compilation.

use ecow::EcoString;

use crate::{FileId, LineIndex};

/// All source files of a compilation, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
struct File {
    name: EcoString,
    text: String,
    lines: LineIndex,
}

impl SourceSet {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file under the name that messages show.
    pub fn add(&mut self, name: impl Into<EcoString>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let lines = LineIndex::new(&text);
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File { name: name.into(), text, lines });
        id
    }

    /// The text of a file; empty for an unknown one.
    pub fn text(&self, id: FileId) -> &str {
        self.files.get(id.index()).map_or("", |file| &file.text)
    }

    /// The name of a file; empty for an unknown one.
    pub fn name(&self, id: FileId) -> &str {
        self.files.get(id.index()).map_or("", |file| &file.name)
    }

    /// The lines of a file.
    pub fn line_index(&self, id: FileId) -> Option<&LineIndex> {
        self.files.get(id.index()).map(|file| &file.lines)
    }

    /// All files in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }
}

/// Reads files for the core, which does no input and output itself.
pub trait FileLoader {
    /// The text of a file; paths are relative to the project, with `/`.
    ///
    /// # Errors
    /// When there is no such file, or it is no UTF-8.
    fn read(&self, path: &str) -> Result<String, LoadError>;

    /// Files below a directory that end in this, sorted.
    ///
    /// # Errors
    /// When the directory cannot be read.
    fn list(&self, directory: &str, ending: &str) -> Result<Vec<String>, LoadError>;
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The file.
    pub path: String,
    /// What the system said.
    pub reason: String,
    /// There is no such file.
    pub missing: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_id() {
        let mut sources = SourceSet::new();
        let (a, b) = (sources.add("a.fl", "x"), sources.add("b.fl", "y\nz"));
        assert_eq!((sources.name(a), sources.text(b)), ("a.fl", "y\nz"));
        assert_eq!(sources.line_index(b).map(LineIndex::line_count), Some(2));
        assert_eq!(sources.ids().collect::<Vec<_>>(), [a, b]);
        assert_eq!((sources.name(FileId(9)), sources.text(FileId(9))), ("", ""));
    }
}
