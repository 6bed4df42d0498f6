//! `flowc check`.

use std::path::PathBuf;

use flowc_project::Checked;

use crate::disk::Folder;
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::{Format, Terminal, counted};

/// Checks a project and writes nothing.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The project's directory (default: the one around the current directory)
    dir: Option<PathBuf>,
    /// The form of diagnostics
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let folder = Folder::project(arguments.dir.as_deref())?;
    let checked = flowc_project::check(&folder, &folder.shown());
    if checked.has_errors() {
        return Err(Failure::Found(checked.diagnostics, checked.project.sources));
    }
    let summary = summary(&checked);
    terminal.report(checked.diagnostics, &checked.project.sources)?;
    if terminal.is_human() {
        terminal.say(&summary);
    }
    Ok(Exit::Fine)
}

fn summary(checked: &Checked) -> String {
    let flows = checked.program.flows.iter().filter(|flow| !flow.is_external()).count();
    let modules = checked.project.modules.len();
    format!(
        "{}: {} in {}, no errors",
        checked.project.settings.name,
        counted(flows, "flow"),
        counted(modules, "module")
    )
}
