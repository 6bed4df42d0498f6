//! Files: reading a project from a directory, writing results.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flowc_diag::{Diagnostic, codes};
use flowc_project::PROJECT_FILE;
use flowc_text::{FileLoader, LoadError};

use crate::outcome::Failure;

/// A project's directory.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

/// Directories that hold no source of a project.
const SKIPPED: &[&str] = &["target", "node_modules"];

/// How deep directories may nest.
const DEPTH: usize = 32;

impl Folder {
    pub(crate) fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The project that is meant: the named directory, or the one around the current directory.
    pub(crate) fn project(named: Option<&Path>) -> Result<Folder, Failure> {
        if let Some(named) = named {
            return if named.is_file() { Err(no_directory(named)) } else { Ok(Folder::new(named)) };
        }
        let here = std::env::current_dir().map_err(|error| unreadable(Path::new("."), &error))?;
        let around = here.ancestors().find(|directory| directory.join(PROJECT_FILE).is_file());
        Ok(match around {
            Some(around) if around != here => Folder::new(around),
            _ => Folder::new(""),
        })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What stands in front of file names in messages.
    pub(crate) fn shown(&self) -> String {
        let shown = self.root.to_string_lossy().replace('\\', "/");
        let shown = shown.trim_end_matches('/');
        if shown == "." { String::new() } else { shown.trim_start_matches("./").to_owned() }
    }
}

impl FileLoader for Folder {
    fn read(&self, path: &str) -> Result<String, LoadError> {
        let bytes = fs::read(self.root.join(path)).map_err(|error| load_error(path, &error))?;
        String::from_utf8(bytes).map_err(|_| LoadError {
            path: path.to_owned(),
            reason: "it is no UTF-8".to_owned(),
            missing: false,
        })
    }

    fn list(&self, directory: &str, ending: &str) -> Result<Vec<String>, LoadError> {
        let mut found = Vec::new();
        list(&self.root, directory, ending, DEPTH, &mut found)?;
        found.sort();
        Ok(found)
    }
}

fn list(
    root: &Path,
    directory: &str,
    ending: &str,
    depth: usize,
    found: &mut Vec<String>,
) -> Result<(), LoadError> {
    let place = root.join(directory);
    let here = Path::new(".");
    let entries = fs::read_dir(if place.as_os_str().is_empty() { here } else { &place })
        .map_err(|error| load_error(directory, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| load_error(directory, &error))?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let path = if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") };
        let kind = entry.file_type().map_err(|error| load_error(&path, &error))?;
        if kind.is_dir() {
            // A folder with a project of its own is none of ours.
            let foreign = entry.path().join(PROJECT_FILE).is_file();
            if depth > 0 && !foreign && !SKIPPED.contains(&name) {
                list(root, &path, ending, depth - 1, found)?;
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    Ok(())
}

/// Nobody said where a project is, and there is none around.
pub(crate) fn no_project() -> Diagnostic {
    Diagnostic::global(codes::F0001, format!("there is no {PROJECT_FILE} here or above"))
        .help("name a directory with `-o DIR`, or go into a project")
}

fn no_directory(path: &Path) -> Failure {
    let title = format!("{} is a file, and a project is a directory", path.display());
    Diagnostic::global(codes::F0001, title)
        .help(format!("name the directory that holds {PROJECT_FILE}"))
        .into()
}

fn load_error(path: &str, error: &io::Error) -> LoadError {
    LoadError { path: path.to_owned(), reason: said(error), missing: error.kind() == io::ErrorKind::NotFound }
}

/// What the system said, without its number, as a part of a sentence.
fn said(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn problem(path: &Path, what: &str, error: &io::Error) -> Diagnostic {
    let shown = path.display().to_string();
    let mut diagnostic =
        Diagnostic::global(codes::F0003, format!("{shown} cannot be {what}: {}", said(error)));
    diagnostic.file = Some(shown);
    diagnostic
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    problem(path, "read", error).into()
}

/// The text of a file that was named on the command line.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    String::from_utf8(bytes)
        .map_err(|_| unreadable(path, &io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8")))
}

/// The text of a pack.
pub(crate) fn read_pack(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|_| {
        let shown = path.display().to_string();
        let mut diagnostic = Diagnostic::global(codes::F0601, format!("{shown} is no pack: it is no UTF-8"));
        diagnostic.file = Some(shown);
        diagnostic.into()
    })
}

/// All of stdin.
pub(crate) fn read_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    match io::stdin().lock().read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(error) => Err(unreadable(Path::new("stdin"), &error)),
    }
}

/// Writes a file and the directories above it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| problem(path, "written", &error).into())
}

/// Removes a file, and the directories above it that hold nothing any more.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    fs::remove_file(path).map_err(|error| problem(path, "removed", &error))?;
    let mut above = path.parent();
    // A directory that holds something cannot be removed: there this ends.
    while let Some(directory) = above.filter(|directory| fs::remove_dir(directory).is_ok()) {
        above = directory.parent();
    }
    Ok(())
}

/// Refuses to write into a place that holds something already.
pub(crate) fn must_be_free(path: &Path, help: &str) -> Result<(), Failure> {
    let taken = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.exists(),
    };
    if !taken {
        return Ok(());
    }
    let shown = path.display().to_string();
    let mut diagnostic =
        Diagnostic::global(codes::F0004, format!("{shown} exists and would be overwritten")).help(help);
    diagnostic.file = Some(shown);
    Err(diagnostic.into())
}

/// Where files of an ending are written, removes those of an earlier build.
pub(crate) fn remove_others(out: &Path, ending: &str, written: &[(String, String)]) -> Result<(), Failure> {
    let paths: Vec<PathBuf> =
        written.iter().filter(|(name, _)| name.ends_with(ending)).map(|(name, _)| out.join(name)).collect();
    let Some(directory) = paths.first().and_then(|path| path.parent()) else { return Ok(()) };
    let Ok(entries) = fs::read_dir(directory) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        let named = entry.file_name().to_str().is_some_and(|name| name.ends_with(ending));
        if named && !paths.contains(&path) && path.is_file() {
            fs::remove_file(&path).map_err(|error| problem(&path, "removed", &error))?;
        }
    }
    Ok(())
}
