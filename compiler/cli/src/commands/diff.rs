//! `flowc diff`.

use std::path::{Path, PathBuf};

use flowc_okta::{Change, Pack, diff};
use flowc_project::{MODULE_ENDING, Options};

use super::program::in_file;
use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::Terminal;

/// What changed between two packs or projects, ids and cosmetics aside; one alone is shown as source.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A pack or a project's directory
    a: PathBuf,
    /// Another; without it A is printed as source, for `git config diff.flowc.textconv "flowc diff"`
    b: Option<PathBuf>,
    /// The form of changes: lines, or one JSON object per line
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    #[default]
    Human,
    Json,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let Some(b) = &arguments.b else {
        terminal.data(&source(&arguments.a)?)?;
        return Ok(Exit::Fine);
    };
    let changes = diff(&pack(&arguments.a)?, &pack(b)?);
    let line = |change: &Change| match arguments.format {
        Form::Human => format!("{change}\n"),
        Form::Json => format!("{}\n", flowc_value::json::to_text(&change.to_value())),
    };
    terminal.data(&changes.iter().map(line).collect::<String>())?;
    Ok(if changes.is_empty() { Exit::Fine } else { Exit::Errors })
}

/// What a pack says, file by file.
fn source(path: &Path) -> Result<String, Failure> {
    let text = if path.is_dir() { built(path)? } else { disk::read_pack(path)? };
    let imported = flowc_project::import(&text, "pack", "");
    if imported.written.is_none() {
        return Err(Failure::Found(in_file(imported.diagnostics, path), Default::default()));
    }
    let modules = imported.files.iter().filter(|(path, _)| path.ends_with(MODULE_ENDING));
    Ok(modules.map(|(path, text)| format!("// {path}\n{text}")).collect::<Vec<_>>().join("\n"))
}

/// A pack as it is, or what a project builds.
fn pack(path: &Path) -> Result<Pack, Failure> {
    let text = if path.is_dir() { built(path)? } else { disk::read_pack(path)? };
    flowc_okta::read(&text).map_err(|found| Failure::Found(in_file(found, path), Default::default()))
}

fn built(path: &Path) -> Result<String, Failure> {
    let folder = Folder::new(path);
    let checked = flowc_project::check(&folder, &folder.shown());
    if checked.has_errors() {
        return Err(Failure::Found(checked.diagnostics, checked.project.sources));
    }
    let built = flowc_project::build(&checked, &Options::default());
    match built.files.into_iter().find(|(name, _)| name.ends_with(".flopack")) {
        Some((_, text)) => Ok(text),
        None => Err(Failure::Found(built.diagnostics, checked.project.sources)),
    }
}
