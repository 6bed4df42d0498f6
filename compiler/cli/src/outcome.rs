//! How a command ends: exit codes, and failures with what is to be said about them.

use std::process::ExitCode;

use flowc_diag::{Code, Diagnostic, codes};
use flowc_text::SourceSet;

use crate::terminal::Terminal;

/// The exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything is fine.
    Fine = 0,
    /// The input has errors.
    Errors = 1,
    /// The command line says something wrong.
    Usage = 2,
    /// The flow ended in an error.
    FlowFailed = 3,
    /// Something outside failed: a file, the network, a store.
    Outside = 4,
    /// A defect of flowc.
    Defect = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

impl Exit {
    /// How a command ends that found this.
    fn of(code: Code) -> Exit {
        match code {
            codes::F0001 | codes::F0003 => Exit::Outside,
            codes::F0004 | codes::F0006 | codes::F0007 | codes::F0010 => Exit::Usage,
            codes::F0902 | codes::F0903 => Exit::FlowFailed,
            codes::F9901 => Exit::Defect,
            _ => Exit::Errors,
        }
    }

    /// How a command ends that found all this.
    pub(crate) fn of_all(diagnostics: &[Diagnostic]) -> Exit {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        errors.map(|error| Exit::of(error.code)).next().unwrap_or(Exit::Fine)
    }
}

/// Why a command could not do what it was asked for.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Findings, with the texts they point into.
    Found(Vec<Diagnostic>, SourceSet),
    /// Whoever reads our output went away.
    NobodyListens,
    /// The output cannot be written.
    Output(std::io::Error),
}

/// What a command gives back.
pub(crate) type Outcome = Result<Exit, Failure>;

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Failure::Found(vec![diagnostic], SourceSet::new())
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        (*diagnostic).into()
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::NobodyListens,
            _ => Failure::Output(error),
        }
    }
}

impl Failure {
    /// Says what went wrong, and how the command ends.
    pub(crate) fn report(self, terminal: &Terminal) -> Exit {
        match self {
            Failure::Found(diagnostics, sources) => {
                let exit = Exit::of_all(&diagnostics);
                match terminal.report(diagnostics, &sources) {
                    Ok(()) => exit,
                    Err(failure) => failure.report(&Terminal::plain()),
                }
            }
            Failure::NobodyListens => Exit::Fine,
            Failure::Output(error) => {
                terminal.say(&format!("error: the output cannot be written: {error}"));
                Exit::Outside
            }
        }
    }
}
