//! Development tasks, run as `cargo xtask <task>`.
//!
//! `bench` times and memory · `check` formatting, lints and house rules · `test` every test of the workspace ·
//! `gen` the files that follow from others · `tidy` the house rules alone. Nothing here is part of what users get.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "tasks talk to the terminal")]

mod files;
mod generate;
mod tidy;

use std::path::Path;
use std::process::{Command, ExitCode};

const USAGE: &str = "\
usage: cargo xtask <task>
  check           formatting, lints as errors, house rules
  bench [ARG…]    how long packs and projects take, and how much memory; a number says how many rounds
  test [ARG…]     all tests of the workspace; arguments go to cargo test
  gen [--check]   write the files that follow from others; --check: fail if they differ
  tidy            house rules";

/// Every variable that changes what the tests see, besides the usual ones of cargo: where real packs lie.
const CORPUS: &str = "FLOWC_CORPUS";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = files::root();
    let done = match arguments.as_slice() {
        ["check"] => check(&root),
        ["bench", rest @ ..] => {
            cargo(&root, &[&["bench", "--package", "flowc-benches", "--"], rest].concat())
        }
        ["test", rest @ ..] => test(&root, rest),
        ["gen"] => generate::write(&root),
        ["gen", "--check"] => generate::check(&root),
        ["tidy"] => tidy::run(&root),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that is not a test; all parts run, so that one report shows all there is to do.
fn check(root: &Path) -> Result<(), String> {
    let lints = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    let parts = [
        cargo(root, &["fmt", "--all", "--", "--check"]),
        cargo(root, &lints),
        generate::check(root),
        tidy::run(root),
    ];
    let failed: Vec<String> = parts.into_iter().filter_map(Result::err).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// All tests of all crates, examples in documentation included. Tests over real packs look for them in
/// `FLOWC_CORPUS`, or in `shared/corpus` beside the repository; without either they say that they are skipped.
fn test(root: &Path, rest: &[&str]) -> Result<(), String> {
    let beside = root.join("..").join("shared").join("corpus");
    if std::env::var_os(CORPUS).is_none() && !beside.is_dir() {
        println!("skip: {CORPUS} names no folder of real packs, tests over real packs are left out");
    }
    cargo(root, &[&["test", "--workspace"], rest].concat())
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<(), String> {
    let shown = format!("cargo {}", arguments.join(" "));
    println!("{shown}");
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    if std::env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "never");
    }
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{shown}: failed")),
        Err(error) => Err(format!("{shown}: {error}")),
    }
}
