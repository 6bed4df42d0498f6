//! Hostile texts: no panic, no overflow of the stack, bounded time, a diagnostic where something is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::time::{Duration, Instant};

use flowc_diag::codes;
use flowc_syntax::{Parsed, format, parse, print};
use flowc_text::FileId;
use proptest::prelude::*;

const SAMPLES: [&str; 3] = [
    include_str!("samples/contractors.fl"),
    include_str!("samples/forms.fl"),
    include_str!("samples/addresses.fl"),
];

fn parsed(text: &str) -> Parsed {
    let start = Instant::now();
    let parsed = parse(FileId::default(), text);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?} for {} bytes", start.elapsed(), text.len());
    for found in &parsed.diagnostics {
        let span = found.span().unwrap_or_default();
        let range = text.get(span.range());
        assert!(range.is_some(), "{found:?} points outside of letters");
    }
    parsed
}

fn flow(body: &str) -> String {
    format!("flow a {{\n{body}\n}}\n")
}

#[test]
fn deep_nesting_is_reported() {
    let pairs: [(&str, &str, &str); 13] = [
        ("(", "x", ")"),
        ("[", "x", "]"),
        ("{ a: ", "x", " }"),
        ("f(", "x", ")"),
        ("x[", "x", "]"),
        ("\"${", "x", "}\""),
        ("if a {\n", "x", "\n}"),
        ("f(x => {\n", "x", "\n})"),
        ("try {\n", "x", "\n} catch {}"),
        ("branch {\na => {\n", "x", "\n}\n}"),
        ("match x { \"a\" => (", "x", ") }"),
        ("x as list<{ a: any = (", "x", ") }>"),
        ("repeat 3 {\n", "x", "\n}"),
    ];
    for (open, middle, close) in pairs {
        for count in [5_000, 200_000] {
            let text = flow(&format!("{}{middle}{}", open.repeat(count), close.repeat(count)));
            let found = parsed(&text).diagnostics;
            assert_eq!(found.first().map(|found| found.code), Some(codes::F0107), "{open}");
        }
        let shallow = flow(&format!("{}{middle}{}", open.repeat(30), close.repeat(30)));
        let found = parsed(&shallow).diagnostics;
        assert!(found.is_empty(), "{open} 30 times: {found:#?}");
    }
}

#[test]
fn long_rows_are_reported() {
    let rows: [(&str, &str, &str); 12] = [
        ("not ", "x", ""),
        ("- ", "x", ""),
        ("x", "", " + x"),
        ("x", "", ".a"),
        ("x", "", "[0]"),
        ("x", "", "()"),
        ("x", "", " is empty"),
        ("x", "", " as text"),
        ("x => ", "x", ""),
        ("if a {}", "", " else if a {}"),
        ("if if ", "x", ""),
        ("match match ", "x", ""),
    ];
    for (front, middle, behind) in rows {
        let text = match behind {
            "" => flow(&format!("f({}{middle})", front.repeat(100_000))),
            _ => flow(&format!("{front}{}", behind.repeat(100_000))),
        };
        let found = parsed(&text).diagnostics;
        assert!(!found.is_empty(), "{front}{middle}{behind}");
    }
    let lists = format!("type A = {}text{}", "list<".repeat(100_000), ">".repeat(100_000));
    assert!(!parsed(&lists).diagnostics.is_empty());
}

const PIECES_ALONE: [&str; 17] =
    ["a", "(", "a+", "\"", "`", "#", "/", ")", "{", "a.", "\\", "é", "${", "\"${", " ", "@", "=>"];

#[test]
fn a_huge_line_is_bounded() {
    for (size, pieces) in [(50_000_000, &PIECES_ALONE[..3]), (2_000_000, &PIECES_ALONE[3..])] {
        for piece in pieces {
            let text = piece.repeat(size / piece.len());
            parsed(&text);
            if piece.len() == 1 {
                parsed(&format!("flow a {{ \"{text}"));
            }
        }
    }
}

#[test]
fn a_long_text_is_no_problem() {
    let text = flow(&format!("f(\"{}\")", "a b".repeat(300_000)));
    let out = format(&text).unwrap();
    assert_eq!(format(&out).as_deref(), Ok(out.as_str()));
}

#[test]
fn many_items_take_linear_time() {
    let unit = "/// A flow.\nflow a {\n    let x = f(1, \"two\") // three\n    # four\n}\n\n";
    let time = |count: usize| {
        let text = unit.repeat(count);
        let start = Instant::now();
        assert!(parsed(&text).diagnostics.is_empty());
        start.elapsed()
    };
    time(100);
    let (small, large) = (time(500), time(4_000));
    assert!(large < small * 40 + Duration::from_millis(500), "{small:?} for 500, {large:?} for 4,000");
}

/// Pieces of the language in any order.
const PIECES: [&str; 48] = [
    "flow a {",
    "}",
    "{",
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
    " ",
    "let ",
    "x",
    "= ",
    "==",
    "=>",
    "if ",
    "else ",
    "for ",
    "in ",
    "match ",
    "branch ",
    "try ",
    "catch ",
    "return ",
    "retry 3 ",
    "on error ",
    "on schedule \"\"",
    "# note",
    "## title",
    "// remark",
    "/// doc",
    "@title(",
    "table t ",
    "type T = ",
    "list<text>",
    "..",
    ".",
    ",",
    ":",
    "?",
    "compose ",
    "1",
    "-",
    "é",
];

fn check(text: &str) {
    let first = parsed(text);
    // What holds errors is printed too, and read again without a panic.
    let printed = print(&first.module);
    parsed(&printed);
    if first.diagnostics.is_empty() {
        let again = parse(FileId::default(), &printed);
        assert!(again.diagnostics.is_empty(), "{text}\n=>\n{printed}\n{:#?}", again.diagnostics);
        assert_eq!(again.module, first.module, "{text}\n=>\n{printed}");
        assert_eq!(print(&again.module), printed, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_of_the_language(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        check(&text);
    }

    #[test]
    fn mutated_samples(sample in 0..SAMPLES.len(), edits in proptest::collection::vec((any::<u16>(), 0..PIECES.len(), 0..12usize), 1..5)) {
        let mut text = SAMPLES[sample].to_owned();
        for (place, piece, cut) in edits {
            let mut at = usize::from(place) % (text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let end = text.char_indices().map(|(at, _)| at).find(|&end| end >= at + cut).unwrap_or(text.len());
            text.replace_range(at..end, PIECES[piece]);
        }
        check(&text);
    }

    #[test]
    fn mutated_trees(bytes in proptest::collection::vec(any::<u8>(), 0..300), place in any::<u16>(), piece in 0..PIECES.len()) {
        let mut text = print(&support::Tape::new(&bytes).module());
        let mut at = usize::from(place) % (text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, PIECES[piece]);
        check(&text);
    }
}
