//! `flowc validate`.

use std::path::PathBuf;

use clap::ValueEnum;
use flowc_diag::{Code, Diagnostic, Level};
use flowc_okta::validate::{self, Violation};
use flowc_text::SourceSet;

use crate::disk;
use crate::outcome::{Exit, Outcome};
use crate::terminal::{Format, Terminal};

/// Would a tenant import it? Every rule of the format that packs break.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Packs
    #[arg(required = true)]
    packs: Vec<PathBuf>,
    /// How much is asked for
    #[arg(long, value_enum, default_value_t)]
    level: Asked,
    /// The form of diagnostics
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How much is asked of packs.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Asked {
    /// What every import needs
    Base,
    /// Also what is unusual or incomplete; reported as warnings
    Strict,
    /// Also what only older exports lack; reported as hints
    #[default]
    Emitted,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let level = match arguments.level {
        Asked::Base => validate::Level::Base,
        Asked::Strict => validate::Level::Strict,
        Asked::Emitted => validate::Level::Emitted,
    };
    let mut diagnostics = Vec::new();
    for path in &arguments.packs {
        let shown = path.display().to_string();
        let text = disk::read_pack(path)?;
        let violations = validate::validate(&text, level);
        diagnostics.extend(violations.iter().map(|violation| finding(violation, &shown)));
    }
    let invalid = diagnostics.iter().any(Diagnostic::is_error);
    let valid = diagnostics.is_empty();
    terminal.report(diagnostics, &SourceSet::new())?;
    if terminal.is_human() && valid {
        let names: Vec<String> = arguments.packs.iter().map(|path| path.display().to_string()).collect();
        terminal.say(&format!("{}: no rule is broken", names.join(", ")));
    }
    Ok(if invalid { Exit::Errors } else { Exit::Fine })
}

fn finding(violation: &Violation, file: &str) -> Diagnostic {
    let level = match violation.rule.level {
        validate::Level::Base => Level::Error,
        validate::Level::Strict => Level::Warning,
        validate::Level::Emitted => Level::Hint,
    };
    let code = Code {
        id: violation.rule.code,
        slug: violation.rule.level.word(),
        level,
        since: "0.1",
        summary: violation.rule.summary,
    };
    let diagnostic =
        Diagnostic::global(code, violation.message.clone()).at_path(file, violation.path.clone());
    // Many messages say just what the rule asks for.
    let diagnostic = match violation.message == violation.rule.summary {
        true => diagnostic,
        false => diagnostic.note(violation.rule.summary.to_owned()),
    };
    diagnostic.help(violation.rule.fix)
}
