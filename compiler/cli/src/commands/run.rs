//! `flowc run`.

use std::path::{Path, PathBuf};

use flowc_diag::{Diagnostic, codes};
use flowc_engine::Outcome as Ending;
use flowc_host::{Ended, Mocks, Request};
use flowc_plan::{Place, Plan};
use flowc_project::find;
use flowc_text::{FileId, SourceSet, Span};
use flowc_value::{Value, json};

use super::{input, program};
use crate::disk;
use crate::outcome::{Exit, Failure, Outcome};
use crate::terminal::Terminal;

/// Runs one flow; stdout is one JSON line with its result.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A project's directory, a pack or a plan (default: the project around the current directory)
    what: Option<PathBuf>,
    /// The flow, by title or source name
    #[arg(long, value_name = "NAME")]
    flow: String,
    /// Its input: JSON, @FILE, or - for stdin; `key` or `group.key` of the start card
    #[arg(long, value_name = "JSON", default_value = "{}")]
    input: String,
    /// What cards that leave the machine answer, and rows of tables
    #[arg(long, value_name = "FILE")]
    mocks: Option<PathBuf>,
    /// When the run starts, ISO 8601 (default: now); pauses take no time
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Where random numbers begin
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Writes what each card gave, as JSON lines
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

/// A plan with the texts that its places lie in.
struct Planned {
    plan: Plan,
    sources: SourceSet,
    flow: usize,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let planned = plan(arguments)?;
    let request = Request {
        flow: planned.flow,
        input: input::object(&arguments.input)?,
        now: input::time(arguments.now.as_deref())?,
        seed: arguments.seed,
        mocks: mocks(arguments.mocks.as_deref())?,
        trace: arguments.trace.is_some(),
    };
    let ended =
        flowc_host::run(&planned.plan, request).map_err(|reason| Diagnostic::global(codes::F0904, reason))?;
    if let Some(file) = &arguments.trace {
        let lines: String = ended.trace.iter().map(|line| format!("{line}\n")).collect();
        disk::write(file, &lines)?;
    }
    let result = ended.to_json(&planned.plan, |place| span(place, &planned.sources));
    terminal.data(&format!("{result}\n"))?;
    report(ended, &planned, terminal)
}

fn plan(arguments: &Arguments) -> Result<Planned, Failure> {
    let what = arguments.what.as_deref();
    let is_plan = |file: &&Path| !file.is_dir() && file.extension().is_some_and(|ending| ending == "plan");
    if let Some(file) = what.filter(is_plan) {
        return stored(file, &disk::read(file)?, &arguments.flow);
    }
    let loaded = program::load(what)?;
    let flow = find::flow(&loaded.program, &arguments.flow)?.index();
    let planned = flowc_project::plan(&loaded.program, &loaded.signatures, arguments.trace.is_some());
    if planned.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::Found(planned.diagnostics, loaded.sources));
    }
    Ok(Planned { plan: planned.plan, sources: loaded.sources, flow })
}

fn stored(file: &Path, text: &str, wanted: &str) -> Result<Planned, Failure> {
    let plan = Plan::from_text(text).map_err(|error| {
        let mut diagnostic = Diagnostic::global(codes::F0901, error.message);
        diagnostic.file = Some(file.display().to_string());
        diagnostic
    })?;
    let flow = plan.flow(wanted).ok_or_else(|| {
        let names: Vec<String> = plan.flows.iter().map(|flow| format!("`{}`", flow.name)).collect();
        Diagnostic::global(codes::F0006, format!("there is no flow `{wanted}`"))
            .help(format!("there are {}", names.join(", ")))
    })?;
    Ok(Planned { plan, sources: SourceSet::new(), flow })
}

fn mocks(file: Option<&Path>) -> Result<Mocks, Failure> {
    let Some(file) = file else { return Ok(Mocks::default()) };
    Mocks::read(&disk::read(file)?).map_err(|reason| {
        let shown = file.display().to_string();
        let mut diagnostic = Diagnostic::global(codes::F0904, format!("{shown} cannot be used: {reason}"));
        diagnostic.file = Some(shown);
        diagnostic.into()
    })
}

/// A place as the result shows it; null where it is in no file at hand.
fn span(place: &Place, sources: &SourceSet) -> Value {
    let Some(span) = in_source(place, sources) else { return Value::Null };
    let Some(index) = sources.line_index(span.file) else { return Value::Null };
    let text = sources.text(span.file);
    let (start, end) = (index.position(text, span.start), index.position(text, span.end));
    let number = |number: u32| Value::Number(f64::from(number));
    Value::object([
        ("file", Value::text(sources.name(span.file))),
        ("line", number(start.line)),
        ("column", number(start.column)),
        ("end_line", number(end.line)),
        ("end_column", number(end.column)),
    ])
}

fn in_source(place: &Place, sources: &SourceSet) -> Option<Span> {
    match place {
        Place::Source { file, start, end } => {
            let file = FileId(*file);
            sources.line_index(file)?;
            Some(Span::new(file, *start, *end))
        }
        Place::Pack(_) | Place::None => None,
    }
}

/// Says on stderr why a run ended in an error.
fn report(ended: Ended, planned: &Planned, terminal: &Terminal) -> Outcome {
    let Ending::Error(failure) = &ended.outcome else { return Ok(Exit::Fine) };
    let card = failure.card.and_then(|card| planned.plan.cards.get(card as usize));
    let span = card.and_then(|card| in_source(&card.place, &planned.sources));
    let code = if ended.missing.is_some() { codes::F0903 } else { codes::F0902 };
    let title = match card {
        Some(card) if ended.missing.is_none() => {
            format!("the card \"{}\" failed: {}", card.title, failure.message)
        }
        _ => failure.message.to_string(),
    };
    let mut diagnostic = match span {
        Some(span) => Diagnostic::new(code, span, title),
        None => Diagnostic::global(code, title),
    };
    if let (Some(card), None) = (card, span) {
        let flow = planned.plan.flows.get(card.flow as usize).map_or("", |flow| flow.title.as_str());
        diagnostic = diagnostic.note(format!("in the flow \"{flow}\", card {}", card.number + 1));
    }
    if !failure.code().is_null() {
        diagnostic = diagnostic.note(format!("code {}", json::to_text(failure.code())));
    }
    if let Some(entry) = &ended.missing {
        diagnostic =
            diagnostic.help(format!("add to the list in the file of --mocks, with what it returns: {entry}"));
    }
    terminal.report(vec![diagnostic], &planned.sources)?;
    Ok(Exit::FlowFailed)
}
