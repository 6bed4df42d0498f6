//! Running plans in tests: the world is a function from effects to answers, waiting takes no time.
#![allow(dead_code, missing_docs, reason = "each test file uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

pub mod build;

use flowc_engine::{Command, Event, Limits, Outcome, Reply, Run, Start, step};
use flowc_host::Linked;
use flowc_plan::Plan;
use flowc_value::{Object, Value, json};

/// The instant at which test runs begin: 2026-01-01T00:00:00Z.
pub const NOW: f64 = 1_767_225_600_000.0;

/// What a run did.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub outcome: Outcome,
    /// Addresses and inputs of effects, in order.
    pub effects: Vec<String>,
    /// Milliseconds that passed.
    pub waited: f64,
}

/// JSON text as a value.
pub fn value(text: &str) -> Value {
    json::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Input of a run as JSON text.
pub fn input(text: &str) -> Object {
    value(text).as_object().expect("an object").clone()
}

pub fn start(flow: usize, input: Object) -> Event {
    let limits = Limits { steps: 50_000_000, depth: 1_000 };
    Event::Start(Start { flow, input, now: NOW, seed: 1, execution: "run".to_owned(), limits })
}

/// Runs a flow to its end. `stored`: the run is stored and read back before every event.
pub fn run_with(
    plan: &Plan,
    flow: &str,
    given: Object,
    stored: bool,
    answer: &mut dyn FnMut(&str, &Object) -> Reply,
) -> Report {
    let functions = Linked::new(plan).expect("every function card is known");
    let flow = plan.flow(flow).expect("the flow exists");
    let mut run = Run::new();
    let mut effects = Vec::new();
    let (mut event, mut now) = (start(flow, given), NOW);
    loop {
        if stored {
            let text = serde_json::to_string(&run).expect("a run can be stored");
            run = serde_json::from_str(&text).expect("a stored run can be read");
        }
        let mut next = None;
        for command in step(plan, &functions, &mut run, event) {
            match command {
                Command::Perform { id, effect, inputs } => {
                    let effect = &plan.effects[effect];
                    let inputs: Object =
                        effect.inputs.iter().map(|(name, _)| name.clone()).zip(inputs).collect();
                    let address = plan.cards[effect.card as usize].address.as_str();
                    effects.push(format!("{address} {}", json::to_text(&Value::Object(inputs.clone()))));
                    next = Some(Event::Reply { id, now, reply: answer(address, &inputs) });
                }
                Command::Wait { id, until } => {
                    now = until;
                    next = Some(Event::Wake { id, now });
                }
                Command::Answer { answer } => {
                    effects.push(format!("answer {}", json::to_text(&Value::Object(answer))))
                }
                Command::Finish(outcome) => return Report { outcome, effects, waited: now - NOW },
            }
        }
        event = next.expect("a run that has not ended waits for something");
    }
}

/// Runs a flow in a world where every effect fails.
pub fn run(plan: &Plan, flow: &str, given: &str) -> Report {
    run_with(plan, flow, input(given), false, &mut |address, _| Reply::Failed {
        failure: flowc_engine::Failure::new(format!("no answer for {address}")),
        performed: false,
    })
}

/// An outcome in one line, as tests expect it.
pub fn show(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Success { output } => format!("success {}", json::to_text(output)),
        Outcome::Stopped { message, .. } => format!("stopped {}", json::to_text(message)),
        Outcome::Error(failure) => format!("error {} {}", json::to_text(failure.code()), failure.message),
    }
}

/// Runs the last flow of a program with an input and shows what came of it, stored between steps or not.
pub fn result(build: &build::Build, given: &str) -> String {
    let plan = build.plan();
    let flow = plan.flows.last().expect("a flow").name.clone();
    let report = run(&plan, &flow, given);
    let stored = run_with(&plan, &flow, input(given), true, &mut |address, _| Reply::Failed {
        failure: flowc_engine::Failure::new(format!("no answer for {address}")),
        performed: false,
    });
    assert_eq!(report, stored, "a run that is stored between steps ends the same");
    show(&report.outcome)
}
