//! Each renderer against its expected text, which lies beside this file so that it can be read as it looks.

use flowc_diag::{Applicability, Diagnostic, codes, render};
use flowc_text::{FileId, SourceSet, Span};

const SOURCE: &str = "\
flow greet \"Grüße\" (name: text) {
    let größe = nmae.length()
    compose \"Hi ${name}\"
}
";

fn sources() -> SourceSet {
    let mut sources = SourceSet::new();
    sources.add("flows/gréet all.fl", SOURCE);
    sources
}

/// The bytes of the nth occurrence of a word; nothing if there is none.
fn span_of(word: &str, nth: usize) -> Span {
    let start = SOURCE.match_indices(word).nth(nth).map_or(0, |(start, _)| start);
    let offset = |at: usize| u32::try_from(at).unwrap_or_default();
    Span::new(FileId(0), offset(start), offset(start + word.len()))
}

fn findings() -> Vec<Diagnostic> {
    vec![
        Diagnostic::new(codes::F0201, span_of("nmae", 0), "there is no value `nmae`")
            .primary("not declared")
            .why(span_of("name", 0), "the flow's inputs stand here")
            .help("did you mean `name`?")
            .fix("write `name`", span_of("nmae", 0), "name", Applicability::Maybe),
        Diagnostic::new(codes::F0802, span_of("größe", 0), "nobody reads `größe`")
            .note("cards with effects stay"),
        Diagnostic::global(codes::F0602, "the method has no name: 100%, a, b")
            .at_path("a pack.flopack", "$.data.flos[3].methods[2]")
            .help("export it again"),
        Diagnostic::global(codes::F0001, "there is no flow.toml here or above"),
    ]
}

fn check(name: &str, expected: &str, given: &str) {
    let unlike = expected.lines().zip(given.lines()).position(|(expected, given)| expected != given);
    assert_eq!(given, expected, "{name}, first unlike line: {unlike:?}");
}

#[test]
fn json() {
    check("json", include_str!("rendered/json.txt"), &render::json(&findings(), &sources()));
}

#[test]
fn github() {
    check("github", include_str!("rendered/github.txt"), &render::github(&findings(), &sources()));
}

#[test]
fn sarif() {
    let log = render::sarif(&findings(), &sources());
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let pretty = serde_json::to_string_pretty(&log).expect("JSON");
    check("sarif", include_str!("rendered/sarif.txt"), &format!("{pretty}\n"));
}

#[test]
fn terminal() {
    check(
        "terminal",
        include_str!("rendered/terminal.txt"),
        &render::terminal(&findings(), &sources(), false),
    );
    let coloured = render::terminal(&findings(), &sources(), true);
    assert!(coloured.contains("\u{1b}["), "colours");
    assert_eq!(render::terminal(&[], &sources(), true), "");
}

#[test]
fn every_json_line_has_the_fields_of_the_contract() {
    let fields = [
        "code",
        "level",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "labels",
        "help",
        "fixes",
    ];
    for line in render::json(&findings(), &sources()).lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
        for field in fields {
            assert!(object.get(field).is_some(), "{field} in {line}");
        }
    }
}

#[test]
fn nothing_steers_the_terminal() {
    let mut sources = SourceSet::new();
    let file = sources.add("x\u{1b}.fl", "a \u{1b}]0;owned\u{7} b\u{202e}\n");
    let finding = Diagnostic::new(codes::F0101, Span::new(file, 2, 3), "odd \u{1b}[2J").note("\u{1b}c");
    let shown = render::terminal(&[finding], &sources, false);
    assert!(
        !shown.contains('\u{1b}') && !shown.contains('\u{202e}') && !shown.contains('\u{7}'),
        "{shown:?}"
    );
}

#[test]
fn a_span_outside_its_file_still_gives_the_message() {
    let finding = Diagnostic::new(codes::F9901, Span::new(FileId(7), 5, 900), "a defect");
    for text in [
        render::terminal(std::slice::from_ref(&finding), &sources(), false),
        render::json(std::slice::from_ref(&finding), &sources()),
        render::github(std::slice::from_ref(&finding), &sources()),
        render::sarif(std::slice::from_ref(&finding), &sources()),
    ] {
        assert!(text.contains("a defect") && text.contains("F9901"), "{text}");
    }
}

#[test]
fn a_very_long_line_is_named_and_not_shown() {
    let mut sources = SourceSet::new();
    let file = sources.add("long.fl", format!("first\n{}\nlast\n", "é(".repeat(1_000_000)));
    let finding = Diagnostic::new(codes::F0107, Span::new(file, 3_006, 3_007), "too deep").primary("here");
    let shown = render::terminal(&[finding], &sources, false);
    assert_eq!(shown, "error[F0107]: too deep\n = at long.fl:2:2001\n\n");
    let short = Diagnostic::new(codes::F0101, Span::new(file, 3_000_007, 3_000_009), "short");
    assert!(render::terminal(&[short], &sources, false).contains("3 │ last"));
}
