//! Laws over random well-typed flows: source, its pack, and both plans say the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

#[path = "common/random.rs"]
mod random;

use flowc_engine::{Command, Event, Limits, Outcome, Run, Start, step};
use flowc_front::Source;
use flowc_host::Linked;
use flowc_ir::{Program, dump};
use flowc_stdlib::signature::Signatures;
use flowc_text::SourceSet;
use indexmap::IndexMap;
use proptest::prelude::*;

/// The graph of a module; every made module is well-typed.
fn lower(source: &str) -> Program {
    let mut sources = SourceSet::new();
    let file = sources.add("main.fl", source);
    let parsed = flowc_syntax::parse(file, source);
    let modules = [Source { path: "main", module: &parsed.module }];
    let lowered = flowc_front::lower(&modules, &Signatures::system(), &IndexMap::new());
    let errors: Vec<&str> = parsed
        .diagnostics
        .iter()
        .chain(&lowered.diagnostics)
        .filter(|found| found.is_error())
        .map(|found| found.title.as_str())
        .collect();
    assert!(errors.is_empty(), "{errors:?}\n{source}");
    lowered.program
}

/// Each flow's graph by title.
fn graphs(program: &Program) -> IndexMap<String, String> {
    program.flows.iter().map(|flow| (flow.title.to_string(), dump(program, flow))).collect()
}

/// The program that a tenant would see after importing this one's pack.
fn through_pack(program: &Program) -> Program {
    let signatures = Signatures::system();
    let text = flowc_okta::encode(program, &signatures, &flowc_okta::Settings::default()).pack.to_json();
    let broken: Vec<String> = flowc_okta::validate(&text, flowc_okta::validate::Level::Emitted)
        .into_iter()
        .map(|found| format!("{} {} {}", found.rule.code, found.path, found.message))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let pack = flowc_okta::read(&text).unwrap();
    let decoded = flowc_okta::decode(&pack, &signatures);
    assert!(decoded.diagnostics.is_empty(), "{:?}", decoded.diagnostics);
    decoded.program
}

/// How the flow `Made` ends.
fn result(program: &Program) -> Outcome {
    let planned = flowc_native::plan(program, &Signatures::system());
    assert!(!planned.diagnostics.iter().any(flowc_diag::Diagnostic::is_error), "{:?}", planned.diagnostics);
    let functions = Linked::new(&planned.plan).unwrap();
    let input = flowc_value::json::parse(random::INPUT).unwrap().as_object().unwrap().clone();
    let flow = planned.plan.flow("Made").unwrap();
    let start = Start {
        flow,
        input,
        now: 1_767_225_600_000.0,
        seed: 7,
        execution: "law".to_owned(),
        limits: Limits { steps: 2_000_000, depth: 1_000 },
    };
    let mut run = Run::new();
    match step(&planned.plan, &functions, &mut run, Event::Start(start)).pop() {
        Some(Command::Finish(outcome)) => outcome,
        other => panic!("a flow of pure cards ends at once: {other:?}"),
    }
}

/// What of an outcome must be the same whoever runs it: ids of cards and executions are not.
fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Success { output } => format!("success {}", flowc_value::json::to_text(output)),
        Outcome::Stopped { message, .. } => format!("stopped {}", flowc_value::json::to_text(message)),
        Outcome::Error(failure) => format!("error {}", failure.message),
    }
}

fn choices() -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), 0..160)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Encoding and decoding give the same graph, and the pack obeys every rule.
    #[test]
    fn a_pack_says_what_the_source_says(choices in choices()) {
        let source = random::module(&choices);
        let program = lower(&source);
        let back = through_pack(&program);
        let (own, decoded) = (graphs(&program), graphs(&back));
        for (title, graph) in &own {
            // Names follow titles in a pack; the first line alone holds the name.
            let without_name = |graph: &str| graph.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
            let twin = decoded.get(title).map(|graph| without_name(graph)).unwrap_or_default();
            prop_assert_eq!(without_name(graph), twin, "{}\n{}", title, source);
        }
    }

    /// The source, the decoded pack and the optimized graph give the same result.
    #[test]
    fn whoever_runs_it_the_result_is_the_same(choices in choices()) {
        let source = random::module(&choices);
        let program = lower(&source);
        let expected = shown(&result(&program));
        prop_assert_eq!(&shown(&result(&through_pack(&program))), &expected, "from the pack\n{}", source);
        let mut optimized = program.clone();
        let options = flowc_opt::Options { author_cards: true };
        flowc_opt::optimize(&mut optimized, &Signatures::system(), options);
        prop_assert_eq!(&shown(&result(&optimized)), &expected, "optimized\n{}", source);
    }

    /// A module comes back from its printed form, and the formatter is done after one turn.
    #[test]
    fn made_modules_are_printed_and_read(choices in choices()) {
        let source = random::module(&choices);
        let parsed = flowc_syntax::parse(flowc_text::FileId(0), &source);
        let printed = flowc_syntax::print(&parsed.module);
        let again = flowc_syntax::parse(flowc_text::FileId(0), &printed);
        prop_assert_eq!(&again.module, &parsed.module, "{}", printed);
        prop_assert_eq!(flowc_syntax::print(&again.module), printed);
    }
}
