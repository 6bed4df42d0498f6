//! `flowc import`.

use std::path::{Path, PathBuf};

use flowc_diag::{Diagnostic, codes};
use flowc_project::{Change, PROJECT_FILE, Stats, Updated, Verb, project_name};
use flowc_text::SourceSet;

use super::program::in_file;
use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::{Terminal, counted};

/// Turns an export of the platform into a project.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A .flopack, .folder or .flow file; with --stats any number
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// The project's directory (default: named after the pack; with --update, where there is none of that name, the
    /// project around the current directory)
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replaces the project that is there: its .fl files, connectors/, flow.toml and flow.lock; other files stay
    #[arg(long, conflicts_with = "update")]
    force: bool,
    /// Takes a newer export of the same flows into the project that is there: only what changed is rewritten
    #[arg(long)]
    update: bool,
    /// Prints a line of JSON for each pack: bytes, cards, lines of source, and what of it only flow.lock says. Without
    /// --out nothing is written
    #[arg(long, conflicts_with = "update")]
    stats: bool,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    match arguments.packs.as_slice() {
        packs if arguments.stats && arguments.out.is_none() => measure(packs, terminal),
        [pack] => import(pack, arguments, terminal),
        _ => Err(Diagnostic::global(codes::F0010, "several packs are one project each")
            .help("import one after the other; `--stats` alone measures any number, `flowc learn` reads them")
            .into()),
    }
}

/// Prints what packs weigh and writes nothing.
fn measure(packs: &[PathBuf], terminal: &Terminal) -> Outcome {
    for pack in packs {
        let text = disk::read_pack(pack)?;
        let name = named(pack);
        let imported = flowc_project::import(&text, &name, "");
        let Some(stats) = Stats::of(&text, &imported) else {
            return Err(Failure::Found(in_file(imported.diagnostics, pack), SourceSet::new()));
        };
        terminal.data(&format!("{}\n", stats.to_json(&name)))?;
    }
    Ok(Exit::Fine)
}

fn named(pack: &Path) -> String {
    project_name(&pack.file_name().unwrap_or_default().to_string_lossy())
}

fn import(pack: &Path, arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let text = disk::read_pack(pack)?;
    let name = named(pack);
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(&name));
    if arguments.update {
        let there = arguments.out.is_some() || out.join(PROJECT_FILE).is_file();
        let folder = Folder::project(there.then_some(out.as_path()))?;
        return update(pack, &text, &folder, terminal);
    }
    if !arguments.force {
        let help = "`-o DIR` chooses another directory, `--update` takes a newer export into this one, `--force` \
                    replaces the project";
        disk::must_be_free(&out, help)?;
    }
    let folder = Folder::new(&out);
    let imported = flowc_project::import(&text, &name, &folder.shown());
    let stats = Stats::of(&text, &imported).filter(|_| arguments.stats);
    let Some(written) = imported.written else {
        let found = in_file(imported.diagnostics, pack);
        return Err(Failure::Found(found, SourceSet::new()));
    };
    for stale in flowc_project::stale(&folder, &imported.files) {
        disk::remove(&out.join(stale))?;
    }
    for (path, text) in &imported.files {
        disk::write(&out.join(path), text)?;
    }
    terminal.report(in_file(imported.diagnostics, pack), &SourceSet::new())?;
    let flows = written.program.flows.iter().filter(|flow| !flow.is_external()).count();
    let exit = report(written.diagnostics, &written.sources, terminal)?;
    let (flows, files) = (counted(flows, "flow"), counted(imported.files.len(), "file"));
    terminal.say(&format!("wrote {} ({flows}, {files}{})", out.display(), allowed(imported.allowed)));
    if let Some(stats) = stats {
        terminal.data(&format!("{}\n", stats.to_json(&name)))?;
    }
    Ok(exit)
}

/// Says what is urgent in the source; what else there is to say of it, `flowc check` says.
fn report(diagnostics: Vec<Diagnostic>, sources: &SourceSet, terminal: &Terminal) -> Outcome {
    let exit = Exit::of_all(&diagnostics);
    let urgent = |diagnostic: &Diagnostic| diagnostic.is_error() || diagnostic.code == codes::F0804;
    let urgent = diagnostics.into_iter().filter(urgent).collect();
    terminal.report(urgent, sources)?;
    Ok(exit)
}

fn allowed(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", {} allowed as imported", counted(count, "defect")),
    }
}

/// Takes a newer pack into the project that is there.
fn update(pack: &Path, text: &str, folder: &Folder, terminal: &Terminal) -> Outcome {
    let out = folder.root();
    let updated = flowc_project::update(text, folder, &folder.shown());
    if updated.is_refused() {
        let sources = updated.checked.map(|checked| checked.project.sources).unwrap_or_default();
        let of_pack = |found: &Diagnostic| found.path.is_some();
        let (of_pack, others): (Vec<_>, Vec<_>) = updated.diagnostics.into_iter().partition(of_pack);
        return Err(Failure::Found(others.into_iter().chain(in_file(of_pack, pack)).collect(), sources));
    }
    for path in &updated.removed {
        disk::remove(&out.join(path))?;
    }
    for (path, text) in &updated.files {
        disk::write(&out.join(path), text)?;
    }
    terminal.report(in_file(updated.diagnostics.clone(), pack), &SourceSet::new())?;
    updated.changes.iter().for_each(|change| terminal.say(&told(change)));
    let summary = summary(&updated);
    let paths = updated.files.iter().map(|(path, _)| ("wrote", path));
    for (verb, path) in updated.removed.iter().map(|path| ("removed", path)).chain(paths) {
        terminal.say(&format!("{verb} {}", out.join(path).display()));
    }
    let name =
        updated.checked.as_ref().map(|checked| checked.project.settings.name.clone()).unwrap_or_default();
    let exit = updated
        .checked
        .map_or(Ok(Exit::Fine), |checked| report(checked.diagnostics, &checked.project.sources, terminal))?;
    terminal.say(&format!("{name}: {summary}"));
    Ok(exit)
}

fn told(change: &Change) -> String {
    let verb = match change.verb {
        Verb::Added => "added",
        Verb::Changed => "changed",
        Verb::Removed => "removed",
    };
    format!("{verb} {} {} \"{}\"", change.kind, change.name, change.title)
}

/// "2 flows as before, 1 changed, 1 added".
fn summary(updated: &Updated) -> String {
    let of = |verb: Verb| {
        let flows = updated.changes.iter().filter(|change| change.kind == "flow");
        flows.filter(|change| change.verb == verb).count()
    };
    let mut text = format!("{} as before", counted(updated.kept, "flow"));
    for (verb, word) in [(Verb::Changed, "changed"), (Verb::Added, "added"), (Verb::Removed, "removed")] {
        if of(verb) > 0 {
            text.push_str(&format!(", {} {word}", of(verb)));
        }
    }
    text + &allowed(updated.allowed)
}
