//! Every flow of every real pack comes back from its source as the same graph. Packs are only read in place.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect and says what it found"
)]

use ecow::EcoString;
use flowc_front::{FolderSettings, Source};
use flowc_ir::{Flow, Program, dump};
use flowc_stdlib::signature::Signatures;
use indexmap::IndexMap;

/// What one pack became.
#[derive(Default)]
struct Outcome {
    flows: usize,
    same: usize,
    cards: usize,
    lines: usize,
    /// What is wrong, one line each.
    wrong: Vec<String>,
}

/// Environment variable: print the sources of packs whose name contains it.
const SHOW: &str = "FLOWC_SHOW";

fn pack(name: &str, text: &str) -> Outcome {
    let pack = flowc_okta::read(text).expect("real packs can be read");
    let mut signatures = Signatures::system();
    flowc_okta::learn(&pack).into_iter().for_each(|signature| signatures.add(signature));
    let program = flowc_okta::decode(&pack, &signatures).program;
    let mut outcome = Outcome::default();
    let mut modules = Vec::new();
    for file in flowc_decomp::decompile(&program, &signatures) {
        let source = flowc_syntax::print(&file.module);
        if std::env::var(SHOW).is_ok_and(|wanted| name.contains(&wanted)) {
            println!("---- {name}: {}\n{source}", file.path);
        }
        outcome.lines += lines_of_cards(&source);
        if let Some(long) = source.lines().find(|line| line.chars().count() > 120) {
            outcome.wrong.push(format!("{}: a line over 120 columns: {long}", file.path));
        }
        let parsed = flowc_syntax::parse(flowc_text::FileId(0), &source);
        for found in parsed.diagnostics.iter().take(2) {
            outcome.wrong.push(format!("{}: does not parse: {} {}", file.path, found.code.id, found.title));
        }
        modules.push((file.path.trim_end_matches(".fl").to_owned(), parsed.module));
    }
    let sources: Vec<Source<'_>> =
        modules.iter().map(|(path, module)| Source { path: path.as_str(), module }).collect();
    let lowered = flowc_front::lower(&sources, &signatures, &folders(&program));
    for flow in &program.flows {
        outcome.flows += 1;
        outcome.cards += shown_cards(flow);
        match difference(&program, flow, &lowered.program) {
            None => outcome.same += 1,
            Some(first) => outcome.wrong.push(first),
        }
    }
    // Packs have defects that `check` finds; what is wrong with a flow that comes back is not ours.
    if outcome.same < outcome.flows {
        let errors = lowered.diagnostics.iter().filter(|found| found.is_error());
        outcome
            .wrong
            .extend(errors.take(6).map(|found| format!("does not check: {} {}", found.code.id, found.title)));
    }
    outcome
}

/// Cards that a person sees on the canvas: no Join, no start and Return of a nested body, nor an event's For Each.
fn shown_cards(flow: &Flow) -> usize {
    let hidden = |address: &flowc_ir::Address| address.is("control", "join");
    let count =
        |body: &flowc_ir::Body| body.graph.node_weights().filter(|card| !hidden(&card.address)).count();
    flow.bodies.iter().map(count).sum()
}

/// Lines of a source without descriptions, blank lines and what people wrote over several lines (comments, texts)
/// beyond the first of them.
fn lines_of_cards(source: &str) -> usize {
    let mut lines = 0;
    let (mut comment, mut text) = (false, false);
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("///")) {
        let is_comment = line.starts_with('#');
        lines += usize::from(!(text || is_comment && comment));
        comment = is_comment;
        text ^= line.matches("\"\"\"").count() % 2 == 1;
    }
    lines
}

fn folders(program: &Program) -> IndexMap<EcoString, FolderSettings> {
    let own = program.folders.iter().filter(|folder| !folder.external);
    own.map(|folder| {
        let settings = FolderSettings {
            title: folder.title.clone(),
            description: folder.description.clone(),
            media: folder.media.clone(),
            ..FolderSettings::default()
        };
        (folder.name.clone(), settings)
    })
    .collect()
}

/// The first line in which a flow differs from the one of the same name.
fn difference(program: &Program, flow: &Flow, lowered: &Program) -> Option<String> {
    let Some(other) = lowered.flows.iter().find(|other| other.name == flow.name) else {
        return Some(format!("{}: is missing", flow.name));
    };
    let (before, after) = (dump(program, flow), dump(lowered, other));
    if before == after {
        return None;
    }
    let mut a = before.lines();
    let mut b = after.lines();
    let mut head = String::new();
    loop {
        let (left, right) = (a.next(), b.next());
        if left != right || left.is_none() {
            let line =
                |line: Option<&str>| line.unwrap_or("the end").trim().chars().take(180).collect::<String>();
            return Some(format!(
                "{}: in {head}\n      is   {}\n      back {}",
                flow.name,
                line(left),
                line(right)
            ));
        }
        if let Some(card) = left.filter(|line| line.trim_start().starts_with('%')) {
            head = card.trim().to_owned();
        }
    }
}

#[test]
fn every_flow_of_every_pack_comes_back() {
    let (mut flows, mut same, mut cards, mut lines, mut wrong) = (0, 0, 0, 0, 0);
    for real in flowc_tests::corpus().into_iter().chain(flowc_tests::connector_flows()) {
        let (name, outcome) = (&real.name, pack(&real.name, &real.text));
        flows += outcome.flows;
        same += outcome.same;
        cards += outcome.cards;
        lines += outcome.lines;
        wrong += outcome.wrong.len();
        if !outcome.wrong.is_empty() {
            println!(
                "{}: {} of {} flows, {}/{} lines per card",
                name, outcome.same, outcome.flows, outcome.lines, outcome.cards
            );
            outcome.wrong.iter().for_each(|line| println!("    {line}"));
        }
    }
    let per_card = f64::from(u32::try_from(lines).unwrap()) / f64::from(u32::try_from(cards.max(1)).unwrap());
    println!(
        "{same} of {flows} flows come back; {lines} lines for {cards} cards: {per_card:.2} lines per card"
    );
    assert_eq!(wrong, 0, "things wrong");
    assert!(per_card < 2.2, "the sources have become longer");
}
