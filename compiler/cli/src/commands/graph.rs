//! `flowc graph`.

use std::path::PathBuf;

use clap::ValueEnum;
use flowc_project::{dot, find, html, mermaid, svg};

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
    /// The form of the drawing
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// The forms of drawings.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    /// Mermaid, which many places render inside Markdown
    #[default]
    Mermaid,
    /// Graphviz
    Dot,
    /// A picture: cards as on the canvas, with fields and wires
    Svg,
    /// A page with such pictures, a list and a search; it loads nothing
    Html,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let loaded = program::load(arguments.what.as_deref())?;
    let flow = arguments.flow.as_deref().map(|wanted| find::flow(&loaded.program, wanted)).transpose()?;
    let program = &loaded.program;
    let drawing = match arguments.format {
        Form::Mermaid => mermaid(program, flow),
        Form::Dot => dot(program, flow),
        Form::Svg => svg(program, &loaded.signatures, flow),
        Form::Html => html(program, &loaded.signatures, flow),
    };
    terminal.data(&drawing)?;
    Ok(Exit::Fine)
}
