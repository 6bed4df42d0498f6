//! What `flowc graph` draws: pictures keep their laws, stay as they were, and stand in pages that load nothing.
//!
//! `FLOWC_UPDATE=1` writes the pictures and the pins of real flows instead of comparing them.
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
#[allow(dead_code, reason = "the input is for runs")]
#[path = "common/random.rs"]
mod random;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::Files;
use flowc_ir::{FlowId, Program};
use flowc_project::{html, svg};
use flowc_stdlib::Random;
use flowc_stdlib::signature::Signatures;
use picture::Picture;
use roxmltree::{Document, Node, ParsingOptions};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures")
}

fn updating() -> bool {
    std::env::var_os("FLOWC_UPDATE").is_some()
}

fn checked(files: &Files) -> (Program, Signatures) {
    let checked = flowc_project::check(files, "");
    let errors: Vec<_> = checked.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    (checked.program, checked.project.signatures)
}

/// Sources of a folder by name.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "fl"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// Compares with a file, or writes it.
fn stays(path: &Path, now: &str) {
    if updating() {
        std::fs::write(path, now).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == now, "{} is no longer what is drawn: FLOWC_UPDATE=1 writes it", path.display());
}

/// Every flow with cards, drawn alone.
fn each_flow(program: &Program, signatures: &Signatures) -> Vec<(String, String)> {
    let own = program.flows.iter().enumerate().filter(|(_, flow)| !flow.is_external());
    own.map(|(number, flow)| (flow.title.to_string(), svg(program, signatures, Some(FlowId::new(number)))))
        .collect()
}

fn keeps_the_laws(name: &str, svg: &str) {
    let broken = Picture::read(svg).broken();
    assert!(broken.is_empty(), "{name}: {}", broken.join("\n"));
}

#[test]
fn pictures_stay_as_they_are() {
    for (name, source) in sources(&folder()) {
        let (program, signatures) = checked(&Files::of(&source));
        let drawn = svg(&program, &signatures, None);
        assert_eq!(drawn, svg(&program, &signatures, None), "{name}");
        keeps_the_laws(&name, &drawn);
        stays(&folder().join(format!("{name}.svg")), &drawn);
    }
}

/// The picture of the README.
#[test]
fn the_example_is_drawn_as_it_stands() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/onboarding");
    let read = |path: &str| (path.to_owned(), std::fs::read_to_string(example.join(path)).unwrap());
    let files = Files(["flow.toml", "main.fl", "people/account.fl"].into_iter().map(read).collect());
    let (program, signatures) = checked(&files);
    for (title, drawn) in each_flow(&program, &signatures) {
        keeps_the_laws(&title, &drawn);
        if title == "Equipment" {
            stays(&example.join("equipment.svg"), &drawn);
        }
    }
}

#[test]
fn own_flows_keep_the_laws() {
    let lower = Path::new(env!("CARGO_MANIFEST_DIR")).join("lower");
    let mut count = 0;
    for (name, source) in sources(&lower) {
        let files = Files::of(&source);
        let checked = flowc_project::check(&files, "");
        if checked.has_errors() {
            continue;
        }
        for (title, drawn) in each_flow(&checked.program, &checked.project.signatures) {
            keeps_the_laws(&format!("{name}: {title}"), &drawn);
            count += 1;
        }
    }
    assert!(count > 40, "{count} flows");
}

#[test]
fn random_flows_keep_the_laws() {
    let mut draw = Random::new(11);
    for _ in 0..60 {
        let choices: Vec<u16> = (0..400).map(|_| (draw.next_bits() >> 40) as u16).collect();
        let source = random::module(&choices);
        let (program, signatures) = checked(&Files::of(&source));
        for (title, drawn) in each_flow(&program, &signatures) {
            keeps_the_laws(&format!("{title} of\n{source}"), &drawn);
        }
    }
}

