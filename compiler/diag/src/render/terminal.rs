//! Text for people, through codespan-reporting.

use codespan_reporting::diagnostic::{Diagnostic as Report, Label as ReportLabel, LabelStyle, Severity};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{Config, emit_into_string, emit_to_write_style, termcolor};
use flowc_text::SourceSet;

use crate::{Diagnostic, Level};

/// All findings, as a terminal shows them; with `colour`, ANSI colours.
pub fn terminal(diagnostics: &[Diagnostic], sources: &SourceSet, colour: bool) -> String {
    let mut files = SimpleFiles::new();
    for id in sources.ids() {
        files.add(sources.name(id), sources.text(id));
    }
    let config = Config::default();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let report = report(diagnostic);
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
            Err(_) => out.push_str(&format!("{}[{}]: {}\n", diagnostic.level.word(), diagnostic.code.id, diagnostic.title)),
        }
    }
    out
}

fn report(diagnostic: &Diagnostic) -> Report<usize> {
    let severity = match diagnostic.level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Hint => Severity::Help,
    };
    let place = match (&diagnostic.file, &diagnostic.path) {
        (Some(file), Some(path)) => Some(format!("{file}: {path}")),
        (Some(file), None) => Some(file.clone()),
        (None, path) => path.clone(),
    };
    let primary = diagnostic.primary.iter().map(|label| (LabelStyle::Primary, label));
    let others = diagnostic.labels.iter().map(|label| (LabelStyle::Secondary, label));
    let labels = primary
        .chain(others)
        .map(|(style, label)| {
            ReportLabel::new(style, label.span.file.index(), label.span.range()).with_message(label.text.clone())
        })
        .collect();
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let notes = place
        .map(|place| format!("at {place}"))
        .into_iter()
        .chain(diagnostic.notes.iter().map(|note| format!("note: {note}")))
        .chain(help)
        .collect();
    Report::new(severity)
        .with_code(diagnostic.code.id)
        .with_message(diagnostic.title.clone())
        .with_labels(labels)
        .with_notes(notes)
}
