//! Whatever comes: random and damaged sources and packs give clear findings in bounded time, never a panic.
//!
//! Inputs are drawn from a fixed seed, so that a failure comes back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "common/picture.rs"]
mod picture;

use common::Files;
use flowc_diag::Diagnostic;
use flowc_okta::validate::{Level, validate};
use flowc_stdlib::Random;
use picture::Picture;

/// Sources that damage starts from: every construct occurs.
fn sources() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lower");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "fl"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// The packs of these sources.
fn packs(sources: &[String]) -> Vec<String> {
    sources.iter().filter_map(|source| pack(source)).collect()
}

fn pack(source: &str) -> Option<String> {
    let checked = flowc_project::check(&Files::of(source), "");
    if checked.has_errors() {
        return None;
    }
    let built = flowc_project::build(&checked, &flowc_project::Options::default());
    built.files.into_iter().find(|(name, _)| name.ends_with(".flopack")).map(|(_, text)| text)
}

struct Draw(Random);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.next_bits() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Pieces that hurt: brackets, quotes, words, bytes from everywhere.
const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "`",
    "${",
    "\\",
    "\n",
    "#",
    "//",
    "///",
    "@",
    "=>",
    "??",
    "..",
    ".",
    ",",
    ":",
    "=",
    "==",
    "-",
    "if ",
    "else ",
    "flow ",
    "let ",
    "for ",
    " in ",
    "return ",
    "try ",
    "catch ",
    "branch ",
    "match ",
    "not ",
    " is empty",
    "null",
    "1e999",
    "-0",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "😀",
    "\r",
    "\t",
    " as list<",
    "on schedule ",
    "use ",
    "type ",
    "0.1.2",
    "true",
    "{}",
    "[]",
    "\"\"",
    "\"flo\"",
    "\"data\":",
];

/// A damaged copy: pieces cut out, doubled, moved, replaced.
fn damaged(text: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=draw.below(4) {
        let length = letters.len();
        let (at, size) = (draw.below(length), 1 + draw.below(40));
        let end = (at + size).min(length);
        match draw.below(5) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let copy: Vec<char> = letters[at..end].to_vec();
                let to = draw.below(length);
                letters.splice(to..to, copy);
            }
            2 => {
                let piece: Vec<char> = draw.pick(PIECES).chars().collect();
                letters.splice(at..at, piece);
            }
            3 => {
                let piece: Vec<char> = draw.pick(PIECES).chars().collect();
                letters.splice(at..end, piece);
            }
            _ => letters.truncate(at),
        }
    }
    letters.into_iter().collect()
}

fn noise(draw: &mut Draw) -> String {
    (0..draw.below(60)).map(|_| *draw.pick(PIECES)).collect()
}

/// What people see of a finding is never empty and always has a code.
fn are_clear(diagnostics: &[Diagnostic], input: &str) {
    for diagnostic in diagnostics {
        assert!(!diagnostic.title.is_empty() && diagnostic.code.id.len() == 5, "{diagnostic:?}\n{input}");
        assert!(diagnostic.code.id != "F9901", "{diagnostic:?}\n{input}");
    }
}

/// Checks a source, and builds it where it has no errors.
fn check_and_build(source: &str) {
    let checked = flowc_project::check(&Files::of(source), "");
    are_clear(&checked.diagnostics, source);
    if !checked.has_errors() {
        let built = flowc_project::build(&checked, &flowc_project::Options::default());
        are_clear(&built.diagnostics, source);
    }
}

/// Imports, validates and draws a pack.
fn import_and_validate(text: &str) {
    if let Ok(read) = flowc_project::read_pack(text) {
        let picture = Picture::read(&flowc_project::svg(&read.program, &read.signatures, None));
        assert!(picture.broken().is_empty(), "{:?}\n{text}", picture.broken());
    }
    let imported = flowc_project::import(text, "hostile", "");
    are_clear(&imported.diagnostics, text);
    for violation in validate(text, Level::Emitted) {
        assert!(violation.path.starts_with('$') && !violation.message.is_empty(), "{violation:?}");
    }
}

const SOURCES: usize = 6_000;
const PACKS: usize = 4_000;

#[test]
fn damaged_sources_give_findings() {
    let originals = sources();
    let mut draw = Draw(Random::new(1));
    for round in 0..SOURCES {
        let source = if round % 10 == 0 {
            noise(&mut draw)
        } else {
            damaged(draw.pick(&originals).clone().as_str(), &mut draw)
        };
        check_and_build(&source);
    }
}

