//! Rules about crates: who may know whom, and that nothing is carried along unused.

use std::collections::BTreeSet;

use toml::Table;

use super::Finding;
use crate::files::File;

/// Which crate may use which, by folder name without `flowc-`; what those may use comes with them.
const ARROWS: &[(&str, &[&str])] = &[
    ("cli", &["project", "host"]),
    ("project", &["front", "opt", "okta", "native", "decomp", "syntax"]),
    ("decomp", &["ir", "syntax", "stdlib"]),
    ("okta", &["ir", "stdlib", "diag"]),
    ("front", &["ir", "syntax", "stdlib"]),
    ("opt", &["ir", "stdlib"]),
    ("native", &["ir", "plan", "stdlib", "diag"]),
    ("ir", &["types", "text", "value"]),
    ("syntax", &["text", "diag"]),
    ("diag", &["text"]),
    ("stdlib", &["types", "value"]),
    ("engine", &["plan", "value"]),
    ("host", &["engine", "stdlib"]),
    ("plan", &["value"]),
    ("text", &[]),
    ("types", &[]),
    ("value", &[]),
];

/// Crates outside the picture: they may use everything.
const OUTSIDE: &[&str] = &["tests", "benches", "xtask"];

/// Crates that are called by another name than they are declared by.
const CALLED: &[(&str, &str)] = &[("md-5", "md5")];

struct Crate<'a> {
    path: &'a str,
    /// Its folder.
    name: &'a str,
    /// Names of `[dependencies]`.
    uses: BTreeSet<String>,
    /// All that it declares, development included.
    declares: BTreeSet<String>,
}

/// Dependencies go the way the picture of the architecture goes.
pub(super) fn arrows(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Crate { path, name, uses, .. } in crates(files) {
        if OUTSIDE.contains(&name) {
            continue;
        }
        if !ARROWS.iter().any(|(from, _)| *from == name) {
            findings.push(Finding::new(
                path,
                0,
                format!("`{name}` is not in the picture of crates in xtask"),
            ));
            continue;
        }
        let reachable = reachable(name);
        for used in uses.iter().filter_map(|used| used.strip_prefix("flowc-")) {
            if !reachable.contains(used) {
                findings.push(Finding::new(
                    path,
                    0,
                    format!("`{name}` may not know `{used}`: arrows go down only"),
                ));
            }
        }
    }
    findings
}

fn reachable(from: &str) -> BTreeSet<&'static str> {
    let targets =
        |from: &str| ARROWS.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, targets)| targets);
    let mut found = BTreeSet::new();
    let mut open: Vec<&'static str> = targets(from).to_vec();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(targets(next));
        }
    }
    found
}

/// Every dependency is used, and every version of the workspace is somebody's.
pub(super) fn used(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut declared = BTreeSet::new();
    for Crate { path, declares, .. } in crates(files) {
        let folder = path.trim_end_matches("Cargo.toml");
        let in_crate = |file: &&File| file.path.starts_with(folder) && file.path.ends_with(".rs");
        for dependency in &declares {
            let called =
                CALLED.iter().find(|(declared, _)| declared == dependency).map(|(_, called)| *called);
            let ident = called.map_or_else(|| dependency.replace('-', "_"), str::to_owned);
            if !files.iter().filter(in_crate).any(|file| mentions(&file.text, &ident)) {
                findings.push(Finding::new(path, 0, format!("`{dependency}` is declared and not used")));
            }
        }
        declared.extend(declares);
    }
    let root =
        files.iter().find(|file| file.path == "Cargo.toml").and_then(|file| file.text.parse::<Table>().ok());
    let shared = root.as_ref().and_then(|root| root.get("workspace")?.get("dependencies")?.as_table());
    for name in shared.into_iter().flat_map(Table::keys) {
        if !declared.contains(name) && !name.starts_with("flowc-") {
            findings.push(Finding::new("Cargo.toml", 0, format!("no crate uses `{name}`")));
        }
    }
    findings
}

fn mentions(text: &str, ident: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == ident)
}

fn crates(files: &[File]) -> impl Iterator<Item = Crate<'_>> {
    let manifests = files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests.filter_map(|file| {
        let table: Table = file.text.parse().ok()?;
        let name = file.path.trim_end_matches("/Cargo.toml").rsplit('/').next()?;
        let names = |section: &str| -> BTreeSet<String> {
            table
                .get(section)
                .and_then(|section| section.as_table())
                .into_iter()
                .flat_map(Table::keys)
                .cloned()
                .collect()
        };
        let uses = names("dependencies");
        let declares = uses.iter().cloned().chain(names("dev-dependencies")).collect();
        Some(Crate { path: &file.path, name, uses, declares })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn arrows_go_down() {
        let manifest = |name: &str, uses: &str| {
            let text = format!(
                "[package]\nname = \"flowc-{name}\"\n[dependencies]\nflowc-{uses}.workspace = true\n"
            );
            file(&format!("compiler/{name}/Cargo.toml"), &text)
        };
        assert_eq!(arrows(&[manifest("cli", "value")]), [], "through others");
        assert_eq!(arrows(&[manifest("value", "cli")]).len(), 1);
        assert_eq!(arrows(&[manifest("opt", "syntax")]).len(), 1);
        assert_eq!(arrows(&[manifest("unheard", "text")]).len(), 1);
    }

    #[test]
    fn no_crate_can_reach_itself() {
        for (name, _) in ARROWS {
            assert!(!reachable(name).contains(name), "{name}");
        }
    }

    #[test]
    fn unused_dependencies_are_found() {
        let files = [
            file("Cargo.toml", "[workspace.dependencies]\nserde = \"1\"\nunused = \"1\""),
            file("a/Cargo.toml", "[dependencies]\nserde = \"1\"\nother-one = \"1\""),
            file("a/src/lib.rs", "use serde::Serialize;"),
        ];
        let messages: Vec<String> = used(&files).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["`other-one` is declared and not used", "no crate uses `unused`"]);
    }
}
