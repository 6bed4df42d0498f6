//! `flow.toml`: what a project says about itself.

use flowc_diag::{Diagnostic, codes};
use flowc_front::FolderSettings;
use flowc_text::{FileId, Span};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Name of the file that makes a folder a project.
pub const PROJECT_FILE: &str = "flow.toml";

/// What `flow.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name of the project and of the files that a build writes.
    pub name: String,
    /// Name of the pack's outermost folder on the platform; without it flows lie in the folder they are imported into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Description of that folder.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Address of that folder's picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub picture: String,
    /// The pack does not hold that folder: flows only name it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// Directory of the modules, relative to the project.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sources: String,
    /// What the platform shows of directories below `sources`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub folders: IndexMap<String, FolderEntry>,
}

/// What `flow.toml` says about a directory.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FolderEntry {
    /// Name on the platform.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The pack does not hold the folder: flows only name it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// Description on the platform.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Address of its picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub picture: String,
}

impl Settings {
    /// Reads `flow.toml`; `file` is where its text stands in the sources.
    ///
    /// # Errors
    /// F0002 with the place and what is wrong there.
    pub fn read(file: FileId, text: &str) -> Result<Settings, Box<Diagnostic>> {
        let settings: Settings = toml::from_str(text).map_err(|error| {
            let range = error.span().unwrap_or(0..text.len().min(1));
            let end = u32::try_from(range.end).unwrap_or(u32::MAX);
            let start = u32::try_from(range.start).unwrap_or(u32::MAX);
            let message = error.message().trim_end().replace('\n', "; ");
            problem(Span::new(file, start, end), message)
        })?;
        settings.well_formed().map_err(|(word, message)| problem(span_of(file, text, &word), message))?;
        Ok(settings)
    }

    /// What no type can say: names become file names, paths stay inside the project.
    fn well_formed(&self) -> Result<(), (String, String)> {
        if !is_file_name(&self.name) {
            let message = format!("`{}` is no name of a project", self.name.escape_debug());
            return Err((self.name.clone(), message));
        }
        let paths = std::iter::once(&self.sources).chain(self.folders.keys());
        for path in paths.filter(|path| !path.is_empty()) {
            if !path.split('/').all(is_file_name) {
                let message = format!("`{}` is no directory inside the project", path.escape_debug());
                return Err((path.clone(), message));
            }
        }
        Ok(())
    }

    /// The text of `flow.toml`.
    pub fn write(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Settings of all folders, `""` for the outermost.
    pub fn folder_settings(&self) -> IndexMap<ecow::EcoString, FolderSettings> {
        let outside = String::new();
        let outermost = self.title.as_ref().or(self.outside.then_some(&outside)).map(|title| {
            let entry = FolderSettings {
                title: title.into(),
                external: self.outside,
                description: self.description.as_str().into(),
                media: self.picture.as_str().into(),
            };
            (ecow::EcoString::new(), entry)
        });
        let below = self.folders.iter().map(|(path, entry)| {
            let entry = FolderSettings {
                title: entry.title.as_str().into(),
                external: entry.outside,
                description: entry.description.as_str().into(),
                media: entry.picture.as_str().into(),
            };
            (path.into(), entry)
        });
        outermost.into_iter().chain(below).collect()
    }
}

/// Whether a text can name a file on every system.
pub(crate) fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.len() <= 200
        && !name.chars().any(|letter| letter.is_control() || "/\\:*?\"<>|".contains(letter))
}

fn problem(span: Span, message: String) -> Box<Diagnostic> {
    let help = "a project needs `name = \"…\"`; it may have title, description, picture, sources and \
                [folders.\"path\"] with title, description, picture";
    Box::new(Diagnostic::new(codes::F0002, span, message).help(help))
}

fn span_of(file: FileId, text: &str, word: &str) -> Span {
    let start = text.find(word).unwrap_or(0);
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(file, at(start), at((start + word.len()).min(text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_as_they_were_written() {
        let text = "name = \"onboarding\"\ntitle = \"Onboarding\"\nsources = \"flows\"\n\n\
                    [folders.\"remediation\"]\ntitle = \"Remediation\"\n";
        let settings = Settings::read(FileId(0), text).unwrap();
        assert_eq!(settings.name, "onboarding");
        assert_eq!(settings.folder_settings().keys().collect::<Vec<_>>(), ["", "remediation"]);
        assert_eq!(Settings::read(FileId(0), &settings.write()).unwrap(), settings);
    }

    #[test]
    fn what_cannot_be_is_shown_at_its_place() {
        for (text, start, message) in [
            ("name = 1", 7, "invalid type: integer `1`, expected a string"),
            ("name = \"a\"\nnmae = \"b\"", 11, "unknown field `nmae`"),
            ("name = \"a/b\"", 8, "`a/b` is no name of a project"),
            ("name = \"a\"\nsources = \"../x\"", 22, "`../x` is no directory inside the project"),
            ("title = \"x\"", 0, "missing field `name`"),
            ("name = \"a", 9, ""),
        ] {
            let problem = Settings::read(FileId(0), text).unwrap_err();
            assert_eq!(problem.code, codes::F0002);
            assert!(problem.title.starts_with(message), "{text}: {}", problem.title);
            assert_eq!(problem.span().map(|span| span.start), Some(start), "{text}");
        }
    }
}
