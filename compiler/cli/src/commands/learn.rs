//! `flowc learn`.

use std::path::PathBuf;

use flowc_project::{PROJECT_FILE, Progress};
use flowc_text::SourceSet;

use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::{Terminal, counted};

/// Learns the cards of connectors from exports, into connectors/*.json
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// .flopack, .folder or .flow files that use the connectors
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// The directory whose connectors/ is written (default: the project around the current directory)
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let mut packs = Vec::new();
    for path in &arguments.packs {
        packs.push((path.display().to_string(), disk::read_pack(path)?));
    }
    let folder = Folder::project(arguments.out.as_deref())?;
    if arguments.out.is_none() && !folder.root().join(PROJECT_FILE).is_file() {
        return Err(disk::no_project().into());
    }
    let learned = flowc_project::learn(&packs, &folder, &folder.shown());
    let exit = Exit::of_all(&learned.diagnostics);
    if exit != Exit::Fine {
        return Err(Failure::Found(learned.diagnostics, SourceSet::new()));
    }
    terminal.report(learned.diagnostics, &SourceSet::new())?;
    for (path, text) in &learned.files {
        disk::write(&folder.root().join(path), text)?;
    }
    learned.connectors.iter().for_each(|progress| terminal.say(&told(progress)));
    for (path, _) in &learned.files {
        terminal.say(&format!("wrote {}", folder.root().join(path).display()));
    }
    Ok(Exit::Fine)
}

/// "okta: 2 new methods, 1 new version, 3 extended, 12 declared".
fn told(progress: &Progress) -> String {
    let mut parts = Vec::new();
    for (count, what) in [(progress.methods, "new method"), (progress.versions, "new version")] {
        if count > 0 {
            parts.push(counted(count, what));
        }
    }
    if progress.extended > 0 {
        parts.push(format!("{} extended", progress.extended));
    }
    if parts.is_empty() {
        parts.push("nothing new".to_owned());
    }
    format!("{}: {}, {} declared", progress.connector, parts.join(", "), progress.declared)
}