#[test]
fn damaged_packs_give_findings() {
    let originals = packs(&sources());
    assert!(originals.len() > 10, "sources to start from can be built");
    let mut draw = Draw(Random::new(2));
    for round in 0..PACKS {
        let text = if round % 10 == 0 {
            noise(&mut draw)
        } else {
            damaged(draw.pick(&originals).clone().as_str(), &mut draw)
        };
        import_and_validate(&text);
    }
}

/// JSON that is well-formed and wrong: members removed, of another kind, swapped with each other.
#[test]
fn reshaped_packs_give_findings() {
    let originals: Vec<_> =
        packs(&sources()).iter().map(|text| flowc_value::json::parse(text).unwrap()).collect();
    let mut draw = Draw(Random::new(3));
    for _ in 0..PACKS / 4 {
        let mut pack = draw.pick(&originals).clone();
        for _ in 0..=draw.below(3) {
            reshape(&mut pack, &mut draw, 0);
        }
        import_and_validate(&flowc_value::json::to_text(&pack));
    }
}

fn reshape(value: &mut flowc_value::Value, draw: &mut Draw, depth: usize) {
    use flowc_value::Value;
    let replacements = [
        Value::Null,
        Value::Bool(true),
        Value::Number(-1.5),
        Value::text("x"),
        Value::list([Value::Null]),
        Value::object([("x", Value::Null)]),
    ];
    if depth > 3 && draw.below(4) == 0 {
        *value = draw.pick(&replacements).clone();
        return;
    }
    match value {
        Value::Object(object) if !object.is_empty() => {
            let keys: Vec<_> = object.keys().cloned().collect();
            let key = draw.pick(&keys).clone();
            if depth > 1 && draw.below(12) == 0 {
                object.remove(&key);
            } else if let Some(inner) = object.get_mut(&key) {
                reshape(inner, draw, depth + 1);
            }
        }
        Value::List(list) if !list.is_empty() => {
            let at = draw.below(list.len());
            reshape(&mut list.make_mut()[at], draw, depth + 1);
        }
        other => *other = draw.pick(&replacements).clone(),
    }
}

#[test]
fn deep_and_long_sources_end_soon() {
    let nested = [
        ("(", ")"),
        ("[", "]"),
        ("{ a: ", " }"),
        ("\"${", "}\""),
        ("not ", ""),
        ("x => ", ""),
        ("x => y => ", ""),
        ("if if ", ""),
        ("match match ", ""),
        ("x =>\n    ", ""),
        ("(x) => ", ""),
        ("x => { y => ", " }"),
        ("f(x => ", ")"),
        ("1 as list<", ">"),
        ("1 as list<list<", ">>"),
        ("1 as list <\n", ">"),
    ];
    // Far beyond what the grammar bears, and as deep as it is let.
    for ((open, close), depth) in nested.into_iter().flat_map(|pair| [5_000, 98].map(|depth| (pair, depth))) {
        let nest = |open: &str| {
            // Only the first of nested types follows a value.
            let (first, rest) = open.split_once(" as ").map_or(("", open), |(first, rest)| (first, rest));
            let first = if first.is_empty() { String::new() } else { format!("{first} as ") };
            format!("flow f {{\n    let a = {first}{}1{}\n}}\n", rest.repeat(depth), close.repeat(depth))
        };
        let checked = flowc_project::check(&Files::of(&nest(open)), "");
        if depth == 5_000 {
            assert!(checked.has_errors(), "{open}");
        }
        are_clear(&checked.diagnostics, "deep");
    }
    let blocks = format!("flow f {{{}{}}}", "if a == 1 {\n".repeat(5_000), "}".repeat(5_000));
    assert!(flowc_project::check(&Files::of(&blocks), "").has_errors());
    let line = format!("flow f {{\n    let a = \"{}\"\n}}\n", "x".repeat(50_000_000));
    check_and_build(&line);
}

#[test]
fn deep_packs_are_refused() {
    let deep = format!("{}{}", "{\"data\":".repeat(100_000), "}".repeat(100_000));
    let imported = flowc_project::import(&deep, "deep", "");
    assert!(imported.diagnostics.iter().any(Diagnostic::is_error));
    assert_eq!(validate(&deep, Level::Base).len(), 1);
}
