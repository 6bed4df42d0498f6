//! Where output goes: data to stdout, what people read to stderr; colours only on a terminal.

use std::env;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use flowc_diag::{Diagnostic, render};
use flowc_text::SourceSet;

use crate::outcome::Failure;

/// The forms of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text with the lines it is about, on stderr.
    #[default]
    Human,
    /// One JSON object per line.
    Json,
    /// One SARIF 2.1.0 log.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Terminal {
    format: Format,
    colour: bool,
}

impl Terminal {
    pub(crate) fn new(format: Format) -> Self {
        let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self { format, colour: wanted && io::stderr().is_terminal() }
    }

    /// Human output without colour, for what cannot fail any more.
    pub(crate) const fn plain() -> Self {
        Self { format: Format::Human, colour: false }
    }

    pub(crate) fn is_human(&self) -> bool {
        self.format == Format::Human
    }

    /// Data.
    pub(crate) fn data(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// A line for people. Where even that cannot be written, nobody can be told.
    pub(crate) fn say(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// All findings of a command, once; in the human form with a line that counts them.
    pub(crate) fn report(&self, diagnostics: Vec<Diagnostic>, sources: &SourceSet) -> Result<(), Failure> {
        let diagnostics = render::in_order(diagnostics);
        let text = match self.format {
            Format::Human => return self.report_to_people(diagnostics, sources),
            Format::Json => render::json(&diagnostics, sources),
            Format::Sarif => render::sarif(&diagnostics, sources),
            Format::Github => render::github(&diagnostics, sources),
        };
        self.data(&text)
    }

    fn report_to_people(&self, diagnostics: Vec<Diagnostic>, sources: &SourceSet) -> Result<(), Failure> {
        let counted = count(&diagnostics);
        let (shown, left_out) = render::at_most_per_file(diagnostics);
        let mut text = render::terminal(&shown, sources, self.colour);
        if left_out > 0 {
            text.push_str(&format!("{left_out} more of the same files are not shown\n"));
        }
        if let Some(counted) = counted {
            text.push_str(&counted);
            text.push('\n');
        }
        let mut out = io::stderr().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }
}

/// "2 errors, 1 warning"; nothing for a single finding.
fn count(diagnostics: &[Diagnostic]) -> Option<String> {
    if diagnostics.len() < 2 {
        return None;
    }
    let of_level =
        |word: &str| diagnostics.iter().filter(|diagnostic| diagnostic.level.word() == word).count();
    let words = ["error", "warning", "hint"].iter().map(|word| (of_level(word), word));
    let parts: Vec<String> =
        words.filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect();
    Some(parts.join(", "))
}

/// "1 flow", "2 flows".
pub(crate) fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
