//! `flowc import`.

use std::path::PathBuf;

use flowc_diag::{Diagnostic, codes};
use flowc_project::project_name;
use flowc_text::SourceSet;

use super::program::in_file;
use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::{Terminal, counted};

/// Turns an export of the platform into a project.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A .flopack, .folder or .flow file
    pack: PathBuf,
    /// The project's directory (default: named after the pack)
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrites what is there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let text = disk::read_pack(&arguments.pack)?;
    let file_name = arguments.pack.file_name().unwrap_or_default().to_string_lossy();
    let name = project_name(&file_name);
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(&name));
    if !arguments.force {
        disk::must_be_free(&out, "`-o DIR` chooses another directory, `--force` overwrites this one")?;
    }
    let imported = flowc_project::import(&text, &name, &Folder::new(&out).shown());
    let Some(checked) = imported.checked else {
        let found = in_file(imported.diagnostics, &arguments.pack);
        return Err(Failure::Found(found, SourceSet::new()));
    };
    for (path, text) in &imported.files {
        disk::write(&out.join(path), text)?;
    }
    terminal.report(in_file(imported.diagnostics, &arguments.pack), &SourceSet::new())?;
    let exit = Exit::of_all(&checked.diagnostics);
    let flows = checked.program.flows.iter().filter(|flow| !flow.is_external()).count();
    // What else there is to say of the source, `flowc check` says.
    let urgent = |diagnostic: &Diagnostic| diagnostic.is_error() || diagnostic.code == codes::F0804;
    let urgent = checked.diagnostics.into_iter().filter(urgent).collect();
    terminal.report(urgent, &checked.project.sources)?;
    let allowed = match imported.allowed {
        0 => String::new(),
        count => format!(", {} allowed as imported", counted(count, "defect")),
    };
    let (flows, files) = (counted(flows, "flow"), counted(imported.files.len(), "file"));
    terminal.say(&format!("wrote {} ({flows}, {files}{allowed})", out.display()));
    Ok(exit)
}
