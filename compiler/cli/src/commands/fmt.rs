//! `flowc fmt`.

use std::path::{Path, PathBuf};

use flowc_diag::Diagnostic;
use flowc_project::MODULE_ENDING;
use flowc_text::{FileLoader, SourceSet};

use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::Terminal;

/// Formats sources canonically.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files or directories; `-` formats stdin to stdout (default: the project)
    paths: Vec<PathBuf>,
    /// Only names the files that would change, and exits with 1 if there are any
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        return stdin(arguments.check, terminal);
    }
    let mut changed = 0;
    let (mut found, mut sources) = (Vec::new(), SourceSet::new());
    for path in files(&arguments.paths)? {
        let text = disk::read(&path)?;
        match format(&path.display().to_string(), &text, &mut sources) {
            Ok(formatted) if formatted == text => {}
            Ok(formatted) => {
                changed += 1;
                if arguments.check {
                    terminal.data(&format!("{}\n", path.display()))?;
                } else {
                    disk::write(&path, &formatted)?;
                }
            }
            Err(diagnostics) => found.extend(diagnostics),
        }
    }
    if !found.is_empty() {
        return Err(Failure::Found(found, sources));
    }
    Ok(if arguments.check && changed > 0 { Exit::Errors } else { Exit::Fine })
}

fn stdin(check: bool, terminal: &Terminal) -> Outcome {
    let text = disk::read_stdin()?;
    let mut sources = SourceSet::new();
    match format("stdin", &text, &mut sources) {
        Ok(formatted) if check => Ok(if formatted == text { Exit::Fine } else { Exit::Errors }),
        Ok(formatted) => {
            terminal.data(&formatted)?;
            Ok(Exit::Fine)
        }
        Err(diagnostics) => Err(Failure::Found(diagnostics, sources)),
    }
}

/// The canonical text; a file with errors is left alone.
fn format(name: &str, text: &str, sources: &mut SourceSet) -> Result<String, Vec<Diagnostic>> {
    let file = sources.add(name, text);
    let parsed = flowc_syntax::parse(file, text);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(parsed.diagnostics);
    }
    Ok(flowc_syntax::print(&parsed.module))
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if paths.is_empty() {
        return modules(&Folder::project(None)?);
    }
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() { files.extend(modules(&Folder::new(path))?) } else { files.push(path.clone()) }
    }
    Ok(files)
}

fn modules(folder: &Folder) -> Result<Vec<PathBuf>, Failure> {
    let listed = folder.list("", MODULE_ENDING).map_err(|error| {
        let title = format!("{} cannot be read: {}", folder.root().display(), error.reason);
        Diagnostic::global(flowc_diag::codes::F0003, title)
    })?;
    Ok(listed.iter().map(|path| folder.root().join(path)).collect())
}
