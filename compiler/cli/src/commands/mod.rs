//! The commands: one file each. To add one: its file, a line in `mod`, a line in [`Command`], a session in `tests/e2e`.

mod build;
mod card;
mod cards;
mod check;
mod diff;
mod explain;
mod fmt;
mod graph;
mod import;
mod input;
mod learn;
mod new;
mod program;
mod run;
mod validate;

use clap::Subcommand;

use crate::outcome::Outcome;
use crate::terminal::{Format, Terminal};

/// Everything flowc does.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(new::Arguments),
    Import(import::Arguments),
    Learn(learn::Arguments),
    Check(check::Arguments),
    Build(build::Arguments),
    Run(run::Arguments),
    Validate(validate::Arguments),
    Diff(diff::Arguments),
    Fmt(fmt::Arguments),
    Graph(graph::Arguments),
    Cards(cards::Arguments),
    Card(card::Arguments),
    Explain(explain::Arguments),
}

impl Command {
    /// The form in which its findings are reported.
    pub(crate) fn format(&self) -> Format {
        match self {
            Command::Check(arguments) => arguments.format,
            Command::Build(arguments) => arguments.format,
            Command::Validate(arguments) => arguments.format,
            _ => Format::Human,
        }
    }

    pub(crate) fn run(self, terminal: &Terminal) -> Outcome {
        match self {
            Command::New(arguments) => new::run(&arguments, terminal),
            Command::Import(arguments) => import::run(&arguments, terminal),
            Command::Learn(arguments) => learn::run(&arguments, terminal),
            Command::Check(arguments) => check::run(&arguments, terminal),
            Command::Build(arguments) => build::run(&arguments, terminal),
            Command::Run(arguments) => run::run(&arguments, terminal),
            Command::Validate(arguments) => validate::run(&arguments, terminal),
            Command::Diff(arguments) => diff::run(&arguments, terminal),
            Command::Fmt(arguments) => fmt::run(&arguments, terminal),
            Command::Graph(arguments) => graph::run(&arguments, terminal),
            Command::Cards(arguments) => cards::run(&arguments, terminal),
            Command::Card(arguments) => card::run(&arguments, terminal),
            Command::Explain(arguments) => explain::run(&arguments, terminal),
        }
    }
}
