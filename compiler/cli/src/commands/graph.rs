//! `flowc graph`.

use std::path::PathBuf;

use clap::ValueEnum;
use flowc_project::{dot, find, mermaid};

use super::program;
use crate::outcome::{Exit, Outcome};
use crate::terminal::Terminal;

/// Draws flows.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A project's directory or a pack (default: the project around the current directory)
    what: Option<PathBuf>,
    /// One flow with those it calls (default: all)
    #[arg(long, value_name = "NAME")]
    flow: Option<String>,
    /// The notation
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// The notations of drawings.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    /// Mermaid, which many places render inside Markdown
    #[default]
    Mermaid,
    /// Graphviz
    Dot,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let loaded = program::load(arguments.what.as_deref())?;
    let flow = arguments.flow.as_deref().map(|wanted| find::flow(&loaded.program, wanted)).transpose()?;
    let draw = match arguments.format {
        Form::Mermaid => mermaid,
        Form::Dot => dot,
    };
    terminal.data(&draw(&loaded.program, flow))?;
    Ok(Exit::Fine)
}
