//! `flowc build`.

use std::path::PathBuf;

use clap::ValueEnum;
use flowc_diag::{Diagnostic, codes};
use flowc_project::{Emit, LOCK_FILE, Options};
use flowc_value::Date;

use crate::disk::{self, Folder};
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::{Format, Terminal};

/// Builds pack and plan of a project.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The project's directory (default: the one around the current directory)
    dir: Option<PathBuf>,
    /// Where results go (default: `target` in the project)
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Makes all ids anew, as if there were no flow.lock
    #[arg(long)]
    fresh: bool,
    /// Fails if flow.lock would change
    #[arg(long)]
    locked: bool,
    /// Optimizes cards that the author wrote, too
    #[arg(long)]
    optimize: bool,
    /// The smallest pack with this flow and what it needs
    #[arg(long, value_name = "NAME")]
    flow: Option<String>,
    /// What is made; cards and ir are printed
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Kind::Pack, Kind::Plan])]
    emit: Vec<Kind>,
    /// The form of diagnostics
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What a build can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// OUT/NAME.flopack, OUT/NAME.import.md, and OUT/flows/FLOW.flow for each flow of a connector
    Pack,
    /// OUT/NAME.plan
    Plan,
    /// The cards each statement became
    Cards,
    /// The graph before and after optimizing
    Ir,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let folder = Folder::project(arguments.dir.as_deref())?;
    let options = Options {
        fresh: arguments.fresh,
        locked: arguments.locked,
        optimize: arguments.optimize,
        flow: arguments.flow.clone(),
        emit: Emit {
            pack: arguments.emit.contains(&Kind::Pack),
            plan: arguments.emit.contains(&Kind::Plan),
            cards: arguments.emit.contains(&Kind::Cards),
            ir: arguments.emit.contains(&Kind::Ir),
        },
        created: created()?,
    };
    let checked = flowc_project::check(&folder, &folder.shown());
    if checked.has_errors() {
        return Err(Failure::Found(checked.diagnostics, checked.project.sources));
    }
    let built = flowc_project::build(&checked, &options);
    let mut diagnostics = checked.diagnostics;
    diagnostics.extend(built.diagnostics);
    if Exit::of_all(&diagnostics) != Exit::Fine {
        return Err(Failure::Found(diagnostics, checked.project.sources));
    }
    let out = arguments.out.clone().unwrap_or_else(|| folder.root().join("target"));
    let mut written = Vec::new();
    disk::remove_others(&out, ".flopack", &built.files)?;
    disk::remove_others(&out, ".flow", &built.files)?;
    for (name, text) in &built.files {
        disk::write(&out.join(name), text)?;
        written.push(out.join(name).display().to_string());
    }
    if let Some(lock) = &built.lock {
        disk::write(&folder.root().join(LOCK_FILE), lock)?;
        written.push(folder.root().join(LOCK_FILE).display().to_string());
    }
    terminal.report(diagnostics, &checked.project.sources)?;
    terminal.data(&built.reports)?;
    if terminal.is_human() {
        written.iter().for_each(|path| terminal.say(&format!("wrote {path}")));
    }
    Ok(Exit::Fine)
}

/// When the pack says it was made, if `SOURCE_DATE_EPOCH` does.
fn created() -> Result<Option<String>, Failure> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(text) = std::env::var_os(NAME).filter(|text| !text.is_empty()) else { return Ok(None) };
    let seconds = text.to_str().and_then(|text| text.parse::<u32>().ok());
    let date = seconds.and_then(|seconds| Date::from_number(f64::from(seconds) * 1000.0));
    match date {
        Some(date) => Ok(Some(date.to_iso())),
        None => {
            let title = format!("{NAME} is `{}`, no number of seconds since 1970", text.to_string_lossy());
            Err(Diagnostic::global(codes::F0007, title).into())
        }
    }
}
