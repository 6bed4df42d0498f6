//! A program from a project or a pack, for commands that take both.

use std::path::Path;

use flowc_diag::Diagnostic;
use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use flowc_text::SourceSet;

use crate::disk::{self, Folder};
use crate::outcome::Failure;

/// A program with what is needed to go on.
#[derive(Debug)]
pub(super) struct Loaded {
    pub program: Program,
    pub signatures: Signatures,
    /// Texts that its places lie in; none of a pack.
    pub sources: SourceSet,
}

/// Reads a directory as a project, a file as a pack; nothing named is the project around the current directory.
pub(super) fn load(named: Option<&Path>) -> Result<Loaded, Failure> {
    match named.filter(|named| !named.is_dir()) {
        Some(file) => pack(file, &disk::read_pack(file)?),
        None => project(named),
    }
}

/// A project that checks without error.
fn project(directory: Option<&Path>) -> Result<Loaded, Failure> {
    let folder = Folder::project(directory)?;
    let checked = flowc_project::check(&folder, &folder.shown());
    let project = checked.project;
    if checked.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::Found(checked.diagnostics, project.sources));
    }
    Ok(Loaded { program: checked.program, signatures: project.signatures, sources: project.sources })
}

/// A pack, read as it is.
pub(super) fn pack(file: &Path, text: &str) -> Result<Loaded, Failure> {
    match flowc_project::read_pack(text) {
        Ok(read) => {
            Ok(Loaded { program: read.program, signatures: read.signatures, sources: SourceSet::new() })
        }
        Err(found) => Err(Failure::Found(in_file(found, file), SourceSet::new())),
    }
}

/// Findings about a pack name its file.
pub(super) fn in_file(mut diagnostics: Vec<Diagnostic>, pack: &Path) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        diagnostic.file.get_or_insert_with(|| pack.display().to_string());
    }
    diagnostics
}
