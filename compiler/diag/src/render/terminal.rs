//! Text for people, through codespan-reporting.

use codespan_reporting::diagnostic::{Diagnostic as Report, Label as ReportLabel, LabelStyle, Severity};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{Config, emit_into_string, emit_to_write_style, termcolor};
use flowc_text::{SourceSet, Span};

use super::escape::printable;
use super::positions;
use crate::{Diagnostic, Level};

/// All findings, as a terminal shows them; with `colour`, ANSI colours.
pub fn terminal(diagnostics: &[Diagnostic], sources: &SourceSet, colour: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let mut files = SimpleFiles::new();
    for id in sources.ids() {
        files.add(printable(sources.name(id)), printable(sources.text(id)));
    }
    let config = Config::default();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let report = report(diagnostic, sources);
        let rendered = if colour {
            let mut buffer = termcolor::Buffer::ansi();
            emit_to_write_style(&mut buffer, &config, &files, &report)
                .map(|()| String::from_utf8_lossy(buffer.as_slice()).into_owned())
        } else {
            emit_into_string(&config, &files, &report)
        };
        match rendered {
            Ok(text) => out.push_str(&text),
            // A span outside its file is a defect of ours; the message must reach the user all the same.
            Err(_) => out.push_str(&format!(
                "{}[{}]: {}\n",
                diagnostic.level.word(),
                diagnostic.code.id,
                printable(&diagnostic.title)
            )),
        }
    }
    out
}

/// Lines of more bytes are not shown: the finding names its place instead.
const LONGEST_LINE: usize = 2_000;

fn report(diagnostic: &Diagnostic, sources: &SourceSet) -> Report<usize> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Hint => Severity::Help,
    };
    let labels = || diagnostic.primary.iter().chain(&diagnostic.labels);
    let shown = labels().all(|label| fits(label.span, sources));
    let place = match (&diagnostic.file, &diagnostic.path, diagnostic.span()) {
        (_, _, Some(span)) if !shown => Some(in_words(span, sources)),
        (Some(file), Some(path), _) => Some(format!("{file}: {path}")),
        (Some(file), None, _) => Some(file.clone()),
        (None, path, _) => path.clone(),
    };
    let styles = std::iter::repeat_n(LabelStyle::Primary, usize::from(diagnostic.primary.is_some()))
        .chain(std::iter::repeat(LabelStyle::Secondary));
    let labels = labels().zip(styles).filter(|_| shown).map(|(label, style)| {
        ReportLabel::new(style, label.span.file.index(), label.span.range())
            .with_message(printable(&label.text))
    });
    let help = match (&diagnostic.help, diagnostic.fixes.first()) {
        (Some(help), _) => Some(help),
        (None, fix) => fix.map(|fix| &fix.title),
    };
    let place = place.map(|place| format!("at {place}"));
    let notes = diagnostic.notes.iter().map(|note| format!("note: {note}"));
    let help = help.map(|help| format!("help: {help}"));
    let notes =
        place.into_iter().chain(notes).chain(help).map(|note| printable(&note).into_owned()).collect();
    Report::new(severity)
        .with_code(diagnostic.code.id)
        .with_message(printable(&diagnostic.title))
        .with_labels(labels.collect())
        .with_notes(notes)
}

/// Whether the lines at both ends of a span are short enough to be shown.
fn fits(span: Span, sources: &SourceSet) -> bool {
    let text = sources.text(span.file).as_bytes();
    [span.start, span.end].into_iter().all(|at| {
        let (before, behind) = text.split_at((at as usize).min(text.len()));
        let left = before.iter().rev().take(LONGEST_LINE).position(|&byte| byte == b'\n');
        let right = behind.iter().take(LONGEST_LINE).position(|&byte| byte == b'\n');
        left.unwrap_or(before.len()) + right.unwrap_or(behind.len()) <= LONGEST_LINE
    })
}

fn in_words(span: Span, sources: &SourceSet) -> String {
    let (start, _) = positions(sources, span);
    format!("{}:{}:{}", sources.name(span.file), start.line, start.column)
}
