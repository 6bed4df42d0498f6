//! Files that follow from others: written here, never by hand.

mod cards;

use std::fs;
use std::path::Path;

/// A file and what makes it.
struct Derived {
    path: &'static str,
    make: fn() -> String,
}

const DERIVED: &[Derived] = &[Derived { path: "spec/cards.md", make: cards::whole }];

/// Writes those that differ.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for derived in stale(root) {
        let path = root.join(derived.path);
        fs::write(&path, (derived.make)()).map_err(|error| format!("{}: {error}", derived.path))?;
        println!("wrote {}", derived.path);
    }
    Ok(())
}

/// Fails where one differs.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let stale: Vec<&str> = stale(root).map(|derived| derived.path).collect();
    match stale.as_slice() {
        [] => Ok(()),
        some => Err(format!("{}: older than what it follows from; run `cargo xtask gen`", some.join(", "))),
    }
}

fn stale(root: &Path) -> impl Iterator<Item = &'static Derived> {
    let root = root.to_path_buf();
    DERIVED.iter().filter(move |derived| {
        fs::read_to_string(root.join(derived.path)).ok().is_none_or(|written| written != (derived.make)())
    })
}
