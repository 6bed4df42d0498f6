//! Annotations of a GitHub workflow run.

use flowc_text::SourceSet;

use super::positions;
use crate::{Diagnostic, Level};

/// All findings, one workflow command each.
pub fn github(diagnostics: &[Diagnostic], sources: &SourceSet) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "notice",
        };
        let place = match diagnostic.span() {
            Some(span) => {
                let (start, end) = positions(sources, span);
                format!(
                    "file={},line={},col={},endLine={},endColumn={},",
                    property(sources.name(span.file)),
                    start.line,
                    start.column,
                    end.line,
                    end.column
                )
            }
            None => {
                diagnostic.file.as_ref().map(|file| format!("file={},", property(file))).unwrap_or_default()
            }
        };
        let mut message = diagnostic.title.clone();
        if let Some(path) = &diagnostic.path {
            message.push_str("\nat ");
            message.push_str(path);
        }
        if let Some(help) = &diagnostic.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let code = diagnostic.code;
        out.push_str(&format!("::{command} {place}title={} {}::{}\n", code.id, code.slug, data(&message)));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
