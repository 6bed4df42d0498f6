//! Rules about source files.

use super::Finding;
use crate::files::File;

/// Lines that a file may have.
const LONGEST: usize = 500;

/// Files that may be longer, with the reason.
const LONG: &[(&str, &str)] = &[("runtime/value/src/date/tests.rs", "tables of patterns and dates")];

fn is_rust(file: &File) -> bool {
    file.path.ends_with(".rs")
}

/// No file is so long that nobody reads it whole.
pub(super) fn lengths(files: &[File]) -> Vec<Finding> {
    let long = |file: &File| LONG.iter().any(|(path, _)| *path == file.path);
    let mut findings: Vec<Finding> = files
        .iter()
        .filter(|file| is_rust(file) && !long(file) && file.text.lines().count() > LONGEST)
        .map(|file| {
            let count = file.text.lines().count();
            Finding::new(
                &file.path,
                0,
                format!("{count} lines: split it, or list it in xtask with the reason"),
            )
        })
        .collect();
    for (path, _) in LONG {
        if files.iter().any(|file| file.path == *path && file.text.lines().count() <= LONGEST) {
            findings.push(Finding::new(path, 0, "no longer long: take it off the list in xtask"));
        }
    }
    findings
}

/// Every file says first what it owns.
pub(super) fn headers(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| is_rust(file) && !file.text.starts_with("//!"))
        .map(|file| Finding::new(&file.path, 1, "the file does not begin with `//!` and what it owns"))
        .collect()
}

/// Words that mark unfinished work; written apart, so that this file does not hold them.
const LEFTOVERS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("dbg", "!("),
    concat!("todo", "!("),
    concat!("XX", "X:"),
];

/// Nothing is left unfinished.
pub(super) fn leftovers(files: &[File]) -> Vec<Finding> {
    find(files, |line| {
        let word = LEFTOVERS.iter().find(|word| contains_word(line, word))?;
        Some(format!("`{word}`: finish it or open an issue"))
    })
}

/// Folders that only one machine has; written apart, as above.
const MACHINE: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/Use", "rs/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/mn", "t/"),
    concat!("C:\\Use", "rs"),
];

/// Nothing names a folder of the machine it was written on.
pub(super) fn machine_paths(files: &[File]) -> Vec<Finding> {
    find(files, |line| {
        let folder = MACHINE.iter().find(|folder| contains_word(line, folder))?;
        Some(format!("`{folder}`: a path of one machine; write it relative to the project"))
    })
}

/// What core crates may not reach for: their results must depend on nothing but their arguments.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
];

/// Crates that talk to the outside.
const SHELL: &[&str] = &["compiler/cli/", "runtime/host/", "tests/", "benches/", "xtask/"];

/// Core crates do no input and output and read no clock.
pub(super) fn core_is_pure(files: &[File]) -> Vec<Finding> {
    let core = |file: &File| {
        is_rust(file)
            && file.path.contains("/src/")
            && !SHELL.iter().any(|folder| file.path.starts_with(folder))
    };
    let core: Vec<File> = files.iter().filter(|file| core(file)).map(without_tests).collect();
    find(&core, |line| {
        let code = line.trim_start();
        let what = OUTSIDE.iter().find(|what| !code.starts_with("//") && contains_word(code, what))?;
        Some(format!("`{what}` in a core crate: pass in what it gives"))
    })
}

/// The part of a file in front of its tests.
fn without_tests(file: &File) -> File {
    let text = if file.path.ends_with("tests.rs") { "" } else { &file.text };
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    File { path: file.path.clone(), text: text.to_owned() }
}

fn find(files: &[File], mut broken: impl FnMut(&str) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| !file.path.ends_with(".lock")) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(message) = broken(line) {
                findings.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    findings
}

/// Whether a line holds a word that is no part of a longer word or path.
fn contains_word(line: &str, word: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '/' | '}' | '*');
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let behind = line.get(at + word.len()..).and_then(|behind| behind.chars().next());
        let ends = word.ends_with(|letter: char| !letter.is_alphanumeric());
        !before.is_some_and(part)
            && (ends || !behind.is_some_and(|letter| letter.is_alphanumeric() || letter == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, lines};
    use super::*;

    #[test]
    fn words_are_whole() {
        let left = [concat!("a // TO", "DO later"), concat!("let TO", "DOS = 1;"), concat!("dbg", "!(x)")];
        assert_eq!(lines(&leftovers(&[file("a.rs", &left.join("\n"))])), [1, 3]);
        let paths = [
            concat!("see /ho", "me/me/x"),
            concat!("https://example.com/ho", "me/x"),
            concat!("\"/Use", "rs/x\""),
        ];
        assert_eq!(lines(&machine_paths(&[file("a.md", &paths.join("\n"))])), [1, 3]);
    }

    #[test]
    fn core_crates_reach_for_nothing_outside() {
        let text = "use std::fs;\n// std::fs\nfn f() {}\n#[cfg(test)]\nmod tests {\n use std::fs; }";
        assert_eq!(lines(&core_is_pure(&[file("compiler/x/src/lib.rs", text)])), [1]);
        assert_eq!(core_is_pure(&[file("compiler/cli/src/main.rs", text)]), []);
    }

    #[test]
    fn long_files_and_missing_headers_are_found() {
        let long = format!("//! x\n{}", "\n".repeat(LONGEST));
        assert_eq!(lengths(&[file("a.rs", &long), file("a.md", &long)]).len(), 1);
        assert_eq!(headers(&[file("a.rs", "fn f() {}"), file("b.rs", "//! b")]).len(), 1);
        let listed: Vec<File> = LONG.iter().map(|(path, _)| file(path, "//! short")).collect();
        assert_eq!(lengths(&listed).len(), LONG.len(), "the list stays true");
    }
}
