//! From a pack to the files of a project.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flowc_diag::{Diagnostic, codes};
use flowc_ir::Program;
use flowc_ir::names::{name_from_title, title_from_name};
use flowc_okta::{Lock, Pack};
use flowc_stdlib::signature::{Signature, Signatures};
use flowc_text::{FileLoader, SourceSet, Span};
use indexmap::IndexMap;

use crate::allow::contains;
use crate::build::optimized;
use crate::check::{Checked, check};
use crate::files::Files;
use crate::statements::{Place, places};
use crate::{FolderEntry, LOCK_FILE, MODULE_ENDING, Module, PROJECT_FILE, Project, Settings, declaration};

/// What became of a pack.
#[derive(Debug, Default)]
pub struct Imported {
    /// Files of the project: path and text.
    pub files: Vec<(String, String)>,
    /// What was found in the pack; with an error there are no files.
    pub diagnostics: Vec<Diagnostic>,
    /// How many defects of the pack are allowed where they stand.
    pub allowed: usize,
    /// What was written.
    pub written: Option<Written>,
}

/// An imported project as it was written.
#[derive(Debug)]
pub struct Written {
    /// What its source says, as a build takes it.
    pub program: Program,
    /// What the checker says of it.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that these point to.
    pub sources: SourceSet,
}

/// A pack as it was read.
#[derive(Debug)]
pub struct ReadPack {
    /// The pack itself.
    pub pack: Pack,
    /// Declarations of the connectors it uses.
    pub learned: Vec<Arc<Signature>>,
    /// The platform's cards and those.
    pub signatures: Signatures,
    /// What it says.
    pub program: Program,
    /// Hints and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Its ids, by the names in what it says.
    pub ids: Lock,
}

/// Reads a pack.
///
/// # Errors
/// Why it is no pack, or which part of it cannot be understood.
pub fn read_pack(text: &str) -> Result<ReadPack, Vec<Diagnostic>> {
    let pack = flowc_okta::read(text)?;
    let learned = flowc_okta::learn(&pack).into_iter().map(declaration::with_known_defaults);
    let learned: Vec<Arc<Signature>> = learned.map(Arc::new).collect();
    let mut signatures = Signatures::system();
    learned.iter().cloned().for_each(|signature| signatures.add(signature));
    let decoded = flowc_okta::decode(&pack, &signatures);
    if decoded.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(decoded.diagnostics);
    }
    let flowc_okta::Decoded { program, diagnostics, ids } = decoded;
    Ok(ReadPack { pack, learned, signatures, program, diagnostics, ids })
}

/// Turns a pack into a project called `name`. True defects of the pack are allowed where they stand, so that the
/// project checks without error. `shown` stands in front of file names in messages.
pub fn import(text: &str, name: &str, shown: &str) -> Imported {
    flowc_okta::sharing(|| import_sharing(text, name, shown))
}

fn import_sharing(text: &str, name: &str, shown: &str) -> Imported {
    let ReadPack { pack, learned, signatures, program, diagnostics, ids } = match read_pack(text) {
        Ok(read) => read,
        Err(diagnostics) => return Imported { diagnostics, ..Imported::default() },
    };
    let mut imported = Imported { diagnostics, ..Imported::default() };
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    files.insert(PROJECT_FILE.to_owned(), settings(&program, name).write());
    files.extend(declaration::write(&learned));
    for file in flowc_decomp::decompile(&program, &signatures) {
        files.insert(file.path, flowc_syntax::print(&file.module));
    }
    // From here on the source is what counts; what is not needed any more makes room, as packs are large.
    drop((program, signatures, learned));
    let mut files = Files(files);
    let (checked, allowed) = allow_defects(&mut files, shown);
    let Checked { project: Project { sources, signatures, modules, .. }, program, diagnostics } = checked;
    drop(modules);
    // What the source cannot say, the lock keeps: it belongs to what the source says, not to what the pack says.
    let changed = match optimized(&program, &signatures, false) {
        (Cow::Owned(changed), _) => Some(changed),
        (Cow::Borrowed(_), _) => None,
    };
    let program = changed.unwrap_or(program);
    let lock = flowc_okta::lock(&pack, ids, &program, &signatures);
    drop(pack);
    files.0.insert(LOCK_FILE.to_owned(), lock.to_text());
    imported.diagnostics.extend(lock.kept().map(|flow| {
        let title = title_of(&program, flow);
        let what = format!(
            "the source does not say all of the flow \"{title}\"; {LOCK_FILE} keeps it as the pack holds it"
        );
        Diagnostic::global(codes::F0608, what)
            .help("once its source is edited, the flow is built from the source alone")
    }));
    imported.written = Some(Written { program, diagnostics, sources });
    imported.allowed = allowed;
    imported.files = files.0.into_iter().collect();
    imported
}

/// What people call a flow.
pub(crate) fn title_of<'p>(program: &'p Program, name: &'p str) -> &'p str {
    let flow = program.flows.iter().find(|flow| flow.name == name);
    flow.map_or(name, |flow| flow.title.as_str())
}

