//! What the checker says about wrong sources: each file of `tests/ui` is a module whose findings are marked at the
//! end of the line on which they begin, `//~ error F0301: part of the title`. There are no others.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod common;
#[path = "common/declared.rs"]
mod declared;

use std::fmt;
use std::path::{Path, PathBuf};

use common::Files;
use flowc_diag::{Diagnostic, codes};
use flowc_text::SourceSet;

/// A finding as the file marks it, or as the checker makes it; a mark has only a part of the title.
struct Finding {
    line: u32,
    level: String,
    code: String,
    title: String,
}

impl Finding {
    fn is_marked_by(&self, mark: &Finding) -> bool {
        self.line == mark.line
            && self.level == mark.level
            && self.code == mark.code
            && self.title.contains(&mark.title)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {} {}: {}", self.line, self.level, self.code, self.title)
    }
}

/// The marks of a module.
fn marks(text: &str) -> Vec<Finding> {
    let on_line = |(number, line): (u32, &str)| -> Vec<Finding> {
        let marks = line.split("//~").skip(1);
        marks.map(|mark| mark_of(number, mark.trim()).unwrap_or_else(|| panic!("no mark: {mark}"))).collect()
    };
    (1..).zip(text.lines()).flat_map(on_line).collect()
}

fn mark_of(line: u32, mark: &str) -> Option<Finding> {
    let (kind, title) = mark.split_once(": ")?;
    let (level, code) = kind.split_once(' ')?;
    Some(Finding { line, level: level.into(), code: code.into(), title: title.into() })
}

fn made(diagnostic: &Diagnostic, sources: &SourceSet) -> Finding {
    let place = diagnostic.span().and_then(|span| {
        let lines = sources.line_index(span.file)?;
        Some(lines.position(sources.text(span.file), span.start).line)
    });
    Finding {
        line: place.unwrap_or_default(),
        level: diagnostic.level.word().to_owned(),
        code: diagnostic.code.id.to_owned(),
        title: diagnostic.title.clone(),
    }
}

/// Modules below a folder, by path.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|ending| ending == "fl") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What the marks and the checker do not agree on.
fn differences(text: &str) -> Vec<String> {
    let mut files = Files::of(text);
    files.0.extend(declared::connectors());
    let checked = flowc_project::check(&files, "");
    let mut unmarked: Vec<Finding> =
        checked.diagnostics.iter().map(|diagnostic| made(diagnostic, &checked.project.sources)).collect();
    let mut wrong = Vec::new();
    for mark in marks(text) {
        match unmarked.iter().position(|finding| finding.is_marked_by(&mark)) {
            Some(at) => _ = unmarked.remove(at),
            None => wrong.push(format!("  marked and not found, {mark}")),
        }
    }
    wrong.extend(unmarked.iter().map(|finding| format!("  found and not marked, {finding}")));
    wrong
}

#[test]
fn findings_are_as_marked() {
    let mut wrong = Vec::new();
    for path in cases(&declared::ui_folder()) {
        let text = std::fs::read_to_string(&path).unwrap();
        let differences = differences(&text);
        if !differences.is_empty() {
            let shown = path.strip_prefix(declared::ui_folder()).unwrap().display();
            wrong.push(format!("{shown}\n{}", differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every code about source text has a case that is named after it.
#[test]
fn every_code_has_a_case() {
    let paths = cases(&declared::ui_folder());
    let about_source =
        |id: &str| ["F01", "F02", "F03", "F04", "F05", "F08"].iter().any(|range| id.starts_with(range));
    for code in codes::ALL.iter().filter(|code| about_source(code.id)) {
        let named = paths.iter().find(|path| path.file_stem().is_some_and(|stem| stem == code.slug));
        let path = named.unwrap_or_else(|| panic!("no case of {} ({})", code.id, code.slug));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(
            marks(&text).iter().any(|mark| mark.code == code.id),
            "{} has no {}",
            path.display(),
            code.id
        );
    }
}

/// Tables and connections are known in every module, so that two of one name are found, and both shown.
#[test]
fn names_that_every_module_sees_are_declared_once() {
    let mut files =
        Files::of("table notes { text: text }\nconnection mail: gmail\nflow a { compose \"x\" }\n");
    files.0.insert("other.fl".into(), "table mail { text: text }\ntable notes { text: text }\n".into());
    let checked = flowc_project::check(&files, "");
    let found: Vec<(&str, &str, usize)> = checked
        .diagnostics
        .iter()
        .map(|found| (found.code.id, found.title.as_str(), found.labels.len()))
        .collect();
    let expected = [
        ("F0202", "another module declares a connection `mail` already", 1),
        ("F0202", "another module declares a table `notes` already", 1),
    ];
    assert_eq!(found, expected);
}
