//! Law: every construct that nests takes time that grows at most linearly with its depth.
//!
//! pest remembers nothing it tried: two alternatives that share a prefix which can contain themselves would
//! double the time with each level, 256 times from depth 4 to depth 12.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::time::{Duration, Instant};

use flowc_syntax::parse;
use flowc_text::FileId;

/// What stands before and behind each level, and in the middle.
const CONSTRUCTS: [(&str, &str, &str); 36] = [
    ("(", "x", ")"),
    ("[", "x", "]"),
    ("[1, ", "x", ", 2]"),
    ("{ a: ", "x", " }"),
    ("{ a, b: ", "x", ", c: 1 }"),
    ("f(", "x", ")"),
    ("f(1, a: ", "x", ", b: 2)"),
    ("f(@label(\"l\") a: ", "x", ")"),
    ("m.f[o: ", "x", "](1)"),
    ("x[", "x", "]"),
    ("\"a ${", "x", "} b\""),
    ("compose \"a ${", "x", "} b\""),
    ("x => ", "x", ""),
    ("(x, y) => ", "x", ""),
    ("f((x, y) => {\n", "x", "\n})"),
    ("(x => ", "x", ")"),
    ("1 + (", "x", ") * 2"),
    ("not (", "x", ")"),
    ("- (", "x", ")"),
    ("(", "x", ") is empty"),
    ("(", "x", ") as { a: text }"),
    ("a ?? (", "x", ") ?? b"),
    ("f(all where a == (", "x", "))"),
    ("if a {\n", "x", "\n}"),
    ("if a {\n", "x", "\n} else if b {\n1\n} else {\n2\n}"),
    ("if (", "x", ") == 1 {\n1\n}"),
    ("branch {\na == 1 => {\n", "x", "\n}\nelse => {}\n}"),
    ("try {\n", "x", "\n} catch error {\n1\n}"),
    ("match (", "x", ") { \"a\" => 1, else => 2 }"),
    ("match x { \"a\" => 1, else => (", "x", ") }"),
    ("for x in xs {\n", "x", "\n}"),
    ("for x in f(y => {\n", "x", "\n}) {}"),
    ("repeat 3 {\n", "x", "\n}"),
    ("let a = f(y => {\n", "x", "\n}) retry 3"),
    ("@title(\"${f(y => {\n", "x", "\n})}\")\nx"),
    ("f().g(", "x", ").h[0].i"),
];

fn nested(front: &str, middle: &str, behind: &str, depth: usize) -> String {
    let body = format!("{}{middle}{}", front.repeat(depth), behind.repeat(depth));
    // A minus cannot begin a statement.
    let lead = if front.starts_with('-') { "let a = " } else { "" };
    format!("flow a {{\n{lead}{body}\n}}\n")
}

fn shapes(front: &str, middle: &str, behind: &str, depth: usize) -> String {
    format!("type A = {}{middle}{}\n", front.repeat(depth), behind.repeat(depth))
}

fn fastest(text: &str) -> Duration {
    let time = || {
        let start = Instant::now();
        let parsed = parse(FileId::default(), text);
        assert!(parsed.diagnostics.is_empty(), "{text}\n{:#?}", parsed.diagnostics);
        start.elapsed()
    };
    (0..7).map(|_| time()).min().unwrap()
}

fn check(name: &str, shallow: &str, deep: &str) {
    let (four, twelve) = (fastest(shallow), fastest(deep));
    assert!(
        twelve < four * 15 + Duration::from_millis(2),
        "{name}: {four:?} at depth 4, {twelve:?} at depth 12"
    );
}

#[test]
fn time_grows_with_depth_at_most_linearly() {
    for (front, middle, behind) in CONSTRUCTS {
        let text = |depth| nested(front, middle, behind, depth);
        check(front, &text(4), &text(12));
    }
    for (front, middle, behind) in
        [("list<", "text", ">"), ("{ a: ", "text", ", .. }"), ("{ a?: list<", "text", "> }")]
    {
        let text = |depth| shapes(front, middle, behind, depth);
        check(front, &text(4), &text(12));
    }
}

#[test]
fn errors_deep_inside_take_linear_time_too() {
    for (front, _, behind) in CONSTRUCTS {
        let time = |depth: usize| {
            let text = nested(front, "x x x", behind, depth);
            let start = Instant::now();
            let parsed = parse(FileId::default(), &text);
            assert!(!parsed.diagnostics.is_empty(), "{text}");
            start.elapsed()
        };
        let four = (0..5).map(|_| time(4)).min().unwrap();
        let twelve = (0..5).map(|_| time(12)).min().unwrap();
        assert!(twelve < four * 15 + Duration::from_millis(4), "{front}: {four:?}, then {twelve:?}");
    }
}