#[test]
fn real_flows_keep_the_laws() {
    let mut count = 0;
    let mut broken = Vec::new();
    for pack in flowc_tests::corpus() {
        let read = flowc_project::read_pack(&pack.text).unwrap();
        for (title, drawn) in each_flow(&read.program, &read.signatures) {
            let found = Picture::read(&drawn).broken();
            broken.extend(found.into_iter().take(2).map(|what| format!("{}: {title}: {what}", pack.name)));
            count += 1;
        }
    }
    println!("{count} flows of real packs");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// 64 bits that tell texts apart (FNV-1a).
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Pictures of real flows that a person has looked at. The repository holds nothing of them but hashes.
#[test]
fn real_pictures_stay_as_they_were_seen() {
    let path = folder().join("real.txt");
    let kept = std::fs::read_to_string(&path).unwrap();
    let packs = flowc_tests::corpus();
    if packs.is_empty() {
        return;
    }
    let mut drawn = Vec::new();
    for pack in packs {
        let read = flowc_project::read_pack(&pack.text).unwrap();
        let flows = each_flow(&read.program, &read.signatures).into_iter();
        drawn.extend(flows.map(|(title, svg)| (hash(&format!("{}/{title}", pack.name)), hash(&svg))));
    }
    let mut now = String::new();
    for line in kept.lines() {
        let Some((flow, _)) = line.split_once(' ').filter(|_| !line.starts_with('#')) else {
            let _ = writeln!(now, "{line}");
            continue;
        };
        let name = u64::from_str_radix(flow, 16).unwrap();
        match drawn.iter().find(|(known, _)| *known == name) {
            Some((_, picture)) => writeln!(now, "{flow} {picture:016x}").unwrap(),
            None => panic!("the real packs have no flow {flow}"),
        }
    }
    stays(&path, &now);
}

/// The elements of a page.
fn page<'a>(text: &'a str) -> Document<'a> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_page_needs_nothing_but_itself() {
    let (program, signatures) = checked(&Files::of(
        "flow one \"One <b>&\\\"'\" (a: text) {\n    two(x: a)\n}\n\n\
         flow two \"</script><script>alert(1)</script>\" (x: text) {\n    compose \"${x} </title>\"\n}\n",
    ));
    let text = html(&program, &signatures, None);
    assert_eq!(text, html(&program, &signatures, None));
    let page = page(&text);
    let ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an id occurs once");
    for node in page.descendants().filter(Node::is_element) {
        assert!(node.attribute("src").is_none(), "{node:?}");
        assert!(!matches!(node.tag_name().name(), "link" | "img" | "iframe" | "object"), "{node:?}");
        if let Some(target) = node.attribute("href") {
            assert!(target.strip_prefix('#').is_some_and(|id| ids.contains(&id)), "{target}");
        }
    }
    let bare = text.replace("http://www.w3.org/2000/svg", "");
    assert!(!bare.contains("://") && !bare.contains("url(") && !bare.contains("@import"), "{bare}");
    assert_eq!(text.matches("<script>").count(), 1, "titles are text");
    assert!(text.contains("default-src 'none'"));
    let pictures: Vec<Node<'_, '_>> =
        page.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "svg"))).collect();
    assert_eq!(pictures.len(), 2);
    for svg in pictures {
        assert!(Picture::of(svg).broken().is_empty());
        let named = svg.attribute("aria-labelledby").unwrap();
        assert!(named.split(' ').all(|id| ids.contains(&id)), "{named}");
    }
    let called = page.descendants().any(|node| {
        node.has_tag_name(("http://www.w3.org/2000/svg", "a")) && node.attribute("href") == Some("#flow-1")
    });
    assert!(called, "a card leads to the flow it calls");
}

/// What no person writes is drawn in part and never breaks.
#[test]
fn too_deep_and_too_much_is_left_out() {
    let deep = (0..40).fold("work(x: s)".to_owned(), |inner, _| format!("if s == \"a\" {{ {inner} }}"));
    let source = format!("flow deep (s: text) {{ {deep} }}\n\nflow work (x: text) {{ compose \"\" }}\n");
    let (program, signatures) = checked(&Files::of(&source));
    keeps_the_laws("deep", &svg(&program, &signatures, None));

    let cards = "    compose \"${s}\"\n".repeat(2100);
    let (program, signatures) = checked(&Files::of(&format!("flow long (s: text) {{\n{cards}}}\n")));
    let drawn = svg(&program, &signatures, None);
    assert!(drawn.contains("more cards are not drawn"));
    assert!(Picture::read(&drawn).cards.len() <= 2001);

    let fields: Vec<String> = (0..300).map(|field| format!("f{field}: s")).collect();
    let source =
        format!("flow wide (s: text) -> {{ o: object }} {{ return {{ o: {{ {} }} }} }}\n", fields.join(", "));
    let (program, signatures) = checked(&Files::of(&source));
    keeps_the_laws("wide", &svg(&program, &signatures, None));

    let strange = "flow strange \"\\u{1}\\u{7} 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\" (s: text) {\n    # <![CDATA[ ]]> & \\u{ffff}\n    compose \"\\u{b}]]>${s}\"\n}\n";
    let (program, signatures) = checked(&Files::of(strange));
    keeps_the_laws("strange", &svg(&program, &signatures, None));
    page(&html(&program, &signatures, None));
    page(&html(&Program::default(), &signatures, None));
    keeps_the_laws("nothing", &svg(&Program::default(), &signatures, None));
}
