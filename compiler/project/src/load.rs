//! From files to trees: `flow.toml`, modules, declarations, the lock.

use flowc_diag::{Diagnostic, codes};
use flowc_okta::Lock;
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast;
use flowc_text::{FileId, FileLoader, LoadError, SourceSet};

use crate::{PROJECT_FILE, Settings, declaration};

/// Name of the file that keeps platform ids and what else the source does not say.
pub const LOCK_FILE: &str = "flow.lock";

/// What the extension of modules is.
pub const MODULE_ENDING: &str = ".fl";

/// A project's files as they were read; whatever could not be read is missing and reported.
#[derive(Debug)]
pub struct Project {
    /// What `flow.toml` says.
    pub settings: Settings,
    /// The texts of `flow.toml` and of all modules.
    pub sources: SourceSet,
    /// Modules by path.
    pub modules: Vec<Module>,
    /// The platform's cards and declared ones of connectors.
    pub signatures: Signatures,
    /// What `flow.lock` says.
    pub lock: Option<Lock>,
    /// Everything found while reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// One parsed module.
#[derive(Debug)]
pub struct Module {
    /// Path below the sources, without `.fl`.
    pub path: String,
    /// Its text in [`Project::sources`].
    pub file: FileId,
    /// Its tree.
    pub tree: ast::Module,
}

/// Reads a project. `shown` stands in front of file names in messages: the way from where the user is.
pub fn load(loader: &dyn FileLoader, shown: &str) -> Project {
    let mut loading = Loading { loader, shown, sources: SourceSet::new(), diagnostics: Vec::new() };
    let settings = loading.settings();
    let signatures = loading.signatures();
    let lock = loading.lock();
    let modules = settings.as_ref().map(|settings| loading.modules(settings)).unwrap_or_default();
    Project {
        settings: settings.unwrap_or_default(),
        sources: loading.sources,
        modules,
        signatures,
        lock,
        diagnostics: loading.diagnostics,
    }
}

fn shown_path(shown: &str, path: &str) -> String {
    if shown.is_empty() { path.to_owned() } else { format!("{shown}/{path}") }
}

/// A declaration that cannot be read.
pub(crate) fn bad_declaration(shown: &str, path: &str, reason: &str) -> Diagnostic {
    let path = shown_path(shown, path);
    let title = format!("{path} is no declaration of a connector: {reason}");
    let mut diagnostic = Diagnostic::global(codes::F0008, title)
        .help("`flowc learn` writes declarations from a pack that uses the connector");
    diagnostic.file = Some(path);
    diagnostic
}

struct Loading<'a> {
    loader: &'a dyn FileLoader,
    shown: &'a str,
    sources: SourceSet,
    diagnostics: Vec<Diagnostic>,
}

impl Loading<'_> {
    fn shown(&self, path: &str) -> String {
        shown_path(self.shown, path)
    }

    fn settings(&mut self) -> Option<Settings> {
        let text = match self.loader.read(PROJECT_FILE) {
            Ok(text) => text,
            Err(error) if error.missing => {
                let title = match self.shown {
                    "" => format!("there is no {PROJECT_FILE} here or above"),
                    place => format!("there is no {PROJECT_FILE} in {place}"),
                };
                let help = "`flowc new NAME` makes a project, `flowc import PACK` makes one of an export";
                self.diagnostics.push(Diagnostic::global(codes::F0001, title).help(help));
                return None;
            }
            Err(error) => {
                self.unreadable(&error);
                return None;
            }
        };
        let file = self.sources.add(self.shown(PROJECT_FILE), text.as_str());
        Settings::read(file, &text).map_err(|problem| self.diagnostics.push(*problem)).ok()
    }

    fn unreadable(&mut self, error: &LoadError) {
        let path = self.shown(&error.path);
        let title = format!("{path} cannot be read: {}", error.reason);
        let mut diagnostic = Diagnostic::global(codes::F0003, title);
        diagnostic.file = Some(path);
        self.diagnostics.push(diagnostic);
    }

    fn list(&mut self, directory: &str, ending: &str) -> Vec<String> {
        match self.loader.list(directory, ending) {
            Ok(paths) => paths,
            Err(error) if error.missing => Vec::new(),
            Err(error) => {
                self.unreadable(&error);
                Vec::new()
            }
        }
    }

    fn read(&mut self, path: &str) -> Option<String> {
        self.loader.read(path).map_err(|error| self.unreadable(&error)).ok()
    }

    fn signatures(&mut self) -> Signatures {
        let mut signatures = Signatures::system();
        let mut settled = Vec::new();
        for path in self.list(declaration::FOLDER, ".json") {
            let Some(text) = self.read(&path) else { continue };
            match declaration::read(&text) {
                Ok(declared) => {
                    declared.methods.into_iter().for_each(|signature| signatures.add(signature));
                    let versions = declared.settled.into_iter();
                    if let Some(connector) = declared.owner.connector() {
                        settled.extend(versions.map(|(name, version)| (connector.clone(), name, version)));
                    }
                }
                Err(reason) => self.diagnostics.push(bad_declaration(self.shown, &path, &reason)),
            }
        }
        signatures.add_missing(declaration::shipped());
        for (connector, name, version) in settled {
            signatures.settle(&connector, &name, &version);
        }
        signatures
    }

    fn lock(&mut self) -> Option<Lock> {
        let text = match self.loader.read(LOCK_FILE) {
            Ok(text) => text,
            Err(error) => {
                if !error.missing {
                    self.unreadable(&error);
                }
                return None;
            }
        };
        match Lock::read(&text) {
            Ok(lock) => Some(lock),
            Err(mut diagnostic) => {
                diagnostic.file = Some(self.shown(LOCK_FILE));
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn modules(&mut self, settings: &Settings) -> Vec<Module> {
        let directory = settings.sources.as_str();
        let mut modules = Vec::new();
        let mut paths = self.list(directory, MODULE_ENDING);
        paths.sort_by_cached_key(|path| natural(path));
        for path in paths {
            let Some(text) = self.read(&path) else { continue };
            let file = self.sources.add(self.shown(&path), text.as_str());
            let parsed = flowc_syntax::parse(file, &text);
            self.diagnostics.extend(parsed.diagnostics);
            let below = path.strip_prefix(directory).unwrap_or(&path).trim_start_matches('/');
            let name = below.strip_suffix(MODULE_ENDING).unwrap_or(below).to_owned();
            modules.push(Module { path: name, file, tree: parsed.module });
        }
        modules
    }
}

/// The key of an order in which numbers in names count as people count: `step_2` before `step_10`.
fn natural(path: &str) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(words);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        parts.push((text.to_owned(), number.parse().unwrap_or(u64::MAX)));
        rest = after;
    }
    parts
}
