//! The house rules as code. Each rule looks at the files and says what breaks it, and where.

mod crates;
mod pages;
mod sources;

use std::path::Path;

use crate::files::{self, File};

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The file.
    path: String,
    /// The line, from 1; 0 = the whole file.
    line: usize,
    /// What is wrong and what to do.
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

type Rule = fn(&[File]) -> Vec<Finding>;

const RULES: &[Rule] = &[
    sources::lengths,
    sources::headers,
    sources::leftovers,
    sources::machine_paths,
    sources::core_is_pure,
    crates::arrows,
    crates::used,
    pages::diagnostics,
];

/// Applies every rule.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let files = files::all(root)?;
    let findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    for Finding { path, line, message } in &findings {
        match line {
            0 => println!("{path}: {message}"),
            line => println!("{path}:{line}: {message}"),
        }
    }
    match findings.len() {
        0 => Ok(()),
        count => Err(format!("tidy: {count} findings")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn lines(findings: &[Finding]) -> Vec<usize> {
        findings.iter().map(|finding| finding.line).collect()
    }
}