/// Files of a project that an import in its place leaves without meaning: modules and declarations that it does not
/// write. All other files, and projects in directories of their own, are none of its business.
pub fn stale(loader: &dyn FileLoader, files: &[(String, String)]) -> Vec<String> {
    let present = Files::of_project(loader).0;
    if !present.contains_key(PROJECT_FILE) {
        // There is no project, and what lies there is somebody else's.
        return Vec::new();
    }
    let written = |path: &String| files.iter().any(|(file, _)| file == path);
    present.into_keys().filter(|path| path != PROJECT_FILE && path != LOCK_FILE && !written(path)).collect()
}

/// `flow.toml` of an imported program.
pub(crate) fn settings(program: &flowc_ir::Program, name: &str) -> Settings {
    let outermost = program.folders.iter().find(|folder| folder.name.is_empty());
    let folders: IndexMap<String, FolderEntry> = program
        .folders
        .iter()
        .filter(|folder| !folder.name.is_empty())
        .map(|folder| {
            let entry = FolderEntry {
                title: folder.title.to_string(),
                outside: folder.external,
                description: folder.description.to_string(),
                picture: folder.media.to_string(),
            };
            (folder.name.to_string(), entry)
        })
        .collect();
    Settings {
        name: name.to_owned(),
        title: outermost.filter(|folder| !folder.external).map(|folder| folder.title.to_string()),
        outside: outermost.is_some_and(|folder| folder.external),
        description: outermost.map(|folder| folder.description.to_string()).unwrap_or_default(),
        picture: outermost.map(|folder| folder.media.to_string()).unwrap_or_default(),
        sources: String::new(),
        folders,
    }
}

/// Attributes may bring further findings to light; a defect that no statement holds stays an error.
const ROUNDS: usize = 4;

/// Writes `@allow` above what the checker calls an error, until it calls nothing so; says how many were written.
pub(crate) fn allow_defects(files: &mut Files, shown: &str) -> (Checked, usize) {
    let mut checked = check(files, shown);
    let mut allowed = 0;
    for _ in 0..ROUNDS {
        let written = if checked.has_errors() { allow_once(files, &checked) } else { 0 };
        if written == 0 {
            break;
        }
        allowed += written;
        checked = check(files, shown);
    }
    (checked, allowed)
}

fn allow_once(files: &mut Files, checked: &Checked) -> usize {
    let mut count = 0;
    for module in &checked.project.modules {
        let directory = checked.project.settings.sources.as_str();
        let slash = if directory.is_empty() { "" } else { "/" };
        let path = format!("{directory}{slash}{}{MODULE_ENDING}", module.path);
        let allowances = allowances(module, &checked.diagnostics);
        let Some(text) = files.0.get_mut(&path).filter(|_| !allowances.is_empty()) else { continue };
        let formatted = flowc_syntax::format(text).is_ok_and(|formatted| formatted == *text);
        // From behind, so that the places in front stay right.
        for (place, code) in allowances.iter().rev() {
            let start = behind_docs(text, place.start as usize);
            text.insert_str(start, &format!("@allow({code}, \"as imported\")\n"));
        }
        if let Some(canonical) = formatted.then(|| flowc_syntax::format(text).ok()).flatten() {
            *text = canonical;
        }
        count += allowances.len();
    }
    count
}

/// Where to allow which code: at the innermost statement around each error, or once for all at one around that.
fn allowances(module: &Module, diagnostics: &[Diagnostic]) -> BTreeSet<(Span, &'static str)> {
    let places = places(&module.tree);
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error() && !is_syntax(diagnostic));
    let all: BTreeSet<(Span, &'static str)> = errors
        .filter_map(|error| Some((error.span().filter(|span| span.file == module.file)?, error.code.id)))
        .filter_map(|(span, code)| Some((innermost(&places, span)?, code)))
        .collect();
    let covered = |(span, code): &(Span, &str)| {
        all.iter().any(|(around, other)| code == other && around != span && contains(*around, *span))
    };
    all.iter().filter(|allowance| !covered(allowance)).copied().collect()
}

/// What is no text of the language is a defect of ours, never of the pack.
fn is_syntax(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.id.starts_with("F01")
}

/// Attributes stand between the description of a declaration and the declaration.
fn behind_docs(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(line) = text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()) {
        if !line.trim_start().starts_with("///") {
            break;
        }
        at += line.len();
    }
    at
}

fn innermost(places: &[Place<'_>], span: Span) -> Option<Span> {
    let around = places.iter().map(|place| place.span).filter(|around| contains(*around, span));
    around.min_by_key(|span| span.end - span.start)
}

/// The title of a project of this name on the platform.
pub fn title(name: &str) -> String {
    title_from_name(&name_from_title(name)).to_string()
}

/// A name of a project after the file it was imported from.
pub fn project_name(file_name: &str) -> String {
    let stem = ["flopack", "folder", "flow", "json"]
        .iter()
        .find_map(|ending| file_name.strip_suffix(ending)?.strip_suffix('.'))
        .unwrap_or(file_name);
    let safe = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
    let name: String = stem.chars().map(|letter| if safe(letter) { letter } else { '_' }).take(100).collect();
    let name = name.trim_matches('.');
    if crate::settings::is_file_name(name) { name.to_owned() } else { "imported".to_owned() }
}
