//! `flowc new`.

use std::path::PathBuf;

use clap::ValueEnum;
use flowc_project::{Settings, project_name};

use crate::disk;
use crate::outcome::{Exit, Outcome};
use crate::terminal::Terminal;

/// Makes a project that checks, builds and runs at once.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Its directory; the last part is its name
    name: PathBuf,
    /// What it starts with
    #[arg(long, value_enum, default_value_t)]
    template: Template,
}

/// What a project can start with.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Template {
    /// A flow with a closure, a branch and error handling
    #[default]
    Flow,
}

impl Template {
    /// Files besides `flow.toml`.
    const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Template::Flow => {
                &[("main.fl", include_str!("../../templates/flow/main.fl")), (".gitignore", "/target\n")]
            }
        }
    }
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let directory = &arguments.name;
    disk::must_be_free(directory, "choose a name that is not taken")?;
    let name = project_name(&directory.file_name().unwrap_or_default().to_string_lossy());
    let title = flowc_project::title(&name);
    let settings = Settings { name, title: Some(title), ..Settings::default() };
    disk::write(&directory.join(flowc_project::PROJECT_FILE), &settings.write())?;
    for (path, text) in arguments.template.files() {
        disk::write(&directory.join(path), text)?;
    }
    let shown = directory.display();
    terminal.say(&format!("wrote {shown}\ntry: flowc check {shown} && flowc run {shown} --flow welcome"));
    Ok(Exit::Fine)
}
